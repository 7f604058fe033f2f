"""What the record of a meeting asks: Art. 4(2), 8(10), 9, 10(1), 10(3), 10(6)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from casework.table.meetings import Presence
from casework.table.one_line import Unasked
from core.i18n import N_
from portal.chaired import WhoChaired
from portal.fields import Ask, Day, Hour, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.agenda import Approval, ChangesUnsaid
from rules.assessment import Risk
from rules.meetings import MeetingKind, ToldBy, ViewsMissing
from rules.telling import WordToFamily


class SeatRow(FormModel):
    """Whether one member came: Art. 9."""

    member: UUID
    came: Annotated[
        Literal["yes", "no"],
        Ask(N_("At the meeting"), missing=N_("Say whether they were present.")),
    ]
    reason: Annotated[Line, Ask(N_("Reason, if absent"), open=True)] = ""
    hour: Annotated[Hour | None, Ask(N_("Hour, if they came late"), open=True)] = None

    @property
    def presence(self) -> Presence:
        return Presence(self.came == "yes", self.reason, self.hour)


class GoneRow(FormModel):
    """Whether somebody came who had no seat any more: Art. 9, 10(2)."""

    member: UUID
    came: Annotated[bool, Ask(N_("At the meeting"))] = False


class HeardRow(FormModel):
    """Whether one of the family came, and what they think: Art. 8(10)."""

    person: UUID
    came: Annotated[bool, Ask(N_("At the meeting"))] = False
    views: Annotated[Prose, Ask(N_("Views, or why they could not be asked"), open=True)] = ""
    told_on: Annotated[Day | None, Ask(N_("Told on"), open=True)] = None
    """Asked where the meeting had not stood on the calendar."""
    how: Annotated[ToldBy | None, Ask(N_("How they were told"), open=True)] = None
    reason: Annotated[Prose, Ask(N_("Or why they could not be told"), open=True)] = ""

    @property
    def word(self) -> WordToFamily:
        return WordToFamily(
            self.told_on,
            (self.how or "") if self.told_on else "",
            "" if self.told_on else self.reason.strip(),
        )


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
    gone: tuple[GoneRow, ...] = ()
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
    known_off: bool = False
    """The page said that it had been called off."""

    @property
    def attendance(self) -> dict[UUID, Presence]:
        """Of whoever had a seat, and of whoever came without one any more."""
        came = {row.member: Presence(present=True) for row in self.gone if row.came}
        return {row.member: row.presence for row in self.seats} | came

    @property
    def presence(self) -> dict[UUID, Presence]:
        return {row.person: Presence(row.came, row.views) for row in self.family}

    @property
    def told(self) -> dict[UUID, WordToFamily]:
        """Of whom it is said with the record how they heard of the meeting."""
        return {row.person: row.word for row in self.family if row.told_on or row.reason.strip()}

    @property
    def without_seat(self) -> list[UUID]:
        return [row.participant for row in self.beside if row.came]

    @property
    def who_sat_in(self) -> list[Unasked]:
        return [row.somebody for row in self.unasked if row != UnaskedRow()]

    @property
    def approved(self) -> dict[UUID, str]:
        return {row.paper: row.corrections for row in self.earlier if row.approved == "yes"}

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


class UnplannedRecord(MeetingRecord):
    """The record of one that nobody had planned; what is said when one is planned is said here."""

    hour: Annotated[Hour, Ask(N_("Hour"), missing=N_("Write the hour, like 10:00."))]
    place: Annotated[
        Line, Ask(N_("Place"), N_("Room or address"), N_("Write where the table met."))
    ]
    purpose: Annotated[
        Literal[
            MeetingKind.OTHER, MeetingKind.REVIEW, MeetingKind.CLOSURE, MeetingKind.EXTRAORDINARY
        ],
        Ask(N_("What was the meeting for?"), missing=N_("Say what the meeting was for.")),
    ]
    plan_too: Annotated[
        bool,
        Ask(
            N_("The plan was reviewed in this meeting too"),
            N_("Only a meeting with the plan on its agenda is a review."),
        ),
    ] = False
    why: Annotated[
        Prose,
        Ask(N_("Why could it not wait?"), N_("Of an extraordinary meeting. Recorded."), open=True),
    ] = ""
    why_not_stated: Annotated[bool, Ask(N_("No reason is stated"))] = False
    stated_risk: Annotated[
        Risk | None,
        Ask(N_("At what risk was the child?"), N_("Only where there was a risk."), open=True),
    ] = None
    no_assessment: Annotated[
        Prose,
        Ask(N_("Why could no assessment go ahead of the meeting?"), N_("Recorded."), open=True),
    ] = ""
    one_more: Annotated[
        bool,
        Ask(
            N_("The table met once more on that day"),
            N_("That each of them is asked for is our choice."),
        ),
    ] = False
    that_day: Annotated[int, Field(ge=0)] = 0
    """How many were on record of it when the page was shown."""
    items: Annotated[
        Prose,
        Ask(N_("What else was on the agenda?"), N_("One item on each line."), open=True),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """An extraordinary meeting has a reason, or none is stated: Art. 14(5)."""
        yield from super().gaps(sheet)
        unsaid = not (sheet.value("why").strip() or sheet.known("why_not_stated"))
        if sheet.value("purpose") == MeetingKind.EXTRAORDINARY and unsaid:
            yield "why", N_("Write why the meeting was called, or say that no reason is stated.")

    @property
    def own_items(self) -> list[str]:
        return [line.strip() for line in self.items.splitlines() if line.strip()]
