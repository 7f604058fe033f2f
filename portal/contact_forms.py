"""A contact of the child as it is typed in a row of a plan, and what an entry says of it."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field

from casework.case.contact_rows import ContactDraft
from casework.case.logbook import OfPlannedContact
from core.i18n import N_
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.contact_days import MOST_DAYS
from rules.contact_schedule import (
    ContactNotNamed,
    ContactWatch,
    ContactWithNobody,
    ContactWithoutRhythm,
    ContactWithoutStart,
    NotHeldWithoutWhy,
    OutcomeNotSaid,
    WatchNotSpokenOf,
    WhoseDoing,
    check_contact,
    check_outcome,
)
from rules.refusals import ProcedureRefused
from rules.visit_marks import NextVisitBefore

CONTACT_FIELDS: Final = (
    *("contact_with", "contact_whom", "contact_every", "contact_days"),
    *("contact_from", "contact_place", "contact_watch", "contact_watcher"),
)
_WHERE: Final[dict[type[ProcedureRefused], str]] = {
    ContactWithNobody: "contact_with",
    ContactWithoutRhythm: "contact_every",
    ContactWithoutStart: "contact_from",
    WatchNotSpokenOf: "contact_watch",
}


class ContactFields(FormModel):
    """With whom, how often, from when, where, watched or not; nothing is filled in."""

    contact_with: Annotated[UUID | None, Ask(N_("Contact with"), open=True)] = None
    contact_whom: Annotated[
        Line, Ask(N_("Or with whom, if that is nobody on record?"), open=True)
    ] = ""
    contact_every: Annotated[
        int | None,
        Field(ge=1, le=MOST_DAYS),
        Ask(
            N_("Once within how many days?"),
            hint=N_("7 is once a week. Or tick days of the week."),
            open=True,
        ),
    ] = None
    contact_days: Annotated[
        tuple[Annotated[int, Field(ge=0, le=6)], ...], Ask(N_("On which days?"), open=True)
    ] = ()
    contact_from: Annotated[Day | None, Ask(N_("From when?"), open=True)] = None
    contact_place: Annotated[
        Line, Ask(N_("Where does it take place?"), hint=N_("Empty: not stated."), open=True)
    ] = ""
    contact_watch: Annotated[ContactWatch | None, Ask(N_("Is it supervised?"), open=True)] = None
    contact_watcher: Annotated[
        Line, Ask(N_("Supervised by whom?"), hint=N_("Empty: not stated."), open=True)
    ] = ""

    @property
    def contact(self) -> ContactDraft | None:
        """None where nothing of it was typed."""
        draft = ContactDraft(
            self.contact_with,
            self.contact_whom,
            self.contact_every,
            frozenset(self.contact_days),
            self.contact_from,
            self.contact_place,
            self.contact_watch,
            self.contact_watcher,
        )
        return draft if draft.is_begun else None


def contact_gaps(sheet: Sheet[Any], row: str, number: int) -> Iterator[Gap]:
    """What a contact that was begun still lacks, one thing after the other: Art. 13(2)."""
    said = {name: sheet.known(f"{row}.{name}") for name in CONTACT_FIELDS}
    typed = [value for name in CONTACT_FIELDS for value in sheet.typed.get(f"{row}.{name}", [])]
    if not any(value.strip() for value in typed):
        return
    draft = ContactDraft(
        person_id=said["contact_with"],
        whom=said["contact_whom"] or "",
        every_days=said["contact_every"],
        weekdays=frozenset(said["contact_days"] or ()),
        from_on=said["contact_from"],
        watch=said["contact_watch"],
    )
    try:
        check_contact(number, draft.terms)
    except ProcedureRefused as why:
        yield f"{row}.{_WHERE[type(why)]}", why


class OutcomeFields(FormModel):
    """What an entry of the log says of a contact in the plan, and of the next visit."""

    contact: Annotated[
        UUID | None,
        Ask(
            N_("Which contact of the plan was it?"),
            hint=N_("Leave it empty where it was none of them."),
            open=True,
        ),
    ] = None
    took_place: Annotated[bool | None, Ask(N_("Did the contact take place?"), open=True)] = None
    why_not: Annotated[
        Prose, Ask(N_("Why not?"), hint=N_("Where it did not take place."), open=True)
    ] = ""
    whose: Annotated[WhoseDoing | None, Ask(N_("By whose doing?"), open=True)] = None
    reaction: Annotated[
        Prose, Ask(N_("How did the child take it?"), hint=N_("Empty: not stated."), open=True)
    ] = ""
    next_visit_on: Annotated[
        Day | None,
        Ask(
            N_("By when is the next visit?"),
            hint=N_("Empty: no day was named. One that is named is held to."),
            open=True,
        ),
    ] = None

    @property
    def of_contact(self) -> OfPlannedContact:
        return OfPlannedContact(
            self.contact, self.took_place, self.why_not, self.whose, self.reaction
        )


_SAID_AT: Final[dict[type[ProcedureRefused], str]] = {
    ContactNotNamed: "contact",
    OutcomeNotSaid: "took_place",
    NotHeldWithoutWhy: "why_not",
}


def outcome_gaps(sheet: Sheet[Any]) -> Iterator[Gap]:
    """It took place, or why it did not, and of which contact; the next visit is later: 14(1)."""
    said = OfPlannedContact(
        sheet.known("contact"),
        sheet.known("took_place"),
        sheet.value("why_not"),
        sheet.known("whose"),
        sheet.value("reaction"),
    )
    try:
        check_outcome(said.outcome)
    except ProcedureRefused as why:
        yield _SAID_AT[type(why)], why
    day, until = sheet.known("on"), sheet.known("next_visit_on")
    if day and until and until <= day:
        yield "next_visit_on", NextVisitBefore(until=until, day=day)
