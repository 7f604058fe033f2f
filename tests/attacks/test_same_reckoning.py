"""Behind a link the rest of the record is hidden; what a life owes is reckoned there all the same:
whoever acts by a link settles it (8(2), 18(1), decision 0149)."""

from collections.abc import Iterator
from contextvars import copy_context
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from core.database_roles import PORTAL
from identity import guests
from models.bearer import Bearer, bear
from models.case import Member
from models.life import Life
from models.people import MemberLink
from models.session import Work, unit_of_work
from tests.database import standing
from tests.scenes import Scenes
from workflow.kinds import Look, kind_of


def links() -> list[tuple[UUID, Bearer]]:
    """A link that leads in, of one seat of each table: with a session, and where it acts alone."""
    found: dict[UUID, Bearer] = {}
    with unit_of_work() as work:
        query = select(MemberLink, Member).join(Member, Member.id == MemberLink.member_id)
        query = query.where(MemberLink.revoked_at.is_(None), Member.left_on.is_(None))
        for link, member in work.session.execute(query):
            if member.life_id not in found and link.token:
                token = guests.begin(work, member.professional_id)
                found[member.life_id] = Bearer(link=link.token, seats=[token])
    alone = [(life, Bearer(link=bearer.link, acts=True)) for life, bearer in found.items()]
    return [*found.items(), *alone]


def look(work: Work, life_id: UUID) -> Look:
    life = work.session.get_one(Life, life_id)
    return kind_of(life).look(work, life)


def behind(bearer: Bearer, life_id: UUID) -> Look:
    def ask() -> Look:
        standing.set(PORTAL)
        bear(bearer)
        with unit_of_work(read_only=True) as work:
            return look(work, life_id)

    return copy_context().run(ask)


def differing(one: Look, other: Look) -> Iterator[str]:
    for name in ("steps", "waiting_for", "wake_at", "ended", "duties", "planned", "limits"):
        if getattr(one, name) != getattr(other, name):
            yield f"{name}: {getattr(one, name)} | {getattr(other, name)}"


OF_A_CASE: Final = ("declared", "invited", "overdue", "reviewed", "decided")
IN_ONE_PROCESS: Final = pytest.mark.xdist_group("quarters")
"""Or two play the same three months at the same time."""
OF_THE_QUARTER: Final = [
    pytest.param(scene, marks=IN_ONE_PROCESS) for scene in ("quarter_met", "quarter_approved")
]


@pytest.mark.article("8(2)", "18(1)")
@pytest.mark.parametrize("scene", [*OF_A_CASE, *OF_THE_QUARTER])
def test_what_is_owed_is_the_same_behind_a_link(
    scenes: Scenes, clock: FrozenClock, scene: str
) -> None:
    scenes.stop_at(scene, clock)
    tables = links()
    assert tables
    for life_id, bearer in tables:
        with unit_of_work(read_only=True) as work:
            whole = look(work, life_id)
        assert list(differing(whole, behind(bearer, life_id))) == []
