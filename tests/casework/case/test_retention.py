"""Closed files go step by step, none that is held, and none comes back: 18(1), decision 0259."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from casework.case import referral, retention
from casework.municipality import retention_rule
from core import crypto
from core.clock import FrozenClock, at_local
from core.crypto import ErasedLives
from core.sealed import KeyDestroyed
from deployments import record
from deployments import retention as carrying_out
from deployments.postgres import DatabaseProvider
from identity.access import NotThere
from models import data_keys, erasures
from models.case import Case, Child
from models.life import ActorKind, Life
from models.name_key import NameKey
from models.people import Account
from models.pool import owners_engine
from models.retention import ErasedRecord
from models.session import Actor, Work, unit_of_work
from queries import retention as shown
from queries.papers_as_signed import is_as_sealed
from rules.retention import (
    APART,
    ErasureState,
    HeldFromErasure,
    KeptUntil,
    NoRule,
    NotItsTurn,
    TooSoon,
    YearsOrNone,
)
from rules.roles import Role
from simulation.stage import acting
from tests.builders import HEAD, MANAGER
from tests.database import Cleaner
from tests.scenes import Scenes, a_referral

YEARS = 5
ACT = "Ligji mbi arkivat, neni 1 (i shpikur)."
WHY = "Afati ka kaluar."
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Machine:
    """Where the owner of the record and the keys are at hand."""

    url: str
    keys: Path

    def erases(self, now: datetime) -> tuple[int, int]:
        done = carrying_out.carry_out(self.url, self.keys, now)
        return done.erased, done.left


@pytest.fixture
def owner(postgres: DatabaseProvider) -> Iterator[Engine]:
    engine = owners_engine(postgres.url("tryeza_owner"))
    yield engine
    engine.dispose()
    data_keys.forget()


@pytest.fixture
def ten_years(scenes: Scenes, clock: FrozenClock, cleaner: Cleaner) -> list[str]:
    """A case a year that was sealed in June, the oldest first; and one that is open."""
    case, numbers = scenes.stop_at("referred", clock), list[str]()
    for _ in range(10):
        with case.head() as work:
            place = referral.municipality(work, "ferizaj").id
            numbers.append(referral.refer(work, place, a_referral()).number)
    for number, year in zip(numbers, range(2017, 2027), strict=True):
        sealed = at_local(date(year, 6, 1), time(12)).isoformat()
        cleaner.connection.execute(
            "UPDATE cases SET phase = 'closed', sealed_at = %s, seal = sha256('x')"
            " WHERE number = %s",
            [sealed, number],
        )
        cleaner.connection.execute(
            "UPDATE life SET ended_at = %s WHERE key = %s AND kind = 'case'", [sealed, number]
        )
    return numbers


def set_limit(years: int | None = YEARS, source: str = ACT) -> None:
    with unit_of_work() as work:
        admin = select(Account.id).where(Account.role == Role.ADMIN).limit(1)
        work.actor = Actor(ActorKind.STAFF, work.session.scalars(admin).one())
        retention_rule.enter(work, years=years, source=source)


def does(act: Callable[..., object], number: str, *said: object, by: str = HEAD) -> None:
    with acting(by) as work:
        act(work, number, *said)


def states() -> dict[str, ErasureState]:
    with acting(HEAD) as work:
        return {each.number: each.state for each in shown.archive(work)}


def name_of(number: str) -> str | None:
    data_keys.forget()
    with unit_of_work() as work:
        query = select(Child).join(Case, Case.id == Child.case_id).where(Case.number == number)
        return work.session.scalars(query).one().name


def hidden() -> set[str]:
    with unit_of_work() as work:
        return set(work.session.scalars(select(Life.key).where(Life.hidden_at.is_not(None))))


@pytest.fixture
def machine(owner: Engine, tmp_path: Path) -> Machine:
    keys = tmp_path / "keys"
    keys.write_text(crypto.ring().dump())
    return Machine(owner.url.render_as_string(hide_password=False), keys)


@pytest.mark.article("18(1)")
def test_step_by_step_and_nothing_before_an_administrator_has_set_a_limit(
    ten_years: list[str], clock: FrozenClock
) -> None:
    assert set(states().values()) == {ErasureState.KEPT}, "nothing is law before it is entered"
    with pytest.raises(NoRule):
        does(retention.give_notice, ten_years[0])
    with pytest.raises(YearsOrNone):
        set_limit(source=" ")
    set_limit()
    over = [number for number, state in states().items() if state is ErasureState.ENDED]
    assert over == ten_years[:5], "2017 to 2021"
    with pytest.raises(KeptUntil):
        does(retention.give_notice, ten_years[5])
    with pytest.raises(NotThere):
        does(retention.give_notice, ten_years[0], by=MANAGER)
    does(retention.give_notice, ten_years[0])
    with pytest.raises(NotItsTurn):
        does(retention.decide, ten_years[0], WHY)
    with pytest.raises(TooSoon):
        does(retention.hide, ten_years[0])
    clock.moment += APART
    does(retention.hide, ten_years[0])
    with pytest.raises(TooSoon):
        does(retention.decide, ten_years[0], WHY)
    set_limit(None, "Shfuqizuar.")
    clock.moment += APART
    with pytest.raises(NoRule):
        does(retention.decide, ten_years[0], WHY)
    does(retention.take_back, ten_years[0])
    assert not hidden()


@pytest.mark.article("18(1)")
def test_a_run_over_ten_years_with_three_holds_and_a_copy_put_back_in_between(
    ten_years: list[str], clock: FrozenClock, cleaner: Cleaner, machine: Machine
) -> None:
    set_limit()
    held_before, held_hidden, held_decided, *goes = ten_years[:5]
    does(retention.hold, held_before, "Gjykata e ka kërkuar.", None)
    with pytest.raises(HeldFromErasure):
        does(retention.give_notice, held_before)
    for act in (retention.give_notice, retention.hide):
        for number in ten_years[1:5]:
            does(act, number)
        clock.moment += APART
    assert hidden() == set(ten_years[1:5])
    does(retention.hold, held_hidden, "Ankesë.", clock.today() + 60 * DAY)
    assert held_hidden not in hidden(), "at once it is seen again"
    with acting(HEAD) as work:
        line = shown.one(work, held_hidden).line
    assert line.is_held
    assert line.erased_from == clock.today() + 61 * DAY + 2 * APART, "and the new date is shown"
    for number in (held_decided, *goes):
        does(retention.decide, number, WHY)
    cleaner.keep("last_month")
    does(retention.hold, held_decided, "Padi.", None)
    assert machine.erases(clock.now()) == (2, 0)
    is_as_decided(ten_years, goes)
    with pytest.raises(NotItsTurn):
        does(retention.take_back, goes[0])

    cleaner.clean("last_month")  # where nobody knew of the third hold
    is_put_back(cleaner, clock.now() + timedelta(minutes=1))
    assert name_of(goes[0]), "as the copy has it"
    with unit_of_work() as work, pytest.raises(ErasedLives):
        erasures.check(work.session.connection(), crypto.ring(), erasures.beside(machine.keys))
    record.prepare(machine.url, machine.keys)  # what every start does first
    assert machine.erases(clock.now() + timedelta(hours=1)) == (0, 1), "decided on anew"
    is_as_decided(ten_years, goes)


def is_put_back(cleaner: Cleaner, at: datetime) -> None:
    cleaner.connection.execute(
        "INSERT INTO restored_copy (id, file, taken_at, restored_at, waiting)"
        " VALUES (gen_random_uuid(), 'x', %(at)s, %(at)s, '{}')",
        {"at": at},
    )


def is_as_decided(all_of_them: Sequence[str], gone: Sequence[str]) -> None:
    """Nothing that is held or kept is gone, and nothing that was erased can be read or found."""
    for number in all_of_them:
        if number not in gone:
            assert name_of(number)
            continue
        with pytest.raises(KeyDestroyed):
            name_of(number)
    with unit_of_work() as work:
        for life in work.session.scalars(select(Case.id).where(Case.number.in_(gone))):
            assert is_as_sealed(work.session, life, None), "and the night finds nothing amiss"
        assert proven(work) == dict.fromkeys(gone, HEAD)
        left = select(func.count()).select_from(NameKey).join(Case, Case.id == NameKey.case_id)
        assert work.session.scalar(left.where(Case.number.in_(gone))) == 0
    assert set(gone) <= hidden()
    assert not set(gone) & states().keys()


def proven(work: Work) -> dict[str, str]:
    """What is gone, by whose decision; a proof has its hash, and how many rows."""
    rows = work.session.scalars(select(ErasedRecord)).all()
    assert all(len(each.digest) == 32 and each.counted > 0 for each in rows)
    who = {each.id: each.email for each in work.session.scalars(select(Account))}
    return {each.number: who[each.decided_by_id] or "" for each in rows if each.decided_by_id}
