"""Who takes part without a member's seat and has said nothing yet; what the chair declared.

Read as columns beside what is read of the table anyway: an act asks no statement more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from core.clock import ZONE
from models.asked import LIFE
from models.case import FamilyPerson
from models.chairing import SubstituteChair
from models.life import Life, LifeKind
from models.meeting import FamilyNotice, Meeting
from models.participant import (
    WITHDRAWN,
    GuestInvitation,
    InvitationTakenBack,
    Participant,
    ParticipantPresence,
    ParticipantWord,
)
from rules import facts as law
from rules.participants import ANSWERED, BROUGHT, Part, Word

Rows = Sequence[Sequence[Any]]
_DAY: Final = "YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class Taking:
    """Everybody at one table without a seat of whom something is to be known."""

    chairs: Rows
    family: Rows
    others: Rows
    substitutes: Rows

    @property
    def undeclared(self) -> tuple[law.ParticipantFacts, ...]:
        found = [*self.family, *self.others]
        return tuple(
            law.ParticipantFacts(UUID(id), date.fromisoformat(since) if since else None)
            for id, since in found
        )

    def chair(self, account_id: UUID, since: date | None) -> law.ChairFacts:
        """What this officer declared at this table; nothing of another's counts."""
        said = [row for row in self.chairs if row[0] == str(account_id)]
        conflicts = [date.fromisoformat(day) for _, _, conflict, day in said if conflict]
        answered = any(word in ANSWERED for _, word, _, _ in said)
        return law.ChairFacts(since, answered, min(conflicts, default=None), account_id)

    def named(self, manager_id: UUID | None) -> tuple[law.SubstituteFacts, ...]:
        """Who is to chair a meeting to come in the manager's place, or chaired one and does not
        manage now, with what they declared; of those the first meeting that they chaired."""
        first: dict[str, Sequence[Any]] = {}
        for row in sorted(self.substitutes, key=_by_day):
            if row[3] and row[1] != str(manager_id):
                first.setdefault(row[1], row)
        to_come = [row for row in self.substitutes if not row[3]]
        known = [(each, self.chair(UUID(each[1]), None)) for each in (*to_come, *first.values())]
        return tuple(
            law.SubstituteFacts(
                UUID(meeting),
                date.fromisoformat(day),
                answered=said.answered,
                in_conflict=said.conflict_on is not None,
                chaired=chaired,
                account_id=UUID(account),
            )
            for (meeting, account, day, chaired), said in known
        )


def _by_day(row: Sequence[Any]) -> tuple[str, str]:
    return row[2], row[0]


def columns() -> Sequence[ColumnElement[Any]]:
    """To be selected with others, in the order of `Taking`."""
    found = (_chairs(), _family(), _others(), _substitutes())
    return [each.scalar_subquery() for each in found]


def read(*found: Rows | None) -> Taking:
    return Taking(*(rows or () for rows in found))


def _rows(*values: Any) -> ColumnElement[Any]:
    return func.jsonb_agg(func.jsonb_build_array(*values))


def _day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.to_char(func.timezone(ZONE.key, moment), _DAY)


def _chairs() -> Select[Any]:
    """Officers' words here, but none that was a mistake: they are asked anew. At a municipal table
    those given in another of its quarters hold."""
    here, other = aliased(Life), aliased(Life)
    same = (
        select(other.id)
        .join(here, here.municipality_id == other.municipality_id)
        .where(here.id == LIFE, here.kind == LifeKind.QUARTERLY, other.kind == here.kind)
    )
    word = ParticipantWord
    said = _rows(
        Participant.account_id,
        word.word,
        word.conflict,
        func.to_char(word.said_on, _DAY),
    )
    return (
        select(said)
        .select_from(Participant)
        .join(word, word.participant_id == Participant.id)
        .where(Participant.part == Part.CHAIR, ~WITHDRAWN)
        .where(Participant.life_id.in_(select(LIFE).union_all(same)))
    )


