"""A member says what their institution can contribute, and reads the table's: Art. 6(1.6)."""

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import contributions as acts
from core.i18n import N_
from portal.forms import Sheet
from portal.members import AtLink, Entry
from portal.routes.contributions import OfferForm
from portal.words import AIMS, REQUEST_MEANS
from queries import contributions

router = APIRouter()


@router.get("/l/{token}/contribute")
def contribute_page(at: AtLink) -> Response:
    """The form, and what everybody at the table contributed."""
    return _page(at, Sheet(OfferForm))


def _page(at: Entry, sheet: Sheet[OfferForm]) -> Response:
    with at.inside() as (work, guest):
        return at.render(
            "member/contribute.html",
            desk=contributions.of_guest(work, guest),
            sheet=sheet,
            means=REQUEST_MEANS,
            aims=AIMS,
        )


@router.post("/l/{token}/contribute")
def contribute(at: AtLink) -> Response:
    """Put it before the table; the case manager takes it over or says why not."""
    sheet = at.page.typed(OfferForm)

    def act(form: OfferForm) -> Response:
        with at.inside() as (work, guest):
            acts.contribute(
                work,
                guest.member.id,
                action=form.action,
                aim=form.aim,
                due_on=form.due_on,
                needs=form.needs,
            )
        done = N_("It is on record; the table reads it under your name.")
        return at.page.go(f"{at.home}/contribute", done=done)

    return at.page.submit(sheet, act, again=lambda: _page(at, sheet))
