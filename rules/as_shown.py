"""A form that showed something else than what stands now: nobody's last press wins.

What is told is that it changed, by whom and when; what was typed stays in the form, beside what
stands now, and the form that comes back takes it. None stands for a form that says nothing of what
it showed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.refusals import Conflict


class SuperiorNamedSince(Conflict):
    reason = "A superior of this institution was named on {day}, since you opened the page."
    way_out = "Look in the list who it is. Send the form again if yours is to take their place."


class OpinionRecordedSince(Conflict):
    reason = "What became of asking this person was recorded on {day}, since you opened the page."
    way_out = "Read it below. Send the form again if yours is to stand instead of it."


class OpinionOnAnother(Conflict):
    reason = "This page was opened on another proposal to close the case than the one of {day}."
    way_out = "Ask what they think of that one. Send the form again if this is their word on it."


class DecisionOnAnother(Conflict):
    reason = "This page showed another proposal to close the case than the one of {day}."
    way_out = "Read that one. Send the form again if it is what the table decided on."


class NotClosedSince(Conflict):
    reason = "It is on record already that the table did not close the case on {day}."
    way_out = "Look at the closure: another decision needs another proposal."


class MetSince(Conflict):
    reason = "This page showed no meeting of {day}, or another one; by now it is on record."
    way_out = "Look in which meeting the table decided, then send the form again."


class HeardSince(Conflict):
    reason = "The opinions of the family were recorded anew since you opened the page."
    way_out = "Read them below. Send the form again if the table decided on them."


@dataclass(frozen=True, slots=True)
class ClosingShown:
    """What a decision of the table goes by: the proposal, its meeting, the words of the family."""

    proposal: UUID
    meeting: UUID | None
    words: int
    """How often one of the family was asked."""

    @classmethod
    def said_by(cls, form: str) -> "ClosingShown | None":
        """As a form carries it; None for one that says nothing, or nothing that can be read."""
        try:
            proposal, meeting, words = form.split(".")
            return cls(UUID(proposal), UUID(meeting) if meeting else None, int(words))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.proposal.hex}.{self.meeting.hex if self.meeting else ''}.{self.words}"


def check_superior_shown(shown: str | None, named: str, on: date) -> None:
    """`named` is who stands as superior of the institution, and `shown` lists whom a page had."""
    if shown is not None and named not in shown.split("."):
        raise SuperiorNamedSince(day=on)


def check_opinion_shown(
    shown: tuple[UUID | None, int] | None, stands: tuple[UUID, int], proposed: date, on: date | None
) -> None:
    """The proposal, and how often this person was asked what they think of it; the last time
    `on` that day."""
    if shown is None:
        return
    if shown[0] not in {None, stands[0]}:
        raise OpinionOnAnother(day=proposed)
    if shown[1] != stands[1] and on is not None:
        raise OpinionRecordedSince(day=on)


def check_closing_shown(
    shown: ClosingShown | None,
    stands: ClosingShown,
    proposed: date,
    met: date | None,
    declined: date | None = None,
) -> None:
    """The proposal of `proposed`, the meeting of `met`; `declined` where the table has decided
    meanwhile that the case is not closed."""
    if shown is None:
        return
    if declined is not None:
        raise NotClosedSince(day=declined)
    if shown.proposal != stands.proposal:
        raise DecisionOnAnother(day=proposed)
    if shown.meeting != stands.meeting and met is not None:
        raise MetSince(day=met)
    if shown.words != stands.words:
        raise HeardSince
