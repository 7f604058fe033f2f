"""What an administrator sees of stalled steps, and what a retry does and does not say."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from models.life import Life, StepAttempt, Wakeup
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from portal import causes
from portal.routes import stalled
from rules.case_life import WAITING_FOR
from rules.steps import STEPS
from simulation import words
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn

NO_LIFE = "7b363538-373d-454b-aa13-8db09645a7f6"


def stall(
    life_id: UUID, step: str = "invite_members", error: str = "NobodyToTell at tell.py:1"
) -> None:
    """A step of this life failed for good."""
    with unit_of_work() as work:
        life, now = work.session.get_one(Life, life_id), work.clock.now()
        life.stalled_at, life.stalled_step, life.stalled_reference = now, step, "AB12CD34"
        work.session.add(
            StepAttempt(
                life_id=life_id, step=step, article=STEPS[step].article, started_at=now,
                ended_at=now, outcome="stalled", error=error, reference="AB12CD34",
            )
        )  # fmt: skip


def inbox() -> list[str]:
    with unit_of_work() as work:
        return list(work.session.scalars(select(Wakeup.reason).where(Wakeup.taken_at.is_(None))))


@pytest.fixture
def stopped(sign_in: SignIn, a_case: At) -> ACase:
    """A case whose invitations do not leave; the browser's empty database came first."""
    case = a_case("agreed")
    stall(case.case)
    return case


@pytest.fixture
def admin(stopped: ACase, sign_in: SignIn) -> Browser:
    return sign_in(ADMIN)


def test_a_stalled_step_stands_under_its_cause(admin: Browser, stopped: ACase) -> None:
    page = admin.get("/stalled").text
    for said in (stopped.row().number, "Invite the members", "Art. 8(3)", "AB12CD34"):
        assert said in page
    assert "A centre has nobody who could be told" in page
    assert "1 step cannot go on by itself" in page


def test_a_message_that_was_set_aside_stands_there_with_its_reason_and_is_tried_again(
    admin: Browser, stopped: ACase
) -> None:
    with unit_of_work() as work:
        letter = work.session.scalars(select(Message).where(Message.life_id == stopped.case)).all()
        for each in letter[:2]:
            each.status, each.reply = MessageStatus.SET_ASIDE, "SealBroken at crypto.py:80 open"
        aside = [each.id for each in letter[:2]]
    page = admin.get("/stalled").text
    for said in ("Messages set aside", "SealBroken at crypto.py:80 open", stopped.row().number):
        assert said in page
    assert "Messages set aside" in admin.get("/").text
    admin.get("/stalled")
    assert admin.post("/stalled/messages", {"life": str(stopped.case)}).status_code == 303
    with unit_of_work() as work:
        found = work.session.scalars(select(Message).where(Message.id.in_(aside)))
        assert {each.status for each in found} == {"queued"}
    assert "messages tried again" in inbox()
    assert "SealBroken" not in admin.get("/stalled").text


def test_nothing_of_the_child_stands_there(admin: Browser, stopped: ACase) -> None:
    life = stopped.case
    for path in ("/stalled", f"/stalled/check?life={life}", f"/stalled/result?life={life}"):
        page = admin.get(path).text
        for secret in ("Lirie", "Podgorani", words.SUMMARY[:20], "Skender"):
            assert secret not in page


def test_what_will_be_done_is_shown_before_it_is(admin: Browser, stopped: ACase) -> None:
    before = inbox()
    page = admin.get(f"/stalled/check?life={stopped.case}").text
    for said in ("Done so far", "Will be done", "Will be sent", "Why it stopped"):
        assert said in page
    assert inbox() == before


def test_a_retry_puts_one_wish_into_the_inbox_and_clears_nothing(
    admin: Browser, stopped: ACase
) -> None:
    admin.get(f"/stalled/check?life={stopped.case}")
    for _ in range(2):
        answer = admin.post("/stalled/retry", {"life": str(stopped.case)})
        assert answer.headers["location"] == f"/stalled/result?life={stopped.case}"
    assert inbox().count("retry") == 1
    assert stopped.life().stalled_at is not None
    assert "The machine has not finished" in admin.get(answer.headers["location"]).text


