"""A signature typed wrong from paper is taken back, or its day corrected: decision 0148."""

from collections.abc import Callable
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import closing_signatures
from casework.record.closure_facts import current
from casework.table import signature_corrections
from core.i18n import N_
from identity import access
from models.session import Work
from portal import words
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, M, Sheet
from portal.web import Page, Signed
from queries.meeting_file import open_meeting
from queries.signature_corrections import typed_under
from rules.roles import Role

router = APIRouter()
MINUTES = "/meetings/{meeting_id:uuid}/minutes/signatures/{signature_id:uuid}"
FORM = "/cases/{number}/closure/signatures/{signature_id:uuid}"
DONE = N_("The correction is on record.")


class CorrectSignatureDay(FormModel):
    """The day on which the paper was signed, and what was wrong."""

    on: Happened
    reason: Annotated[
        Prose,
        Ask(N_("Why was the day wrong?"), missing=N_("Write why the day was wrong.")),
    ]


class TakeSignatureBack(FormModel):
    """Why it was not theirs."""

    called: ClassVar[str] = "back"

    why: Annotated[
        Prose,
        Ask(
            N_("Why is it taken back?"),
            hint=N_("For instance: it was somebody else's, or under another paper."),
            missing=N_("Write why it is taken back."),
        ),
    ]


Filled = Sheet[CorrectSignatureDay] | None
Back = Sheet[TakeSignatureBack] | None


@router.get(MINUTES)
def minutes_signature_page(page: Signed, meeting_id: UUID, signature_id: UUID) -> Response:
    """What was typed under minutes, and the forms to correct it or take it back."""
    return _minutes(page, meeting_id, signature_id)


def _minutes(
    page: Page, meeting_id: UUID, signature_id: UUID, sheet: Filled = None, back: Back = None
) -> Response:
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_run_it=True)
        typed = typed_under(work, file.paper, signature_id)
        return page.render(
            "meetings/signature.html",
            file=file,
            typed=typed,
            sheet=sheet or Sheet.of(CorrectSignatureDay),
            back=back or Sheet.of(TakeSignatureBack),
            signed_by=words.SIGNED_BY,
        )


@router.get(FORM)
def form_signature_page(page: Signed, number: str, signature_id: UUID) -> Response:
    """The same under the closing form."""
    return _closing(page, number, signature_id)


def _closing(
    page: Page, number: str, signature_id: UUID, sheet: Filled = None, back: Back = None
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        closure = current(work, case.id)
        typed = typed_under(work, closure, signature_id)
        return page.render(
            "closure/signature.html",
            case=case,
            typed=typed,
            sheet=sheet or Sheet.of(CorrectSignatureDay),
            back=back or Sheet.of(TakeSignatureBack),
            signed_by=words.SIGNED_BY,
        )


def _take(
    page: Page,
    to: str,
    sheet: Sheet[M],
    act: Callable[[Work, M], object],
    again: Callable[[], Response],
) -> Response:
    def do(form: M) -> Response:
        with page.work() as work:
            act(work, form)
        return page.go(to, done=DONE)

    return page.submit(sheet, do, again)


@router.post(MINUTES)
def correct_minutes_signature(page: Signed, meeting_id: UUID, signature_id: UUID) -> Response:
    """The paper under the minutes was of another day."""
    sheet = page.typed(CorrectSignatureDay)

    def act(work: Work, form: CorrectSignatureDay) -> None:
        _of_minutes(work, meeting_id, signature_id)
        signature_corrections.correct_day(work, signature_id, form.on, reason=form.reason)

    to = f"/meetings/{meeting_id}/minutes"
    return _take(page, to, sheet, act, lambda: _minutes(page, meeting_id, signature_id, sheet))


@router.post(MINUTES + "/taken-back")
def take_back_minutes_signature(page: Signed, meeting_id: UUID, signature_id: UUID) -> Response:
    """It was not theirs; whose word is missing then is asked again."""
    sheet = page.typed(TakeSignatureBack)

    def act(work: Work, form: TakeSignatureBack) -> None:
        _of_minutes(work, meeting_id, signature_id)
        signature_corrections.take_back(work, signature_id, why=form.why)

    to = f"/meetings/{meeting_id}/minutes"
    return _take(page, to, sheet, act, lambda: _minutes(page, meeting_id, signature_id, back=sheet))


def _of_minutes(work: Work, meeting_id: UUID, signature_id: UUID) -> None:
    file = open_meeting(work, meeting_id, to_run_it=True)
    typed_under(work, file.paper, signature_id)


@router.post(FORM)
def correct_form_signature(page: Signed, number: str, signature_id: UUID) -> Response:
    """The paper under the closing form was of another day."""
    sheet = page.typed(CorrectSignatureDay)

    def act(work: Work, form: CorrectSignatureDay) -> None:
        _of_closing(work, number, signature_id)
        closing_signatures.correct_day(work, signature_id, form.on, reason=form.reason)

    to = f"/cases/{number}/closure"
    return _take(page, to, sheet, act, lambda: _closing(page, number, signature_id, sheet))


@router.post(FORM + "/taken-back")
def take_back_form_signature(page: Signed, number: str, signature_id: UUID) -> Response:
    """It was not theirs; whose word is missing then is asked again."""
    sheet = page.typed(TakeSignatureBack)

    def act(work: Work, form: TakeSignatureBack) -> None:
        _of_closing(work, number, signature_id)
        closing_signatures.take_back(work, signature_id, why=form.why)

    to = f"/cases/{number}/closure"
    return _take(page, to, sheet, act, lambda: _closing(page, number, signature_id, back=sheet))


def _of_closing(work: Work, number: str, signature_id: UUID) -> None:
    case = access.case_for(work, number, role=Role.MANAGER)
    closure = current(work, case.id)
    typed_under(work, closure, signature_id)
