"""A meeting: who sits there, how the family was told, who came: Art. 8(10), 9, 10."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import meetings
from casework.table.guests import Unasked
from casework.table.meetings import Presence
from casework.table.minutes_text import items_without_words, said
from core.i18n import N_
from models.session import Work
from portal import duties, words
from portal.chaired import WhoChaired, options
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.prose import agenda_items, blocks
from portal.web import Page, Signed
from queries import chairing
from queries.meeting_file import KinAtMeeting, MeetingFile, open_meeting
from rules.agenda import AgendaWord, Approval, ChangesUnsaid
from rules.duties import Duty, OpenDuty
from rules.meetings import FamilyNotTold, ToldBy, ViewsMissing
from workflow.duties import duties_of

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")

OF_A_MEETING: Final = frozenset(
    {
        Duty.AGREE_DATE,
        Duty.INVITE,
        Duty.DECLARE,
        Duty.CHAIR_DECLARES,
        Duty.SUBSTITUTE_DECLARES,
        Duty.NAME_CHAIR,
        Duty.TAKE_DECLARATIONS,
        Duty.NOTIFY_FAMILY,
        Duty.HOLD_MEETING,
        Duty.SETTLE_ASSESSMENT,
        Duty.ADOPT_PLAN,
        Duty.SETTLE_REVIEW,
        Duty.DECIDE_CLOSURE,
        Duty.WRITE_MINUTES,
        Duty.APPROVE_MINUTES,
        Duty.SIGN_MINUTES,
        Duty.CHAIR_SIGNS_MINUTES,
        Duty.WRITE_REPORT,
        Duty.CORRECT_CONTACT,
    }
)
"""What the page of one meeting shows; the rest stands on the case's page."""


def _is_vacant(file: MeetingFile) -> bool:
    """The head stands in for a manager in conflict, and reads as the head: Art. 10(2)."""
    return file.case is not None and file.case.conflict_on is not None


@router.get("")
def meeting_page(page: Signed, meeting_id: UUID) -> Response:
    """The meeting: what is due for it, who sits there, its papers."""
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        number = file.case.number if file.case else ""
        owed = [
            (
                duty,
                duties.said_to(
                    page.say,
                    duty,
                    page.role_at(chairs=file.is_run_by_reader and not _is_vacant(file)),
                ),
                _address(file, duty.duty, number),
            )
            for duty in duties_of(work, file.life.id)
            if duty.duty in OF_A_MEETING and _belongs(file, duty)
        ]
        return page.render(
            "meetings/meeting.html",
            file=file,
            owed=owed,
            agenda=agenda_items(file.agenda),
            dissents=[said(each) for each in file.dissents],
            kinds=words.MEETINGS,
            relations=words.RELATIONS,
            parts=words.PARTS,
            told_by=words.TOLD_BY,
        )


def _belongs(file: MeetingFile, duty: OpenDuty) -> bool:
    """Duties about this meeting, its minutes or its reports; those about none stand with the
    meeting to come."""
    if duty.meeting_id is None:
        return file.meeting.is_planned
    return duty.meeting_id == file.meeting.id


def _address(file: MeetingFile, duty: Duty, number: str) -> str:
    if duty in {Duty.CHAIR_DECLARES, Duty.TAKE_DECLARATIONS}:
        return f"/declarations/{file.life.id}"
    if duty is Duty.HOLD_MEETING:
        return f"/meetings/{file.meeting.id}/record"
    return duties.address(duty, number, file.meeting.id)


class KinRow(FormModel):
    """How one person of the family learned of the meeting, or why they did not."""

    person: UUID
    told_on: Annotated[Day | None, Ask(N_("Told on"), open=True)] = None
    how: Annotated[
        ToldBy | None,
        Ask(N_("How they were told"), open=True),
    ] = None
    reason: Annotated[Prose, Ask(N_("Or why they could not be told"), open=True)] = ""


class TellFamily(FormModel):
    """The record of Art. 8(10), person by person."""

    kin: tuple[KinRow, ...] = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """What no rule of law says: a day that has come, and a way for every day."""
        for row in sheet.rows("kin"):
            told_on = sheet.known(f"{row}.told_on")
            if told_on and told_on > sheet.today:
                yield f"{row}.told_on", N_("This day has not come yet.")
            if told_on and not sheet.value(f"{row}.how"):
                yield f"{row}.how", N_("Choose how they were told.")


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
    sheet.names = _names_of_family(page, file.family, "kin")
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
                    how=row.how,
                    reason="" if row.told_on else row.reason,
                    meeting_id=file.meeting.id,
                )
        return page.go(f"/meetings/{meeting_id}", done=N_("How the family was told is on record."))

    return page.submit(sheet, act, again)


class SeatRow(FormModel):
    """Whether one member came: Art. 9."""

    member: UUID
    came: Annotated[
        Literal["yes", "no"],
        Ask(N_("At the meeting"), missing=N_("Say whether they were present.")),
    ]
    reason: Annotated[Line, Ask(N_("Reason, if absent"), open=True)] = ""

    @property
    def presence(self) -> Presence:
        return Presence(self.came == "yes", self.reason)


class HeardRow(FormModel):
    """Whether one of the family came, and what they think: Art. 8(10)."""

    person: UUID
    came: Annotated[bool, Ask(N_("At the meeting"))] = False
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


class BesideRow(FormModel):
    """Whether an assistant, an interpreter or a guest was there: Art. 18(2)."""

    participant: UUID
    came: Annotated[bool, Ask(N_("At the meeting"))] = False


