"""Who sat in a meeting though they had a conflict of interest: Art. 10(2).

"Cilido anëtarë i Tryezës": who has a seat, and the assistant of the case manager without one
(4(1), 1.2). The family, an interpreter and a guest take part and are no members (4(5), 8(5),
18(2)): their conflict is asked as ours, and is no breach of the text. Whoever chaired in conflict
did it without an appointment: Art. 4(2), `rules.chairing`; decision 0081.
"""

from datetime import date
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.participants import Part
from rules.roles import Owner

BOUND_WITHOUT_SEAT: Final = frozenset({Part.ASSISTANT})


def barred(declared_on: date | None, held_on: date) -> bool:
    """From the day after their word: on the meeting's own day it may have come up in the room.

    `declared_on` is None where no conflict stands, or it was a mistake: Art. 10(2).
    """
    return declared_on is not None and declared_on < held_on


def sat_in_conflict(
    meeting_id: UUID, held_on: date, who: UUID, *, member_id: UUID | None = None
) -> Breach:
    """Somebody took part in what the table considered, and had a conflict of interest: 10(2)."""
    wrong, of = Wrong.SAT_IN_CONFLICT, Article(10, "2")
    actor = Owner.MEMBERS if member_id else Owner.MANAGER
    return Breach(wrong, of, actor, held_on, who, meeting_id, member_id)
