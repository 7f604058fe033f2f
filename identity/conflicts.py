"""What an officer declared at a table: a conflict bars from it, both open it: 10(2), 18(2)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    Uuid,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from models.asked import DAY, LIFE, kept
from models.life import Life
from models.participant import ConflictWithdrawal, Participant, ParticipantWord
from rules.participants import Word

Id = UUID | ColumnElement[Any] | Any
"""An id, or the column in which it stands."""

# Of the tables, and made once: an alias of a class names its columns anew each time, which took
# a fifth of what a page costs, for every door asks this.
WHO = Participant.__table__.alias("who")
WORD = ParticipantWord.__table__.alias("word")
WITHDRAWN = ConflictWithdrawal.__table__.alias("withdrawn")
SPOKEN = WORD.join(WHO, WHO.c.id == WORD.c.participant_id)
STANDS = ~select(WITHDRAWN.c.id).where(WITHDRAWN.c.word_id == WORD.c.id).exists()


def in_conflict(
    life_id: Id, account_id: Id, *, before: date | BindParameter[date] | None = None
) -> ColumnElement[bool]:
    """This officer declared a conflict at this table, `before` a day where one is given, and has
    not withdrawn it as a mistake."""
    query = _words_of(life_id, account_id).where(WORD.c.conflict.is_(True), STANDS)
    return (query if before is None else query.where(WORD.c.said_on < before)).exists()


def _words_of(life_id: Id, account_id: Id) -> Select[Any]:
    """Never in a question that reads these aliases itself."""
    # Whatever else is named is of a question around it, however far out: SQLAlchemy would see the
    # nearest one only, and ask of every life there is.
    query = select(WORD.c.id).select_from(SPOKEN).correlate_except(WORD, WHO, WITHDRAWN)
    return query.where(WHO.c.life_id == life_id, WHO.c.account_id == account_id)


def has_conflict(
    session: Session, life_id: UUID, account_id: UUID, *, before: date | None = None
) -> bool:
    """The same, asked of one officer."""
    asked = {"life": life_id, "officer": account_id, "before": before or date.max}
    return session.scalar(_has_conflict(), asked) is True


@kept
def _has_conflict() -> Select[bool]:
    officer = bindparam("officer", type_=Uuid())
    return select(in_conflict(LIFE, officer, before=bindparam("before", type_=Date())))


def last_declared(session: Session, account_id: UUID) -> datetime | None:
    """When this officer declared the last conflict that bars them from a life that goes on."""
    query: Select[datetime] = (
        select(func.max(WORD.c.recorded_at))
        .select_from(SPOKEN)
        .join(Life, Life.id == WHO.c.life_id)
        .where(WHO.c.account_id == account_id, Life.ended_at.is_(None))
        .where(WORD.c.conflict.is_(True), STANDS)
    )
    return session.scalar(query)


def was_barred(session: Session, life_id: UUID, account_id: UUID, day: date) -> bool:
    """By what was known on this day: also by a conflict of that very day, and by one of which they
    said later that it was a mistake."""
    asked = {"life": life_id, "officer": account_id, "day": day}
    return session.scalar(_was_barred(), asked) is True


@kept
def _was_barred() -> Select[bool]:
    query = (
        _words_of(LIFE, bindparam("officer", type_=Uuid()))
        .outerjoin(WITHDRAWN, WITHDRAWN.c.word_id == WORD.c.id)
        .where(WORD.c.conflict.is_(True), WORD.c.said_on <= DAY)
        .where(or_(WITHDRAWN.c.said_on.is_(None), WITHDRAWN.c.said_on >= DAY))
    )
    return select(query.exists())


def has_declared(life_id: Id, account_id: Id) -> ColumnElement[bool]:
    """This officer said that there is no conflict, and signed to keep what they hear: 18(2)."""
    signed = WORD.c.word == Word.SIGNED
    return _words_of(life_id, account_id).where(signed, WORD.c.conflict.is_(False)).exists()
