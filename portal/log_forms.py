"""What is asked of a contact, a visit or an emergency service, and of a correction: Art. 12(1)."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from pydantic import PlainValidator

from casework.case.logbook import Logged, OfOneChild
from core.i18n import N_
from portal.contact_forms import OutcomeFields, outcome_gaps
from portal.fields import Ask, Day, Happened, Line, Prose, wrong
from portal.forms import FormModel, Gap, Sheet
from rules.days import StillToCome
from rules.logbook import (
    CONTACTS,
    FACE_TO_FACE,
    SERVICES,
    ChildNotSpokenOf,
    ChildSeen,
    LogKind,
    MetNowhere,
    NobodyActed,
    NothingLogged,
    ServiceNotNamed,
)

ONE_OF_THESE: Final = N_("Choose one of these.")
WHICH_DAY: Final = N_("Write the day on which it was given.")
WHICH_CHILD: Final = N_("Tick the case of this child, or leave its lines empty.")


class DoneBy(StrEnum):
    """Who did it, where it was no member of the table."""

    OFFICER = "officer"
    OTHER = "other"


def _doer(typed: object) -> object:
    if isinstance(typed, UUID | DoneBy):
        return typed
    try:
        return DoneBy(str(typed)) if typed in set(DoneBy) else UUID(str(typed))
    except ValueError:
        raise wrong(ONE_OF_THESE) from None


Doer = Annotated[
    UUID | DoneBy,
    PlainValidator(_doer),
    Ask(N_("Who did it?"), missing=N_("Choose who did it.")),
]
Name = Annotated[
    Line,
    Ask(
        N_("Who, if it was somebody else?"),
        hint=N_("Also somebody of the centre who was on duty"),
        open=True,
    ),
]
Reason = Annotated[
    Prose,
    Ask(
        N_("What was wrong?"),
        hint=N_("The entry stays to be read; this one stands for it."),
        missing=N_("Write what was wrong in the entry."),
    ),
]


class AlsoOf(FormModel):
    """Another child of the family, whose own file gets an entry of its own."""

    number: Annotated[Line, Ask(N_("Enter it in this case too"), open=True)] = ""
    seen: Annotated[ChildSeen | None, Ask(N_("Was this child seen?"), open=True)] = None
    words: Annotated[
        Prose,
        Ask(
            N_("What was found of this child?"),
            hint=N_("In words of its own: whoever reads one file reads nothing of the other."),
            open=True,
        ),
    ] = ""

    def said(self) -> OfOneChild:
        return OfOneChild(self.words, self.seen)


Also = Annotated[tuple[AlsoOf, ...], Ask(N_("Other child %(number)s"))]


def _gaps(sheet: Sheet[Any], kinds: tuple[LogKind, ...]) -> Iterator[Gap]:
    """Who did it, one of the three, and for each child what the kind of entry asks for."""
    kind = sheet.known("kind")
    if kind and kind not in kinds:
        yield "kind", ONE_OF_THESE
    by, name = sheet.known("by"), sheet.value("name").strip()
    if by and (by == DoneBy.OTHER) != bool(name):
        yield "name", NobodyActed()
    for row in sheet.rows("also"):
        if not sheet.value(f"{row}.number"):
            yield f"{row}.number", WHICH_CHILD


class GivenForm(FormModel):
    """One line of a referral: what the child was given, with its day: Annex 1, C2."""

    kind: Annotated[LogKind | None, Ask(N_("What was the child given?"), open=True)] = None
    on: Annotated[Day | None, Ask(N_("On which day?"), open=True)] = None
    name: Annotated[
        Line, Ask(N_("By whom?"), hint=N_("Empty where it was yourself"), open=True)
    ] = ""
    words: Annotated[Line, Ask(N_("What exactly?"), open=True)] = ""


Given = Annotated[tuple[GivenForm, ...], Ask(N_("Service %(number)s"))]
GIVEN_ROWS: Final = 4


def gaps_of_given(sheet: Sheet[Any]) -> Iterator[Gap]:
    """A line that was begun says which service it was, and on which day that has come."""
    for row in sheet.rows("given"):
        kind, day = sheet.known(f"{row}.kind"), sheet.known(f"{row}.on")
        if kind not in SERVICES:
            yield f"{row}.kind", ONE_OF_THESE
        if kind == LogKind.OTHER_SERVICE and not sheet.value(f"{row}.words").strip():
            yield f"{row}.words", ServiceNotNamed()
        if day is None:
            yield f"{row}.on", WHICH_DAY
        elif day > sheet.today:
            yield f"{row}.on", StillToCome(day=day)


def given_of(rows: Iterable[GivenForm]) -> list[Logged]:
    return [
        Logged(each.kind, each.on, OfOneChild(each.words), name=each.name)
        for each in rows
        if each.kind and each.on
    ]


class LogContactForm(OutcomeFields):
    """A visit, a call, a talk in the office."""

    kind: Annotated[LogKind, Ask(N_("How?"), missing=N_("Choose visit, call or office."))]
    on: Happened
    by: Doer
    name: Name = ""
    with_whom: Annotated[
        Line,
        Ask(
            N_("With whom?"),
            hint=N_("Name no other child where you enter it in several files."),
            missing=N_("Write with whom."),
        ),
    ]
    place: Annotated[Line, Ask(N_("Where?"), open=True)] = ""
    seen: Annotated[ChildSeen | None, Ask(N_("Was the child seen?"), open=True)] = None
    words: Annotated[
        Prose, Ask(N_("What was found?"), missing=N_("Write in a sentence or two what was found."))
    ]
    also: Also = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Where the visit was, and of each child whether it was seen and what was found."""
        yield from _gaps(sheet, CONTACTS)
        yield from outcome_gaps(sheet)
        kind = sheet.known("kind")
        if kind == LogKind.VISIT and not sheet.value("place").strip():
            yield "place", MetNowhere()
        for row in ("", *(f"{row}." for row in sheet.rows("also"))):
            if kind in FACE_TO_FACE and not sheet.value(f"{row}seen"):
                yield f"{row}seen", ChildNotSpokenOf()
            if row and not sheet.value(f"{row}words").strip():
                yield f"{row}words", NothingLogged()

    @property
    def others(self) -> list[AlsoOf]:
        return [each for each in self.also if each.number]

    def logged(self, also: Mapping[UUID, OfOneChild]) -> Logged:
        return Logged(
            kind=self.kind,
            on=self.on,
            child=OfOneChild(self.words, self.seen),
            with_whom=self.with_whom,
            place=self.place,
            member_id=self.by if isinstance(self.by, UUID) else None,
            name=self.name,
            also=also,
            contact=self.of_contact,
            next_visit_on=self.next_visit_on,
        )


