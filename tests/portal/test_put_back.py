"""What officers read after the record was put back from a copy: 0161, Art. 18(1)."""

from datetime import timedelta

import pytest

from core.clock import SystemClock
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.conftest import SignIn

SAID = "The record was put back from a copy"


def put_back(cleaner: Cleaner, days: int) -> None:
    """So many days ago, and what had left was said."""
    then = SystemClock().now() - timedelta(days=days)
    cleaner.tamper(
        "INSERT INTO restored_copy"
        " (id, file, taken_at, restored_at, waiting, stopped_at, resumed_at, counted_as_sent)"
        f" VALUES (gen_random_uuid(), 'tryeza.age', timestamptz '{then}' - interval '1 day',"
        f" '{then}', '{{}}', '{then}', '{then}', 0)"
    )


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("who", "to"), [(MANAGER, ""), (HEAD, 'href="/officers"'), (ADMIN, 'href="/accounts"')]
)
def test_who_enters_again_and_who_looks_through_the_accounts(
    a_case: At, sign_in: SignIn, cleaner: Cleaner, who: str, to: str
) -> None:
    a_case("referred")
    browser = sign_in(who)
    assert SAID not in browser.get("/").text
    put_back(cleaner, 13)
    page = browser.get("/").text
    assert SAID in page
    assert ("Accounts are as they were at that moment" in page) == bool(to)
    assert to in page


def test_after_two_weeks_it_is_said_no_more(a_case: At, sign_in: SignIn, cleaner: Cleaner) -> None:
    a_case("referred")
    put_back(cleaner, 15)
    assert SAID not in sign_in(HEAD).get("/").text
