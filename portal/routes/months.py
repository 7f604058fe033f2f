"""A manager's months, signed off by the head with a remark: Art. 16(1)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from casework.municipality import months as acts
from core.clock import Clock
from core.i18n import N_, Translator
from identity import access
from identity.access import NotThere
from models.session import Work
from portal import duty_lines, signing
from portal.breaches import MISSED
from portal.duties import DUTY_PAGES
from portal.fields import Ask, Prose
from portal.forms import FormModel, Sheet
from portal.fresh import FreshOfficers
from portal.routes.supervision import STATES
from portal.signing import Sign
from portal.web import ForOfficers, Page, real_clock
from portal.words import PHASES
from queries import managed_work, months
from queries.paging import asked_page
from rules.breaches import word_of
from rules.duties import Duty
from rules.months import (
    last_of,
)
from rules.phases import ORDER
from rules.roles import Role

router = APIRouter(prefix="/supervision")


class SignMonth(Sign):
    """The head's remark, and the password that stands for the hand."""

    remark: Annotated[
        Prose,
        Ask(
            N_("Your remark"),
            hint=N_("It is not changed any more; a later one stands beside it."),
            open=True,
        ),
    ] = ""


class RemarkOnMonth(FormModel):
    """What is to be said beside what was signed."""

    words: Annotated[Prose, Ask(N_("Another remark"), missing=N_("Write the remark."))]


@router.get("")
def months_page(page: ForOfficers) -> Response:
    """For the head every manager of the centre; for a manager their own months."""
    with page.work() as work:
        return page.render(
            "supervision/months.html",
            lines=months.months_of_centre(work),
            heads=access.is_head(work),
        )


class ManagerPages(FormModel):
    """Which page of each list stands in the address."""

    own: str = ""
    late: str = ""


@router.get("/{officer_id:uuid}")
def manager_page(
    page: ForOfficers, officer_id: UUID, at: Annotated[ManagerPages, Query()]
) -> Response:
    """One manager's work today: what is open, asked and late; for the head, and for whose it is."""
    with page.work(read_only=True) as work:
        own, late = asked_page(at.own), asked_page(at.late)
        file = managed_work.read(work, officer_id, own, late)
        heads = access.is_head(work)
        role = Role.HEAD if heads and work.actor.id != officer_id else Role.MANAGER
        lines, others = (
            [duty_lines.duty_line(page.say, each, page.today, own=role) for each in found.lines]
            for found in (file.own, file.late_with_others)
        )
        return page.render(
            "supervision/manager.html",
            file=file,
            heads=heads,
            groups=duty_lines.grouped(lines, file.own.by_state),
            late_lines=others,
            tiles=[
                (state, file.own.by_state[state], page.say.gettext(words), "#own")
                for state, words in duty_lines.GROUPS
            ],
            phases=[
                (page.say.gettext(PHASES[each]), file.cases[each])
                for each in ORDER
                if each in file.cases
            ],
            states=STATES,
        )


@router.get("/{officer_id:uuid}/{month}")
def month_page(page: ForOfficers, officer_id: UUID, month: str) -> Response:
    """What was open, late and breached, as it was signed or as it stands."""
    return _one(page, officer_id, _month(month))


def _month(typed: str) -> date:
    """`2026-10` as its first day; raises `NotThere`."""
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise NotThere from None


def _one(
    page: Page,
    officer_id: UUID,
    month: date,
    signed: Sheet[SignMonth] | None = None,
    remark: Sheet[RemarkOnMonth] | None = None,
) -> Response:
    with page.work() as work:
        file = months.month_file(work, officer_id, month)
        return page.render(
            "supervision/month.html",
            file=file,
            month=month,
            is_over=last_of(month) < page.today,
            sheet=signed or Sheet(SignMonth),
            remark=remark or Sheet(RemarkOnMonth),
            owed=lambda word: _owed(page.say, word),
            missed=lambda word: _missed(page.say, word),
        )


def _owed(say: Translator, word: str) -> str:
    return say.gettext(DUTY_PAGES[Duty(word)].title)


def _missed(say: Translator, word: str) -> str:
    what = word_of(word)
    return say.gettext(MISSED.get(what) or DUTY_PAGES[Duty(word)].title)


@router.post("/{officer_id:uuid}/{month}/sign")
def sign_off(
    page: FreshOfficers,
    officer_id: UUID,
    month: str,
    clock: Annotated[Clock, Depends(real_clock)],
) -> Response:
    """The head signs the month as it stood on the page, once."""
    sheet, day = page.typed(SignMonth), _month(month)

    def again() -> Response:
        return _one(page, officer_id, day, signed=sheet)

    def act(form: SignMonth) -> Response:
        with page.work() as work:
            _for_head(work, officer_id, day)
        if not signing.is_confirmed(page, clock, sheet, form):
            return again()
        with page.work() as work:
            _for_head(work, officer_id, day)
            acts.sign_off(work, officer_id, day, remark=form.remark, shown=form.digest)
        return page.go(f"/supervision/{officer_id}/{month}", done=N_("You have signed."))

    return page.submit(sheet, act, again)


@router.post("/{officer_id:uuid}/{month}/remark")
def add_remark(page: ForOfficers, officer_id: UUID, month: str) -> Response:
    """A correction is another remark beside what was signed."""
    sheet, day = page.typed(RemarkOnMonth), _month(month)

    def act(form: RemarkOnMonth) -> Response:
        with page.work() as work:
            _for_head(work, officer_id, day)
            acts.add_remark(work, officer_id, day, form.words)
        return page.go(f"/supervision/{officer_id}/{month}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _one(page, officer_id, day, remark=sheet))


def _for_head(work: Work, officer_id: UUID, month: date) -> None:
    """Only the head, or the deputy, of the officer's centre; raises `NotThere`."""
    months.month_file(work, officer_id, month)
    if not access.is_head(work):
        raise NotThere
