"""What can't be done, told to the artist."""


class Refused(Exception):
    """What the artist asked for can't be done; one plain sentence that says what to do."""
