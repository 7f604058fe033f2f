"""The log between meetings: contacts, visits, what a child was given at once: Art. 12(1), Annex 1.

The text has the manager assess, verify and monitor, and Annex 1 list the services given before the
referral; it names no log. What follows is our reading (0096, 0097): an entry is a fact with its
true day, a correction stands beside it, and nothing of it is recorded that nobody said.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.information import InformantFacts
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class LogKind(StrEnum):
    """How somebody was met, or what the child was given: Art. 12(1), Annex 1, C2."""

    VISIT = "visit"
    CALL = "call"
    OFFICE = "office"
    FOOD = "food"
    SHELTER = "shelter"
    CLOTHES = "clothes"
    MEDICAL = "medical"
    OTHER_SERVICE = "other_service"


CONTACTS: Final = (LogKind.VISIT, LogKind.CALL, LogKind.OFFICE)
SERVICES: Final = tuple(kind for kind in LogKind if kind not in CONTACTS)
FACE_TO_FACE: Final = frozenset({LogKind.VISIT, LogKind.OFFICE})


class ChildSeen(StrEnum):
    """Whether the child was seen; "not stated" is taken, and shown."""

    ALONE = "alone"
    WITH_OTHERS = "with_others"
    SEEN = "seen"
    """Seen, and nobody said whether alone."""
    NOT_SEEN = "not_seen"
    NOT_STATED = "not_stated"


class NobodyMet(ProcedureRefused):
    reason = "It is not said with whom the contact was."
    way_out = "Write whom you met or called, by name or by what they are to the child."
    basis = DEFAULTS.LOG


class MetNowhere(ProcedureRefused):
    reason = "It is not said where the visit was."
    way_out = "Write the place: the home, the school, the hospital."
    basis = DEFAULTS.LOG


class ChildNotSpokenOf(ProcedureRefused):
    reason = "It is not said whether the child was seen."
    way_out = "Say so for each child; that nobody said is an answer too."
    basis = DEFAULTS.LOG


class NothingLogged(ProcedureRefused):
    reason = "It is not said what was found."
    way_out = "Write it in a sentence or two, for each child in words of its own."
    basis = DEFAULTS.LOG


class ServiceNotNamed(ProcedureRefused):
    reason = "It is not said what the child was given."
    way_out = "Write which service it was."
    basis = DEFAULTS.LOG


class NobodyActed(ProcedureRefused):
    reason = "It is not said who did it."
    way_out = "Choose yourself or a member, or write who it was; one of the three."
    basis = DEFAULTS.LOG


class LoggedFromNoSeat(ProcedureRefused):
    reason = "On {day} this person did not sit at the table."
    way_out = "Write their name as that of somebody else who did it."
    basis = DEFAULTS.LOG


class CorrectedWithoutReason(ProcedureRefused):
    reason = "It is not said why the entry is corrected."
    way_out = "Write what was wrong in it; the entry stays to be read."
    basis = DEFAULTS.LOG


class OtherKindOfEntry(NotPossible):
    reason = "A contact is corrected as a contact, and a service as a service."
    way_out = "Correct this entry by saying what was wrong, and make another one."


class LogCorrectedAlready(Conflict):
    reason = "This entry has been corrected already."
    way_out = "Correct the entry that corrects it."


@dataclass(frozen=True, slots=True)
class LogFacts:
    """One entry as it is to be written in one child's file."""

    kind: LogKind
    on: date
    words: str = ""
    with_whom: str = ""
    place: str = ""
    seen: ChildSeen | None = None
    by_officer: bool = False
    by_name: str = ""
    member: InformantFacts | None = None

    @property
    def is_contact(self) -> bool:
        return self.kind in CONTACTS


def check_log_entry(entry: LogFacts, today: date) -> None:
    """Who, with whom, where, the child seen or not, and what was found: Art. 12(1), Annex 1, C2.

    Of any day that has come, also before the referral; nothing is held up by what is not there.
    """
    check_happened(entry.on, today)
    if sum((entry.by_officer, bool(entry.by_name.strip()), entry.member is not None)) != 1:
        raise NobodyActed
    if entry.member is not None and not entry.member.sat_on(entry.on):
        raise LoggedFromNoSeat(day=entry.on)
    if entry.is_contact:
        _check_contact(entry)
    elif entry.kind is LogKind.OTHER_SERVICE and not entry.words.strip():
        raise ServiceNotNamed


def _check_contact(entry: LogFacts) -> None:
    if not entry.with_whom.strip():
        raise NobodyMet
    if entry.kind is LogKind.VISIT and not entry.place.strip():
        raise MetNowhere
    if entry.kind in FACE_TO_FACE and entry.seen is None:
        raise ChildNotSpokenOf
    if not entry.words.strip():
        raise NothingLogged


def check_log_correction(former: LogKind, entry: LogFacts, *, reason: str, corrected: bool) -> None:
    """A correction is another entry that says why; of one entry there is one: Art. 12(1)."""
    if corrected:
        raise LogCorrectedAlready
    if (former in CONTACTS) != entry.is_contact:
        raise OtherKindOfEntry
    if not reason.strip():
        raise CorrectedWithoutReason


def is_late(happened_on: date, recorded_on: date, registered_on: date) -> bool:
    """Entered later than our three days; what was before the file began counts from that day."""
    return recorded_on > max(happened_on, registered_on) + timedelta(days=DEFAULTS.LOG.days)


def given_before_referral(kind: LogKind, on: date, referred_on: date) -> bool:
    """A line of Annex 1, C2; on the day itself nobody says which came first: Art. 20(1)."""
    return kind in SERVICES and on <= referred_on


def is_new_to_the_table(recorded_at: datetime, met_at: datetime | None) -> bool:
    """Not on record when the table met last: what the manager presents to it: Art. 10(4), 12(2)."""
    return met_at is None or recorded_at > met_at
