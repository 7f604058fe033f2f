"""A case that ran on paper is taken over: nothing leaves while it is entered, and what passed
before starts nothing afterwards: decision 0165."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.case import assessment, from_paper, inquiries, paper_meetings, planning, reviewing
from casework.case.from_paper import TakenFromPaper
from casework.case.paper_meetings import MetOnPaper
from casework.case.seal import seal_of
from casework.table import convening, minutes
from casework.table.signing import ClosingForm
from models.breach import BreachRow
from models.meeting import SignedText
from models.outbox import Message
from models.session import unit_of_work
from rules.assessment import Risk
from rules.days import add_months
from rules.duties import Duty
from rules.paper_sections import (
    HandedUnsaid,
    MetAfterwards,
    NotFromPaper,
    NothingOnRecord,
    NotOnPaper,
    PaperMinutes,
    PaperSection,
    PromisedBefore,
    SectionAnswer,
    SectionsUnanswered,
    SomethingOnRecord,
    StillOnPaper,
    TakenOverAlready,
)
from rules.phases import Phase
from rules.planning import ActionStatus
from simulation import words
from tests import scenes
from tests.builders import HOUR, ACase
from tests.casework.conftest import At
from tests.on_paper import LIES, answer, at_the_table, begun, finish, met, planned

DAY = timedelta(days=1)


def mails(case: ACase) -> list[str]:
    with unit_of_work() as work:
        query = select(Message.template).where(Message.life_id == case.case)
        return sorted(work.session.scalars(query))


def breaches(case: ACase) -> set[tuple[str, date]]:
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.life_id == case.case)
        return {(row.duty, row.limit_on) for row in work.session.scalars(query)}


@pytest.mark.article("11(1)")
def test_nothing_leaves_and_one_thing_is_owed_while_it_is_entered(a_case: At) -> None:
    case = a_case("referred")
    came = begun(case)
    seats = at_the_table(case, came)
    met(case, came + 14 * DAY, dict.fromkeys(seats, True))
    planned(case, came + 100 * DAY)
    case.stage.settle()
    assert mails(case) == ["appointment/appointed", "referral/received"]
    assert list(case.duties()) == [Duty.ENTER_PAPER]
    assert case.duties()[Duty.ENTER_PAPER].due == case.stage.today() + 7 * DAY
    assert not breaches(case)
    assert case.life().waiting_for == "AwaitingPaper"
    with case.manager() as work, pytest.raises(StillOnPaper):
        convening.propose(work, case.case, starts_at=case.at(20), place="QPS")


@pytest.mark.article("5(1.5)", "11(1)", "13(3)", "14(3.3)", "18(2)")
def test_what_passed_before_is_marked_and_owed_from_that_day_on(a_case: At) -> None:
    case = a_case("referred")
    came, today = begun(case), case.stage.today()
    seats = at_the_table(case, came)
    met(case, came + 14 * DAY, dict.fromkeys(seats, True))
    planned(case, came + 100 * DAY)
    answer(case, promises=SectionAnswer.NONE, declarations=SectionAnswer.NOT_KNOWN)
    finish(case)
    month = date(2026, 3, 23)
    assert breaches(case) == {("review_plan", month)}  # nobody was uninvited: it is not known
    owed = {each: duty.due for each, duty in case.duties().items() if duty.due}
    assert owed[Duty.REVIEW_PLAN] == owed[Duty.CHAIR_DECLARES] == today + 14 * DAY
    assert Duty.LATE_ACTION not in owed
    assert Duty.RECORD_ASSESSMENT not in owed
    assert Duty.WRITE_MINUTES not in owed
    assert mails(case) == [
        "appointment/appointed",
        *["declarations/request"] * 3,  # the others signed on paper
        "referral/received",
        "review/opened",
    ]
    case.stage.move_to(today + 14 * DAY, HOUR)
    assert "reports/action_late" not in mails(case)
    case.stage.move_to(today + 15 * DAY, HOUR)
    assert mails(case).count("reports/action_late") == len(case.drafts())
    assert breaches(case) == {("review_plan", month)}  # our days are no limits of the text


@pytest.mark.article("5(1.5)", "10(1)")
def test_what_lies_ahead_keeps_the_day_of_the_text(a_case: At) -> None:
    case = a_case("referred")
    came, today = begun(case), case.stage.today()
    seats = at_the_table(case, came)
    met(case, came + 14 * DAY, dict.fromkeys(seats, True))
    planned(case, today + 60 * DAY)
    reviewed = met(
        case,
        today - 10 * DAY,
        dict.fromkeys(seats, True),
        on_review=True,
        state=PaperMinutes.OPEN,
    )
    progress = case.findings(ActionStatus.IN_PROCESS)
    with case.manager() as work:
        reviewing.settle_review(work, case.case, risk=Risk.LOW, finding=LIES, progress=progress)
    assert case.row().phase == Phase.IMPLEMENTATION
    answer(case, promises=SectionAnswer.NONE)
    finish(case, handed=False)
    due = case.duties()[Duty.REVIEW_PLAN]
    assert (due.due, str(due.basis)) == (add_months(today - 10 * DAY, 1), "5(1.5)")
    assert case.duties()[Duty.WRITE_MINUTES].subject_id == reviewed.id
    assert mails(case).count("plan/sent") == len(seats)  # nobody has it on paper
    with case.manager() as work:
        minutes.write(work, reviewed.id, words.MINUTES)
    case.stage.settle()
    assert mails(case).count("minutes/draft") == len(seats)


@pytest.mark.article("13(1)")
def test_a_plan_is_taken_over_though_nobody_knows_what_was_assessed(a_case: At) -> None:
    case = a_case("referred")
    came = begun(case)
    seats = at_the_table(case, came)
    met(case, came + 14 * DAY, dict.fromkeys(seats, True))
    drafts = [replace(each, due_on=came + 90 * DAY) for each in case.drafts()]
    with case.manager() as work:
        planning.adopt(work, case.case, goal=words.GOAL, actions=drafts)
    assert case.row().phase == Phase.IMPLEMENTATION
    with case.manager() as work:  # the manager's own may turn up after the rest
        assessment.record_initial(
            work,
            case.case,
            risk=Risk.LOW,
            summary=LIES,
            indicators=words.INITIAL,
            on=came + 5 * DAY,
        )


def test_every_section_is_answered_by_what_stands_here(a_case: At) -> None:
    case = a_case("referred")
    came = begun(case)
    with case.manager() as work, pytest.raises(SectionsUnanswered):
        from_paper.finish(work, case.case)
    with case.manager() as work, pytest.raises(NothingOnRecord):
        from_paper.say(work, case.case, PaperSection.TABLE, SectionAnswer.ON_RECORD)
    seats = at_the_table(case, came)
    with case.manager() as work, pytest.raises(SomethingOnRecord):
        from_paper.say(work, case.case, PaperSection.TABLE, SectionAnswer.NONE)
    met(case, came + 14 * DAY, dict.fromkeys(seats, True))
    planned(case, came + 100 * DAY)
    answer(case, promises=SectionAnswer.NONE)
    with case.manager() as work, pytest.raises(HandedUnsaid):
        from_paper.finish(work, case.case)
    finish(case)
    with case.manager() as work, pytest.raises(NotFromPaper):
        from_paper.say(work, case.case, PaperSection.TABLE, SectionAnswer.NOT_KNOWN)


def test_only_what_ran_on_paper_is_taken_over(a_case: At) -> None:
    case = a_case("proposed")
    today = case.stage.today()
    with case.manager() as work, pytest.raises(NotOnPaper):
        from_paper.begin(work, case.case, TakenFromPaper(case.begins))
    came = begun(case)
    with case.manager() as work, pytest.raises(TakenOverAlready):
        from_paper.begin(work, case.case, TakenFromPaper(today))
    with case.manager() as work, pytest.raises(MetAfterwards):
        paper_meetings.enter(work, case.case, MetOnPaper(today, PaperMinutes.SIGNED))
    with case.manager() as work:
        from_paper.correct(work, case.case, TakenFromPaper(today - DAY, "Sirtari 2"))
    assert case.row().from_paper_on == today - DAY
    with case.manager() as work:
        from_paper.take_back(work, case.case)
    assert case.row().from_paper_on is None
    assert case.duties()[Duty.CHOOSE_COMPOSITION].due == came + 4 * DAY


@pytest.mark.article("14(3.1)")
def test_what_was_promised_is_asked_for_with_a_day_to_come(a_case: At) -> None:
    case = a_case("referred")
    came, today = begun(case), case.stage.today()
    seat = at_the_table(case, came)[0]
    with case.manager() as work, pytest.raises(PromisedBefore):
        inquiries.ask(
            work, case.case, seat, words="Vizita", asked_on=came + 9 * DAY, due_on=today - DAY
        )
    with case.manager() as work:
        inquiries.ask(work, case.case, seat, words="Vizita", asked_on=today, due_on=today + 5 * DAY)
        from_paper.say(work, case.case, PaperSection.PROMISES, SectionAnswer.ON_RECORD)


@pytest.mark.article("10(1)", "17(5)")
def test_it_is_closed_here_and_the_form_says_what_is_not_known(a_case: At) -> None:
    case = a_case("referred")
    came, today = begun(case), case.stage.today()
    seats = at_the_table(case, came)
    met(case, came + 14 * DAY, state=PaperMinutes.NOT_KNOWN)
    planned(case, today + 60 * DAY)
    met(case, today - 10 * DAY, dict.fromkeys(seats, True), on_review=True)
    progress = case.findings(ActionStatus.COMPLETED)
    with case.manager() as work:
        reviewing.settle_review(work, case.case, risk=Risk.LOW, finding=LIES, progress=progress)
    answer(case, promises=SectionAnswer.NONE, meetings=SectionAnswer.NOT_KNOWN)
    finish(case)
    case.declare_as_chair()
    for seat in seats[3:]:
        case.declare(seat)
    scenes.closure_proposed(case)
    scenes.closure_approved(case)
    case.convene(case.at(20))
    case.stage.move_to(case.meeting().day - 8 * DAY)
    case.meet()
    scenes.opinions(case)
    scenes.decided(case)
    with unit_of_work() as work:
        query = select(SignedText).where(SignedText.paper_id == case.closure().id)
        form = ClosingForm.model_validate_json(work.session.scalars(query).one().text or "")
    assert form.on_paper is not None
    assert (form.on_paper.until, form.on_paper.lies) == (today, LIES)
    (unknown,) = form.on_paper.unknown
    assert (unknown.section, unknown.words) == (PaperSection.MEETINGS, "Nuk dihet më.")
    scenes.closed(case)
    assert case.row().phase == Phase.CLOSED
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) == case.row().seal
