"""Limits of the Regulation that have passed; they stay, whatever is done later: Art. 16(1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from rules.basis import Article
from rules.duties import Duty, OpenDuty
from rules.roles import Owner

LIMIT_OF_ANOTHER = frozenset({Duty.SETTLE_REVIEW})
"""Owed within the month of 5(1.5), which the review itself is held to: one lapse, counted once."""


LIMIT_PER_PERSON = frozenset({Duty.INVITE})
"""Owed to each member by themselves: counted there, as `Wrong.SHORT_NOTICE` and `NO_PAPERS`."""


class Wrong(StrEnum):
    """What went against the text, where no duty's limit says so."""

    SHORT_NOTICE = "short_notice"
    """A member's invitation had not left three days before: Art. 8(3)."""
    NO_PAPERS = "no_papers"
    """A member could not open assessment and plan three days before: Art. 8(7)."""
    HELD_UNAGREED = "held_unagreed"
    """A meeting whose date the head had not agreed to: Art. 8(3)."""
    HELD_UNINVITED = "held_uninvited"
    """A meeting to which nobody had been invited: Art. 8(3)."""
    WITHOUT_RISK = "without_risk"
    """An extraordinary meeting, and no risk on record or said: Art. 14(5)."""
    NOT_ALL_INVITED = "not_all_invited"
    """Somebody who sits was not invited to the meeting on closing the case: Art. 8(11)."""
    CHAIRED_UNAPPOINTED = "chaired_unappointed"
    """Somebody chaired whom the centre had not appointed: Art. 4(2)."""
    UNDECLARED_AT_THE_TABLE = "undeclared_at_the_table"
    """Somebody sat there who had not signed: Art. 18(2)."""
    SAT_IN_UNASKED = "sat_in_unasked"
    """Somebody was there who is no member, none of the family, and was not invited: Art. 10(6)."""
    AGENDA_NOT_APPROVED = "agenda_not_approved"
    """A meeting went on without an approved agenda: Art. 10(3)."""
    SAT_IN_CONFLICT = "sat_in_conflict"
    """A member was there after the day of their conflict of interest: Art. 10(2)."""
    NO_REPRESENTATIVE = "no_representative"
    """The table of a child from elsewhere met with nobody who speaks for it: Art. 4(6)."""
    VIOLENT_AT_THE_TABLE = "violent_at_the_table"
    """A parent who is said to use violence took part: Art. 4(5)."""
    CHOSEN_UNASSESSED = "chosen_unassessed"
    """A seat was given before the needs of the child were assessed: Art. 4(3)."""
    CLOSED_UNHEARD = "closed_unheard"
    """The table closed a case, and child or parent had not been asked before: Art. 17(2)."""
    CLOSED_WITHOUT_GROUND = "closed_without_ground"
    """On the day on which the table closed a case its ground was not there yet: Art. 17(3)."""
    CLOSED_UNAPPROVED = "closed_unapproved"
    """The table closed a case, and the head had not approved it before: Art. 17(3)."""
    CLOSED_IN_CONFLICT = "closed_in_conflict"
    """It closed it on the assessment of somebody with a conflict of interest: Art. 10(2)."""
    CLOSED_UNMANAGED = "closed_unmanaged"
    """It closed it on the assessment of somebody who did not manage the case: Art. 17(1)."""
    CLOSED_UNRECOMMENDED = "closed_unrecommended"
    """Nobody had said whether services go on after eighteen, or which: Art. 17(4)."""


LATE_NOTICE = frozenset({Wrong.SHORT_NOTICE, Wrong.NO_PAPERS})
"""Judged for each member of a meeting that is planned: `rules.notice`."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One limit set by the text that one person, or the table as a whole, did not keep."""

    duty: Duty | Wrong
    basis: Article
    actor: Owner = field(compare=False)
    """Whose it was when it passed: what falls to the head afterwards is the same lapse."""
    limit: date
    """The last day in time; of what went wrong, the day on which it did."""
    subject_id: UUID | None = None
    meeting_id: UUID | None = None
    member_id: UUID | None = None
    """Whose it is, where each member owes it for themselves."""


def passed(duties: Iterable[OpenDuty], today: date) -> Iterator[Breach]:
    """What these duties have missed, a person each, for the head to see: Art. 16(1).

    Our own limits are no breach of the text.
    """
    for duty in duties:
        if not isinstance(duty.basis, Article) or duty.due is None or not duty.is_missed(today):
            continue
        if duty.duty in LIMIT_OF_ANOTHER | LIMIT_PER_PERSON:
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


def next_limit(duties: Iterable[OpenDuty], limits: Iterable[Breach], today: date) -> date | None:
    """The nearest last day set by the text that is still to pass."""
    days = [duty.due for duty in duties if isinstance(duty.basis, Article) and duty.due]
    days += [each.limit for each in limits]
    return min((day for day in days if day >= today), default=None)


def word_of(word: str) -> Duty | Wrong:
    """What a row of the record calls it."""
    return Wrong(word) if word in set(Wrong) else Duty(word)


def was_in_time(breach_limit: date, happened_on: date) -> bool:
    """Whether what was entered later had happened in time: then there was no breach."""
    return happened_on <= breach_limit
