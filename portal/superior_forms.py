"""What is typed of a notice to a superior: a letter or a call, and what came back: 14(3.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final, Literal

from core.i18n import N_
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.superior import (
    LetterNotFound,
    NothingShowsIt,
    ReplyWithoutWords,
    SuperiorMeans,
    SuperiorOutcome,
    WhatTheyDid,
)

NOT_YET: Final = N_("This day has not come yet.")


class Told(FormModel):
    """By what, on which day, whom; a number or a witness."""

    means: Annotated[
        SuperiorMeans, Ask(N_("How was the superior notified?"), missing=N_("Say by what."))
    ]
    on: Annotated[
        Day,
        Ask(N_("On which day?"), missing=N_("Say the day of the letter or the call.")),
    ]
    to_whom: Annotated[
        Line, Ask(N_("To whom?"), N_("A name or an office; empty where it is not known"), open=True)
    ] = ""
    number: Annotated[
        Line, Ask(N_("Number"), N_("Of the letter, or the one you called"), open=True)
    ] = ""
    place: Annotated[
        Line, Ask(N_("Where it lies"), N_("The letter's copy, or the note of the call"), open=True)
    ] = ""
    witness: Annotated[Line, Ask(N_("Who saw or heard it?"), open=True)] = ""
    not_stated: Annotated[bool, Ask(N_("Neither a number nor a witness is known"))] = False

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A day that has come; what the act would ask for, asked in the same round."""
        on = sheet.known("on")
        if on and on > sheet.today:
            yield "on", NOT_YET
        number, place = sheet.value("number").strip(), sheet.value("place").strip()
        if sheet.value("means") == SuperiorMeans.LETTER and bool(number) != bool(place):
            yield "place" if number else "number", LetterNotFound()
        elif not (number or sheet.value("witness").strip() or sheet.known("not_stated")):
            yield "number", NothingShowsIt()


class ReplyForm(FormModel):
    """What came, on which day; or that nothing came."""

    came: Annotated[
        Literal["yes", "no"], Ask(N_("Did a reply come?"), missing=N_("Say whether one came."))
    ]
    came_on: Annotated[
        Day | None, Ask(N_("On which day did it come?"), N_("Only where a reply came"), open=True)
    ] = None
    words: Annotated[
        Prose, Ask(N_("What does it say?"), N_("Only where a reply came"), open=True)
    ] = ""

    outcome: Annotated[
        SuperiorOutcome | None,
        Ask(N_("What have they done?"), N_("Only where the reply says it"), open=True),
    ] = None
    done_on: Annotated[
        Day | None, Ask(N_("On which day did they do it?"), N_("Empty: not stated."), open=True)
    ] = None

    @property
    def did(self) -> WhatTheyDid:
        return WhatTheyDid(self.outcome, self.done_on)

    @property
    def day(self) -> date | None:
        """None where nothing has come."""
        return self.came_on if self.came == "yes" else None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if sheet.value("came") != "yes":
            return
        on = sheet.known("came_on")
        if on is None:
            yield "came_on", N_("Write the day on which it came.")
        elif on > sheet.today:
            yield "came_on", NOT_YET
        done = sheet.known("done_on")
        if done and done > sheet.today:
            yield "done_on", NOT_YET
        if not sheet.value("words").strip():
            yield "words", ReplyWithoutWords()
