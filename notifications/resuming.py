"""Going on to send after a restore: what somebody says, on the machine or on the page, and that it
is carried out alike: decision 0161."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from models.copies import RestoredCopy
from models.session import Work
from notifications import after_restore
from notifications.after_restore import HeldBack, Since
from rules.resuming import StoppedElsewhen, check_stopped


class NotYetResumed(Exception):
    """Nothing was changed: something is wrong with what was said, or it is too soon."""

    why: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.why)
        self.facts = facts


class NoWorkerSince(NotYetResumed):
    """Nobody has queued anew what the system that is gone may have sent."""

    why = "no worker"


class StillLooking(NotYetResumed):
    """`count` cases were not looked at since the restore."""

    why = "still looking"


class UndecidedMessages(NotYetResumed):
    """Of `count` messages nobody has said whether they left."""

    why = "undecided"


class NoSuchMessage(NotYetResumed):
    """`name` is of no message that waits, or of more than one."""

    why = "no such message"


class LogOfOthers(NotYetResumed):
    """The log names no mail of ours: that none of them had left is not what it says."""

    why = "log of others"


class OutsideTheGap(NotYetResumed):
    """`said` is not between the copy, `taken`, and the restore, `restored`."""

    why = "outside the gap"


@dataclass(frozen=True, slots=True)
class WordOfStop:
    """What somebody says of what had left before the system stopped."""

    stopped_at: datetime
    anew: bool | None = None
    """Whether what was queued again had left; None where it is not said of all of it."""
    sent: Sequence[str] = ()
    """The first letters of the names of those that had."""
    unsent: Sequence[str] = ()
    logged: str | None = None
    """A mail server's log."""


def moment_of(said: datetime, copy: RestoredCopy) -> datetime:
    """Not before the copy was taken, and not after it was put back. Raises `OutsideTheGap`."""
    try:
        return check_stopped(said, copy.taken_at, copy.restored_at)
    except StoppedElsewhen:
        facts = {"said": said, "taken": copy.taken_at, "restored": copy.restored_at}
        raise OutsideTheGap(**facts) from None


def carry_out(
    work: Work, copy: RestoredCopy, said: WordOfStop, *, at_once: bool = False
) -> tuple[int, int]:
    """How many count as sent, and how many leave. Raises `NotYetResumed`, and
    `after_restore.NotPaused` where somebody was first."""
    if not at_once:
        check_through(work, copy)
    moment = moment_of(said.stopped_at, copy)
    check_logged(work, said.logged)
    found = after_restore.held_back(work, copy, moment)
    of_one = {id: True for name in said.sent for id in _named(found, name)}
    of_one |= {id: False for name in said.unsent for id in _named(found, name)}
    counts = after_restore.decided(found, said.logged, said.anew, of_one)
    left = _all_said(counts)
    relinked = [each.id for each in found if each.since is Since.NEW_LINK and each.id not in left]
    leave = after_restore.resume(work, left, stopped_at=moment, relinked=relinked)
    return len(left), leave


def check_logged(work: Work, logged: str | None) -> None:
    """A log of another machine, or of another week, would have everything sent a second time.
    Raises `LogOfOthers`; not where nothing ever left."""
    if logged is None:
        return
    ids = after_restore.lately(work)
    if ids and not any(each in logged for each in ids):
        raise LogOfOthers


def check_through(work: Work, copy: RestoredCopy) -> None:
    """Before the worker has looked at every life it is not known what may have left twice."""
    waits = after_restore.still_at_it(work, copy)
    if waits is None:
        raise NoWorkerSince
    if waits:
        raise StillLooking(count=waits)


def _all_said(counts: Mapping[UUID, bool | None]) -> list[UUID]:
    if undecided := sum(counted is None for counted in counts.values()):
        raise UndecidedMessages(count=undecided)
    return [message for message, counted in counts.items() if counted]


def _named(found: Sequence[HeldBack], name: str) -> Sequence[UUID]:
    """One mail, which may be that of several centres: 0175."""
    known = [each for each in found if each.name.startswith(name)]
    if len({each.name for each in known}) != 1:
        raise NoSuchMessage(name=name)
    return [each.id for each in known]
