"""From an invitation to the first page; resets, which spare nobody the other factor."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from identity import accounts
from models.credentials import AccountPassword, Enrolment, EnrolmentPurpose, RecoveryCode
from models.outbox import Message
from models.people import Account
from models.session import sign_in_work, unit_of_work
from portal.entering import called
from simulation.people import PASSWORD
from tests.builders import ADMIN, HEAD, MANAGER, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn, code_of

NEW = "blue ladder sings quietly"


@pytest.fixture
def case(sign_in: SignIn, browser: Browser, a_case: At) -> ACase:
    """The empty database came first."""
    return a_case("referred")


def begin(admin: Browser, path: str, fields: dict[str, str]) -> tuple[str, str]:
    """The link that went by mail, and the code that stood on the page once."""
    admin.get(path.removesuffix("/reset"))
    told = admin.post(path, fields)
    assert told.status_code == 200, told.text
    code = re.search(r'class="code">(\d{3}) (\d{3})<', told.text)
    assert code is not None
    with unit_of_work() as work:
        row = work.session.scalars(select(Enrolment).where(Enrolment.ended_at.is_(None))).one()
        mails = work.session.scalars(
            select(Message).where(Message.template.startswith("sign_in/"))
        ).all()
        assert row.token not in str([each.context for each in mails])
    return row.path, code[1] + code[2]


def invited(admin: Browser, language: str = "en") -> tuple[str, str]:
    fields = {"name": "Teuta Nova", "email": "teuta@qps.example", "role": "admin"}
    return begin(admin, "/accounts", fields | {"centre": "", "language": language})


def secret_on(page: str) -> str:
    found = re.search(r"<p><code>([A-Z2-7 ]+)</code></p>", page)
    assert found is not None
    return found[1].replace(" ", "")


def test_an_invited_officer_sets_up_both_steps_and_is_in(
    case: ACase, sign_in: SignIn, browser: Browser, real_time: FrozenClock
) -> None:
    link, code = invited(sign_in(ADMIN))
    assert browser.get(f"{link}?lang=en").status_code == 200
    assert "Teuta" not in browser.get(link).text
    assert browser.get(f"{link}/factor").status_code == 404
    wrong = browser.post(link, {"code": "000000", "password": NEW})
    assert "This is not the code" in wrong.text
    for weak in ("too short", "passwordpassword", "Teuta Nova Tryeza", "aaaaaaaaaaaaaaaaaa"):
        assert browser.post(link, {"code": code, "password": weak}).status_code == 422
    first = browser.post(link, {"code": code, "password": NEW})
    assert first.headers["location"] == f"{link}/factor"
    page = browser.get(f"{link}/factor").text
    assert "<svg" in page
    totp = pyotp.TOTP(secret_on(page))
    assert browser.post(f"{link}/factor", {"code": "000000"}).status_code == 422
    done = browser.post(f"{link}/factor", {"code": totp.at(real_time.now())})
    assert done.status_code == 200
    codes = re.findall(r"<li><code>([A-Z0-9-]{29})</code>", done.text)
    assert len(codes) == 10
    assert browser.get("/").status_code == 200
    over = browser.client.get(link, headers={"accept-language": "en-GB,sq"})
    assert over.status_code == 404
    assert "ask the administrator for a new link" in over.text
    assert "case number" not in over.text

    browser.client.cookies.delete("staff")
    browser.get("/sign-in")
    said = {"email": "teuta@qps.example", "password": NEW}
    browser.get(browser.post("/sign-in", said).headers["location"])
    same = {"code": totp.at(real_time.now())}
    assert browser.post("/sign-in/code", same).status_code == 422, "taken at the enrolment"
    assert browser.post("/sign-in/code", {"code": codes[3].lower()}).status_code == 303
    browser.client.cookies.delete("staff")
    browser.get("/sign-in")
    browser.get(browser.post("/sign-in", said).headers["location"])
    assert browser.post("/sign-in/code", {"code": codes[3]}).status_code == 422, "used"


def test_nobody_signs_in_before_the_second_step_is_set_up(
    case: ACase, sign_in: SignIn, browser: Browser
) -> None:
    link, code = invited(sign_in(ADMIN))
    browser.get(link)
    browser.post(link, {"code": code, "password": NEW})
    browser.get("/sign-in")
    said = {"email": "teuta@qps.example", "password": NEW}
    assert browser.post("/sign-in", said).status_code == 422


def test_it_speaks_as_its_mail_does(case: ACase, sign_in: SignIn, browser: Browser) -> None:
    link, code = invited(sign_in(ADMIN), "sr")
    assert '<html lang="sr">' in browser.get(link).text
    assert '<html lang="sr">' in browser.post(link, {"code": code, "password": "kratka"}).text


def test_five_wrong_codes_close_the_link_and_time_does(
    case: ACase, sign_in: SignIn, browser: Browser, real_time: FrozenClock
) -> None:
    admin = sign_in(ADMIN)
    link, code = invited(admin)
    browser.get(link)
    for _ in range(5):
        browser.post(link, {"code": "000000", "password": NEW})
    assert browser.post(link, {"code": code, "password": NEW}).status_code == 404
    one = f"/accounts/{account_of('teuta@qps.example')}/reset"
    link, _ = begin(admin, one, {"what": "invitation"})
    assert browser.get(link).status_code == 200
    assert browser.get(link[:-1] + ("0" if link[-1] != "0" else "1")).status_code == 404
    real_time.moment += timedelta(days=8)
    assert browser.get(link).status_code == 404


def account_of(email: str) -> str:
    with unit_of_work() as work:
        query = select(Account.id).where(Account.email_index == Account.index_of(email))
        return str(work.session.scalars(query).one())


def test_a_reset_of_the_password_asks_for_the_second_step(
    case: ACase, sign_in: SignIn, browser: Browser, real_time: FrozenClock
) -> None:
    inside = sign_in(MANAGER)
    one = f"/accounts/{case.account(MANAGER).id}/reset"
    link, code = begin(sign_in(ADMIN), one, {"what": "password"})
    assert inside.get("/").status_code == 200, "until it is chosen, nothing changes"
    browser.get(link)
    assert browser.post(link, {"code": code, "password": NEW}).headers["location"] == "/sign-in"
    assert inside.get("/").status_code == 303
    assert browser.get("/").status_code == 303, "the link and its code alone open nothing"
    assert browser.sign_in(MANAGER, PASSWORD).status_code == 422
    assert browser.sign_in(MANAGER, NEW).status_code == 303


def test_a_reset_of_the_second_step_asks_for_the_password(
    case: ACase, sign_in: SignIn, browser: Browser, real_time: FrozenClock
) -> None:
    one = f"/accounts/{case.account(MANAGER).id}/reset"
    link, code = begin(sign_in(ADMIN), one, {"what": "factor"})
    browser.get(f"{link}?lang=en")
    wrong = browser.post(link, {"code": code, "password": "not the right one"})
    assert "This is not your password" in wrong.text
    assert browser.post(link, {"code": code, "password": PASSWORD}).status_code == 303
    secret = secret_on(browser.get(f"{link}/factor").text)
    now = pyotp.TOTP(secret).at(real_time.now())
    assert browser.post(f"{link}/factor", {"code": now}).status_code == 200
    browser.client.cookies.delete("staff")
    assert browser.sign_in(MANAGER, PASSWORD).status_code == 422, "the old app opens nothing"


def test_own_password_app_and_codes_are_changed_on_ones_own_page(
    case: ACase, sign_in: SignIn, browser: Browser, real_time: FrozenClock
) -> None:
    manager, other = sign_in(MANAGER), sign_in(MANAGER)
    manager.get("/account")
    wrong = manager.post("/account/password", {"password": "no", "new_password": NEW})
    assert "This is not your password" in wrong.text
    right = {"password": PASSWORD, "new_password": NEW}
    assert manager.post("/account/password", right).status_code == 303
    assert [each.get("/").status_code for each in (other, manager)] == [303, 200]
    assert manager.post("/account/authenticator").status_code == 303
    secret = secret_on(manager.get("/account/authenticator").text)
    real_time.moment += timedelta(minutes=11)
    assert manager.get("/account/authenticator").status_code == 303, "to nobody whose factor is old"
    real_time.moment -= timedelta(minutes=11)
    assert browser.sign_in(MANAGER, NEW).status_code == 303, "the app of before still holds"
    code = pyotp.TOTP(secret).at(real_time.now())
    assert manager.post("/account/authenticator/confirm", {"code": code}).status_code == 303
    manager.get("/account")
    assert manager.post("/account/recovery", {}).status_code == 422
    made = manager.post("/account/recovery", {"agreed": "yes"})
    assert len(re.findall(r"<li><code>", made.text)) == 10
    with unit_of_work() as work:
        codes = work.session.scalars(select(RecoveryCode.id)).all()
        told = work.session.query(Message).filter(Message.template == "sign_in/changed").count()
    assert (len(codes), told) == (10, 3)


def test_the_first_administrator_comes_from_the_command_line(
    case: ACase, browser: Browser, real_time: FrozenClock
) -> None:
    with unit_of_work() as work:
        account = work.session.get_one(Account, case.account(HEAD).id)
        begun = accounts.reset(work, account.id, EnrolmentPurpose.INVITATION, real_time, by=None)
    assert (begun.code, begun.message_id) == ("", None)
    browser.get(begun.path)
    assert browser.post(begun.path, {"password": NEW}).status_code == 303


def test_no_password_is_stored_as_it_was_written(case: ACase) -> None:
    with sign_in_work() as work:
        stored = work.session.scalars(select(AccountPassword.hash)).all()
    assert stored
    assert all(each.startswith("$argon2id$") for each in stored)


def test_codes_of_the_demo_stand_on_the_mailbox_page(
    case: ACase, browser: Browser, real_time: FrozenClock
) -> None:
    code = code_of(HEAD, real_time)
    assert f"{code[:3]} {code[3:]}" in browser.get("/dev/mailbox").text


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Firefox/140.0",
            "Firefox, Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        *((said, said) for said in ("something else/1.0", "")),
    ],
)
def test_a_session_has_a_name_that_its_owner_knows(agent: str, name: str) -> None:
    assert called(agent) == name
