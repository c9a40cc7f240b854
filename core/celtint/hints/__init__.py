"""The artist's paint: read as dabs, and spread over what has none."""
