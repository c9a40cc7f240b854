"""The bench: celtint side by side with what artists use today, on scenes with exact truth and on real art."""
