"""Who cannot be reached, whose contact waits for a word, whose seat is empty: for the rules."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from casework.record.broken_contacts import Broken, What
from casework.record.succession import NOBODY, places
from core.clock import local_day
from models.asked import LIFE
from models.case import Member, Replacement
from models.contacts import ContactChange
from models.people import Account
from rules.contact_facts import ContactFacts, RecusalFacts
from rules.roles import Role

Changes = Mapping[UUID, Sequence[ContactChange]]
"""By whose contact."""


def changes_of(session: Session, people: Collection[UUID]) -> Changes:
    """Every change that was asked for of their contacts; no statement where nobody's is broken."""
    found: dict[UUID, list[ContactChange]] = {}
    if people:
        query = select(ContactChange).where(ContactChange.professional_id.in_(people))
        for change in session.scalars(query):
            found.setdefault(change.professional_id, []).append(change)
    return found


def mends(change: ContactChange, what: What) -> bool:
    """Whether that is what it puts right; another wish of the same person leaves it broken."""
    return {
        What.MAIL: change.moves_mail,
        What.PHONE: change.moves_phone,
        What.SUPERIOR_MAIL: change.moves_superior_mail,
        What.SUPERIOR_PHONE: change.moves_superior_phone,
        What.OFFICER: False,
    }[what]


def to_correct(broken: Iterable[Broken], changes: Changes) -> tuple[int, date | None]:
    """Of how many people a contact is to be corrected, and since when: of whom it waits for a
    confirmation that would mend it, none is; refused, it is owed anew."""
    since: list[datetime] = []
    people: set[UUID] = set()
    for each in broken:
        asked = [change for change in changes.get(each.who, ()) if mends(change, each.what)]
        if all(change.ended_at for change in asked):
            people.add(each.who)
            since.append(max([each.at, *(change.ended_at for change in asked if change.ended_at)]))
    return len(people), local_day(min(since)) if since else None


def how_many() -> Select[int]:
    """How many changes wait at one table: mostly none, and nothing more is read."""
    open_ones = ContactChange.life_id == LIFE, ContactChange.ended_at.is_(None)
    return select(func.count()).select_from(ContactChange).where(*open_ones)


def waiting(session: Session, lives: Collection[UUID]) -> Mapping[UUID, Sequence[ContactFacts]]:
    """The changes of contacts asked for at these tables, while nobody has confirmed them."""
    found: dict[UUID, list[ContactFacts]] = {life: [] for life in lives}
    if not lives:
        return found
    query = (
        select(ContactChange.life_id, ContactChange.id, ContactChange.asked_at, Account.role)
        .join(Account, Account.id == ContactChange.asked_by_id)
        .where(ContactChange.life_id.in_(lives), ContactChange.ended_at.is_(None))
        .order_by(ContactChange.asked_at)
    )
    for life, change, asked_at, role in session.execute(query):
        found[life].append(ContactFacts(change, local_day(asked_at), role == Role.HEAD))
    return found


def _is_vacant(member: Member) -> bool:
    return bool(member.conflict or (member.refuses and member.left_on is None))


def replaced(session: Session, members: Iterable[Member]) -> set[UUID]:
    """Of those who declared a conflict or do not sign, for whom somebody was asked for."""
    if not (vacant := [member.id for member in members if _is_vacant(member)]):
        return set()
    query = select(Replacement.member_id).where(Replacement.member_id.in_(vacant))
    return set(session.scalars(query))


def recusals(members: Sequence[Member], replaced: Collection[UUID]) -> tuple[RecusalFacts, ...]:
    """Who declared a conflict or does not sign, and neither was asked for nor has somebody in
    their place."""
    return tuple(
        RecusalFacts(member.id, day)
        for member in members
        if _is_vacant(member)
        and (day := vacant_since(member))
        and member.id not in replaced
        and not _has_come(members, member)
    )


def vacant_since(member: Member) -> date | None:
    """The day on which they declared a conflict, or said that they do not sign."""
    if member.conflict and member.declared_at:
        return local_day(member.declared_at)
    return member.refused_on if member.refuses else None


def is_taken(session: Session, member: Member) -> bool:
    """Somebody who was named for the seat of who is recused, or of their kind, sits there now."""
    successor = places(session, [member]).get(member.id, NOBODY).successor_id
    if successor is not None and session.get_one(Member, successor).sits:
        return True
    query = select(Member).where(Member.life_id == member.life_id)
    return _has_come(session.scalars(query).all(), member)


def _has_come(members: Sequence[Member], recused: Member) -> bool:
    """Somebody of the same kind was seated since, on no earlier day, and asked later."""
    kind = recused.professional.kind
    since = recused.declared_at if recused.conflict else recused.refused_at
    day = recused.declared_on if recused.conflict else recused.refused_on
    return since is not None and any(
        member.sits
        and member.id != recused.id
        and member.professional.kind == kind
        and (member.asked_at is None or member.asked_at > since)
        and (day is None or member.selected_on >= day)
        for member in members
    )
