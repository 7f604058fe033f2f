"""Where a member and their superior are reached: asked to be changed, or sent to again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import (
    contact_change,
    contact_codes,
    contacts,
    disowned_addresses,
    disputed_numbers,
)
from casework.table.contacts import Asked, Contact
from casework.table.returned import returned
from core.i18n import N_, OWN_NAMES
from identity import access
from identity import disowned_addresses as disowned
from identity import disputed_numbers as disputed
from models.case import Member
from models.session import Work
from portal.fields import Ask, Line, Mail, MemberPhone, Phone
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from portal.words import DISOWN_ENDS, DISPUTE_ENDS, ENDS
from rules.contacts import SuperiorWithoutMail
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/members/{member_id:uuid}/contact")


NO_MOBILE: Final = N_(
    "For the codes by SMS. Without one leave it empty: a code is read out, or an app makes it."
)


SUPERIORS_MOBILE: Final = N_("A text tells them that a mail came. It says nothing of the case.")


class ContactForm(FormModel):
    """Addresses of a member and of their superior."""

    email: Annotated[Mail, Ask(N_("Mail address"), missing=N_("Write the mail address."))]
    phone: Annotated[MemberPhone, Ask(N_("Mobile number"), NO_MOBILE, open=True)] = ""
    shares_mail: Annotated[
        bool, Ask(N_("They share this mailbox with somebody else in the list"))
    ] = False
    superior_name: Annotated[Line, Ask(N_("Superior"))] = ""
    superior_email: Annotated[Mail | Literal[""], Ask(N_("Mail address of the superior"))] = ""
    superior_phone: Annotated[
        Phone | Literal[""], Ask(N_("Mobile number of the superior"), SUPERIORS_MOBILE, open=True)
    ] = ""
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
        elif sheet.value("superior_phone").strip() and not mail:
            yield "superior_email", SuperiorWithoutMail()

    def contact(self) -> Contact:
        return Contact(
            email=self.email,
            phone=self.phone,
            superior_name=self.superior_name,
            superior_email=self.superior_email,
            superior_language=self.superior_language,
            superior_phone=self.superior_phone,
            shares_mail=self.shares_mail,
        )


class ContactChangeForm(ContactForm):
    """Another contact for somebody who is in the list."""

    reason: Annotated[
        Line,
        Ask(
            N_("From whom do you have the new contact?"),
            N_("Whoever confirms it reads this. Leave it empty where nothing changes."),
            open=True,
        ),
    ] = ""


DONE: Final[Mapping[Asked, str]] = {
    Asked.WAITS: N_(
        "The new contact waits for its confirmation. Until then we write to the one on record."
    ),
    Asked.WAITS_ALONE: N_(
        "The new contact waits for its confirmation. Until then nothing with a link leaves to them:"
        " the address on record leads nowhere."
    ),
    Asked.IN_FORCE: N_("The contact is on record."),
    Asked.SENT_AGAIN: N_("The contact is as it was; what came back is sent again."),
}


def sheet_of(member: Member) -> Sheet[ContactChangeForm]:
    """What is known of somebody, to be corrected."""
    person = member.professional
    return Sheet.of(
        ContactChangeForm,
        email=person.email,
        phone=person.phone,
        superior_name=person.superior_name,
        superior_email=person.superior_email,
        superior_phone=person.superior_phone,
        superior_language=person.superior_language,
    )


class FoundRight(FormModel):
    """Why the number, or the address, is theirs, whatever was said."""

    basis: Annotated[
        Line,
        Ask(
            N_("From whom do you know that it is right?"),
            missing=N_("Write from whom you know it."),
        ),
    ]


RIGHT: Final = N_("It is on record that the number is right. Codes are sent to it again.")
RIGHT_ADDRESS: Final = N_(
    "It is on record that the address is right. What is still open leaves again, with new links."
)


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Where it stands: the crumbs that lead to it, its own address, and whether its reader runs
    this table."""

    trail: Sequence[tuple[str | None, str]]
    home: str
    runs: bool = True
    leaving: str = ""
    """Where it is said that they have left this table."""


