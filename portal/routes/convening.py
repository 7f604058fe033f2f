"""Planning a meeting: which day is lawful, and what it implies: Art. 8(3), 14(5)."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import convening
from core.clock import at_local
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Day, Hour, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.law import regulation
from portal.proposals import purposes, strip, tiles
from portal.web import ForOfficers, Page
from portal.words import MEETINGS, RISKS
from queries import dates, meeting_requests
from rules.assessment import Risk
from rules.convening import MeetingInThePast, MeetingTooSoon
from rules.meetings import MeetingKind
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/meeting")

OTHER: Final = "other"
HOUR: Final = time(10, 0)
FAR: Final = timedelta(days=3660)  # nothing is worked out for days beyond ten years
TORN: Final = N_("You chose one day and wrote another. Choose the one you mean.")
EARLIEST: Final = N_("The earliest day is {earliest}.")
NO_PURPOSE: Final = N_("Choose the review of the plan or the closure.")
SENT: Final = N_("The date is sent to the head. Nothing leaves before.")
SENT_AND_TOLD: Final = N_("The date is sent to the head. Whoever asked is told that it is called.")
NO_REASON: Final = N_("Write why the meeting is called, or say that no reason is stated.")
NO_DAY: Final = N_("Choose a day, or write another one.")


class ProposeDate(FormModel):
    """What is asked to plan a meeting: Art. 8(3)."""

    about: Annotated[
        Literal[MeetingKind.REVIEW, MeetingKind.CLOSURE] | None,
        Ask(N_("What is the meeting for?"), open=True),
    ] = None
    chosen: Annotated[Line, Ask(N_("When is the meeting?"), N_("We propose working days."))] = ""
    other_day: Annotated[Day | None, Ask(N_("Another day"), open=True)] = None
    hour: Annotated[Hour, Ask(N_("Hour"), missing=N_("Write the hour, like 10:00."))]
    place: Annotated[
        Line, Ask(N_("Place"), N_("Room or address"), N_("Write where the table meets."))
    ]
    extraordinary: Annotated[
        bool,
        Ask(N_("This is an extraordinary meeting"), N_("The child is at risk and cannot wait.")),
    ] = False
    plan_too: Annotated[
        bool,
        Ask(
            N_("The plan is reviewed in this meeting too"),
            N_("Only a meeting with the plan on its agenda is a review."),
        ),
    ] = False
    reason: Annotated[
        Prose,
        Ask(
            N_("Why can it not wait?"),
            N_("Recorded; the head and everybody who is invited read it behind their link."),
            open=True,
        ),
    ] = ""
    reason_not_stated: Annotated[bool, Ask(N_("No reason is stated"))] = False
    all_the_same: Annotated[
        bool,
        Ask(
            N_("Plan it all the same"),
            N_("That one meeting is planned at a time, and after the minutes, is our limit."),
        ),
    ] = False
    answers: Annotated[
        tuple[UUID, ...],
        Ask(
            N_("Which requests of members does it answer?"),
            N_("Whoever asked is told at once that the meeting is called; the day comes later."),
            open=True,
        ),
    ] = ()
    no_assessment: Annotated[
        Prose,
        Ask(
            N_("Why can no assessment go ahead of the meeting?"),
            N_("Recorded."),
            open=True,
        ),
    ] = ""
    stated_risk: Annotated[
        Risk | None,
        Ask(N_("At what risk is the child?"), N_("Only where there is a risk."), open=True),
    ] = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """One day and no other: nobody should guess which counts."""
        chosen, other = sheet.value("chosen"), sheet.known("other_day")
        is_open = chosen in {"", OTHER} and bool(sheet.value("other_day").strip())
        if not is_open and _iso(chosen) is None:
            yield "chosen", NO_DAY
        elif _iso(chosen) and other not in {None, _iso(chosen)}:
            yield "chosen", TORN
        unsaid = not (sheet.value("reason").strip() or sheet.known("reason_not_stated"))
        if sheet.known("extraordinary") and unsaid:
            yield "reason", NO_REASON

    def day(self) -> date | None:
        return _iso(self.chosen) or self.other_day


def _iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


@router.get("")
def propose_page(
    page: ForOfficers,
    number: str,
    day: str = "",
    extraordinary: str = "",
    about: str = "",
    *,
    answers: str = "",
    beside: str = "",
) -> Response:
    """The earliest lawful day first; then what each day implies."""
    sheet = Sheet.of(
        ProposeDate,
        about=about or None,
        chosen=OTHER if _iso(day) else None,
        other_day=_iso(day),
        hour=HOUR,
        extraordinary="yes" if extraordinary else None,
        answers=(answers,) if answers else None,
    )
    return _propose(page, number, sheet, is_wanted=bool(beside))


@router.post("")
def propose(page: ForOfficers, number: str) -> Response:
    """Send the day to the head; `look` only works out what it implies, `take` takes our day."""
    sheet = page.typed(ProposeDate)
    if _iso(sheet.value("take")):
        sheet = _with_day(sheet)
        return _propose(page, number, sheet, role=Role.MANAGER)
    if sheet.value("look"):
        return _propose(page, number, sheet, role=Role.MANAGER)

    def act(form: ProposeDate) -> Response:
        day = form.day()
        assert day is not None  # its gaps were looked at
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            try:
                _put_forward(work, case, day, form)
            except (MeetingTooSoon, MeetingInThePast) as refusal:
                sheet.refuse("chosen", page.say.fill(EARLIEST, refusal.facts))
                raise
        return page.go(f"/cases/{number}", done=SENT_AND_TOLD if form.answers else SENT)

    def again() -> Response:
        return _propose(page, number, sheet, role=Role.MANAGER)

    return page.submit(sheet, act, again, check=lambda: _unsaid(page, number, sheet))


def _unsaid(page: Page, number: str, sheet: Sheet[ProposeDate]) -> Iterator[Gap]:
    """While closing is prepared, the manager says which of two meetings this is: Art. 15(1)."""
    if sheet.known("extraordinary"):
        return
    with page.work() as work:
        known = dates.situation(work, access.case_for(work, number, role=Role.MANAGER))
        if known.has_choice and sheet.known("about") is None:
            yield "about", NO_PURPOSE


def _put_forward(work: Work, case: Case, day: date, form: ProposeDate) -> None:
    convening.propose(
        work,
        case.id,
        starts_at=at_local(max(day, date(2000, 1, 1)), form.hour),
        place=form.place,
        extraordinary=form.extraordinary and form.about is not MeetingKind.CLOSURE,
        on_review=form.about == MeetingKind.REVIEW or form.plan_too,
        short_notice_reason=form.reason,
        no_assessment_reason=form.no_assessment,
        answers=form.answers,
        stated_risk=form.stated_risk,
        all_the_same=form.all_the_same,
    )


def _with_day(sheet: Sheet[ProposeDate]) -> Sheet[ProposeDate]:
    """The same form with our day in the place of the refused one."""
    taken = _iso(sheet.value("take"))
    written = f"{taken:%d.%m.%Y}" if taken else ""
    return Sheet(ProposeDate, {**sheet.typed, "chosen": [OTHER], "other_day": [written]})


def _day_of(page: Page, sheet: Sheet[ProposeDate]) -> date | None:
    """The day as far as it can be read from what was typed, within reason."""
    chosen = sheet.value("chosen")
    day = sheet.known("other_day") if chosen in {"", OTHER} else _iso(chosen)
    return day if day and page.today - FAR < day < page.today + FAR else None


def _propose(
    page: Page,
    number: str,
    sheet: Sheet[ProposeDate],
    *,
    role: Role | None = None,
    is_wanted: bool = True,
) -> Response:
    """`is_wanted`: another meeting, although one of its sort is planned."""
    with page.work() as work:
        case = access.case_for(work, number, role=role)
        known = dates.situation(
            work,
            case,
            on_review=sheet.known("about") == MeetingKind.REVIEW,
            extraordinary=sheet.known("extraordinary") is True,
        )
        day = _day_of(page, sheet)
        asked = day or (known.suggestions[-1].day if known.suggestions else known.earliest)
        owed = known.kind in {MeetingKind.REVIEW, MeetingKind.CLOSURE}
        what = dates.implied(work, asked, reports_owed=owed)
        if not sheet.value("place"):
            kept = {**sheet.typed, "place": [known.place]} if not sheet.errors else sheet.typed
            sheet = Sheet(ProposeDate, kept, sheet.errors)
        if day is None and not sheet.errors and not sheet.value("chosen"):
            sheet = Sheet(ProposeDate, {**sheet.typed, "chosen": [asked.isoformat()]})
        return page.render(
            "convening/propose.html",
            case=case,
            sheet=sheet,
            known=known,
            what=what,
            day=day,
            purposes=purposes(page, known),
            tiles_of_days=[*tiles(page, known), (OTHER, page.say.gettext("Another day"), "")],
            strip=strip(page, known, what),
            kinds=MEETINGS,
            levels=RISKS,
            risks=[(code, page.say.gettext(name)) for code, name in RISKS.items()],
            law_says=_paragraph(page, 8, "3"),
            is_mine=access.runs_case(work, case),
            is_wanted=is_wanted,
            asked=_asked(page, work, case),
        )


def _asked(page: Page, work: Work, case: Case) -> list[tuple[str, str, str]]:
    """The requests that wait, as ticks: Art. 8(4)."""
    return [
        (
            str(each.request.id),
            f"{each.name}, {page.say.day(each.request.asked_on, page.today)}",
            each.request.wish or each.request.reason or "",
        )
        for each in meeting_requests.open_ones(work, case.id)
    ]


def _paragraph(page: Page, article: int, number: str) -> str:
    """The words of the law; the Albanian ones where there is no translation."""
    text = regulation("en" if page.language == "en" else "sq")[article]
    return next(each.words for each in text.paragraphs if each.number == number)
