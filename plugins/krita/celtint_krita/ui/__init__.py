"""The docker: its widgets, and what they do."""
