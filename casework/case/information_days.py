"""The day of what came in, of a claim or of what was found of it, typed wrong: 5(1.2), 12(1)."""

from uuid import UUID

from sqlalchemy import select

from casework.record.closure_facts import decided_on
from casework.record.informants import informant
from casework.record.table import met_on, open_case
from casework.table.typed_days import DayAt, ToDay, keep
from core.clock import local_day
from identity.access import NotThere
from models.case import Case, Member
from models.information import Claim, ClaimOutcome, Information
from models.session import Work
from models.signal_answer import SignalAnswer
from models.typed_day import TypedDay
from rules.beginning import check_done, check_given
from rules.information import (
    InformantFacts,
    check_claim,
    check_information,
    check_outcome,
    check_shared,
)
from rules.typed_days import DayOf, TypedDayFacts
from workflow.life import after_act


def of_information(work: Work, information_id: UUID, to: ToDay) -> None:
    """It came in on another day; of a meeting it is of the day of that one: Art. 5(1.2)."""
    found = work.session.get(Information, information_id)
    if found is None:
        raise NotThere
    case, seat = open_case(work, found.case_id), _seat(work, found.member_id)
    work.session.refresh(found)
    today = work.clock.today()
    check_given(to.on, case.referred_on)
    check_information(
        to.on, today, words=found.words or "", source=found.source or "", informant=seat
    )
    met = met_on(work, case, found.meeting_id) if found.meeting_id else None
    if met is not None:
        check_shared(to.on, met)
    row = keep(work, DayAt(case.id, DayOf.INFORMATION, found.id), information_day(found), to)
    found.given_on = to.on
    _follow(work, case, row, "5(1.2)")


def of_claim(work: Work, claim_id: UUID, to: ToDay) -> None:
    """It was put to be verified on another day: Art. 12(1)."""
    claim = work.session.get(Claim, claim_id)
    if claim is None:
        raise NotThere
    case = open_case(work, claim.case_id)
    work.session.refresh(claim)
    today, over = work.clock.today(), decided_on(work, case.id)
    check_claim(to.on, today, words=claim.words or "", decided_on=over)
    check_done(to.on, case.referred_on)
    row = keep(work, DayAt(case.id, DayOf.CLAIM, claim.id), claim_day(claim), to)
    claim.asked_on = to.on
    _follow(work, case, row, "12(1)")


def of_outcome(work: Work, outcome_id: UUID, to: ToDay) -> None:
    """It was found on another day; which finding holds goes by the days: Art. 12(1)."""
    found = work.session.get(ClaimOutcome, outcome_id)
    if found is None:
        raise NotThere
    case, seat = open_case(work, found.claim.case_id), _seat(work, found.member_id)
    work.session.refresh(found)
    check_outcome(to.on, work.clock.today(), words=found.words or "", informant=seat)
    check_done(to.on, case.referred_on)
    row = keep(work, DayAt(case.id, DayOf.OUTCOME, found.id), outcome_day(found), to)
    found.found_on = to.on
    _follow(work, case, row, "12(1)")


def information_day(row: Information) -> TypedDayFacts:
    typed = row.recorded_by_id is not None  # else they gave it behind their link
    return TypedDayFacts(row.given_on, local_day(row.recorded_at), typed)


def claim_day(row: Claim) -> TypedDayFacts:
    return TypedDayFacts(row.asked_on, local_day(row.asked_at), typed=True)


def outcome_day(row: ClaimOutcome) -> TypedDayFacts:
    return TypedDayFacts(row.found_on, local_day(row.recorded_at), row.recorded_by_id is not None)


def _seat(work: Work, member_id: UUID | None) -> InformantFacts | None:
    return informant(work, work.session.get_one(Member, member_id)) if member_id else None


def _follow(work: Work, case: Case, row: TypedDay, article: str) -> None:
    """What was answered of the signal that it is goes with its day, unless that was said before
    the day that counts: then the signal stands unanswered: Art. 14(4)."""
    work.session.flush()
    same = (SignalAnswer.case_id == case.id, SignalAnswer.source_id == row.subject_id)
    query = select(SignalAnswer).where(*same, SignalAnswer.since == row.was_on)
    for answer in work.session.scalars(query):
        if answer.answered_on >= row.now_on:
            answer.since = row.now_on
    act = f"day of the {row.what} corrected"
    detail = {"subject": row.subject_id, "correction": row.number, "on": row.now_on}
    work.record(act, article, life=case.life, **detail)
    after_act(work, case.id, act)
