"""A slip in the day of an appointment is corrected on its page by the head: Art. 4(2)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from models.case import Appointment
from models.people import Account
from models.session import unit_of_work
from simulation.life import MANAGER
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_referral import REFERRAL, as_typed, the_case

DAY = timedelta(days=1)
WHY = "The letter <b>says so"


@pytest.mark.article("4(2)")
def test_the_head_corrects_it_and_what_stood_there_stays(
    chief: Browser, database: FrozenClock, sign_in: SignIn
) -> None:
    today = database.today()
    chief.get("/cases/new")
    chief.post("/cases/new", REFERRAL | {"came": as_typed(today - 3 * DAY)})
    home = f"/cases/{the_case()[0].number}"
    address = f"{home}/appointments"
    page = chief.get(address).text
    assert "Nobody has been appointed yet" in page, seen(page)
    assert "Correct a day" not in page
    with unit_of_work() as work:
        officer = work.session.scalar(
            select(Account.id).where(Account.email_index == Account.index_of(MANAGER))
        )
    assert address in chief.get(f"{home}/appoint").text
    chief.post(f"{home}/appoint", {"manager": str(officer), "on": as_typed(today)})
    with unit_of_work() as work:
        row = work.session.scalars(select(Appointment)).one()
    chief.get(address)
    typed = {"appointment": str(row.id), "reason": WHY}
    for on, status, said in (
        ("", 422, "Say on which day it was"),
        (as_typed(today + DAY), 409, "still to come"),
        (as_typed(today), 409, "on record already"),
        (as_typed(today - 4 * DAY), 409, "had not reached the centre yet"),
    ):
        refused = chief.post(address, typed | {"on": on})
        assert refused.status_code == status
        assert said in seen(refused.text)
        assert "The letter &lt;b&gt;says so" in refused.text
    theirs = sign_in(MANAGER)
    assert theirs.get(address).status_code == 403
    theirs.get(home)
    assert theirs.post(address, typed | {"on": as_typed(today - DAY)}).status_code == 403
    done = chief.post(address, typed | {"on": as_typed(today - DAY)})
    assert done.headers["location"] == address
    page = seen(chief.get(address).text)
    assert "was on record as its day, and was corrected to" in page
    assert "The letter" in page
