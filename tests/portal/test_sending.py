"""The administrator says on the page what had left before a restore, and the keeper carries it out
as the command does: decision 0161."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from core.clock import ZONE, FrozenClock
from models.life import AuditEntry, Heartbeat
from models.outbox import ON_THE_WAY, Message, MessageStatus
from models.session import unit_of_work
from notifications import after_restore
from notifications.after_restore import Since
from runtime import resuming
from tests.builders import ADMIN, HEAD, MANAGER, ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.notifications.test_after_restore import put_back
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn


def keeper_looks() -> None:
    with unit_of_work() as work:
        resuming.look(work)


@pytest.fixture
def restored(sign_in: SignIn, a_case: At, clock: FrozenClock) -> ACase:
    """Of what waits one message was there in the copy, the others were queued again since."""
    case = a_case("overdue")
    put_back(clock)
    with past_the_rights() as work:
        waits = work.session.scalars(select(Message.id).where(Message.status.in_(ON_THE_WAY))).all()
        work.session.execute(
            text("UPDATE restored_copy  SET waiting = :first"), {"first": list(waits[:1])}
        )
        work.session.execute(text("UPDATE life  SET wake_at = NULL"))  # the worker is through
    with unit_of_work() as work:
        work.session.add(Heartbeat(name="worker one", beat_at=clock.now()))
    return case


def form(clock: FrozenClock, **but: object) -> dict[str, object]:
    stopped = (clock.now() - timedelta(minutes=30)).astimezone(ZONE)
    said = {"day": f"{stopped:%d.%m.%Y}", "hour": f"{stopped:%H:%M}", "again": "sent", "once": ""}
    return said | but


def status_of() -> dict[str, MessageStatus]:
    with unit_of_work() as work:
        return {each.message_id: each.status for each in work.session.scalars(select(Message))}


def still_paused() -> bool:
    with unit_of_work() as work:
        return after_restore.paused(work) is not None


def ask(admin: Browser, said: dict[str, object], status: int = 303) -> str:
    admin.get("/sending")
    answer = admin.post("/sending", said)
    assert answer.status_code == status
    return seen(answer.text)


def test_what_is_said_on_the_page_is_carried_out_by_the_keeper(
    restored: ACase, sign_in: SignIn, clock: FrozenClock
) -> None:
    admin = sign_in(ADMIN)
    assert 'href="/sending"' in admin.get("/?lang=en").text
    assert "No worker has looked yet" in admin.get("/sending").text
    keeper_looks()
    with unit_of_work() as work:
        copy = after_restore.paused(work)
        assert copy is not None
        held = after_restore.held_back(work, copy, copy.restored_at)
    anew = [each for each in held if each.since is Since.ANEW]
    assert len(anew) > 1
    page = admin.get("/sending").text
    assert "Lirie" not in page
    assert all(each.name in page for each in anew)
    assert still_paused()
    ask(admin, form(clock, but=anew[0].name))
    assert still_paused(), "the page alone sends nothing"
    assert "It is being carried out" in page or not admin.get("/sending").is_error
    keeper_looks()
    assert not still_paused()
    after = status_of()
    assert after[anew[0].message_id] is MessageStatus.QUEUED, "that one had not left"
    assert after[anew[1].message_id] is MessageStatus.SENT
    assert "Sending is not paused" in admin.get("/sending").text
    assert "Nothing is sent since" not in admin.get("/").text
    with unit_of_work() as work:
        acts = work.session.scalars(select(AuditEntry.act)).all()
        assert {"sending to be resumed", "sending resumed"} <= set(acts)
        assert not work.session.scalars(select(Heartbeat).where(Heartbeat.name == "sending")).all()


def test_what_cannot_be_carried_out_is_said_and_the_last_word_holds(
    restored: ACase, sign_in: SignIn, clock: FrozenClock
) -> None:
    admin = sign_in(ADMIN)
    keeper_looks()
    assert "between the copy" in ask(admin, form(clock, day="01.01.2020"), 409)
    assert "Choose what holds" in ask(admin, form(clock, again=""), 422)
    with unit_of_work() as work:
        work.wake(restored.case, "somebody acted")
    ask(admin, form(clock))
    keeper_looks()
    assert still_paused(), "not before the worker has looked at every case"
    assert "The worker still looks at 1 cases." in seen(admin.get("/sending").text)
    restored.stage.settle()
    ask(admin, form(clock, but="0000"))
    keeper_looks()
    assert still_paused()
    for language, said in (
        ("en", "0000 is no message that waits"),
        ("sq", "0000 nuk është"),
        ("sr", "0000 nije"),
    ):
        assert said in seen(admin.get(f"/sending?lang={language}").text)
    admin.get("/?lang=en")
    ask(admin, form(clock, again="send"))
    keeper_looks()
    assert not still_paused()
    assert MessageStatus.QUEUED in status_of().values()
    assert "Sending is not paused" in ask(admin, form(clock), 409)


@pytest.mark.parametrize("email", [HEAD, MANAGER])
def test_nobody_else_sees_or_says_it(
    restored: ACase, sign_in: SignIn, clock: FrozenClock, email: str
) -> None:
    browser = sign_in(email)
    browser.get("/")
    assert browser.get("/sending").status_code == 403
    assert browser.post("/sending", form(clock)).status_code == 403
    keeper_looks()
    assert still_paused()


def test_a_word_of_nobody_who_may_say_it_is_not_carried_out(
    restored: ACase, clock: FrozenClock
) -> None:
    """Whatever stands on the trail: it is an administrator's, and of after the restore."""
    said: dict[str, Any] = {
        "stopped_at": (clock.now() - timedelta(minutes=30)).isoformat(),
        "anew": True,
        "but": "",
    }
    with restored.head() as work:
        work.record("sending to be resumed", **said)
    with unit_of_work() as work:
        work.record("sending to be resumed", **said)
    keeper_looks()
    assert still_paused()


def test_of_a_record_that_was_never_put_back_the_page_says_so(a_case: At, sign_in: SignIn) -> None:
    a_case("referred")
    keeper_looks()
    assert "Sending is not paused" in sign_in(ADMIN).get("/sending?lang=en").text