class UnaskedRow(FormModel):
    """Somebody who sat in the closed meeting, as far as it is known who: Art. 10(6)."""

    who: Annotated[Line, Ask(N_("Name and surname"), open=True)] = ""
    comes_from: Annotated[Line, Ask(N_("Institution or function"), open=True)] = ""
    reason: Annotated[Line, Ask(N_("Why they were there"), open=True)] = ""

    @property
    def somebody(self) -> Unasked:
        return Unasked(self.who, self.comes_from, self.reason)


class MeetingRecord(WhoChaired):
    """The record of a meeting that took place."""

    on: Annotated[
        Day, Ask(N_("On which day was it held?"), missing=N_("Say on which day it was held."))
    ]
    seats: tuple[SeatRow, ...] = ()
    family: tuple[HeardRow, ...] = ()
    beside: tuple[BesideRow, ...] = ()
    unasked: tuple[UnaskedRow, ...] = ()
    earlier: tuple[EarlierRow, ...] = ()
    agenda: Annotated[
        Approval,
        Ask(
            N_("What did the table do with the agenda?"),
            missing=N_("Say whether the table approved the agenda."),
        ),
    ]
    agenda_changes: Annotated[Prose, Ask(N_("What the table changed in it"), open=True)] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Somebody came; whoever of the family did not has views, or a reason: Art. 8(10)."""
        yield from super().gaps(sheet)
        came = [sheet.known(f"{row}.came") for row in sheet.rows("seats")]
        if came and set(came) == {"no"}:
            yield "seats.0.came", N_("A meeting to which nobody came is called off, not recorded.")
        for row in sheet.rows("family"):
            if not sheet.known(f"{row}.came") and not sheet.value(f"{row}.views").strip():
                yield f"{row}.views", ViewsMissing()
        changed = sheet.value("agenda") == Approval.WITH_CHANGES
        if changed and not sheet.value("agenda_changes").strip():
            yield "agenda_changes", ChangesUnsaid()


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
        for index, kin in enumerate(file.heard):
            filled[f"family.{index}.person"] = kin.person.id
        for index, guest in enumerate(file.others):
            filled[f"beside.{index}.participant"] = guest.id
        for index, paper in enumerate(file.earlier):
            filled[f"earlier.{index}.paper"] = paper.id
        return _record(page, work, file, Sheet.of(MeetingRecord, **filled))


def _names_of_family(page: Page, family: Sequence[KinAtMeeting], rows: str) -> dict[str, str]:
    """Who of the family each row is about, in one word."""
    names = words.kin_names(page.say, [kin.person.relation for kin in family])
    return {f"{rows}.{index}": name for index, name in enumerate(names)}


def _record(page: Page, work: Work, file: MeetingFile, sheet: Sheet[MeetingRecord]) -> Response:
    people = {
        f"seats.{n}": seat.member.professional.name or "" for n, seat in enumerate(file.sitting)
    }
    sheet.names = people | _names_of_family(page, file.heard, "family")
    return page.render(
        "meetings/record.html",
        file=file,
        agenda=agenda_items(file.agenda),
        sheet=sheet,
        chairs=options(page.say, file, chairing.choice(work, file)),
        texts=[list(blocks(paper.text)) for paper in file.earlier],
        gaps=[
            items_without_words(paper.text or "", file.agendas[paper.id]) for paper in file.earlier
        ],
        relations=words.RELATIONS,
        parts=words.PARTS,
    )


@router.post("/record")
def record(page: Signed, meeting_id: UUID) -> Response:
    """Write down who came and what the absent family thinks; approve the last minutes."""
    sheet = page.typed(MeetingRecord)

    def again() -> Response:
        with page.work() as work:
            return _record(page, work, open_meeting(work, meeting_id, to_run_it=True), sheet)

    def act(form: MeetingRecord) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            meetings.hold(
                work,
                file.life.id,
                attendance={row.member: row.presence for row in form.seats},
                family={row.person: Presence(row.came, row.views) for row in form.family},
                beside=[row.participant for row in form.beside if row.came],
                unasked=[row.somebody for row in form.unasked if row != UnaskedRow()],
                chaired=form.by(work),
                approved={
                    row.paper: row.corrections for row in form.earlier if row.approved == "yes"
                },
                meeting_id=file.meeting.id,
                agenda=AgendaWord(form.agenda, form.agenda_changes),
                on=form.on,
            )
        return page.go(f"/meetings/{meeting_id}", done=N_("The meeting is on record."))

    return page.submit(sheet, act, again, check=lambda: _unprepared(page, meeting_id, sheet))


def _unprepared(page: Page, meeting_id: UUID, sheet: Sheet[MeetingRecord]) -> Iterator[Gap]:
    """What only the record knows: earlier minutes without an answer, a family that nobody told:
    Art. 10(1), 8(10). Somebody undeclared is warned of on the page, and recorded as they were."""
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_run_it=True)
        if sheet.today < (sheet.known("on") or file.meeting.day):
            return  # the act says so
        yield from _unanswered(sheet, file)
        if file.family and not file.told:
            yield "family", FamilyNotTold()


def _unanswered(sheet: Sheet[MeetingRecord], file: MeetingFile) -> Iterator[Gap]:
    """Each of the earlier minutes has its yes or no; silence approves nothing: Art. 10(1)."""
    answered = {sheet.known(f"{row}.paper"): row for row in sheet.rows("earlier")}
    for index, paper in enumerate(file.earlier):
        row = answered.get(paper.id)
        if row is None:
            yield f"earlier.{index}.approved", N_("Say whether the table approved them.")
        elif sheet.known(f"{row}.approved") == "no" and sheet.value(f"{row}.corrections").strip():
            yield (
                f"earlier.{index}.corrections",
                N_("There are corrections, but the minutes are not approved. Choose one."),
            )
