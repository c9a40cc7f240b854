"""The bar counts the frames of the shots that are done now, and says what is left of them."""

import pytest
from celtint_cli.telling import Bar


def test_shares_are_of_what_is_done_now(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    monkeypatch.setattr(Bar, "tell", lambda _self, share: told.append(share))
    with Bar([range(10, 20), range(40, 50)], 100) as bar:
        first, second = bar.of(range(10, 20)), bar.of(range(40, 50))
        for tell, share in ((first, 0.0), (first, 0.1), (first, 0.15), (first, 0.2), (second, 0.45), (second, 0.5)):
            tell("frame", share)
    assert told == pytest.approx([0.0, 0.0, 0.25, 0.5, 0.75, 1.0])


def test_what_is_left_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("celtint_cli.telling.time.monotonic", lambda: now[0])
    said: list[str] = []
    with Bar([range(4)], 4) as bar:
        monkeypatch.setattr(bar._bar, "set_postfix_str", said.append)
        for at, share in ((0.0, 0.0), (10.0, 0.5), (18.0, 0.9)):
            now[0] = at
            bar.tell(share)
    assert said == ["", "about 10 seconds left", "about 5 seconds left"]
