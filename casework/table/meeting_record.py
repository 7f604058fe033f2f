"""A meeting that is put on record, as the rules see it: Art. 8(3), 8(11), 9, 10(2), 18(2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol
from uuid import UUID

from casework.record.notice_facts import served, was_invited
from casework.table import representatives, violence
from casework.table.participants import declared_by
from casework.table.unplanned import known_of
from core.clock import local_day
from models.case import Member
from models.life import Life
from models.meeting import FamilyNotice, Meeting
from models.session import Work
from rules.agenda import Approval
from rules.meetings import AtTheTable, Beside, Kin, MeetingKind, Record
from rules.notice import was_invited_by


class Came(Protocol):
    """What is said of somebody: whether they were there."""

    @property
    def present(self) -> bool: ...


def record_of(
    work: Work,
    life: Life,
    meeting: Meeting,
    seated: Sequence[Member],
    said: Mapping[UUID, Came],
    *,
    held_on: date,
    family: tuple[Kin, ...] = (),
    beside: tuple[Beside, ...] = (),
    agenda: Approval | None = None,
) -> Record:
    """Who had a seat on that day or came without, and whether it was called and agreed as it
    should be."""
    known = known_of(work, life, meeting)
    record = Record(
        meeting_id=meeting.id,
        held_on=held_on,
        agreed=meeting.agreed_at is not None and local_day(meeting.agreed_at) <= held_on,
        invited=was_invited(work.session, meeting, held_on),
        closing=meeting.kind == MeetingKind.CLOSURE,
        lacks_risk=known is not None and known.lacks_risk,
        unrepresented=representatives.lacked(work, life, held_on),
        family=family,
        beside=beside,
        agenda=agenda,
        members=tuple(
            AtTheTable(
                member.id,
                said[member.id].present if member.id in said else None,
                member.had_signed(held_on),
                seated=member.sat_on(held_on) or member.may_have_come_on(held_on),
            )
            for member in seated
        ),
    )
    return _with_the_invited(work, meeting, record, {m.id for m in seated if m.owed_on(held_on)})


def kin_of(
    work: Work, life: Life, meeting: Meeting, heard: Sequence[FamilyNotice], held_on: date
) -> tuple[Kin, ...]:
    """What is on record of the family at a meeting that was held, as the rules see it."""
    declared = declared_by(work, life.id, held_on)
    barred = violence.barred(work, meeting, held_on) if heard else ()
    return tuple(
        Kin(
            told=True,
            present=bool(each.present),
            violent=each.person_id in barred,
            words=each.views or "",
            id=each.person_id,
            declared=each.person_id in declared,
        )
        for each in heard
    )


def _with_the_invited(
    work: Work, meeting: Meeting, record: Record, asked: Collection[UUID]
) -> Record:
    """Of whoever a meeting on closing the case was open to, whether they were invited: 8(11)."""
    if not record.closing:
        return record
    theirs = served(work.session, [meeting.id]).get(meeting.id, {})
    invited = {id for id, known in theirs.items() if was_invited_by(known, record.held_on)}
    members = (
        replace(each, invited=each.id in invited or each.id not in asked) for each in record.members
    )
    return replace(record, members=tuple(members))
