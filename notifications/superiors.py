"""Who is notified as somebody's superior: their own, else their institution's: Art. 14(3.2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Update, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from core.clock import local_day
from models.case import Member
from models.people import Professional
from models.plan import ReportRequest
from models.superior import AbsenceNotice, InstitutionSuperior, SuperiorLink

SUPERIOR: Final = "reports/superior"
ASKED_AGAIN: Final = "reports/superior_again"
ABSENT: Final = "attendance/absent"
TO_A_SUPERIOR: Final = (SUPERIOR, ABSENT, ASKED_AGAIN)
"""What has the link behind which they reply."""
SILENCE_CORRECTED: Final = "reports/corrected"
NOT_THEIRS: Final = "not theirs"
"""The reply of a notice whose reader says, behind its link, that it is not for them."""


def said_otherwise() -> ColumnElement[bool]:
    """Of a request: behind a link about that member in that case their superior replied, then said
    that it is not for them, and nobody has ended the doubt: nobody is told or asked there."""
    seat, theirs, request = aliased(Member), aliased(Member), aliased(ReportRequest)
    said = (
        select(SuperiorLink.id)
        .outerjoin(request, request.id == SuperiorLink.request_id)
        .outerjoin(AbsenceNotice, AbsenceNotice.id == SuperiorLink.absence_id)
        .join(theirs, theirs.id == func.coalesce(request.member_id, AbsenceNotice.member_id))
        .join(seat, seat.professional_id == theirs.professional_id)
        .where(
            SuperiorLink.case_id == ReportRequest.case_id,
            SuperiorLink.disowned_at.is_not(None),
            SuperiorLink.disown_ended_at.is_(None),
            seat.id == ReportRequest.member_id,
        )
    )
    return said.correlate(ReportRequest).exists()


@dataclass(frozen=True, slots=True)
class Superior:
    name: str
    mail: str
    language: str
    of_institution: bool = False
    phone: str | None = None


def mark(session: Session, template: str, context: Mapping[str, Any], at: datetime | None) -> None:
    """Notified by this mail, or not: where it was taken back, and left from a server's hand."""
    query: Update | None = None
    if template == SUPERIOR:
        query = update(ReportRequest).where(ReportRequest.id == UUID(context["request_id"]))
        if at is not None:  # a notice stands on a last chance, which may be withdrawn too
            query = query.where(ReportRequest.last_chance_on.is_not(None))
            query = query.where(ReportRequest.notified_at.is_(None))
    elif template == ABSENT:
        query = update(AbsenceNotice).where(AbsenceNotice.id == UUID(context["absence_id"]))
        if at is not None:
            query = query.where(AbsenceNotice.notified_at.is_(None))
    if query is not None:
        session.execute(query.values(notified_at=at))
    if template == SILENCE_CORRECTED:
        _mark_fallen(session, UUID(context["request_id"]), at)


def _mark_fallen(session: Session, request_id: UUID, at: datetime | None) -> None:
    """Told that a notice does not hold; a letter or a call that said so stays."""
    query = update(ReportRequest).where(ReportRequest.id == request_id)
    if at is not None:
        query = query.where(ReportRequest.fell_told_on.is_(None))
    session.execute(query.values(fell_told_on=local_day(at) if at else None))


def superior_of(session: Session, person: Professional) -> Superior | None:
    return superiors_of(session, [person]).get(person.id)


def superiors_of(session: Session, people: Collection[Professional]) -> Mapping[UUID, Superior]:
    """Of each of them of whom one is known, by the id of the person."""
    of = {person.id: _own(person) for person in people}
    without = [person for person in people if of[person.id] is None]
    newest = _newest(session, {_place(person) for person in without})
    of |= {person.id: newest.get(_place(person)) for person in without}
    return {id: superior for id, superior in of.items() if superior is not None}


def _own(person: Professional) -> Superior | None:
    if person.superior_email is None:
        return None
    return Superior(
        person.superior_name or "",
        person.superior_email,
        person.superior_language,
        phone=person.superior_phone,
    )


Place = tuple[UUID, str]


def _place(person: Professional) -> Place:
    return person.municipality_id, person.institution


def _newest(session: Session, places: Collection[Place]) -> Mapping[Place, Superior]:
    if not places:
        return {}
    place = (InstitutionSuperior.municipality_id, InstitutionSuperior.institution)
    query = (
        select(InstitutionSuperior)
        .ext(distinct_on(*place))
        .where(tuple_(*place).in_(places))
        .order_by(*place, InstitutionSuperior.recorded_at.desc(), InstitutionSuperior.id.desc())
    )
    return {
        (row.municipality_id, row.institution): Superior(
            row.name or "", row.email or "", row.language, of_institution=True, phone=row.phone
        )
        for row in session.scalars(query)
    }
