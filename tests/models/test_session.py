"""The unit of work: one connection, and a trail that is written as the last thing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import TextClause, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from models.life import AuditEntry, Life
from models.people import Municipality
from models.pool import PREPARED_FROM
from models.session import NestedWork, Work, unit_of_work
from queries import audit
from tests.database import Cleaner
from tests.waiting import quiet_seconds

pytestmark = pytest.mark.usefixtures("database")


def lives(number: int) -> list[Life]:
    """Lives to record something of."""
    with unit_of_work() as work:
        place = Municipality(slug="ferizaj", name_sq="Ferizaj", name_sr="Uroševac")
        work.session.add(place)
        work.session.flush()
        made = [
            Life(kind="case", key=f"R-{each}", municipality_id=place.id, began_at=work.clock.now())
            for each in range(number)
        ]
        work.session.add_all(made)
        return made


def recorded(life_id: UUID | None = None) -> list[str]:
    with unit_of_work() as work:
        query = select(AuditEntry.act).order_by(AuditEntry.number)
        if life_id is not None:
            query = query.where(AuditEntry.life_id == life_id)
        return list(work.session.scalars(query))


def hurriedly(life: Life, act: str) -> None:
    """One entry, by somebody who does not wait for locks."""
    with unit_of_work() as work:
        work.session.execute(text("SET LOCAL lock_timeout = '1s'"))
        work.record(act, life=life)


def test_a_unit_of_work_inside_another_is_an_error() -> None:
    with unit_of_work() as work:
        with pytest.raises(NestedWork), unit_of_work(read_only=True):
            pass
        work.record("the outer one goes on")
    with unit_of_work(), ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(recorded).result() == ["the outer one goes on"]


def test_a_unit_of_work_that_failed_stands_in_nobodys_way() -> None:
    with pytest.raises(LookupError), unit_of_work():
        raise LookupError
    assert recorded() == []


def test_nobody_waits_for_anothers_entry() -> None:
    """One act stands right before its commit; a colleague's act on the same case goes on."""
    (life,) = lives(1)
    with unit_of_work() as work:
        work.record("opened first", life=life)
        work.write_trail()
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(hurriedly, life, "opened while the first is read").result()
    assert recorded(life.id) == ["opened first", "opened while the first is read"]
    with unit_of_work() as work:
        assert audit.verify(work.session, life.id) == []


def test_entries_stand_in_the_order_of_the_acts() -> None:
    first, second = lives(2)
    with unit_of_work() as work:
        for act in ("one", "two", "three"):
            work.record(act, life=second)
            work.record(act, life=first)
    assert recorded(first.id) == recorded(second.id) == ["one", "two", "three"]


def test_nothing_is_recorded_of_an_act_that_was_rolled_back() -> None:
    (life,) = lives(1)

    def act() -> None:
        with unit_of_work() as work:
            work.record("never happened", life=life)
            work.write_trail()
            raise LookupError

    with pytest.raises(LookupError):
        act()
    assert recorded() == []


def test_acts_on_the_same_lives_in_another_order_do_not_wait_for_each_other() -> None:
    both = lives(2)
    together = Barrier(2)

    def act(order: list[Life]) -> None:
        for _ in range(10):
            together.wait(timeout=quiet_seconds(10))
            with unit_of_work() as work:
                for life in order:
                    work.record("opened", life=life)
                    work.write_trail()

    with ThreadPoolExecutor(2) as people:
        for done in (people.submit(act, both), people.submit(act, both[::-1])):
            done.result()
    assert len(recorded()) == 40


def prepared(work: Work) -> set[str]:
    """What this connection has prepared."""
    found = text("SELECT statement FROM pg_prepared_statements")
    return set(work.session.scalars(found))


def an_act_that_is_refused(asked: TextClause) -> None:
    with unit_of_work() as work:
        assert work.session.scalar(asked, {"slug": "gjilan"}) == 0
        work.session.add(Municipality(slug="gjilan", name_sq="Gjilan", name_sr="Gnjilane"))
        work.session.flush()
        raise LookupError


def ended_in_the_middle(cleaner: Cleaner) -> None:
    with unit_of_work() as work:
        pid = work.session.scalar(text("SELECT pg_backend_pid()"))
        cleaner.connection.execute("SELECT pg_terminate_backend(%s)", (pid,))
        work.session.execute(text("SELECT 1"))


def test_what_is_prepared_outlives_a_unit_of_work_that_is_rolled_back() -> None:
    """psycopg's own rollback forgets every statement, and a refused act is an everyday thing."""
    asked = text("SELECT count(*) FROM municipality WHERE slug = :slug")
    backend = text("SELECT pg_backend_pid()")
    for _ in range(PREPARED_FROM + 1):
        with unit_of_work() as work:
            work.session.scalar(asked, {"slug": "ferizaj"})
            mine = work.session.scalar(backend)
    with pytest.raises(LookupError):
        an_act_that_is_refused(asked)
    with unit_of_work() as work:
        assert work.session.scalar(backend) == mine
        assert any("FROM municipality WHERE slug" in each for each in prepared(work))
        assert work.session.scalar(asked, {"slug": "gjilan"}) == 0


def test_a_transaction_that_the_database_aborted_is_over_too() -> None:
    with pytest.raises(ProgrammingError), unit_of_work() as work:
        work.session.execute(text("SELECT nothing FROM nowhere"))
    with unit_of_work() as work:
        assert work.session.scalar(text("SELECT 1")) == 1


def test_a_connection_that_the_database_ends_in_the_middle_is_left_behind(
    cleaner: Cleaner,
) -> None:
    with pytest.raises(OperationalError):
        ended_in_the_middle(cleaner)
    with unit_of_work() as work:
        assert work.session.scalar(text("SELECT 1")) == 1
