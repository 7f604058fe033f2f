"""Where whoever chairs reads out a code to whom they recognised: beside Art. 18(1), 0168."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import codes_by_phone, contacts
from identity import access, confirmations, disputed_numbers, member_apps
from identity.member_links import ways_in
from models.session import Work
from portal.check_words import APP_ENDS, CHOICES
from portal.forms import Sheet
from portal.recognising import Recognise
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries import codes_said
from rules.defaults import DEFAULTS
from rules.roles import Role
from workflow.kinds import case_of, kind_of

router = APIRouter(prefix="/codes/{life_id:uuid}")


@router.get("/said")
def said_page(page: Signed, life_id: UUID) -> Response:
    """Every code that was read out at a table, for whoever answers for it: its head too."""
    with page.work() as work:
        life = access.life_for(work, life_id)
        return page.render(
            "contacts/read_out.html",
            label=kind_of(life).label(life),
            is_case=kind_of(life).of_a_child,
            said=codes_said.at_table(work, life_id),
            apps=codes_said.apps_at_table(work, life_id),
            ends=APP_ENDS,
            now=work.clock.now(),
        )


@router.get("/{member_id:uuid}")
def code_page(page: Signed, life_id: UUID, member_id: UUID) -> Response:
    """What to see to before a code is read out; nothing is made yet."""
    return _show(page, life_id, member_id, Sheet(Recognise))


def _show(page: Page, life_id: UUID, member_id: UUID, sheet: Sheet[Recognise]) -> Response:
    with page.work() as work:
        access.life_for(work, life_id, role=Role.MANAGER)
        before_the_form(page, case_of(work.session, life_id))
        return _render(page, work, life_id, member_id, sheet=sheet)


def _render(
    page: Page,
    work: Work,
    life_id: UUID,
    member_id: UUID,
    *,
    sheet: Sheet[Recognise],
    code: str = "",
) -> Response:
    member = contacts.member_of(work, life_id, member_id)
    return page.render(
        "contacts/by_phone.html",
        sheet=sheet,
        choices=CHOICES,
        here=f"/codes/{life_id}/{member_id}",
        who=member.professional,
        most=DEFAULTS.CODES_A_DAY.count,
        leads=ways_in(work, member),
        code=code,
        sharing=contacts.sharing(
            work,
            member.professional.municipality_id,
            member.professional.phone,
            but=member.professional_id,
        ),
        disputed=disputed_numbers.standing(work, member.professional_id) is not None,
        app_since=member_apps.in_force(work, member.professional_id),
        said=codes_said.for_seat(work, member),
        waits=confirmations.waiting_for(work, member.id),
        until=codes_by_phone.good_until(work),
    )


@router.post("/{member_id:uuid}")
def say_code(page: Signed, life_id: UUID, member_id: UUID) -> Response:
    """Make it and show it, once: on no other page, in no mail, and not in the trail."""
    sheet = page.typed(Recognise)

    def act(form: Recognise) -> Response:
        with page.work() as work:
            access.life_for(work, life_id, role=Role.MANAGER)
            code = codes_by_phone.read_out(work, life_id, member_id, form.said)
            return _render(page, work, life_id, member_id, sheet=Sheet(Recognise), code=code)

    return page.submit(sheet, act, again=lambda: _show(page, life_id, member_id, sheet))
