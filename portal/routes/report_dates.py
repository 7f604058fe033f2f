"""Days set for actions of the plan, by which the system asks by itself: Art. 14(3.3)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import inquiries as acts
from core.i18n import N_
from identity import access
from identity.access import NotThere
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Sheet
from portal.routes.information import may_act
from portal.routes.inquiries import DONE
from portal.web import ForOfficers, Page
from queries import inquiries
from rules.defaults import DEFAULTS
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/inquiries/dates")


class SetDate(FormModel):
    """For which action, which day, and what its member is asked."""

    action: Annotated[UUID, Ask(N_("Which action?"), missing=N_("Choose the action."))]
    day: Annotated[
        Day,
        Ask(
            N_("By which day is its member to report?"),
            missing=N_("Write the day by which its member is to report."),
        ),
    ]
    words: Annotated[
        Prose,
        Ask(
            N_("What is its member to say?"),
            hint=N_("It stands behind the link; no mail says it."),
            missing=N_("Write what its member is to say."),
        ),
    ]


@router.get("")
def dates_page(page: ForOfficers, number: str) -> Response:
    """Every day that was set, and the form for another."""
    return _list(page, number, Sheet(SetDate))


def _list(page: Page, number: str, sheet: Sheet[SetDate]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        is_mine = may_act(work, case)
        return page.render(
            "inquiries/dates.html",
            case=case,
            dates=inquiries.dates_of(work, case),
            sheet=sheet,
            is_mine=is_mine,
            actions=[
                (each.id, f"{each.number}. {each.action or each.objective or ''}")
                for each in (inquiries.actions_to_report_on(work, case) if is_mine else ())
            ],
            ahead=DEFAULTS.REPORT_DATE,
        )


@router.post("")
def set_date(page: ForOfficers, number: str) -> Response:
    """The system asks so many days before this day: ours, beside Art. 14(3.3)."""
    sheet = page.typed(SetDate)

    def act(form: SetDate) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            acts.set_date(work, case.id, form.action, on=form.day, words=form.words)
        return page.go(f"/cases/{number}/inquiries/dates", done=DONE)

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.post("/{date_id:uuid}/taken-back")
def take_back(page: ForOfficers, number: str, date_id: UUID) -> Response:
    """Nobody is asked by this day any more."""

    def act() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            if date_id not in {each.row.id for each in inquiries.dates_of(work, case)}:
                raise NotThere
            acts.take_back_date(work, date_id)
        return page.go(f"/cases/{number}/inquiries/dates", done=DONE)

    return page.act_once(act)
