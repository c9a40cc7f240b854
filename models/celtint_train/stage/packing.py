"""Objects packed as *Stage* reads them: numbered parts, rings and points, and what is known of each (docs/stage.md)."""

import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from celtint.types.arrays import F32, U8

from celtint_train.stage.outlines import SIDE
from celtint_train.stage.vectors import Piece

VERSION = 1
DETAIL = 1


@dataclass(frozen=True)
class Packed:
    """Arrays of one object or of all: parts (P, 8), rings (R, 2), points (N, 2)."""

    parts: np.ndarray
    rings: np.ndarray
    points: np.ndarray


def packed(pieces: list[Piece], roles: list[int]) -> tuple[Packed, float]:
    """An object's arrays, moved and scaled to fill 0 to 8192 over its longer side, and its width by its height."""
    left, top, right, bottom = shapely.union_all([p.area for p in pieces]).bounds
    scale = SIDE / max(right - left, bottom - top)
    parts: list[list[int]] = []
    rings: list[list[int]] = []
    points: list[np.ndarray] = []
    count = 0
    for piece, role in zip(pieces, roles, strict=True):
        first = len(rings)
        for line in _rings(piece):
            at = np.round((line - [left, top]) * scale).astype(np.int16)
            at = at[np.r_[True, (np.diff(at, axis=0) != 0).any(axis=1)]]
            if not piece.line and len(at) > 1 and (at[0] == at[-1]).all():
                at = at[:-1]
            if len(at) >= (2 if piece.line else 3):
                rings.append([count, len(at)])
                points.append(at)
                count += len(at)
        if len(rings) > first:
            flags = DETAIL if piece.detail else 0
            parts.append([role, *piece.colour, first, len(rings) - first, int(piece.line), flags])
    arrays = Packed(np.array(parts, np.int32), np.array(rings, np.int32), np.concatenate(points).astype(np.int16))
    return arrays, (right - left) / (bottom - top)


def _rings(piece: Piece) -> list[np.ndarray]:
    found = []
    for part in shapely.get_parts(piece.area):
        for line in [part] if piece.line else [part.exterior, *part.interiors]:
            found.append(shapely.get_coordinates(line))
    return found


def pack_file(objects: list[tuple[dict[str, Any], Packed]], roles: tuple[str, ...], coloured: tuple[str, ...]) -> bytes:
    """The bytes of objects.npz. coloured: the roles that a box's colour goes to."""
    parts, rings, points, told = [], [], [], []
    part_at = ring_at = point_at = 0
    for about, arrays in objects:
        told.append(about | {"first_part": part_at, "parts": len(arrays.parts)})
        parts.append(arrays.parts + np.array([0, 0, 0, 0, ring_at, 0, 0, 0], np.int32))
        rings.append(arrays.rings + np.array([point_at, 0], np.int32))
        points.append(arrays.points)
        part_at, ring_at, point_at = (
            part_at + len(arrays.parts),
            ring_at + len(arrays.rings),
            point_at + len(arrays.points),
        )
    head = {"version": VERSION, "roles": list(roles), "coloured": list(coloured), "objects": told}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        about=np.frombuffer(text, np.uint8),
        parts=np.concatenate(parts).astype(np.int32),
        rings=np.concatenate(rings).astype(np.int32),
        points=np.concatenate(points).astype(np.int16),
    )
    return stream.getvalue()


def drawn(arrays: Packed, aspect: float, side: int, line: float = 2.0) -> U8:
    """An object as it is packed, (H, W, 4) with straight alpha; the longer side is ``side`` pixels."""
    import cv2

    more = 4
    scale = side * more / SIDE
    shape = (side, side / aspect) if aspect >= 1 else (side * aspect, side)
    canvas = np.zeros((max(1, round(shape[1])) * more, max(1, round(shape[0])) * more, 4), np.uint8)
    for _, r, g, b, first, count, kind, _ in arrays.parts.tolist():
        lines = []
        for start, length in arrays.rings[first : first + count].tolist():
            at = arrays.points[start : start + length].astype(np.float64) * scale * 16
            lines.append(np.round(at).astype(np.int32)[:, None])
        if kind == 1:
            cv2.polylines(canvas, lines, False, (r, g, b, 255), max(1, round(line * more)), cv2.LINE_8, 4)
        else:
            cv2.fillPoly(canvas, lines, (r, g, b, 255), cv2.LINE_8, 4)
    part: F32 = canvas.astype(np.float32)
    part[..., :3] *= part[..., 3:] / np.float32(255)
    small: F32 = np.asarray(cv2.resize(part, None, fx=1 / more, fy=1 / more, interpolation=cv2.INTER_AREA), np.float32)
    small[..., :3] *= np.float32(255) / np.maximum(small[..., 3:], np.float32(1))
    return np.asarray(np.clip(small + 0.5, 0, 255), np.uint8)
