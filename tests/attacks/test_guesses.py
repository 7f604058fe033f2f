"""A6: a thousand guesses at once; who owns the account gets in, and somebody is told, once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pyotp
import pytest
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select

from bench.statements import counted
from core.clock import FrozenClock, SystemClock
from identity import accounts, known_browsers, passwords, tries
from identity.accounts import NewOfficer
from identity.signing_in import Caller, check_factor, check_password, enter
from identity.tries import Allowance, TooManyTries
from models.life import AuditEntry
from models.outbox import Message
from models.people import Account, SignInMeans
from models.session import sign_in_work, unit_of_work
from queries.trail_search import TrailQuestion, search
from rules.roles import Role
from rules.sign_in_limits import LIMITS, SignInLimit
from simulation.people import OFFICERS, PASSWORD, authenticator_of
from tests.builders import ADMIN, HEAD, OTHER_MANAGER, ACase
from tests.portal.conftest import Browser

GUESSES, ADDRESSES = 1000, 200


@pytest.fixture
def now(begun: ACase) -> FrozenClock:
    """Real time, standing still; the demo's officers are there."""
    return FrozenClock(SystemClock().now())


def account(email: str) -> UUID:
    with unit_of_work() as work:
        query = select(Account.id).where(Account.email_index == Account.index_of(email))
        return work.session.scalars(query).one()


def told() -> Counter[tuple[str, UUID]]:
    with unit_of_work() as work:
        query = select(Message.template, Message.recipient_id)
        rows = work.session.execute(query.where(Message.template.startswith("sign_in/")))
        return Counter((row[0], row[1]) for row in rows)


def recorded(act: str) -> list[dict[str, object]]:
    with unit_of_work() as work:
        return list(work.session.scalars(select(AuditEntry.detail).where(AuditEntry.act == act)))


def guess(clock: FrozenClock, number: int) -> str:
    caller = Caller(f"192.0.2.{number % ADDRESSES}")
    try:
        check_password(clock, HEAD, f"guess number {number}", caller)
    except TooManyTries:
        return "not looked at"
    return "looked at"


def test_of_a_thousand_guesses_ten_are_looked_at_and_the_owner_gets_in(now: FrozenClock) -> None:
    known = known_browsers.remember("", account(HEAD))
    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(lambda number: guess(now, number), range(GUESSES)))
    assert answers == {
        "looked at": LIMITS.ACCOUNT.tries,
        "not looked at": GUESSES - LIMITS.ACCOUNT.tries,
    }
    with pytest.raises(TooManyTries):
        check_password(now, HEAD, PASSWORD, Caller("198.51.100.7"))
    at_home = Caller("192.0.2.1", known)
    assert check_password(now, HEAD, PASSWORD, at_home) == account(HEAD)
    assert told() == {
        ("sign_in/guesses", account(HEAD)): 1,
        ("sign_in/guesses", account(ADMIN)): 1,
    }
    refused = recorded("sign-in refused")
    assert len(refused) == LIMITS.ACCOUNT.tries
    assert {each["account"] for each in refused} == {str(account(HEAD))}
    assert all(str(each["address"]).startswith("192.0.2.") for each in refused)
    with unit_of_work() as work:
        found = search(work, TrailQuestion(person=HEAD, act="refused"))
    assert len(found) == len(refused), "by whose account it is, for nobody's hand did it"
    now.moment += timedelta(minutes=16)
    assert check_password(now, HEAD, PASSWORD, Caller("198.51.100.7")) == account(HEAD)


def test_a_used_up_window_waits_for_it_and_a_used_up_day_for_a_day(now: FrozenClock) -> None:
    few = [Allowance.of("an account", "sign_in.account", SignInLimit("few", 2, 15, a_day=3))]

    def a_try() -> None:
        with sign_in_work() as work:
            tries.count(work, now, few)

    a_try()
    a_try()
    with pytest.raises(TooManyTries) as refused:
        a_try()
    assert refused.value.wait == tries.WINDOW
    now.moment += tries.WINDOW
    a_try()
    with pytest.raises(TooManyTries) as refused:
        a_try()
    assert refused.value.wait == tries.DAY


def test_another_account_and_another_address_are_not_touched(now: FrozenClock) -> None:
    for number in range(LIMITS.ACCOUNT.tries):
        guess(now, number)
    assert check_password(now, ADMIN, PASSWORD, Caller("192.0.2.1")) == account(ADMIN)


