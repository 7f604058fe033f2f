"""Whom a word on the monitoring reached, and whether it was one: Art. 14(3.4)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.monitoring import FindingsMeans
from rules.said_there import told_in_a_meeting


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """Once that the table was told."""

    number: int
    on: date
    means: FindingsMeans
    out: bool = False
    """Told in a meeting, and one of that day was taken out since as another child's."""


@dataclass(frozen=True, slots=True)
class FindingsSent:
    """A mail to one member, that leads to what the table was told."""

    number: int
    """Of what it was told."""
    on: date
    member: UUID
    sits: bool
    """At the table, today."""
    arrived: bool
    """Not given back by the mail server, nor taken back before it left; one on its way counts."""


def counted(
    told: Iterable[ToldFacts], sent: Iterable[FindingsSent], met: Collection[date]
) -> list[ToldFacts]:
    """What of it told the table something: Art. 14(3.4).

    In a meeting, while it is on record as having `met` then; by mail, where at least one member was
    sent it: what every mail server refused was told to nobody.
    """
    reached = {each.number for each in sent if each.arrived}
    return [each for each in told if _counts(each, reached, met)]


def _counts(told: ToldFacts, reached: Collection[int], met: Collection[date]) -> bool:
    if told.means is FindingsMeans.MEETING:
        return told_in_a_meeting(told.on, met, out=told.out)
    return told.means is FindingsMeans.PAPER or told.number in reached


def kept_from(
    told: Iterable[ToldFacts],
    sent: Iterable[FindingsSent],
    met: Collection[date],
    *,
    member: UUID,
    declared_on: date,
) -> int | None:
    """The last time that the table was told since a member's own word, which was a mistake, barred
    them: it goes to them now, and behind it stands all that was told before: Art. 10(2), 14(3.4).

    None where nothing was told, or its mail had gone to them before they said so.
    """
    there = {each.number for each in sent if each.member == member and each.arrived}
    missed = [each.number for each in counted(told, sent, met) if each.on >= declared_on]
    last = max(missed, default=None)
    return None if last in there else last


def without_word(
    told: Iterable[ToldFacts], sent: Iterable[FindingsSent], met: Collection[date]
) -> dict[UUID, date]:
    """Who sits and was sent none of it, and since when: ours, decision 0112.

    Until another mail reaches them, behind which all stands that was told before, or the table is
    told on paper or in a meeting.
    """
    otherwise = [each.on for each in counted(told, (), met)]
    found: dict[UUID, date] = {}
    for each in sorted(sent, key=lambda each: (each.number, each.arrived)):
        if each.arrived:
            found.pop(each.member, None)
        elif each.sits and not any(day >= each.on for day in otherwise):
            found.setdefault(each.member, each.on)
    return found
