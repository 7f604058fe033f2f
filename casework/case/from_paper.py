"""A case that ran on paper is taken over, section by section, and finished by one act: 0165."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.case import inquiries
from casework.record import from_paper as record
from casework.record.from_paper import paper_facts
from casework.record.numbers import next_of
from casework.record.table import open_case, plan_in_force
from core.clock import local_day
from identity.access import officer_of
from models.case import Case
from models.meeting import Meeting
from models.paper_case import PaperCase, PaperWord
from models.session import Work
from rules import paper_sections as law
from rules.days import check_happened
from rules.paper_sections import PaperSection, SectionAnswer
from rules.phases import Phase, Transition, after
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class TakenFromPaper:
    """From which day on the case runs here, and where its paper file lies."""

    on: date
    lies: str = ""
    """Empty where it is not known."""


def begin(work: Work, case_id: UUID, said: TakenFromPaper) -> None:
    """From this day on it runs here; what lay before is entered next, and tells nobody anything."""
    case = open_case(work, case_id)
    law.check_new(paper_facts(case))
    _check(work, case, said)
    _write(work, case, said.on, said.lies)
    work.record("case taken over from paper", "11(1)", life=case.life, on=said.on)
    after_act(work, case_id, "case taken over from paper")


def correct(work: Work, case_id: UUID, said: TakenFromPaper) -> None:
    """Another day, or another place of the file; what stood there stays to be read."""
    case = open_case(work, case_id)
    law.check_open(paper_facts(case))
    _check(work, case, said)
    _write(work, case, said.on, said.lies)
    work.record("take-over from paper corrected", "11(1)", life=case.life, on=said.on)
    after_act(work, case_id, "take-over from paper corrected")


def take_back(work: Work, case_id: UUID) -> None:
    """It did not run on paper: from now on it is a case like any other."""
    case = open_case(work, case_id)
    law.check_open(paper_facts(case))
    _check_promises(work, case_id)
    _write(work, case, None, "")
    work.record("not taken over from paper", "11(1)", life=case.life)
    inquiries.tell_what_was_asked(work, case)
    after_act(work, case_id, "not taken over from paper")


def _check_promises(work: Work, case_id: UUID) -> None:
    asked = inquiries.unanswered(work, case_id)
    law.check_still_kept([request.due_on for _, request in asked], work.clock.today())


def _check(work: Work, case: Case, said: TakenFromPaper) -> None:
    check_happened(said.on, work.clock.today())
    planned = select(Meeting.id).where(
        Meeting.life_id == case.id, Meeting.paper_minutes.is_(None), Meeting.unplanned.is_(False)
    )
    law.check_begin(
        said.on,
        referred_on=case.referred_on,
        entered_on=local_day(case.life.began_at),
        planned_here=work.session.scalar(planned.limit(1)) is not None,
    )


def _write(work: Work, case: Case, on: date | None, lies: str) -> None:
    row = PaperCase(
        case_id=case.id,
        number=next_of(work, PaperCase.number, PaperCase.case_id == case.id),
        from_on=on,
        lies=lies.strip() or None,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()  # the day gives way only where a word keeps it
    case.from_paper_on = on


def say(
    work: Work, case_id: UUID, section: PaperSection, answer: SectionAnswer, *, words: str = ""
) -> None:
    """What is known of one section; said anew until all has been entered."""
    case = open_case(work, case_id)
    law.check_open(paper_facts(case))
    law.check_answer(answer, on_record=section in record.on_record(work.session, case_id))
    row = PaperWord(
        case_id=case_id,
        number=next_of(work, PaperWord.number, PaperWord.case_id == case_id),
        section=section,
        answer=answer,
        words=words.strip() or None,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.record("section of paper", "11(1)", life=case.life, section=section, answer=answer)
    after_act(work, case_id, "section of paper")


def finish(work: Work, case_id: UUID, *, plan_handed: bool | None = None) -> None:
    """All that is known stands here, and the rest is said not to be: from now on the case runs as
    any other. `plan_handed`: everybody at the table has its plan on paper already: Art. 13(3)."""
    case = open_case(work, case_id)
    law.check_open(paper_facts(case))
    said = {part: row.answer for part, row in record.answers_of(work.session, case_id).items()}
    there = record.on_record(work.session, case_id)
    law.check_entered(said, there, managed=case.manager_id is not None)
    _check_promises(work, case_id)
    if (plan := plan_in_force(work.session, case_id)) is not None:
        law.check_handed(plan_handed)
        plan.handed_at = work.clock.now() if plan_handed else None
    case.paper_ended_at = work.clock.now()
    if record.reviewed_on(work.session, case) is not None:
        case.phase = after(Phase(case.phase), Transition.CARRY_ON_FROM_PAPER)
    unknown = sum(answer is SectionAnswer.NOT_KNOWN for answer in said.values())
    work.record("all of paper entered", "11(1)", life=case.life, not_known=unknown)
    inquiries.tell_what_was_asked(work, case)
    after_act(work, case_id, "all of paper entered")
