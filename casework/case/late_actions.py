"""What a report says of an action that was asked about on its own: Art. 14(2), 14(3.3)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from casework.record.late_actions import Actions
from casework.record.report_facts import ReportsAsKnown
from casework.record.table import seats_of
from casework.tell.withdrawal import told_no_more
from identity import links
from models.case import Case
from models.people import LinkPurpose
from models.plan import ReportedAction, ReportRequest
from models.session import Work
from rules.planning import ActionStatus
from rules.reports import answers_question, is_late


def answer_questions(
    work: Work, report: ReportRequest, said: Mapping[UUID, ActionStatus]
) -> Sequence[ReportRequest]:
    """A report that names a late action answers what was asked about it, of the same day: 14(3.3).

    Nobody writes the same twice, nor does who took the place of whoever reports, or who held it
    until they came back; gives the questions that it answered.
    """
    asked = select(ReportRequest).where(
        ReportRequest.case_id == report.case_id,
        ReportRequest.id != report.id,
        ReportRequest.action_id.is_not(None),
        ReportRequest.received_at.is_(None),
    )
    questions = work.session.scalars(asked.order_by(ReportRequest.id)).all()
    if not questions:
        return ()
    known = ReportsAsKnown.of(work.session, report.case_id)
    after = known.who.get(report.member_id, report.member)
    same_place = {*seats_of(work.session, report.member), after.id}
    answered = [
        each
        for each in questions
        if (each.member_id in same_place or _holder_id(known, each) == after.id)
        and _is_answered(known.actions, each, report, said)
    ]
    for question in answered:
        _close(work, question, report)
    return answered


def answer_again(work: Work, case_id: UUID) -> None:
    """What stands answers what is asked, in the order of its days: a word or a report that was
    there before is found to be none, or of another day."""
    query = (
        select(ReportRequest, ReportedAction)
        .join(ReportedAction, ReportedAction.request_id == ReportRequest.id)
        .where(ReportRequest.case_id == case_id, ReportedAction.stands())
        .order_by(ReportRequest.received_on, ReportRequest.received_at)
    )
    said: dict[ReportRequest, dict[UUID, ActionStatus]] = {}
    for report, line in work.session.execute(query):
        said.setdefault(report, {})[line.action_id] = line.status
    for report, statuses in said.items():
        answered = answer_questions(work, report, statuses)
        told_no_more(work, case_id, [each.id for each in answered])


def _holder_id(known: ReportsAsKnown, question: ReportRequest) -> UUID | None:
    assert question.action_id is not None  # a question about an action
    return known.actions.holder_id(question.action_id, known.who)


def _is_answered(
    actions: Actions,
    question: ReportRequest,
    report: ReportRequest,
    said: Mapping[UUID, ActionStatus],
) -> bool:
    assert question.action_id is not None  # a question about an action
    assert report.received_on is not None
    asked, now = actions.rows.get(question.action_id), actions.now(question.action_id)
    line = actions.line_ids(now) if now else set()
    status = next((said[id] for id in said if id in line), None)
    if asked is None or asked.due is None or status is None:
        return False
    return answers_question(status, report.received_on, asked.due)


def _close(work: Work, question: ReportRequest, report: ReportRequest) -> None:
    """It came in the other report, on its day; the link to it opens nothing any more."""
    assert report.received_on is not None
    question.answered_in_id, question.on_paper = report.id, report.on_paper
    question.received_on, question.received_at = report.received_on, report.received_at
    links.revoke(work, question.member_id, LinkPurpose.REPORT, question.id)
    work.record(
        "report received", "14(3.3)", life=work.session.get_one(Case, report.case_id).life,
        request=question.id, late=int(is_late(question.due_on, report.received_on)),
        on=report.received_on, answered_in=report.id,
    )  # fmt: skip
