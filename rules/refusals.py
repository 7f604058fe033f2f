"""Refusals: the step that cannot be taken, the article that says so, what is allowed instead."""

from collections.abc import Mapping
from datetime import date

from rules.basis import Article, Basis


class ProcedureRefused(Exception):
    """A legal refusal. `reason` is a sentence with `{placeholders}`; the portal translates it.

    The facts filled in are dates and numbers, and of names only an officer's; never in the trace.
    """

    reason = "This step is not possible now."
    way_out = ""
    basis: Basis | None = Article(11, "1")

    def __init__(self, basis: Basis | None = None, **facts: date | int | str) -> None:
        self.basis = basis or type(self).basis
        self.facts: Mapping[str, date | int | str] = facts
        whose = f" under Art. {self.basis}" if self.basis else ""
        super().__init__(f"{type(self).__name__}{whose}")


class NotPossible(ProcedureRefused):
    """No law forbids it: it is done already, or known, or somebody was faster. No article."""

    reason = "This is not possible as things stand."
    way_out = "Look at what is on record, then decide again."
    basis = None


class SentBefore(NotPossible):
    """What came of the first press nobody can say: it was cut off, or takes long."""

    reason = "This form was sent before, and its answer did not reach you."
    way_out = (
        "Look whether it is on record already. If it is not, send it once more: your text is kept"
        " below."
    )


class NoRoom(NotPossible):
    """The disk is full; the caller's text is kept by the portal."""

    reason = "Nothing was saved: there is no room left on the disk of this system."
    way_out = (
        "Tell whoever looks after the system. Your text is kept below; once there is room, send it"
        " again. A file has to be chosen anew."
    )


class Conflict(NotPossible):
    """Somebody else was faster; the caller's text is kept by the portal."""

    reason = "Somebody else changed this meanwhile."
    way_out = "Look at what changed, then decide again. Your text is kept below."
