"""Which hosts npm, pip and apt are about to ask, said before they do; no address is written down here.

The clients are asked themselves, on this machine, what they are set up with: nothing here knows a registry's address.
Files of Python packages may lie on another host than their index, and only the index knows on which; so pip is let ask
the index first, and is then given the file's address, and nothing else, to fetch.
"""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

_NPM_PROXIES = ("https-proxy", "proxy")
_NOTHING = ("", "null", "undefined")

# What pip would do is known to pip alone: its options come from files, the environment and its own defaults, and the
# address of a file from the index. These are the objects that `pip download` itself works with.
_PIP = """
import json, sys
from pip._internal.commands import create_command
from pip._internal.req.constructors import install_req_from_line
what, *words = sys.argv[1:]
command = create_command("download")
options, (wanted,) = command.parse_args(words)
if what == "index":
    indices = [] if options.no_index else [options.index_url, *options.extra_index_urls]
    found = {"urls": [*indices, *options.find_links], "proxy": options.proxy}
else:
    with command.main_context():
        finder = command._build_package_finder(options=options, session=command.get_default_session(options))
        requirement = install_req_from_line(wanted)
        best = finder.find_best_candidate(requirement.name, specifier=requirement.specifier).best_candidate
    found = {"urls": [best.link.url] if best else [], "proxy": options.proxy}
print(json.dumps(found))
"""

_named: set[str] = set()


def name_hosts(client: str, urls: Iterable[str], proxy: str = "") -> None:
    """Say on standard error which hosts a client is about to ask, and through which; each once. Files aren't asked."""
    for url in urls:
        host = _host(url)
        if not host:
            continue
        through = _host(proxy or _proxy_for(url))
        said = f"{client} asks {host}" + (f" through {through}" if through else "")
        if said not in _named:
            _named.add(said)
            print(f"celtint data build: {said}", file=sys.stderr, flush=True)


def name_npm(options: Sequence[str], cwd: Path) -> None:
    """Say where npm, started in that folder with these options, is set up to get packages from."""
    rows = _lines(["npm", "config", "get", *options, "registry", *_NPM_PROXIES], cwd)
    values = dict(row.split("=", 1) for row in rows if "=" in row)
    proxies = [values[key] for key in _NPM_PROXIES if values.get(key, "null") not in _NOTHING]
    name_hosts("npm", [values.get("registry", "")], proxies[0] if proxies else "")


def name_pip(words: Sequence[str], cwd: Path) -> list[str]:
    """Say which indices pip is set up with, and, once these have told, where the file is.

    words: for `pip download`, the requirement last. Gives the words with the file's address in the place of the
    requirement, so that nobody else is asked; the words as they are where this pip doesn't say.
    """
    index = _pip("index", words, cwd)
    if index is None:
        print("celtint data build: pip asks the indices that `pip config list` shows", file=sys.stderr, flush=True)
        return list(words)
    name_hosts("pip", *index)
    link = _pip("link", words, cwd)
    if link is None or not link[0]:
        return list(words)  # pip says itself what is wrong
    name_hosts("pip", *link)
    return [*words[:-1], "--no-index", *link[0]]


def name_apt(package: str, cwd: Path) -> None:
    """Say from where apt's lists have a package; nobody is asked for that."""
    rows = _lines(["apt-get", "download", "--print-uris", package], cwd)
    for row in rows:
        url = row.split()[0].strip("'") if row.startswith("'") else ""
        shown = _lines(["apt-config", "shell", "proxy", f"Acquire::{urlsplit(url).scheme}::Proxy"], cwd) if url else []
        name_hosts("apt", [url], shown[0].split("=", 1)[1].strip("'") if shown else "")


def _pip(what: str, words: Sequence[str], cwd: Path) -> tuple[list[str], str] | None:
    """Addresses, and the proxy that pip's own options name; None where this pip doesn't say."""
    command = [sys.executable, "-c", _PIP, what, *words]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        return None
    found = json.loads(done.stdout.splitlines()[-1])
    return [str(url) for url in found["urls"]], str(found["proxy"] or "")


def _lines(command: Sequence[str], cwd: Path) -> list[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False).stdout.splitlines()


def _proxy_for(url: str) -> str:
    """What the environment says of how a host is reached."""
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return ""
    known = urllib.request.getproxies()
    return known.get(parts.scheme) or known.get("all", "")


def _host(url: str) -> str:
    """The host, and its port where the address names one; never a user or password. "" for a path."""
    parts = urlsplit(url if "//" in url else f"//{url}" if url else "")
    if parts.scheme == "file" or parts.hostname is None:
        return ""
    return parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
