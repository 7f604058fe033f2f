"""The fixed items of an agenda, by kind of meeting: Art. 10(4)."""

from collections.abc import Mapping, Sequence
from typing import Final

from rules.agenda import OF_THE_CASE
from rules.meetings import MeetingKind
from rules.planning import REVIEW_ITEM

AGENDA: Final = {
    "approve_agenda": "Approval of the agenda",  # Art. 10(3)
    "approve_minutes": "Approval of the minutes of the last meeting",  # Art. 10(1)
    "family_notice": "How parent and child were told, and their views",  # Art. 8(10)
    "case_information": "Information about the case",  # Art. 10(4)
    "needs_assessment": "Assessment of needs and level of risk",  # Art. 10(4), 12
    "services_given": "Services given so far",  # Art. 10(4)
    "proposed_plan": "Proposal for the plan of services",  # Art. 10(4), 13
    "given_in_meeting": "Information given in the meeting itself",  # Art. 8(8)
    "reports": "Progress reports of the members",  # Art. 8(9)
    "monitoring": "Implementation and findings of the monitoring",  # Art. 14(3.4)
    "review": "Review of the plan and of progress",  # Art. 15
    "closure": "Proposal to close the case",  # Art. 17
    "general_situation": "General situation of children's well-being in the municipality",  # 8(2)
    "next_meeting": "Date of the next meeting",  # Art. 8(1)
}


_OPENING: Final = ("approve_agenda", "approve_minutes", "family_notice")

_AGENDA_OF: Final[Mapping[MeetingKind, Sequence[str]]] = {
    MeetingKind.FIRST: ("approve_agenda", "family_notice", *OF_THE_CASE, "next_meeting"),
    MeetingKind.REVIEW: (
        *(*_OPENING, *OF_THE_CASE),
        *("reports", "monitoring", "review", "next_meeting"),
    ),
    MeetingKind.OTHER: (*_OPENING, *OF_THE_CASE, "next_meeting"),
    MeetingKind.EXTRAORDINARY: (*_OPENING, *OF_THE_CASE, "next_meeting"),
    MeetingKind.CLOSURE: (*_OPENING, *OF_THE_CASE, "reports", "closure"),
    MeetingKind.QUARTERLY: (
        *("approve_agenda", "approve_minutes", "general_situation", "next_meeting"),
    ),
}


def agenda_for(
    kind: MeetingKind,
    *,
    in_meeting: bool = False,
    on_review: bool = False,
    first: bool = False,
) -> list[str]:
    """The fixed items of a meeting of this kind: Art. 10(4), and 8(8) where nothing went ahead.

    With `on_review` the plan is on it, whatever else the meeting is called for: Art. 15(1). At the
    `first` of any table there are no minutes to approve.
    """
    items = [each for each in _AGENDA_OF[kind] if not (first and each == "approve_minutes")]
    if on_review and REVIEW_ITEM not in items:
        items.insert(len(items) - 1, REVIEW_ITEM)
    if in_meeting:
        items.insert(1, "given_in_meeting")
    return items
