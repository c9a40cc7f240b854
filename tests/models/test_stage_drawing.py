"""The learned engine is trained for real on a dozen objects: it learns, is exported, and draws what it has seen."""

import dataclasses
import typing
from pathlib import Path

import numpy as np
import pytest
from celtint import DrawerNetwork, ObjectSet
from celtint.stage.learned import look_of
from celtint_models.descriptors import parse

from tests.core.stage.sets import OBJECTS, packed, small_set

from .learning import learns

if typing.TYPE_CHECKING:
    from celtint_train.recipe import Recipe

pytestmark = pytest.mark.needs("torch")
HANDS = ("one", "two", "three")
SMALL = {"patches": 32, "coordinates": 30, "width": 48, "hidden": 48, "blocks": 1, "told": 16}


def dozen() -> bytes:
    """Four things in three hands, the hands' colours a little darker each."""
    entries = []
    for place, hand in enumerate(HANDS):
        for told, shapes in OBJECTS:
            darker = [(role, tuple(max(0, c - 25 * place) for c in colour), ring) for role, colour, ring in shapes]
            entries.append((told | {"id": f"{hand}:{told['name']}"}, darker))
    return packed(entries)  # type: ignore[arg-type]


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> "Recipe":
    from celtint_train.recipe import read_recipe
    from celtint_train.stage import exporting
    from celtint_train.tasks import staging

    for module in (staging, exporting):
        monkeypatch.setattr(module, "stage_objects", dozen)
    shipped = read_recipe("celtint-stage")
    return dataclasses.replace(
        shipped, minutes=0.0, options=SMALL, batch=16, epoch_steps=10, ema=0.9, learning_rate=3e-2
    )


def test_it_learns_and_what_it_learned_is_drawn(recipe: "Recipe", tmp_path: Path) -> None:
    from celtint_train.stage.exporting import export_drawer
    from celtint_train.stage.rendered import rendered
    from celtint_train.training.train import Trainer, run_folder

    folder = run_folder(recipe, tmp_path)
    trainer = Trainer(recipe, folder, resume=False)
    # Of what it was shown: a dozen objects say little of a thirteenth.
    trainer.checks = [next(iter(trainer.task.batches("train", 32, (), 5)))]
    learns(trainer)
    trainer.end_epoch([{"loss": 1.0}])
    trainer.save()
    assert (folder / "samples.png").exists() and Trainer(recipe, folder, resume=True).state.step == trainer.state.step

    path = export_drawer(recipe, folder, tmp_path)
    told = parse(path.with_suffix(".toml").read_text("utf-8"), path.name)
    assert "CC0-1.0" in told.licence and "Limits" in path.with_suffix(".md").read_text("utf-8")
    drawer, objects = DrawerNetwork(told, path.read_bytes(), 1), ObjectSet.read(dozen())
    known = [k for k, one in enumerate(objects.objects) if drawer.knows(look_of(one))]
    assert len(known) == 11 and all(drawer.knows(one.name) for one in objects.objects)
    luck = [np.random.default_rng(k) for k in known]
    some = [objects.objects[k] for k in known]
    made = drawer.pictures([look_of(one) for one in some], [one.aspect for one in some], luck)
    right = rendered(objects, 1)[known].astype(np.float32) / 255
    off = np.abs(made[:, None] - right[None]).mean(axis=(2, 3, 4))
    names = [one.name for one in some]
    assert [names[k] for k in off.argmin(axis=1)] == names and off.min(axis=1).max() < 0.12


def test_nothing_is_exported_of_nothing(recipe: "Recipe", tmp_path: Path) -> None:
    from celtint_train.stage.exporting import export_drawer

    with pytest.raises(ValueError, match="train the recipe first"):
        export_drawer(recipe, tmp_path, tmp_path)


def test_pictures_are_the_same_every_time_and_look_to_the_left() -> None:
    from celtint_train.stage.rendered import SIDE, rendered

    made = rendered(small_set(), 2)
    assert made.tobytes() == rendered(small_set(), 2).tobytes()
    dog, bent = made[0].astype(int), made[1].astype(int)
    assert dog.shape == (SIDE, SIDE, 4) and (dog[..., :3] <= dog[..., 3:] + 1).all()
    nose = (dog[..., 3] > 200) & (dog[..., :3].max(axis=2) < 40)
    assert np.nonzero(nose)[1].mean() < 0.2 * SIDE
    assert 0.5 < np.abs(dog - bent).mean() < 40
    for rows in (dog[..., 3].any(axis=1), dog[..., 3].any(axis=0)):
        assert rows[0] and rows[-1]


def test_one_picture_in_ten_is_kept_out_and_never_two_of_a_thing() -> None:
    from celtint_train.stage.rendered import held_out

    objects = ObjectSet.read(dozen())
    assert sum(held_out(objects)) == 1 and sum(held_out(small_set())) == 0
    many = ObjectSet(objects.objects * 5, objects.roles, objects.parts, objects.rings, objects.points)
    held = [one.name for one, out in zip(many.objects, held_out(many), strict=True) if out]
    assert len(held) == len(set(held)) == 4


def test_coordinates_lead_back_to_the_pictures() -> None:
    import torch
    from celtint_train.networks.stage_flow import StageFlow
    from celtint_train.stage.coordinates import basis_of
    from celtint_train.stage.rendered import rendered

    pictures = rendered(ObjectSet.read(dozen()), 2)
    basis = basis_of(pictures, 120, 23)
    found = basis.coordinates(pictures)
    assert np.mean(found**2) == pytest.approx(1, abs=0.1) and abs(found.mean()) < 0.05
    network = StageFlow(1, 1, 1, 23, 120, 8, 8, 1, 8)
    for name in ("whole", "patch", "mean"):
        network.get_buffer(name).copy_(torch.from_numpy(getattr(basis, name)))
    back = network.picture(torch.from_numpy(found)).numpy()
    assert np.abs(back - pictures / 255).mean() < 0.02


def test_before_it_has_learned_it_guesses_what_is_expected() -> None:
    import torch
    from celtint_train.networks.stage_flow import StageFlow

    torch.manual_seed(0)
    network = StageFlow(3, 2, 2, 8, 4, 8, 8, 1, 8).eval()
    with torch.no_grad():
        noise, look = torch.randn(3, 8), torch.arange(3)
        begun = network(noise, torch.zeros(3), look, torch.zeros(3))
        ended = network(noise, torch.ones(3), look, torch.zeros(3))
    assert torch.allclose(begun, network.expected(look), atol=1e-5) and torch.allclose(ended, noise, atol=1e-3)
