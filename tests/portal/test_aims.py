"""The aim of each action, from the plan's form to the review: Art. 5(1.4)."""

import pytest

from rules.aims import Aim
from simulation.life import CaseStory
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser
from tests.portal.test_planning import a_row, settled

MISSES = "No action of this plan supports the family or guardian"


@pytest.mark.article("5(1.4)")
def test_a_plan_names_its_aims_and_misses_one_for_the_family(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{settled(story, manager)}/plan"
    form = manager.get(address).text
    assert not [name for name, value in fields_of(form).items() if "aim" in name and any(value)]
    assert 'name="actions.0.aim"' in form
    rows = a_row(story, aim=Aim.PROTECTION) | a_row(story, 1)
    assert manager.post(address, {"goal": "Safe"} | rows).status_code == 303  # never refused
    page = chief.get(address).text
    assert "Aim: protection of the child" in page
    assert "Aim: not stated" in page
    assert MISSES in page
    story.write_minutes()
    story.convene(story.in_days(14))
    story.report()
    story.meet()
    review = address.replace("/plan", "/review")
    shown = manager.get(review).text
    assert MISSES in shown
    typed = {name: value for name, value in fields_of(shown).items() if name.endswith(".action")}
    typed |= {f"progress.{n}.status": ["in_process"] for n in range(2)}
    typed |= {"finding": ["Good."], "risk": ["low"]}
    typed |= {"progress.1.aim": [Aim.FAMILY_SUPPORT.value]}
    refused = manager.post(review, typed)
    assert "is changed, and it is not said why" in refused.text
    typed |= {"progress.1.reason": ["The visits are for the mother."]}
    assert manager.post(review, typed).status_code == 303
    changed = manager.get(address).text
    assert "Aim: support for the family or guardian" in changed
    assert "Aim: protection of the child" in changed
    assert MISSES not in changed
    assert MISSES in manager.get(f"{address}?version=1").text
