"""The link in a notice to a superior: it locates that notice and opens nothing else: 14(3.2).

It says no more than the mail in which it lies, and takes one reply: decision 0180.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true, update

from core.ids import digest, new_token
from identity.access import NotThere
from models.case import Member
from models.plan import ReportRequest
from models.session import Work
from models.superior import AbsenceNotice, SuperiorLink, SuperiorReply
from rules.defaults import DEFAULTS

LEADS_FOR: Final = timedelta(days=DEFAULTS.SUPERIOR_LINK.days)


def issue(work: Work, case_id: UUID, **about: UUID) -> SuperiorLink:
    """The one that leads there still, and to which nobody has replied; else a new one."""
    answered = select(SuperiorReply.id).where(SuperiorReply.id == SuperiorLink.id)
    query = select(SuperiorLink).filter_by(**about).where(SuperiorLink.closed_at.is_(None))
    query = query.where(SuperiorLink.expires_at > work.clock.now(), ~answered.exists())
    found = work.session.scalars(query.order_by(SuperiorLink.created_at.desc()).limit(1)).first()
    if found is not None:
        return found
    token = new_token()
    link = SuperiorLink(
        token=token,
        token_digest=digest(token),
        case_id=case_id,
        created_at=work.clock.now(),
        expires_at=work.clock.now() + LEADS_FOR,
        **about,
    )
    work.session.add(link)
    work.session.flush()
    return link


def by_token(work: Work, token: str) -> SuperiorLink:
    """Raises `NotThere` for one that never was, was closed, or is over."""
    query = select(SuperiorLink).where(
        SuperiorLink.token_digest == digest(token),
        SuperiorLink.closed_at.is_(None),
        SuperiorLink.expires_at > work.clock.now(),
    )
    found = work.session.scalars(query).first()
    if found is None:
        raise NotThere
    return found


def end_doubt(work: Work, people: Collection[UUID]) -> None:
    """Another superior of theirs is on record, or an officer has found the address right."""
    work.session.execute(
        update(SuperiorLink)
        .where(or_(*_about(people)))
        .where(SuperiorLink.disowned_at.is_not(None), SuperiorLink.disown_ended_at.is_(None))
        .values(disown_ended_at=work.clock.now())
    )


def _about(people: Collection[UUID]) -> Iterator[ColumnElement[bool]]:
    """Notices about these people."""
    seats = select(Member.id).where(Member.professional_id.in_(people))
    requests = select(ReportRequest.id).where(ReportRequest.member_id.in_(seats))
    absences = select(AbsenceNotice.id).where(AbsenceNotice.member_id.in_(seats))
    yield SuperiorLink.request_id.in_(requests)
    yield SuperiorLink.absence_id.in_(absences)


def close_all(work: Work, people: Collection[UUID], case_id: UUID | None = None) -> None:
    """Of notices about these people, in one case or in all: the links lie in a mailbox that is not
    the superior's."""
    for of in _about(people):
        work.session.execute(
            update(SuperiorLink)
            .where(of, SuperiorLink.closed_at.is_(None))
            .where(true() if case_id is None else SuperiorLink.case_id == case_id)
            .values(closed_at=work.clock.now())
        )
