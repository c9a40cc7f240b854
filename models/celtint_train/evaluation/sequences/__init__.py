"""`celtint bench sequence`: animation."""
