"""The eighteenth birthday is announced to the manager: Art. 17(3.2)."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from casework.record.age_facts import eighteen_of
from casework.record.numbers import next_of
from casework.tell import closure as tell
from models.case import Case
from models.closure import AgeAnnouncement
from models.session import Work
from rules.eighteen import months_ahead
from workflow.kinds import Act
from workflow.life import lock


def announce(work: Work, case_id: UUID, _subject: UUID | None) -> None:
    """Tell the manager once for each time named; one that was missed is not made up: 17(3.2)."""
    life, coming = lock(work, case_id), eighteen_of(work.session, case_id)
    months = months_ahead(coming.turns_on, work.clock.today()) if coming else None
    if coming is None or months is None or (coming.said is not None and coming.said <= months):
        return
    said = AgeAnnouncement(
        case_id=case_id,
        number=next_of(work, AgeAnnouncement.number, AgeAnnouncement.case_id == case_id),
        months=months,
        turns_on=coming.turns_on,
        announced_at=work.clock.now(),
    )
    work.session.add(said)
    work.session.flush()
    tell.closing_ahead(work, work.session.get_one(Case, case_id), said)
    work.record("eighteenth birthday announced", "17(3)", life=life, months=months)


ACTS: Final[Mapping[str, Act]] = {
    "announce_closing": announce,
}
