"""The kinds of meeting, and what its record must say: Art. 8, 9, 10, 14(5), 17(3).

What has happened is always recorded; what was wrong with it is noted as a breach beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from rules.agenda import Approval
from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused
from rules.roles import Owner


class MeetingKind(StrEnum):
    """What a meeting is called for; its agenda follows from it."""

    FIRST = "first"
    REVIEW = "review"
    """Of the plan, every month: Art. 5(1.5), 15(1)."""
    OTHER = "other"
    """Nobody had planned it, and the plan was not reviewed there: Art. 8(1)."""
    EXTRAORDINARY = "extraordinary"
    """Called in haste: Art. 14(5)."""
    CLOSURE = "closure"
    """Everybody who took part is invited: Art. 8(11), 17(3)."""
    QUARTERLY = "quarterly"
    """Of the municipal roundtable, with or without a case: Art. 8(2)."""


class ToldBy(StrEnum):
    """How parent or child learned of a meeting: Art. 8(10)."""

    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"
    CONVERSATION = "conversation"


class MeetingNotYetHeld(ProcedureRefused):
    reason = "The meeting is on {day}; its record begins on that day."
    way_out = "Come back on the day of the meeting."
    basis = Article(10, "1")


class MeetingNotYetBegun(ProcedureRefused):
    reason = "The meeting begins at {hour}; what has not happened is not put on record."
    way_out = "Put it on record once it has begun. Nothing that you wrote is lost."
    basis = DEFAULTS.HAPPENED


class AttendanceIncomplete(ProcedureRefused):
    reason = "Of somebody at the table it is not said whether they were present."
    way_out = "Say of each member whether they were present or absent."
    basis = Article(9)


class FamilyNotTold(ProcedureRefused):
    reason = "It is not recorded how parent and child were told of the meeting."
    way_out = "Record how they were told, or why that was not possible."
    basis = Article(8, "10")


class ViewsMissing(ProcedureRefused):
    reason = "A parent or the child was absent, and their views are not recorded."
    way_out = "Write down their views, or why they could not be asked."
    basis = Article(8, "10")


@dataclass(frozen=True, slots=True)
class AtTheTable:
    """What the record says of one member: Art. 9."""

    id: UUID
    present: bool | None
    """None where nothing is said."""
    declared: bool
    """Both declarations were signed before: Art. 10(2), 18(2)."""
    invited: bool = True
    """An invitation to this meeting was sent to them: Art. 8(3), 8(11)."""
    seated: bool = True
    """They had a seat on that day, or one that ended on it: Art. 10(6)."""


@dataclass(frozen=True, slots=True)
class Kin:
    """What the record says of the child, a parent or the guardian: Art. 8(10)."""

    told: bool
    """How they were told is on record, or why they were not."""
    present: bool
    violent: bool
    words: str
    """Their views, or why they could not be asked."""
    id: UUID | None = None
    declared: bool = True
    """They signed, or a child was excused: Art. 18(2)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Who sat there without a member's seat: the chair, an interpreter, a guest: Art. 18(2)."""

    id: UUID
    declared: bool
    invited: bool = True
    """To this meeting; an assistant and an interpreter come to any: Art. 8(5)."""


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting as it is put on record."""

    meeting_id: UUID
    held_on: date
    agreed: bool
    invited: bool
    closing: bool = False
    """It is on closing the case, and all who took part are invited: Art. 8(11)."""
    members: tuple[AtTheTable, ...] = ()
    family: tuple[Kin, ...] = ()
    beside: tuple[Beside, ...] = ()
    agenda: Approval | None = None
    """What the table did with its agenda; None where nobody says: Art. 10(3)."""
    unrepresented: bool = False
    """A child from elsewhere, as was known before, and nobody of Art. 4(6) had a seat."""
    lacks_risk: bool = False
    """An extraordinary meeting that nobody had planned, for a child at no risk: Art. 14(5)."""


def check_record(record: Record, today: date) -> None:
    """What is put on record has happened, and leaves nobody out: Art. 8(10), 9, 10(1), 10(5)."""
    if record.held_on > today:
        raise MeetingNotYetHeld(day=record.held_on)
    if any(member.present is None for member in record.members):
        raise AttendanceIncomplete
    for kin in record.family:
        if not kin.told:
            raise FamilyNotTold
        if not kin.present and not kin.words.strip():
            raise ViewsMissing


def check_begun(begins: time, now: time) -> None:
    """On its own day a meeting is put on record from its hour on: Art. 10(1); ours."""
    if now < begins:
        raise MeetingNotYetBegun(hour=f"{begins:%H:%M}")


def wrongs(record: Record) -> Iterator[Breach]:
    """What went against the text in a meeting that was held: recorded, and never a refusal."""
    if not (record.agreed and record.invited):
        yield (uninvited if record.agreed else unagreed)(record.meeting_id, record.held_on)
    if record.agenda is Approval.NOT_APPROVED:
        yield _wrong(record, Wrong.AGENDA_NOT_APPROVED, Article(10, "3"))
    if record.lacks_risk:
        yield _wrong(record, Wrong.WITHOUT_RISK, Article(14, "5"))
    if record.unrepresented:
        yield unrepresented(record.meeting_id, record.held_on)
    for kin in record.family:
        if kin.present and kin.violent:
            yield with_violence(record.meeting_id, record.held_on, kin.id)
    yield from _of_members(record)
    silent = [kin.id for kin in record.family if kin.present and not kin.declared]
    silent += [each.id for each in record.beside if not each.declared]
    for who in silent:
        yield undeclared(record.meeting_id, record.held_on, who)
    for each in record.beside:
        if not each.invited:
            yield sat_in(record.meeting_id, record.held_on, each.id)


def _of_members(record: Record) -> Iterator[Breach]:
    for member in record.members if record.closing else ():
        if not member.invited:
            yield uncalled(record.meeting_id, record.held_on, member.id)
    for member in record.members:
        if member.present and not member.declared:
            yield _wrong(record, Wrong.UNDECLARED_AT_THE_TABLE, Article(18, "2"), member.id)
        if member.present and not member.seated:
            yield _wrong(record, Wrong.SAT_IN_UNASKED, Article(10, "6"), member.id)


def unrepresented(meeting_id: UUID, held_on: date) -> Breach:
    """The table met without the representative whom the child's status calls for: Art. 4(6)."""
    wrong, of = Wrong.NO_REPRESENTATIVE, Article(4, "6")
    return Breach(wrong, of, Owner.MANAGER, held_on, meeting_id, meeting_id)


