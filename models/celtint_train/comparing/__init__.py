"""Every system side by side: what `celtint evaluate` measures, keeps and writes to docs/models.md."""
