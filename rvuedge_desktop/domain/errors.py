"""The two ways a verb can end without doing what was asked, each with words for the person."""


class RvuEdgeError(Exception):
    """Something that a person must be told: what happened, what is safe, what to do next.

    Args:
        what: what happened, one sentence without a final period.
        fix: what to do next, one sentence without a final period; may be empty.
        safe: what is unharmed, where a person might fear for it; may be empty.
    """

    def __init__(self, what: str, fix: str = "", safe: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.safe = safe

    def __str__(self) -> str:
        """All of it as one line, for a terminal."""
        return ". ".join(part for part in (self.what, self.safe, self.fix) if part)


class BadInputError(RvuEdgeError):
    """What was asked for can't be understood or is not allowed. Nothing was changed."""


class OperationFailedError(RvuEdgeError):
    """What was asked for is fine, but could not be carried out: a disk, a file, a lock."""
