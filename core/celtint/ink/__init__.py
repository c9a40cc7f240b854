"""What of a drawing is line and what is paper; textures; strokes made into pixels."""
