"""The room of a meeting, on its day: what is typed there becomes record and minutes: Art. 9, 10.

That there is one, and when it is open, the Regulation does not say: ours, decision 0209.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from rules.basis import Article
from rules.refusals import NotPossible, ProcedureRefused


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


class SomebodyElseChairs(ProcedureRefused):
    reason = "The head named {officer} to chair this meeting, who keeps its room."
    way_out = "Read what is written there; if somebody else chaired after all, record the meeting."
    basis = Article(4, "2")


class NoMeetingToday(NotPossible):
    reason = "This meeting is not held today."
    way_out = "Sign in on its day, in the room."


class OpeningOnRecord(NotPossible):
    reason = "Who is at this meeting is on record already."
    way_out = "Tell whoever chairs that you are here: they put it right in the record."


class NotBegunYet(NotPossible):
    reason = "The meeting begins at {hour}: no item of its agenda begins before."
    way_out = "Try the page as you like; begin the first item once the table has met."


class NobodyCalledYet(NotPossible):
    reason = "Who is at this meeting is not on record yet."
    way_out = "Put the opening on record; whoever comes after it is put down then."


class CameBeforeItBegan(NotPossible):
    reason = "The meeting began at {hour}: whoever was there by then did not come late."
    way_out = "Write the hour at which they came, or leave it empty."


class ComesLater(NotPossible):
    reason = "This hour has not come yet."
    way_out = "Write the hour at which they came."


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


def check_keeper(keeper: str | None) -> None:
    """One person keeps the room: who chairs that day. The manager in whose place they chair reads
    it, for the case stays theirs: Art. 4(2), 6(1.4), decision 0218."""
    if keeper is not None:
        raise SomebodyElseChairs(officer=keeper)


def check_shown(shown: int, kept: int) -> None:
    """A page replaces only what it showed: somebody else may have typed on another screen."""
    if shown != kept:
        raise KeptElsewhere


def check_begins(begins: time, now: time | None) -> None:
    """An hour in the minutes is one of the meeting, also where the page was tried before; `now` is
    None once its day is over."""
    if now is not None and now < begins:
        raise NotBegunYet(hour=f"{begins:%H:%M}")


def check_came(*, held: bool) -> None:
    if not held:
        raise NobodyCalledYet


def check_late(hour: time, begins: time, now: time | None) -> None:
    """They came once it had begun, and not later than now; nothing is wrong with it: Art. 9."""
    if hour <= begins:
        raise CameBeforeItBegan(hour=f"{begins:%H:%M}")
    if now is not None and hour > now:
        raise ComesLater


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
