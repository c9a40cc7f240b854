"""What is about Blender itself: where the server is, how runs end, and in what words something is refused."""
