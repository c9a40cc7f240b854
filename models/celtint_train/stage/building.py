"""``celtint data build stage``: the catalogue's pictures as objects.npz, words.npz and their card, written anew."""

from pathlib import Path
from typing import Any

from celtint_models.writing import write_whole
from tqdm import tqdm

from celtint_train.stage.card import card, word_rates
from celtint_train.stage.catalogue import Entry, entries
from celtint_train.stage.checking import difference
from celtint_train.stage.packing import Packed, pack_file, packed
from celtint_train.stage.roles import COLOURED, ROLES, roles_of
from celtint_train.stage.sources import PERMISSIVE, ArtSet, art_sets
from celtint_train.stage.vectors import pieces_of
from celtint_train.stage.wording import table, words_file


def build(folder: Path) -> None:
    """Write the files of *Stage* into a folder. Raises DataError where a package cannot be had, ValueError for a
    slip in the catalogue."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, sets = entries(), art_sets()
    found = [_object(entry, sets[entry.art]) for entry in tqdm(listed, desc="stage", disable=None)]
    told = [about for about, _ in found]
    tags = list(dict.fromkeys(tag for one in told for tag in one["tags"]))
    words, vectors, tag_vectors = table(tags)
    rates = word_rates(told, words, vectors, tags, tag_vectors)
    far = {
        entry.id: difference(sets[entry.art].read(entry.picture), arrays, about["aspect"])
        for entry, (about, arrays) in zip(listed, found, strict=True)
        if not entry.cut
    }
    write_whole(folder / "objects.npz", pack_file(found, ROLES, COLOURED))
    write_whole(folder / "words.npz", words_file(told, tags, words, vectors, tag_vectors))
    write_whole(folder / "stage.md", card(told, far, rates, len(words)).encode())


def _object(entry: Entry, art: ArtSet) -> tuple[dict[str, Any], Packed]:
    if not any(art.licence.startswith(licence) for licence in PERMISSIVE):
        raise ValueError(f"{entry.id} is under {art.licence}; the packed set takes {', '.join(PERMISSIVE)} alone.")
    try:
        pieces = pieces_of(art.read(entry.picture), art.sketch, entry.cut)
    except ValueError as error:
        raise ValueError(f"{entry.id}: {error}") from error
    arrays, aspect = packed(pieces, roles_of(pieces, entry.group))
    about = {
        "id": entry.id,
        "name": entry.name,
        "tags": list(entry.tags),
        **entry.told,
        "facing": entry.facing,
        "group": entry.group,
        "character": "",
        "aspect": round(aspect, 4),
        "source": f"{art.package}, {entry.picture}",
        "licence": art.licence,
        "attribution": art.attribution,
    }
    return about, arrays
