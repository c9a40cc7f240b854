"""`celtint data build` alone asks hosts: it names each before, and no other is asked.

npm, pip and apt are run as it runs them, against registries that are served here, on loopback, and whose records name a
stranger. Everything is under strace, as in `test_offline`.
"""

import base64
import functools
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .watching import watched

FETCH = """
from celtint_train.data.cache import debian_package, npm_package, pypi_package, unpacked
for fetched in (
    npm_package("celtint-nothing", "1.0.0"), pypi_package("celtint-nothing", "1.0"), debian_package("celtint-nothing"),
):
    print(fetched.name, sorted(path.name for path in unpacked(fetched).rglob("*.txt")), flush=True)
"""
CONNECTED = re.compile(
    r'(?:connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=AF_INET6?, sin6?_port=htons\((\d+)\),.*?"([0-9a-f.:]+)"'
)


class Registry:
    """A server of some pages. asked: every path, and whether its host had been named by then."""

    def __init__(self, said: Path) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[tuple[str, bool]] = []
        self.said = said
        handler = functools.partial(_Handler, self)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, registry: Registry, *about: object) -> None:
        self.registry = registry
        super().__init__(*about)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        registry = self.registry
        named = f"asks {registry.host}" in registry.said.read_text(encoding="utf-8")
        registry.asked.append((self.path, named))
        data = registry.pages.get(self.path.replace("/./", "/"))
        self.send_response(404 if data is None else 200)
        html = self.path.startswith("/simple/")
        self.send_header("Content-Type", "text/html" if html else "application/json")
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@contextmanager
def registries(said: Path, names: str) -> Iterator[dict[str, Registry]]:
    found = {name: Registry(said) for name in names.split()}
    yield found
    for one in found.values():
        one.server.shutdown()
        one.server.server_close()


def _npm_page(registry: Registry, stranger: Registry) -> None:
    name, data = "celtint-nothing", io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as packed:
        for inside, text in (("package.json", json.dumps({"name": name, "version": "1.0.0"})), ("hello.txt", "npm")):
            about = tarfile.TarInfo(f"package/{inside}")
            about.size = len(text)
            packed.addfile(about, io.BytesIO(text.encode()))
    path = f"/{name}/-/{name}-1.0.0.tgz"
    whole = base64.b64encode(hashlib.sha512(data.getvalue()).digest()).decode()
    dist = {"tarball": f"http://{stranger.host}{path}", "integrity": f"sha512-{whole}"}
    versions = {"1.0.0": {"name": name, "version": "1.0.0", "dist": dist}}
    about_it = {"name": name, "dist-tags": {"latest": "1.0.0"}, "versions": versions}
    registry.pages |= {f"/{name}": json.dumps(about_it).encode(), path: data.getvalue()}


def _wheel_page(index: Registry, kept: Registry) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("hello.txt", "pip")
        packed.writestr(
            "celtint_nothing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: celtint-nothing\nVersion: 1.0\n"
        )
        packed.writestr(
            "celtint_nothing-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        packed.writestr("celtint_nothing-1.0.dist-info/RECORD", "")
    name = "celtint_nothing-1.0-py3-none-any.whl"
    digest = hashlib.sha256(data.getvalue()).hexdigest()
    index.pages["/simple/celtint-nothing/"] = f'<a href="http://{kept.host}/{name}#sha256={digest}">{name}</a>'.encode()
    kept.pages[f"/{name}"] = data.getvalue()


def _apt_page(root: Path, mirror: Registry) -> Path:
    """The mirror's pages, and apt's configuration that knows no other. apt has fetched its lists."""
    inside = root / "deb"
    (inside / "DEBIAN").mkdir(parents=True)
    (inside / "hello.txt").write_text("apt", encoding="utf-8")
    about = "Package: celtint-nothing\nVersion: 1.0\nArchitecture: all\nMaintainer: nobody\nDescription: nothing\n"
    (inside / "DEBIAN" / "control").write_text(about, encoding="utf-8")
    name = "celtint-nothing_1.0_all.deb"
    subprocess.run(["dpkg-deb", "--build", str(inside), str(root / name)], check=True, capture_output=True)
    data = (root / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    mirror.pages[f"/{name}"] = data
    mirror.pages["/Packages"] = f"{about}Filename: ./{name}\nSize: {len(data)}\nSHA256: {digest}\n\n".encode()
    for place in ("state/lists/partial", "cache/archives/partial", "etc/apt.conf.d", "etc/preferences.d"):
        (root / "apt" / place).mkdir(parents=True)
    (root / "apt" / "status").touch()
    (root / "apt" / "etc" / "sources.list").write_text(
        f"deb [trusted=yes] http://{mirror.host}/ ./\n", encoding="utf-8"
    )
    told = {"State": "state", "State::status": "status", "Cache": "cache", "Etc": "etc"}
    lines = [f'Dir::{what} "{root / "apt" / place}";' for what, place in told.items()]
    config = root / "apt.conf"
    config.write_text("\n".join([*lines, 'APT::Sandbox::User "";', ""]), encoding="utf-8")
    environment = {**os.environ, "APT_CONFIG": str(config)}
    subprocess.run(["apt-get", "update"], env=environment, check=True, capture_output=True)
    mirror.asked.clear()
    return config


@pytest.mark.needs("strace", "npm", "apt-get", "dpkg-deb")
def test_every_host_is_named_before_it_is_asked_and_no_other_is(tmp_path: Path) -> None:
    said = tmp_path / "said"
    said.touch()
    for place in ("home", "work", "tmp"):
        (tmp_path / place).mkdir()
    with registries(said, "npm index kept mirror stranger") as found:
        _npm_page(found["npm"], found["stranger"])
        _wheel_page(found["index"], found["kept"])
        registry = f"registry=http://{found['npm'].host}/\n"
        (tmp_path / "home" / ".npmrc").write_text(registry, encoding="utf-8")
        environment = {
            "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(tmp_path / "home"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "tmp"),
            "PIP_INDEX_URL": f"http://nobody:secret@{found['index'].host}/simple/",
            "APT_CONFIG": str(_apt_page(tmp_path, found["mirror"])), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        with said.open("wb") as file:
            command = watched([sys.executable, "-c", FETCH], tmp_path / "traces")
            code = subprocess.run(
                command, cwd=tmp_path / "work", env=environment, stdin=subprocess.DEVNULL, stdout=file,
                stderr=subprocess.STDOUT, check=False,
            ).returncode  # fmt: skip
    text = said.read_text(encoding="utf-8")
    assert code == 0, text
    assert text.count("['hello.txt']") == 3 and "secret" not in text
    assert re.findall(r"data build: (\w+) asks (\S+)", text) == [
        ("npm", found["npm"].host), ("pip", found["index"].host),
        ("pip", found["kept"].host), ("apt", found["mirror"].host),
    ]  # fmt: skip
    for name, there in found.items():
        assert bool(there.asked) == (name != "stranger"), name
        assert all(named for _, named in there.asked), f"{name} was asked before it was named"
    calls = "".join(path.read_text(encoding="utf-8", errors="replace") for path in (tmp_path / "traces").iterdir())
    assert {int(port) for port, _ in CONNECTED.findall(calls)} == {
        one.server.server_port for name, one in found.items() if name != "stranger"
    }
    assert {address for _, address in CONNECTED.findall(calls)} == {"127.0.0.1"}
    # what the clients themselves keep belongs to them, but celtint has them keep it in its own folder
    assert not {".npm", ".cache", ".config"} & {path.name for path in (tmp_path / "home").iterdir()}
