"""Closed files that are kept, held back, hidden and erased: the head, step by step: 0259."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import retention
from core.i18n import N_
from models.session import Work
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Sheet
from portal.fresh import FreshHead
from portal.retention_words import STATES
from portal.web import ForHead, Page
from queries import retention as read
from rules.retention import APART

router = APIRouter(prefix="/retention")


class TakeStep(FormModel):
    """One press, nothing typed."""


class DecideErasure(FormModel):
    """That it is erased, and why."""

    called = "decide"
    words: Annotated[
        Prose,
        Ask(
            N_("Why is it erased?"),
            N_("It stays on record when the file is gone: name nobody."),
            N_("Write why."),
        ),
    ]


class HoldFile(FormModel):
    """Not to be erased, whatever its limit says."""

    called = "hold"
    words: Annotated[
        Prose,
        Ask(
            N_("Why is it held back?"),
            N_("A court, a complaint, a claim. It stays on record: name nobody."),
            N_("Write why."),
        ),
    ]
    until: Annotated[Day | None, Ask(N_("Until which day?"), open=True)] = None


class LiftHold(FormModel):
    called = "lift"
    words: Annotated[Prose, Ask(N_("Why is it lifted?"), missing=N_("Write why."))]


@router.get("")
def archive_page(page: ForHead) -> Response:
    with page.work(read_only=True) as work:
        return page.render(
            "retention/archive.html",
            lines=read.archive(work),
            proofs=read.erased(work),
            rule=next(iter(read.rules_entered(work)), None),
            states=STATES,
            apart=APART.days,
        )


@router.get("/{number}")
def file_page(page: ForHead, number: str) -> Response:
    return _show(page, number)


@router.post("/{number}/notice")
def give_notice(page: ForHead, number: str) -> Response:
    return _press(page, number, retention.give_notice, N_("Notice is given."))


@router.post("/{number}/hide")
def hide(page: FreshHead, number: str) -> Response:
    return _press(page, number, retention.hide, N_("The file is hidden."))


@router.post("/{number}/keep")
def take_back(page: ForHead, number: str) -> Response:
    return _press(page, number, retention.take_back, N_("The file is kept."))


@router.post("/{number}/decide")
def decide(page: FreshHead, number: str) -> Response:
    sheet = page.typed(DecideErasure)

    def act(form: DecideErasure) -> Response:
        with page.work() as work:
            retention.decide(work, number, form.words)
        return page.go(f"/retention/{number}", done=N_("The decision is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, number, decision=sheet))


@router.post("/{number}/hold")
def hold(page: ForHead, number: str) -> Response:
    """At once: no second factor is in its way."""
    sheet = page.typed(HoldFile)

    def act(form: HoldFile) -> Response:
        with page.work() as work:
            retention.hold(work, number, form.words, form.until)
        return page.go(f"/retention/{number}", done=N_("The file is held back."))

    return page.submit(sheet, act, again=lambda: _show(page, number, holding=sheet))


@router.post("/{number}/holds/{hold_id:uuid}")
def lift(page: FreshHead, number: str, hold_id: UUID) -> Response:
    sheet = page.typed(LiftHold)

    def act(form: LiftHold) -> Response:
        with page.work() as work:
            retention.lift(work, number, hold_id, form.words)
        return page.go(f"/retention/{number}", done=N_("The hold is lifted."))

    return page.submit(sheet, act, again=lambda: _show(page, number, lifting=sheet))


def _press(page: Page, number: str, step: Callable[[Work, str], object], done: str) -> Response:
    def act(_: TakeStep) -> Response:
        with page.work() as work:
            step(work, number)
        return page.go(f"/retention/{number}", done=done)

    return page.submit(page.typed(TakeStep), act, again=lambda: _show(page, number))


def _show(
    page: Page,
    number: str,
    *,
    decision: Sheet[Any] | None = None,
    holding: Sheet[Any] | None = None,
    lifting: Sheet[Any] | None = None,
) -> Response:
    with page.work(read_only=True) as work:
        return page.render(
            "retention/file.html",
            found=read.one(work, number),
            states=STATES,
            apart=APART.days,
            decision=decision or Sheet(DecideErasure),
            holding=holding or Sheet(HoldFile),
            lifting=lifting or Sheet(LiftHold),
        )
