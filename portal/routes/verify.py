"""Is a printed page of a sealed file of a centre? For whoever holds it; nobody signs in: 17(5)."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from core.i18n import N_
from identity import page_codes
from identity.tries import TooManyTries
from portal import paper_codes
from portal.entering import RealTime, caller_of
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.too_many import too_many
from portal.web import Open, Page
from queries import archives

router = APIRouter(prefix="/verify")


class VerifyForm(FormModel):
    """What stands at the foot of the page."""

    code: Annotated[
        Line,
        Ask(
            N_("Code at the foot of the page"),
            N_("The ten signs beside it, as K7M4Q-9XDTN; of an older archive sixteen, in fours"),
            missing=N_("Write the code that stands at the foot of the page."),
        ),
    ]


@router.get("")
def verify_page(page: Open) -> Response:
    """The form alone: a code in an address would stay behind in browsers and logs."""
    return _answer(page, Sheet.of(VerifyForm))


@router.post("")
def verify(page: Open, clock: RealTime) -> Response:
    """One word on one code, and the same for each that is none."""
    sheet = page.typed(VerifyForm)
    form = sheet.read(page.say)
    if form is None:
        page.status = 422
        return _answer(page, sheet)
    with page.sign_in_work() as counting:
        try:
            counted = page_codes.count(counting, clock, caller_of(page).address)
        except TooManyTries as error:
            sheet.refuse("code", too_many(page, error))
            return _answer(page, sheet)
    with page.work(read_only=True) as work:
        found = archives.known_page(work, paper_codes.digest_of(paper_codes.typed(form.code)))
        name = found.centre.name(page.language, page.today) if found else ""
    if found:
        with page.sign_in_work() as counting:
            page_codes.was_one(counting, counted)
    return _answer(page, sheet, name, found.printed if found else None)


def _answer(
    page: Page,
    sheet: Sheet[VerifyForm],
    centre: str | None = None,
    printed: archives.Printed | None = None,
) -> Response:
    """`centre` is empty where no page has the code, and None where nothing was looked up."""
    return page.render("verify/verify.html", sheet=sheet, centre=centre, printed=printed)
