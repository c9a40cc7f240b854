"""Whether constants still do what they are there for: drawings and clips with floors, and mutations that must be caught.
"""
