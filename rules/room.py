"""The room of a meeting, on its day: what is typed there becomes record and minutes: Art. 9, 10.

That there is one, and when it is open, the Regulation does not say: ours, decision 0209.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rules.refusals import NotPossible


class RoomNotYet(NotPossible):
    reason = "The day of this meeting has not come yet."
    way_out = "Open its room on {day}, when the table meets."


class RoomIsOver(NotPossible):
    reason = "The minutes of this meeting are written; its room adds nothing to them any more."
    way_out = "Change the minutes themselves, until they are approved."


class RoomOff(NotPossible):
    reason = "This meeting was called off."
    way_out = "If it took place all the same, put it on record from its page."


class KeptElsewhere(NotPossible):
    reason = "Meanwhile something else was kept in this room, from another screen."
    way_out = (
        "It stands in the page now. What you had typed in the same place stands above it: take over"
        " what is to stay, then press again."
    )


class NoMeetingToday(NotPossible):
    reason = "This meeting is not held today."
    way_out = "Sign in on its day, in the room."


class OpeningOnRecord(NotPossible):
    reason = "Who is at this meeting is on record already."
    way_out = "Tell whoever chairs that you are here: they put it right in the record."


class WrongRoomCode(NotPossible):
    reason = "This is not the code of this room."
    way_out = "Look at the screen in the room again, and write its six digits."


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A meeting, before something is written in its room."""

    day: date
    held: bool
    off: bool
    written: bool
    """Its minutes are there."""


def check_room(room: RoomFacts, today: date) -> None:
    """From the day agreed on, or once it is on record, until the minutes are written."""
    if room.off:
        raise RoomOff
    if room.written:
        raise RoomIsOver
    if not room.held and today < room.day:
        raise RoomNotYet(day=room.day)


def check_shown(shown: int, kept: int) -> None:
    """A page replaces only what it showed: somebody else may have typed on another screen."""
    if shown != kept:
        raise KeptElsewhere


def until(begun: Mapping[str, datetime], code: str) -> datetime | None:
    """When an item ended: when the next one was begun."""
    began = begun[code]
    return min((at for at in begun.values() if at > began), default=None)


def check_arrival(*, today: bool, right: bool, opened: bool) -> None:
    """Somebody signs in at a meeting of this day, with the code of its room, before who is there is
    put on record: later only the chair puts that right, Art. 9."""
    if not today:
        raise NoMeetingToday
    if not right:
        raise WrongRoomCode
    if opened:
        raise OpeningOnRecord
