"""How the goal of a plan is set: asked with it, said anew in a review, read by all: Annex 1."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.session import unit_of_work
from simulation.life import CaseStory
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser
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
    with pytest.raises(DBAPIError), unit_of_work() as work:
        work.session.execute(text("UPDATE goal_criterion SET mark = 'fulfilled'"))
