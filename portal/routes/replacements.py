"""A member has recused themselves: their institution is asked for somebody else: Art. 10(2)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import composition
from casework.table.contacts import member_of
from core.i18n import N_
from identity import access
from portal.fields import Ask, Day, Line
from portal.forms import FormModel, Sheet
from portal.unsealed import before_the_form
from portal.web import ForOfficers, Page
from queries.succession_file import held_by
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/table/{member_id:uuid}/replacement")


class Replaced(FormModel):
    """Whether and when the institution was asked; or why nobody is needed."""

    done: Annotated[
        Literal["asked", "not_needed"],
        Ask(N_("What did you do?"), missing=N_("Choose what you did.")),
    ]
    on: Annotated[Day | None, Ask(N_("On which day?"), open=True)] = None
    words: Annotated[
        Line, Ask(N_("Whom did you ask, or why is nobody needed?"), missing=N_("Write it down."))
    ]

    @property
    def asked_on(self) -> date | None:
        return self.on if self.done == "asked" else None


@router.get("")
def replacement_page(page: ForOfficers, number: str, member_id: UUID) -> Response:
    return _show(page, number, member_id, Sheet.of(Replaced))


def _show(page: Page, number: str, member_id: UUID, sheet: Sheet[Replaced]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        member = member_of(work, case.id, member_id)
        return page.render(
            "composition/replacement.html",
            case=case,
            member=member,
            sheet=sheet,
            holds=held_by(work, member),
        )


@router.post("")
def record(page: ForOfficers, number: str, member_id: UUID) -> Response:
    """The institution was asked, or nobody is needed."""
    sheet = page.typed(Replaced)

    def act(form: Replaced) -> Response:
        if form.done == "asked" and form.on is None:
            sheet.refuse("on", page.say.gettext(N_("Write the day on which you asked.")))
            page.status = 422
            return _show(page, number, member_id, sheet)
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            composition.record_replacement(
                work, case.id, member_id, asked_on=form.asked_on, words=form.words
            )
        return page.go(f"/cases/{number}/table", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, number, member_id, sheet))
