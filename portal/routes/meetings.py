"""A meeting: who sits there, how the family was told, who came: Art. 8(10), 9, 10."""

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework import meetings
from casework.meeting_file import MeetingFile, duties_of, open_meeting
from casework.meetings import Presence
from casework.minutes import items_without_words
from core.i18n import N_
from portal import duties, words
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Sheet
from portal.prose import agenda_items, blocks
from portal.web import Page, Signed
from rules.convening import FamilyNotTold
from rules.duties import Duty

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")

OF_A_MEETING: Final = frozenset(
    {
        Duty.AGREE_DATE,
        Duty.DECLARE,
        Duty.NOTIFY_FAMILY,
        Duty.HOLD_MEETING,
        Duty.SETTLE_ASSESSMENT,
        Duty.ADOPT_PLAN,
        Duty.SETTLE_REVIEW,
        Duty.DECIDE_CLOSURE,
        Duty.WRITE_MINUTES,
        Duty.SIGN_MINUTES,
        Duty.WRITE_REPORT,
        Duty.CORRECT_CONTACT,
    }
)
"""What the page of one meeting shows; the rest stands on the case's page."""


@router.get("")
def meeting_page(page: Signed, meeting_id: UUID) -> Response:
    """The meeting: what is due for it, who sits there, its papers."""
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        number = file.case.number if file.case else ""
        owed = [
            (duty, duties.title(page.say, duty.duty, duty.count), _address(file, duty.duty, number))
            for duty in duties_of(work, file.life)
            if duty.duty in OF_A_MEETING and _belongs(file, duty.subject_id)
        ]
        return page.render(
            "meetings/meeting.html",
            file=file,
            owed=owed,
            agenda=agenda_items(file.meeting.agenda),
            kinds=words.MEETINGS,
            relations=words.RELATIONS,
            told_by=words.TOLD_BY,
        )


def _belongs(file: MeetingFile, subject_id: UUID | None) -> bool:
    """Duties about this meeting, its minutes or its reports; those about none stand with the
    meeting to come."""
    ours = {file.meeting.id, *(seat.report.id for seat in file.seats if seat.report)}
    if file.paper:
        ours.add(file.paper.id)
    if subject_id is None:
        return file.meeting.held_at is None and file.meeting.cancelled_at is None
    return subject_id in ours


def _address(file: MeetingFile, duty: Duty, number: str) -> str:
    if duty is Duty.HOLD_MEETING:
        return f"/meetings/{file.meeting.id}/record"
    return duties.address(duty, number, file.meeting.id)


class KinRow(FormModel):
    """How one person of the family learned of the meeting, or why they did not."""

    person: UUID
    told_on: Annotated[Day | None, Ask(N_("Told on"), open=True)] = None
    how: Annotated[
        Literal["phone", "visit", "letter", "conversation"] | None,
        Ask(N_("How they were told"), open=True),
    ] = None
    reason: Annotated[Prose, Ask(N_("Or why they could not be told"), open=True)] = ""


class TellFamily(FormModel):
    """The record of Art. 8(10), person by person."""

    kin: tuple[KinRow, ...] = ()


@router.get("/family")
def family_page(page: Signed, meeting_id: UUID) -> Response:
    """How child and parents learned of the meeting: Art. 8(10)."""
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_run_it=True)
        return _family(page, file, _sheet_of_family(file))


def _sheet_of_family(file: MeetingFile) -> Sheet[TellFamily]:
    filled: dict[str, object] = {}
    for index, kin in enumerate(file.family):
        filled[f"kin.{index}.person"] = kin.person.id
        if kin.notice:
            filled[f"kin.{index}.told_on"] = kin.notice.notified_on
            filled[f"kin.{index}.how"] = kin.notice.how or None
            filled[f"kin.{index}.reason"] = kin.notice.not_notified_reason
    return Sheet.of(TellFamily, **filled)


def _family(page: Page, file: MeetingFile, sheet: Sheet[TellFamily]) -> Response:
    ways = [(way, page.say.gettext(how)) for way, how in words.TOLD_BY.items()]
    return page.render(
        "meetings/family.html", file=file, sheet=sheet, ways=ways, relations=words.RELATIONS
    )


@router.post("/family")
def tell_family(page: Signed, meeting_id: UUID) -> Response:
    """Write down who was told how; a person of whom nothing is known yet may wait."""
    sheet = page.typed(TellFamily)

    def again() -> Response:
        with page.work() as work:
            return _family(page, open_meeting(work, meeting_id, to_run_it=True), sheet)

    def act(form: TellFamily) -> Response:
        _look_over(page, sheet, form)
        if sheet.errors:
            page.status = 422
            return again()
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            known = [row for row in form.kin if row.told_on or row.reason]
            if not known:
                raise FamilyNotTold
            for row in known:
                meetings.tell_family(
                    work,
                    file.life.id,
                    row.person,
                    on=row.told_on,
                    how=row.how or "",
                    reason="" if row.told_on else row.reason,
                )
        return page.go(f"/meetings/{meeting_id}", done=N_("How the family was told is on record."))

    return page.submit(sheet, act, again)


