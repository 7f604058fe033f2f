"""What an officer declared at a table: a conflict bars from it, both open it: 10(2), 18(2)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Select, Uuid, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from models.asked import DAY, LIFE, kept
from models.participant import ConflictWithdrawal, Participant, ParticipantWord
from rules.participants import Word

Id = UUID | ColumnElement[Any] | Any
"""An id, or the column in which it stands."""


def in_conflict(
    life_id: Id, account_id: Id, *, before: date | BindParameter[date] | None = None
) -> ColumnElement[bool]:
    """This officer declared a conflict at this table, `before` a day where one is given, and has
    not withdrawn it as a mistake."""
    who, word = aliased(Participant), aliased(ParticipantWord)
    withdrawn = aliased(ConflictWithdrawal)
    query = (
        select(word.id)
        .join(who, who.id == word.participant_id)
        .where(who.life_id == life_id, who.account_id == account_id, word.conflict.is_(True))
        .where(~select(withdrawn.id).where(withdrawn.word_id == word.id).exists())
    )
    return (query if before is None else query.where(word.said_on < before)).exists()


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


def was_barred(session: Session, life_id: UUID, account_id: UUID, day: date) -> bool:
    """By what was known on this day: also by a conflict of that very day, and by one of which they
    said later that it was a mistake."""
    asked = {"life": life_id, "officer": account_id, "day": day}
    return session.scalar(_was_barred(), asked) is True


@kept
def _was_barred() -> Select[bool]:
    who, word = aliased(Participant), aliased(ParticipantWord)
    withdrawn = aliased(ConflictWithdrawal)
    query = (
        select(word.id)
        .join(who, who.id == word.participant_id)
        .outerjoin(withdrawn, withdrawn.word_id == word.id)
        .where(who.life_id == LIFE, who.account_id == bindparam("officer", type_=Uuid()))
        .where(word.conflict.is_(True), word.said_on <= DAY)
        .where(or_(withdrawn.said_on.is_(None), withdrawn.said_on >= DAY))
    )
    return select(query.exists())


def has_declared(life_id: Id, account_id: Id) -> ColumnElement[bool]:
    """This officer said that there is no conflict, and signed to keep what they hear: 18(2)."""
    who, word = aliased(Participant), aliased(ParticipantWord)
    query = (
        select(word.id)
        .join(who, who.id == word.participant_id)
        .where(who.life_id == life_id, who.account_id == account_id)
        .where(word.word == Word.SIGNED, word.conflict.is_(False))
    )
    return query.exists()
