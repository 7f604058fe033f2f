"""Actions whose day has passed, over every version of the plan: Art. 14(3.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from casework.record.report_rows import ReportRow
from casework.record.succession import Places, holder
from core.clock import local_day
from models.case import Member
from rules.action_facts import LateActionFacts, LeftActionFacts, LookFacts
from rules.late_actions import answers_now, counts_as_asked, is_of_another
from rules.look_again import looked_on


@dataclass(frozen=True, slots=True)
class LineOfPlan:
    """One line of one version, without its words."""

    id: UUID
    former_id: UUID | None
    member_id: UUID | None
    is_own: bool
    """The manager or the centre answers for it."""
    due: date | None
    is_open: bool
    said_done: bool
    """Its member said last that it is completed, or the manager of one of the centre's, and no
    review has found otherwise since: Art. 14(2), 15(2)."""
    is_silent: bool = False
    """No review has found anything of it, and nobody has said anything of it."""
    is_changed: bool = False
    """A review made another action of it: Art. 15(3)."""
    look_on: date | None = None
    """By when the table is to look at it again, and has not: Annex 1, part 4.5."""
    wants: date | None = None
    """The day that its member asked for with their last word, and no review has answered: 15(3)."""
    passes_wish: bool = False
    """Neither a word nor an answer of its own ends what was asked for of the line before it."""
    is_handed: bool = False
    """A review gave it to somebody else."""


def read(found: Iterable[Sequence[Any]] | None) -> list[LineOfPlan]:
    return [_line(each) for each in found or ()]


def _line(found: Sequence[Any]) -> LineOfPlan:
    """As `action_lines.lines` has it."""
    id, former, member, is_own, due, is_open, done, silent, changed, passes, handed, *days = found
    look_on, said_on, reviewed_on, wants = (_day(day) for day in days)
    reviews = [reviewed_on] if reviewed_on else []
    is_met = look_on is not None and looked_on(look_on, reviews, said_on)
    return LineOfPlan(
        UUID(id),
        UUID(former) if former else None,
        UUID(member) if member else None,
        is_own,
        _day(due),
        is_open,
        done,
        silent,
        changed,
        None if is_met else look_on,
        wants,
        passes,
        handed,
    )


def _day(found: str | None) -> date | None:
    return date.fromisoformat(found) if found else None


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """What a seat was asked about one line: Art. 14(3.3)."""

    action_id: UUID
    member_id: UUID
    answered: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """Every line of every version of the unified plan; those in force stand last."""

    rows: Mapping[UUID, LineOfPlan]
    in_force: Sequence[LineOfPlan]

    @classmethod
    def of(cls, versions: Sequence[Sequence[LineOfPlan]]) -> "Actions":
        """A word on a line holds for the one that carries it on unchanged, where a review that made
        the new version was typed after it: Art. 14(2)."""
        rows: dict[UUID, LineOfPlan] = {}
        for row in (row for version in versions for row in version):
            before = rows.get(row.former_id) if row.former_id else None
            is_carried = before is not None and row.is_silent and not before.is_changed
            said = before if before and is_carried else row
            asks = before if before and row.passes_wish and not before.is_handed else row
            rows[row.id] = replace(row, said_done=said.said_done, wants=asks.wants)
        return cls(rows, [rows[row.id] for row in versions[-1]] if versions else ())

    def is_over(self, action_id: UUID, who: Mapping[UUID | None, Member]) -> bool:
        """Completed, reported completed, dropped, handed to somebody else, or due on another day
        by now."""
        now = self.now(action_id)
        return now is None or now.said_done or self.is_past_words(action_id, who)

    def is_past_words(self, action_id: UUID, who: Mapping[UUID | None, Member]) -> bool:
        """The same, whatever anybody said of it: no word of a member makes it late again."""
        row, now = self.rows.get(action_id), self.now(action_id)
        if row is None or now is None or not now.is_open:
            return True
        return not _same(row, now, who)

    def owes_none(
        self, action_id: UUID, member_id: UUID, who: Mapping[UUID | None, Member]
    ) -> bool:
        """Nothing of it is late, or somebody else holds the place of whoever was asked."""
        return self.is_over(action_id, who) or is_of_another(
            self.holder_id(action_id, who), member_id
        )

    def holder_id(self, action_id: UUID, who: Mapping[UUID | None, Member]) -> UUID | None:
        """Who answers for it by now; None where nobody does."""
        now = self.now(action_id)
        member = who.get(now.member_id) if now else None
        return member.id if member and member.sits else None

    def now(self, action_id: UUID) -> LineOfPlan | None:
        """The line of the plan in force that carries this one on, or is it."""
        row = self.rows.get(action_id)
        return next((each for each in self.in_force if row in self._line_of(each)), None)

    def open_ones(
        self, asked: Iterable[AskedAbout], who: Mapping[UUID | None, Member]
    ) -> tuple[LateActionFacts, ...]:
        """What is open, of whom it is, and whether they were asked about it since it has this day.

        Whoever took the place of somebody who was asked, and did not answer, is asked too, once
        they may read: Art. 8(6), 14(3.3), 18(2).
        """
        of, found = list(asked), []
        for row in self.in_force:
            member = who.get(row.member_id)
            if not row.is_open or row.said_done or row.due is None:
                continue
            if row.is_own:
                found.append(LateActionFacts(row.id, None, row.due, asked=False))
                continue
            if member is None or not self._answers(row, member, who):
                continue
            before = {each.id for each in self._line_of(row) if _same(each, row, who)}
            of_it = [each for each in of if each.action_id in before]
            is_asked = counts_as_asked(
                asked=any(each.member_id == member.id for each in of_it),
                answered=any(each.answered for each in of_it),
            )
            found.append(LateActionFacts(row.id, member.id, row.due, is_asked, row.wants))
        return tuple(found)

    def left(self, who: Mapping[UUID | None, Member]) -> tuple[LeftActionFacts, ...]:
        """What is open, and whose member left or has a conflict, and nobody took the place, or
        somebody who has not declared yet."""
        found = []
        for row in self.in_force:
            member = who.get(row.member_id)
            if not row.is_open or row.said_done or member is None:
                continue
            if (gone_on := _gone_on(member)) is not None:
                found.append(LeftActionFacts(row.id, member.id, gone_on, row.due))
            elif not self._answers(row, member, who):
                came_on = local_day(member.selected_recorded_at)
                found.append(LeftActionFacts(row.id, member.id, came_on, row.due, succeeded=True))
        return tuple(found)

    def _answers(self, row: LineOfPlan, member: Member, who: Mapping[UUID | None, Member]) -> bool:
        """Whoever holds the place sits, and is the one the plan names or may read by now."""
        before = [each.member_id for each in self._line_of(row)]
        newly = any(id != member.id and who.get(id) is member for id in before)
        return member.sits and answers_now(newly=newly, may_read=member.may_read)

    def looks(self) -> tuple[LookFacts, ...]:
        """What is open, and by when the table is to look at it again: Annex 1, part 4.5."""
        open_ones = [row for row in self.in_force if row.is_open]
        return tuple(LookFacts(row.id, row.look_on) for row in open_ones if row.look_on)

    def first_of(self, row: LineOfPlan) -> UUID:
        """The line in which an action stood first, through every version that carries it on."""
        return self._line_of(row)[-1].id

    def line_ids(self, row: LineOfPlan) -> set[UUID]:
        """The line itself and all that it carries on."""
        return {each.id for each in self._line_of(row)}

    def _line_of(self, row: LineOfPlan) -> list[LineOfPlan]:
        """The line itself and what it carries on, the newest first."""
        line = [row]
        while (former := line[-1].former_id) is not None and former in self.rows:
            line.append(self.rows[former])
        return line


def _gone_on(member: Member) -> date | None:
    """When it was on record that they do not sit any more."""
    if member.sits:
        return None
    known = [at for at in (member.left_recorded_at, member.declared_at) if at is not None]
    return local_day(known[0])


def _same(one: LineOfPlan, other: LineOfPlan, who: Mapping[UUID | None, Member]) -> bool:
    """The same day, and the same person or who took their place."""
    mine, theirs = who.get(one.member_id), who.get(other.member_id)
    return one.due == other.due and (mine and mine.id) == (theirs and theirs.id)


def holders_of(
    rows: Iterable[LineOfPlan], members: Sequence[Member], places: Places
) -> dict[UUID | None, Member]:
    by_id = {member.id: member for member in members}
    named = {row.member_id for row in rows if row.member_id in by_id}
    return {each: holder(by_id[each], members, places) for each in named if each is not None}


def asked_about(requests: Iterable[ReportRow]) -> list[AskedAbout]:
    """The actions asked about, each with the seat that was asked."""
    return [
        AskedAbout(each.action_id, each.member_id, each.received_at is not None)
        for each in requests
        if each.action_id is not None
    ]
