"""Who takes part at a table without a member's seat, and keeps what they hear: Art. 10(2), 18(2).

"Të gjithë anëtarët … dhe pjesëmarrësit e tjerë": the manager, an assistant, the family, an
interpreter, a guest. Who declares a conflict of interest besides members is ours: decision 0048.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.days import check_happened
from rules.declarations import AlreadyDeclared
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import ChairFacts, TableFacts
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner


class Part(StrEnum):
    """As what somebody takes part."""

    CHAIR = "chair"
    """The case manager; at the municipal table who convenes it: Art. 4(2), 8(2)."""
    ASSISTANT = "assistant"
    """Of the case manager, at a table where they have no seat: Art. 4(1), 1.2."""
    FAMILY = "family"
    """The child, a parent, a guardian or a carer: Art. 4(5), 10(5)."""
    INTERPRETER = "interpreter"
    GUEST = "guest"
    """Of an institution tied to the case, invited to one meeting: Art. 8(5)."""
    UNASKED = "unasked"
    """Who sat in a meeting that is closed to them: Art. 10(6)."""


BROUGHT: Final = (Part.ASSISTANT, Part.INTERPRETER, Part.GUEST, Part.UNASKED)
"""Who is put on record by name."""


class Word(StrEnum):
    """What somebody said to the declaration of confidentiality."""

    SIGNED = "signed"
    REFUSED = "refused"
    EXCUSED = "excused"
    """A child that cannot sign, and why: ours."""
    CONFLICT = "conflict"
    """Only that they have a conflict of interest; nothing is signed by it: Art. 10(2)."""


BOUND: Final = (Word.SIGNED, Word.EXCUSED)
"""After which somebody sits at the table without a breach: Art. 18(2)."""


ANSWERED: Final = (Word.SIGNED, Word.REFUSED)
"""After which whoever chairs or chaired owes nothing more."""


class NobodyNamed(ProcedureRefused):
    reason = "It is not said who takes part."
    way_out = "Write the name, and from where they come."
    basis = Article(18, "2")


class OnlyAChildIsExcused(ProcedureRefused):
    reason = "Everybody who takes part signs; only a child may be unable to."
    way_out = "Record that they signed, or that they did not want to."
    basis = Article(18, "2")


class AMemberIsNotExcused(NotPossible):
    reason = "A member is no child that cannot sign: a member signs, or does not."
    way_out = "Record that they signed, that they do not sign, or that they have a conflict."


class ExcusedWithoutReason(ProcedureRefused):
    reason = "It is not said why the child does not sign."
    way_out = "Write why, or have a guardian sign for the child."
    basis = DEFAULTS.CHILD_DECLARES


class TheChairDeclares(NotPossible):
    reason = "Who chairs the table declares for themselves, with their password."
    way_out = "What they signed on paper the head enters."


class OwnPaper(NotPossible):
    reason = "Whoever enters a declaration on paper has not signed it themselves."
    way_out = "Declare with your password, on the page of the declarations."


class PaperLiesNowhere(ProcedureRefused):
    reason = "It is not said where the paper lies that was signed."
    way_out = "Write where it lies, or say that this is not known."
    basis = DEFAULTS.DECLARE


class ChairIsNotExcused(NotPossible):
    reason = "Who chairs is no child that cannot sign."
    way_out = "Record that they signed, that they do not, or that they have a conflict."


class ManagerHasConflict(ProcedureRefused):
    reason = "This officer has declared a conflict of interest in this case."
    way_out = "Choose another officer."
    basis = Article(10, "2")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says to the declaration, as it is put on record."""

    word: Word
    part: Part
    is_child: bool = False
    reason: str = ""
    conflict: bool | None = None


def check_named(name: str) -> None:
    if not name.strip():
        raise NobodyNamed


def check_word(said: Said, *, signed: bool, conflict: bool, on: date | None, today: date) -> date:
    """Once signed it stands; only a conflict may come up later. Gives its day: Art. 10(2), 18(2).

    A refusal needs no reason, and may be followed by a signature.
    """
    came_up_later = bool(said.conflict) and not conflict
    if (signed or said.word is Word.CONFLICT) and not came_up_later:
        raise AlreadyDeclared
    if said.word is Word.EXCUSED:
        if not said.is_child:
            raise OnlyAChildIsExcused
        if not said.reason.strip():
            raise ExcusedWithoutReason
    return check_happened(on, today)


def check_of_member(word: Word) -> None:
    """What is said of a child that cannot sign is said of no member."""
    if word is Word.EXCUSED:
        raise AMemberIsNotExcused


def check_for_others(part: Part) -> None:
    """On paper a word is recorded of anybody but the chair, who has an account."""
    if part is Part.CHAIR:
        raise TheChairDeclares


