"""A member leaves on the page, the successor is told, the head sees the reason: Art. 8(6)."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record.table import seats
from casework.table import professionals
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from models.case import Case, DepartureSeen, Member
from models.outbox import Message
from models.session import unit_of_work
from rules.succession import Departure
from simulation.life import MANAGER, CaseStory
from simulation.stage import acting
from tests.portal.acts import fields_of, planned
from tests.portal.conftest import Browser


def a_member(story: CaseStory, kind: str = "1.6") -> Member:
    with unit_of_work() as work:
        every = seats(work.session, story.case)
        return next(each for each in every if each.professional.kind == kind and each.sits)


def a_colleague(story: CaseStory) -> UUID:
    with acting(MANAGER) as work:
        place = work.session.get_one(Case, story.case).municipality_id
        profession = Profession("1.6", "Invented Police", "", "Invented Sergeant", "en")
        contact = Contact("sergeant@police.example", "", "", "")
        return professionals.register(work, place, profession, contact).id


@pytest.mark.article("8(6)")
def test_who_leaves_hands_over_on_one_page(story: CaseStory, manager: Browser) -> None:
    address = planned(story)
    member, colleague = a_member(story), a_colleague(story)
    page = manager.get(f"{address}/table/{member.id}").text
    assert "Invented Sergeant" in page
    assert "open action" in page
    form: dict[str, object] = dict(fields_of(page))
    nothing = manager.post(f"{address}/table/{member.id}", form | {"departure": "end_of_office"})
    assert nothing.status_code == 422
    assert "Write in one sentence why they leave." in nothing.text
    refused = manager.post(
        f"{address}/table/{member.id}", form | {"departure": "other_choice", "reason": "kept words"}
    )
    assert refused.status_code == 409
    assert "kept words" in refused.text
    assert "the same people come to the next one" in refused.text
    said = form | {"departure": "end_of_office", "successor": str(colleague)}
    undated = manager.post(f"{address}/table/{member.id}", said | {"since": ""})
    assert "Say on which day it was" in undated.text
    assert manager.post(f"{address}/table/{member.id}", said).status_code == 303
    table = manager.get(f"{address}/table").text
    assert "In their place: Invented Sergeant, since" in table
    plan = manager.get(f"{address}/plan").text
    assert "In their place: Invented Sergeant" in plan
    with unit_of_work() as work:
        told = work.session.scalars(select(Message).where(Message.recipient_id == colleague))
        assert "members/successor" in {each.template for each in told}


@pytest.mark.article("8(6)", "13(2.2)")
def test_the_head_sees_why_nobody_comes_and_a_place_is_taken_later(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = planned(story)
    member, colleague = a_member(story), a_colleague(story)
    here = f"{address}/table/{member.id}"
    form: dict[str, object] = dict(fields_of(manager.get(here).text))
    said = {"departure": Departure.EXCLUSION, "reason": "Spoke of the case outside."}
    assert manager.post(here, form | said).status_code == 303
    assert manager.get(f"{here}/departure").status_code == 403
    assert f"{here}/departure" in chief.get("/").text
    page = chief.get(f"{here}/departure").text
    assert "Spoke of the case outside." in page
    assert chief.post(f"{here}/departure", dict(fields_of(page))).status_code == 303
    with unit_of_work() as work:
        assert work.session.scalars(select(DepartureSeen)).one().member_id == member.id
    assert re.search(r"seen on", chief.get(f"{here}/departure").text)
    late = manager.get(here).text
    assert "Spoke of the case outside." in late
    nobody = "Nobody answers for 1 action of the plan: the member left"
    assert all(nobody in manager.get(each).text for each in ("/", address, f"{address}/plan"))
    assert f'href="{here}"' in manager.get(f"{address}/plan").text
    seen = chief.get(f"{address}/plan").text
    assert nobody in seen
    assert f'href="{here}"' not in seen
    assert manager.post(f"{here}/successor", {"successor": ""}).status_code == 422
    named = {"successor": str(colleague)}
    assert manager.post(f"{here}/successor", named | {"on": ""}).status_code == 422
    assert manager.post(f"{here}/successor", named).status_code == 303
    assert not any(nobody in manager.get(each).text for each in ("/", f"{address}/plan"))
    assert "In their place: Invented Sergeant" in manager.get(here).text
