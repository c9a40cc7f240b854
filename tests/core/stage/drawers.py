"""A network for tests that draws a few looks, each always the same but for a little noise."""

import cv2
import numpy as np
import onnx
from celtint import DrawerDescriptor, DrawerNetwork
from celtint.types.arrays import F32
from onnx import TensorProto, helper, numpy_helper

SIDE = 32
LOOKS = ("dog, test:dog", "tree", "house, test:house")
NOISE = 0.02
Colour = tuple[int, int, int]
BODY, HEAD, LEAVES, TRUNK, WALL = (190, 130, 80), (60, 40, 30), (70, 150, 70), (120, 80, 50), (220, 200, 170)


def page(*shapes: tuple[tuple[float, float, float, float], Colour], side: int = SIDE) -> F32:
    """(side, side, 4) premultiplied, 0 to 1: rectangles, x, y, width and height in shares of the square."""
    fine = np.zeros((side * 8, side * 8, 4), np.uint8)
    for (x, y, width, height), colour in shapes:
        corner, other = (
            (round(v * side * 8) for v in (x, y)),
            (round(v * side * 8) - 1 for v in (x + width, y + height)),
        )
        cv2.rectangle(fine, tuple(corner), tuple(other), (*colour, 255), -1)
    return np.asarray(cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA) / np.float32(255), np.float32)


DOG = page(((0.3, 0.4, 0.7, 0.6), BODY), ((0, 0, 0.35, 0.5), HEAD))
"""It looks to the left."""
TREE = page(((0, 0, 1, 0.6), LEAVES), ((0.4, 0.6, 0.2, 0.4), TRUNK))
HOUSE = page(((0, 0, 1, 1), WALL))


def weights(looks: tuple[F32, ...] = (DOG, TREE, HOUSE), side: int = SIDE) -> bytes:
    """The clean picture is the look's, and a little of what noise is given."""
    size = side * side * 4
    table = np.stack([one.reshape(-1) for one in looks])
    made = {"table": table, "little": np.float32(NOISE), "shape": np.array([-1, side, side, 4], np.int64)}
    nodes = [
        helper.make_node("Gather", ["table", "look"], ["own"]),
        helper.make_node("Mul", ["noisy", "little"], ["mist"]),
        helper.make_node("Add", ["own", "mist"], ["clean"]),
        helper.make_node("Reshape", ["noisy", "shape"], ["picture"]),
    ]
    value = helper.make_tensor_value_info
    given = [
        value("noisy", TensorProto.FLOAT, ["n", size]), value("time", TensorProto.FLOAT, ["n"]),
        value("look", TensorProto.INT64, ["n"]), value("aspect", TensorProto.FLOAT, ["n"]),
    ]  # fmt: skip
    told = [
        value("clean", TensorProto.FLOAT, ["n", size]), value("picture", TensorProto.FLOAT, ["n", side, side, 4])
    ]  # fmt: skip
    held = [numpy_helper.from_array(np.asarray(array), name) for name, array in made.items()]
    graph = helper.make_graph(nodes, "drawer", given, told, held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def descriptor(side: int = SIDE, coordinates: int | None = None) -> DrawerDescriptor:
    return DrawerDescriptor(
        name="test-drawer", title="Squares", modes=("line",), side=side, multiple=1, licence="CC0-1.0",
        trained_on=("test",), parameters=0, sha256="", looks=LOOKS, coordinates=coordinates or side * side * 4,
    )  # fmt: skip


def drawer() -> DrawerNetwork:
    return DrawerNetwork(descriptor(), weights(), 1)
