"""A report or a word on a late action that was typed wrong: 8(9), 14(2), ours: decision 0135."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.case.action_words import follow_link, line_of, speaks
from casework.case.late_actions import answer_again
from casework.case.reports import report_action
from casework.record.report_facts import ReportsAsKnown, report_as_known
from casework.record.table import open_case
from casework.table import put_again, reports_asked
from casework.tell import reports as tell
from casework.tell.reminders import look_at_reminders
from casework.tell.silence import follow_silence
from casework.tell.withdrawal import last_chance_never_left
from identity import links
from identity.access import NotThere, officer_of
from models.case import Case
from models.people import LinkPurpose
from models.plan import ReportedAction, ReportRequest
from models.report_correction import ReportCorrection
from models.session import Work
from rules.late_actions import ActionWord, check_speaker, check_word
from rules.report_corrections import check_report_correction
from rules.report_days import check_came
from workflow.life import after_act


def correct_day(work: Work, request_id: UUID, on: date, *, reason: str) -> None:
    """A report came on another day than was typed: Art. 8(9)."""
    case, report = _typed(work, request_id, reason)
    if report.action_id is not None:  # a word has its own words beside its day
        raise NotThere
    on = check_came(on, work.clock.today(), referred_on=case.referred_on)
    _keep(work, report, reason, on)
    report.received_on = on
    _follow(work, case, report)


def correct_word(
    work: Work, request_id: UUID, word: ActionWord, *, words: str, on: date, reason: str
) -> None:
    """Another word on a late action stands for the one that was typed: Art. 14(2)."""
    case, said = _typed(work, request_id, reason)
    if said.action_id is None:
        raise NotThere
    today = work.clock.today()
    on = check_came(on, today, referred_on=case.referred_on)
    check_word(word, on, today, referred_on=case.referred_on)
    question, known = _question(work, said), ReportsAsKnown.of(work.session, case.id)
    is_past = known.actions.is_past_words(said.action_id, known.who)
    if not is_past:
        check_speaker(speaks(known, question, on), said.member_id)
    former = _keep(work, said, reason, on)
    of_it = [line.action_id for line in _end(work, said, former)]
    if not (of_it or is_past):  # when it was typed, another word had the action done
        of_it = [line_of(known, question, said.member_id)]
    said.done, said.received_on = words.strip(), on
    for action_id in of_it:
        report_action(work, said, action_id, word)
    _follow(work, case, said)


def take_back(work: Work, request_id: UUID, *, why: str) -> None:
    """It was no report, or no word on this action; where nothing else stands it is owed again."""
    case, said = _typed(work, request_id, why)
    _end(work, said, _keep(work, said, why, None))
    if said.follows_id is None:  # a further word keeps its row, and says nothing of the action
        _open(said)
    _follow(work, case, said)


def _typed(work: Work, request_id: UUID, reason: str) -> tuple[Case, ReportRequest]:
    """What an officer typed and still stands; raises `NotThere`."""
    found = work.session.get(ReportRequest, request_id)
    if found is None or found.inquiry_id is not None:
        raise NotThere
    case = open_case(work, found.case_id)
    work.session.refresh(found)  # another may have answered it while this one waited for the case
    stands = found.received_on is not None and found.answered_in_id is None
    if found.follows_id is not None:
        stands = bool(_lines(work, found))
    check_report_correction(typed=found.on_paper or not stands, stands=stands, reason=reason)
    return case, found


def _question(work: Work, said: ReportRequest) -> ReportRequest:
    return work.session.get_one(ReportRequest, said.follows_id or said.id)


def _lines(work: Work, said: ReportRequest) -> Sequence[ReportedAction]:
    query = select(ReportedAction).where(
        ReportedAction.request_id == said.id, ReportedAction.stands()
    )
    return work.session.scalars(query).all()


def _keep(work: Work, said: ReportRequest, reason: str, now_on: date | None) -> ReportCorrection:
    """What stands until now, to be read beside what stands from now on."""
    assert said.received_on is not None  # something stands
    assert said.received_at is not None
    row = ReportCorrection(
        request_id=said.id,
        was_on=said.received_on,
        was_typed_at=said.received_at,
        now_on=now_on,
        corrected_at=work.clock.now(),
        corrected_by_id=officer_of(work).id,
        done=said.done,
        concerns=said.concerns,
        reason=reason.strip(),
    )
    work.session.add(row)
    work.session.flush()
    return row


def _end(work: Work, said: ReportRequest, by: ReportCorrection) -> Sequence[ReportedAction]:
    lines = _lines(work, said)
    for line in lines:
        line.ended_by_id = by.id
    work.session.flush()
    return lines


def _open(asked: ReportRequest) -> None:
    asked.received_on = asked.received_at = asked.answered_in_id = None
    asked.done = asked.concerns = None
    asked.on_paper = False


def _follow(work: Work, case: Case, said: ReportRequest) -> None:
    """What was asked is answered by what stands now, whichever word or report that is."""
    in_it = select(ReportRequest).where(ReportRequest.answered_in_id == said.id)
    touched = [said, *work.session.scalars(in_it)]
    for each in touched[1:]:
        _open(each)
    work.session.flush()
    answer_again(work, case.id)
    for each in touched:
        if each.received_on is None:
            _owed_again(work, case, each)
        follow_silence(work, each)
    if said.action_id is not None:
        follow_link(work, _question(work, said))
    reports_asked.judge(work, case.life)
    article = "14(3.3)" if said.action_id else "8(9)"
    work.record("report corrected", article, life=case.life, request=said.id)
    after_act(work, case.id, "report corrected")


def _owed_again(work: Work, case: Case, asked: ReportRequest) -> None:
    """From its last day on it is asked anew: what was on record was none. Before, the reminders
    that are left say enough; who was never told of a last chance was given none: Art. 14(3.2)."""
    if asked.meeting_id is not None:
        put_again.put_report(work, case, asked)
    known = report_as_known(work.session, asked)
    if known.done or known.died or not known.owed or not asked.member.sits:
        return
    if asked.notified_at is None and last_chance_never_left(work, case.id, asked.id):
        asked.last_chance_on = None
    is_anew = put_again.after_an_answer(work, case, asked)
    links.open_again(work, asked.member_id, LinkPurpose.REPORT, asked.id)
    tell.asked_anew(work, asked, taken_back_on=work.clock.today() if is_anew else None)
    look_at_reminders(work, case.municipality_id)
