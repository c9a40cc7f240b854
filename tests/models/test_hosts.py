"""Where the cache is, and how hosts are named; `tests/test_offline_fetching.py` watches the clients themselves."""

from pathlib import Path

import pytest
from celtint_train.data import hosts
from celtint_train.data.cache import cache_root


@pytest.mark.parametrize(
    ("own", "shared", "place"),
    [
        ("/a", "/b", "/a"),
        ("", "/b", "/b/celtint"),
        ("", "", "/home/x/.cache/celtint"),
        ("", "b", "/home/x/.cache/celtint"),
    ],
)
def test_the_cache_is_where_the_environment_says(
    own: str, shared: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.setenv("CELTINT_CACHE", own)
    monkeypatch.setenv("XDG_CACHE_HOME", shared)
    assert cache_root() == Path(place)


@pytest.mark.parametrize(
    ("urls", "proxy", "said"),
    [
        (["https://me:secret@npm.example/a/", "https://npm.example/b"], "", ["npm asks npm.example"]),
        (["http://npm.example:8080"], "", ["npm asks npm.example:8080"]),
        (["https://npm.example"], "http://me:secret@door.example:31", ["npm asks npm.example through door.example:31"]),
        (["https://npm.example"], "door.example:31", ["npm asks npm.example through door.example:31"]),
        (["file:///srv/packages", "/srv/packages", ""], "", []),
    ],
)  # fmt: skip
def test_hosts_are_named_once_without_passwords(
    urls: list[str], proxy: str, said: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hosts, "_named", set())
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    hosts.name_hosts("npm", [*urls, *urls], proxy)
    assert capsys.readouterr().err == "".join(f"celtint data build: {line}\n" for line in said)


def test_the_environment_s_proxy_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(hosts, "_named", set())
    monkeypatch.setenv("https_proxy", "http://door.example:3128")
    monkeypatch.setenv("no_proxy", "near.example")
    hosts.name_hosts("pip", ["https://index.example/simple", "https://near.example/simple"])
    err = capsys.readouterr().err
    assert "index.example through door.example:3128\n" in err and "near.example\n" in err


def test_a_pip_that_does_not_say_is_asked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hosts, "_PIP", "raise SystemExit(3)")
    assert hosts.name_pip(["--no-deps", "nothing==1"], tmp_path) == ["--no-deps", "nothing==1"]
    assert "pip config list" in capsys.readouterr().err
