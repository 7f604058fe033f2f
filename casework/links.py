"""The mailed link: it locates one person's duty and opens nothing by itself."""

from uuid import UUID

from sqlalchemy import select, update

from core.ids import digest, new_token
from models.people import MemberLink
from models.session import Work


def issue(work: Work, member_id: UUID, purpose: str, subject_id: UUID | None = None) -> MemberLink:
    """The link of one person to one duty; a reminder carries the same one as the request."""
    query = select(MemberLink).where(
        MemberLink.member_id == member_id,
        MemberLink.purpose == purpose,
        MemberLink.subject_id.is_not_distinct_from(subject_id),
        MemberLink.revoked_at.is_(None),
    )
    found = work.session.scalars(query).first()
    if found is not None:
        return found
    token = new_token()
    link = MemberLink(
        member_id=member_id,
        purpose=purpose,
        subject_id=subject_id,
        token=token,
        token_digest=digest(token),
        created_at=work.clock.now(),
    )
    work.session.add(link)
    work.session.flush()
    return link


def revoke(work: Work, member_id: UUID, purpose: str, subject_id: UUID) -> None:
    """The duty is done; its link opens nothing any more."""
    work.session.execute(
        update(MemberLink)
        .where(
            MemberLink.member_id == member_id,
            MemberLink.purpose == purpose,
            MemberLink.subject_id == subject_id,
        )
        .values(revoked_at=work.clock.now())
    )


def revoke_all(work: Work, member_id: UUID) -> None:
    """Whoever leaves the table, or must not sit at it, opens nothing any more: Art. 10(2)."""
    work.session.execute(
        update(MemberLink)
        .where(MemberLink.member_id == member_id, MemberLink.revoked_at.is_(None))
        .values(revoked_at=work.clock.now())
    )
