"""A long form that was not sent is found again, by its officer alone: decision 0229."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from bench.statements import counted
from core.clock import FrozenClock
from models.assessment import Assessment
from models.form_draft import FormDraft
from models.session import unit_of_work
from rules.defaults import DEFAULTS
from runtime import repairs
from tests.builders import HEAD, MANAGER
from tests.database import whole
from tests.portal.asking import seen
from tests.portal.conftest import SignIn
from tests.portal.test_assessment import ASSESSMENT
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
