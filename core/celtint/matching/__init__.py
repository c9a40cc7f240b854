"""Which region of a drawing is which of another: features, relations, and who decides by them."""
