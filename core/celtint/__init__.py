"""The inference core: pure functions on arrays."""
