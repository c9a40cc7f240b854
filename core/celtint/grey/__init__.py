"""Grey art's way of colouring: it keeps its light and is given chroma."""