class LogServiceForm(FormModel):
    """What the child was given at once."""

    called: ClassVar[str] = "service"

    kind: Annotated[
        LogKind, Ask(N_("What was the child given?"), missing=N_("Choose what it was given."))
    ]
    on: Happened
    by: Doer
    name: Name = ""
    place: Annotated[Line, Ask(N_("Where?"), open=True)] = ""
    words: Annotated[
        Prose,
        Ask(N_("What exactly?"), hint=N_("Needed where it is another service."), open=True),
    ] = ""
    also: Also = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Another service than food, shelter, clothes or medical care is named, for each child."""
        yield from _gaps(sheet, SERVICES)
        if sheet.known("kind") == LogKind.OTHER_SERVICE:
            for row in ("", *(f"{row}." for row in sheet.rows("also"))):
                if not sheet.value(f"{row}words").strip():
                    yield f"{row}words", ServiceNotNamed()

    @property
    def others(self) -> list[AlsoOf]:
        return [each for each in self.also if each.number]

    def logged(self, also: Mapping[UUID, OfOneChild]) -> Logged:
        return Logged(
            kind=self.kind,
            on=self.on,
            child=OfOneChild(self.words),
            place=self.place,
            member_id=self.by if isinstance(self.by, UUID) else None,
            name=self.name,
            also=also,
        )


class CorrectContact(LogContactForm):
    """The contact as it was, and why the entry before was wrong."""

    reason: Reason


class CorrectService(LogServiceForm):
    """The service as it was, and why the entry before was wrong."""

    reason: Reason
