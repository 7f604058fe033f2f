"""A conflict of interest that was declared by mistake is withdrawn: Art. 10(2)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import StringConstraints
from starlette.responses import Response

from casework.table import conflicts
from core.i18n import N_
from identity import passwords
from identity.access import NotThere
from identity.declaring import own_conflict
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Sheet
from portal.fresh import FreshOfficers
from portal.routes.declarations import named
from portal.routes.minutes import RealTime
from portal.signing import Sign, is_confirmed
from portal.web import ForOfficers, Page
from queries.declarations import of_table
from workflow.kinds import kind_of

router = APIRouter(prefix="/declarations/{life_id:uuid}/withdraw")

WHY = Ask(N_("How did the mistake come about?"), missing=N_("Write how the mistake came about."))


class WithdrawOwn(Sign):
    """An officer withdraws their own; the password stands for the hand, as when they declared."""

    reason: Annotated[Prose, WHY]
    password: Annotated[
        str,
        StringConstraints(strip_whitespace=False, max_length=passwords.LONGEST),
        Ask(N_("Your password"), missing=N_("Write your password.")),
    ]


class Withdraw(FormModel):
    """What somebody else said of theirs, as who runs the table puts it on record."""

    who: Annotated[UUID, Ask(N_("Who?"), missing=N_("Choose who it is."))]
    on: Happened
    reason: Annotated[Prose, WHY]


@router.get("")
def withdraw_page(page: ForOfficers, life_id: UUID) -> Response:
    """Their own, and nothing beside it; else what others say, for who runs the table."""
    return _show(page, life_id)


def _show(
    page: Page,
    life_id: UUID,
    *,
    own: Sheet[Any] | None = None,
    others: Sheet[Withdraw] | None = None,
) -> Response:
    with page.work() as work:
        try:
            label, people = kind_of(life := own_conflict(work, life_id)).label(life), None
        except NotThere:
            found = of_table(work, life_id, to_run_it=True)
            label = found.label
            people = [each for each in (*found.members, *found.others) if each.conflict]
        return page.render(
            "declarations/withdraw.html",
            life_id=life_id,
            label=label,
            own=own or Sheet.of(WithdrawOwn),
            others=others or Sheet.of(Withdraw),
            people=None if people is None else named(page.say, people),
        )


@router.post("/own")
def withdraw_own(page: FreshOfficers, life_id: UUID, clock: RealTime) -> Response:
    """Who declared for themselves opens the case again."""
    with page.work() as work:
        own_conflict(work, life_id)
    sheet: Sheet[Any] = page.typed(WithdrawOwn)

    def again() -> Response:
        return _show(page, life_id, own=sheet)

    def act(form: WithdrawOwn) -> Response:
        if not is_confirmed(page, clock, sheet, form):
            return again()
        with page.work() as work:
            own_conflict(work, life_id)
            conflicts.withdraw_own(work, life_id, reason=form.reason)
        return page.go("/", done=N_("It is on record that there is no conflict of interest."))

    return page.submit(sheet, act, again)


@router.post("")
def withdraw(page: ForOfficers, life_id: UUID) -> Response:
    """What a member, one of the family or a guest said: that it was a mistake."""
    sheet = page.typed(Withdraw)

    def act(form: Withdraw) -> Response:
        with page.work() as work:
            of_table(work, life_id, to_run_it=True)
            conflicts.withdraw(work, life_id, form.who, reason=form.reason, on=form.on)
        done = N_("It is on record that there is no conflict of interest.")
        return page.go(f"/declarations/{life_id}", done=done)

    return page.submit(sheet, act, again=lambda: _show(page, life_id, others=sheet))
