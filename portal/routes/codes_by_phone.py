"""Where whoever chairs makes a code for a member who is on the telephone: beside Art. 18(1)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import codes_by_phone, contacts
from identity import access, confirmations, disputed_numbers, links
from models.session import Work
from portal.forms import FormModel
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries import codes_said
from rules.roles import Role
from workflow.kinds import case_of

router = APIRouter(prefix="/codes/{life_id:uuid}/{member_id:uuid}")


class MakeCode(FormModel):
    """That a code is to be made."""


@router.get("")
def code_page(page: Signed, life_id: UUID, member_id: UUID) -> Response:
    """What to see to before a code is said; nothing is made yet."""
    return _show(page, life_id, member_id)


def _show(page: Page, life_id: UUID, member_id: UUID) -> Response:
    with page.work() as work:
        access.life_for(work, life_id, role=Role.MANAGER)
        before_the_form(page, case_of(work.session, life_id))
        return _render(page, work, life_id, member_id)


def _render(page: Page, work: Work, life_id: UUID, member_id: UUID, code: str = "") -> Response:
    member = contacts.member_of(work, life_id, member_id)
    return page.render(
        "contacts/by_phone.html",
        who=member.professional,
        leads=bool(links.with_open_ones(work, [member.id])),
        code=code,
        sharing=contacts.sharing(
            work,
            member.professional.municipality_id,
            member.professional.phone,
            but=member.professional_id,
        ),
        disputed=disputed_numbers.standing(work, member.professional_id) is not None,
        said=codes_said.for_seat(work, member),
        waits=confirmations.waiting_for(work, member.id),
        until=codes_by_phone.good_until(work),
    )


@router.post("")
def say_code(page: Signed, life_id: UUID, member_id: UUID) -> Response:
    """Make it and show it, once: on no other page, in no mail, and not in the trail."""

    def act(_: MakeCode) -> Response:
        with page.work() as work:
            access.life_for(work, life_id, role=Role.MANAGER)
            code = codes_by_phone.read_out(work, life_id, member_id)
            return _render(page, work, life_id, member_id, code)

    return page.submit(page.typed(MakeCode), act, again=lambda: _show(page, life_id, member_id))
