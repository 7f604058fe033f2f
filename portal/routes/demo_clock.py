"""The demo's clock: what time it is there, and on to the next thing that happens."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from core.clock import SystemClock
from core.i18n import N_
from portal.addresses import local_path
from portal.fields import Line
from portal.forms import FormModel, Sheet
from portal.web import Open
from workflow import demo_clock

router = APIRouter(prefix="/dev")

MOVED: Final = N_(
    "Time moved on to the next event. What is due happens within seconds: look at the mailbox, and"
    " wait for it before you skip further, or it leaves with the day of the next stop."
)
AT_WORK: Final = N_(
    "What is due at this moment is still being done, so time stands where it stood: press again in"
    " a few seconds."
)
NOTHING: Final = N_("Nothing happens by itself: somebody has to act first.")


class Skip(FormModel):
    """Where to go back to."""

    to: Line = "/dev/clock"


@router.get("/clock")
def clock_page(page: Open) -> Response:
    with page.work(read_only=True) as work:
        moment, now = demo_clock.next_event(work), work.clock.now()
    return page.render("dev/clock.html", now=now, next_event=moment, real=SystemClock().now())


@router.post("/clock")
def skip(page: Open) -> Response:
    sheet: Sheet[Skip] = page.typed(Skip)
    form = sheet.read(page.say) or Skip()
    try:
        with page.work() as work:
            moved = demo_clock.skip(work) is not None  # the keepers hear of it at commit
    except demo_clock.StillAtWork:
        return page.go(local_path(form.to), done=AT_WORK)
    return page.go(local_path(form.to), done=MOVED if moved else NOTHING)
