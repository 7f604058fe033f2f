"""A child is referred, and the centre appoints a manager: Art. 4(2), 5(1.1), 8(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from casework.case import receipt
from casework.case.logbook import Logged, given_at_once
from casework.case.receipt import WantedReceipt
from casework.case.reports import instruction_in_force, withdraw_instruction
from casework.record.known import first_answers
from casework.record.table import open_case
from casework.table import chairing
from casework.tell import referral as tell
from casework.tell.waiting import pass_on
from core.ids import new_id
from identity.conflicts import has_conflict
from identity.heads_word import take_for_head
from identity.officers import names_of, record_language
from models import name_key
from models.case import Appointment, Case, Child, FamilyPerson
from models.life import Life, LifeKind
from models.people import Account, Municipality
from models.session import Work
from rules.basis import Article
from rules.composition import ChildStatus, Relation
from rules.days import check_happened
from rules.known import Certainty, FactName
from rules.referral import (
    Candidate,
    StandingAppointment,
    check_appointed,
    check_appointment,
    check_as_shown,
    check_categories,
)
from rules.referral_day import check_came
from rules.roles import Role
from workflow.kinds import Act
from workflow.life import after_act

FIRST_NUMBER = 1001


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """Annex 1, personal data; what is not known may stay empty, but not where the child belongs."""

    name: str
    status: ChildStatus
    """Nobody is a resident because nobody asked."""
    birth_date: date | None = None
    birth_estimated: bool = False
    gender: str | None = None
    ethnicity: str | None = None
    birth_place: str | None = None
    residence: str | None = None
    whereabouts: str | None = None
    health: str | None = None
    disability: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """What a referral says."""

    child: ChildRecord
    referrer: str
    situation: str
    best_interest: str
    categories: Mapping[str, str] = field(default_factory=dict)
    """Ticked boxes of Annex 1, each with the words beside "other" (else empty)."""
    services_before: str = ""
    given: Sequence[Logged] = ()
    """The same as rows, each with its day: Annex 1, C2."""
    sibling_of: UUID | None = None
    came_on: date | None = None
    """The day on which it reached the centre; None where that is today."""
    receipt: WantedReceipt | None = None
    """None where nothing was said of one."""


def refer(work: Work, municipality_id: UUID, referral: Referral) -> Case:
    """Open a child's case; its life begins at commit: Art. 5(1.1), 8(1)."""
    check_categories(referral.categories.keys())
    today, child = work.clock.today(), referral.child
    came_on = check_happened(referral.came_on, today)
    check_came(came_on, today, None if child.birth_estimated else child.birth_date)
    case_id, number = new_id(), next_number(work)
    life = Life(
        id=case_id,
        kind=LifeKind.CASE,
        key=number,
        municipality_id=municipality_id,
        language=record_language(work.session, municipality_id),
        began_at=work.clock.now(),
    )
    work.session.add(life)
    work.session.flush()
    case = Case(
        id=case_id,
        number=number,
        municipality_id=municipality_id,
        referred_on=came_on,
        referrer=referral.referrer,
        situation=referral.situation,
        best_interest=referral.best_interest,
        services_before=referral.services_before or None,
        sibling_of_id=referral.sibling_of,
        categories=dict(referral.categories),
    )
    work.session.add(case)
    work.session.flush()
    _add_child(work, case_id, referral, came_on)
    detail = {"categories": len(referral.categories), "on": came_on}
    work.record("case referred", "5(1.1)", life=life, **detail)
    if referral.receipt is not None:
        receipt.with_the_referral(work, case, referral.receipt)
    after_act(work, case_id, "referred")
    given_at_once(work, case, referral.given)
    return case


def _add_child(work: Work, case_id: UUID, referral: Referral, came_on: date) -> None:
    child = referral.child
    fields = {name: getattr(child, name) for name in ChildRecord.__dataclass_fields__}
    work.session.add(Child(case_id=case_id, **fields))
    name_key.note(work.session, case_id, name_key.fingerprints(child.name))
    person = FamilyPerson(case_id=case_id, relation=Relation.CHILD, name=child.name)
    work.session.add(person)
    said = {FactName(name): fields[name] for name in fields if name != "birth_estimated"}
    said = {name: value for name, value in said.items() if value not in (None, "")}
    said[FactName.STATUS] = None if child.status == ChildStatus.UNKNOWN else child.status
    if child.birth_estimated:  # without a tick nobody said that it is certain
        said[FactName.BIRTH_CERTAINTY] = Certainty.ESTIMATED
    first_answers(work, person, said, source=referral.referrer, known_on=came_on)


def next_number(work: Work) -> str:
    """A case number that means nothing outside: `R-26-1001`, one series a year."""
    prefix = f"R-{work.clock.today():%y}-"
    # one writer a series until commit: two referrals at once would read the same last number
    work.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(prefix))))
    # the database's own function: behind the second wall a centre sees its own numbers only
    last = work.session.scalar(select(func.last_case_number(prefix)))
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else FIRST_NUMBER}"


