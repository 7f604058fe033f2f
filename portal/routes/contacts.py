"""Where a member and their superior are reached; what came back is sent again."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework import access, contacts
from casework.contacts import Contact
from core.i18n import N_, OWN_NAMES
from models.case import Member
from portal.fields import Ask, Line, Mail, Phone
from portal.forms import FormModel, Gap, Sheet
from portal.web import Page, Signed

router = APIRouter(prefix="/cases/{number}/members/{member_id:uuid}/contact")


class ContactForm(FormModel):
    """Addresses of a member and of their superior."""

    email: Annotated[Mail, Ask(N_("Mail address"), missing=N_("Write the mail address."))]
    phone: Annotated[Phone, Ask(N_("Mobile number"), hint=N_("For the codes by SMS"))] = ""
    superior_name: Annotated[Line, Ask(N_("Superior"))] = ""
    superior_email: Annotated[Mail | Literal[""], Ask(N_("Mail address of the superior"))] = ""
    superior_language: Annotated[Literal["sq", "sr", "en"], Ask(N_("Language of the superior"))] = (
        "sq"
    )

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A superior has a name and an address, or neither."""
        name, mail = (sheet.value(f"superior_{each}").strip() for each in ("name", "email"))
        if bool(name) is not bool(mail):
            field = "superior_email" if name else "superior_name"
            yield field, N_("Write both, the name and the mail address.")

    def contact(self) -> Contact:
        return Contact(
            email=self.email,
            phone=self.phone,
            superior_name=self.superior_name,
            superior_email=self.superior_email,
            superior_language=self.superior_language,
        )


def sheet_of(member: Member) -> Sheet[ContactForm]:
    """What is known of somebody, to be corrected."""
    person = member.professional
    return Sheet.of(
        ContactForm,
        email=person.email,
        phone=person.phone,
        superior_name=person.superior_name,
        superior_email=person.superior_email,
        superior_language=person.superior_language,
    )


def show(page: Page, member: Member, sheet: Sheet[ContactForm], trail: object) -> Response:
    """The form; `trail` are the crumbs that lead to it."""
    tongues = list(OWN_NAMES.items())
    return page.render(
        "reports/contact.html", member=member, sheet=sheet, trail=trail, tongues=tongues
    )


def _trail(page: Page, number: str) -> list[tuple[str | None, str]]:
    say = page.say.gettext
    return [
        ("/cases", say(N_("Cases"))),
        (f"/cases/{number}", number),
        (f"/cases/{number}/reports", say(N_("Reports"))),
        (None, say(N_("Contact"))),
    ]


@router.get("")
def contact_page(page: Signed, number: str, member_id: UUID) -> Response:
    """The addresses of one member of the case."""
    with page.work() as work:
        case = access.case_for(work, number, role="manager")
        member = contacts.member_of(work, case.id, member_id)
        return show(page, member, sheet_of(member), _trail(page, number))


@router.post("")
def correct(page: Signed, number: str, member_id: UUID) -> Response:
    """Correct them; what came back leaves again."""
    sheet = page.typed(ContactForm)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role="manager")
            member = contacts.member_of(work, case.id, member_id)
            return show(page, member, sheet, _trail(page, number))

    def act(form: ContactForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role="manager")
            contacts.correct(work, case.id, member_id, form.contact())
        return page.go(
            f"/cases/{number}/reports",
            done=N_("The contact is on record; what came back is sent again."),
        )

    return page.submit(sheet, act, again)
