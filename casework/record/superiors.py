"""Whose superior is known: a person's own, else their institution's; and who has not replied:
Art. 14(3.2)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from casework.record.report_rows import Asked
from core.clock import local_day
from core.working_days import around
from models.asked import LIFE, kept, several
from models.case import Member
from models.outbox import Message, MessageStatus, RecipientKind
from models.people import Professional
from models.plan import ReportRequest
from models.superior import InstitutionSuperior, SuperiorReply
from notifications.superiors import ASKED_AGAIN, TO_A_SUPERIOR, said_otherwise
from rules.superior_facts import SilentSuperior


@kept
def seats_with_one() -> ScalarSelect[Sequence[UUID] | None]:
    """The seats of a table of whose people a superior is known, as a part of another question."""
    of_institution = select(InstitutionSuperior.id).where(
        InstitutionSuperior.municipality_id == Professional.municipality_id,
        InstitutionSuperior.institution == Professional.institution,
    )
    own = Professional.__table__.c.superior_email_sealed.is_not(None)
    query = (
        select(func.array_agg(Member.id))
        .join(Professional, Professional.id == Member.professional_id)
        .where(and_(Member.life_id == LIFE, or_(own, of_institution.exists())))
    )
    return query.scalar_subquery()


def known_in(session: Session, life_id: UUID) -> frozenset[UUID]:
    return frozenset(session.scalar(select(seats_with_one()), {"life": life_id}) or ())


def silent(session: Session, requests: Sequence[Asked]) -> Mapping[UUID, SilentSuperior]:
    """Of those whose superior was notified by mail and has not replied since; by the request."""
    told = {
        each.id: local_day(each.notified_at)
        for each in requests
        if each.notified_at is not None and each.fell_told_on is None
    }
    if not told:
        return {}
    return {
        id: SilentSuperior(told[id], local_day(again) if again else None, around(told[id]))
        for id, replied_on, again in session.execute(_heard(), {"requests": list(told)})
        if replied_on is None or replied_on < told[id]
    }


@kept
def _heard() -> Select[UUID, date | None, datetime]:
    """When each replied the last time, and was asked again. A mail that did not leave counts too:
    on its day it was asked for."""
    replied = select(func.max(SuperiorReply.came_on)).where(
        SuperiorReply.request_id == ReportRequest.id, SuperiorReply.came_on.is_not(None)
    )
    left = func.max(func.coalesce(Message.accepted_at, Message.queued_at))
    again = select(left).where(
        Message.life_id == ReportRequest.case_id,
        Message.template == ASKED_AGAIN,
        Message.context["request_id"].astext == cast(ReportRequest.id, Text),
    )
    query = select(ReportRequest.id, replied.scalar_subquery(), again.scalar_subquery())
    nowhere = or_(_leads_nowhere(), said_otherwise())
    return query.where(ReportRequest.id == several("requests"), ~nowhere)


def _leads_nowhere() -> ColumnElement[bool]:
    """What was sent to their address in that case came back: nobody is asked again there before it
    is another one, or an officer has it sent again."""
    seat, mail = aliased(Member), aliased(Message)
    came_back = (
        select(mail.id)
        .join(seat, seat.professional_id == mail.recipient_id)
        .where(
            seat.id == ReportRequest.member_id,
            mail.life_id == ReportRequest.case_id,
            mail.recipient == RecipientKind.SUPERIOR,
            mail.template.in_(TO_A_SUPERIOR),
            mail.status == MessageStatus.FAILED,
        )
    )
    return came_back.correlate(ReportRequest).exists()


def last_named(session: Session, centre: UUID) -> Mapping[str, InstitutionSuperior]:
    """By institution whom this centre named last."""
    query = select(InstitutionSuperior).where(InstitutionSuperior.municipality_id == centre)
    query = query.order_by(InstitutionSuperior.recorded_at, InstitutionSuperior.id)
    return {row.institution: row for row in session.scalars(query)}
