"""`celtint evaluate`: networks side by side."""
