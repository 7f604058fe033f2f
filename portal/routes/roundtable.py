"""The municipal roundtable that meets each quarter, with or without cases: Art. 8(2)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import standing
from casework.record.notice_facts import left_of_each
from casework.table import convening
from core.i18n import N_
from identity.access import NotThere
from models.meeting import Meeting
from models.session import Work
from portal import duties, same_hour, words
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.web import ForHead, Page, Signed
from queries.annual_file import years as annual_years
from queries.clashes import at_that_hour
from queries.quarter_file import QuarterFile, open_quarter, roundtable
from rules.convening import leaving
from rules.duties import Duty, OpenDuty
from rules.roles import Role
from workflow.duties import duties_of

router = APIRouter(prefix="/roundtable")


class Convener(FormModel):
    """Who convenes where there is no case: T6."""

    officer: Annotated[
        UUID | Literal["head"], Ask(N_("Who convenes?"), missing=N_("Choose who convenes."))
    ]


@router.get("")
def roundtable_page(page: Signed) -> Response:
    return _roundtable(page, Sheet.of(Convener))


def _roundtable(page: Page, sheet: Sheet[Convener]) -> Response:
    with page.work() as work:
        table = roundtable(work)
        years = sorted({line.quarter.year for line in table.lines}, reverse=True)
        return page.render(
            "roundtable/quarters.html",
            table=table,
            years=years,
            lines={(line.quarter.year, line.quarter.number): line for line in table.lines},
            sheet=sheet,
            reports=annual_years(work),
            officers=[
                *((officer.id, officer.name) for officer in table.officers),
                ("head", page.say.gettext(N_("The head of social services"))),
            ],
        )


@router.post("")
def name_convener(page: ForHead) -> Response:
    sheet = page.typed(Convener)

    def act(form: Convener) -> Response:
        with page.work() as work:
            standing.name_convener(work, None if form.officer == "head" else form.officer)
        return page.go("/roundtable", done=N_("It is on record who convenes."))

    return page.submit(sheet, act, again=lambda: _roundtable(page, sheet))


class AgreeQuarter(FormModel):
    """One press; what else is at that hour was shown with it."""

    at_that_hour: Line = ""
    begins: Line = ""
    """When the meeting was to begin on the page."""


class CounterQuarter(FormModel):
    """Another day, with the reason: Art. 8(3)."""

    note: Annotated[
        Prose,
        Ask(N_("Why another day?"), missing=N_("Write which days suit, or why this one does not.")),
    ]
    on: Annotated[
        Day | None,
        Ask(N_("On which day?"), N_("The day on which you asked for another one."), open=True),
    ] = None
    """Only where it was on paper or by telephone."""


@router.get("/{quarter}")
def quarter_page(page: Signed, quarter: str) -> Response:
    with page.work() as work:
        return _show(page, work, open_quarter(work, quarter), Sheet.of(CounterQuarter))


def _show(page: Page, work: Work, file: QuarterFile, sheet: Sheet[CounterQuarter]) -> Response:
    owed = [
        (
            duty,
            duties.said_to(
                page.say, duty, page.role_at(chairs=file.is_run_by_reader), work.actor.id
            ),
            _address(file, duty),
        )
        for duty in duties_of(work, file.life.id)
    ]
    may_agree, meeting = _is_to_agree(page, file), file.meeting
    asked = meeting if may_agree else None
    beside = at_that_hour(work, file.life.id, asked.starts_at, but=asked.id) if asked else ()
    return page.render(
        "roundtable/quarter.html",
        file=file,
        sheet=sheet,
        owed=owed,
        may_agree=may_agree,
        beside=beside,
        seen=same_hour.shown(asked.starts_at, beside) if asked else "",
        leaves=leaving(file.meeting.day, page.today) if file.meeting else None,
        steps=_steps(page, file, _left_on(work, file.meeting)),
        kinds=words.MEETINGS,
    )


def _address(file: QuarterFile, duty: OpenDuty) -> str:
    meeting = file.meeting.id if file.meeting else None
    if meeting is None and duty.duty in {Duty.MEET_IN_QUARTER, Duty.PLAN_MEETING}:
        return f"/roundtable/{file.quarter}"
    return {
        Duty.MEET_IN_QUARTER: f"/meetings/{meeting}",
        Duty.PLAN_MEETING: f"/meetings/{meeting}",
        Duty.INVITE: f"/meetings/{meeting}",
        Duty.AGREE_DATE: "#agree",
        Duty.HOLD_MEETING: f"/meetings/{meeting}/record",
        Duty.CORRECT_CONTACT: "#returned",
        Duty.DECLARE: f"/declarations/{file.life.id}",
        Duty.CHAIR_DECLARES: f"/declarations/{file.life.id}",
        Duty.TAKE_DECLARATIONS: f"/declarations/{file.life.id}",
        Duty.CONFIRM_CONTACT: f"/contacts/{duty.subject_id}",
        Duty.CALL_BACK: f"/calls/{duty.subject_id}",
    }.get(duty.duty, f"/meetings/{meeting}/minutes")


def _is_to_agree(page: Page, file: QuarterFile) -> bool:
    meeting = file.meeting
    return bool(page.is_head and meeting and convening.may_agree(meeting, page.today))


def _left_on(work: Work, meeting: Meeting | None) -> date | None:
    """The day on which the last invitation left; None while one has not: Art. 8(3)."""
    if meeting is None:
        return None
    return left_of_each(work.session, [meeting]).get(meeting.id)


def _steps(page: Page, file: QuarterFile, left: date | None) -> list[tuple[str, str, str]]:
    """The five stations of a quarter."""
    say, meeting = page.say, file.meeting
    days = (
        meeting.proposed_at if meeting and not meeting.countered_at else None,
        meeting.agreed_at if meeting else None,
        left,
        meeting.held_at if meeting else None,
        file.life.ended_at,
    )
    names = (
        say.gettext("Proposed"),
        say.gettext("Agreed"),
        say.gettext("Invitations"),
        say.gettext("Meeting"),
        say.gettext("Minutes signed"),
    )
    current = next((place for place, day in enumerate(days) if day is None), len(days))
    return [
        (
            name,
            "past" if place < current else "now" if place == current else "next",
            say.day(day, page.today) if day and place < current else "",
        )
        for place, (name, day) in enumerate(zip(names, days, strict=True))
    ]


def _undecided(file: QuarterFile) -> UUID:
    if file.meeting is None:
        raise NotThere
    return file.meeting.id


@router.post("/{quarter}/agree")
def agree(page: Signed, quarter: str) -> Response:
    sheet = page.typed(AgreeQuarter)

    def again() -> Response:
        with page.work() as work:
            file = open_quarter(work, quarter, role=Role.HEAD)
            return _show(page, work, file, Sheet.of(CounterQuarter))

    def check() -> Iterator[Gap]:
        with page.work() as work:
            file = open_quarter(work, quarter, role=Role.HEAD)
            if (meeting := file.meeting) and _is_to_agree(page, file):
                yield from same_hour.unseen(
                    work, sheet, file.life.id, meeting.starts_at, but=meeting.id
                )

    def act(form: AgreeQuarter) -> Response:
        shown = same_hour.day_read(form.begins)
        with page.work() as work:
            file = open_quarter(work, quarter, role=Role.HEAD)
            assert work.actor.id is not None  # an officer acts
            convening.agree(work, _undecided(file), by=work.actor.id, shown=shown)
        return page.go(f"/roundtable/{quarter}", done=N_("The date is agreed; invitations leave."))

    return page.submit(sheet, act, again, check)


@router.post("/{quarter}/counter")
def counter(page: Signed, quarter: str) -> Response:
    """The head asks for another day; it is proposed at once."""
    sheet = page.typed(CounterQuarter)

    def again() -> Response:
        with page.work() as work:
            return _show(page, work, open_quarter(work, quarter, role=Role.HEAD), sheet)

    def act(form: CounterQuarter) -> Response:
        with page.work() as work:
            file = open_quarter(work, quarter, role=Role.HEAD)
            convening.counter(work, _undecided(file), note=form.note, on=form.on)
        return page.go(f"/roundtable/{quarter}", done=N_("Another day will be proposed."))

    return page.submit(sheet, act, again)
