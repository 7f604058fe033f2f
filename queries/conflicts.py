"""Conflicts of interest: the reader's own, and those declared by mistake: Art. 10(2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Uuid, literal, or_, select, true
from sqlalchemy import case as sql_case

from casework.record.contact_facts import is_taken
from casework.table import conflicts
from identity import access
from identity.conflicts import in_conflict
from identity.member_links import Guest
from models.case import Case, FamilyPerson, Member
from models.life import Life
from models.participant import WITHDRAWN, ConflictWithdrawal, Participant, ParticipantWord
from models.people import Account, LinkPurpose, MemberLink
from models.reopening import EarlierCaseLink, EarlierCaseLinkEnd
from models.session import Work
from rules.composition import Relation
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A conflict of interest that was declared by mistake, and whose it was: Art. 10(2)."""

    row: ConflictWithdrawal
    name: str
    """Empty for the family."""
    relation: Relation | None


def withdrawn_at(
    work: Work,
    life_id: UUID,
    every: Sequence[Member],
    known: Sequence[Participant],
    said: Sequence[ParticipantWord],
) -> list[Withdrawn]:
    """Each with whose it was, the oldest first: a member's, an officer's, one of the family's."""
    members = {each.id: each.professional.name or "" for each in every}
    people, words = {each.id: each for each in known}, {each.id: each for each in said}
    found = []
    for row in conflicts.withdrawals(work, life_id):
        if row.word_id is None:
            name, relation = members.get(row.member_id, "") if row.member_id else "", None
        else:
            word = words[row.word_id]
            name, relation = _called(work, people[word.participant_id], word.recorded_at)
        found.append(Withdrawn(row, name, relation))
    return found


def _called(work: Work, who: Participant, at: datetime) -> tuple[str, Relation | None]:
    """A name, an officer's of then, or of the family the relation."""
    if who.person_id:
        return "", Relation(work.session.get_one(FamilyPerson, who.person_id).relation)
    if who.account_id:
        return work.session.get_one(Account, who.account_id).name_at(at), None
    return who.name or who.comes_from or "", None


@dataclass(frozen=True, slots=True)
class OwnConflict:
    """What a member who declared a conflict of interest sees of it, and nothing beside it."""

    number: str
    declared_on: date | None
    taken: bool
    """Somebody has come in their place."""
    way: str | None
    """The token of the link by which they correct it; None where it leads nowhere any more."""


def of_guest(work: Work, guest: Guest) -> OwnConflict:
    """A member's own conflict of interest, behind the link by which they were asked: 10(2)."""
    member = guest.member
    life = work.session.get_one(Life, member.life_id)
    query = select(MemberLink).where(
        MemberLink.member_id == member.id,
        MemberLink.purpose == LinkPurpose.DECLARE,
        MemberLink.revoked_at.is_(None),
    )
    link = work.session.scalars(query).first() if life.ended_at is None else None
    return OwnConflict(
        number=kind_of(life).label(life),
        declared_on=member.declared_on,
        taken=is_taken(work.session, member),
        way=link.token if link else None,
    )


def own_conflicts(work: Work) -> list[tuple[UUID, date]]:
    """Open cases from which the reader's own declaration keeps them, with its day: no number."""
    query = (
        select(Life.id, ParticipantWord.said_on)
        .join(Participant, Participant.life_id == Life.id)
        .join(ParticipantWord, ParticipantWord.participant_id == Participant.id)
        .where(Life.ended_at.is_(None), Participant.account_id == work.actor.id)
        .where(ParticipantWord.conflict.is_(True), ~WITHDRAWN)
        .order_by(ParticipantWord.recorded_at)
    )
    return [(life_id, day) for life_id, day in work.session.execute(query)]


def near(work: Work, case: Case, officers: Collection[Account]) -> Mapping[UUID, list[str]]:
    """Of each of these officers at which tables of the same child or its siblings they declared a
    conflict of interest, by number; none at whose table the reader has one: Art. 10(2)."""
    linked = select(literal(case.id, Uuid()).label("id")).cte("linked", recursive=True)
    goes_back = EarlierCaseLink.case_id == linked.c.id
    taken_back = select(EarlierCaseLinkEnd.id).where(
        EarlierCaseLinkEnd.link_id == EarlierCaseLink.id
    )
    further = (
        select(
            sql_case((goes_back, EarlierCaseLink.earlier_case_id), else_=EarlierCaseLink.case_id)
        )
        .join(linked, or_(goes_back, EarlierCaseLink.earlier_case_id == linked.c.id))
        .where(~taken_back.exists())
    )
    linked = linked.union(further)
    query = (
        select(Account.id, Case.number)
        .join_from(Account, Case, true())
        .where(Account.id.in_([each.id for each in officers]), Case.id != case.id)
        .where(or_(Case.id.in_(select(linked.c.id)), access.of_family(case)))
        .where(in_conflict(Case.id, Account.id), ~in_conflict(Case.id, access.officer_of(work).id))
        .order_by(Case.number)
    )
    found: dict[UUID, list[str]] = {}
    for account_id, number in work.session.execute(query):
        found.setdefault(account_id, []).append(number)
    return found
