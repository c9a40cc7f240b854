"""How much of a sequence is done, of which drawings are read ahead of those that are decided."""

from celtint.sequence import tuning
from celtint.types.picture import Progress


class Steady:
    """Tells progress of all that is to be done, which never goes back: from the share of frames that are read and the
    share that are decided, as the parts of the work tell them. Raises what `tell` does."""

    def __init__(self, tell: Progress) -> None:
        self._tell = tell
        self._read = self._decided = 0.0

    def __call__(self, stage: str, share: float) -> None:
        """stage: "frame" where frames are decided, any other word where they are read."""
        if stage == "frame":
            self._decided = max(self._decided, share)
        elif stage != "scenes":  # looked at before all, in next to no time
            self._read = max(self._read, share)
        read = max(self._read, self._decided)
        self._tell(stage, tuning.FLATS.reading * read + (1 - tuning.FLATS.reading) * self._decided)
