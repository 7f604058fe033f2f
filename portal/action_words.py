"""What is said of an action whose day has passed, as a form asks it: Art. 14(2)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from core.i18n import N_
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.days import StillToCome
from rules.late_actions import (
    ActionWord,
    NewDayPassed,
    NoDayForWhatIsDone,
    NotDoneOnADay,
    check_word,
)
from rules.planning import STATUSES, ActionStatus

DoneOn = Annotated[
    Day | None,
    Ask(
        N_("If it is completed: on which day was it done?"),
        N_("Leave it empty where it is not, or where the day is not known."),
        open=True,
    ),
]
Until = Annotated[
    Day | None,
    Ask(
        N_("If it is not completed: which new day is asked for?"),
        N_("The table alone gives one; until then the action is late."),
        open=True,
    ),
]


class SaysOfAction(FormModel):
    """Done, and when; or not done, why, and until when it will be."""

    status: Annotated[
        ActionStatus, Ask(N_("How far it has come"), missing=N_("Choose how far it has come."))
    ]
    done_on: DoneOn = None
    words: Annotated[
        Prose,
        Ask(
            N_("What became of it? If it is not completed, why?"),
            missing=N_("Write at least one sentence."),
        ),
    ]
    until: Until = None

    @property
    def word(self) -> ActionWord:
        return ActionWord(self.status, self.done_on, self.until)

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """The days fit what is said of it: Art. 14(2)."""
        yield from gaps_of(sheet, "", sheet.known("on") or sheet.today)


def gaps_of(sheet: Sheet[Any], row: str, said_on: date) -> Iterator[Gap]:
    """What is wrong with the days of one action, each where it stands."""
    status = sheet.value(f"{row}status")
    if status not in STATUSES:
        return
    done_on, until = sheet.known(f"{row}done_on"), sheet.known(f"{row}until")
    try:
        check_word(ActionWord(ActionStatus(status), done_on, until), said_on, sheet.today)
    except (NotDoneOnADay, StillToCome) as why:
        yield f"{row}done_on", why
    except (NoDayForWhatIsDone, NewDayPassed) as why:
        yield f"{row}until", why
