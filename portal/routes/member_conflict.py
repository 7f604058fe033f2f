"""A member who declared a conflict of interest by mistake says so behind their link: Art. 10(2)."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import conflicts
from core.i18n import N_
from identity.confirmations import ConfirmedWord, word_of
from identity.member_links import Guest
from models.confirmation import Confirmation
from models.people import LinkPurpose
from models.session import Work
from portal.confirming import AwaitsCode, ByCode, Saying
from portal.fields import Ask, Happened, Prose
from portal.forms import Sheet
from portal.members import AtLink, Entry
from portal.routes.conflicts import WHY
from queries.conflicts import OwnConflict, of_guest
from rules.confirming import ConfirmedAct

router = APIRouter()


class WithdrawByLink(ByCode):
    """That it was a mistake, with the reason and the day."""

    reason: Annotated[Prose, WHY]
    on: Annotated[Happened, Ask(N_("When did you first say that it was a mistake?"))]


def recused(
    at: Entry,
    own: OwnConflict,
    sheet: Sheet[WithdrawByLink] | None = None,
    waiting: AwaitsCode | None = None,
) -> Response:
    """That they take no part, and the way back where it was a mistake: with another code, once what
    they declared has put them out."""
    return at.render(
        "member/recused.html",
        own=own,
        sheet=sheet or Sheet(WithdrawByLink),
        is_here=own.way == at.token and not at.over,
        waiting=waiting,
    )


@router.post("/l/{token}/declare/withdraw")
def withdraw(at: AtLink) -> Response:
    """They sit again, and are asked for both declarations where they had made none before."""
    sheet = at.page.typed(WithdrawByLink)

    def word(_: Work, guest: Guest, form: WithdrawByLink) -> ConfirmedWord:
        return word_of(ConfirmedAct.WITHDRAW, guest.member.id, form.reason, str(form.on))

    def act(
        work: Work, guest: Guest, form: WithdrawByLink, confirmation: Confirmation | None
    ) -> Response:
        conflicts.withdraw_by_link(
            work, guest.member.id, reason=form.reason, on=form.on, confirmation=confirmation
        )
        done = N_("It is on record that there is no conflict of interest.")
        return at.page.go(f"{at.home}/declare", done=done)

    def show(waiting: AwaitsCode | None) -> Response:
        with at.inside(LinkPurpose.DECLARE, undeclared=True) as (work, guest):
            own = of_guest(work, guest)
        return recused(at, own, sheet, waiting)

    return Saying(at, sheet, show, word, act, (LinkPurpose.DECLARE,), declares=True).answer()
