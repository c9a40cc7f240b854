"""What every module here raises when it can't do what it was asked for."""


class Refused(Exception):
    """What the artist asked for can't be done; one plain sentence that says what to do."""


class Unseen(Refused):
    """One drawing can't be seen; others of the range may be."""


class Stopped(Refused):
    """The artist stopped it."""
