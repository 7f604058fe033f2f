"""Limits of the Regulation that have passed; they stay, whatever is done later: Art. 16(1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.duties import Duty, OpenDuty
from rules.roles import Owner

LIMIT_OF_ANOTHER = frozenset({Duty.SETTLE_REVIEW})
"""Owed within the month of 5(1.5), which the review itself is held to: one lapse, counted once."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One limit set by the text that one person, or the table as a whole, did not keep."""

    duty: Duty
    basis: Article
    actor: Owner
    limit: date
    """The last day in time."""
    subject_id: UUID | None = None
    meeting_id: UUID | None = None
    member_id: UUID | None = None
    """Whose it is, where each member owes it for themselves."""


def passed(duties: Iterable[OpenDuty], today: date) -> Iterator[Breach]:
    """What these duties have missed, a person each. Our own limits are no breach of the text."""
    for duty in duties:
        if not isinstance(duty.basis, Article) or duty.due is None or not duty.is_missed(today):
            continue
        if duty.duty in LIMIT_OF_ANOTHER:
            continue
        for member in duty.members or (None,):
            yield Breach(
                duty.duty,
                duty.basis,
                duty.actor,
                duty.due,
                duty.subject_id,
                duty.meeting_id,
                member,
            )


def next_limit(duties: Iterable[OpenDuty], today: date) -> date | None:
    """The nearest last day set by the text that is still to pass."""
    days = (duty.due for duty in duties if isinstance(duty.basis, Article) and duty.due)
    return min((day for day in days if day >= today), default=None)


def was_in_time(breach_limit: date, happened_on: date) -> bool:
    """Whether what was entered later had happened in time: then there was no breach."""
    return happened_on <= breach_limit
