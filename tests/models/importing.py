"""Tiny networks with the inputs and outputs of colourisers that people have: each answers with one chroma everywhere,
moved by what it is told, so that every plane's scaling shows in the picture."""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT = TensorProto.FLOAT
Shapes = Mapping[str, Sequence[int | str]]
Consts = Mapping[str, np.ndarray]


def ddcolor(side: int = 256) -> bytes:
    """RGB (1, 3, side, side), 0 to 1, to ab in CIE units: a is 30, b is 60 times the red plane less the mean of green
    and blue, plus 20."""
    weights = np.array([[[0, 0, 0]], [[60, -30, -30]]], np.float32).reshape(2, 3, 1, 1)
    return _model(
        [helper.make_node("Conv", ["input", "w", "bias"], ["output"])],
        {"input": [1, 3, side, side]},
        {"output": [1, 2, side, side]},
        {"w": weights, "bias": np.array([30, 20], np.float32)},
    )


DDCOLOR = """
name = "my-ddcolor"
title = "DDColor, tiny"
side = 256
fixed = true
licence = "Apache-2.0"

[[inputs]]
name = "input"
planes = ["red", "green", "blue"]

[output]
space = "ab"
"""


def zhang_2017() -> bytes:
    """Three inputs, L and ab in CIE units and a mask less a half, to ab / 110: the hints, spread by a mean over all."""
    nodes = [
        helper.make_node("ReduceMean", ["l"], ["light"], axes=[1, 2, 3]),
        helper.make_node("ReduceSum", ["ab", "places"], ["sum"]),
        helper.make_node("Add", ["mask", "half"], ["there"]),
        helper.make_node("ReduceSum", ["there", "places"], ["count"]),
        helper.make_node("Max", ["count", "one"], ["some"]),
        helper.make_node("Div", ["sum", "some"], ["mean"]),
        helper.make_node("Div", ["mean", "range"], ["scaled"]),
        helper.make_node("Mul", ["ab", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "scaled"], ["out"]),
    ]
    consts: Consts = {
        "places": np.array([2, 3], np.int64), "half": np.array(0.5, np.float32), "one": np.array(1, np.float32),
        "range": np.array(110, np.float32), "zero": np.array(0, np.float32),
    }  # fmt: skip
    inputs: Shapes = {"l": [1, 1, "h", "w"], "ab": [1, 2, "h", "w"], "mask": [1, 1, "h", "w"]}
    return _model(nodes, inputs, {"out": [1, 2, "h", "w"], "light": [1, 1, 1, 1]}, consts)


ZHANG_2017 = """
name = "my-zhang"
side = 256
multiple = 8
modes = ["grey"]

[[inputs]]
name = "l"
planes = ["l"]

[[inputs]]
name = "ab"
planes = ["hint_a", "hint_b"]

[[inputs]]
name = "mask"
planes = ["mask"]
shift = [-0.5]

[output]
space = "ab"
name = "out"
scale = [110.0, 110.0]
"""


def manga_colorization_v2() -> bytes:
    """Five channels, the drawing from 0 to 1 and hints as RGB from -1 to 1 with their mask, to RGB from -1 to 1: the
    hints' mean everywhere, and the drawing's lines."""
    nodes = [
        helper.make_node("Split", ["x", "parts"], ["drawing", "rgb", "mask"], axis=1),
        helper.make_node("ReduceSum", ["rgb", "places"], ["sum"]),
        helper.make_node("ReduceSum", ["mask", "places"], ["count"]),
        helper.make_node("Max", ["count", "one"], ["some"]),
        helper.make_node("Div", ["sum", "some"], ["mean"]),
        helper.make_node("Mul", ["rgb", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "mean"], ["flat"]),
        helper.make_node("Add", ["flat", "one"], ["lifted"]),
        helper.make_node("Mul", ["lifted", "drawing"], ["inked"]),
        helper.make_node("Sub", ["inked", "one"], ["out"]),
    ]
    consts: Consts = {
        "parts": np.array([1, 3, 1], np.int64), "places": np.array([2, 3], np.int64),
        "one": np.array(1, np.float32), "zero": np.array(0, np.float32),
    }  # fmt: skip
    return _model(nodes, {"x": [1, 5, "h", "w"]}, {"out": [1, 3, "h", "w"]}, consts)


MANGA = """
name = "my-manga"
modes = ["line", "grey"]
side = 576
multiple = 32

[[inputs]]
name = "x"
planes = ["l", "hint_red", "hint_green", "hint_blue", "mask"]
scale = [0.01, 2.0, 2.0, 2.0, 1.0]
shift = [0.0, -1.0, -1.0, -1.0, 0.0]

[output]
space = "rgb"
scale = [0.5, 0.5, 0.5]
shift = [0.5, 0.5, 0.5]
"""


def _model(
    nodes: Sequence[onnx.NodeProto],
    inputs: Shapes,
    outputs: Shapes,
    consts: Consts,
) -> bytes:
    given, made = ([helper.make_tensor_value_info(n, FLOAT, s) for n, s in some.items()] for some in (inputs, outputs))
    kept = [numpy_helper.from_array(a, n) for n, a in consts.items()]
    graph = helper.make_graph(nodes, "tiny", given, made, kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())
