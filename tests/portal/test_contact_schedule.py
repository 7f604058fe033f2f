"""A contact of the child on the pages of plan, log, and contacts: Art. 4(5), 13(2), 14(1)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.record.table import plan_in_force
from models.case import FamilyPerson
from models.logbook import LogEntry
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser
from tests.portal.test_planning import a_row, settled

PLACE = "Parku 7719"
CONTACT = {
    **{"kind": "visit", "by": "officer", "with_whom": "Aunt", "place": PLACE},
    **{"seen": "with_others", "words": "They met."},
}
AWAITED = "The log says nothing of a contact that the plan sets"


def weekly(story: CaseStory, **changes: object) -> dict[str, object]:
    """The first row of the plan as a contact with somebody of the family."""
    said = {
        "contact_whom": "Aunt 4410",
        "contact_every": "7",
        "contact_from": f"{story.stage.today():%d.%m.%Y}",
        "contact_place": PLACE,
        "contact_watch": "supervised",
        "contact_watcher": "Centre 3308",
    } | changes
    return {f"actions.0.{name}": value for name, value in said.items()}


@pytest.mark.article("13(2)")
def test_what_a_contact_lacks_is_said_at_its_place_and_all_is_kept(
    story: CaseStory, manager: Browser
) -> None:
    address = f"{settled(story, manager)}/plan"
    form = fields_of(manager.get(address).text)
    asked = [values for name, values in form.items() if ".contact_" in name]
    assert asked
    assert not any(any(values) for values in asked)  # nothing is filled in
    wrong: list[tuple[dict[str, object], str]] = [
        ({"contact_whom": ""}, "Choose one person of the family, or write who it is"),
        ({"contact_every": ""}, "Write within how many days, up to 366"),
        ({"contact_days": ["5"]}, "Write within how many days, up to 366"),
        ({"contact_every": "0"}, "Write 1 or more."),
        ({"contact_from": ""}, "Write the first day."),
        ({"contact_watch": ""}, "Say so; that nobody said is an answer too."),
    ]
    for changes, said in wrong:
        typed = {"goal": "Safe"} | a_row(story) | weekly(story, **changes)
        answer = manager.post(address, typed)
        assert answer.status_code == 422
        assert said in answer.text
        assert PLACE in answer.text
    assert manager.post(address, {"goal": "Safe"} | a_row(story) | weekly(story)).status_code == 303


@pytest.mark.article("13(2)", "14(1)")
def test_a_contact_is_followed_from_plan_to_log(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    home = settled(story, manager)
    rows = a_row(story) | a_row(story, 1) | weekly(story)
    assert manager.post(f"{home}/plan", {"goal": "Safe"} | rows).status_code == 303
    assert AWAITED not in chief.get("/").text
    for page in ("plan", "plan/contacts", "form", "monitoring/form"):
        text = manager.get(f"{home}/{page}").text
        assert "Aunt 4410" in text
        assert "once within each 7 days" in text
        assert PLACE in text
    story.wait(8)
    assert AWAITED in chief.get("/").text
    assert "Enter what became of a contact" in manager.get(home).text
    assert "of 1 that was due the log says nothing" in manager.get(f"{home}/plan").text
    with unit_of_work() as work:
        plan = plan_in_force(work.session, story.case)
        assert plan is not None
        action = plan.actions[0].id
    day = story.stage.today() - timedelta(days=6)
    entry: dict[str, object] = dict(CONTACT)
    entry |= {"on": f"{day:%d.%m.%Y}", "contact": action, "took_place": "no"}
    answer = manager.post(f"{home}/log", entry | {"whose": "kin"})
    assert answer.status_code == 422
    assert "Write why and choose by whose doing" in answer.text
    answer = manager.post(
        f"{home}/log", entry | {"contact": "", "took_place": "", "reaction": "Cried 6617"}
    )
    assert "Choose the contact, or leave out what became of it." in answer.text
    assert "Cried 6617" in answer.text
    said = {"why_not": "Ill 2093", "whose": "nobody", "reaction": "Cried 6617"}
    assert manager.post(f"{home}/log", entry | said).status_code == 303
    for page in ("log", "plan/contacts"):
        text = manager.get(f"{home}/{page}").text
        assert "did not take place" in text
        assert "Ill 2093" in text
        assert "by nobody" in text
        assert "Cried 6617" in text
    assert "nothing that was due is missing" in manager.get(f"{home}/plan").text
    assert AWAITED not in chief.get("/").text
    with unit_of_work() as work:
        entry_id = work.session.scalars(select(LogEntry.id)).one()
    corrected = fields_of(manager.get(f"{home}/log/{entry_id}").text)
    assert corrected["contact"] == [str(action)]
    assert corrected["why_not"] == ["Ill 2093"]


@pytest.mark.article("4(5)")
def test_contact_with_somebody_marked_as_violent_is_warned_of(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    home = settled(story, manager)
    with unit_of_work() as work:
        family = work.session.scalars(select(FamilyPerson))
        (father,) = [person.id for person in family if person.alleged_perpetrator]
    assert "(marked as violent)" in manager.get(f"{home}/plan").text
    typed = a_row(story) | weekly(story, contact_whom="", contact_with=father)
    assert manager.post(f"{home}/plan", {"goal": "Safe"} | typed).status_code == 303
    for reader in (manager, chief):
        for page in ("plan", "plan/contacts"):
            assert "somebody who is marked as violent" in reader.get(f"{home}/{page}").text
