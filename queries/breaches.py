"""What was not done in time, by life and by article: Art. 16(1).

A limit passes at midnight, its life notes it in the morning: what is late and not noted yet counts
too, so that no page says that nothing has passed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, column, func, literal_column, select, true

from casework.record.from_paper import from_before
from casework.record.minutes_words import AlsoThere
from core.clock import day_begins
from identity.access import answers_for, of_officer
from models.breach import BreachRow
from models.case import Case, Member
from models.duty import DutyRow
from models.life import Life
from models.meeting import Meeting
from models.people import Account, Professional
from models.session import Work
from queries.notice import not_noted
from queries.sat_there import OF_SOMEBODY, whom
from rules.basis import Article
from rules.breaches import (
    LIMIT_OF_ANOTHER,
    LIMIT_PER_PERSON,
    Breach,
    Wrong,
    passed,
    word_of,
)
from rules.duties import Duty
from rules.from_paper import is_before
from rules.roles import Owner
from workflow.duties import article_called, duties_of

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class BreachLine:
    """One limit that passed, as the page of its life shows it."""

    duty: Duty | Wrong
    article: Article
    actor: Owner
    limit: date
    institution: str = ""
    """Of the member who owed it; empty where an officer did."""
    chair: str = ""
    """Who chaired the table then."""
    met_on: date | None = None
    """The meeting it belongs to."""
    over_on: date | None = None
    """When it was done or no longer owed; None while it still is."""
    happened_on: date | None = None
    struck_on: date | None = None
    """It had happened in time, and was entered later."""
    corrected: bool = False
    """What it was computed from was corrected then."""
    member_id: UUID | None = None
    """Whose it is, where each member owes it for themselves."""
    whom: AlsoThere | None = None
    """Of whom it speaks, where it is of one person without a seat at one meeting."""
    member: str = ""
    """The same of a member, by name."""
    before: bool = False
    """It passed before the case ran here: 0165."""


def of_life(work: Work, life_id: UUID) -> list[BreachLine]:
    """Every limit that passed in one life, the newest first; none is left out."""
    today = work.clock.today()
    noted = work.session.execute(
        _rows().where(BreachRow.life_id == life_id).order_by(BreachRow.limit_on.desc())
    ).all()
    known = {_key(row.BreachRow) for row in noted}
    late = [*passed(duties_of(work, life_id), today), *not_noted(work, Life.id == life_id)]
    new = [breach for breach in late if _key_of(breach) not in known]
    institutions = _institutions(work, {breach.member_id for breach in new if breach.member_id})
    lines = [
        BreachLine(
            breach.duty,
            breach.basis,
            breach.actor,
            breach.limit,
            institutions.get(breach.member_id, "") if breach.member_id else "",
            member_id=breach.member_id,
        )
        for breach in new
    ]
    lines += _lines(work, noted)
    return sorted(lines, key=lambda line: line.limit, reverse=True)


Noted = Row[BreachRow, Professional | None, Account | None, Meeting | None, date | None]


def _rows() -> Select[BreachRow, Professional, Account, Meeting, date | None]:
    return (
        select(BreachRow, Professional, Account, Meeting, Case.from_paper_on)
        .outerjoin(Member, Member.id == BreachRow.member_id)
        .outerjoin(Professional, Professional.id == Member.professional_id)
        .outerjoin(Account, Account.id == BreachRow.chair_id)
        .outerjoin(Meeting, Meeting.id == BreachRow.meeting_id)
        .outerjoin(Case, Case.id == BreachRow.life_id)
    )


Key = tuple[str, UUID | None, UUID | None, date]


def _key(row: BreachRow) -> Key:
    return (row.duty, row.subject_id, row.member_id, row.limit_on)


def _key_of(breach: Breach) -> Key:
    return (breach.duty.value, breach.subject_id, breach.member_id, breach.limit)


def _lines(work: Work, noted: Sequence[Noted]) -> list[BreachLine]:
    of_one = [row.BreachRow for row in noted if row.BreachRow.duty in OF_SOMEBODY]
    found = whom(work, {each.subject_id for each in of_one if each.subject_id})
    return [_line(row, found) for row in noted]


def _line(row: Noted, people: Mapping[UUID, AlsoThere]) -> BreachLine:
    noted, professional, chair, meeting, since = row
    of_one = noted.duty in OF_SOMEBODY
    return BreachLine(
        duty=word_of(noted.duty),
        article=article_called(noted.article),
        actor=noted.actor,
        limit=noted.limit_on,
        institution=professional.institution if professional else "",
        chair=chair.name_at(day_begins(noted.noticed_on)) if chair else "",
        met_on=meeting.day if meeting else None,
        over_on=noted.over_on,
        happened_on=noted.happened_on,
        struck_on=noted.struck_on,
        corrected=noted.corrected,
        member_id=noted.member_id,
        whom=people.get(noted.subject_id) if of_one and noted.subject_id else None,
        member=(professional.name or "") if of_one and professional else "",
        before=is_before(noted.limit_on, since),
    )


def _institutions(work: Work, member_ids: set[UUID]) -> dict[UUID, str]:
    if not member_ids:
        return {}
    query = (
        select(Member.id, Professional.institution)
        .join(Professional, Professional.id == Member.professional_id)
        .where(Member.id.in_(member_ids))
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


@dataclass(frozen=True, slots=True)
class PassedOfLate:
    """The limits set by law that were not kept in the last twelve months."""

    by_article: Sequence[tuple[Article, int]]
    before: int
    """How many of them before their case ran here; they are in none of the others."""


def by_article(work: Work) -> Sequence[tuple[Article, int]]:
    """How many of those that passed here, per article."""
    return of_late(work).by_article


def of_late(work: Work) -> PassedOfLate:
    """How many limits set by law were not kept in the last twelve months, per article: 16(1).

    Over the lives that the reader answers for, open or ended, each person's once; what had
    happened in time after all does not count.
    """
    today = work.clock.today()
    noted = (
        select(BreachRow.article, func.count(), from_before().label("before"))
        .join(Life, Life.id == BreachRow.life_id)
        .where(of_officer(work), BreachRow.struck_on.is_(None))
        .where(BreachRow.limit_on > today - YEAR)
        .group_by(BreachRow.article, literal_column("before"))
    )
    seat = func.unnest(DutyRow.member_ids).table_valued(column("id", Uuid)).render_derived()
    same = select(BreachRow.id).where(
        BreachRow.life_id == DutyRow.life_id,
        BreachRow.duty == DutyRow.duty,
        BreachRow.limit_on == DutyRow.due_on,
        BreachRow.subject_id.is_not_distinct_from(DutyRow.subject_id),
        BreachRow.member_id.is_not_distinct_from(seat.c.id),
    )
    fresh = (
        select(DutyRow.article, func.count())
        .join(Life, Life.id == DutyRow.life_id)
        .outerjoin(seat, true())
        .where(answers_for(work), DutyRow.due_on < today, DutyRow.is_ours.is_(False))
        .where(~same.exists(), DutyRow.duty.not_in(LIMIT_OF_ANOTHER | LIMIT_PER_PERSON))
        .group_by(DutyRow.article)
    )
    counted = Counter(str(breach.basis) for breach in not_noted(work, answers_for(work)))
    found, before = work.session.execute(noted).all(), 0
    for article, number, is_before_it in found:
        counted[article] += 0 if is_before_it else number
        before += number if is_before_it else 0
    for article, number in work.session.execute(fresh):
        counted[article] += number
    lines = [
        (article_called(article), number)
        for article, number in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        if number
    ]
    return PassedOfLate(lines, before)
