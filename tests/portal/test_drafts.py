"""A long form that was not sent is found again, by its officer alone: decision 0229."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from bench.statements import counted
from core.clock import FrozenClock
from core.ids import new_id
from models.assessment import Assessment
from models.form_draft import FormDraft
from models.session import unit_of_work
from rules.defaults import DEFAULTS
from runtime import repairs
from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.database import whole
from tests.portal.asking import seen
from tests.portal.conftest import SignIn
from tests.portal.test_assessment import ASSESSMENT
from tests.portal.test_closure import PROPOSAL
from tests.portal.test_room import press
from tests.scenes import Scenes

WORDS = "Kanarina 4417: shtëpia ishte e ftohtë."


def drafts() -> int:
    with whole("form_draft").connect() as connection:
        return connection.scalar(select(func.count()).select_from(FormDraft)) or 0


@pytest.mark.article("18(1)")
def test_what_was_typed_and_not_sent_is_found_on_another_machine_by_its_officer_alone(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock
) -> None:
    case = scenes.stop_at("appointed", clock)
    number = case.row().number
    address, manager = f"/cases/{number}/assessment", sign_in(MANAGER)
    manager.get(address)
    kept = manager.post(address, {"summary": WORDS, "draft": "keep"})
    assert kept.status_code == 200
    assert "Your draft of" in kept.text
    assert WORDS in kept.text
    with whole("form_draft").connect() as connection:
        raw = connection.scalar(text("SELECT form_draft::text FROM form_draft"))
    assert "Kanarina" not in str(raw)
    elsewhere = sign_in(MANAGER)
    assert "Drafts not sent yet (1)" in seen(elsewhere.get("/").text)
    found = elsewhere.get(address).text
    assert WORDS in found
    assert found.index("Your draft of") < found.index("<textarea"), "said before it is read"
    head = sign_in(HEAD)
    assert "Drafts not sent yet" not in head.get("/").text
    assert WORDS not in head.get(address).text
    refused = elsewhere.post(address, ASSESSMENT | {"summary": ""})
    assert refused.status_code == 422
    assert drafts() == 1
    assert elsewhere.post(address, ASSESSMENT).status_code == 303
    assert drafts() == 0
    with unit_of_work() as work:
        assert work.session.scalar(select(func.count()).select_from(Assessment)) == 1
    with counted() as statements:
        elsewhere.get(address)
    assert len(statements) <= 19


@pytest.mark.article("18(1)")
def test_a_draft_of_a_referral_is_thrown_away_or_forgotten(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock
) -> None:
    scenes.stop_at("appointed", clock)
    head, manager, address = sign_in(HEAD), sign_in(MANAGER), "/cases/new"
    for officer, words in ((head, WORDS), (manager, "Kanarina 4418")):
        officer.get(address)
        officer.post(address, {"name": words, "draft": "keep"})
    assert drafts() == 2
    assert WORDS in head.get(address).text
    assert WORDS not in manager.get(address).text
    assert head.post(address, {"draft": "drop"}).status_code == 303
    assert WORDS not in head.get(address).text
    today = clock.today()
    clock.move_to(today + timedelta(days=DEFAULTS.DRAFT.days - 1))
    with unit_of_work() as work:
        repairs.forget_drafts(work)
    assert drafts() == 1
    clock.move_to(today + timedelta(days=DEFAULTS.DRAFT.days + 1))
    with unit_of_work() as work:
        repairs.forget_drafts(work)
    assert drafts() == 0


@pytest.mark.article("15(2)", "17(1)", "18(1)")
def test_drafts_of_a_review_and_of_a_proposal_to_close(a_case: At, sign_in: SignIn) -> None:
    """What was said of an action stands beside that action, in whatever order they are by now."""
    case = a_case("review_met")
    home, manager = f"/cases/{case.row().number}", sign_in(MANAGER)
    actions = [str(each.id) for each in case.plans()[-1].actions]
    rows = {
        f"progress.{place}.{name}": value
        for place, action in enumerate([str(new_id()), *reversed(actions)])
        for name, value in {"action": action, "assessment": f"Kanarina {action}."}.items()
    }
    kept = manager.post(f"{home}/review", rows | {"finding": WORDS, "draft": "keep"})
    assert kept.status_code == 200
    elsewhere = sign_in(MANAGER)
    found = elsewhere.get(f"{home}/review").text
    assert WORDS in found
    assert found.index("Your draft of") < found.index("<textarea")
    for place, action in enumerate(actions):
        area = re.search(
            rf'<textarea[^>]*name="progress.{place}.assessment".*?</textarea>', found, re.S
        )
        assert area
        assert f"Kanarina {action}." in area[0]
    keep = {"assessment": "Kanarina 4419", "draft": "keep"}
    assert elsewhere.post(f"{home}/closure", keep).status_code == 200
    assert "Drafts not sent yet (2)" in seen(elsewhere.get("/").text)
    assert "Kanarina 4419" in manager.get(f"{home}/closure").text
    assert "Kanarina 4419" not in sign_in(HEAD).get(f"{home}/closure").text
    statuses = {f"progress__{place}__status": "in_process" for place in range(len(actions))}
    room = f"/meetings/{case.held().id}/room"
    why = {"levels__1__why": "The boy sleeps at his aunt's."}
    press(manager, room, act="review", risk="low", finding="Better.", **statuses, **why)
    assert drafts() == 1, "what the table found was put on record from its room"
    assert manager.post(f"{home}/closure", PROPOSAL).status_code == 303
    assert drafts() == 0
