"""Stalled steps for administrators: by cause, checked before a retry and looked at afterwards."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from casework import operations
from core.i18n import N_
from notifications.outbox import NOBODY_TO_TELL
from portal import causes
from portal.fields import Ask, Line
from portal.forms import FormModel, Gap, Sheet
from portal.web import ForAdmin, Page
from queries import overview, retried, stalls
from queries.overview import Overview
from queries.paging import PAGE, asked_page
from queries.retried import RetryState
from queries.set_aside import set_aside
from queries.urgency import RowState

router = APIRouter()

Lives = Annotated[list[UUID], Query(max_length=200)]
MaybeLives = Annotated[list[UUID], Query(max_length=200, default_factory=list)]
CHOOSE: Final = N_("Choose at least one step.")


class Retry(FormModel):
    """The lives whose stalled step is to be tried again, or all that one cause has stopped."""

    life: Annotated[tuple[UUID, ...], Ask(N_("Steps"))] = ()
    cause: Line = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if not (sheet.value("life") or sheet.value("cause")):
            yield "life", CHOOSE


class StalledPages(FormModel):
    """Which page of each list stands in the address."""

    steps: str = ""
    aside: str = ""


@router.get("/stalled")
def stalled_page(page: ForAdmin, at: Annotated[StalledPages, Query()]) -> Response:
    """Every stalled step by its cause, with the time the law leaves."""
    with page.work(read_only=True) as work:
        causes_shown, found = stalls.stalled(work, asked_page(at.steps))
        whole = overview.overview(work)
        return page.render(
            "stalled/list.html",
            causes=[(each, *causes.cause(each.error)) for each in causes_shown],
            found=found,
            aside=set_aside(work, asked_page(at.aside)),
            nobody=causes.CAUSES[NOBODY_TO_TELL],
            tiles=_tiles(page, whole),
            count=found.total,
            step_name=causes.step,
        )


def _tiles(page: Page, whole: Overview) -> list[tuple[str, int, str, str]]:
    retrying = sum(row.lives for row in whole.waiting if row.waiting_for == "Retrying")
    say = page.say.gettext
    return [
        (RowState.STALL, whole.stalled, say(N_("Stalled")), ""),
        (RowState.SOON, retrying, say(N_("Retrying by themselves")), ""),
        (RowState.LATER, whole.queued, say(N_("Messages waiting")), ""),
        (
            RowState.LATER,
            whole.open_lives - whole.stalled - retrying,
            say(N_("Parked, all well")),
            "",
        ),
    ]


@router.get("/stalled/check")
def check_page(page: ForAdmin, life: MaybeLives, cause: str = "") -> Response:
    """What was done, what will be done and what will be sent, before anything is; of all that one
    cause has stopped the nearest."""
    with page.work() as work:
        which = stalls.of_cause(work, cause) if cause else life
        found = stalls.previews(work, which[:PAGE] if cause else which)
        return page.render(
            "stalled/check.html",
            previews=found,
            cause=cause,
            total=len(which) if cause else len(found),
            why=causes.cause(found[0].stall.error),
            step_name=causes.step,
            readers=causes.READERS,
        )


@router.post("/stalled/retry")
def retry(page: ForAdmin) -> Response:
    """Ask for another try; the result page looks at what came of it."""
    sheet = page.typed(Retry)

    def act(form: Retry) -> Response:
        with page.work() as work:
            which = stalls.of_cause(work, form.cause) if form.cause else form.life
            asked = operations.retry(work, which)
        query = "&".join(f"life={each}" for each in (asked or which)[:200])
        return page.go(f"/stalled/result?{query}" if query else "/stalled")

    return page.submit(sheet, act, again=lambda: page.go("/stalled"))


class RetryMessages(FormModel):
    """The lives whose messages are to be composed again."""

    life: Annotated[
        tuple[UUID, ...], Ask(N_("Messages"), missing=N_("Choose at least one message."))
    ]


@router.post("/stalled/messages")
def retry_messages(page: ForAdmin) -> Response:
    """Compose them again; what still cannot be written comes back here with its reason."""
    sheet = page.typed(RetryMessages)

    def act(form: RetryMessages) -> Response:
        with page.work() as work:
            operations.retry_messages(work, form.life)
        return page.go(
            "/stalled",
            done=N_("They are tried again; what still cannot be written comes back to this page."),
        )

    return page.submit(sheet, act, again=lambda: page.go("/stalled"))


@router.get("/stalled/result")
def result_page(page: ForAdmin, life: Lives) -> Response:
    """What the machine did after the retry; nothing is called solved before that."""
    with page.work(read_only=True) as work:
        found = retried.outcomes(work, life)
        return page.render(
            "stalled/result.html",
            outcomes=found,
            on=sum(each.state == RetryState.ON for each in found),
            open=[each for each in found if each.state == RetryState.AGAIN],
            waiting=sum(each.state in {RetryState.WAITING, RetryState.TRYING} for each in found),
            looked_at=work.clock.now(),
            step_name=causes.step,
            waits_for=causes.waits_for,
        )
