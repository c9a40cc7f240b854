"""The drawing at work: what the artist chose, what is asked of the server, what becomes of its answers."""
