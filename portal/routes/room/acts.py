"""What is put on record from the room of a meeting, each by the act that a page of its own has."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from casework.table import latecomers, meeting_room
from core.i18n import N_
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal.assessment_form import AssessmentForm
from portal.fields import Ask, Hour
from portal.forms import Doubt, FormModel, Gap, Sheet
from portal.kept_rows import NOT_THAT_DAY
from portal.propose_date import ProposeDate
from portal.record_form import MeetingRecord
from portal.record_page import ask_of_the_day, unanswered, untold
from portal.room_form import OWN
from portal.routes import assessment_table, convening, dissents, planning, records, review
from portal.routes.dissents import EnterDissent
from portal.routes.planning import Adopt
from portal.routes.review import SettleReview
from portal.typed import Typed
from portal.web import Page
from queries.meeting_file import MeetingFile

SIGNED_IN: Final = N_("They signed in by the code of the room.")
NO_WHY: Final = N_("The level of risk moves, and nothing says what speaks for it, or against it.")
ON_THE_DAY: Final = "on"
"""The room is of one meeting: what is decided in it was decided on its day."""


@dataclass(frozen=True, slots=True)
class RoomAct:
    """One press of the room: which form it reads, what it asks of the record, what it does."""

    model: type[FormModel]
    act: Callable[[Work, MeetingFile, Any], None]
    done: str
    failed: str
    """The heading over what is wrong."""
    check: Callable[[Page, Work, MeetingFile, Sheet[Any]], Iterable[Gap]] = lambda *_: ()
    anchor: str = ""
    """Where the page goes on."""
    by_day: bool = False
    """Days in it are read by the day of the meeting: Art. 13(2.4)."""


class CameLate(FormModel):
    """Who came once the meeting had begun: Art. 9."""

    latecomer: Annotated[UUID, Ask(N_("Who came late?"), missing=N_("Choose who it is."))]
    came_at: Annotated[Hour, Ask(N_("At which hour?"), missing=N_("Write the hour, like 10:00."))]


def case_of(file: MeetingFile) -> Case:
    if file.case is None:
        raise NotThere
    return file.case


def _as_opened(_page: Page, work: Work, file: MeetingFile, sheet: Sheet[Any]) -> Iterable[Gap]:
    if ask_of_the_day(file, sheet):
        yield "seats", NOT_THAT_DAY
    yield from unanswered(sheet, file)
    yield from untold(sheet, file)
    yield from _signed_in_but_absent(work, file, sheet)


def _signed_in_but_absent(
    work: Work, file: MeetingFile, sheet: Sheet[Any]
) -> Iterator[tuple[str, Doubt]]:
    """Who said by the room's code that they are here, and is put down as not: Art. 9."""
    came = {str(each) for each in meeting_room.arrivals(work, file.meeting.id)}
    for row in sheet.rows("seats"):
        if sheet.value(f"{row}.member") in came and sheet.value(f"{row}.came") == "no":
            yield f"{row}.came", Doubt(SIGNED_IN)


def _as_levelled(_page: Page, _work: Work, file: MeetingFile, sheet: Sheet[Any]) -> Iterable[Gap]:
    """The minutes would hold no reason for another level than until now: 12(2), 15(2)."""
    why = (
        path.startswith("levels.") and path.endswith(".why") and any(map(str.strip, values))
        for path, values in sheet.typed.items()
    )
    was, now = case_of(file).risk, sheet.known("risk")
    if was and now and now != was and not any(why):
        yield "risk", Doubt(NO_WHY)


def _as_dissented(_page: Page, _work: Work, file: MeetingFile, sheet: Sheet[Any]) -> Iterable[Gap]:
    return dissents.not_there(file, sheet)


def could_be_late(file: MeetingFile) -> list[tuple[UUID, str]]:
    """Of whom it is on record whether they came."""
    lines = (seat.member for seat in file.seats if seat.line)
    return [
        (each.id, f"{each.professional.name}, {each.professional.affiliation}") for each in lines
    ]


def _put_late(work: Work, file: MeetingFile, form: CameLate) -> None:
    latecomers.came_late(work, file.meeting.id, form.latecomer, form.came_at)


def _as_proposed(page: Page, work: Work, file: MeetingFile, sheet: Sheet[Any]) -> Iterable[Gap]:
    yield from convening.unsaid(page, work, case_of(file), sheet)
    yield from convening.unseen(page, work, case_of(file), sheet)
    yield from convening.odd(page, sheet)


def _propose(work: Work, file: MeetingFile, form: ProposeDate) -> None:
    day = form.day()
    assert day is not None  # its gaps were looked at
    convening.put_forward(work, case_of(file), day, form)


ACTS: Final[Mapping[str, RoomAct]] = {
    "open": RoomAct(
        MeetingRecord,
        records.put_on_record,
        N_("The meeting is on record."),
        N_("The meeting is not recorded yet"),
        _as_opened,
    ),
    "late": RoomAct(
        CameLate,
        _put_late,
        N_("When they came is on record."),
        N_("Nothing is on record yet"),
        anchor="here",
    ),
    "assess": RoomAct(
        AssessmentForm,
        lambda work, file, form: assessment_table.put_on_record(work, case_of(file), form),
        N_("The assessment is on record."),
        N_("The assessment is not on record yet"),
        _as_levelled,
        anchor="assessment",
    ),
    "adopt": RoomAct(
        Adopt,
        lambda work, file, form: planning.put_on_record(work, case_of(file), form),
        planning.ADOPTED,
        N_("The plan is not adopted yet"),
        anchor="plan",
        by_day=True,
    ),
    "review": RoomAct(
        SettleReview,
        lambda work, file, form: review.put_on_record(work, case_of(file), form),
        N_("The review is on record."),
        N_("The review is not on record yet"),
        _as_levelled,
        anchor="review",
        by_day=True,
    ),
    "dissent": RoomAct(
        EnterDissent,
        dissents.put_on_record,
        N_("The dissent is on record, and the head is told of it."),
        N_("Nothing is on record yet"),
        _as_dissented,
        anchor="dissent",
    ),
    "propose": RoomAct(
        ProposeDate,
        _propose,
        convening.SENT,
        N_("The meeting is not planned yet"),
        _as_proposed,
        anchor="next",
    ),
}
FIELDS: Final = OWN | {name for each in ACTS.values() for name in each.model.model_fields}
"""What the room keeps of a form."""


def kept_of(typed: Typed) -> dict[str, list[str]]:
    """What was typed in the room, without keys and buttons."""
    return {
        path: list(values)
        for path, values in typed.items()
        if path.partition(".")[0] in FIELDS - {ON_THE_DAY} and any(each.strip() for each in values)
    }


def sheet_of(page: Page, act: RoomAct, file: MeetingFile, typed: Typed) -> Sheet[Any]:
    """The act's own form within the room's; its day is that of the meeting."""
    day = file.meeting.met_on
    sheet = Sheet(act.model, {**typed, ON_THE_DAY: [f"{day:%d.%m.%Y}"]}, today=page.today)
    if act.by_day:
        sheet.today = min(day, page.today)
    return sheet


def put_away(act: RoomAct) -> set[str]:
    """The fields that say no more than what is on record by now."""
    return set(act.model.model_fields) - {ON_THE_DAY}
