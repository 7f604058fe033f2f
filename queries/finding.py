"""Cases by the name of their child, as it sounds: within what the reader may see, on record.

Keys of the words find candidates without opening a name; only of these are names opened, and the
likest come first: decision 0198.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, or_, select

from core.sounds import likeness, words
from identity.access import visible_cases
from models.case import Case, Child
from models.life import AuditEntry, Life
from models.name_key import NameKey, fingerprints
from models.people import Account
from models.reopening import EarlierCaseLink
from models.session import Work

ANOTHER_CHILD: Final = "child said to be another"
LIKE_ENOUGH: Final = 0.7
"""Of one, what two names have to have in common; measured on pairs of spellings: decision 0198."""
OPENED: Final = 300
"""Candidates whose names are opened at most, those with most sounds in common first."""
SHOWN: Final = 20
YEARS: Final[tuple[float, ...]] = (0.1, 0.05, 0.0)
"""What the same year of birth, one beside it and two beside it add."""
ANOTHER_YEAR: Final = -0.1


@dataclass(frozen=True, slots=True)
class SoughtChild:
    """A name, in whatever order and spelling, and the year of birth where it is known."""

    name: str
    born: int | None = None


@dataclass(frozen=True, slots=True)
class FoundChild:
    """A case whose child's name sounds like it."""

    number: str
    phase: str
    name: str
    born: date | None
    manager: str
    is_over: bool
    likeness: float
    """From nought to one and a little: the order of the list, shown to nobody."""
    under_another: bool
    """Each word of what was asked sounds like one that stood there once, and the name of today is
    another."""


def find(work: Work, sought: SoughtChild, most: int = SHOWN) -> Sequence[FoundChild]:
    """The likest first; that somebody looked is on record, and for whom is not: Art. 18(1)."""
    found = sorted(_like(work, sought), key=lambda each: (-each.likeness, each.number))[:most]
    work.record("looked for a child by name", "18(1)", found=[each.number for each in found])
    return found


def near(work: Work, case: Case, most: int) -> Sequence[FoundChild]:
    """Children on record who sound like the child of a case, but its brothers and sisters, the
    child's earlier cases, and those of whom somebody said that this child is another."""
    child = work.session.scalars(select(Child).where(Child.case_id == case.id)).one()
    if not child.name:
        return ()
    born = child.birth_date.year if child.birth_date else None
    known = {case.number, *_of_family(work, case), *_said_to_be_others(work, case)}
    found = find(work, SoughtChild(child.name, born), most + len(known))
    return [each for each in found if each.number not in known][:most]


def _of_family(work: Work, case: Case) -> Sequence[str]:
    first = case.sibling_of_id or case.id
    earlier = select(EarlierCaseLink.earlier_case_id).where(EarlierCaseLink.case_id == case.id)
    query = select(Case.number).where(
        or_(Case.id == first, Case.sibling_of_id.in_({first, case.id}), Case.id.in_(earlier))
    )
    return work.session.scalars(query).all()


def _said_to_be_others(work: Work, case: Case) -> Iterator[str]:
    query = select(AuditEntry.detail["others"].astext)
    query = query.where(AuditEntry.life_id == case.id, AuditEntry.act == ANOTHER_CHILD)
    for numbers in work.session.scalars(query):
        yield from numbers.split()


def say_another(work: Work, case: Case, numbers: Collection[str]) -> None:
    """Of children whose names sound alike somebody said that this is none of them."""
    if numbers:
        said = " ".join(sorted(numbers))
        work.record(ANOTHER_CHILD, "18(1)", life=case.life, others=said)


def _like(work: Work, sought: SoughtChild) -> list[FoundChild]:
    marks = fingerprints(sought.name)
    sounds, in_common = func.array_agg(NameKey.sound), func.count().label("in_common")
    seen = or_(visible_cases(work), visible_cases(work, closed=True))
    sounding = (
        select(Case.id, sounds, in_common)
        .join(Life, Life.id == Case.id)
        .join(NameKey, NameKey.case_id == Case.id)
        .where(NameKey.sound.in_(marks), seen)
        .group_by(Case.id)
        .order_by(in_common.desc(), Case.id)
        .limit(OPENED)
    )
    heard = {id: frozenset(found) for id, found, _ in work.session.execute(sounding)}
    rows = work.session.execute(
        select(Case, Child, Account, Life.ended_at)
        .join(Child, Child.case_id == Case.id)
        .join(Life, Life.id == Case.id)
        .outerjoin(Account, Account.id == Case.manager_id)
        .where(Case.id.in_(heard))
    )
    judged = (_judged(sought, row, heard[row.Case.id]) for row in rows)
    return [each for each in judged if each is not None]


def _judged(sought: SoughtChild, row: Any, heard: Collection[bytes]) -> FoundChild | None:
    """None where the two names only begin alike."""
    name, born = row.Child.name or "", row.Child.birth_date
    like = likeness(sought.name, name)
    by_another = like < LIKE_ENOUGH and _each_word_sounds(sought.name, heard)
    if like < LIKE_ENOUGH and not by_another:
        return None
    return FoundChild(
        row.Case.number,
        row.Case.phase,
        name,
        born,
        (row.Account.name or "") if row.Account else "",
        is_over=row.ended_at is not None,
        likeness=like + _year(sought.born, born),
        under_another=by_another,
    )


def _each_word_sounds(name: str, heard: Collection[bytes]) -> bool:
    """Word by word: a surname of two sounds is not a first name and a surname."""
    found = words(name)
    return len(found) > 1 and all(set(fingerprints(each)) & set(heard) for each in found)


def _year(sought: int | None, born: date | None) -> float:
    if sought is None or born is None:
        return 0.0
    apart = abs(sought - born.year)
    return YEARS[apart] if apart < len(YEARS) else ANOTHER_YEAR
