"""What a system that is gone called a case is no other case's number: decision 0161."""

from datetime import timedelta

from casework.case import referral
from core.clock import FrozenClock
from models.copies import RestoredCopy
from models.session import unit_of_work
from tests.builders import ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.scenes import a_referral


def put_back(clock: FrozenClock) -> None:
    now = clock.now()
    with past_the_rights() as work:
        said = {"taken_at": now - timedelta(hours=1), "restored_at": now, "waiting": []}
        over = {"resumed_at": now, "stopped_at": now, "counted_as_sent": 0}
        work.session.add(RestoredCopy(file=f"{now:%H%M}.age", **said, **over))


def registered(case: ACase) -> int:
    case.clock.moment += timedelta(minutes=5)
    with case.head() as work:
        place = referral.municipality(work, "ferizaj").id
        number = referral.refer(work, place, a_referral()).number
    return int(number.rpartition("-")[2])


def test_the_first_number_after_a_restore_is_a_hundred_further(a_case: At) -> None:
    case = a_case("referred")
    first = int(case.row().number.rpartition("-")[2])
    assert registered(case) == first + 1
    case.clock.moment += timedelta(minutes=5)
    put_back(case.clock)
    assert registered(case) == first + 102
    assert registered(case) == first + 103
    case.clock.moment += timedelta(minutes=5)
    put_back(case.clock)
    assert registered(case) == first + 204


def test_a_year_of_which_the_copy_knows_no_case_begins_further_on(a_case: At) -> None:
    case = a_case("referred")
    series = f"R-{case.clock.today():%y}-"
    with past_the_rights() as work:
        work.session.connection().exec_driver_sql("UPDATE cases SET number = 'R-20-1001'")
    with unit_of_work() as work:
        assert referral.next_number(work) == f"{series}1001"
    put_back(case.clock)
    with unit_of_work() as work:
        assert referral.next_number(work) == f"{series}1101"
