"""The municipal meeting of each quarter, with or without cases: Art. 8(2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from casework.record import facts
from casework.record.table import last_held, meetings, record_language
from casework.record.working_days import around
from casework.table import convening, minutes
from core.clock import at_local
from core.i18n import language_or, translator
from core.ids import new_id
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.people import Municipality, Professional
from models.session import Work
from rules import case_life
from rules import quarterly as law
from rules.convening import may_be_agreed
from rules.days import Quarter
from rules.facts import QuarterFacts, TableFacts
from rules.planned import due, next_day
from rules.steps import DueStep
from workflow.activation import Outlook, Procedure, register, settle

HOUR = time(10, 0)


def open_quarter(work: Work, municipality_id: UUID, quarter: Quarter) -> UUID:
    """The life of one municipality's quarter; asking twice gives the same one: Art. 8(2)."""
    slug = work.session.get_one(Municipality, municipality_id).slug
    key = f"{slug}:{quarter}"
    made = work.session.scalar(
        insert(Life)
        .values(
            id=new_id(),
            kind="quarterly",
            key=key,
            municipality_id=municipality_id,
            language=record_language(work.session, municipality_id),
            began_at=work.clock.now(),
            waiting_for="Start",
        )
        .on_conflict_do_nothing(constraint="one_life_per_key")
        .returning(Life.id)
    )
    life = work.session.scalars(select(Life).where(Life.kind == "quarterly", Life.key == key)).one()
    if made is not None:
        work.record("quarter opened", "8(2)", life=life)
        settle(work, life)
        work.wake(life.id, "quarter opened")
    return life.id


def facts_of(work: Work, life: Life) -> QuarterFacts:
    quarter = Quarter.parse(life.key.rsplit(":", 1)[-1])
    composed = work.session.scalar(select(Member.id).where(Member.life_id == life.id).limit(1))
    table = facts.of_table(work.session, life.id, composed=composed is not None, has_family=False)
    return QuarterFacts(life.id, quarter.first_day, quarter.last_day, _without_papers(table))


def _without_papers(table: TableFacts) -> TableFacts:
    """A municipal meeting sends no assessment ahead, and nobody declares: it treats no case."""
    settled = tuple(replace(member, asked=True, declared=True) for member in table.members)
    return replace(table, papers_ready=True, members=settled)


def steps(work: Work, life: Life) -> Sequence[DueStep]:
    return due(law.steps(facts_of(work, life)), work.clock.today())


def outlook(work: Work, life: Life) -> Outlook:
    known = facts_of(work, life)
    owed = case_life.in_order(list(law.duties(known)))
    planned = list(law.steps(known))
    day = next_day(planned, work.clock.today())
    return Outlook(
        waiting_for=case_life.waiting_for(owed),
        wake_at=at_local(day) if day else None,
        ended=life.ended_at is not None,
        duties=owed,
        planned=planned,
    )


def propose(work: Work, life_id: UUID, _subject: UUID | None) -> None:
    """Seat the standing members and propose a day: Art. 8(2), 8(3)."""
    life = work.session.get_one(Life, life_id)
    standing = select(Professional).where(
        Professional.municipality_id == life.municipality_id,
        Professional.standing,
        Professional.left_at.is_(None),
    )
    seated = set(
        work.session.scalars(select(Member.professional_id).where(Member.life_id == life_id))
    )
    for person in work.session.scalars(standing):
        if person.id not in seated:
            work.session.add(
                Member(
                    life_id=life_id,
                    professional_id=person.id,
                    under="8(2)",
                    selected_on=work.clock.today(),
                )
            )
    _propose_day(work, life)


def _propose_day(work: Work, life: Life) -> None:
    """Propose a day, unless one is proposed that can still be kept."""
    refused = None
    for former in meetings(work.session, life.id):
        if former.held_at is None and former.cancelled_at is None:
            is_open = former.countered_at is None and former.agreed_at is None
            if former.agreed_at or (is_open and _can_be_kept(work, former)):
                return
            former.cancelled_at = work.clock.now()
        refused = former.day if former.countered_at else refused
    work.session.flush()
    today = work.clock.today()
    quarter = Quarter.parse(life.key.rsplit(":", 1)[-1])
    day = law.day_to_propose(quarter, today, around(today), refused)
    meeting = convening.plan(work, life, "quarterly", at_local(day, HOUR), _place(work, life))
    work.record("quarterly meeting proposed", "8(2)", life=life, day=day, meeting=meeting.number)


def _place(work: Work, life: Life) -> str:
    """The centre, as its record names it."""
    place = work.session.get_one(Municipality, life.municipality_id).name(life.language)
    return translator(language_or(life.language, "sq")).gettext("CSW %(place)s", place=place)


def _can_be_kept(work: Work, meeting: Meeting) -> bool:
    return may_be_agreed(meeting.day, work.clock.today(), excused=False)


def close(work: Work, life_id: UUID, _meeting_id: UUID | None) -> None:
    """The meeting was held and its minutes are signed: the quarter's duty is met: Art. 8(2)."""
    life = work.session.get_one(Life, life_id)
    if life.ended_at is None and last_held(work.session, life_id) is not None:
        life.ended_at = work.clock.now()
        work.record("quarterly meeting on record", "8(2)", life=life)


ACTS = {
    "propose_quarterly": propose,
    "ask_agreement": convening.ask_agreement,
    "invite_members": convening.invite_members,
    "ask_signatures": minutes.ask_signatures,
    "close_quarter": close,
}

PROCEDURE = Procedure(kind="quarterly", steps=steps, outlook=outlook, acts=ACTS)
register(PROCEDURE)
