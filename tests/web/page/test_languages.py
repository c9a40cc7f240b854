"""What the server says, in the language that the page speaks."""

import json
from pathlib import Path

import numpy as np
import pytest
from celtint import Hints
from celtint.hints.thin import notes_on

from tests.web.page.conftest import Canvas, soon

SERVER = Path(__file__).parents[3] / "server"


def words(language: str) -> dict[str, str]:
    return dict(
        json.loads((SERVER / "celtint_web" / "page" / "words" / f"{language}.json").read_text(encoding="utf-8"))
    )


def test_every_error_of_the_wire_has_a_sentence_in_every_language() -> None:
    contract = json.loads((SERVER / "celtint_client" / "contract.json").read_text(encoding="utf-8"))
    names = {row["name"] for row in contract["errors"]} | {"CONNECTION_LOST"}
    english, german = words("en"), words("de")
    for said in (english, german):
        assert {key.removeprefix("wire.") for key in said if key.startswith("wire.")} == names
    for name in names:
        one, other = english[f"wire.{name}"], german[f"wire.{name}"]
        assert one != other and one.endswith(".") and other.endswith("."), name


@pytest.mark.needs("chromium", "playwright")
def test_an_error_of_the_server_is_told_in_german(canvas: Canvas, rooms: Path) -> None:
    canvas.open(rooms)
    canvas.value("celtint.project.setModel('no-such-network')")
    canvas.until("celtint.colouring.state === 'failed'")
    doing = canvas.page.locator("#status-doing")
    soon(lambda: "no-such-network" in doing.inner_text())
    canvas.page.get_by_role("combobox", name="Language").select_option("de")
    soon(lambda: doing.inner_text() == words("de")["wire.MODEL_NOT_FOUND"])
    canvas.value("import('/src/ui/notices.js').then(({ failed }) => failed({ name: 'QUEUE_FULL', message: 'Full.' }))")
    soon(lambda: canvas.page.locator(".notice.bad span").inner_text() == words("de")["wire.QUEUE_FULL"])


@pytest.mark.needs("chromium", "playwright")
def test_notes_on_thin_dabs_are_told_in_german(canvas: Canvas) -> None:
    notes = []
    layer = np.zeros((60, 200, 4), np.uint8)
    for x in (20, 120):
        layer[10:40, x : x + 30] = (200, 30, 40, 90)
        notes += notes_on(Hints(layer))
    canvas.page.get_by_role("combobox", name="Language").select_option("de")
    canvas.until("document.documentElement.lang === 'de'")
    said = [
        canvas.value(f"import('/src/ui/saidby.js').then(({{ noteOf }}) => noteOf({json.dumps(note)}))")
        for note in [*notes, "Another note."]
    ]
    german = words("de")
    assert len(notes) == 2
    assert said[0] == german["note.thin"].format(x=34, y=24)
    assert said[1].startswith("2 Tupfer, der größte bei ")
    assert said[2] == "Another note."
