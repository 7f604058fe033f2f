"""What the head reads of the centre on the first working day of a week: Art. 16(1).

What is late stands in the mail of every morning already; beside it what falls due until Sunday, who
is waited for, and how institutions came and reported. However many cases, the same few statements.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.record import attendance
from casework.record.dated_duties import DatedDuty
from casework.record.morning import Lines, MorningFacts
from casework.record.unreached import unreached
from core.lines import one_line
from models.asked import kept, several
from models.case import Member
from models.life import Life
from models.people import Professional
from models.session import Work
from notifications.notices.morning import MorningLine
from notifications.notices.week import HeadsWeek, WaitedFor
from rules import mornings as law
from rules.mornings import MailSection, Side
from rules.roles import Owner

MOST_LINES: Final = 40
"""Of tables in one mail; the page has them all."""


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """What the mail of that morning has beside its other lines."""

    lines: Sequence[MorningLine]
    week: HeadsWeek


def weeks(work: Work, life: Life, facts: MorningFacts, lines: Lines) -> Mapping[UUID, WeekAhead]:
    """By reader; empty where no mail of this morning begins a week."""
    return {
        reader: _week(work, life, facts, reader, said)
        for reader, said in lines.items()
        if any(line.section is MailSection.WEEK for line in said)
    }


def _week(
    work: Work, life: Life, facts: MorningFacts, reader: UUID, said: Sequence[MorningLine]
) -> WeekAhead:
    today, place = work.clock.today(), life.municipality_id
    dated = [each for each in facts.dated.this_week if facts.reader(each, Side.HEAD) == reader]
    due = list(_by_table(dated, today, {line.key for line in said}))
    return WeekAhead(
        lines=due[:MOST_LINES],
        week=HeadsWeek(
            monday=law.monday_of(today),
            until=law.sunday_of(today),
            waited_for=tuple(_waited_for(work.session, facts, dated, reader, today)),
            figures=tuple(attendance.of_centre(work.session, place, reader, work.clock.now())),
            more=max(len(due) - MOST_LINES, 0),
        ),
    )


def _by_table(
    dated: Sequence[DatedDuty], today: date, said: Collection[str]
) -> Iterator[MorningLine]:
    """The first thing of each table, and how many they are; not what the mail names above as near
    for its reader."""
    by_table: dict[UUID, list[DatedDuty]] = defaultdict(list)
    for each in dated:
        if each.due >= today and each.key(MailSection.NEARS) not in said:
            by_table[each.table.life_id].append(each)
    for first, *others in by_table.values():
        yield MorningLine(
            section=MailSection.WEEK,
            side=Side.HEAD,
            what=first.row.duty,
            table=first.table.label,
            on=first.due,
            article=first.row.article,
            key=first.key(MailSection.WEEK),
            is_ours=first.row.is_ours,
            count=1 + len(others),
            of_case=first.table.of_case,
            **first.which,
        )


def _waited_for(
    session: Session, facts: MorningFacts, dated: Sequence[DatedDuty], reader: UUID, today: date
) -> list[WaitedFor]:
    """Institutions, and officers but the reader; who is late with most comes first."""
    owed: dict[str | UUID, list[date]] = defaultdict(list)
    out: Counter[str | UUID] = Counter()
    of_members = [each for each in dated if each.row.actor is Owner.MEMBERS]
    seats = {id for each in of_members for id in each.row.member_ids}
    sent_by = _sent_by(session, seats)
    away = unreached(session, {person for _, person in sent_by.values()})
    for each in of_members:
        people: dict[str, set[UUID]] = defaultdict(set)
        for id in each.row.member_ids:
            if id in sent_by:
                name, person = sent_by[id]
                people[name].add(person)
        for name, theirs in people.items():
            owed[name].append(each.due)
            out[name] += theirs <= away
    for each in dated:
        who = facts.reader(each, Side.MANAGER)
        if each.row.actor is Owner.MANAGER and who is not None and who != reader:
            owed[who].append(each.due)
    found = [
        WaitedFor(
            one_line(who) if isinstance(who, str) else "",
            len(days),
            sum(day < today for day in days),
            min(days),
            who if isinstance(who, UUID) else None,
            out[who],
        )
        for who, days in owed.items()
        if isinstance(who, UUID) or one_line(who)
    ]
    return sorted(found, key=lambda each: (-each.late, each.since, each.who, str(each.officer)))


def _sent_by(session: Session, seats: Collection[UUID]) -> Mapping[UUID, tuple[str, UUID]]:
    """Of each seat the institution, and who sits there."""
    found = session.execute(_institutions(), {"seats": list(seats)}) if seats else ()
    return {id: (name, person) for id, name, person in found}


@kept
def _institutions() -> Select[UUID, str, UUID]:
    query = select(Member.id, attendance.AFFILIATION, Professional.id)
    query = query.join(Professional, Professional.id == Member.professional_id)
    return query.where(Member.id == several("seats"))
