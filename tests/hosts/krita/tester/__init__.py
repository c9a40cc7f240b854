"""A Krita plugin for tests: does inside Krita what a test outside asks for, over a local socket.

A request is one line of JSON, ``{"call": "module.function", "args": [...]}``, with a module of this package; the
answer is one line, ``{"value": ...}`` or ``{"error": traceback}``. It is done on the main thread, as Krita's API
must be; the event loop goes on between two requests, also while Krita shows a dialog.
"""

import os

SOCKET = os.environ.get("CELTINT_TESTER_SOCKET")

if SOCKET:
    from celtint_tester.driver import listen_when_ready

    listen_when_ready(SOCKET)
