"""How the goal of a plan is set: asked with it, said anew in a review, read by all: Annex 1."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casework.case import planning
from core.settings import Settings
from rules.goal import Criterion, CriterionMark, CriterionWord
from simulation import words
from simulation.life import CaseStory
from tests.builders import MANAGER
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, Guest, link_of
from tests.portal.test_planning import a_row, settled
from tests.portal.test_work_form import sight


@pytest.mark.article("15(3)", "20(1)")
def test_the_seven_criteria_from_the_plan_to_its_review(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{settled(story, manager)}/plan"
    form = manager.get(address).text
    assert form.count('name="criteria.') == 21
    assert "the risk factors are reduced" in sight(form)
    assert not [name for name, value in fields_of(form).items() if ".mark" in name and any(value)]
    hidden = {name: value for name, value in fields_of(form).items() if "criteria" in name}
    typed = {"criteria.1.mark": ["fulfilled"], "criteria.1.words": ["Four days a week."]}
    refused = manager.post(address, hidden | typed | {"goal": ["Safe"]}).text  # no action yet
    assert "Four days a week." in refused
    assert '<option value="fulfilled" selected' in refused
    odd = manager.post(address, hidden | {"criteria.2.mark": ["maybe"], "goal": ["Safe"]}).text
    assert "achievable, What the table says: Choose one of these." in sight(odd)
    rows = {name: [str(value)] for name, value in a_row(story).items()}
    assert manager.post(address, hidden | typed | rows | {"goal": ["Safe"]}).status_code == 303
    plan = sight(chief.get(address).text)
    assert "measurable: fulfilled · Four days a week." in plan
    assert "specific: not stated" in plan
    story.write_minutes()
    story.convene(story.in_days(14))
    story.report()
    story.meet()
    review = address.replace("/plan", "/review")
    shown = manager.get(review).text
    assert "As before: fulfilled" in shown
    said = {n: v for n, v in fields_of(shown).items() if n.endswith((".action", ".criterion"))}
    said |= {"progress.0.status": ["in_process"], "finding": ["Good."], "risk": ["low"]}
    said |= {"criteria.1.mark": ["not_fulfilled"], "criteria.6.mark": ["fulfilled"]}
    assert manager.post(review, said).status_code == 303
    changed = sight(manager.get(address).text)
    assert "version 2" in changed
    assert "measurable: not fulfilled time-bound" not in changed
    assert "measurable: not fulfilled achievable: not stated" in changed
    assert "time-bound: fulfilled" in changed
    assert "measurable: fulfilled · Four days" in sight(manager.get(f"{address}?version=1").text)
    whole = sight(manager.get(address.replace("/plan", "/form")).text)
    assert "Setting the goal: specific: not stated measurable: not fulfilled" in whole
    with pytest.raises(DBAPIError), past_the_rights() as work:
        work.session.execute(text("UPDATE goal_criterion SET mark = 'fulfilled'"))


@pytest.mark.article("13(3)", "20(1)")
def test_members_read_how_the_goal_of_their_plan_is_set(
    sign_in: SignIn, a_case: At, browser: Browser, demo: Settings
) -> None:
    case, manager = a_case("assessed"), sign_in(MANAGER)
    drafts = case.drafts()
    said = {Criterion.AGREED: CriterionWord(CriterionMark.NOT_FULFILLED, "Nëna nuk ishte.")}
    with case.manager() as work:
        planning.adopt(work, case.case, goal=words.GOAL, actions=drafts, criteria=said)
    case.stage.settle()
    guest = Guest(browser, demo, link_of(ADVOCATE, "plan"))
    guest.enter()
    told = "agreed: not fulfilled · Nëna nuk ishte."
    assert told in sight(guest.get("/plan").text)
    assert told in sight(manager.get(f"/cases/{case.row().number}/form").text)
