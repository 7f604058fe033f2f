"""Planning a meeting: which day is lawful, and what it implies: Art. 8(3), 14(5)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import convening
from core.clock import at_local, local_day
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import questions, same_hour
from portal.forms import Gap, Sheet
from portal.law import regulation
from portal.proposals import purposes, strip, tiles
from portal.propose_date import OTHER, ProposeDate, iso
from portal.web import ForOfficers, Page
from portal.words import MEETINGS, RISKS
from queries import dates, meeting_requests
from queries.clashes import Clash, at_that_hour
from rules.convening import MeetingInThePast, MeetingTooSoon
from rules.meetings import MeetingKind
from rules.proposal import AllTheSame, planned_on
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/meeting")

HOUR: Final = time(10, 0)
FAR: Final = timedelta(days=3660)  # nothing is worked out for days beyond ten years
EARLIEST: Final = N_("The earliest day is {earliest}.")
NO_PURPOSE: Final = N_("Choose the review of the plan or the closure.")
SENT: Final = N_("The date is sent to the head. Nothing leaves before.")
SENT_AND_TOLD: Final = N_("The date is sent to the head. Whoever asked is told that it is called.")


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
        chosen=OTHER if iso(day) else None,
        other_day=iso(day),
        hour=HOUR,
        extraordinary="yes" if extraordinary else None,
        answers=(answers,) if answers else None,
    )
    return _propose(page, number, sheet, is_wanted=bool(beside))


@router.post("")
def propose(page: ForOfficers, number: str) -> Response:
    """Send the day to the head; `look` only works out what it implies, `take` takes our day."""
    sheet = page.typed(ProposeDate)
    if iso(sheet.value("take")):
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
                put_forward(work, case, day, form)
            except (MeetingTooSoon, MeetingInThePast) as refusal:
                sheet.refuse("chosen", page.say.fill(EARLIEST, refusal.facts))
                raise
        return page.go(f"/cases/{number}", done=SENT_AND_TOLD if form.answers else SENT)

    def again() -> Response:
        return _propose(page, number, sheet, role=Role.MANAGER)

    def check() -> Iterator[Gap]:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            yield from unsaid(page, work, case, sheet)
            yield from unseen(page, work, case, sheet)
        yield from odd(page, sheet)

    return page.submit(sheet, act, again, check=check)


def unsaid(page: Page, work: Work, case: Case, sheet: Sheet[ProposeDate]) -> Iterator[Gap]:
    """While closing is prepared, the manager says which of two meetings this is: Art. 15(1); and
    whether a review is meant to be later than the month: Art. 5(1.5)."""
    if sheet.known("extraordinary"):
        return
    known, about = dates.situation(work, case), sheet.known("about")
    if known.has_choice and about is None:
        yield "about", NO_PURPOSE
    if known.kind is MeetingKind.REVIEW and about != MeetingKind.CLOSURE:
        day = _day_of(page, sheet)
        yield from questions.of_a_review(day, known.reviewed_by, at=_where(sheet))


def _where(sheet: Sheet[ProposeDate]) -> str:
    return "other_day" if sheet.value("chosen") in {"", OTHER} else "chosen"


def unseen(page: Page, work: Work, case: Case, sheet: Sheet[ProposeDate]) -> Iterator[Gap]:
    """What else is at the hour is looked at before the head is asked: ours, 0200."""
    starts_at = _starts_at(page, sheet)
    if starts_at is None or sheet.known("proposed_on"):
        return  # what was put forward earlier is put on record as it was
    yield from same_hour.unseen(work, sheet, case.id, starts_at, at="hour")


def odd(page: Page, sheet: Sheet[ProposeDate]) -> Iterator[Gap]:
    day = _day_of(page, sheet)
    if day and day >= page.today and not sheet.known("extraordinary"):
        hour = sheet.known("hour")
        yield from questions.of_a_meeting(day, hour, page.today, at=_where(sheet))


def _starts_at(page: Page, sheet: Sheet[ProposeDate]) -> datetime | None:
    day, hour = _day_of(page, sheet), sheet.known("hour")
    return at_local(day, hour) if day and day >= page.today and hour else None


def put_forward(work: Work, case: Case, day: date, form: ProposeDate) -> None:
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
        on=form.proposed_on,
        beside=AllTheSame(form.all_the_same, form.that_day if form.one_more else 0),
    )


def _with_day(sheet: Sheet[ProposeDate]) -> Sheet[ProposeDate]:
    """The same form with our day in the place of the refused one."""
    taken = iso(sheet.value("take"))
    written = f"{taken:%d.%m.%Y}" if taken else ""
    return Sheet(ProposeDate, {**sheet.typed, "chosen": [OTHER], "other_day": [written]})


def _day_of(page: Page, sheet: Sheet[ProposeDate]) -> date | None:
    """The day as far as it can be read from what was typed, within reason."""
    chosen = sheet.value("chosen")
    day = sheet.known("other_day") if chosen in {"", OTHER} else iso(chosen)
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
        return page.render(
            "convening/propose.html", is_wanted=is_wanted, **asked(page, work, case, sheet)
        )


def asked(page: Page, work: Work, case: Case, sheet: Sheet[ProposeDate]) -> dict[str, Any]:
    """Which days there are, and what the one that is looked at implies."""
    known = dates.situation(
        work,
        case,
        on_review=sheet.known("about") == MeetingKind.REVIEW,
        extraordinary=sheet.known("extraordinary") is True,
    )
    day = _day_of(page, sheet)
    in_haste = known.kind is MeetingKind.EXTRAORDINARY
    ours = known.suggestions[0 if in_haste else -1].day if known.suggestions else known.earliest
    looked_at = day or ours
    owed = known.kind in {MeetingKind.REVIEW, MeetingKind.CLOSURE}
    what = dates.implied(work, looked_at, reports_owed=owed)
    sheet = _begun(sheet, known.place, None if day else looked_at)
    starts_at = at_local(looked_at, sheet.known("hour") or HOUR)
    beside = _beside(page, work, case, starts_at)
    return {
        "case": case,
        "sheet": sheet,
        "known": known,
        "what": what,
        "day": day,
        "that_day": planned_on(known.proposals, looked_at, page.today),
        "purposes": purposes(page, known),
        "tiles_of_days": [
            *tiles(page, known, reports_owed=owed),
            (OTHER, page.say.gettext("Another day"), ""),
        ],
        "strip": strip(page, known, what),
        "kinds": MEETINGS,
        "levels": RISKS,
        "risks": [(code, page.say.gettext(name)) for code, name in RISKS.items()],
        "law_says": _paragraph(page, 8, "3"),
        "is_mine": access.runs_case(work, case),
        "asked": _asked(page, work, case),
        "beside": beside,
        "seen": same_hour.shown(starts_at, beside),
    }


def _begun(sheet: Sheet[ProposeDate], place: str, ours: date | None) -> Sheet[ProposeDate]:
    """The place where the table met last, and our day, where nothing else was written."""
    if not sheet.value("place") and not sheet.errors:
        sheet = Sheet(ProposeDate, {**sheet.typed, "place": [place]}, sheet.errors)
    if ours is not None and not sheet.errors and not sheet.value("chosen"):
        sheet = Sheet(ProposeDate, {**sheet.typed, "chosen": [ours.isoformat()]})
    return sheet


def _beside(page: Page, work: Work, case: Case, starts_at: datetime) -> Sequence[Clash]:
    is_to_come = local_day(starts_at) >= page.today and case.sealed_at is None
    return at_that_hour(work, case.id, starts_at) if is_to_come else ()


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
