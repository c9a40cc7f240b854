"""ONNX Runtime, told to stay offline: the one place that imports it.

From 1.32 on it asks the DNS for a telemetry host, and writes a device id and a database of events under the user's
cache, as soon as it is imported, unless ORT_DISABLE_TELEMETRY is set by then; ``disable_telemetry_events()`` can be
called only afterwards. So everything here takes it from this module, which for that reason alone knows ``os``, as no
other of the core may.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the import below, and for the processes started from here

import onnxruntime

__all__ = ["onnxruntime"]
