"""`celtint doctor`: what is installed, and whether colouring and the server work, in lines to paste into a
report.
"""

import argparse
import importlib.util
import os
import platform
import sys
import time
from importlib.metadata import version

import cv2
import numpy as np
from celtint import CeltintError, Hints, Network, Picture, Settings, colour
from celtint_client import launcher
from celtint_models import registry

from celtint_cli import models
from celtint_cli.connecting import own_server

_PACKAGES = ("numpy", "opencv-python-headless", "scikit-image", "onnxruntime", "pillow", "websockets")
_EXTRAS = {"torch": "training", "gmic": "the bench", "resvg_py": "the bench and training"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("doctor", help="say what is installed and whether it works")
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Print what there is; 1 if something that colouring needs does not work."""
    system = f"{platform.system()} {platform.machine()}"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"celtint {version('celtint')}, Python {platform.python_version()}, {system}, {cores} cores")
    print("packages:", ", ".join(f"{name} {version(name)}" for name in _PACKAGES))
    for name, purpose in _EXTRAS.items():
        installed = importlib.util.find_spec(name) is not None
        print(f"{name}: {version(name) if installed else f'not installed (only for {purpose})'}")
    sound = _networks()
    print(_server())
    return 0 if sound else 1


def _networks() -> bool:
    """Load every network and colour a small drawing with it."""
    sound = True
    for name in registry.names():
        try:
            start = time.perf_counter()
            network = models.load(name)
            loaded = time.perf_counter()
            what = _small_colouring(network)
            done = time.perf_counter()
            print(f"network {name}: loaded in {loaded - start:.2f} s, coloured {what} in {done - loaded:.2f} s")
        except CeltintError as error:
            print(f"network {name}: {error}", file=sys.stderr)
            sound = False
    return sound


def _small_colouring(network: Network) -> str:
    """Two circles, one of them hinted; returns what was coloured."""
    drawing = np.full((256, 256), 255, np.uint8)
    for x in (80, 176):
        cv2.circle(drawing, (x, 128), 40, 0, 3, cv2.LINE_AA)
    hints = np.zeros((256, 256, 4), np.uint8)
    cv2.circle(hints, (80, 128), 6, (220, 60, 40, 255), -1)
    if "line" not in network.descriptor.modes:
        colour(Picture(drawing), Hints(hints), settings=Settings(mode="grey"), network=network)
        return "a grey picture of 256×256"
    regions = colour(Picture(drawing), Hints(hints), network=network).regions
    return f"{len(regions)} regions of a 256×256 drawing"


def _server() -> str:
    client = launcher.find("celtint doctor")
    if client is None:
        return "server: none is running"
    with client:
        own = own_server()
        return f"server: running at {own['url'] if own else 'an address it no longer tells'}"
