"""The client's side of the wire: messages, a sync client, and the launcher that finds or starts a server.

Standard library and `websockets` alone, on Python 3.9 and later, so that it runs inside drawing applications.
"""

from typing import Final

VERSION: Final = "0.1.0"
"""Said in `hello`; the distribution's own, written out because plugins carry this folder without the rest."""

SUBPROTOCOL: Final = "celtint.v1"
