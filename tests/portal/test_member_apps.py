"""A member's own app for codes: begun by an officer, set up on the member's device, 0168."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from core.settings import Settings
from models.confirmation import Confirmation
from models.identity_check import IdentityCheck, MemberAuthenticator
from models.life import AuditEntry
from models.people import Professional
from models.session import unit_of_work
from notifications.mailbox import read_texts
from rules.identity_checks import AppEnd
from simulation.seed import professional
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import BY_CARD, HEALTH, Guest, link_of

DECLARES = {"confidential": "yes", "conflict": "no", "language": "en"}


@pytest.fixture
def prepared(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("prepared")


def offered(officer: Browser, case: ACase) -> str:
    """The address that the officer's screen shows as a square, once."""
    address = f"/codes/{case.case}/{case.seat(HEALTH)}/app?lang=en"
    shown = officer.post(address, BY_CARD)
    assert shown.status_code == 200, shown.text
    assert "<svg" in shown.text
    found = re.search(r"/a/[\w-]+", shown.text)
    assert found is not None
    assert found[0] not in officer.get(address).text
    return found[0]


def secret_on(page: str) -> str:
    letters = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert letters is not None, page
    return letters[1].replace(" ", "")


def own_device(browser: Browser) -> Browser:
    """Nobody is signed in there."""
    browser.client.cookies.clear()
    return browser


def set_up(browser: Browser, officer: Browser, case: ACase, real_time: FrozenClock) -> pyotp.TOTP:
    link = offered(officer, case)
    own_device(browser)
    assert "Show the secret" in browser.get(f"{link}?lang=en").text
    app = pyotp.TOTP(secret_on(browser.post(link).text))
    done = browser.post(f"{link}/confirm", {"code": app.at(real_time.now())})
    assert done.status_code == 200, done.text
    assert "Your app is set up" in done.text
    return app


def later(real_time: FrozenClock) -> None:
    """The app shows its next code."""
    real_time.moment += timedelta(seconds=30)


@pytest.mark.article("18(1)")
def test_where_the_heads_mail_leads_the_app_stands_with_who_set_it_up(
    prepared: ACase, browser: Browser, sign_in: SignIn, real_time: FrozenClock
) -> None:
    manager = sign_in(MANAGER)
    page = f"/codes/{prepared.case}/said?lang=en"
    assert "Apps for codes" not in manager.get(page).text
    offered(manager, prepared)
    assert "its first code has not come yet" in sign_in(HEAD).get(page).text
    set_up(browser, sign_in(MANAGER), prepared, real_time)
    shown = sign_in(HEAD).get(page).text
    assert "Set up on" in shown
    assert "Blerim Hoxha" in shown


@pytest.mark.article("18(1)", "18(2)")
def test_an_app_that_is_set_up_takes_the_place_of_the_sms(
    prepared: ACase, browser: Browser, demo: Settings, sign_in: SignIn, real_time: FrozenClock
) -> None:
    manager = sign_in(MANAGER)
    app = set_up(browser, manager, prepared, real_time)
    guest = Guest(own_device(browser), demo, link_of(HEALTH, "declare"))
    texts = len(read_texts(demo.state_dir))
    assert "confirmed by a code of your app" in guest.get("?lang=en").text
    assert guest.post("/code").status_code == 409
    asked = guest.ask("/declare", DECLARES)
    waits = re.search(r'name="confirmation" value="([-\w]+)"', asked.text)
    assert waits is not None, asked.text
    assert "Write the code that your app shows now" in asked.text
    used = app.at(real_time.now())  # it set the app up, and is taken nowhere else
    again = guest.confirm("/declare", DECLARES, waits[1], used)
    assert again.status_code == 422
    assert "or it was taken already" in again.text
    later(real_time)
    code = app.at(real_time.now())
    assert guest.confirm("/declare", DECLARES, waits[1], code).status_code == 303
    assert len(read_texts(demo.state_dir)) == texts
    with unit_of_work() as work:
        row = work.session.scalars(
            select(Confirmation).where(Confirmation.authenticator_id.is_not(None))
        ).one()
        assert row.used_at is not None
        assert row.identity_check_id is None
    # in another browser a code opens a session of its own, and none opens two
    own_device(browser)
    guest.get("?lang=en")
    assert guest.post("/open", {"code": code}).status_code == 422
    later(real_time)
    assert guest.post("/open", {"code": app.at(real_time.now())}).status_code == 303
    assert "makes your codes since" in guest.get("/app").text


@pytest.mark.article("18(1)")
def test_the_secret_is_shown_once_and_to_no_officer(
    prepared: ACase, browser: Browser, sign_in: SignIn, real_time: FrozenClock
) -> None:
    manager = sign_in(MANAGER)
    link = offered(manager, prepared)
    assert manager.get(link).status_code == 409
    assert manager.post(link).status_code == 409
    own_device(browser)
    browser.get(f"{link}?lang=en")
    secret = secret_on(browser.post(link).text)
    second = browser.post(link).text
    assert secret not in second
    assert "The secret was shown already" in second
    with past_the_rights() as work:
        columns = MemberAuthenticator.__table__.c
        row = work.session.execute(select(columns.secret_sealed, columns.token_digest)).one()
    assert secret.encode() not in row.secret_sealed
    assert link.removeprefix("/a/").encode() not in row.token_digest
    code = pyotp.TOTP(secret).at(real_time.now())
    assert browser.post(f"{link}/confirm", {"code": code}).status_code == 200
    assert browser.get(link).status_code == 404
    assert browser.post(f"{link}/confirm", {"code": code}).status_code == 404


