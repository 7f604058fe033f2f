"""A review that changes the plan, a shorter rhythm, risk raised in between: Art. 5(1.5), 15(3)."""

import re
from datetime import timedelta
from html import unescape

import pytest

from casework.record.table import last_held
from simulation.life import CaseStory
from tests.onrecord import reading
from tests.portal.acts import fields_of, planned
from tests.portal.conftest import Browser


def sight(page: str) -> str:
    """What somebody reads who sees no colour."""
    words = re.sub(r"<(?!/?(del|ins)\b)[^>]+>", " ", page)
    return re.sub(r"\s+", " ", unescape(re.sub(r"</?(del|ins)>", "", words)))


@pytest.mark.article("5(1.5)")
def test_the_table_sets_a_shorter_rhythm_on_the_page_of_the_plan(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{planned(story)}/plan"
    assert "The table sets a shorter rhythm of reviews" in manager.get(address).text
    empty = manager.post(f"{address}/rhythm", {"days": "14"})
    assert empty.status_code == 422
    assert "Write the reason." in empty.text
    long = manager.post(f"{address}/rhythm", {"days": "40", "reason": "Kept words"})
    assert long.status_code == 409
    assert "A plan is reviewed at least once a month." in long.text
    assert "Kept words" in long.text
    right = {"days": "14", "reason": "The risk is high."}
    assert manager.post(f"{address}/rhythm", right).status_code == 303
    page = chief.get(address).text
    assert "The table reviews this plan every 14 days" in page
    assert "The risk is high." in page
    assert "The table sets a shorter rhythm of reviews" not in page
    assert chief.post(f"{address}/rhythm", right).status_code == 404


@pytest.mark.article("15(3)")
def test_an_action_is_dropped_with_its_reason_and_stays_to_be_read(
    story: CaseStory, manager: Browser
) -> None:
    case = planned(story)
    story.write_minutes()
    story.convene(story.in_days(14))
    story.report()
    story.meet()
    address = f"{case}/review"
    fields = fields_of(manager.get(address).text)
    count = len([name for name in fields if name.endswith(".action")])
    typed = {name: value for name, value in fields.items() if name.endswith(".action")}
    typed |= {f"progress.{n}.status": ["in_process"] for n in range(count)}
    typed |= {"finding": ["Good."], "risk": ["low"], "progress.0.dropped": ["yes"]}
    refused = manager.post(address, typed)
    assert refused.status_code == 409
    assert "is changed, and it is not said why" in refused.text
    typed |= {"progress.0.reason": ["Nobody needs it any more."]}
    assert manager.post(address, typed).status_code == 303
    page = manager.get(f"{case}/plan?version=1").text
    assert "Nobody needs it any more." in page
    assert "dropped" in page
    assert "Nobody needs it any more." not in manager.get(f"{case}/plan").text


@pytest.mark.article("5(1.2)", "12(2)", "12(4)", "13(1)", "14(4)")
def test_risk_and_needs_are_assessed_anew_between_reviews(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    case = planned(story)
    assert "assessed risk and needs anew" in manager.get(case).text
    address = f"{case}/assessment/comprehensive"
    assert "Put the assessment on record" in manager.get(f"{address}?again=yes").text
    assert "Put the assessment on record" not in chief.get(f"{address}?again=yes").text
    words = ("summary", "safety", "needs", "education", "care", "inclusion")
    typed = dict.fromkeys(words, "Raised words") | {"risk": "medium", "basis": "A visit."}
    assert f"{case}/assessments?version=2" in manager.get(f"{case}/plan").text
    assert "Say on which day it was" in manager.post(address, typed | {"on": ""}).text
    tomorrow = f"{story.stage.today() + timedelta(days=1):%d.%m.%Y}"
    assert "is still to come" in manager.post(address, typed | {"on": tomorrow}).text
    unsaid = manager.post(address, typed | {"care": "Nobody has seen them.", "unknown": "care"})
    assert unsaid.status_code == 409
    assert "Version 2 is of that day already, and was in use." in unsaid.text
    assert "A visit." in unsaid.text
    typed |= {"why": "The school had been left out."}
    assert (
        manager.post(
            address, typed | {"care": "Nobody has seen them.", "unknown": "care"}
        ).status_code
        == 303
    )
    assert "Written anew: The school had been left out." in sight(manager.get(address).text)
    page = sight(manager.get(address).text)
    assert "Raised words" in page
    for told in ("What is different from version 2", "Level of risk: Changed", "Now: medium"):
        assert told in page, told
    assert "Before: high Now: medium" in page
    assert "It supplements version 2" in page
    assert "What it is based on A visit." in page
    older = sight(chief.get(f"{case}/assessments?version=2").text)
    assert "This is not the version in use" in older
    assert "Made on it: Unified plan, version 1" in older
    assert "What is different from version 1" in older
    assert chief.get(f"{case}/assessments?version=4").status_code == 404
    assert "version 3" in sight(chief.get(f"{case}/assessments").text)
    with reading() as work:
        met = last_held(work.session, story.case)
    assert met is not None
    meeting = sight(manager.get(f"/meetings/{met.id}").text)
    assert "Assessment before the table: version 1" in meeting
    assert "Assessed in this meeting: version 3" in meeting