def test_all_that_one_cause_has_stopped_are_tried_at_once(
    admin: Browser, stopped: ACase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stalled, "PAGE", 1)
    with unit_of_work() as work:
        other = work.session.scalars(select(Life.id).where(Life.id != stopped.case)).first()
    assert other is not None
    stall(other)
    page = admin.get("/stalled").text
    assert "Check and retry all 2" in page
    assert "/stalled/check?cause=NobodyToTell" in page
    check = admin.get("/stalled/check?cause=NobodyToTell").text
    assert "The nearest 1 of 2 stand here" in check
    assert "Retry these 2 steps" in check
    answer = admin.post("/stalled/retry", {"cause": "NobodyToTell"})
    assert all(str(each) in answer.headers["location"] for each in (stopped.case, other))
    assert inbox().count("retry") == 2
    assert admin.get("/stalled/check?cause=Nothing").status_code == 404
    assert admin.post("/stalled/retry", {}).headers["location"] == "/stalled"


def test_the_result_is_what_happened(admin: Browser, stopped: ACase, clock: FrozenClock) -> None:
    admin.get(f"/stalled/check?life={stopped.case}")
    result = admin.post("/stalled/retry", {"life": str(stopped.case)}).headers["location"]
    clock.moment += timedelta(seconds=3)
    _looked_at(stopped.case, stalled=True)
    assert "1 step still needs you" in admin.get(result).text
    _looked_at(stopped.case, stalled=False)
    page = admin.get(result).text
    assert "1 of 1 steps went on" in page
    assert "3 seconds after the retry" in page


def _looked_at(life_id: UUID, *, stalled: bool) -> None:
    """What the engine leaves behind when it has looked at the inbox."""
    with unit_of_work() as work:
        for wish in work.session.scalars(select(Wakeup).where(Wakeup.life_id == life_id)):
            wish.taken_at = work.clock.now()
        work.session.get_one(Life, life_id).stalled_at = work.clock.now() if stalled else None


def test_several_are_retried_at_once(admin: Browser, stopped: ACase) -> None:
    with unit_of_work() as work:
        lives = list(work.session.scalars(select(Life.id).where(Life.kind == "quarterly")))
    stall(lives[0])
    page = admin.get("/stalled").text
    assert "Check and retry all 2" in page
    both = {"life": [str(lives[0]), str(stopped.case)]}
    admin.get(f"/stalled/check?life={lives[0]}&life={stopped.case}")
    assert admin.post("/stalled/retry", both).status_code == 303
    assert inbox().count("retry") == 2


@pytest.mark.parametrize("life", ["x", "", "7", "' OR 1=1 --", NO_LIFE])
def test_an_odd_life_retries_nothing(admin: Browser, life: str) -> None:
    before = inbox()
    assert admin.get(f"/stalled/check?life={life}").status_code == 404
    admin.get("/stalled")
    assert admin.post("/stalled/retry", {"life": life}).status_code == 303
    assert inbox() == before


def test_a_case_that_goes_on_is_not_there_to_be_retried(admin: Browser, stopped: ACase) -> None:
    _looked_at(stopped.case, stalled=False)
    assert admin.get(f"/stalled/check?life={stopped.case}").status_code == 404
    assert "Nothing has stopped" in admin.get("/stalled").text


@pytest.mark.parametrize("email", [HEAD, MANAGER, OTHER_HEAD])
def test_only_administrators_retry(stopped: ACase, sign_in: SignIn, email: str) -> None:
    officer = sign_in(email)
    officer.get("/")
    for path in ("/stalled", f"/stalled/check?life={stopped.case}", "/stalled/result"):
        assert officer.get(path).status_code == 403
    assert officer.post("/stalled/retry", {"life": str(stopped.case)}).status_code == 403
    assert "retry" not in inbox()


def test_every_step_of_the_system_has_words() -> None:
    for act in (*STEPS, "deliver_notices", "decide"):
        assert causes.step(act) != causes.UNKNOWN_STEP
    assert causes.step("gone since") == causes.UNKNOWN_STEP
    assert set(WAITING_FOR.values()) <= set(causes.WAITS)
