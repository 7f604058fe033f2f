"""Steps of the system: each may happen twice, and each act is on record with its article."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from casework.case import inquiries
from casework.case import life as case_life
from casework.municipality import annual, quarterly
from casework.record.table import plan_in_force
from casework.table import convening
from models.inquiry import Inquiry
from models.life import AuditEntry, Life, Wakeup
from models.outbox import Message
from models.plan import ReportRequest
from models.session import unit_of_work
from rules.composition import Relation
from rules.convening import last_day_to_invite
from rules.days import add_months
from rules.known import FactName
from rules.steps import STEPS, DueStep
from tests.builders import SILENT, ACase
from tests.casework.known import state
from tests.casework.municipality.test_out_of_reach import asked_in_vain, warned_in_vain
from tests.conftest import At
from workflow.kinds import kind_of
from workflow.life import due_steps, perform


def plan(case: ACase) -> UUID:
    with unit_of_work() as work:
        found = plan_in_force(work.session, case.case)
        assert found is not None
        return found.id


def action(case: ACase) -> UUID:
    """One that was asked about."""
    with unit_of_work() as work:
        asked = select(ReportRequest.action_id).where(ReportRequest.action_id.is_not(None))
        found = work.session.scalars(asked.limit(1)).one()
        assert found is not None
        return found


def report_date(case: ACase) -> UUID:
    """One for which somebody was asked."""
    with unit_of_work() as work:
        asked = select(Inquiry.report_date_id).where(Inquiry.report_date_id.is_not(None))
        found = work.session.scalars(asked).one()
        assert found is not None
        return found


def appointment(case: ACase) -> UUID:
    from models.case import Appointment

    with unit_of_work() as work:
        return work.session.scalars(select(Appointment.id)).one()


DONE: dict[str, tuple[str, Callable[[ACase], UUID]]] = {
    "announce_referral": ("referred", lambda case: case.case),
    "announce_appointment": ("appointed", appointment),
    "ask_agreement": ("proposed", lambda case: case.meeting().id),
    "invite_members": ("invited", lambda case: case.meeting().id),
    "tell_unsent": ("unsent", lambda case: case.meeting().id),
    "ask_declarations": ("prepared", lambda case: case.seat(SILENT)),
    "ask_reports": ("reports_asked", lambda case: case.meeting().id),
    "ask_about_action": ("action_asked_about", action),
    "ask_by_report_date": ("day_of_report_near", report_date),
    "give_last_chance": ("last_chance", lambda case: case.request(SILENT).id),
    "withdraw_last_chance": ("out_of_reach", lambda case: case.request(SILENT).id),
    "ask_unread": ("unread", lambda case: case.request(SILENT).id),
    "notify_superior": ("notified", lambda case: case.request(SILENT).id),
    "ask_superior_again": ("asked_again", lambda case: case.request(SILENT).id),
    "send_plan": ("planned", plan),
    "open_review": ("review_opened", plan),
    "send_minutes": ("minuted", lambda case: case.papers()[0].id),
    "ask_signatures": ("reviewed", lambda case: case.papers()[0].id),
    "announce_closing": ("birthday_near", lambda case: case.case),
    "ask_closure_approval": ("closure_proposed", lambda case: case.closure().id),
    "answer_closure": ("closure_approved", lambda case: case.closure().id),
    "ask_closing_signatures": ("decided", lambda case: case.closure().id),
    "seal_file": ("closed", lambda case: case.closure().id),
}
"""Where each step has just been taken, and on what."""


def left_behind(case: ACase) -> tuple[int, int]:
    """How many messages and how many entries there are."""
    with unit_of_work() as work:
        mine = select(func.count()).select_from(Message)
        entries = select(func.count()).where(AuditEntry.life_id == case.case)
        return work.session.scalar(mine) or 0, work.session.scalar(entries) or 0


def _late_action(a_case: At) -> ACase:
    case = a_case("minuted")
    case.stage.move_to(case.working_day(90) + timedelta(days=1))
    return case


OF_WHAT_PASSED = {
    "action_asked_about": _late_action,
    "unread": asked_in_vain,
    "out_of_reach": warned_in_vain,
}


def stand(a_case: At, scene: str) -> ACase:
    """A scene, what follows the word on a silent member, or an action whose day has passed."""
    if scene in OF_WHAT_PASSED:
        return OF_WHAT_PASSED[scene](a_case)
    if scene == "day_of_report_near":
        asked = a_case("minuted")
        on = asked.clock.today() + timedelta(days=5)
        with asked.manager() as work:
            ahead = asked.plans()[-1].actions[0].id
            inquiries.set_date(work, asked.case, ahead, on=on, words="Sa ka ecur?")
        asked.stage.settle()
        return asked
    if scene == "birthday_near":
        young = a_case("prepared")
        born = add_months(young.clock.today(), 2 - 18 * 12)
        state(young, Relation.CHILD, FactName.BIRTH_DATE, born)
        young.stage.settle()
        return young
    if scene == "unsent":
        waiting = a_case("invited")
        waiting.clock.move_to(last_day_to_invite(waiting.meeting().day) + timedelta(days=1))
        for step in due_steps(waiting.case):
            perform(step.act, waiting.case, step.subject_id)
        return waiting
    if scene not in {"last_chance", "notified", "asked_again"}:
        return a_case(scene)
    from casework.case import reports

    case = a_case("overdue")
    by = case.account("blerim.hoxha@qps-ferizaj.example").id
    with case.manager() as work:
        reports.instruct(work, case.case, after_reminders=3, last_chance_days=1, by=by)
    case.stage.settle()
    if scene != "last_chance":
        case.stage.move_to(case.working_day(48))
    if scene == "asked_again":
        case.stage.move_to(case.clock.today() + timedelta(days=7))
    return case


def test_every_step_of_a_case_is_tried_twice_here() -> None:
    assert set(DONE) == set(case_life.ACTS)
    others = {*quarterly.ACTS, *annual.ACTS, "send_reminders"}
    assert set(case_life.ACTS) | others == set(STEPS)


@pytest.mark.parametrize("act", DONE)
def test_a_step_done_twice_changes_nothing(a_case: At, act: str) -> None:
    scene, subject = DONE[act]
    case = stand(a_case, scene)
    before = left_behind(case)
    case.again(act, subject(case))
    assert left_behind(case) == before
    perform(act, case.case, subject(case))
    assert left_behind(case) == before


@pytest.mark.parametrize("act", DONE)
def test_a_step_is_on_record_with_its_article(a_case: At, act: str) -> None:
    case = stand(a_case, DONE[act][0])
    articles = {article for _, article in case.trail()}
    assert STEPS[act].article in articles


@pytest.mark.article("18(1)")
def test_every_act_of_a_life_cites_an_article(a_case: At) -> None:
    entries = a_case("closed").trail()
    assert len(entries) > 60
    assert [act for act, article in entries if not article] == []


def test_a_meeting_called_off_meanwhile_invites_nobody(a_case: At) -> None:
    """The step is decided in one transaction and taken in the next."""
    case = a_case("agreed")
    meeting = case.meeting()
    case.clock.move_to(meeting.day.replace(day=meeting.day.day - 7))
    step = next(due_steps(case.case))
    assert step.act == "invite_members"
    with case.manager() as work:
        convening.cancel(work, case.case)
    perform(step.act, case.case, step.subject_id)
    assert case.messages("convening/invitation") == []


def test_a_step_that_failed_does_not_hold_up_the_others(a_case: At) -> None:
    case = a_case("appointed")
    with unit_of_work() as work:
        wakeups = select(func.count()).select_from(Wakeup).where(Wakeup.taken_at.is_(None))
        assert work.session.scalar(wakeups) == 0
    case.propose(case.at(14))
    skipped: set[DueStep] = set()
    for step in due_steps(case.case, skipped):
        skipped.add(step)
    assert [step.act for step in skipped] == ["ask_agreement"]
    assert case.messages("convening/agree_date") == []


def test_an_act_that_makes_nothing_due_wakes_nobody(a_case: At) -> None:
    case = a_case("reports_asked")

    def waiting() -> int:
        with unit_of_work() as work:
            query = select(func.count()).where(
                Wakeup.life_id == case.case, Wakeup.taken_at.is_(None)
            )
            return work.session.scalar(query) or 0

    before = waiting()
    case.report(silent=SILENT)
    assert waiting() == before
    case.propose_closure("X3", "QPS Gjilan.")
    assert waiting() > before


def test_every_open_life_waits_for_something_by_name(a_case: At) -> None:
    a_case("invited")
    with unit_of_work() as work:
        for life in work.session.scalars(select(Life).where(Life.ended_at.is_(None))):
            outlook = kind_of(life).look(work, life)
            assert outlook.waiting_for.startswith("Awaiting"), life.kind
