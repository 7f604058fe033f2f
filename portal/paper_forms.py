"""What is asked of a case that ran on paper: decision 0165."""

from collections.abc import Collection
from typing import Annotated, Final, Literal
from uuid import UUID

from casework.case.paper_meetings import MetOnPaper
from core.i18n import N_
from portal.fields import Ask, Day, Hour, Line, Prose
from portal.forms import FormModel
from portal.paper_words import FROM_THAT_DAY, RUNS_HERE_FROM, WHERE_IT_LIES, WHICH_DAY
from rules.meetings import MeetingKind
from rules.paper_sections import PaperMinutes, SectionAnswer


class TakeFromPaper(FormModel):
    """Since when the case runs here, and where its paper file lies."""

    called = "begin"

    on: Annotated[Day, Ask(RUNS_HERE_FROM, FROM_THAT_DAY, WHICH_DAY)]
    lies: Annotated[Line, Ask(WHERE_IT_LIES, N_("Empty: not known."), open=True)] = ""


class NotFromPaperForm(FormModel):
    """One press, nothing typed."""


class SaySection(FormModel):
    """What is known of one section."""

    answer: Annotated[
        SectionAnswer,
        Ask(N_("What is known of it?"), missing=N_("Say what is known; not known is an answer.")),
    ]
    words: Annotated[
        Prose,
        Ask(N_("What is not known, or where it can be read"), open=True),
    ] = ""


class FinishPaper(FormModel):
    """All that is known stands here."""

    called = "finish"

    handed: Annotated[
        Literal["yes", "no", "unknown"] | None,
        Ask(
            N_("Does everybody at the table have the plan on paper?"),
            N_("If not, or if nobody knows, it is sent to them."),
            N_("Say whether they have it."),
            open=True,
        ),
    ] = None


class PresenceRow(FormModel):
    """Whether one member came, as far as the paper file says."""

    member: UUID
    came: Annotated[
        Literal["yes", "no", "unknown"],
        Ask(
            N_("At the meeting"),
            missing=N_("Say whether they were present, or that it is not known."),
        ),
    ]


class PaperMeetingForm(FormModel):
    """One meeting of the time on paper."""

    on: Annotated[
        Day, Ask(N_("On which day was it held?"), missing=N_("Say on which day it was held."))
    ]
    hour: Annotated[Hour | None, Ask(N_("Hour"), N_("Empty: not known."), open=True)] = None
    place: Annotated[Line, Ask(N_("Place"), N_("Empty: not known."), open=True)] = ""
    purpose: Annotated[
        Literal[MeetingKind.OTHER, MeetingKind.REVIEW, MeetingKind.EXTRAORDINARY],
        Ask(N_("What was it for?"), missing=N_("Say what it was for.")),
    ]
    minutes: Annotated[
        PaperMinutes,
        Ask(N_("How do its minutes stand?"), missing=N_("Say how its minutes stand.")),
    ]
    seats: tuple[PresenceRow, ...] = ()
    words: Annotated[
        Prose, Ask(N_("Where its minutes lie, and what of it is not known"), open=True)
    ] = ""
    that_day: int = 0
    one_more: Annotated[bool, Ask(N_("The table met once more on that day"))] = False

    def met(self, sat: Collection[UUID]) -> MetOnPaper:
        """Of who had a seat on that day; that somebody without one did not come says nothing."""
        said = {row.member: row.came for row in self.seats if row.came != "unknown"}
        return MetOnPaper(
            self.on,
            self.minutes,
            self.hour,
            self.place,
            on_review=self.purpose is MeetingKind.REVIEW,
            extraordinary=self.purpose is MeetingKind.EXTRAORDINARY,
            there={each: came == "yes" for each, came in said.items() if each in sat},
            words=self.words,
            that_day=self.that_day if self.one_more else 0,
        )


PURPOSES: Final = (
    (MeetingKind.OTHER, N_("A meeting of the table like any other")),
    (MeetingKind.REVIEW, N_("The review of the plan")),
    (MeetingKind.EXTRAORDINARY, N_("An extraordinary meeting, for a child at risk")),
)
