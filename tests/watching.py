"""What a program asked of the system, by strace: what it connected to or sent to, and what it wrote and where.

A line is a breach when it is
- a connection, datagram or listening address that is neither loopback nor a socket in a folder that is allowed;
- a question to a DNS server or to whoever answers for one (port 53 even on loopback, nscd, systemd-resolved);
- something made, opened for writing, moved or linked outside the folders that are allowed, whether it succeeded or
  was refused for lack of rights.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from pathlib import Path

_FILES = "open openat openat2 creat mkdir mkdirat mknod mknodat rename renameat renameat2 link linkat symlink symlinkat"
_SOCKETS = "connect bind sendto sendmsg sendmmsg"
_DEVICES = {"/dev/null", "/dev/zero", "/dev/full", "/dev/tty"}
_SHARED = re.compile(r"/dev/shm/(?:sem\.|torch_)[\w.-]+")
"""Memory that a program shares with its own processes (locks of `multiprocessing`, tensors of torch's loaders): no
file on a disk, but it has a name, which must be gone at the end."""
_REFUSED = ("EACCES", "EPERM", "EROFS")

_CALL = re.compile(r"(?P<name>\w+)\((?P<given>.*)\)\s+= (?P<answer>\S+.*)$")
_ADDRESS = re.compile(r"\{sa_family=(?P<family>\w+)(?P<rest>[^}]*)\}")
_PORT = re.compile(r"htons\((\d+)\)")
_IP = re.compile(r'(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"')
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_OPENED = re.compile(r"\d+<([^>]*)>")
_PLACE = re.compile(r"^(?:AT_FDCWD|\d+)<([^>]*)>")


def watched(command: Sequence[str], traces: Path) -> list[str]:
    """The command under strace, with all it starts, until the last has ended; each thread has a file in ``traces``."""
    traces.mkdir(parents=True)
    calls = ",".join(f"?{name}" for name in f"{_FILES} {_SOCKETS}".split())
    strace = shutil.which("strace") or "strace"
    options = ["-f", "-ff", "-qq", "-y", "-s", "100", "--seccomp-bpf", "-e", f"trace={calls}", "-e", "signal=none"]
    return [strace, *options, "-o", str(traces / "thread"), *command]


def breaches(traces: Path, working: Path, allowed: Iterable[Path]) -> list[str]:
    """What `watched` saw of what nobody is to do, each line once; working: where the command was started.

    Raises AssertionError when nothing was traced, or no call that can be judged.
    """
    folders = [str(folder) for folder in allowed]
    lines = [line for path in sorted(traces.iterdir()) for line in path.read_text("utf-8", "replace").splitlines()]
    judged = [(call, _breach(call, str(working), folders)) for call in map(_CALL.search, lines) if call]
    assert judged, f"strace saw no call of {len(lines)} lines: can it trace on this machine?"
    shared = {match.group() for line in lines for match in _SHARED.finditer(line)}
    left = [f"shared memory left behind: {name}" for name in sorted(shared) if Path(name).exists()]
    return [*dict.fromkeys(f"{wrong}: {call.group()}" for call, wrong in judged if wrong), *left]


def _breach(call: re.Match[str], working: str, folders: Sequence[str]) -> str:
    name, given, answer = call["name"], call["given"], call["answer"]
    if name in _SOCKETS.split():
        found = (_address_breach(address["family"], address["rest"], folders) for address in _ADDRESS.finditer(given))
        return next((wrong for wrong in found if wrong), "")
    if answer.startswith("-1") and not any(error in answer for error in _REFUSED):
        return ""
    if name.startswith("open") and not re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC|TMPFILE)", given):
        return ""
    path = _written(name, given, answer, working)
    above = name.startswith("mkdir") and any(folder.startswith(f"{path}/") for folder in folders)
    return "" if above or _is_own(path, folders) else "a file outside"


def _address_breach(family: str, rest: str, folders: Sequence[str]) -> str:
    if family in ("AF_INET", "AF_INET6"):
        port, ip = _PORT.search(rest), _IP.search(rest)
        if port and port[1] == "53":
            return "a DNS question"
        address = ip_address(ip[1]) if ip else None
        return "" if address is not None and address.is_loopback else "an address elsewhere"
    if family == "AF_UNIX":
        path = _PATH.search(rest)
        # without a path it is a pair's unnamed end
        return "" if path is None or ("@" not in rest and _is_own(path[1], folders)) else "a socket outside"
    return "" if family in ("AF_NETLINK", "AF_UNSPEC") else "a socket of another kind"


def _written(name: str, given: str, answer: str, working: str) -> str:
    """The file that a call made or opened: as the system says, else the last path that was given."""
    opened = _OPENED.match(answer)
    if opened:
        return opened[1]
    path = _PATH.findall(given)[-1]
    # the folder a relative path belongs to stands before it, of two before the second
    places = [match[1] for part in given.split(", ") if (match := _PLACE.match(part))]
    return path if path.startswith("/") else f"{places[-1] if name.endswith('at') and places else working}/{path}"


def _is_own(path: str, folders: Sequence[str]) -> bool:
    inside = "/../" not in path and any(path == folder or path.startswith(f"{folder}/") for folder in folders)
    return inside or path in _DEVICES or _SHARED.fullmatch(path) is not None
