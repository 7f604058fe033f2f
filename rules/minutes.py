"""Minutes: written, approved at the next meeting, signed by all: Art. 10(1)."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, arose, owed
from rules.facts import MinutesFacts, TableFacts
from rules.planned import Planned
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner


class MinutesApproved(ProcedureRefused):
    reason = "These minutes are approved; their text does not change any more."
    way_out = "Record a correction in the minutes of the next meeting."
    basis = Article(10, "1")


class CorrectionWithoutReason(ProcedureRefused):
    reason = "The text is open for signature: another version begins every signature anew."
    way_out = "Write why the text is laid anew; everybody who signs is told."
    basis = Article(10, "1")


class ItemsWithoutWords(ProcedureRefused):
    reason = "Nothing is written under these items of the agenda: {items}."
    way_out = "Write what was said, or say that nothing was said on them."
    basis = DEFAULTS.NO_EMPTY_ITEMS


class LinesLeftOpen(ItemsWithoutWords):
    reason = (
        "Something is still to be written under these items of the agenda: {items}. In the text"
        " these lines end in … after a colon: {lines}."
    )
    way_out = (
        "Write there what was said, or take the line out, or say that nothing was said on them."
    )


class MinutesNotWritten(ProcedureRefused):
    reason = "The minutes of the last meeting are not written."
    way_out = "Write them first, or say that you plan the next meeting all the same."
    basis = DEFAULTS.MINUTES_FIRST


class NotHeldYet(NotPossible):
    reason = "This meeting is not on record as held."
    way_out = "Put the meeting on record first; then its minutes are written."


_ITEM: Final = re.compile(r"\s*(\d{1,2})\.\s+(.*\S)\s*")
_GAP: Final = re.compile(r"(?:.*:)?[\s.…_-]*")
_LEFT: Final = re.compile(r".*:\s*…\s*")  # of whom our draft found nothing: `The mother: …`


def empty_items(text: str, headings: Collection[str]) -> list[str]:
    """The items of the agenda under which nothing is written, or of somebody nothing is said.

    The draft's mark above or below words that were written is passed over. `headings` are the
    agenda's own words; an item written out in one sentence is not empty.
    """
    found: list[str] = []
    number, has_words = "", True
    for line in text.splitlines():
        item = _ITEM.fullmatch(line)
        if item and item[2] in headings:
            found += [] if has_words else [number]
            number, has_words = item[1], False
        elif _LEFT.fullmatch(line) and number:
            found.append(number)
            has_words = True
        elif not _GAP.fullmatch(line):
            has_words = True
    found += [] if has_words else [number]
    return list(dict.fromkeys(found))


def open_lines(text: str) -> list[int]:
    """Which lines of a text name somebody, and say nothing of them yet, counted from 1."""
    lines = enumerate(text.splitlines(), 1)
    return [number for number, line in lines if _LEFT.fullmatch(line)]


def missing_items(
    text: str, headings: Collection[str], wanted: Mapping[str, Collection[str]]
) -> list[str]:
    """Of these items, by their number, the ones that a text leaves out altogether: Art. 10(4).

    Asked of a text that follows the agenda: one written freely has no heading of it. An item with
    the same number and words of its own is the one meant.
    """
    items = [(item[1], item[2]) for line in text.splitlines() if (item := _ITEM.fullmatch(line))]
    if not any(words in headings for _, words in items):
        return []
    worded = {number for number, words in items if not words.startswith(tuple(headings))}
    said = [words for _, words in items]
    return [
        number
        for number, named in wanted.items()
        if number not in worded and not any(words.startswith(tuple(named)) for words in said)
    ]


@dataclass(frozen=True, slots=True)
class Written:
    """The minutes of a meeting, before they are written or written anew."""

    held: bool
    approved: bool = False
    laid: bool = False
    """Their text is open for signature."""


def check_writing(paper: Written, reason: str) -> None:
    """Minutes are of a meeting held, and change until they are approved: Art. 10(1).

    Another version of a text that is being signed begins every signature anew: it says why.
    """
    if not paper.held:
        raise NotHeldYet
    if paper.approved:
        raise MinutesApproved
    if paper.laid and not reason.strip():
        raise CorrectionWithoutReason


def check_items(
    empty: Collection[str], *, nothing_was_said: bool, left: Collection[int] = ()
) -> None:
    """Ask before an item without words becomes part of what is approved and signed: Art. 10(4).

    `left` are the lines on which something is still to be written.
    """
    if not empty or nothing_was_said:
        return
    items = ", ".join(empty)
    if left:
        raise LinesLeftOpen(items=items, lines=", ".join(map(str, left)))
    raise ItemsWithoutWords(items=items)


def steps(table: TableFacts) -> Iterator[Planned]:
    """Send a draft to the table; ask for signatures once the text is approved."""
    for paper in table.minutes:
        if not paper.sent and not paper.in_writing:  # those go out with the request to sign
            yield Planned("send_minutes", paper.id, date.min)
        if paper.asked_on is None and (paper.approved or paper.in_writing):
            yield Planned("ask_signatures", paper.id, date.min)


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """Who still has to write, to bring to approval, or to sign."""
    for meeting in table.without_minutes:
        yield owed(
            Duty.WRITE_MINUTES,
            Owner.MANAGER,
            meeting.held_on,
            DEFAULTS.MINUTES,
            subject=meeting.id,
            meeting=meeting.id,
        )
    for paper in table.minutes:
        if paper.next_held_on and not paper.approved and not paper.in_writing:
            yield _approval(paper, paper.next_held_on)
        if paper.asked_on:
            yield from _signatures(paper, paper.asked_on)


def _approval(paper: MinutesFacts, next_held_on: date) -> OpenDuty:
    """The next meeting did not approve them: late since, until another one does: Art. 10(1)."""
    return OpenDuty(
        Duty.APPROVE_MINUTES,
        Owner.MANAGER,
        next_held_on,
        Article(10, "1"),
        paper.id,
        meeting_id=paper.meeting_id,
        since=next_held_on,
    )


def minutes_late(paper_id: UUID, meeting_id: UUID, next_held_on: date) -> Breach:
    """The same as a lapse, where a later meeting that approved them was typed first: Art. 10(1)."""
    return Breach(
        Duty.APPROVE_MINUTES, Article(10, "1"), Owner.MANAGER, next_held_on, paper_id, meeting_id
    )


def _signatures(paper: MinutesFacts, asked_on: date) -> Iterator[OpenDuty]:
    """The chair signs with the others, and sees it as a duty of their own."""
    limit, meeting = DEFAULTS.SIGN, paper.meeting_id
    if paper.chair_unsigned:
        yield owed(
            Duty.CHAIR_SIGNS_MINUTES,
            Owner.MANAGER,
            arose(asked_on, paper.chair_since),
            limit,
            subject=paper.id,
            meeting=meeting,
            officer=paper.chair,
        )
    if paper.unsigned:
        yield owed(
            Duty.SIGN_MINUTES,
            Owner.MEMBERS,
            arose(asked_on, paper.unsigned_since),
            limit,
            subject=paper.id,
            meeting=meeting,
            members=paper.unsigned,
        )