def with_violence(meeting_id: UUID, held_on: date, who: UUID | None) -> Breach:
    """A parent took part who was said to use violence: Art. 4(5)."""
    wrong, of = Wrong.VIOLENT_AT_THE_TABLE, Article(4, "5")
    return Breach(wrong, of, Owner.MANAGER, held_on, who, meeting_id)


def uncalled(meeting_id: UUID, held_on: date, member: UUID) -> Breach:
    """Somebody had a seat, and was not invited to the meeting on closing the case: Art. 8(11)."""
    wrong, of = Wrong.NOT_ALL_INVITED, Article(8, "11")
    return Breach(wrong, of, Owner.MANAGER, held_on, meeting_id, meeting_id, member)


def undeclared(meeting_id: UUID, held_on: date, who: UUID | None) -> Breach:
    """Somebody without a member's seat was there who had not signed: Art. 18(2)."""
    wrong, of = Wrong.UNDECLARED_AT_THE_TABLE, Article(18, "2")
    return Breach(wrong, of, Owner.MANAGER, held_on, who, meeting_id)


def unagreed(meeting_id: UUID, held_on: date) -> Breach:
    """The head had not agreed by the day on which it was held: Art. 8(3)."""
    wrong, of = Wrong.HELD_UNAGREED, Article(8, "3")
    return Breach(wrong, of, Owner.MANAGER, held_on, meeting_id, meeting_id)


def uninvited(meeting_id: UUID, held_on: date) -> Breach:
    """Nobody had been invited to it: Art. 8(3)."""
    wrong, of = Wrong.HELD_UNINVITED, Article(8, "3")
    return Breach(wrong, of, Owner.MANAGER, held_on, meeting_id, meeting_id)


def sat_in(meeting_id: UUID, held_on: date, who: UUID) -> Breach:
    """The meeting was closed to them, and they sat there: Art. 10(6)."""
    wrong, of = Wrong.SAT_IN_UNASKED, Article(10, "6")
    return Breach(wrong, of, Owner.MANAGER, held_on, who, meeting_id)


def _wrong(record: Record, wrong: Wrong, of: Article, member: UUID | None = None) -> Breach:
    meeting = record.meeting_id
    return Breach(wrong, of, Owner.MANAGER, record.held_on, meeting, meeting, member)
