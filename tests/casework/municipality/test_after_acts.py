"""The mail of a morning is read after what the system does itself in that minute: 16(1), ours."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record.attendance import of_centre
from casework.table.meetings import Presence
from core.clock import at_local
from models.duty import ComingStepRow
from models.outbox import Message
from models.session import unit_of_work
from rules.duties import Duty
from rules.mornings import LOOKED_AT_AGAIN, READ_AFTER_ACTS
from tests.builders import HEAD, HOUR, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.municipality.test_head_week import DAY, affiliation, weeks
from tests.casework.municipality.test_mornings import reminders_of
from tests.casework.table.test_unplanned import take_place
from tests.onrecord import reading
from workflow.life import due_steps, look_again, perform

STAYED_AWAY = Presence(present=False)
MONDAY = date(2026, 9, 14)
"""On which the invitations of the scene leave by themselves, a week ahead."""


def the_round() -> UUID:
    with reading() as work:
        return reminders_of(work.session).id


def activate(life: UUID) -> list[str]:
    """As a worker does, whichever life it happens to take first."""
    taken = []
    step = next(due_steps(life), None)
    while step is not None:
        taken.append(step.act)
        step = next(iter(perform(step.act, life, step.subject_id)), None)
    return taken


@pytest.fixture
def at_eight(a_case: At) -> ACase:
    """It is eight on the Monday, and nobody has looked at anything yet."""
    case = a_case("declared")
    case.stage.move_to(MONDAY - DAY)
    case.clock.move_to(MONDAY)
    return case


def week_lines(mail: Message) -> list[str]:
    return [line["what"] for line in mail.context["lines"] if line["section"] == "week"]


@pytest.mark.article("16(1)", "8(3)")
def test_whichever_life_comes_first_nobody_is_told_of_what_is_just_leaving(
    at_eight: ACase,
) -> None:
    before = len(weeks(at_eight))
    assert activate(the_round()) in ([], ["send_reminders"]), "and nothing was queued by it"
    assert len(weeks(at_eight)) == before
    with unit_of_work() as work:
        query = select(ComingStepRow.act).where(ComingStepRow.life_id == at_eight.case)
        assert "invite_members" in work.session.scalars(query).all()
    assert "invite_members" in activate(at_eight.case)
    at_eight.clock.moment += LOOKED_AT_AGAIN
    at_eight.stage.looked_on = None
    at_eight.stage.settle()
    (mail,) = weeks(at_eight)[before:]
    assert Duty.INVITE not in week_lines(mail)
    assert len(at_eight.messages("convening/invitation")) > 0
    assert activate(the_round()) == [], "once"


@pytest.mark.article("16(1)", "8(3)")
def test_nor_between_a_step_that_is_found_due_and_its_taking(at_eight: ACase) -> None:
    """Whoever looks again writes that it is due, in a transaction before that of the step."""
    before = len(weeks(at_eight))
    assert "invite_members" in [step.act for step in look_again(at_eight.case)]
    assert activate(the_round()) in ([], ["send_reminders"])
    assert len(weeks(at_eight)) == before
    activate(at_eight.case)
    at_eight.clock.moment += LOOKED_AT_AGAIN
    at_eight.stage.looked_on = None
    at_eight.stage.settle()
    (mail,) = weeks(at_eight)[before:]
    assert Duty.INVITE not in week_lines(mail)


@pytest.mark.article("16(1)")
def test_an_act_of_a_person_meanwhile_does_not_cost_the_morning(at_eight: ACase) -> None:
    before = len(weeks(at_eight))
    look_again(the_round())
    at_eight.clock.moment += timedelta(seconds=5)
    look_again(the_round())  # as any act of a case does that owes something else from now on
    activate(at_eight.case)
    look_again(the_round())
    at_eight.clock.moment += LOOKED_AT_AGAIN
    at_eight.stage.looked_on = None
    at_eight.stage.settle()
    assert len(weeks(at_eight)) == before + 1


@pytest.mark.article("16(1)")
def test_what_does_not_come_is_waited_for_a_quarter_of_an_hour_and_said(at_eight: ACase) -> None:
    before, life = len(weeks(at_eight)), the_round()
    activate(life)
    at_eight.clock.moment += READ_AFTER_ACTS - timedelta(seconds=1)
    activate(life)
    assert len(weeks(at_eight)) == before
    at_eight.clock.moment += timedelta(seconds=1)
    look_again(life)
    assert activate(life) == ["send_reminders"]
    (mail,) = weeks(at_eight)[before:]
    assert Duty.INVITE in week_lines(mail), "for they had not left"
    assert mail.recipient_id == at_eight.account(HEAD).id


@pytest.mark.article("9", "16(1)")
@pytest.mark.parametrize("planned", [True, False])
def test_a_meeting_of_the_day_before_stands_in_the_figures(a_case: At, *, planned: bool) -> None:
    """Also one to which nobody was invited: who came has come, and who did not is not counted."""
    case = a_case("minuted")
    before = {each["institution"]: each["invited"] for each in figures(case)}
    assert set(before.values()) == {1}
    sunday = case.clock.today() + (20 - case.clock.today().weekday()) * DAY
    if planned:
        case.convene(at_local(sunday, HOUR), on_review=True)
        case.tell_family()
    case.stage.move_to(sunday, HOUR)
    if planned:
        case.hold(absent={case.seat(SILENT): ""})
    else:
        take_place(case, sunday, extraordinary=True, away={case.seat(SILENT): STAYED_AWAY})
    case.stage.move_to(sunday + DAY)
    week = {each["institution"]: each for each in weeks(case)[-1].context["week"]["figures"]}
    silent = affiliation(SILENT)
    assert {each["invited"] for name, each in week.items() if name != silent} == {2}
    assert {each["came"] for name, each in week.items() if name != silent} == {2}
    assert (week[silent]["invited"], week[silent]["came"]) == ((2, 1) if planned else (1, 1))


def figures(case: ACase) -> list[dict[str, Any]]:
    with unit_of_work(read_only=True) as work:
        place, reader = case.life().municipality_id, case.account(HEAD).id
        return [asdict(each) for each in of_centre(work.session, place, reader, work.clock.now())]
