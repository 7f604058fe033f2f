"""What each officer of a centre is told of in the mail of a morning: Art. 14(1), 16(1).

From the duties as the acts have written them down, from what happened, and from the mails that
have told of it: however many cases, a number of statements that does not grow.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH
from sqlalchemy.orm import Session

from casework.record.beside_duties import BesideDuties, beside_duties, lines_on
from casework.record.dated_duties import Dated, DatedDuty, dated
from casework.record.happenings import SINCE, happened_since
from casework.record.morning_news import CaseNews
from casework.record.morning_readers import MorningReaders, readers_on
from core.clock import day_begins, local_day
from core.lines import one_line
from core.working_days import around
from models.asked import LIFE, kept
from models.life import Life
from models.outbox import RESTS, Message, MessageStatus
from notifications.notices.morning import MorningLine, news_alone
from notifications.notices.reminders import OfficerReminder
from rules import mornings as law
from rules.mornings import Happening, MailSection, Side
from workflow import last_look

TOLD_NOBODY: Final = (*RESTS, MessageStatus.OBSOLETE)
Lines = Mapping[UUID, Sequence[MorningLine]]
"""By account."""


@dataclass(frozen=True, slots=True)
class MorningFacts:
    """All that is to be told, of one day and of those after it."""

    readers: MorningReaders
    dated: Dated
    happened: Sequence[CaseNews]
    told: Mapping[tuple[UUID, str], date]
    """By reader and line the day of the last mail that had it."""
    since: date
    """The day of which this morning is: before today where the machine was away meanwhile."""
    asked: Sequence[BesideDuties] = ()
    """New contacts that wait for a word, and emergencies for a judgement: no duties of a case."""

    def of(self, day: date) -> Lines:
        """Who gets a mail on that morning, and what it says; nobody for whom nothing is new, and
        nobody twice: what comes up in the hour of the mail is the next morning's."""
        written_to = {who for (who, _), on in self.told.items() if on == day}
        found: dict[UUID, list[MorningLine]] = defaultdict(list)
        dated = (*self._of_duties(day), *lines_on(self.asked, self.readers, day))
        for reader, line in (*self._of_happenings(day), *dated, *self._of_the_week(day)):
            if not any(line.key == each.key for each in found[reader]):
                found[reader].append(line)
        return {
            reader: news_alone(lines, self._told_to(reader), day)
            for reader, lines in found.items()
            if reader not in written_to and any(self._is_news(reader, line, day) for line in lines)
        }

    def next_day(self, today: date) -> date | None:
        """The next morning with something to tell."""
        holidays = around(today)
        if self.of(coming := law.next_morning(today, holidays)):
            return coming
        asked, owed = [each.due for each in self.asked], self.dated
        days = [law.late_on(due, holidays) for due in (*asked, *(each.due for each in owed.near))]
        days += [law.nears_on(each.due, holidays) for each in self.asked if each.is_told_before]
        days += [law.nears_on(owed.next_due, holidays)] if owed.next_due else []
        days += [self.readers.changes_on] if self.readers.changes_on else []
        days += [law.next_week_told_on(today, holidays)] if self.readers.supervises else []
        to_come = (each for each in self.happened if self._is_to_come(each, today))
        days += [law.late_on(each.on, holidays) for each in to_come]
        lines = (*self._of_duties(today), *lines_on(self.asked, self.readers, today))
        late = {line.key for _, line in lines if line.section in law.STAYS}
        days += [law.told_again_on(on) for (_, key), on in self.told.items() if key in late]
        return min((day for day in days if day > today), default=None)

    def _is_news(self, reader: UUID, line: MorningLine, day: date) -> bool:
        return law.is_news(line.section, self.told.get((reader, line.key)), day)

    def _told_to(self, reader: UUID) -> Mapping[str, date]:
        return {key: on for (who, key), on in self.told.items() if who == reader}

    def _is_to_come(self, each: CaseNews, day: date) -> bool:
        return each.what is Happening.NOT_FOLLOWED and each.on >= day

    def _of_happenings(self, day: date) -> Iterator[tuple[UUID, MorningLine]]:
        """Each once to each side, whoever had that side when it was told, and once to who has
        both."""
        told = {key for _, key in self.told}
        for each in self.happened:
            if self._is_to_come(each, day):
                continue
            sides = law.CONCERNS[each.what]
            had = {who for who, key in self.told if key in {_key(each, side) for side in sides}}
            for side in sides:
                reader = self.readers.of(each.table, side)
                if reader in {None, each.by, *had} or _key(each, side) in told:
                    continue
                assert reader is not None
                had.add(reader)
                yield reader, _of_happening(each, side)

    def _of_duties(self, day: date) -> Iterator[tuple[UUID, MorningLine]]:
        """What nears before what is late; what is late with others after both, a line a case."""
        others: dict[tuple[UUID, UUID], list[DatedDuty]] = defaultdict(list)
        holidays = around(day)
        for each in self.dated.near:
            told = law.told_as(each.due, day, holidays)
            if told is None:
                continue
            sides = law.lines_of(each.row.actor, told)
            readers = {side: self.reader(each, side) for side in sides}
            for side, section in sides.items():
                reader = readers[side]
                if reader is None:
                    continue
                if section is not MailSection.CENTRE:
                    yield reader, _of_duty(each, side, section)
                elif reader != readers.get(Side.MANAGER):
                    others[reader, each.table.life_id].append(each)
        for (reader, _), late in others.items():
            yield reader, _counted(late)

    def _of_the_week(self, day: date) -> Iterator[tuple[UUID, MorningLine]]:
        """That it begins, once, whoever had the head's side then; what it holds is read by
        `casework.record.head_week` as the mail is written."""
        reader, line = self.readers.supervises, _of_week(law.monday_of(day))
        if reader is None or line.key in {key for _, key in self.told}:
            return
        if law.week_is_told(self.since, day, around(day)):
            yield reader, line

    def reader(self, each: DatedDuty, side: Side) -> UUID | None:
        """Of what one officer owes it is they, whoever manages the case by now."""
        who = each.row.officer_id
        owes = side is Side.MANAGER and who in self.readers.in_office
        return who if owes else self.readers.of(each.table, side)


