"""The demo's first rows: 38 municipalities, two centres at work, four cases just begun."""

from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import select

from casework.case import assessment, referral
from casework.case.assessment import Indicators
from casework.case.plan_rows import ActionDraft
from casework.case.referral import ChildRecord, Referral
from casework.municipality import centre_contacts, places, standing
from casework.table import composition, convening
from core.clock import at_local
from core.ids import new_id
from core.working_days import around
from identity import credentials
from identity.passwords import hash_password
from models.life import ActorKind
from models.people import Account, Municipality, Professional
from models.session import Actor, Work, sign_in_work, unit_of_work
from rules.assessment import Risk
from rules.composition import ChildStatus
from rules.days import next_working_day
from simulation.people import (
    FERIZAJ,
    GJILAN,
    OFFICERS,
    OFFICES,
    PASSWORD,
    Invitee,
    Officer,
    authenticator_of,
)
from workflow import demo_clock


def seed(*, cases: bool = True, quick: bool = False) -> None:
    """Fill an empty database; one that has municipalities is left as it is.

    `cases=False` leaves the beginning cases out; `quick` hashes the password cheaply (tests).
    """
    with unit_of_work() as work:
        if work.session.scalar(select(Municipality.id).limit(1)) is not None:
            return
        demo_clock.begin(work)
        places.enter(work)
        people = {officer.email: _account(work, officer) for officer in OFFICERS}
        for slug, guests in (("ferizaj", FERIZAJ), ("gjilan", GJILAN)):
            for guest in guests:
                _professional(work, slug, guest)
        work.session.flush()
        standing.ensure(work)
    hashed = hash_password(PASSWORD, quick=quick)
    with sign_in_work() as work:
        for email, account_id in people.items():
            credentials.bring(work, account_id, hashed, authenticator_of(email), work.clock.now())
    if cases:
        _beginnings()


def _account(work: Work, officer: Officer) -> UUID:
    place = referral.municipality(work, officer.municipality) if officer.municipality else None
    account_id = new_id()
    work.session.add(
        Account(
            id=account_id,
            municipality_id=place.id if place else None,
            role=officer.role,
            name=officer.name,
            email=officer.email,
            email_index=Account.index_of(officer.email),
            language=officer.language,
            convener=officer.convener,
        )
    )
    work.session.flush()
    return account_id


def _professional(work: Work, slug: str, guest: Invitee) -> None:
    person = Professional(
        municipality_id=referral.municipality(work, slug).id,
        kind=guest.kind,
        institution=guest.institution,
        unit=guest.unit,
        name=guest.name,
        email=guest.email,
        phone=guest.phone,
        language=guest.language,
        standing=guest.standing,
    )
    if guest.superior:
        person.superior_name, person.superior_email = guest.superior
    work.session.add(person)


def officer(work: Work, email: str) -> Account:
    query = select(Account).where(Account.email_index == Account.index_of(email))
    return work.session.scalars(query).one()


def professional(work: Work, email: str) -> Professional:
    people = work.session.scalars(select(Professional))
    return next(person for person in people if person.email == email)


UNKNOWN = Indicators(
    safety="Ende nuk dihet; vizita është caktuar.",
    needs="Ende nuk dihet; vizita është caktuar.",
    education="Ndjek shkollën rregullisht.",
    care="Jeton me gjyshen.",
    inclusion="Ka shoqëri në lagje.",
)


NEWCOMER, COLLEAGUE = (each.email for each in OFFICERS[1:3])
"""The manager whom README, terminal and sign-in page name first, and one more."""


def _beginnings() -> None:
    """One case without a manager, one being prepared, one whose date waits for the head; and one
    that is a colleague's.
    """
    _reached()
    _referred("Besa Lumi", "N1", "Mungon shpesh në shkollë, vjen e pangrënë.", None)
    _referred("Arlind Guri", "M1", "Mësuesja pa shenja në krahë.", NEWCOMER)
    _waiting_for_the_head()
    _referred("Drin Fusha", "N2", "Lihet vetëm në shtëpi gjatë ditës.", COLLEAGUE)


def _reached() -> None:
    """What stands under the mails of the two centres; each head has entered it."""
    for email, office in OFFICES.items():
        with unit_of_work() as work:
            work.actor = Actor(ActorKind.STAFF, officer(work, email).id)
            centre_contacts.enter(work, "", office)


def _referred(name: str, category: str, situation: str, manager: str | None) -> UUID:
    with unit_of_work() as work:
        head = officer(work, OFFICERS[0].email)
        work.actor = Actor(ActorKind.STAFF, head.id)
        record = Referral(
            child=ChildRecord(name, ChildStatus.RESIDENT),
            referrer="Drejtoria Komunale për Arsim",
            situation=situation,
            best_interest="Fëmija ka nevojë për mbrojtje të përbashkët të institucioneve.",
            categories={category: ""},
        )
        case = referral.refer(work, referral.municipality(work, "ferizaj").id, record)
        if manager:
            referral.appoint(work, case.id, officer(work, manager).id, by=head.id)
        return case.id


def _waiting_for_the_head() -> None:
    case_id = _referred("Erleta Kodra", "E2", "Ngacmim i vazhdueshëm në shkollë.", NEWCOMER)
    with unit_of_work() as work:
        work.actor = Actor(ActorKind.STAFF, officer(work, NEWCOMER).id)
        assessment.record_initial(
            work,
            case_id,
            risk=Risk.MEDIUM,
            summary="Ngacmim nga bashkëmoshatarë.",
            indicators=UNKNOWN,
        )
        drafts = [ActionDraft("Siguria në shkollë", "Bisedë me klasën", "Këshillim", None)]
        assessment.draft_initial_plan(work, case_id, goal="Fëmija i sigurt.", actions=drafts)
        chosen = ("fatmir.gashi@policia-ferizaj.example", "erza.morina@komuna-ferizaj.example")
        composition.choose(
            work, case_id, {professional(work, email).id: "Njeh rastin." for email in chosen}
        )
        today = work.clock.today()
        day = next_working_day(today + timedelta(days=12), around(today))
        convening.propose(
            work, case_id, starts_at=at_local(day, time(10, 0)), place="QPS Ferizaj, salla 2"
        )
