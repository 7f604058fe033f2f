"""Whoever forges the trail is found, with the superuser's password too, and where."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import LiteralString

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from models.life import AuditEntry
from models.sealing import TrailLost
from models.session import unit_of_work
from queries import audit
from queries.trail_faults import Fault, TrailFinding
from tests.conftest import At
from tests.database import Cleaner
from tests.sealed_trail import THEIRS, faults, found, rehash, reseal, sealed, set_back, sign

pytestmark = pytest.mark.article("18(1)")
MONTH = timedelta(days=31)


def written(*acts: str) -> list[AuditEntry]:
    """One unit of work for each; gives the whole trail."""
    for act in acts:
        with unit_of_work() as work:
            work.record(act, "18(1)")
    with unit_of_work() as work:
        return list(work.session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def test_the_trail_of_a_whole_life_verifies_before_its_seal_and_after(a_case: At) -> None:
    case = a_case("closed")
    # the scene may have been played a while ago by a machine that is busy
    assert {each.fault for each in found()} <= {Fault.UNSEALED}
    head = sealed()
    assert head is not None
    assert found() == []
    with unit_of_work() as work:
        assert audit.verify(work.session, case.case) == []
        assert audit.head(work.session) == head
        entries = len(work.session.scalars(select(AuditEntry)).all())
    assert head.position == entries
    assert sealed() is None, "nothing is left to seal"


TAMPERED: tuple[tuple[LiteralString, Fault], ...] = (
    ("UPDATE audit SET act = 'meeting cancelled'", Fault.CHANGED),
    ("UPDATE audit SET at = at - interval '1 day'", Fault.CHANGED),
    ("UPDATE audit SET recorded_at = recorded_at - interval '1 day'", Fault.CHANGED),
    ("UPDATE audit SET actor_id = NULL, actor_kind = 'system'", Fault.CHANGED),
    ("UPDATE audit SET article = detail::text, detail = 'null'", Fault.CHANGED),
    ("UPDATE audit SET life_id = municipality_id, municipality_id = NULL", Fault.CHANGED),
    ("UPDATE audit SET place = place + 100", Fault.CHANGED),
    ("DELETE FROM audit", Fault.DROPPED),
    ("UPDATE audit_seal SET chain = ''", Fault.CHAIN),
    ("UPDATE audit_seal SET life_place = life_place + 100", Fault.CHAIN),
    ("UPDATE audit_seal SET position = position + 1000", Fault.CHAIN),
    ("DELETE FROM audit_seal", Fault.CHAIN),
)
"""Each with the condition that picks the one entry in the middle."""
MIDDLE: LiteralString = " WHERE number = (SELECT number FROM audit WHERE act = 'meeting held')"


@pytest.mark.parametrize(("statement", "fault"), TAMPERED)
def test_a_changed_entry_is_found_by_its_number(
    a_case: At, cleaner: Cleaner, statement: LiteralString, fault: Fault
) -> None:
    case = a_case("assessed")
    sealed()
    number = case.recorded("meeting held").number
    cleaner.tamper(statement + MIDDLE)
    where = {each.number for each in found() if each.fault == fault}
    assert number in where or (fault == Fault.CHAIN and number < min(filter(None, where)))


def test_an_entry_with_a_new_digest_is_not_the_one_that_was_sealed(
    database: FrozenClock, cleaner: Cleaner
) -> None:
    second = written("one", "two", "three")[1]
    sealed()
    cleaner.tamper("UPDATE audit SET act = 'other' WHERE act = 'two'")
    rehash(cleaner)
    assert found() == [TrailFinding(Fault.REPLACED, second.number, None, 2)]


def test_whoever_counts_everything_anew_cannot_sign_it(
    database: FrozenClock, cleaner: Cleaner
) -> None:
    """The head before still fits: what was forged lies between the two."""
    written("one")
    sealed()
    entries = written("two", "three")
    sealed()
    cleaner.tamper("UPDATE audit SET act = 'other' WHERE act = 'two'")
    rehash(cleaner)
    reseal(cleaner)
    assert found() == [TrailFinding(Fault.HEAD, entries[-1].number, None, 3)]


def test_a_head_signed_by_another_is_none_of_ours(database: FrozenClock) -> None:
    written("one")
    sealed(by=THEIRS)
    assert faults() == {Fault.HEAD}


def test_a_month_old_entry_rewritten_by_the_owner_is_found_where_it_is(
    database: FrozenClock, cleaner: Cleaner
) -> None:
    """Even where the sealer has signed the forged trail since: an end was kept elsewhere."""
    written("one", "two")
    sealed()
    set_back(cleaner, MONTH)
    with unit_of_work() as work:
        kept = audit.head(work.session)
    assert kept is not None
    assert found((kept.position, kept.chain.hex())) == []
    cleaner.tamper("UPDATE audit SET act = 'other' WHERE act = 'two'")
    rehash(cleaner)
    cleaner.tamper("DELETE FROM audit_head; DELETE FROM audit_seal")
    with pytest.raises(TrailLost):  # the sealer remembers its last head
        sealed(kept)
    forgetful = sealed()
    assert forgetful is not None
    number = written()[1].number
    assert found((kept.position, kept.chain.hex())) == [
        TrailFinding(Fault.LOST, number, position=kept.position)
    ]


@pytest.mark.parametrize("act", ["one", "two", "three"])
def test_an_entry_that_vanishes_before_its_seal_is_missed(
    database: FrozenClock, cleaner: Cleaner, act: str
) -> None:
    written("before")
    sealed()
    written("one", "two", "three")
    cleaner.connection.execute("DELETE FROM audit WHERE act = %s", (act,))
    assert faults() == {Fault.DROPPED}
    sealed()
    written("after")
    assert Fault.DROPPED in faults() or act != "three"
    written("after")
    assert faults() == {Fault.DROPPED}


def test_the_newest_that_was_sealed_is_missed(database: FrozenClock, cleaner: Cleaner) -> None:
    """With its seal, its head and its lane's count."""
    written("one", "two")
    sealed()
    number = written("three")[-1].number
    head = sealed()
    assert head is not None
    cleaner.connection.execute("DELETE FROM audit WHERE number = %s", (number,))
    cleaner.tamper("DELETE FROM audit_seal WHERE position = 3")
    assert Fault.DROPPED in faults()
    cleaner.tamper("DELETE FROM audit_head WHERE position = 3; UPDATE audit_lane SET kept = 2")
    assert faults() == set()
    assert faults((head.position, head.chain.hex())) == {Fault.LOST}
    with pytest.raises(TrailLost):
        sealed(head)


