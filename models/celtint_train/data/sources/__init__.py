"""Where pictures come from: a source is a function under `registry.register`, in any module here."""
