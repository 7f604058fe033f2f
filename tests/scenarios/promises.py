"""What holds in every state of a case, whatever people did in whatever order: P1 to P7."""

from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.case.seal import seal_of
from casework.record.facts import of_case
from casework.record.opinions import heard
from casework.record.table import meetings, minutes_of, seats
from casework.tell.death import ROUTINE
from core.clock import local_day
from identity.officers import head_of
from models.breach import BreachRow
from models.case import Case
from models.closure import Closure
from models.life import AuditEntry, Life
from models.meeting import Meeting, Signature, SignedText
from models.outbox import ON_THE_WAY, Message
from models.plan import ReportRequest
from models.session import unit_of_work
from queries import audit, words_as_given
from rules import case_life
from rules.convening import last_day_to_invite
from rules.days import Quarter
from rules.duties import Duty
from rules.phases import Phase
from rules.planning import reviews_go_on
from tests import written
from tests.builders import ACase


def hold(case: ACase, *, stood_still: bool) -> None:
    """Check every promise on the rows as they are now."""
    with unit_of_work(read_only=True) as work:
        session, today = work.session, work.clock.today()
        row = session.get_one(Case, case.case)
        if not stood_still:
            notices_in_time(session, row)
        reports_asked_and_reminded(session, row)
        municipality_meets(session, row, today)
        excluded_get_nothing(session, row)
        nothing_for_the_dead(session, row)
        signed_texts_stand(session, row)
        closed_by_the_book(session, row)
        superiors_after_warning(session, row)
        somebody_goes_on(session, row)
        written.check(work)
        assert audit.verify(session, case.case) == []
        assert list(words_as_given.check(session)) == []


def notices_in_time(session: Session, case: Case) -> None:
    """P1: three days' notice, or a reason on record: Art. 8(3), 8(7), 14(5)."""
    for meeting in meetings(session, case.id):
        if meeting.invited_at is None:
            continue
        assert meeting.agreed_at is not None
        assert meeting.agreed_at <= meeting.invited_at
        in_time = local_day(meeting.invited_at) <= last_day_to_invite(meeting.day)
        assert in_time or meeting.short_notice_reason, f"meeting {meeting.number} of {case.number}"


def reports_asked_and_reminded(session: Session, case: Case) -> None:
    """P2: asked before the limit, reminded until the report is in: Art. 8(9)."""
    query = select(ReportRequest).where(ReportRequest.case_id == case.id)
    for request in session.scalars(query):
        if request.meeting_id is not None:  # else on an action that is late: Art. 14(3.3)
            meeting = session.get_one(Meeting, request.meeting_id)
            assert (meeting.day - request.due_on).days == 3
        assert [reminder.number for reminder in request.reminders] == sorted(
            {reminder.number for reminder in request.reminders}
        )
        for reminder in request.reminders:
            assert local_day(reminder.sent_at) > local_day(request.asked_at)
            assert request.received_at is None or reminder.sent_at <= request.received_at


def municipality_meets(session: Session, case: Case, today: date) -> None:
    """P3: the quarter has its meeting on the way, the plan its review: Art. 8(2), 5(1.5)."""
    assert head_of(session, case.municipality_id) is not None
    query = select(Life.key).where(Life.kind == "quarterly")
    assert f"ferizaj:{Quarter.of(today)}" in set(session.scalars(query))
    known = of_case(session, case.id)
    if reviews_go_on(known) and not known.died:
        assert Duty.REVIEW_PLAN in {duty.duty for duty in case_life.duties(known)}


OF_WHO_SAT_THERE: Final = {"minutes/draft", "minutes/sign"}


def excluded_get_nothing(session: Session, case: Case) -> None:
    """P4: whoever does not sit any more has nothing on the way: Art. 10(2), 8(6).

    But for the minutes of a meeting in which they sat, where they have left since and are in no
    conflict: they may sign, and nobody waits for it (10(1)).
    """
    every = seats(session, case.id)
    back = {member.professional_id for member in every if member.sits}
    for member in every:
        if not member.sits and member.professional_id not in back:
            query = select(Message.template).where(
                Message.life_id == case.id,
                Message.recipient == "member",
                Message.recipient_id == member.professional_id,
                Message.status.in_(ON_THE_WAY),
            )
            theirs = set() if member.conflict else OF_WHO_SAT_THERE
            assert set(session.scalars(query)) - theirs == set()