def _substitutes() -> Select[Any]:
    """Whom the head named last for each meeting still to come, and who chaired one: Art. 4(2).

    At the municipal table who convenes it declares, and nobody else is asked to.
    """
    latest = (
        select(Meeting.id, SubstituteChair.account_id, Meeting.starts_at)
        .join(SubstituteChair, SubstituteChair.meeting_id == Meeting.id)
        .where(Meeting.life_id == LIFE, Meeting.held_at.is_(None), Meeting.cancelled_at.is_(None))
        .ext(distinct_on(Meeting.id))
        .order_by(Meeting.id, SubstituteChair.number.desc())
        .subquery()
    )
    chaired = (
        select(Meeting.id, Meeting.chaired_by_id, Meeting.held_at, true())
        .join(Life, Life.id == Meeting.life_id)
        .where(Life.id == LIFE, Life.kind == LifeKind.CASE)
        .where(Meeting.held_at.is_not(None), Meeting.chaired_by_id.is_not(None))
    )
    named = select(latest.c.id, latest.c.account_id, latest.c.starts_at, false().label("chaired"))
    both = named.union_all(chaired).subquery()
    return select(_rows(both.c.id, both.c.account_id, _day(both.c.starts_at), both.c.chaired))


def _silent() -> ColumnElement[bool]:
    """Nothing said of confidentiality; that they have a conflict of interest is no signature."""
    word = select(ParticipantWord.id).where(ParticipantWord.participant_id == Participant.id)
    return ~word.where(ParticipantWord.word != Word.CONFLICT).exists()


def _family() -> Select[Any]:
    """Whoever of the family came to a meeting, and has neither signed nor refused."""
    said = (
        select(ParticipantWord.id)
        .join(Participant, Participant.id == ParticipantWord.participant_id)
        .where(Participant.person_id == FamilyPerson.id, ParticipantWord.word != Word.CONFLICT)
    )
    first = (
        select(FamilyPerson.id, func.min(Meeting.held_at).label("since"))
        .join(FamilyNotice, FamilyNotice.person_id == FamilyPerson.id)
        .join(Meeting, Meeting.id == FamilyNotice.meeting_id)
        .where(FamilyPerson.case_id == LIFE, FamilyNotice.present.is_(True))
        .where(Meeting.held_at.is_not(None), ~said.exists())
        .group_by(FamilyPerson.id)
        .subquery()
    )
    return select(_rows(first.c.id, _day(first.c.since)))


def _others() -> Select[Any]:
    """Assistants, interpreters, guests without a word, with the first meeting they were at.

    A guest who did not come to the meeting they were invited to owes nothing, and who has a
    conflict of interest only where they were there.
    """
    met = (
        select(func.min(Meeting.held_at))
        .join(ParticipantPresence, ParticipantPresence.meeting_id == Meeting.id)
        .where(ParticipantPresence.participant_id == Participant.id, ParticipantPresence.present)
        .correlate(Participant)
    )
    to_come = select(Meeting.id).where(
        Meeting.life_id == LIFE, Meeting.held_at.is_(None), Meeting.cancelled_at.is_(None)
    )
    fell = select(InvitationTakenBack.id).where(
        InvitationTakenBack.invitation_id == GuestInvitation.id
    )
    invited = select(GuestInvitation.id).where(
        GuestInvitation.participant_id == Participant.id,
        GuestInvitation.meeting_id.in_(to_come),
        ~fell.exists(),
    )
    comes = Participant.meeting_id.is_(None) | invited.exists()
    conflict = select(ParticipantWord.id).where(ParticipantWord.participant_id == Participant.id)
    steps_back = conflict.where(ParticipantWord.conflict.is_(True), ~WITHDRAWN).exists()
    first = met.scalar_subquery()
    return select(_rows(Participant.id, _day(first))).where(
        Participant.life_id == LIFE,
        Participant.part.in_(BROUGHT),
        _silent(),
        (comes & ~steps_back) | first.is_not(None),
    )
