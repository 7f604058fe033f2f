"""A deputy of the head for tests: appointed, and what the trail says of what they did."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from casework.municipality import deputies
from casework.municipality.deputies import Days
from casework.table import convening
from models.life import AuditEntry
from models.people import Account
from models.session import unit_of_work
from simulation.stage import acting
from tests.builders import HEAD, OTHER_MANAGER, ACase
from tests.onrecord import reading

GROUND = "Vendim 12/2026"


def named(
    case: ACase, email: str = OTHER_MANAGER, *, days: int | None = 10, begins: int = 0
) -> UUID:
    """The head appoints a deputy from today on."""
    first = case.clock.today() + timedelta(days=begins)
    last = None if days is None else first + timedelta(days=days)
    with case.head() as work:
        place = case.account(HEAD).municipality_id
        assert place is not None
        return deputies.appoint(work, place, case.account(email).id, Days(first, last), GROUND).id


def ended(case: ACase, appointment: UUID) -> None:
    with case.head() as work:
        deputies.end(work, case.row().municipality_id, appointment)


def head_leaves(case: ACase) -> None:
    with unit_of_work() as work:
        work.session.get_one(Account, case.account(HEAD).id).disabled_at = work.clock.now()


def agree(case: ACase, email: str) -> None:
    with acting(email) as work:
        convening.agree(work, case.meeting().id, by=case.account(email).id)


def entry(act: str) -> AuditEntry:
    """The last one of this act in the trail."""
    with reading() as work:
        query = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.number.desc())
        return work.session.scalars(query.limit(1)).one()
