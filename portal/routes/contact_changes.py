"""A changed contact waits for somebody's word: an officer's, after a call: beside Art. 18(1)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import contact_change, contact_codes, contacts
from core.clock import at_local
from core.i18n import N_
from portal.fields import Ask, Called, Day, Hour, Line, Prose
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from portal.words import ENDS

router = APIRouter(prefix="/contacts/{change_id:uuid}")


class CallForm(FormModel):
    """Who was called, where, when: the call that confirms a contact."""

    person: Annotated[
        Line,
        Ask(N_("Whom did you speak with?"), missing=N_("Write the name of whom you spoke with.")),
    ]
    number: Annotated[
        Called,
        Ask(
            N_("Which number did you call?"),
            N_("One on record, or the institution's own that you found yourself; not the new one."),
            N_("Write the number that you called."),
        ),
    ]
    on: Annotated[Day, Ask(N_("On which day?"), missing=N_("Say the day of the call."))]
    at: Annotated[
        Hour, Ask(N_("At what time?"), N_("For example 14:00"), N_("Write the time of the call."))
    ]


class Refusal(FormModel):
    """Why the contact stays as it was."""

    reason: Annotated[Prose, Ask(N_("Why?"), missing=N_("Write why it is not right."))]


@router.get("")
def change_page(page: ForOfficers, change_id: UUID) -> Response:
    return _change(page, change_id, Sheet.of(CallForm), Sheet.of(Refusal))


def _change(
    page: Page, change_id: UUID, call: Sheet[CallForm], refusal: Sheet[Refusal]
) -> Response:
    with page.work() as work:
        change, decides = contact_change.for_officer(work, change_id)
        return page.render(
            "contacts/change.html",
            change=change,
            decides=decides,
            sharing=contacts.sharing(
                work,
                change.professional.municipality_id,
                change.phone if change.moves_phone else None,
                but=change.professional_id,
            ),
            is_mine=change.asked_by_id == work.actor.id,
            by_code=bool(contact_codes.channels(work, change)),
            alone=contact_codes.leads_nowhere(work, change.professional_id),
            call=call,
            refusal=refusal,
            ends=ENDS,
        )


@router.post("/call")
def confirm(page: ForOfficers, change_id: UUID) -> Response:
    """The call is on record, and the new contact in force."""
    sheet = page.typed(CallForm)

    def act(form: CallForm) -> Response:
        with page.work() as work:
            contact_change.confirm_by_call(
                work,
                change_id,
                person=form.person,
                number=form.number,
                called_at=at_local(form.on, form.at),
            )
        return page.go(
            f"/contacts/{change_id}",
            done=N_("The new contact is in force; the old one is told, and old links are closed."),
        )

    return page.submit(sheet, act, lambda: _change(page, change_id, sheet, Sheet.of(Refusal)))


@router.post("/refuse")
def refuse(page: ForOfficers, change_id: UUID) -> Response:
    """The contact stays as it was."""
    sheet = page.typed(Refusal)

    def act(form: Refusal) -> Response:
        with page.work() as work:
            contact_change.refuse(work, change_id, reason=form.reason)
        return page.go(f"/contacts/{change_id}", done=N_("The contact stays as it was."))

    return page.submit(sheet, act, lambda: _change(page, change_id, Sheet.of(CallForm), sheet))
