"""A report, or a word on a late action, typed wrong is corrected or taken back: decision 0135."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import report_corrections as acts
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.case import Case
from models.plan import ReportRequest
from models.session import Work
from portal.fields import Ask, Happened, Prose, WhyWrong
from portal.forms import FormModel, Sheet
from portal.routes.action_words import ActionWordTyped
from portal.web import Page, Signed
from portal.words import STATUSES
from queries.report_corrections import former
from queries.report_file import line_of
from queries.reported_actions import said_of_actions
from rules.phases import Phase
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/reports/{request_id:uuid}/correction")

DONE = N_("The correction is on record.")


class CorrectReportDay(FormModel):
    """The day on which a report came, and what was wrong."""

    on: Happened
    reason: WhyWrong


class CorrectActionWord(ActionWordTyped):
    """The word as it was said, and what was wrong in what was typed."""

    reason: WhyWrong


class TakeReportBack(FormModel):
    """Why nothing of it came."""

    called: ClassVar[str] = "back"

    why: Annotated[
        Prose,
        Ask(
            N_("Why is it taken back?"),
            hint=N_("For instance: it was of another case, or about another action."),
            missing=N_("Write why it is taken back."),
        ),
    ]


@router.get("")
def correction_page(page: Signed, number: str, request_id: UUID) -> Response:
    """What was typed, and the forms to correct it or take it back."""
    return _show(page, number, request_id)


def _show(
    page: Page,
    number: str,
    request_id: UUID,
    *,
    sheet: Sheet[Any] | None = None,
    back: Sheet[TakeReportBack] | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        request = _one(work, case, request_id)
        is_typed_anew = bool(sheet or back)  # what was typed is kept
        if request.answered_in_id is not None and not is_typed_anew:
            raise NotThere
        said = said_of_actions(work, request)
        stands = request.received_on is not None and bool(said or not request.follows_id)
        work.record("report read", "18(1)", life=case.life, request=request_id)
        return page.render(
            "reports/correction.html",
            case=case,
            line=line_of(work, case, request_id),
            said=said,
            former=former(work, case, request.id),
            sheet=sheet or _filled(request, [line for _, line in said]),
            back=back or Sheet(TakeReportBack),
            may_correct=access.runs_case(work, case)
            and case.phase != Phase.CLOSED
            and ((stands and request.on_paper) or is_typed_anew),
            statuses=STATUSES,
            choices=[(code, page.say.gettext(words)) for code, words in STATUSES.items()],
        )


def _one(work: Work, case: Case, request_id: UUID) -> ReportRequest:
    """A report or a word, and no inquiry; raises `NotThere`."""
    request = line_of(work, case, request_id).request
    if request.inquiry_id is not None:
        raise NotThere
    return request


def _filled(request: ReportRequest, said: list[Any]) -> Sheet[Any]:
    """As it stands, to be corrected."""
    if request.action_id is None:
        return Sheet.of(CorrectReportDay, on=request.received_on)
    word = said[0] if said else None
    return Sheet.of(
        CorrectActionWord,
        status=word.status if word else None,
        done_on=word.done_on if word else None,
        until=word.asked_until if word else None,
        words=request.done,
        on=request.received_on,
    )


@router.post("")
def correct(page: Signed, number: str, request_id: UUID) -> Response:
    """Another day, or another word, stands for what was typed."""
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        of_word = _one(work, case, request_id).action_id is not None
    if of_word:
        return _correct_word(page, number, request_id)
    sheet = page.typed(CorrectReportDay)

    def act(form: CorrectReportDay) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            _one(work, case, request_id)
            acts.correct_day(work, request_id, form.on, reason=form.reason)
        return page.go(f"/cases/{number}/reports", done=DONE)

    return page.submit(sheet, act, again=lambda: _show(page, number, request_id, sheet=sheet))


def _correct_word(page: Page, number: str, request_id: UUID) -> Response:
    sheet = page.typed(CorrectActionWord)

    def act(form: CorrectActionWord) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            request = _one(work, case, request_id)
            asked, said = request.follows_id or request.id, form.word
            acts.correct_word(
                work, request_id, said, words=form.words, on=form.on, reason=form.reason
            )
        return page.go(f"/cases/{number}/reports/{asked}/word", done=DONE)

    return page.submit(sheet, act, again=lambda: _show(page, number, request_id, sheet=sheet))


@router.post("/taken-back")
def take_back(page: Signed, number: str, request_id: UUID) -> Response:
    """Nothing of it came; where nothing else stands, it is owed again."""
    sheet = page.typed(TakeReportBack)

    def act(form: TakeReportBack) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            _one(work, case, request_id)
            acts.take_back(work, request_id, why=form.why)
        return page.go(f"/cases/{number}/reports", done=DONE)

    return page.submit(sheet, act, again=lambda: _show(page, number, request_id, back=sheet))
