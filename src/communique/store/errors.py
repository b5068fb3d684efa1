"""What can be wrong with a record, told to who named it."""


class StoreError(Exception):
    """A record that cannot be opened or written; its text names it, says what is wrong and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class MovedOnError(StoreError):
    """A decision on an act by someone who has not seen what another decided about it in the meantime."""

    def __init__(self, act: int, reason: str) -> None:
        super().__init__(f"act {act}", reason)
        self.act = act


class UnusableError(StoreError):
    """The record itself fails, whatever is asked of it: its disk is full, its file is damaged, its server is gone.

    What was being written is not kept; all that was kept before stays.
    """


class DamagedError(UnusableError):
    """What is in the file is not what was written there."""


class BusyError(UnusableError):
    """Others use it for longer than one waits; the same may go well in a moment."""
