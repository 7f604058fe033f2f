"""What a member is asked beside the reports: Art. 14(3.1), 14(3.3), and silence: 14(3.2)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules import case_life, inquiries, reports
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.facts import CaseFacts, Instruction
from rules.information import InformantFacts
from rules.inquiries import (
    AnsweredBeforeAsked,
    AnsweredBy,
    AnswerFromNobody,
    AnswerSaysNothing,
    AskedFromNoSeat,
    DueBeforeAsked,
    InquiryAnswered,
    InquiryWithdrawn,
    NobodyAskedAfterDeath,
    NobodyReportsOnIt,
    NobodyToAsk,
    NoReasonToWithdraw,
    NothingInquired,
    ReportDatePassed,
    ReportDateSetAlready,
    ReportDateSpent,
    check_answer,
    check_asks_member,
    check_date_is_free,
    check_date_stands,
    check_inquiry,
    check_report_date,
    check_withdrawal,
)
from rules.inquiry_facts import InquiryFacts, ReportDateFacts
from rules.refusals import ProcedureRefused
from tests.rules.known import MEMBER, a_closure, a_report, in_implementation

TODAY = date(2026, 10, 5)
DAY = timedelta(days=1)
SITS = InformantFacts(True, True, TODAY - 9 * DAY)
DATE = ReportDateFacts(UUID(int=77), TODAY + 10 * DAY, MEMBER)


@pytest.mark.article("14(3.1)")
@pytest.mark.parametrize(
    ("asked", "due", "words", "refused"),
    [
        (0, 5, "A vjen?", None),
        (0, 0, "A vjen?", None),  # on the day itself
        (-8, -3, "A vjen?", None),  # asked by telephone, typed when it was late already
        (0, -1, "A vjen?", DueBeforeAsked),
        (1, 5, "A vjen?", ProcedureRefused),
        (0, 5, "  ", NothingInquired),
    ],
)
def test_an_inquiry_says_what_and_until_when(
    asked: int, due: int, words: str, refused: type[ProcedureRefused] | None
) -> None:
    def check() -> None:
        check_inquiry(TODAY + asked * DAY, TODAY + due * DAY, TODAY, words=words)

    if refused is None:
        check()
    else:
        with pytest.raises(refused):
            check()


@pytest.mark.article("14(3.1)")
def test_who_does_not_sit_is_not_asked_nor_who_did_not_on_that_day() -> None:
    for asked in (TODAY, SITS.seated_on):
        check_asks_member(asked, SITS)
    with pytest.raises(NobodyToAsk):
        check_asks_member(TODAY, replace(SITS, sits=False))
    with pytest.raises(AskedFromNoSeat):
        check_asks_member(SITS.seated_on - DAY, SITS)


@pytest.mark.article("14(3.1)", "17(3.5)")
def test_after_the_death_no_member_is_asked_and_what_was_asked_by_its_day_is_recorded() -> None:
    for asked in (TODAY - DAY, TODAY):
        check_asks_member(asked, SITS, died_on=TODAY)
    with pytest.raises(NobodyAskedAfterDeath):
        check_asks_member(TODAY, SITS, died_on=TODAY - DAY)
    with pytest.raises(NobodyAskedAfterDeath):
        check_report_date(TODAY + DAY, TODAY, words="?", answers=True, died_on=TODAY)


@pytest.mark.article("14(3.1)", "19")
@pytest.mark.parametrize(
    ("said", "how", "source", "words", "refused"),
    [
        (0, AnsweredBy.LINK, "", "Po.", None),
        (-2, AnsweredBy.TELEPHONE, "Sekretaria", "Po.", None),
        (-3, AnsweredBy.PAPER, "nuk dihet", "Po.", None),  # on the day of the question
        (-4, AnsweredBy.PAPER, "Sekretaria", "Po.", AnsweredBeforeAsked),
        (0, AnsweredBy.SPOKEN, " ", "Po.", AnswerFromNobody),
        (0, AnsweredBy.LINK, "", "  ", AnswerSaysNothing),
        (1, AnsweredBy.LINK, "", "Po.", ProcedureRefused),
    ],
)
def test_an_answer_has_its_day_and_typed_its_source(
    said: int, how: AnsweredBy, source: str, words: str, refused: type[ProcedureRefused] | None
) -> None:
    def check() -> None:
        on, asked = TODAY + said * DAY, TODAY - 3 * DAY
        check_answer(on, TODAY, asked_on=asked, words=words, how=how, source=source)

    if refused is None:
        check()
    else:
        with pytest.raises(refused):
            check()


@pytest.mark.article("14(3.1)")
def test_in_time_or_late_is_the_first_answer_by_its_day() -> None:
    assert inquiries.answered_on([]) is None
    assert inquiries.answered_on([TODAY, TODAY - 4 * DAY, TODAY - DAY]) == TODAY - 4 * DAY


@pytest.mark.article("14(3.1)")
@pytest.mark.parametrize(
    ("answered", "withdrawn", "why", "refused"),
    [
        (False, True, "Gabim.", InquiryWithdrawn),
        (True, False, "Gabim.", InquiryAnswered),
        (False, False, " ", NoReasonToWithdraw),
    ],
)
def test_what_has_no_answer_is_withdrawn_once_with_its_reason(
    *, answered: bool, withdrawn: bool, why: str, refused: type[ProcedureRefused]
) -> None:
    check_withdrawal(answered=False, withdrawn=False, why="Gabim.")
    with pytest.raises(refused):
        check_withdrawal(answered=answered, withdrawn=withdrawn, why=why)


@pytest.mark.article("14(3.3)")
def test_a_day_is_set_for_an_open_action_of_a_member_and_is_still_to_come() -> None:
    check_report_date(TODAY + DAY, TODAY, words="A vjen?", answers=True)
    with pytest.raises(ReportDatePassed):
        check_report_date(TODAY, TODAY, words="A vjen?", answers=True)
    with pytest.raises(NobodyReportsOnIt):
        check_report_date(TODAY + DAY, TODAY, words="A vjen?", answers=False)
    with pytest.raises(NothingInquired):
        check_report_date(TODAY + DAY, TODAY, words="", answers=True)
    check_date_stands(stands=True)
    with pytest.raises(ReportDateSpent):
        check_date_stands(stands=False)


@pytest.mark.article("14(3.3)")
def test_one_day_of_one_action_is_set_once() -> None:
    check_date_is_free(TODAY, [])
    check_date_is_free(TODAY, [TODAY - DAY])
    with pytest.raises(ReportDateSetAlready):
        check_date_is_free(TODAY, [TODAY - DAY, TODAY])


def with_dates(*dates: ReportDateFacts) -> CaseFacts:
    return in_implementation(inquiries=InquiryFacts(dates=dates))


@pytest.mark.article("14(3.3)")
def test_the_system_asks_a_week_before_a_day_that_is_set_and_later_where_it_could_not() -> None:
    (step,) = inquiries.steps(with_dates(DATE))
    assert (step.act, step.subject_id) == ("ask_by_report_date", DATE.id)
    assert step.on == DATE.on - DEFAULTS.REPORT_DATE.days * DAY
    assert step.is_due(DATE.on + DAY)
    assert not step.is_due(step.on - DAY)
    assert inquiries.answer_by(DATE.on, DATE.on - DAY) == DATE.on
    assert inquiries.answer_by(DATE.on, DATE.on) == DATE.on
    late = DATE.on + DAY
    assert inquiries.answer_by(DATE.on, late) == late + DEFAULTS.ANSWER_ACTION.days * DAY


@pytest.mark.article("14(3.1)", "17(3.5)")
@pytest.mark.parametrize(
    ("came", "died", "late"),
    [(0, None, False), (1, None, True), (1, 0, False), (1, 1, True), (9, -3, False)],
)
def test_late_is_what_was_owed_by_its_day(came: int, died: int | None, *, late: bool) -> None:
    died_on = None if died is None else TODAY + died * DAY
    assert inquiries.is_late(TODAY, TODAY + came * DAY, died_on=died_on) is late


@pytest.mark.article("14(3.3)", "17(3.5)")
def test_nobody_is_asked_of_an_action_that_is_over_or_nobodys_or_after_a_death() -> None:
    over, nobodys = replace(DATE, is_over=True), replace(DATE, member_id=None)
    assert list(inquiries.steps(with_dates(over, nobodys))) == []
    died = replace(with_dates(DATE), died=True)
    assert "ask_by_report_date" not in {step.act for step in case_life.steps(died)}


@pytest.mark.article("14(3.1)", "14(3.2)")
def test_silence_is_owed_by_the_member_until_it_is_answered_or_withdrawn() -> None:
    silent = a_report(meeting_id=None, due=TODAY)
    assert inquiries.is_inquiry(silent)
    (owed,) = inquiries.duties(in_implementation(reports=(silent,)))
    assert (owed.duty, owed.due, owed.members) == (Duty.GIVE_ANSWER, TODAY, (silent.member_id,))
    assert owed.is_ours
    assert owed.is_missed(TODAY + DAY)
    assert not owed.is_missed(TODAY)
    for ended in (replace(silent, received=True), replace(silent, done=True)):
        assert list(inquiries.duties(in_implementation(reports=(ended,)))) == []


@pytest.mark.article("14(3.2)")
def test_silence_is_a_ground_for_the_superior_as_a_missing_report_is() -> None:
    word = Instruction(after_reminders=3, last_chance_days=2)
    silent = a_report(meeting_id=None, due=TODAY, reminders=3)

    def planned(**changes: object) -> dict[str, date]:
        report = replace(silent, **changes)  # type: ignore[arg-type]
        facts = in_implementation(reports=(report,), instruction=word)
        return {step.act: step.on for step in reports.steps(facts)}

    assert planned() == {"give_last_chance": TODAY + DAY}
    assert planned(last_chance_on=TODAY + 3 * DAY) == {"notify_superior": TODAY + 4 * DAY}
    assert planned(in_plan=False) == {}
    assert planned(received=True) == {}
    assert planned(done=True) == {}
    with pytest.raises(InquiryWithdrawn):
        reports.check_notice(replace(silent, done=True), TODAY + DAY)


@pytest.mark.article("14(3.3)")
def test_a_closed_case_asks_nobody_by_a_day_of_its_plan() -> None:
    facts = replace(with_dates(DATE), closure=a_closure(decided_on=TODAY))
    assert list(inquiries.steps(facts)) == []
