"""The family as one meeting saw it: what each was told, word by word: Art. 8(10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from casework.table.telling import said_of
from core.clock import local_day
from models.case import FamilyPerson
from models.fact import FactRow
from models.family_word import FamilyWord
from models.meeting import FamilyNotice, Meeting
from models.session import Work
from rules.telling import WordToFamily, is_heard


@dataclass(frozen=True, slots=True)
class KinAtMeeting:
    """The child, a parent or the guardian, and what they were told of one meeting: Art. 8(10)."""

    person: FamilyPerson
    notice: FamilyNotice | None
    words: Sequence[FamilyWord] = ()
    """Each word on that, the oldest first; the last one holds."""
    is_heard: bool = True
    """Parent, guardian, carer and child known by then are; another relative once told."""

    @property
    def said(self) -> WordToFamily | None:
        """What holds, as the rules see it."""
        return said_of(self.notice, local_day(self.words[-1].recorded_at) if self.words else None)

    @property
    def earlier(self) -> Sequence[FamilyWord]:
        """What was on record before; it stays to be read."""
        return self.words[:-1]


def family_at(work: Work, meeting: Meeting) -> Sequence[KinAtMeeting]:
    said = and_(
        FamilyWord.meeting_id == FamilyNotice.meeting_id,
        FamilyWord.person_id == FamilyNotice.person_id,
    )
    query = (
        select(FamilyNotice, FamilyWord)
        .outerjoin(FamilyWord, said)
        .where(FamilyNotice.meeting_id == meeting.id)
        .order_by(FamilyWord.number)
        .options(joinedload(FamilyWord.recorded_by))
    )
    notices: dict[UUID, FamilyNotice] = {}
    words: dict[UUID, list[FamilyWord]] = {}
    for notice, word in work.session.execute(query):
        notices[notice.person_id] = notice
        words.setdefault(notice.person_id, []).extend([word] if word else [])
    since = select(func.min(FactRow.known_on)).where(FactRow.person_id == FamilyPerson.id)
    people = (
        select(FamilyPerson, since.scalar_subquery())
        .where(FamilyPerson.case_id == meeting.life_id)
        .order_by(FamilyPerson.relation, FamilyPerson.id)
    )
    return [
        KinAtMeeting(
            person,
            notices.get(person.id),
            words.get(person.id, ()),
            is_heard(person.relation, known_on, meeting.met_on, told=person.id in notices),
        )
        for person, known_on in work.session.execute(people)
        if not person.had_died(meeting.day)  # nobody is told or asked any more: Art. 17(3.5)
    ]
