"""Who chairs a meeting in the manager's place, and signs for one they chaired: Art. 4(2), 10(1)."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from casework.case import closure
from casework.table import chairing, minutes
from core.clock import Clock
from core.i18n import N_
from identity.access import NotThere
from models.session import Work
from portal import signing, words
from portal.fields import Ask, Day, Line
from portal.forms import FormModel, Sheet
from portal.fresh import FreshOfficers
from portal.prose import blocks
from portal.signing import Sign, SignForm
from portal.unsealed import before_the_form
from portal.web import ForHead, ForOfficers, Page, real_clock
from queries import chairing as queries

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")
RealTime = Annotated[Clock, Depends(real_clock)]


class NameSubstitute(FormModel):
    """Who chairs this meeting, since when that is decided, and in which words."""

    officer: Annotated[UUID, Ask(N_("Who chairs?"), missing=N_("Choose who chairs."))]
    on: Annotated[Day, Ask(N_("Named on"), missing=N_("Say on which day you named them."))]
    words: Annotated[
        Line, Ask(N_("On what ground?"), N_("Number or words of the decision"), open=True)
    ] = ""
    shown: int | None = None
    """How many the page had named."""


@router.get("/chair")
def naming_page(page: ForHead, meeting_id: UUID) -> Response:
    return _naming(page, meeting_id, Sheet.of(NameSubstitute))


def _naming(page: Page, meeting_id: UUID, sheet: Sheet[NameSubstitute]) -> Response:
    with page.work() as work:
        file = queries.naming(work, meeting_id)
        before_the_form(page, file.case)
        return page.render(
            "chairing/name.html",
            file=file,
            sheet=sheet,
            near=file.near,
            options=[(each.id, each.name, "", file.near.get(each.id)) for each in file.officers],
        )


@router.post("/chair")
def name_substitute(page: ForHead, meeting_id: UUID) -> Response:
    """The head names another officer for this meeting; both are told by mail."""
    sheet = page.typed(NameSubstitute)

    def act(form: NameSubstitute) -> Response:
        with page.work() as work:
            queries.naming(work, meeting_id)  # the door
            assert work.actor.id is not None
            chairing.name_substitute(
                work,
                meeting_id,
                form.officer,
                by=work.actor.id,
                words=form.words,
                on=form.on,
                shown=form.shown,
            )
        return page.go(f"/meetings/{meeting_id}", done=N_("Who chairs this meeting is on record."))

    return page.submit(sheet, act, again=lambda: _naming(page, meeting_id, sheet))


@router.get("/chaired")
def chaired_page(page: ForOfficers, meeting_id: UUID) -> Response:
    with page.work() as work:
        return _chaired(page, work, meeting_id, Sheet.of(Sign), Sheet.of(SignForm))


def _chaired(
    page: Page, work: Work, meeting_id: UUID, of_minutes: Sheet[Sign], of_form: Sheet[Any]
) -> Response:
    """The texts that wait for the reader's word as chair, and no other paper."""
    file = queries.chaired(work, meeting_id)
    form = file.form.words if file.form else None
    return page.render(
        "chairing/chaired.html",
        file=file,
        text=list(blocks(file.minutes.words.text)) if file.minutes else [],
        assessment=list(blocks(form.assessment)) if form else [],
        of_minutes=of_minutes,
        of_form=of_form,
        ground_words=words.GROUNDS,
        departures=words.DEPARTURES,
        relations=words.RELATIONS,
        outcomes=words.OUTCOMES,
    )


@router.post("/chaired/minutes/sign")
def sign_minutes(page: FreshOfficers, meeting_id: UUID, clock: RealTime) -> Response:
    """Whoever chaired signs the minutes or refuses, by writing the password once more."""

    def act(work: Work, file: queries.ChairedMeeting, form: Sign) -> None:
        if file.paper is None:
            raise NotThere
        minutes.sign(work, file.paper.id, account_id=work.actor.id, **form.own_word)

    return _sign(page, meeting_id, clock, act, of_form=False)


@router.post("/chaired/form/sign")
def sign_form(page: FreshOfficers, meeting_id: UUID, clock: RealTime) -> Response:
    """Who managed the case on the day of the meeting signs its closing form."""

    def act(work: Work, file: queries.ChairedMeeting, form: Sign) -> None:
        if file.closure is None:
            raise NotThere
        closure.sign(work, file.closure.id, account_id=work.actor.id, **form.own_word)

    return _sign(page, meeting_id, clock, act, of_form=True)


def _sign(
    page: Page,
    meeting_id: UUID,
    clock: Clock,
    sign: Callable[[Work, queries.ChairedMeeting, Sign], None],
    *,
    of_form: bool,
) -> Response:
    sheet: Sheet[Any] = page.typed(SignForm if of_form else Sign)

    def again() -> Response:
        with page.work() as work:
            minutes_sheet = Sheet.of(Sign) if of_form else sheet
            form_sheet = sheet if of_form else Sheet.of(SignForm)
            return _chaired(page, work, meeting_id, minutes_sheet, form_sheet)

    def act(form: Sign) -> Response:
        with page.work() as work:
            queries.chaired(work, meeting_id)  # the door, before a password is tried
        if not signing.is_confirmed(page, clock, sheet, form):
            return again()
        with page.work() as work:
            sign(work, queries.chaired(work, meeting_id), form)
        return page.go("/", done=form.done)

    return page.submit(sheet, act, again)
