"""Model sheets: a character's colours on any page and on any frame."""
