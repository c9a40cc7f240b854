"""What the artist meets: panels, operators and the command line."""