def _look_over(page: Page, sheet: Sheet[TellFamily], form: TellFamily) -> None:
    """What no rule of law says: a day that has come, and a way for every day."""
    for index, row in enumerate(form.kin):
        if row.told_on and row.told_on > page.today:
            sheet.refuse(f"kin.{index}.told_on", page.say.gettext(N_("This day has not come yet.")))
        if row.told_on and row.how is None:
            sheet.refuse(f"kin.{index}.how", page.say.gettext(N_("Choose how they were told.")))


class SeatRow(FormModel):
    """Whether one member came: Art. 9."""

    member: UUID
    came: Annotated[bool, Ask(N_("Present"))] = False
    reason: Annotated[Line, Ask(N_("Reason, if absent"), open=True)] = ""


class HeardRow(FormModel):
    """Whether one of the family came, and what they think: Art. 8(10)."""

    person: UUID
    came: Annotated[bool, Ask(N_("Present"))] = False
    views: Annotated[Prose, Ask(N_("Views, or why they could not be asked"), open=True)] = ""


class EarlierRow(FormModel):
    """Whether the table approved minutes of an earlier meeting: Art. 10(1)."""

    paper: UUID
    approved: Annotated[
        Literal["yes", "no"],
        Ask(
            N_("Did the table approve these minutes?"),
            missing=N_("Say whether the table approved them."),
        ),
    ]
    corrections: Annotated[Prose, Ask(N_("Corrections the table decided on"), open=True)] = ""


class Record(FormModel):
    """The record of a meeting that took place."""

    seats: tuple[SeatRow, ...] = ()
    family: tuple[HeardRow, ...] = ()
    earlier: tuple[EarlierRow, ...] = ()


@router.get("/record")
def record_page(page: Signed, meeting_id: UUID) -> Response:
    """The form of the meeting's day."""
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_run_it=True)
        if file.meeting.held_at is not None:
            return page.go(f"/meetings/{meeting_id}")
        filled: dict[str, object] = {}
        for index, seat in enumerate(file.sitting):
            filled[f"seats.{index}.member"] = seat.member.id
        for index, kin in enumerate(file.family):
            filled[f"family.{index}.person"] = kin.person.id
        for index, paper in enumerate(file.earlier):
            filled[f"earlier.{index}.paper"] = paper.id
        return _record(page, file, Sheet.of(Record, **filled))


def _record(page: Page, file: MeetingFile, sheet: Sheet[Record]) -> Response:
    return page.render(
        "meetings/record.html",
        file=file,
        sheet=sheet,
        texts=[list(blocks(paper.text)) for paper in file.earlier],
        gaps=[items_without_words(paper.text or "") for paper in file.earlier],
        relations=words.RELATIONS,
    )


@router.post("/record")
def record(page: Signed, meeting_id: UUID) -> Response:
    """Write down who came and what the absent family thinks; approve the last minutes."""
    sheet = page.typed(Record)

    def again() -> Response:
        with page.work() as work:
            return _record(page, open_meeting(work, meeting_id, to_run_it=True), sheet)

    def act(form: Record) -> Response:
        if not any(row.came for row in form.seats):
            sheet.refuse("seats.0.came", page.say.gettext(N_("Tick everybody who was present.")))
            page.status = 422
            return again()
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            if not _all_answered(page, sheet, form, file):
                return _record(page, file, sheet)
            meetings.hold(
                work,
                file.life.id,
                attendance={row.member: Presence(row.came, row.reason) for row in form.seats},
                family={row.person: Presence(row.came, row.views) for row in form.family},
                approved={
                    row.paper: row.corrections for row in form.earlier if row.approved == "yes"
                },
            )
        return page.go(f"/meetings/{meeting_id}", done=N_("The meeting is on record."))

    return page.submit(sheet, act, again)


def _all_answered(page: Page, sheet: Sheet[Record], form: Record, file: MeetingFile) -> bool:
    """Each of the earlier minutes has its yes or no; silence approves nothing: Art. 10(1)."""
    answered = {row.paper: row for row in form.earlier}
    for index, paper in enumerate(file.earlier):
        row = answered.get(paper.id)
        if row is None:
            missing = page.say.gettext(N_("Say whether the table approved them."))
            sheet.refuse(f"earlier.{index}.approved", missing)
        elif row.approved == "no" and row.corrections:
            torn = N_("There are corrections, but the minutes are not approved. Choose one.")
            sheet.refuse(f"earlier.{index}.corrections", page.say.gettext(torn))
    if sheet.errors:
        page.status = 422
    return not sheet.errors
