"""Who chaired a meeting, and whom the centre had appointed to: Art. 4(2), 6(1.4)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.minutes_words import CorrectedChair
from identity.conflicts import in_conflict
from identity.officers import chair_of, managers_on
from models.case import Case, Member
from models.chairing import ChairCorrection, SubstituteChair
from models.life import Life
from models.meeting import Meeting
from models.people import Account
from rules.chairing import ChairOfTheDay, who_signs, who_signs_the_form


def substitutes(session: Session, meeting_id: UUID) -> Sequence[SubstituteChair]:
    """Everybody whom the head named to chair this meeting; the last one is meant."""
    query = select(SubstituteChair).where(SubstituteChair.meeting_id == meeting_id)
    return session.scalars(query.order_by(SubstituteChair.number)).all()


def substitute_of(session: Session, meeting_id: UUID) -> SubstituteChair | None:
    """Whom the head named last."""
    named = substitutes(session, meeting_id)
    return named[-1] if named else None


def is_recorded(meeting: Meeting) -> bool:
    return bool(meeting.chaired_by_id or meeting.chaired_by_member_id or meeting.chaired_by_words)


def officer_signs(session: Session, life: Life, meeting: Meeting) -> UUID | None:
    """The officer whose word as chair belongs under this meeting's minutes: Art. 10(1)."""
    recorded = is_recorded(meeting)
    appointed = None if recorded else chair_of(session, life, meeting.met_on)
    return who_signs(
        recorded=recorded,
        chaired_by=meeting.chaired_by_id,
        appointed=appointed.id if appointed else None,
    )


def closing_signer(session: Session, case: Case, meeting: Meeting | None) -> UUID | None:
    """Who signs the closing form as case manager: of the meeting's day, nobody later: 17(5).

    None while the only one who could has a conflict of interest: the next one does.
    """
    if meeting is None:
        return None if case.conflict_on else case.manager_id
    managers = managers_on(session, case.id, meeting.met_on)
    chair = ChairOfTheDay(meeting.met_on, meeting.chaired_by_id, managers, frozenset())
    asked = managers | {case.manager_id} - {None}
    barred = set() if chair.officer in managers else _in_conflict(session, case.id, asked)
    return who_signs_the_form(chair, case.manager_id, barred)


def _in_conflict(session: Session, case_id: UUID, officers: Collection[UUID | None]) -> set[UUID]:
    query = select(Account.id).where(Account.id.in_(officers), in_conflict(case_id, Account.id))
    return set(session.scalars(query))


def wants_officer(meeting: Meeting) -> bool:
    """Whether an officer signs as chair; a member who chaired signs as a member. No statement."""
    return meeting.chaired_by_id is not None or not is_recorded(meeting)


def chair_words(session: Session, life: Life, meeting: Meeting) -> str:
    """Who chaired, as papers name them."""
    officer = officer_signs(session, life, meeting)
    return _words(
        session, officer, meeting.chaired_by_member_id, meeting.chaired_by_words, meeting.held_at
    )


def _words(
    session: Session,
    officer_id: UUID | None,
    member_id: UUID | None,
    words: str | None,
    at: datetime | None,
) -> str:
    if member_id is not None:
        who = session.get_one(Member, member_id).professional
        return f"{who.name or ''}, {who.affiliation}"
    if words:
        return words
    officer = session.get(Account, officer_id) if officer_id else None
    return officer.name_at(at) if officer else ""


def corrections(session: Session, meeting_id: UUID) -> Sequence[ChairCorrection]:
    """Who was on record as having chaired before, the oldest first."""
    query = select(ChairCorrection).where(ChairCorrection.meeting_id == meeting_id)
    return session.scalars(query.order_by(ChairCorrection.number)).all()


def corrected_chair(session: Session, life: Life, meeting: Meeting) -> list[CorrectedChair]:
    """Each correction of who chaired, with what stood there and what stood there next."""
    rows = corrections(session, meeting.id) if meeting.held_at else ()
    if not rows:
        return []
    was = [
        _words(session, each.was_account_id, each.was_member_id, each.was_words, meeting.held_at)
        for each in rows
    ]
    now = [*was[1:], chair_words(session, life, meeting)]
    return [
        CorrectedChair(
            was=before,
            now=after,
            on=row.said_on,
            source=row.source or "",
            reason=row.reason or "",
        )
        for row, before, after in zip(rows, was, now, strict=True)
    ]