def announce_referral(work: Work, case_id: UUID, _subject: UUID | None) -> None:
    """Tell the head that a referral waits for a manager: Art. 4(2)."""
    case = work.session.get_one(Case, case_id)
    if case.announced_at is None:
        tell.referral_received(work, case)
        case.announced_at = work.clock.now()
        work.record("head told of referral", "4(2)", life=case.life)


def appoint(
    work: Work,
    case_id: UUID,
    account_id: UUID,
    *,
    by: UUID,
    on: date | None = None,
    reason: str = "",
    shown: str | None = None,
) -> None:
    """Appoint an officer of the centre to manage the case and chair its table: Art. 4(2).

    `on` is the day of the appointment, which its three days run from; it may be typed later.
    `shown` is the appointment in force that a page told of, empty where it told of none.
    """
    case = open_case(work, case_id)
    former = _former(work, case_id, shown)
    former_on = former.appointed_on if former else None
    on = check_appointed(on, work.clock.today(), case.referred_on, former_on)
    # held, or they become head meanwhile, who manages no case: `rules.accounts.StillManages`
    account = work.session.get(Account, account_id, with_for_update={"read": True})
    officer = _candidate(work, case_id, account)
    check_appointment(officer, case.municipality_id, case.manager_id, by=by)
    take_for_head(work, case.municipality_id, by, Article(4, "2"), at=case_id, on=on)
    if former is not None:
        former.ended_on = on
    work.session.flush()  # `one_manager_at_a_time` counts row by row: the former ends first
    work.session.add(
        Appointment(
            case_id=case_id,
            account_id=account_id,
            appointed_by_id=by,
            appointed_on=on,
            recorded_at=work.clock.now(),
            reason=reason.strip() or None,
        )
    )
    former_id, case.manager_id = case.manager_id, account_id
    case.conflict_on = None  # who stood in for a manager in conflict does so no more
    work.record("manager appointed", "4(2)", life=case.life, officer=account_id, on=on)
    if former_id is not None:
        chairing.hand_over(work, case, former_id, account_id)
        _end_instruction_of_former(work, case_id, account_id)
    pass_on(work, case.life)
    after_act(work, case_id, "manager appointed")
    chairing.judge_anew(work, case_id)


def _former(work: Work, case_id: UUID, shown: str | None) -> Appointment | None:
    """The appointment that another replaces; of a page, the one that it told of."""
    query = select(Appointment).where(
        Appointment.case_id == case_id, Appointment.ended_on.is_(None)
    )
    former = work.session.scalars(query).first()
    if shown is not None:
        check_as_shown(shown, _standing(work, former))
    return former


def _standing(work: Work, appointment: Appointment | None) -> StandingAppointment | None:
    if appointment is None:
        return None
    officer, by = appointment.account_id, appointment.appointed_by_id
    names = names_of(work.session, {officer, by})
    return StandingAppointment(appointment.id, names[officer], names[by], appointment.appointed_on)


def _end_instruction_of_former(work: Work, case_id: UUID, manager_id: UUID) -> None:
    """Nobody's standing word goes on under another manager: Art. 14(3.2) has the manager say it."""
    instruction = instruction_in_force(work, case_id)
    if instruction is not None and instruction.given_by_id != manager_id:
        withdraw_instruction(work, case_id, "ended with its manager")


def _candidate(work: Work, case_id: UUID, account: Account | None) -> Candidate | None:
    if account is None:
        return None
    return Candidate(
        account.id,
        Role(account.role),
        account.municipality_id,
        disabled=account.disabled_at is not None,
        is_guardian=_is_guardian(work, case_id, account.id),
        has_conflict=has_conflict(work.session, case_id, account.id),
    )


def _is_guardian(work: Work, case_id: UUID, account_id: UUID) -> bool:
    query = select(FamilyPerson.id).where(
        FamilyPerson.case_id == case_id, FamilyPerson.officer_id == account_id
    )
    return work.session.scalar(query.limit(1)) is not None


def announce_appointment(work: Work, case_id: UUID, appointment_id: UUID | None) -> None:
    """Tell the officer that the case is theirs: Art. 4(2)."""
    appointment = work.session.get_one(Appointment, appointment_id)
    if appointment.announced_at is None:
        case = work.session.get_one(Case, case_id)
        tell.manager_appointed(work, case, appointment)
        appointment.announced_at = work.clock.now()
        work.record("manager told", "4(2)", life=case.life, officer=appointment.account_id)


def municipality(work: Work, slug: str) -> Municipality:
    return work.session.scalars(select(Municipality).where(Municipality.slug == slug)).one()


ACTS: Final[Mapping[str, Act]] = {
    "announce_referral": announce_referral,
    "announce_appointment": announce_appointment,
}
