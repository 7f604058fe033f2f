"""Messages that have not arrived: seen by cause, and sent again, one or all that match: 8(3)."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from casework.messages import send_again
from casework.record.not_arrived import Sought
from core.i18n import N_
from models.outbox import MailCause
from portal import message_words as words
from portal.forms import FormModel
from portal.web import Page, Signed
from queries import not_arrived
from queries.dead_contacts import DeadContact, dead_contacts
from queries.paging import asked_page
from rules.roles import Role

router = APIRouter(prefix="/messages")

SENT: Final = N_("They are sent again; what still does not arrive comes back to this page.")
NONE_LEFT: Final = N_("Nothing was sent: none of it stands on this list any more.")


class MessageFilters(FormModel):
    """What a list is narrowed to, as it stands in the address."""

    cause: str = ""
    server: str = ""
    kind: str = ""
    page: str = ""

    def sought(self, message: UUID | None = None) -> Sought:
        """What no list offers narrows nothing down to nothing: it finds none."""
        cause = MailCause(self.cause) if self.cause in list(MailCause) else None
        return Sought(cause, self.server, self.kind, message)


class Again(FormModel):
    """Which are sent again: one, or all that the filters find."""

    message: UUID | None = None
    cause: str = ""
    server: str = ""
    kind: str = ""


@router.get("")
def messages_page(page: Signed, at: Annotated[MessageFilters, Query()]) -> Response:
    return _show(page, at)


def _show(page: Page, at: MessageFilters) -> Response:
    with page.work(read_only=True) as work:
        found = not_arrived.not_arrived(work, at.sought(), asked_page(at.page))
        counted = not_arrived.counted(work)
        contacts = [(each, corrected_at(each)) for each in dead_contacts(work)]
    return page.render(
        "messages/list.html",
        at=at,
        found=found,
        rows=[words.row(page.say, each, opens=page.role != Role.ADMIN) for each in found.lines],
        counted=counted,
        contacts=contacts,
        causes=words.CAUSES,
        kinds=sorted(
            (template, page.say.gettext(words.kind_words(template))) for template in counted.by_kind
        ),
    )


def corrected_at(each: DeadContact) -> str:
    """Where the contact of somebody at a table is corrected by the reader."""
    if not (each.corrects and each.back.member):
        return ""
    return words.CONTACTS[each.life_kind].format(label=each.label, member=each.back.member.id)


@router.post("")
def again(page: Signed) -> Response:
    """Let them leave, with all their tries before them; pressed twice it asks once."""
    sheet = page.typed(Again)

    def act(form: Again) -> Response:
        asked = MessageFilters(cause=form.cause, server=form.server, kind=form.kind)
        with page.work() as work:
            some = send_again(work, asked.sought(form.message)) > 0
        return page.go("/messages", done=SENT if some else NONE_LEFT)

    return page.submit(sheet, act, again=lambda: page.go("/messages"))
