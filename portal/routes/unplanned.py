"""A meeting that took place and that nobody had planned: Art. 8(1), 8(3), 14(5)."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.called_for import was_on_closing
from casework.table import meetings
from casework.table.unplanned import Unplanned, held_that_day
from core.clock import at_local
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import words
from portal.forms import Gap, Sheet
from portal.kept_rows import NOT_THAT_DAY
from portal.record_form import UnplannedRecord
from portal.record_page import ask_of_the_day, filled, show, unanswered, untold
from portal.web import ForOfficers, Page
from queries.meeting_file import MeetingFile, called_off, not_planned
from rules.agenda import AgendaWord
from rules.meetings import MeetingKind
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/meeting/held")

NOON: Final = time(12, 0)
NOT_OF_THAT_DAY: Final = N_("What a meeting can have been for depends on its day. Choose again.")


@router.get("")
def unplanned_page(page: ForOfficers, number: str) -> Response:
    """The form of a meeting that stands on no calendar; its day is asked first."""
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        file = _file(page, work, case, Sheet.of(UnplannedRecord))
        return _show(page, work, case, file, Sheet.of(UnplannedRecord, **filled(file, page.today)))


@router.post("")
def record_unplanned(page: ForOfficers, number: str) -> Response:
    """Put it on record as it was; what it lacked ahead of it is a breach, and no refusal."""
    sheet = page.typed(UnplannedRecord)
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        left = ask_of_the_day(_file(page, work, case, sheet), sheet)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            return _show(page, work, case, _file(page, work, case, sheet), sheet)

    def act(form: UnplannedRecord) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            meeting = meetings.hold(
                work,
                case.id,
                attendance=form.attendance,
                family=form.presence,
                beside=form.without_seat,
                unasked=form.who_sat_in,
                chaired=form.by(work),
                approved=form.approved,
                agenda=AgendaWord(form.agenda, form.agenda_changes),
                unplanned=_said(form),
                told=form.told,
            )
            where = f"/meetings/{meeting.id}"
        return page.go(where, done=N_("The meeting is on record."))

    def check() -> Iterator[Gap]:
        if left:
            yield "on", NOT_THAT_DAY
        yield from _unsaid(page, number, sheet)

    return page.submit(sheet, act, again, check=check)


def _said(form: UnplannedRecord) -> Unplanned:
    return Unplanned(
        at_local(form.on, form.hour),
        form.place,
        extraordinary=form.purpose is MeetingKind.EXTRAORDINARY,
        on_review=_is_review(form.purpose, plan_too=form.plan_too),
        reason=form.why,
        no_assessment_reason=form.no_assessment,
        stated_risk=form.stated_risk,
        items=form.own_items,
        that_day=form.that_day if form.one_more else 0,
    )


def _is_review(called: str, *, plan_too: bool) -> bool:
    """While closing is prepared, any other meeting than the one on it is a review: Art. 15(1)."""
    return plan_too or called == MeetingKind.REVIEW


def _file(page: Page, work: Work, case: Case, sheet: Sheet[UnplannedRecord]) -> MeetingFile:
    """The meeting as far as it can be read from what was typed."""
    called = sheet.value("purpose")
    return not_planned(
        work,
        case,
        at_local(sheet.known("on") or page.today, sheet.known("hour") or NOON),
        extraordinary=called == MeetingKind.EXTRAORDINARY,
        on_review=_is_review(called, plan_too=sheet.known("plan_too") is True),
    )


def _unsaid(page: Page, number: str, sheet: Sheet[UnplannedRecord]) -> Iterator[Gap]:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        file = _file(page, work, case, sheet)
        if sheet.value("purpose") not in _purposes(work, file):
            yield "purpose", NOT_OF_THAT_DAY
        yield from unanswered(sheet, file)
        yield from untold(sheet, file)


def _purposes(work: Work, file: MeetingFile) -> Mapping[str, str]:
    """What it can have been for, by what lay before the table on its day: Art. 8(11), 14(5)."""
    found: dict[str, str] = {MeetingKind.OTHER: N_("A meeting of the table like any other")}
    if was_on_closing(work.session, file.life.id, file.meeting.starts_at):
        found = {
            MeetingKind.REVIEW: N_("The review of the plan"),
            MeetingKind.CLOSURE: N_("Closing the case"),
        }
    return found | {MeetingKind.EXTRAORDINARY: N_("An extraordinary meeting, for a child at risk")}


def _show(
    page: Page, work: Work, case: Case, file: MeetingFile, sheet: Sheet[UnplannedRecord]
) -> Response:
    return show(
        page,
        work,
        file,
        sheet,
        "meetings/unplanned.html",
        case=case,
        purposes=[(code, page.say.gettext(name)) for code, name in _purposes(work, file).items()],
        risks=[(code, page.say.gettext(name)) for code, name in words.RISKS.items()],
        called_off=called_off(work, case),
        held=held_that_day(work, case.id, said) if (said := sheet.known("on")) else (),
        kinds=words.MEETINGS,
    )
