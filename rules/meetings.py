"""The kinds of meeting: Art. 8, 14(5), 17(3)."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting is called for; its agenda follows from it."""

    FIRST = "first"
    REVIEW = "review"
    """Of the plan, every month: Art. 5(1.5), 15(1)."""
    EXTRAORDINARY = "extraordinary"
    """Called in haste: Art. 14(5)."""
    CLOSURE = "closure"
    """Everybody who took part is invited: Art. 8(11), 17(3)."""
    QUARTERLY = "quarterly"
    """Of the municipal roundtable, with or without a case: Art. 8(2)."""
