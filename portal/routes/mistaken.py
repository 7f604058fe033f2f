"""A mistaken or duplicate referral ends by the head's decision: beside Art. 8(1)."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import mistaken
from casework.record.table import last_held
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.session import Work
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Sheet
from portal.web import ForHead, Page
from queries import case_file
from rules.mistaken import Mistake
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/mistaken")

MISTAKES: Final = (
    (Mistake.DUPLICATE, N_("A duplicate"), N_("The child has a case already.")),
    (Mistake.MISTAKEN, N_("A mistake"), N_("It is about nobody, or about somebody else.")),
)


class EndReferral(FormModel):
    """The head's decision, and the case that the referral belonged to."""

    mistake: Annotated[
        Mistake, Ask(N_("What is wrong with it?"), missing=N_("Choose what is wrong with it."))
    ]
    right: Annotated[
        Line, Ask(N_("Number of the right case"), hint=N_("Needed for a duplicate"), open=True)
    ] = ""
    reason: Annotated[
        Prose,
        Ask(
            N_("How did it come about, and how was it found out?"),
            missing=N_("Write how it came about and how it was found out; it stays in the file."),
        ),
    ]
    on: Happened


@router.get("")
def mistaken_page(page: ForHead, number: str) -> Response:
    return _show(page, number, Sheet.of(EndReferral))


@router.post("")
def end(page: ForHead, number: str) -> Response:
    """End it; the case manager and whoever was invited are told."""
    sheet = page.typed(EndReferral)

    def act(form: EndReferral) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.HEAD)
            try:
                right = _right(work, form.right)
            except NotThere:
                sheet.refuse("right", page.say.gettext(NO_SUCH_CASE))
                page.status = 422
            else:
                mistaken.end(
                    work,
                    case.id,
                    mistake=form.mistake,
                    reason=form.reason,
                    right_case_id=right,
                    by=access.officer_of(work).id,
                    on=form.on,
                )
        if sheet.errors:
            return _show(page, number, sheet)
        return page.go(f"/cases/{number}", done=N_("The referral has ended."))

    return page.submit(sheet, act, again=lambda: _show(page, number, sheet))


NO_SUCH_CASE: Final = N_("Your centre has no case with this number. Look at it again.")


def _right(work: Work, number: str) -> UUID | None:
    return access.case_for(work, number.strip().upper()).id if number.strip() else None


def _show(page: Page, number: str, sheet: Sheet[EndReferral]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.HEAD)
        return page.render(
            "referral/mistaken.html",
            who=case_file.identity_of(work, case),
            sheet=sheet,
            has_met=last_held(work.session, case.id) is not None,
            mistakes=[
                (code, page.say.gettext(words), page.say.gettext(hint))
                for code, words, hint in MISTAKES
            ],
        )
