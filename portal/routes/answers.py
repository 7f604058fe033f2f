"""A typed answer to an inquiry is corrected, or taken back: ours, decision 0114."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import answer_corrections as acts
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.inquiry import Inquiry, InquiryAnswer
from portal.fields import Ask, Prose
from portal.forms import FormModel, Sheet
from portal.inquiry_words import ANSWERED_BY, TYPED
from portal.routes.information import may_act
from portal.routes.inquiries import DONE, TypeAnswer
from portal.web import ForOfficers, Page
from queries import inquiries
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/inquiries/{inquiry_id:uuid}/answers/{answer_id:uuid}")


class CorrectAnswer(TypeAnswer):
    """The answer as it was, and what was wrong in what was typed."""

    reason: Annotated[
        Prose,
        Ask(
            N_("What was wrong?"),
            hint=N_("The answer stays to be read; this one stands for it."),
            missing=N_("Write what was wrong in the answer."),
        ),
    ]


class TakeAnswerBack(FormModel):
    """Why it was no answer to this question."""

    called: ClassVar[str] = "back"

    why: Annotated[
        Prose,
        Ask(
            N_("Why is this no answer to this question?"),
            hint=N_("For instance: it was an answer to another question."),
            missing=N_("Write why this is no answer to this question."),
        ),
    ]


@router.get("")
def answer_page(page: ForOfficers, number: str, inquiry_id: UUID, answer_id: UUID) -> Response:
    """One answer as it was typed, and the forms to correct it or take it back."""
    return _one(page, number, inquiry_id, answer_id)


def _one(
    page: Page,
    number: str,
    inquiry_id: UUID,
    answer_id: UUID,
    *,
    sheet: Sheet[CorrectAnswer] | None = None,
    back: Sheet[TakeAnswerBack] | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        row = inquiries.one(work, case, inquiry_id).row
        answer = _of(row, answer_id)
        work.record("inquiry read", "18(1)", life=case.life, inquiry=row.number)
        return page.render(
            "inquiries/answer.html",
            case=case,
            row=row,
            answer=answer,
            sheet=sheet or _filled(answer),
            back=back or Sheet(TakeAnswerBack),
            may_correct=may_act(work, case)
            and answer.recorded_by_id is not None
            and (answer in row.standing or bool(sheet or back)),  # what was typed is kept
            answered_by=ANSWERED_BY,
            choices=[(code, page.say.gettext(words)) for code, words in TYPED.items()],
        )


def _of(row: Inquiry, answer_id: UUID) -> InquiryAnswer:
    for each in row.answers:
        if each.id == answer_id:
            return each
    raise NotThere


def _filled(answer: InquiryAnswer) -> Sheet[CorrectAnswer]:
    """As the answer stands, to be corrected."""
    return Sheet.of(
        CorrectAnswer,
        how=answer.how,
        source=answer.source,
        on=answer.said_on,
        words=answer.words,
    )


@router.post("")
def correct(page: ForOfficers, number: str, inquiry_id: UUID, answer_id: UUID) -> Response:
    """Another answer stands for this one, which stays to be read."""
    sheet = page.typed(CorrectAnswer)

    def act(form: CorrectAnswer) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            _of(inquiries.one(work, case, inquiry_id).row, answer_id)
            acts.correct(
                work,
                answer_id,
                said_on=form.on,
                how=form.how,
                source=form.source,
                words=form.words,
                reason=form.reason,
            )
        return page.go(f"/cases/{number}/inquiries/{inquiry_id}", done=DONE)

    def again() -> Response:
        return _one(page, number, inquiry_id, answer_id, sheet=sheet)

    return page.submit(sheet, act, again)


@router.post("/taken-back")
def take_back(page: ForOfficers, number: str, inquiry_id: UUID, answer_id: UUID) -> Response:
    """It answered nothing here; where nothing else stands, an answer is owed again."""
    sheet = page.typed(TakeAnswerBack)

    def act(form: TakeAnswerBack) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            _of(inquiries.one(work, case, inquiry_id).row, answer_id)
            acts.take_back(work, answer_id, why=form.why)
        return page.go(f"/cases/{number}/inquiries/{inquiry_id}", done=DONE)

    def again() -> Response:
        return _one(page, number, inquiry_id, answer_id, back=sheet)

    return page.submit(sheet, act, again)