def test_one_address_tries_so_many_names_and_no_more(now: FrozenClock) -> None:
    others = [each.email for each in OFFICERS if each.email != HEAD]
    for number in range(LIMITS.ADDRESS.tries):
        check_password(now, others[number % len(others)], "wrong", Caller("192.0.2.9"))
    with pytest.raises(TooManyTries):
        check_password(now, HEAD, PASSWORD, Caller("192.0.2.9"))
    assert check_password(now, HEAD, PASSWORD, Caller("192.0.2.8")) == account(HEAD)


def test_who_has_the_password_guesses_few_codes_and_the_owner_gets_in(now: FrozenClock) -> None:
    head, thief = account(HEAD), Caller("192.0.2.9")
    right = pyotp.TOTP(authenticator_of(HEAD)).at(now.now())
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(LIMITS.FACTOR.tries):
        assert check_factor(now, head, wrong, thief) is None
    with pytest.raises(TooManyTries):
        check_factor(now, head, right, thief)
    at_home = Caller("192.0.2.1", known_browsers.remember("", head))
    assert check_factor(now, head, right, at_home) is SignInMeans.AUTHENTICATOR
    assert told()["sign_in/guesses", head] == 1


@pytest.mark.parametrize("step", [0, -1, 1])
def test_a_code_is_taken_once_and_none_before_it_either(now: FrozenClock, step: int) -> None:
    """A7."""
    head, totp = account(HEAD), pyotp.TOTP(authenticator_of(HEAD))
    caller = Caller("192.0.2.1")
    code = totp.at(now.now() + timedelta(seconds=30 * step))
    assert check_factor(now, head, code, caller) is SignInMeans.AUTHENTICATOR
    assert check_factor(now, head, code, caller) is None
    earlier = totp.at(now.now() + timedelta(seconds=30 * (step - 1)))
    assert check_factor(now, head, earlier, caller) is None
    for far in (-2, 2):
        strange = totp.at(now.now() + timedelta(seconds=30 * far))
        assert check_factor(now, head, strange, caller) is None


def test_a_cookie_of_a_known_browser_is_not_made_up(now: FrozenClock) -> None:
    head = account(HEAD)
    real = known_browsers.remember("", head)
    assert known_browsers.mark_of(real, head)
    for forged in (real[:-1] + ("0" if real[-1] != "0" else "1"), f"{head}.x.y", "|||", ""):
        assert known_browsers.mark_of(forged, head) is None
    assert known_browsers.mark_of(real, account(ADMIN)) is None
    both = known_browsers.remember(real, account(ADMIN))
    assert known_browsers.mark_of(both, head) == known_browsers.mark_of(real, head)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """With which profile a password was hashed, each time that it was."""
    found: list[str] = []
    hash_anew = Argon2Hasher.verify

    def verify(self: Argon2Hasher, password: str | bytes, stored: str | bytes) -> bool:
        found.append(str(stored).rpartition("$")[0].rpartition("$")[0])
        return hash_anew(self, password, stored)

    monkeypatch.setattr(Argon2Hasher, "verify", verify)
    return found


def test_a_whole_request_for_an_unknown_name_does_what_one_for_a_known_name_does(
    browser: Browser, begun: ACase, hashed: list[str]
) -> None:
    """Counted and not timed: the same statements and one hash, whoever is asked for. A6."""
    gone, admin = account(OTHER_MANAGER), account(ADMIN)
    with unit_of_work() as work:
        accounts.disable(work, gone, by=admin)
        newcomer = NewOfficer(Role.ADMIN, "Drita Hoti", "drita@qps.example", "sq")
        accounts.invite(work, newcomer, browser.clock, by=None)
    asked: list[list[str]] = []
    for email in (HEAD, "nobody@qps.example", OTHER_MANAGER, newcomer.email):
        browser.get("/sign-in")
        with counted() as seen:
            answer = browser.post("/sign-in", {"email": email, "password": "a wrong password"})
        assert answer.status_code == 422
        asked.append(seen)
    assert all(each == asked[0] for each in asked)
    # whose account has no password: hashed all the same, as dearly as any that is set
    dear = passwords.hash_password(PASSWORD).rpartition("$")[0].rpartition("$")[0]
    assert len(hashed) == len(asked)
    assert hashed[1:] == [dear] * 3


def test_nobody_enters_whose_account_was_disabled_between_the_steps(now: FrozenClock) -> None:
    head = account(HEAD)
    with unit_of_work() as work:
        work.session.get_one(Account, head).disabled_at = work.clock.now()
    assert enter(now, head, SignInMeans.AUTHENTICATOR, Caller("192.0.2.1")) is None
    assert check_password(now, HEAD, PASSWORD, Caller("192.0.2.1")) is None
