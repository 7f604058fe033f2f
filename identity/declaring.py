"""The officers who declare at a table, also of one that is theirs no more: Art. 10(2), 18(2)."""

from uuid import UUID

from sqlalchemy import select

from identity.access import OFFICERS, NotThere, life_for, officer_of, stands_in
from identity.conflicts import has_conflict, in_conflict
from identity.officers import chair_of
from models.case import Case
from models.life import Life
from models.meeting import Meeting
from models.people import Account
from models.session import Work
from workflow.kinds import kind_of


def declares(work: Work, life: Life, officer: Account | None = None) -> Account | None:
    """The `officer`, or the one who acts, where they declare at this table: who chairs it, is named
    to chair its next meeting, or chaired one; not who stands in for a manager in conflict:
    Art. 10(2), 18(2)."""
    account = officer or officer_of(work)
    if account.role not in OFFICERS:
        return None
    chair = chair_of(work.session, life, work.clock.today())
    case = work.session.get_one(Case, life.id) if kind_of(life).of_a_child else None
    is_chair = chair is not None and chair.id == account.id
    if is_chair and (case is None or case.conflict_on is None):
        return account
    if case is None or is_chair:
        return None
    is_theirs = stands_in(work, account, life.id) or has_chaired(work, life.id, account)
    return account if is_theirs else None


def has_chaired(work: Work, life_id: UUID, account: Account) -> bool:
    """This officer chaired a meeting of this case, and has no conflict of interest there."""
    query = select(Meeting.id).where(
        Meeting.life_id == life_id,
        Meeting.held_at.is_not(None),
        Meeting.chaired_by_id == account.id,
        ~in_conflict(life_id, account.id),
    )
    return account.role in OFFICERS and work.session.scalar(query.limit(1)) is not None


def table_of(work: Work, life_id: UUID) -> tuple[Life, bool]:
    """A table for who reads its file, or for who only declares there: the second signs for what
    they chair or chaired, and opens nothing beside it. Whether the file is theirs: 18(1), 18(2)."""
    try:
        return life_for(work, life_id), True
    except NotThere:
        life = work.session.get(Life, life_id)
        if life is None or declares(work, life) is None:
            raise
        work.record("declaration of who chaired opened", "18(1)", life=life)
        return life, False


def own_conflict(work: Work, life_id: UUID) -> Life:
    """For an officer whom their own declaration keeps from this table: to say that it was a
    mistake, and to open nothing beside it: Art. 10(2). The look is put on record."""
    account, life = officer_of(work), work.session.get(Life, life_id)
    if life is None or life.municipality_id != account.municipality_id:
        raise NotThere
    if not has_conflict(work.session, life_id, account.id):
        raise NotThere
    work.record("own conflict of interest opened", "18(1)", life=life)
    return life
