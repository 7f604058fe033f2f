"""Somebody an institution sends who is not in the list yet: Art. 4(1), 4(4), 4(6)."""

from typing import Annotated, Literal

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import professionals
from casework.table.professionals import Profession
from core.i18n import N_, OWN_NAMES
from identity import access
from portal.fields import Ask, Line
from portal.forms import Sheet
from portal.routes.contacts import ContactForm
from portal.unsealed import before_the_form
from portal.web import ForOfficers, Page
from rules.composition import KINDS, provision_for

router = APIRouter(prefix="/cases/{number}/table/new")


class Newcomer(ContactForm):
    """Somebody an institution sends who is not in the list yet."""

    kind: Annotated[Line, Ask(N_("Kind of institution"), missing=N_("Choose the kind."))]
    institution: Annotated[Line, Ask(N_("Institution"), missing=N_("Name the institution."))]
    unit: Annotated[Line, Ask(N_("Unit"))] = ""
    name: Annotated[Line, Ask(N_("Name and surname"), missing=N_("Write the name."))]
    language: Annotated[Literal["sq", "sr", "en"], Ask(N_("Language of our letters"))] = "sq"
    shares_phone: Annotated[
        bool, Ask(N_("They share this telephone with somebody else in the list"))
    ] = False


@router.get("")
def newcomer_page(page: ForOfficers, number: str) -> Response:
    return _newcomer(page, number, Sheet.of(Newcomer))


@router.post("")
def register(page: ForOfficers, number: str) -> Response:
    """Take somebody into the list; they can be chosen next."""
    sheet = page.typed(Newcomer)

    def act(form: Newcomer) -> Response:
        with page.work() as work:
            case = access.case_for(work, number)
            if not (access.runs_case(work, case) or access.is_head(work)):
                raise access.NotThere  # who chairs one meeting for the manager acts on nothing else
            profession = Profession(
                form.kind, form.institution, form.unit, form.name, form.language
            )
            professionals.register(
                work,
                case.municipality_id,
                profession,
                form.contact(),
                shares_phone=form.shares_phone,
            )
        return page.go(f"/cases/{number}/table", done=N_("Now in the list: tick them and say why."))

    return page.submit(sheet, act, again=lambda: _newcomer(page, number, sheet))


def _newcomer(page: Page, number: str, sheet: Sheet[Newcomer]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        before_the_form(page, case)
        kinds = [
            (kind, f"{page.say.gettext(words)} ({provision_for(kind)})")
            for kind, words in KINDS.items()
        ]
        tongues = list(OWN_NAMES.items())
        return page.render(
            "composition/newcomer.html", case=case, sheet=sheet, kinds=kinds, tongues=tongues
        )
