"""What the rules are told of what was asked beside the reports: Art. 14(3.1), 14(3.3), 19."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReportDateFacts:
    """A day set for one action of the plan, on which its member says how far it is: 14(3.3)."""

    id: UUID
    on: date
    member_id: UUID | None = None
    """Who answers for the action now; None where nobody does who sits."""
    is_over: bool = False
    """The action is completed or dropped: nobody is asked any more."""


@dataclass(frozen=True, slots=True)
class OutsideFacts:
    """An inquiry to whoever is no member of the table, while it has no answer: Art. 19."""

    id: UUID
    due: date
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class LeftInquiryFacts:
    """What a member was asked who does not sit any more, while it has no answer: 14(3.1), 8(6)."""

    id: UUID
    due: date
    member_id: UUID


@dataclass(frozen=True, slots=True)
class InquiryFacts:
    """What is still to be asked, and what is open beside the table."""

    dates: tuple[ReportDateFacts, ...] = ()
    """Those on which nobody was asked yet."""
    outside: tuple[OutsideFacts, ...] = ()
    left: tuple[LeftInquiryFacts, ...] = ()


NOTHING_ASKED: Final = InquiryFacts()
