"""What was served by hand, put on record with its true day: Art. 8(3), 8(7)."""

from collections.abc import Collection
from uuid import UUID

from casework.record.notice_facts import by_hand, served
from casework.record.table import open_table
from core.clock import local_day
from identity.access import NotThere
from models.case import Member
from models.meeting import Meeting
from models.service import HandService
from models.session import Work
from rules.facts import ServedFacts
from rules.notice import ServedFor, judged_again
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
    members = [work.session.get(Member, member_id) for member_id in member_ids]
    check_handed_over(said, work.clock.today())
    corrected = {each.member_id for each in by_hand(work.session, meeting.id) if each.what == what}
    rows = []
    for member in members:
        if member is None or member.life_id != life.id:
            raise NotThere
        rows.append(_write(work, meeting, member, what, said))
    work.session.flush()
    facts = served(work.session, [meeting.id]).get(meeting.id, {})
    for member in members:
        assert member is not None  # each was looked at
        theirs = facts.get(member.id, ServedFacts(member.id))
        declared_on = member.declared_on if member.may_read else None
        held_on = local_day(meeting.held_at) if meeting.held_at else None
        about = ServedFor(meeting.id, meeting.day, held_on)
        again = judged_again(what, theirs, about, declared_on)
        for breach, on in again:
            anew = member.id in corrected
            breaches.judged(work, life, breach, on, anew=anew)
        article = "8(3)" if what is Served.INVITATION else "8(7)"
        detail = {"meeting": meeting.number, "member": member.id, "on": said.on}
        work.record("served by hand", article, life=life, what=what, **detail)
    after_act(work, life.id, "served by hand")
    return rows


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
