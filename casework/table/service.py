"""What was served by hand, put on record with its true day: Art. 8(3), 8(7)."""

from collections.abc import Collection
from uuid import UUID

from casework.record.beginning import done_on
from casework.record.notice_facts import served
from casework.record.table import open_table
from casework.table import notice
from identity.access import NotThere
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.service import HandService
from models.session import Work
from rules.meetings import uninvited
from rules.notice import first_invited
from rules.service import HandedOver, Served, check_handed_over
from workflow import breaches
from workflow.life import after_act


def record(
    work: Work, meeting_id: UUID, member_ids: Collection[UUID], what: Served, said: HandedOver
) -> list[HandService]:
    """What each of them was handed, on its true day; an earlier entry is corrected, and stays.

    Also after the meeting: a breach of 8(3) or 8(7) is held against the day that is said now.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    work.session.refresh(meeting)
    check_handed_over(said, work.clock.today())
    done_on(work, life, said.on)
    members = [_member(work, life, member_id) for member_id in member_ids]
    rows = [_write(work, meeting, member, what, said) for member in members]
    work.session.flush()
    notice.judge(work, life, meeting, members)
    notice.judge_closing(work, life, meeting, members)
    if meeting.held_at is not None:  # where it is on record that nobody had been invited
        nobody = uninvited(meeting.id, meeting.met_on)
        theirs = served(work.session, [meeting.id]).get(meeting.id, {})
        breaches.judged(work, life, nobody, first_invited(theirs.values()))
    for member in members:
        article = "8(3)" if what is Served.INVITATION else "8(7)"
        detail = {"meeting": meeting.number, "member": member.id, "on": said.on}
        work.record("served by hand", article, life=life, what=what, **detail)
    after_act(work, life.id, "served by hand")
    return rows


def _member(work: Work, life: Life, member_id: UUID) -> Member:
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != life.id:
        raise NotThere
    return member


def _write(
    work: Work, meeting: Meeting, member: Member, what: Served, said: HandedOver
) -> HandService:
    assert work.actor.id is not None  # an officer acts
    row = HandService(
        meeting_id=meeting.id,
        member_id=member.id,
        what=what,
        served_on=said.on,
        witness=said.witness.strip() or None,
        paper_number=said.paper_number.strip() or None,
        paper_place=said.paper_place.strip() or None,
        not_stated=not (said.witness.strip() or said.paper_number.strip()),
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
    )
    work.session.add(row)
    return row
