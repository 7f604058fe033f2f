"""A case read in an emergency: asked for, confirmed or opened alone, ended, judged: 0248."""

from uuid import UUID

from sqlalchemy import Select, select

from casework.tell import emergencies as tell
from core.clock import local_time
from identity import emergencies
from identity.access import OFFICERS, NotThere, is_head, of_officer, officer_of
from identity.conflicts import in_conflict
from models.case import Case
from models.emergency import Emergency
from models.life import Life
from models.people import Account
from models.session import Work
from rules import emergencies as law
from rules.emergencies import EmergencyReason


def count(work: Work) -> None:
    """Before anything is looked up, and kept whatever comes of it: five numbers a day."""
    _officer(work)
    law.check_count(emergencies.asked_within_a_day(work))
    work.record("emergency asked for", "18(1)")


def ask(work: Work, number: str, reason: EmergencyReason, words: str) -> Emergency:
    """Raises `NotThere` alike where there is no such case, where it is another centre's, and where
    the officer has a conflict of interest at its table: Art. 10(2)."""
    officer = _officer(work)
    query = (
        select(Life)
        .join(Case, Case.id == Life.id)
        .where(Case.number == number, Life.municipality_id == officer.municipality_id)
        .where(~in_conflict(Life.id, officer.id))
    )
    life = work.session.scalars(query).first()
    if life is None:
        raise NotThere(number)
    now, own = work.clock.now(), work.session.scalars(_own(life.id, officer.id)).all()
    theirs = select(Life.id).where(Life.id == life.id, of_officer(work))
    reads = work.session.scalar(theirs) is not None
    law.check_asking((each.facts for each in own), now, reads_anyway=reads)
    for each in own:
        if each.opened_at is None:  # nobody answered in its time
            each.ended_at, each.ended_by_id = now, officer.id
    work.session.flush()
    row = Emergency(
        case_id=life.id, asked_by_id=officer.id, asked_at=now, reason=reason, words=words.strip()
    )
    work.session.add(row)
    work.session.flush()
    work.record("emergency requested", "18(1)", life=life, emergency=row.id, reason=reason)
    tell.asked(work, row)
    return row


def confirm(work: Work, emergency_id: UUID) -> None:
    """By a second officer of the centre, who has no conflict of interest at that table either."""
    row, officer = held(work, emergency_id), _officer(work)
    law.check_second(row.facts, officer.id, work.clock.now())
    row.confirmed_by_id = officer.id
    _open(work, row, "emergency confirmed")


def open_alone(work: Work, emergency_id: UUID, tried: str) -> None:
    """By whoever asked, where nobody has answered: the head sees to it."""
    row, now = held(work, emergency_id), work.clock.now()
    if row.asked_by_id != work.actor.id:
        raise NotThere
    law.check_alone(row.facts, now, f"{local_time(row.facts.alone_from):%H:%M}")
    row.tried = tried.strip()
    _open(work, row, "emergency begun alone")


def end(work: Work, emergency_id: UUID) -> None:
    """Whoever asked takes it back, any other whom it concerns turns it down; what is open ends."""
    row, now = held(work, emergency_id), work.clock.now()
    if not concerns(work, row):
        raise NotThere
    law.check_ending(row.facts, now)
    row.ended_at, row.ended_by_id = now, work.actor.id
    _record(work, "emergency ended", row)


def review(work: Work, emergency_id: UUID, *, justified: bool, words: str) -> None:
    """The head, or the deputy; what was not justified is over by that word."""
    row, officer, now = held(work, emergency_id), _officer(work), work.clock.now()
    if not is_head(work):
        raise NotThere
    law.check_review(row.facts, officer.id)
    row.reviewed_at, row.reviewed_by_id = now, officer.id
    row.justified, row.judged = justified, words.strip()
    if not justified and row.facts.is_open(now):
        row.ended_at, row.ended_by_id = now, officer.id
    _record(work, "emergency judged", row, justified=justified)


def held(work: Work, emergency_id: UUID) -> Emergency:
    """One of the reader's centre, held: two at once come one after the other."""
    officer = _officer(work)
    query = (
        select(Emergency)
        .join(Life, Life.id == Emergency.case_id)
        .where(Emergency.id == emergency_id, Life.municipality_id == officer.municipality_id)
        .where(~in_conflict(Life.id, officer.id))
        .with_for_update(of=Emergency, key_share=True)
        .execution_options(populate_existing=True)
    )
    row = work.session.scalars(query).first()
    if row is None:
        raise NotThere
    return row


def concerns(work: Work, row: Emergency) -> bool:
    """Who asked or confirmed, who manages the case, and who decides for the centre; while it waits
    for a second person any officer, who may be that."""
    who = work.actor.id
    if who in {row.asked_by_id, row.confirmed_by_id} or row.facts.waits(work.clock.now()):
        return True
    return is_head(work) or work.session.get_one(Case, row.case_id).manager_id == who


def _open(work: Work, row: Emergency, act: str) -> None:
    row.opened_at = work.clock.now()
    row.until = row.opened_at + law.READ_FOR
    work.session.flush()
    _record(work, act, row, until=row.until)
    tell.opened(work, row)


def _record(work: Work, act: str, row: Emergency, **detail: object) -> None:
    life = work.session.get_one(Life, row.case_id)
    work.record(act, "18(1)", life=life, emergency=row.id, **detail)


def _own(case_id: UUID, account_id: UUID) -> Select[Emergency]:
    query = select(Emergency).where(Emergency.case_id == case_id, Emergency.ended_at.is_(None))
    return query.where(Emergency.asked_by_id == account_id).with_for_update(key_share=True)


def _officer(work: Work) -> Account:
    officer = officer_of(work)
    if officer.role not in OFFICERS:
        raise NotThere
    return officer
