"""What a meeting is for, by its own day: the first, on closing, on the plan: Art. 8(11), 15(1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rules.basis import Article
from rules.meetings import MeetingKind
from rules.refusals import ProcedureRefused


class NotReviewedThen(ProcedureRefused):
    reason = "On {day} there was no plan to review, or the table had closed the case before."
    way_out = "Record the meeting without saying that the plan was reviewed in it."
    basis = Article(15, "1")


@dataclass(frozen=True, slots=True)
class ClosingAhead:
    """A closing of the case, for as long as it lay before the table: Art. 17(1), 17(3)."""

    since: datetime
    """Proposed, and approved by the head."""
    until: datetime | None = None
    """The meeting in which the table decided on it; or its ground fell."""


def is_on_closing(closings: Iterable[ClosingAhead], at: datetime) -> bool:
    """Whether closing lay before the table when it met, whatever was proposed since: Art. 8(11)."""
    return any(each.since <= at and (each.until is None or at <= each.until) for each in closings)


def called_for(
    *, has_met: bool, closing: bool, extraordinary: bool, on_review: bool, else_review: bool
) -> MeetingKind:
    """What a meeting of a case is for: Art. 8(11), 14(5), 15(1).

    `else_review` where any meeting but the first is one of the plan: not once the table has closed
    the case, nor of one that nobody had planned, where it is a review only if that is said.
    """
    if extraordinary:
        return MeetingKind.EXTRAORDINARY
    if closing and not on_review:
        return MeetingKind.CLOSURE
    if not has_met:
        return MeetingKind.FIRST
    return MeetingKind.REVIEW if on_review or else_review else MeetingKind.OTHER


def check_reviewed(day: date, adopted_on: date | None, decided_on: date | None) -> None:
    """By then there was a plan, and the table had not closed the case before: Art. 15(1)."""
    is_adopted = adopted_on is not None and adopted_on < day
    if not is_adopted or (decided_on is not None and decided_on < day):
        raise NotReviewedThen(day=day)


def check_reviewed_on_paper(day: date, adopted_on: date | None, decided_on: date | None) -> None:
    """As any review, and of a plan too of which nobody knows any more when it was adopted: ours."""
    check_reviewed(day, adopted_on or date.min, decided_on)