def show(
    page: Page,
    work: Work,
    member: Member,
    of: ContactPage,
    *,
    sheet: Sheet[ContactChangeForm] | None = None,
    number: Sheet[FoundRight] | None = None,
    address: Sheet[FoundRight] | None = None,
) -> Response:
    """The form, what is in doubt, what waits, what was decided."""
    waits = contact_change.open_change(work, member.professional_id)
    return page.render(
        "reports/contact.html",
        member=member,
        sheet=sheet or sheet_of(member),
        number=number or Sheet(FoundRight),
        address=address or Sheet(FoundRight),
        trail=of.trail,
        home=of.home,
        runs=of.runs,
        leaving=of.leaving,
        dispute=disputed.standing(work, member.professional_id),
        said=disowned.standing(work, member.professional_id),
        back=[
            each
            for each in returned(work, member.life_id)
            if each.member == member and (each.count or each.closed_at or each.is_superior)
        ],
        sharing=contacts.sharing(
            work,
            member.professional.municipality_id,
            member.professional.phone,
            but=member.professional_id,
        ),
        former_disputes=disputed.ended_ones(work, member.professional_id),
        former_words=disowned.ended_ones(work, member.professional_id),
        dispute_ends=DISPUTE_ENDS,
        disown_ends=DISOWN_ENDS,
        tongues=list(OWN_NAMES.items()),
        waits=waits,
        alone=waits is not None and contact_codes.leads_nowhere(work, member.professional_id),
        decides=waits is not None and contact_change.decides_on(work, waits),
        former=contacts.former_changes(work, member.professional_id),
        ends=ENDS,
    )


def _of(page: Page, number: str, member_id: UUID) -> ContactPage:
    say = page.say.gettext
    trail = [
        ("/cases", say(N_("Cases"))),
        (f"/cases/{number}", number),
        (f"/cases/{number}/reports", say(N_("Reports"))),
        (None, say(N_("Contact"))),
    ]
    home = f"/cases/{number}/members/{member_id}/contact"
    return ContactPage(trail, home, leaving=f"/cases/{number}/table/{member_id}")


@router.get("")
def contact_page(page: Signed, number: str, member_id: UUID) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        member = contacts.member_of(work, case.id, member_id)
        return show(page, work, member, _of(page, number, member_id))


@router.post("")
def correct(page: Signed, number: str, member_id: UUID) -> Response:
    """Ask for another contact; the same one sends again what came back."""
    sheet = page.typed(ContactChangeForm)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            member = contacts.member_of(work, case.id, member_id)
            return show(page, work, member, _of(page, number, member_id), sheet=sheet)

    def act(form: ContactChangeForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            asked = contacts.change(work, case.id, member_id, form.contact(), form.reason)
        return page.go(f"/cases/{number}/reports", done=DONE[asked])

    return page.submit(sheet, act, again)


@router.post("/number")
def right_number(page: Signed, number: str, member_id: UUID) -> Response:
    """The number of which they said that it is not theirs is right after all."""
    sheet = page.typed(FoundRight)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            member = contacts.member_of(work, case.id, member_id)
            return show(page, work, member, _of(page, number, member_id), number=sheet)

    def act(form: FoundRight) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            disputed_numbers.confirm_right(work, case.id, member_id, form.basis)
        return page.go(f"/cases/{number}/reports", done=RIGHT)

    return page.submit(sheet, act, again)


@router.post("/address")
def right_address(page: Signed, number: str, member_id: UUID) -> Response:
    """The address of which it was said that it is not theirs is right after all."""
    sheet = page.typed(FoundRight)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            member = contacts.member_of(work, case.id, member_id)
            return show(page, work, member, _of(page, number, member_id), address=sheet)

    def act(form: FoundRight) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            disowned_addresses.confirm_right(work, case.id, member_id, form.basis)
        return page.go(f"/cases/{number}/reports", done=RIGHT_ADDRESS)

    return page.submit(sheet, act, again)
