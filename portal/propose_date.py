"""What is asked to plan a meeting: Art. 8(3), 8(8), 14(5)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import Field

from core.i18n import N_
from portal.fields import Ask, Day, Hour, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.assessment import Risk
from rules.meetings import MeetingKind

OTHER: Final = "other"
TORN: Final = N_("You chose one day and wrote another. Choose the one you mean.")
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
    one_more: Annotated[
        bool,
        Ask(
            N_("Plan one more meeting for this day"),
            N_("That each of them is asked for is our choice."),
        ),
    ] = False
    that_day: Annotated[int, Field(ge=0)] = 0
    """How many stood on it when the page was shown."""
    at_that_hour: Line = ""
    """What else was shown to be at the hour."""
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
    proposed_on: Annotated[
        Day | None,
        Ask(N_("On which day?"), N_("The day on which the head was asked."), open=True),
    ] = None
    """Only where it was on paper or by telephone."""
    stated_risk: Annotated[
        Risk | None,
        Ask(N_("At what risk is the child?"), N_("Only where there is a risk."), open=True),
    ] = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """One day and no other: nobody should guess which counts."""
        chosen, other = sheet.value("chosen"), sheet.known("other_day")
        is_open = chosen in {"", OTHER} and bool(sheet.value("other_day").strip())
        if not is_open and iso(chosen) is None:
            yield "chosen", NO_DAY
        elif iso(chosen) and other not in {None, iso(chosen)}:
            yield "chosen", TORN
        unsaid = not (sheet.value("reason").strip() or sheet.known("reason_not_stated"))
        if sheet.known("extraordinary") and unsaid:
            yield "reason", NO_REASON

    def day(self) -> date | None:
        return iso(self.chosen) or self.other_day


def iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
