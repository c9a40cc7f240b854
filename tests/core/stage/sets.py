"""A few objects packed as the real set is, for tests."""

import json
from io import BytesIO
from typing import Any

import numpy as np
from celtint import ObjectSet, WordTable

RGB = tuple[int, int, int]
Shape = tuple[str, RGB, list[tuple[float, float]]]


def ellipse(x: float, y: float, rx: float, ry: float) -> list[tuple[float, float]]:
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return [(x + rx * float(np.cos(a)), y + ry * float(np.sin(a))) for a in turn]


def rectangle(x: float, y: float, w: float, h: float) -> list[tuple[float, float]]:
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


DOG: list[Shape] = [
    ("leg", (150, 100, 60), rectangle(0.2, 0.6, 0.1, 0.2)),
    ("leg", (150, 100, 60), rectangle(0.6, 0.6, 0.1, 0.2)),
    ("fur", (190, 130, 80), ellipse(0.45, 0.5, 0.35, 0.2)),
    ("head", (200, 140, 90), ellipse(0.82, 0.3, 0.18, 0.18)),
    ("nose", (30, 30, 30), ellipse(0.97, 0.3, 0.03, 0.03)),
    ("tail", (190, 130, 80), [(0.0, 0.2), (0.04, 0.2), (0.2, 0.45), (0.12, 0.5)]),
]
TREE: list[Shape] = [
    ("trunk", (120, 80, 50), rectangle(0.3, 0.6, 0.15, 0.4)),
    ("leaves", (70, 150, 70), ellipse(0.375, 0.35, 0.375, 0.35)),
]
CLOUD: list[Shape] = [("cloud", (240, 244, 250), ellipse(0.5, 0.25, 0.5, 0.25))]
HOUSE: list[Shape] = [
    ("wall", (220, 200, 170), rectangle(0.1, 0.4, 0.8, 0.5)),
    ("roof", (180, 70, 60), [(0.0, 0.4), (0.5, 0.0), (1.0, 0.4)]),
    ("door", (110, 70, 50), rectangle(0.42, 0.6, 0.16, 0.3)),
    ("window", (150, 200, 230), rectangle(0.2, 0.5, 0.12, 0.12)),
]
OBJECTS: list[tuple[dict[str, Any], list[Shape]]] = [
    ({"name": "dog", "tags": ["dog", "puppy"], "facing": "right", "group": "animal"}, DOG),
    ({"name": "tree", "tags": ["tree", "oak"], "repeats": True, "group": "plant"}, TREE),
    ({"name": "cloud", "tags": ["cloud"], "kind": "floats", "widens": True, "group": "sky"}, CLOUD),
    ({"name": "house", "tags": ["house", "home"], "group": "building"}, HOUSE),
]


def packed(entries: list[tuple[dict[str, Any], list[Shape]]]) -> bytes:
    """The bytes of an object set; shapes are fitted to their bounds."""
    about: dict[str, Any] = {"version": 1, "roles": [], "objects": []}
    parts: list[list[int]] = []
    rings: list[list[int]] = []
    points: list[list[int]] = []
    for entry, shapes in entries:
        every = np.array([point for _, _, ring in shapes for point in ring])
        low, size = every.min(axis=0), np.ptp(every, axis=0)
        about["objects"].append(
            {
                "id": f"test:{entry['name']}",
                "kind": "stands",
                "repeats": False,
                "widens": False,
                "facing": "front",
                "poses": [],
                "character": "",
                "source": "the tests",
                "licence": "CC0-1.0",
                "attribution": "",
                "aspect": float(size[0] / size[1]),
                "first_part": len(parts),
                "parts": len(shapes),
            }
            | entry
        )
        for role, colour, ring in shapes:
            if role not in about["roles"]:
                about["roles"].append(role)
            parts.append([about["roles"].index(role), *colour, len(rings), 1, 0, 0])
            rings.append([len(points), len(ring)])
            points += np.round((np.array(ring) - low) / size.max() * 8192).astype(int).tolist()
    file = BytesIO()
    np.savez_compressed(
        file,
        about=np.frombuffer(json.dumps(about).encode(), np.uint8),
        parts=np.array(parts, np.int32),
        rings=np.array(rings, np.int32),
        points=np.array(points, np.int16),
    )
    return file.getvalue()


def small_set() -> ObjectSet:
    return ObjectSet.read(packed(OBJECTS))


def no_words() -> WordTable:
    """Exact names and plurals alone."""
    return WordTable()
