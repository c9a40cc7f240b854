"""The socket inside Krita, and what runs the calls that come through it."""

import importlib
import json
import traceback
from typing import Any

from celtint_tester.qt import QtCore, QtNetwork
from krita import Krita

SERVER = QtNetwork.QLocalServer()


def listen_when_ready(path: str) -> None:
    """Listen once Krita's first window stands."""
    notifier = Krita.instance().notifier()
    notifier.setActive(True)
    notifier.windowCreated.connect(lambda: QtCore.QTimer.singleShot(300, lambda: _listen(path)))


def _listen(path: str) -> None:
    if SERVER.isListening():
        return
    Krita.instance().setBatchmode(True)
    SERVER.newConnection.connect(_welcome)
    if not SERVER.listen(path):
        raise OSError(SERVER.errorString())


def _welcome() -> None:
    socket = SERVER.nextPendingConnection()
    socket.readyRead.connect(lambda: _serve(socket))


def _serve(socket: QtNetwork.QLocalSocket) -> None:
    while socket.canReadLine():
        answer = json.dumps(run(json.loads(bytes(socket.readLine()))))
        socket.write(answer.encode() + b"\n")
        socket.flush()


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Do one call. What goes wrong in it is told to whoever asked, whatever it is."""
    module, _, function = request["call"].rpartition(".")
    try:
        value = getattr(importlib.import_module(f"celtint_tester.{module}"), function)(*request["args"])
    except Exception:  # it is handed on, and Krita must live to tell it
        return {"error": traceback.format_exc()}
    return {"value": value}
