"""Emergency access: a case read for a short time by an officer whose it is not. The Regulation
names none (18(1) keeps all of it): who, for what, how long and who sees to it is ours, 0248."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused

READ_FOR: Final = timedelta(hours=4)
"""How long a case is open for it."""
ALONE_AFTER: Final = timedelta(minutes=10)
"""How long the colleagues, who were written to at once, have to answer."""
STANDS_FOR: Final = timedelta(hours=2)
"""After that a request says nothing any more: whoever still needs it asks anew."""
ASKED_A_DAY: Final = 5
"""How often one officer asks in 24 hours, a number that is none counted too."""


class EmergencyReason(StrEnum):
    """For what: one of these, and words beside it."""

    DANGER = "danger"
    """To the life or health of the child, now."""
    FOUND = "found"
    """The child is missing, or was found and nobody knows whose it is."""
    AUTHORITY = "authority"
    """Police, prosecutor, court or a hospital ask, and it cannot wait for the morning."""
    PLACEMENT = "placement"
    """The child has to be brought somewhere safe before anybody of its case is reached."""


class ReadsAnyway(ProcedureRefused):
    reason = "This case is open to you as it is."
    way_out = "Open it by its number."
    basis = DEFAULTS.EMERGENCY


class AskedAlready(ProcedureRefused):
    reason = "You have asked for this case already."
    way_out = "Look at what you asked for; it stands on the same page."
    basis = DEFAULTS.EMERGENCY


class NotFoundSo(ProcedureRefused):
    """Alike for a number that is none, another centre's and one where a conflict bars: 0248."""

    reason = "No case of your centre can be read in an emergency under this number."
    way_out = "See whether the number is right; or call the head of social services."
    basis = DEFAULTS.EMERGENCY


class AskedTooOften(ProcedureRefused):
    reason = "You have asked {most} times within a day, whatever the numbers were."
    way_out = "Call the head of social services, who reads every case of the centre."
    basis = DEFAULTS.EMERGENCY


class NotWaiting(ProcedureRefused):
    reason = "This request does not wait any more."
    way_out = "Whoever still needs the case asks anew."
    basis = DEFAULTS.EMERGENCY


class OwnRequest(ProcedureRefused):
    reason = "Nobody is the second person of their own request, or sees to it afterwards."
    way_out = "Another officer of the centre does."
    basis = DEFAULTS.EMERGENCY


class StillWaits(ProcedureRefused):
    reason = "Your colleagues were written to, and have until {hour} to answer."
    way_out = "Call one of them. From then on you may open it alone."
    basis = DEFAULTS.EMERGENCY


class NotOpen(ProcedureRefused):
    reason = "This access is over, or was never opened."
    way_out = "Whoever still needs the case asks anew."
    basis = DEFAULTS.EMERGENCY


class OnScreenAlone(ProcedureRefused):
    reason = "What is read in an emergency is read on the screen; no paper is made of it."
    way_out = "Ask the head, or the case manager, for the paper."
    basis = DEFAULTS.EMERGENCY


class SeenTo(ProcedureRefused):
    reason = "Whether this was justified is on record already."
    way_out = "Read it there."
    basis = DEFAULTS.EMERGENCY


@dataclass(frozen=True, slots=True)
class EmergencyFacts:
    """One request, as far as it came."""

    asked_by: UUID
    asked_at: datetime
    opened_at: datetime | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
    reviewed: bool = False

    @property
    def alone_from(self) -> datetime:
        return self.asked_at + ALONE_AFTER

    def waits(self, now: datetime) -> bool:
        fresh = now < self.asked_at + STANDS_FOR
        return self.opened_at is None and self.ended_at is None and fresh

    def is_open(self, now: datetime) -> bool:
        return self.until is not None and self.ended_at is None and now < self.until


def check_count(asked: int) -> None:
    if asked >= ASKED_A_DAY:
        raise AskedTooOften(most=ASKED_A_DAY)


def check_found(*, found: bool) -> None:
    if not found:
        raise NotFoundSo


def check_asking(own: Iterable[EmergencyFacts], now: datetime, *, reads_anyway: bool) -> None:
    """For a case that is not theirs, and once at a time."""
    if reads_anyway:
        raise ReadsAnyway
    if any(each.waits(now) or each.is_open(now) for each in own):
        raise AskedAlready


def check_second(facts: EmergencyFacts, by: UUID, now: datetime) -> None:
    """Another officer, while it waits."""
    if by == facts.asked_by:
        raise OwnRequest
    if not facts.waits(now):
        raise NotWaiting


def check_alone(facts: EmergencyFacts, now: datetime, hour: str) -> None:
    """Whoever asked, once nobody has answered: `hour` is that of `alone_from`, in words."""
    if not facts.waits(now):
        raise NotWaiting
    if now < facts.alone_from:
        raise StillWaits(hour=hour)


def check_paper(*, in_emergency: bool) -> None:
    if in_emergency:
        raise OnScreenAlone


def check_ending(facts: EmergencyFacts, now: datetime) -> None:
    """One that waits is turned down or taken back, one that is open ends."""
    if not facts.waits(now) and not facts.is_open(now):
        raise NotOpen


def check_review(facts: EmergencyFacts, by: UUID) -> None:
    """Every access that was opened is seen to, once, by who did not ask for it."""
    if by == facts.asked_by:
        raise OwnRequest
    if facts.opened_at is None:
        raise NotOpen
    if facts.reviewed:
        raise SeenTo
