"""After a restore: what is paused, what had left, and that sending goes on: decision 0161."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter
from starlette.responses import Response

from casework import resuming
from core.clock import at_local
from core.i18n import N_
from notifications.after_restore import Since
from portal.fields import Ask, Day, Hour
from portal.forms import FormModel, Sheet
from portal.fresh import FreshAdmin
from portal.message_words import kind_words
from portal.web import ForAdmin, Page
from queries import sending

router = APIRouter(prefix="/sending")

ASKED: Final = N_("It is on record. The worker carries it out within half a minute; look again.")
WHY_NOT: Final = {
    "no worker": N_("No worker was heard of since the restore: start one."),
    "still looking": N_("The worker still looks at %(count)s cases."),
    "no such message": N_("%(name)s is no message that waits, or more than one."),
    "outside the gap": N_("The moment does not lie between the copy and the restore."),
    "undecided": N_("Of %(count)s messages it is not said whether they had left."),
}
"""Why the keeper has not carried it out."""
COUNTS: Final = (
    (Since.LEFT, N_("waited in the copy, and their time came before the stop: they count as sent")),
    (Since.LATER, N_("waited, and their time came later: they leave")),
    (Since.NEW_LINK, N_("were queued since, with a new link: they leave")),
    (Since.ANEW, N_("were queued again since: you say whether they had left")),
)


class WhatHadLeft(FormModel):
    """When the system stopped, and what of the messages that were queued again had left."""

    day: Annotated[Day, Ask(N_("On which day did the lost system stop?"))]
    hour: Annotated[Hour, Ask(N_("Hour"), missing=N_("Write the hour, like 10:00."))]
    again: Annotated[
        Literal["sent", "send"],
        Ask(
            N_("Had the messages left that were queued again?"),
            missing=N_("Choose what holds for most of them."),
        ),
    ]
    but: Annotated[tuple[str, ...], Ask(N_("It is the other way round for"), open=True)] = ()


@router.get("")
def sending_page(page: ForAdmin) -> Response:
    """What waits, and what would become of it."""
    return _show(page, Sheet(WhatHadLeft))


def _show(page: Page, sheet: Sheet[WhatHadLeft]) -> Response:
    with page.work(read_only=True) as work:
        found = sending.nothing_leaves(work)
    return page.render(
        "today/sending.html",
        found=found,
        sheet=sheet,
        counts=COUNTS,
        kind_words=kind_words,
        why_not=WHY_NOT,
    )


@router.post("")
def go_on(page: FreshAdmin) -> Response:
    """Say what had left; the keeper, who sees all of it, lets the rest leave."""
    sheet = page.typed(WhatHadLeft)

    def act(form: WhatHadLeft) -> Response:
        stopped_at = at_local(form.day, form.hour)
        with page.work() as work:
            resuming.ask(work, stopped_at, anew=form.again == "sent", but=list(form.but))
        return page.go("/sending", done=ASKED)

    return page.submit(sheet, act, again=lambda: _show(page, sheet))
