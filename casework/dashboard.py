"""What lists of cases show: numbers, phases and days; never a child: Art. 16(1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.access import officer_of, visible_cases
from casework.table import convener_of
from core.clock import at_local
from models.case import Case
from models.life import Life
from models.meeting import Meeting
from models.people import Account
from models.session import Work
from rules.basis import Article, Basis, Default
from rules.duties import Duty


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list; everything stands in its own row and its life's."""

    number: str
    phase: str
    risk: str | None
    duty: Duty | None
    actor: str | None
    basis: Basis | None
    due: date | None
    count: int
    manager: str | None
    stalled_step: str | None
    closed_at: datetime | None


def lines(work: Work, *, closed: bool = False) -> list[CaseLine]:
    """One line per case the officer may see, nearest first."""
    managers: dict[UUID, str] = {}
    return [_line(case, life, managers) for case, life in visible_cases(work, closed=closed)]


def _line(case: Case, life: Life, managers: dict[UUID, str]) -> CaseLine:
    if case.manager_id is not None and case.manager_id not in managers and case.manager:
        managers[case.manager_id] = case.manager.name or ""  # opened once per officer
    return CaseLine(
        number=case.number,
        phase=case.phase,
        risk=case.risk,
        duty=Duty(life.next_duty) if life.next_duty else None,
        actor=life.next_actor,
        basis=_basis(life),
        due=life.next_due_on,
        count=life.next_count,
        manager=managers.get(case.manager_id) if case.manager_id else None,
        stalled_step=life.stalled_step if life.stalled_at else None,
        closed_at=case.sealed_at,
    )


def _basis(life: Life) -> Basis | None:
    """The article of the next duty, or our own limit beside it."""
    if life.next_article is None:
        return None
    number, _, paragraph = life.next_article.partition("(")
    article = Article(int(number), paragraph.rstrip(")"))
    return Default("", 0, beside=article) if life.next_is_ours else article


def own_lives(work: Work) -> list[Life]:
    """The lives an officer answers for: their cases, and the quarter where they convene it."""
    account = officer_of(work)
    lives = [life for _, life in visible_cases(work)]
    place = account.municipality_id
    convener = convener_of(work.session, place) if place else None
    if account.role == "head" or (convener is not None and convener.id == account.id):
        quarters = select(Life).where(
            Life.kind == "quarterly",
            Life.municipality_id == account.municipality_id,
            Life.ended_at.is_(None),
        )
        lives += work.session.scalars(quarters)
    return lives


def meetings_to_come(work: Work, lives: Iterable[Life]) -> list[tuple[datetime, str, str, UUID]]:
    """Agreed meetings from today on: when, case number or quarter, place, id."""
    by_id = {life.id: life for life in lives}
    query = select(Meeting).where(
        Meeting.life_id.in_(by_id),
        Meeting.agreed_at.is_not(None),
        Meeting.held_at.is_(None),
        Meeting.cancelled_at.is_(None),
        Meeting.starts_at >= at_local(work.clock.today()),
    )
    return [
        (row.starts_at, by_id[row.life_id].key.rsplit(":", 1)[-1], row.place, row.id)
        for row in work.session.scalars(query.order_by(Meeting.starts_at))
    ]


def managers_of(work: Work, municipality_id: UUID | None) -> list[Account]:
    """The officers of a centre who may manage a case: Art. 4(2)."""
    query = select(Account).where(
        Account.municipality_id == municipality_id,
        Account.role == "manager",
        Account.disabled_at.is_(None),
    )
    return sorted(work.session.scalars(query), key=lambda account: account.name or "")


def late_by_article(found: Iterable[CaseLine], today: date) -> list[tuple[Article, int]]:
    """How many limits set by law have passed, per article; ours are not counted: Art. 16(1)."""
    late: dict[Article, int] = {}
    for line in found:
        if line.due and line.due < today and isinstance(line.basis, Article):
            late[line.basis] = late.get(line.basis, 0) + 1
    return sorted(late.items(), key=lambda each: -each[1])
