"""What of a drawing is line and what is paper; screentone; strokes made into pixels."""