def nothing_for_the_dead(session: Session, case: Case) -> None:
    """P4: nobody is asked for what serves the living, once the child has died: Art. 17(3.5)."""
    if of_case(session, case.id).died:
        query = select(Message.template).where(
            Message.life_id == case.id, Message.status.in_(ON_THE_WAY)
        )
        assert not [each for each in session.scalars(query) if each.startswith(tuple(ROUTINE))]


def breaches_stay(case: ACase, before: set[UUID]) -> set[UUID]:
    """P7: a limit that passed stays on record, whatever came after; gives those there are now."""
    with unit_of_work(read_only=True) as work:
        query = select(BreachRow.id).where(BreachRow.life_id == case.case)
        now = set(work.session.scalars(query))
    assert before <= now
    return now


def signed_texts_stand(session: Session, case: Case) -> None:
    """P4: what somebody signed is kept as it stood before them: Art. 10(1), 17(5), 18(2)."""
    laid = {(row.paper_id, row.digest): row for row in session.scalars(select(SignedText))}
    for row in laid.values():
        assert sha256((row.text or "").encode()).digest() == row.digest
    for signature in session.scalars(select(Signature)):
        assert (signature.paper_id, signature.digest) in laid
    for paper in minutes_of(session, case.id):
        assert paper.digest is None or (paper.id, paper.digest) in laid


def closed_by_the_book(session: Session, case: Case) -> None:
    """P5: assessment, approval, opinions, meeting, signatures, in this order: Art. 8(11), 17."""
    if case.phase != Phase.CLOSED:
        assert case.sealed_at is None
        return
    query = select(Closure).where(Closure.case_id == case.id, Closure.decided_on.is_not(None))
    closure = session.scalars(query).one()
    assert closure.approved_at is not None
    assert closure.approved_by_id != closure.proposed_by_id
    assert heard(session, case.id, closure.id).is_complete
    assert closure.decided_on is not None
    meeting = session.get_one(Meeting, closure.meeting_id)
    assert meeting.kind == "closure"
    assert meeting.held_at is not None
    assert meeting.held_at >= closure.approved_at
    signed = set(
        session.scalars(select(Signature.member_id).where(Signature.paper_id == closure.id))
    )
    assert {member.id for member in seats(session, case.id) if member.sits} | {None} <= signed
    assert all(paper.approved_on for paper in minutes_of(session, case.id))
    assert seal_of(session, case.id) == case.seal
    assert all(each.held_at or each.cancelled_at for each in meetings(session, case.id))


def superiors_after_warning(session: Session, case: Case) -> None:
    """P6: reminded, then a last chance, and only who answers for an action: Art. 14(3.2).

    What the system told them; a letter or a call of the manager's is recorded as it was.
    """
    query = select(ReportRequest).where(ReportRequest.case_id == case.id)
    for request in session.scalars(query.where(ReportRequest.notified_at.is_not(None))):
        assert request.notified_at is not None
        assert request.last_chance_on is not None
        assert request.reminders
        assert request.due_on < request.last_chance_on < local_day(request.notified_at)
        assert request.received_at is None or request.received_at >= request.notified_at
        assert request.member.professional.superior_email
    told = select(AuditEntry).where(
        AuditEntry.life_id == case.id, AuditEntry.act == "superior notified"
    )
    by_mail = (each.detail for each in session.scalars(told) if "means" not in each.detail)
    assert all(detail["reminders"] >= 1 for detail in by_mail)


def somebody_goes_on(session: Session, case: Case) -> None:
    """P7: an open case has a step to come or somebody who owes the next act: Art. 11."""
    life, known = session.get_one(Life, case.id), of_case(session, case.id)
    if known.phase is Phase.CLOSED:
        assert life.ended_at is not None
        assert (life.waiting_for, life.wake_at) == ("Completed", None)
        return
    assert life.ended_at is None
    assert case_life.duties(known) or any(True for _ in case_life.steps(known))