def _of_week(monday: date) -> MorningLine:
    return MorningLine(
        section=MailSection.WEEK,
        side=Side.HEAD,
        what="",
        table="",
        on=monday,
        article=law.BASIS[Side.HEAD],
        key=f"{MailSection.WEEK}:{monday.isoformat()}",
        is_ours=True,
    )


def _key(each: CaseNews, side: Side) -> str:
    return f"{each.what}:{side}:{each.about}:{each.on.isoformat()}"


def _of_happening(each: CaseNews, side: Side) -> MorningLine:
    return MorningLine(
        section=MailSection.HAPPENED,
        side=side,
        what=each.what.value,
        table=each.table.label,
        on=each.on,
        article=law.ARTICLES[each.what],
        key=_key(each, side),
        institution=one_line(each.institution),
    )


def _of_duty(each: DatedDuty, side: Side, section: MailSection) -> MorningLine:
    row, table = each.row, each.table
    return MorningLine(
        section=section,
        side=side,
        what=row.duty,
        table=table.label,
        on=each.due,
        article=row.article,
        key=each.key(section),
        is_ours=row.is_ours,
        count=row.how_many,
        of_case=table.of_case,
        **each.which,
    )


def _counted(late: Sequence[DatedDuty]) -> MorningLine:
    """Of one case: how many, since when; told anew with the next that is late, and names it."""
    table, newest = late[0].table, max(each.due for each in late)
    named, *others = (each for each in late if each.due == newest)
    return MorningLine(
        section=MailSection.CENTRE,
        side=Side.HEAD,
        what="",
        table=table.label,
        on=min(each.due for each in late),
        article=law.BASIS[Side.HEAD],
        key=f"{MailSection.CENTRE}:{table.life_id}:{newest.isoformat()}",
        count=len(late),
        of_case=table.of_case,
        newest=named.row.duty,
        beside=len(others),
        **named.which,
    )


def morning_facts(session: Session, life: Life, today: date) -> MorningFacts:
    """`life` is the one that carries the mail: the reminders of the centre."""
    place, since = life.municipality_id, day_begins(today - law.LOOKED_BACK)
    awaited = last_look.until(life)
    return MorningFacts(
        readers=readers_on(session, place, today),
        dated=dated(session, place, today),
        happened=happened_since(session, place, since),
        told=_told(session, life, since),
        since=min(today, local_day(awaited)) if awaited else today,
        asked=beside_duties(session, life),
    )


def _told(session: Session, life: Life, since: datetime) -> dict[tuple[UUID, str], date]:
    found = session.execute(_last_told(), {"life": life.id, "since": since})
    return {(who, what): local_day(at) for who, what, at in found}


@kept
def _last_told() -> Select[UUID, str, datetime]:
    """A mail that was taken back before it left, was refused, or of which nobody knows whether it
    left, has told nothing; one that is set aside leaves with its retry."""
    listed = func.jsonb_path_query(Message.context, cast("$.lines[*].key", JSONPATH), type_=JSONB)
    each = (
        select(Message.recipient_id, Message.queued_at, listed.label("key"))
        .where(Message.life_id == LIFE, Message.template == OfficerReminder.template)
        .where(Message.queued_at >= SINCE, Message.status.not_in(TOLD_NOBODY))
        .subquery()
    )
    query = select(each.c.recipient_id, each.c.key, func.max(each.c.queued_at))
    return query.group_by(each.c.recipient_id, each.c.key)