def check_paper_of_chair(word: Word, *, own: bool, lies: str, not_known: bool) -> None:
    """What whoever chairs signed on paper counts like their password: Art. 10(2), 18(2).

    The head enters it, where it lies is asked for, and "not known" is taken.
    """
    check_not_own(own=own)
    if word is Word.EXCUSED:
        raise ChairIsNotExcused
    if word is Word.SIGNED and not (lies.strip() or not_known):
        raise PaperLiesNowhere


def check_not_own(*, own: bool) -> None:
    """Nor does anybody correct the day of their own paper."""
    if own:
        raise OwnPaper


def answers_for_the_chair(*, manages: bool, in_conflict: bool, acts_as_head: bool) -> bool:
    """The manager opens the chair's pages and acts; from a conflict of theirs on only the head, or
    the deputy, until another is appointed: Art. 10(2), 4(2). That the head does is ours: 0055."""
    return acts_as_head and not manages if in_conflict else manages


def fall_to_the_head(table: TableFacts, found: Iterable[OpenDuty]) -> Iterator[OpenDuty]:
    """While the manager is in conflict every duty of the chair is the head's: `STAND_IN`; not what
    another officer owes by name."""
    chair = table.chair
    vacant = chair is not None and chair.conflict_on is not None
    theirs = {None, chair.account_id if chair else None}
    for duty in found:
        falls = vacant and duty.actor is Owner.MANAGER and duty.officer in theirs
        yield replace(duty, actor=Owner.HEAD) if falls else duty


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """The chair declares, and sees to it that whoever else takes part does: Art. 18(2).

    The text names no moment: by the day of the meeting, as for members; one that was called off
    leaves neither a day, and makes nobody late sooner. A conflict of the manager's goes to the
    head, who appoints another: Art. 10(2), 4(2).
    """
    chair = table.chair
    if chair and chair.conflict_on:
        yield owed(Duty.APPOINT_MANAGER, Owner.HEAD, chair.conflict_on, DEFAULTS.APPOINT)
    elif chair and not chair.answered:
        due = _day(table, chair)
        if due or _is_called_off(table, chair):
            yield OpenDuty(
                Duty.CHAIR_DECLARES, Owner.MANAGER, due, DEFAULTS.DECLARE, table.life_id,
                since=chair.since,
            )  # fmt: skip
    yield from _of_substitutes(table)
    if table.undeclared:
        since = [each.since for each in table.undeclared if each.since]
        yield OpenDuty(
            Duty.TAKE_DECLARATIONS,
            Owner.MANAGER,
            min(since) if since else _coming(table),
            DEFAULTS.DECLARE,
            table.life_id,
            len(table.undeclared),
        )


def _of_substitutes(table: TableFacts) -> Iterator[OpenDuty]:
    """Who chairs one meeting declares before it; in conflict, the head names another: 10(2).

    Who chaired without it owes it until they declare: 18(2). Of who chaired in conflict nothing is
    asked any more: the door is shut to them, and the breach says it.
    """
    for each in table.substitutes:
        meeting = each.meeting_id
        if each.in_conflict and not each.chaired:
            limit = DEFAULTS.SUBSTITUTE
            yield OpenDuty(
                Duty.NAME_CHAIR, Owner.HEAD, each.meets_on, limit, meeting, meeting_id=meeting
            )
        elif not each.answered and not each.in_conflict:
            yield OpenDuty(
                Duty.SUBSTITUTE_DECLARES, Owner.MANAGER, each.meets_on, DEFAULTS.DECLARE, meeting,
                meeting_id=meeting, officer=each.account_id,
            )  # fmt: skip


def _day(table: TableFacts, chair: ChairFacts) -> date | None:
    """The meeting chaired first without it, the meeting to come, or the days to prepare one.

    Of the day on which the case became theirs nobody can tell who took over before it met.
    """
    since = chair.since
    held = [each.held_on for each in table.held_before]
    held += [table.last.held_on] if table.last and table.last.held_on else []
    held = [day for day in held if day not in chair.others_chaired]
    missed = [day for day in held if since is None or day > since]
    waits = since is not None and not _is_called_off(table, chair)
    prepared = since + timedelta(days=DEFAULTS.PREPARE.days) if since and waits else None
    coming = _coming(table)
    if coming and since and coming < since:
        coming = None  # its record is missing; it was another's to chair
    return min(missed) if missed else coming or prepared


def _is_called_off(table: TableFacts, chair: ChairFacts) -> bool:
    """The day for which they were to declare: 0179. Not one of before the case became theirs."""
    off, since = table.called_off_on, chair.since
    return off is not None and since is not None and since <= off


def _coming(table: TableFacts) -> date | None:
    return table.meeting.day if table.meeting and not table.meeting.countered else None
