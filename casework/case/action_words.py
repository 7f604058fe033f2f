"""What a member says of their action whose day has passed, first and further: Art. 14(2)."""

from datetime import date
from uuid import UUID

from casework.case import reports
from casework.record.late_actions import LineOfPlan
from casework.record.report_facts import ReportsAsKnown
from casework.record.table import open_case
from identity import links
from identity.access import NotThere
from models.people import LinkPurpose
from models.plan import ReportRequest
from models.session import Work
from rules.late_actions import ActionWord, check_further_word, check_speaker, check_word
from rules.planning import ActionStatus
from rules.report_days import check_came
from workflow.life import after_act


def answer(
    work: Work,
    request_id: UUID,
    word: ActionWord,
    *,
    words: str,
    on_paper: bool = False,
    on: date | None = None,
) -> ReportRequest:
    """The first word answers the question; each further one stands beside it, with its own day.

    The way back stays open until the action is completed: Art. 14(2), 14(3.3).
    """
    question = _question(work, request_id)
    referred_on = open_case(work, question.case_id).referred_on
    work.session.refresh(question)  # by its link and on paper it may come at once
    known = ReportsAsKnown.of(work.session, question.case_id)
    assert question.action_id is not None
    is_over = known.actions.is_over(question.action_id, known.who)
    on = check_came(on, work.clock.today(), referred_on=referred_on)
    if question.received_at is not None:
        ended = known.actions.is_past_words(question.action_id, known.who)
        check_further_word(answered=True, is_over=ended if on_paper else is_over)
        by = speaks(known, question, on)
        if not on_paper:  # behind a link nobody speaks for another
            check_speaker(by, question.member_id)
        line = line_of(known, question, by)
        return _further(work, question, line, word, by=by, words=words, on_paper=on_paper, on=on)
    check_word(word, on, work.clock.today(), referred_on=referred_on)
    if not is_over:
        check_speaker(speaks(known, question, on), question.member_id)
    of_it = {} if is_over else {line_of(known, question, question.member_id): word}
    found = reports.receive(work, request_id, done=words, words=of_it, on_paper=on_paper, on=on)
    if of_it and word.status is not ActionStatus.COMPLETED and question.member.sits:
        links.open_again(work, question.member_id, LinkPurpose.REPORT, question.id)
    return found


def _question(work: Work, request_id: UUID) -> ReportRequest:
    found = work.session.get(ReportRequest, request_id)
    if found is None or found.action_id is None or found.follows_id is not None:
        raise NotThere
    return found


def speaks(known: ReportsAsKnown, question: ReportRequest, on: date) -> UUID:
    """Who held the place on that day: a successor adds to what the one before answered: 8(6).

    Of a day on which nobody held it, whoever was asked.
    """
    now = known.who.get(_in_force(known, question).member_id)
    after = reversed(known.since(question.member))
    held = (each for each in (now, *after) if each is not None and each.owed_on(on))
    return next((each.id for each in held), question.member_id)


def line_of(known: ReportsAsKnown, question: ReportRequest, by: UUID) -> UUID:
    """The line in force; the one that was asked about, where a successor answers for that by now
    and it is somebody before who spoke."""
    assert question.action_id is not None
    now, asked = _in_force(known, question), known.actions.rows[question.action_id]
    return now.id if now.member_id in {by, asked.member_id} else asked.id


def _in_force(known: ReportsAsKnown, question: ReportRequest) -> LineOfPlan:
    assert question.action_id is not None
    now = known.actions.now(question.action_id)
    assert now is not None  # else it is over
    return now


def follow_link(work: Work, question: ReportRequest) -> None:
    """More is said by the same link until the action is late no more."""
    known = ReportsAsKnown.of(work.session, question.case_id)
    assert question.action_id is not None
    way = (question.member_id, LinkPurpose.REPORT, question.id)
    if known.actions.is_over(question.action_id, known.who):
        links.revoke(work, *way)
    elif question.member.sits and not known.facts(question).done:
        links.open_again(work, *way)


def _further(
    work: Work,
    question: ReportRequest,
    action_id: UUID,
    word: ActionWord,
    *,
    by: UUID,
    words: str,
    on_paper: bool,
    on: date,
) -> ReportRequest:
    row = ReportRequest(
        case_id=question.case_id,
        action_id=question.action_id,
        member_id=by,
        follows_id=question.id,
        asked_on=work.clock.today(),
        asked_at=work.clock.now(),
        due_on=on,
        received_on=on,
        received_at=work.clock.now(),
        on_paper=on_paper,
        done=words.strip(),
    )
    work.session.add(row)
    work.session.flush()
    reports.report_action(work, row, action_id, word)
    follow_link(work, question)
    life = open_case(work, question.case_id).life
    work.record("further word on a late action", "14(2)", life=life, request=row.id, on=on)
    after_act(work, question.case_id, "further word on a late action")
    return row