def test_a_lane_that_counts_back_is_noticed(database: FrozenClock, cleaner: Cleaner) -> None:
    written("one", "two")
    sealed()
    cleaner.tamper("UPDATE audit_lane SET kept = 1")
    assert faults() == {Fault.DROPPED}
    cleaner.tamper("DELETE FROM audit_lane")
    assert faults() == {Fault.DROPPED}


def laid_in(cleaner: Cleaner, recorded: LiteralString) -> None:
    """A forged entry in its right place, with the digest it would have."""
    cleaner.tamper(
        "INSERT INTO audit SELECT gen_random_uuid(), nextval('audit_number_seq'), lane,"
        f" place + 1, {recorded}, {recorded}, process, life_id, municipality_id, actor_kind,"
        " actor_id, 'forged', article, detail, digest FROM audit ORDER BY number DESC LIMIT 1"
    )
    cleaner.tamper("UPDATE audit_lane SET kept = kept + 1")
    rehash(cleaner)


@pytest.mark.parametrize("recorded", ["now() - interval '1 month'", "now() + interval '1 hour'"])
def test_a_back_dated_entry_is_found(
    database: FrozenClock, cleaner: Cleaner, recorded: LiteralString
) -> None:
    """It was not there when the trail was sealed after the moment that it says."""
    written("one")
    sealed()
    laid_in(cleaner, recorded)
    forged = written()[-1].number
    sealed()
    assert found() == [TrailFinding(Fault.BACKDATED, forged, None, 2)]


def test_an_entry_that_no_sealer_sees_waits_for_too_long(
    database: FrozenClock, cleaner: Cleaner
) -> None:
    """In a lane of its own, or because no sealer lives."""
    written("one")
    sealed()
    laid_in(cleaner, "now()")
    cleaner.tamper("UPDATE audit SET lane = -1, place = 1 WHERE act = 'forged'")
    rehash(cleaner)
    cleaner.tamper("UPDATE audit_lane SET kept = 1")
    sealed()
    assert faults() == set()
    cleaner.tamper("UPDATE audit SET recorded_at = now() - interval '6 min' WHERE act = 'forged'")
    rehash(cleaner)
    assert Fault.UNSEALED in faults()


def test_outside_a_demo_an_entry_says_the_time_of_the_database(
    database: FrozenClock, cleaner: Cleaner
) -> None:
    """The clock that it says was another one's than the one it was recorded by."""
    written("one")
    sealed()
    written("two")
    assert found() == []
    cleaner.tamper("DELETE FROM demo_clock")
    assert [each.fault for each in found()] == [Fault.BACKDATED, Fault.BACKDATED]


def test_time_that_ran_backwards_is_noticed(database: FrozenClock, cleaner: Cleaner) -> None:
    written("one")
    sealed()
    cleaner.tamper("UPDATE audit_head SET sealed_at = sealed_at + interval '1 hour'")
    sign(cleaner)
    written("two")
    sealed()
    assert faults() == {Fault.CLOCK}


def test_one_sealer_at_a_time_and_each_entry_once(database: FrozenClock) -> None:
    """Entries that were numbered before others and committed after them are sealed all the same."""
    written("one")
    with unit_of_work() as late:
        late.record("numbered first")
        late.write_trail()
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(written, "committed first").result()
            first = elsewhere.submit(sealed).result()
    second = sealed()
    assert first is not None
    assert second is not None
    assert (first.position, second.position) == (2, 3)
    assert found() == []