@pytest.mark.article("18(1)")
def test_five_wrong_first_codes_and_it_is_begun_anew(
    prepared: ACase, browser: Browser, sign_in: SignIn
) -> None:
    link = offered(sign_in(MANAGER), prepared)
    own_device(browser)
    browser.get(f"{link}?lang=en")
    browser.post(link)
    answers = [browser.post(f"{link}/confirm", {"code": "000000"}) for _ in range(5)]
    assert {each.status_code for each in answers} == {422}
    assert "This link is over" in answers[-1].text
    assert browser.get(link).status_code == 404
    with past_the_rights() as work:
        columns = MemberAuthenticator.__table__.c
        row = work.session.execute(select(columns.ended_as, columns.secret_sealed)).one()
    assert (row.ended_as, row.secret_sealed) == (AppEnd.GUESSED, None)


@pytest.mark.article("18(1)")
def test_guesses_at_an_app_are_counted(
    prepared: ACase, browser: Browser, demo: Settings, sign_in: SignIn, real_time: FrozenClock
) -> None:
    app = set_up(browser, sign_in(MANAGER), prepared, real_time)
    guest = Guest(own_device(browser), demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    later(real_time)
    right = app.at(real_time.now())
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert guest.post("/open", {"code": wrong}).status_code == 422
    shut = guest.post("/open", {"code": right})
    assert shut.status_code == 429
    assert "There were too many tries" in shut.text
    real_time.moment += timedelta(minutes=16)
    assert guest.post("/open", {"code": app.at(real_time.now())}).status_code == 303


@pytest.mark.article("18(1)")
def test_a_lost_device_is_ended_with_a_reason_and_another_one_set_up(
    prepared: ACase, browser: Browser, demo: Settings, sign_in: SignIn, real_time: FrozenClock
) -> None:
    manager = sign_in(MANAGER)
    app = set_up(browser, manager, prepared, real_time)
    address = f"/codes/{prepared.case}/{prepared.seat(HEALTH)}/app"
    manager = sign_in(MANAGER)
    assert manager.post(f"{address}/end", {"reason": ""}).status_code == 422
    assert manager.post(f"{address}/end", {"reason": "Telefoni humbi."}).status_code == 303
    page = manager.get(f"{address}?lang=en").text
    assert "ended by an officer" in page
    assert "Telefoni humbi." in page
    assert manager.post(f"{address}/end", {"reason": "Prapë."}).status_code == 409
    assert len(prepared.messages("codes/app_ended")) == 1
    guest = Guest(own_device(browser), demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    later(real_time)
    assert guest.post("/open", {"code": app.at(real_time.now())}).status_code == 422
    assert guest.post("/code").status_code == 303  # by SMS again
    another = set_up(browser, sign_in(MANAGER), prepared, real_time)
    guest = Guest(own_device(browser), demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    later(real_time)
    assert guest.post("/open", {"code": another.at(real_time.now())}).status_code == 303
    assert guest.post("/app").status_code == 303
    assert len(prepared.messages("codes/app_ended")) == 2
    with unit_of_work() as work:
        ends = work.session.scalars(select(MemberAuthenticator.ended_as)).all()
        acts = work.session.scalars(select(AuditEntry.act)).all()
    assert set(ends) == {AppEnd.OFFICER, AppEnd.MEMBER}
    assert [acts.count(act) for act in ("app begun", "app set up", "app ended")] == [2, 2, 2]


@pytest.mark.article("18(1)")
def test_it_is_begun_only_with_the_person_there_by_who_runs_the_table_and_not_for_oneself(
    prepared: ACase, sign_in: SignIn
) -> None:
    address = f"/codes/{prepared.case}/{prepared.seat(HEALTH)}/app?lang=en"
    manager = sign_in(MANAGER)
    called = manager.post(address, {"means": "called", "how": "0290 321 000"})
    assert called.status_code == 409
    assert "set up at the centre" in called.text
    assert sign_in(OTHER_MANAGER).post(address, BY_CARD).status_code == 404
    with unit_of_work() as work:
        work.session.get_one(Professional, professional(work, HEALTH).id).email = MANAGER
    own = sign_in(MANAGER).post(address, BY_CARD)
    assert own.status_code == 409
    assert "your own seat" in own.text
    with unit_of_work() as work:
        assert work.session.scalars(select(IdentityCheck)).all() == []


@pytest.mark.article("18(1)")
def test_of_two_that_are_begun_the_later_link_leads_on(
    prepared: ACase, browser: Browser, sign_in: SignIn
) -> None:
    manager = sign_in(MANAGER)
    first = offered(manager, prepared)
    second = offered(manager, prepared)
    assert len(prepared.messages("codes/app")) == 2
    assert len(prepared.messages("codes/head")) == 2
    own_device(browser)
    assert browser.get(first).status_code == 404
    assert browser.get(second).status_code == 200
