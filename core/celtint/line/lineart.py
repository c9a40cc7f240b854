"""Line mode: hints claim regions, boxes act on what is inside them, and what is left is proposed, set apart or left
empty."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from celtint.hints.dabs import Claim, Strokes, claim_regions
from celtint.line import tuning
from celtint.line.art import LineArt
from celtint.line.decisions import Decisions, limit_colours, name_entries, snap_to_palette
from celtint.line.dummies import dummy_colours
from celtint.line.found import Found, take_found
from celtint.line.marks import carry, empty_claims, joined, merged, read_marks
from celtint.line.objects import objects
from celtint.line.shade import soft_shade
from celtint.line.slips import Heard, about, told_apart
from celtint.line.splits import Splits
from celtint.line.unhinted import grid_step, mean_colour, on_grid, outside, run_on
from celtint.networks.proposal import propose, region_colours
from celtint.networks.session import Network
from celtint.regions.measuring import Runs, runs
from celtint.regions.specks import without_specks
from celtint.regions.splitting import split_region
from celtint.types.arrays import F32, I32, I64, U8, Bool, Index, Labels
from celtint.types.choices import Style
from celtint.types.picture import Box, Hints, Marks, Palette, Pause, Progress, no_pause, pauses
from celtint.types.result import Result
from celtint.types.settings import Settings


@dataclass(frozen=True)
class Decided:
    """A drawing whose regions' colours are known, without what they were decided by, which takes much memory.

    labels, gap: as `Regions` has them; runs: of the labels; area, box: as `LineArt` has them.
    """

    labels: Labels
    runs: Runs
    area: I64
    box: I32
    gap: int
    state: Decisions
    palette: Palette
    notes: tuple[str, ...]
    timings: dict[str, float]


def decide_line(
    art: LineArt,
    grey: U8,
    hints: Hints | None,
    strokes: Strokes | None,
    boxes: Sequence[Box],
    palette: Palette,
    settings: Settings,
    network: Network | None,
    tell: Progress,
    found: Found | None = None,
    marks: Marks | None = None,
    once: bool = False,
) -> Decided:
    """Decide the colours of a drawing whose regions are known. Arguments as for `celtint.colour`; boxes lie inside the
    picture. strokes: of the hints. found: what a cast says of its regions. once: `art` isn't needed any more, and its
    labels may be changed."""
    tell("hints", 0.5)
    start = time.perf_counter()
    claims: dict[int, list[Claim]] = {}
    if strokes is not None:
        claims = claim_regions(strokes, art.regions.labels, art.regions.ink)
    plane = None if marks is None else read_marks(marks.pixels, hints)
    if plane is not None:
        for region, own in empty_claims(plane, art.regions.labels, art.regions.ink).items():
            claims[region] = [*claims.get(region, []), *own]
    art, state = apply_claims(art, claims, pauses(tell, "hints", 0.5), art.splits, once)
    said = joined(art, state, plane)
    art = said.art
    tell("hints", 0.55)
    apply_boxes(state, art, boxes)
    state.absorb(art.regions, art.area)
    timings = {"hints": time.perf_counter() - start}
    if found is not None:
        palette = take_found(state, found, palette)
    tell("proposal", 0.6)
    start = time.perf_counter()
    open_ids = state.undecided() if art.regions.ink.any() else np.zeros(0, np.intp)  # a blank page stays clear
    if settings.merge > 0.0:
        free = np.zeros(art.regions.count + 1, np.bool_)
        free[open_ids] = True
        free[outside(art.regions.labels, art.regions.ink)] = False
        free[np.concatenate([np.zeros(0, np.intp), *said.same])] = False
        art, _ = merged(art, state, objects(art.regions, art.area, free, settings.merge))
        open_ids = open_ids[~state.is_decided(open_ids)]
    if settings.undecided == "distinct":
        dummies = _told_apart(art, state, open_ids, palette, settings.colours)
        state.decide(open_ids, dummies, "distinct", np.float32(0))
    elif settings.undecided == "network" and network is not None and len(open_ids):
        _propose(state, art, grey, hints, boxes, palette, settings, network, open_ids)
    elif settings.undecided in ("auto", "mean") and len(open_ids):
        _by_rule(state, art, grey, strokes, claims, palette, settings, open_ids)
    carry(art, state, said.same)
    timings["proposal"] = time.perf_counter() - start
    whole = art.regions
    return Decided(whole.labels, whole.runs, art.area, art.box, whole.gap, state, palette, said.notes, timings)


def coloured(decided: Decided, style: Style, tell: Progress) -> Result:
    """The layers of a drawing whose colours are decided."""
    tell("layers", 0.9)
    start = time.perf_counter()
    labels, state = decided.labels, decided.state
    layer = decided.runs.looked_up(state.rgba().view(np.uint32).ravel()).view(np.uint8).reshape(*labels.shape, 4)
    tell("layers", 0.95)
    shade = soft_shade(labels, decided.box, layer) if style == "soft" else None
    entries, used = name_entries(state, decided.palette)
    timings = decided.timings | {"layers": time.perf_counter() - start}
    tell("done", 1.0)
    infos = state.infos(decided.area, decided.box, entries)
    return Result(layer, labels, infos, used, "line", decided.gap, shade, timings, decided.notes)


def apply_claims(
    art: LineArt,
    claims: dict[int, list[Claim]],
    pause: Pause = no_pause,
    splits: Splits | None = None,
    once: bool = False,
) -> tuple[LineArt, Decisions]:
    """Give each claimed region its colour; where several claim one region, split it first, or as `splits` has it, and,
    where `art` is used but `once`, in its own labels."""
    heard = told_apart(art.regions, claims)
    contested = {region: own for region, own in heard.items() if len(own.claims) + len(own.slips) > 1}
    if contested:
        art, parts = _split(art, contested, splits or Splits(), pause, once)
    else:
        parts = {}
    state = Decisions.empty(art.regions.count)
    for region, own in heard.items():
        group = [*own.claims, *(claim for claim, _ in own.slips)]
        for (name, sure), claim in zip(parts.get(region, [(region, 1.0)]), group, strict=True):
            if claim.colour is None:
                state.keep_empty(np.array([name]), np.float32(sure))
            else:
                state.decide(np.array([name]), np.array([claim.colour], np.uint8), "hint", np.float32(sure))
    return art, state


def _split(
    art: LineArt, contested: dict[int, Heard], splits: Splits, pause: Pause, once: bool
) -> tuple[LineArt, dict[int, list[tuple[int, float]]]]:
    """Cut contested regions; the largest part keeps the region's id, the others get new ones after the last. Gives for
    each the ids of its parts, and how sure each is."""
    labels = art.regions.labels if once else art.regions.labels.copy()
    count = art.regions.count
    area, box = art.area.tolist(), art.box.tolist()
    names: dict[int, list[tuple[int, float]]] = {}
    for region, heard in contested.items():
        pause()
        x, y, width, height = (int(v) for v in art.box[region])
        window = labels[y : y + height, x : x + width]
        inside = window == region
        part, sure = _shared(art, region, heard.claims, inside, splits, pause)
        for k, (claim, share) in enumerate(heard.slips, len(heard.claims) + 1):
            part[about(claim, inside, (x, y), art.regions.step)] = k
            sure.append(share)
        many = len(sure)
        sizes, places = runs(part).measured(many)
        keeps = int(np.argmax(sizes[1:])) + 1
        name = np.arange(count, count + many + 1, dtype=np.int32)
        name[keeps:] -= 1
        name[keeps] = region
        given = part > 0
        window[given] = name[part[given]]
        count += many - 1
        area += [0] * (many - 1)
        box += [[0, 0, 0, 0]] * (many - 1)
        for k in range(1, many + 1):
            px, py, pw, ph = (int(v) for v in places[k])
            area[name[k]], box[name[k]] = int(sizes[k]), [x + px, y + py, pw, ph]
        names[region] = list(zip(name[1:].tolist(), sure, strict=True))
    regions = replace(art.regions, labels=labels, count=count)
    return LineArt(regions, np.array(area, np.int64), np.array(box, np.int32)), names


def _shared(
    art: LineArt, region: int, claims: list[Claim], inside: Bool, splits: Splits, pause: Pause
) -> tuple[I32, list[float]]:
    """As `_divided`, with what is known of it already; `inside` is (height, width) the region in its box."""
    part = inside.astype(np.int32)
    if len(claims) == 1:
        return part, [1.0]
    found = splits.find(region, claims)
    if found is not None:
        part[inside] = found[0]
        return part, found[1].tolist()
    part, sure = _divided(art, region, claims, pause)
    splits.keep(region, claims, part[inside], sure)
    return part, sure.tolist()


def _divided(art: LineArt, region: int, claims: list[Claim], pause: Pause) -> tuple[I32, F32]:
    """(height, width) int32 in the region's box, 1 + the index of the claim each of its pixels goes to, 0 off it; and
    how sure each claim is, (claims,)."""
    x, y, width, height = (int(v) for v in art.box[region])
    shares = split_region(art.regions, region, (x, y, width, height), claims)
    part = np.where(art.regions.labels[y : y + height, x : x + width] == region, shares.part, 0).astype(np.int32)
    # Whatever the cut and the tidying make of it, a hint shows where it was painted; what that leaves in splinters
    # of the parts around it is tidied up too.
    for _ in range(2):
        pause()
        part = _tidy(part)
        for k, claim in enumerate(claims):
            part[claim.y - y, claim.x - x] = k + 1
    return part, shares.sure


def _tidy(part: I32) -> I32:
    """The parts of a region without specks; what lies outside it (0) stays out of it."""
    cleaned = without_specks(np.pad(part, 1))[1:-1, 1:-1]
    return np.where((part > 0) & (cleaned > 0), cleaned, part).astype(np.int32)


def apply_boxes(state: Decisions, art: LineArt, boxes: Sequence[Box]) -> Index:
    """Boxes tag, colour or empty the regions mostly inside them; the smallest box that holds a region wins. A box of a
    single pixel is about the region that it lies in.

    Returns the (n,) ids of those that they coloured or emptied.
    """
    decided: list[Index] = []
    for box in sorted(boxes, key=lambda b: -b.width * b.height):
        window = art.regions.labels[box.y : box.y + box.height, box.x : box.x + box.width]
        ids = _boxed(art, window)
        if box.tag or window.size > 1:
            state.tag(ids, box.tag)
        ids = ids[~state.is_hinted(ids)]
        if box.colour is None:
            continue
        decided.append(ids)
        if box.colour == "none":
            state.empty_out(ids)
        else:
            colours = np.tile(np.array(box.colour, np.uint8), (len(ids), 1))
            state.decide(ids, colours, "box", np.ones(len(ids), np.float32))
    return np.unique(np.concatenate([np.zeros(0, np.intp), *decided]))


def _boxed(art: LineArt, window: Labels) -> Index:
    """Ids of the regions that a box is about. window: their labels in it."""
    if window.size == 1:
        return np.asarray(window.ravel(), np.intp)
    inside = np.bincount(window.ravel(), minlength=art.regions.count + 1)
    ids = np.flatnonzero(2 * inside > art.area)
    return ids[ids > 0]


def _propose(
    state: Decisions,
    art: LineArt,
    grey: U8,
    hints: Hints | None,
    boxes: Sequence[Box],
    palette: Palette,
    settings: Settings,
    network: Network,
    ids: Index,
) -> None:
    proposal = propose(network, grey, "line", hints.pixels if hints is not None else None, boxes)
    colours, confidence = region_colours(proposal, art.regions.labels, ids)
    if settings.strength < 1.0:
        colours = state.toward_neighbours(art.regions, ids, colours, settings.strength)
    if settings.colours is not None:
        colours = limit_colours(colours, art.area[ids], settings.colours)
    colours = snap_to_palette(colours, palette)
    state.decide(ids, colours, "network", confidence)


def _by_rule(
    state: Decisions,
    art: LineArt,
    grey: U8,
    strokes: Strokes | None,
    claims: dict[int, list[Claim]],
    palette: Palette,
    settings: Settings,
    ids: Index,
) -> None:
    """Decide what is open, but for the outside, by the colours of dabs and boxes; without any it stays open."""
    boxed = state.decided_by("box")
    own = np.unique(state.colour[boxed], axis=0)
    ids = np.setdiff1d(ids, outside(art.regions.labels, art.regions.ink))
    if settings.undecided == "mean":
        dabs = own if strokes is None else np.concatenate([strokes.colour, own])
        if len(dabs) == 0:
            return
        colours = np.tile(mean_colour(dabs), (len(ids), 1))
    else:
        told, known = _told_on_grid(art, claims, boxed, state.colour)
        mark = run_on(on_grid(grey), told, art.regions.labels, ids)
        ids, colours = ids[mark > 0], known[mark[mark > 0]]
        if settings.colours is not None and len(ids):
            colours = limit_colours(colours, art.area[ids], settings.colours)
    state.decide(ids, snap_to_palette(colours, palette), "rule", np.float32(tuning.UNHINTED.sure))


def _told_on_grid(art: LineArt, claims: dict[int, list[Claim]], boxed: Index, colour: U8) -> tuple[I32, U8]:
    """Marks on the rules' grid, (h, w) int32, where paint that counts lies and on the paper of the regions ``boxed``;
    and (n, 3) the colour of each mark, row 0 unused."""
    step = grid_step(art.regions.labels.shape)
    small = art.regions.labels[::step, ::step]
    place = np.zeros(art.regions.count + 1, np.int32)
    place[boxed] = np.arange(1, len(boxed) + 1)
    told = np.where(art.regions.ink[::step, ::step] == 0, place[small], 0).astype(np.int32)
    known = [np.zeros((1, 3), np.uint8), colour[boxed]]
    every = (claim for group in claims.values() for claim in group if claim.colour is not None)
    for mark, claim in enumerate(every, start=len(boxed) + 1):
        told[claim.y // step, claim.x // step] = mark
        known.append(np.array([claim.colour], np.uint8))
    return told, np.concatenate(known)


def _told_apart(art: LineArt, state: Decisions, ids: Index, palette: Palette, most: int | None) -> U8:
    """(n, 3) colours for regions `ids`: dummies; in turn the palette's, if it has any, or at most `most` tints."""
    choices = np.array([e.colour for e in palette.entries], np.uint8).reshape(-1, 3)
    if len(choices) == 0 and most is None:
        return dummy_colours(art.regions, ids, state.rgba())
    if len(choices) == 0:
        choices = distinct_colours(min(len(ids), most or len(ids)))
    return choices[: most or len(choices)][np.arange(len(ids)) % max(1, min(len(choices), most or len(choices)))]


def distinct_colours(count: int) -> U8:
    """(count, 3) uint8 sRGB tints, each unlike those just before it: hues a golden angle apart."""
    k = np.arange(count)
    hsv = np.empty((1, count, 3), np.uint8)
    hsv[0, :, 0] = (k * 137.508 / 2.0) % 180
    hsv[0, :, 1] = np.array([120, 170, 90, 145])[k % 4]
    hsv[0, :, 2] = np.array([235, 200, 250, 215])[k // 4 % 4]
    if count == 0:
        return np.zeros((0, 3), np.uint8)
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0])
