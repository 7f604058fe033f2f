"""The mailed link: it locates one person's duty and opens nothing by itself."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, any_, bindparam, insert, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from core.ids import digest, new_id, new_token
from models.asked import kept, several
from models.case import FamilyPerson, Member, of_the_dead
from models.closure import Closure
from models.life import Life
from models.meeting import Meeting, Minutes, Signature
from models.people import LinkEnd, LinkPurpose, MemberLink, MemberSession
from models.plan import Plan, ReportRequest
from models.session import Work
from models.whose_key import under_the_ring

Wanted = tuple[UUID, LinkPurpose, UUID | None]
"""Whose link, and to what."""
Found = TypeVarTuple("Found")


def issue(
    work: Work, member_id: UUID, purpose: LinkPurpose, subject_id: UUID | None = None
) -> MemberLink:
    """The link of one person to one duty; a reminder carries the same one as the request."""
    return issue_all(work, [member_id], purpose, subject_id)[member_id]


def issue_all(
    work: Work, member_ids: Collection[UUID], purpose: LinkPurpose, subject_id: UUID | None = None
) -> Mapping[UUID, MemberLink]:
    """The links of several people to one duty, by member."""
    found = issue_each(work, [(member_id, purpose, subject_id) for member_id in member_ids])
    return {member_id: link for (member_id, _, _), link in found.items()}


class Answerable(Protocol):
    """What a member was asked for: a report, or an answer."""

    @property
    def id(self) -> UUID: ...
    @property
    def member_id(self) -> UUID: ...
    @property
    def inquiry_id(self) -> UUID | None: ...


def way_to_answer(request: Answerable) -> Wanted:
    """Where its member answers: a report on a page of its own, what was asked beside reports where
    they give information."""
    if request.inquiry_id is not None:
        return request.member_id, LinkPurpose.INFORMATION, request.inquiry_id
    return request.member_id, LinkPurpose.REPORT, request.id


def issue_each(work: Work, wanted: Collection[Wanted]) -> Mapping[Wanted, MemberLink]:
    """The link of each person to their duty, whatever it is: two statements for all of them."""
    members = list({member_id for member_id, _, _ in wanted})
    purposes = list({purpose for _, purpose, _ in wanted})
    asked = {"members": members, "purposes": purposes}
    open_ones = work.session.scalars(_open_ones(), asked) if wanted else ()
    there = {
        (each.member_id, LinkPurpose(each.purpose), each.subject_id): each for each in open_ones
    }
    links = {key: there.get(key) or _new(work, *key) for key in wanted}
    work.session.add_all(link for key, link in links.items() if key not in there)
    work.session.flush()
    return links


def ids_of_each(work: Work, wanted: Collection[Wanted]) -> Mapping[Wanted, UUID]:
    """The same where only their ids are asked for: values, as a morning has some fifty of them."""
    if not wanted:
        return {}
    asked = {
        "members": list({member_id for member_id, _, _ in wanted}),
        "purposes": list({purpose for _, purpose, _ in wanted}),
    }
    open_ones = work.session.execute(_open_ids(), asked)
    found = {(member, LinkPurpose(purpose), about): id for id, member, purpose, about in open_ones}
    rows = {key: _row(work, *key) for key in wanted if key not in found}
    if rows:
        work.session.execute(insert(MemberLink), list(rows.values()))
    return {key: found.get(key) or rows[key]["id"] for key in wanted}


@kept
def _open_ids() -> Select[UUID, UUID, LinkPurpose, UUID | None]:
    link = MemberLink
    return _open_ones_of(select(link.id, link.member_id, link.purpose, link.subject_id))


@kept
def _open_ones() -> Select[MemberLink]:
    return _open_ones_of(select(MemberLink))


def _open_ones_of(query: Select[*Found]) -> Select[*Found]:
    purposes = bindparam("purposes", type_=ARRAY(String()))
    return query.where(
        MemberLink.member_id == several("members"),
        MemberLink.purpose == any_(purposes),
        MemberLink.revoked_at.is_(None),
    )


def holders_of(work: Work, purpose: LinkPurpose, subject_id: UUID) -> set[UUID]:
    """The seats that were ever given a link to this; one that was cut was given."""
    query = select(MemberLink.member_id).where(
        MemberLink.purpose == purpose, MemberLink.subject_id == subject_id
    )
    return set(work.session.scalars(query))


def _row(
    work: Work, member_id: UUID, purpose: LinkPurpose, subject_id: UUID | None
) -> dict[str, Any]:
    """What `_new` makes, as it is written: sealed under the ring, as `models.whose_key` has it."""
    id, token = new_id(), new_token()
    return {
        "id": id,
        "member_id": member_id,
        "purpose": purpose,
        "subject_id": subject_id,
        MemberLink.token.column: under_the_ring(MemberLink, MemberLink.token, id, token),
        "token_digest": digest(token),
        "created_at": work.clock.now(),
    }


def _new(work: Work, member_id: UUID, purpose: str, subject_id: UUID | None) -> MemberLink:
    token = new_token()
    return MemberLink(
        member_id=member_id,
        purpose=purpose,
        subject_id=subject_id,
        token=token,
        token_digest=digest(token),
        created_at=work.clock.now(),
    )


def revoke(work: Work, member_id: UUID, purpose: LinkPurpose, subject_id: UUID) -> None:
    """The duty is done; its link opens nothing any more, nor once a conflict turns out as none."""
    work.session.execute(
        update(MemberLink)
        .where(
            MemberLink.member_id == member_id,
            MemberLink.purpose == purpose,
            MemberLink.subject_id == subject_id,
            or_(MemberLink.closed_by.is_(None), MemberLink.closed_by == LinkEnd.CONFLICT),
        )
        .values(revoked_at=work.clock.now(), closed_by=LinkEnd.DONE)
    )


def open_again(work: Work, member_id: UUID, purpose: LinkPurpose, subject_id: UUID) -> None:
    """The duty that was gone is there again, and the link they were sent opens it."""
    last = (
        select(MemberLink.id)
        .where(
            MemberLink.member_id == member_id,
            MemberLink.purpose == purpose,
            MemberLink.subject_id == subject_id,
        )
        .order_by(MemberLink.id.desc())
        .limit(1)
    )
    _open(work, MemberLink.id == last.scalar_subquery(), MemberLink.closed_by == LinkEnd.DONE)


def open_cut(work: Work, member_id: UUID) -> None:
    """What a conflict of interest had closed opens again, for it was none: Art. 10(2). Where they
    have another address since, that has closed it."""
    _open(work, MemberLink.member_id == member_id, MemberLink.closed_by == LinkEnd.CONFLICT)


def _open(work: Work, *which: ColumnElement[bool]) -> None:
    work.session.execute(update(MemberLink).where(*which).values(revoked_at=None, closed_by=None))


def with_open_ones(work: Work, member_ids: Collection[UUID]) -> set[UUID]:
    """Those of these members who have a link that still opens something."""
    query = select(MemberLink.member_id).where(
        MemberLink.member_id.in_(member_ids), MemberLink.revoked_at.is_(None)
    )
    return set(work.session.scalars(query))


def revoke_all(
    work: Work,
    member_id: UUID,
    by: LinkEnd,
    *,
    but: Collection[UUID] = (),
    leave: Collection[LinkPurpose] = (),
) -> None:
    """Whoever leaves the table, or must not sit at it, opens nothing any more: Art. 10(2).

    Links to what is in `but` stay, and those of a purpose to `leave`.
    """
    kept = or_(MemberLink.subject_id.in_(but), MemberLink.purpose.in_(leave))
    work.session.execute(
        update(MemberLink)
        .where(MemberLink.member_id == member_id, MemberLink.revoked_at.is_(None))
        .where(kept.is_not(True))
        .values(revoked_at=work.clock.now(), closed_by=by)
    )


def cut(
    work: Work, member_id: UUID, by: LinkEnd, *, but: Collection[LinkPurpose] = ()
) -> Sequence[MemberLink]:
    """Close every link of a member, `but` some, and put out whoever is in; gives the links."""
    open_ones = work.session.scalars(
        select(MemberLink)
        .where(MemberLink.member_id == member_id, MemberLink.revoked_at.is_(None))
        .where(MemberLink.purpose.not_in(but))
    ).all()
    for link in open_ones:
        link.revoked_at, link.closed_by = work.clock.now(), by
    work.session.flush()
    put_out(work, member_id)
    return open_ones


def returned(work: Work, member_id: UUID) -> Sequence[MemberLink]:
    """What was closed because it lay in a mailbox that is not theirs, the oldest first."""
    query = select(MemberLink).where(
        MemberLink.member_id == member_id, MemberLink.closed_by == LinkEnd.RETURNED
    )
    return work.session.scalars(query.order_by(MemberLink.created_at, MemberLink.id)).all()


def put_out(work: Work, member_id: UUID) -> None:
    """End the sessions of whose seat it is, at every table: what they still may, another code
    opens."""
    whose = select(Member.professional_id).where(Member.id == member_id).scalar_subquery()
    work.session.execute(
        update(MemberSession)
        .where(MemberSession.professional_id == whose, MemberSession.ended_at.is_(None))
        .values(ended_at=work.clock.now())
    )


def is_open(work: Work, link: MemberLink) -> bool:
    """Whether what a link leads to is still to be done, or still the paper to be read."""
    if link.purpose == LinkPurpose.DECLARE:
        return work.session.get_one(Member, link.member_id).declared_at is None
    if link.purpose == LinkPurpose.REPORT:  # on a late action more is said until it is not late
        request = work.session.get(ReportRequest, link.subject_id)
        return (
            request is not None
            and (request.received_at is None or request.action_id is not None)
            and not _called_off(work, request)
            and not _has_died(work, request)
        )
    if link.purpose == LinkPurpose.READ:
        meeting = work.session.get(Meeting, link.subject_id)
        return meeting is not None and _is_to_come(meeting, work.clock.today())
    if link.purpose == LinkPurpose.PLAN:
        plan = work.session.get(Plan, link.subject_id)
        return plan is not None and not _has_later(work, plan)
    if link.purpose == LinkPurpose.MINUTES:
        paper = work.session.get(Minutes, link.subject_id)
        return paper is not None and paper.approved_on is None and paper.meeting.held_at is not None
    stays = link.purpose in STAY_OPEN
    return _is_of_an_open_life(work, link) if stays else _is_to_sign(work, link)


STAY_OPEN: Final = frozenset({LinkPurpose.ASKED, LinkPurpose.INFORMATION, LinkPurpose.FINDINGS})
"""What was asked is read, and said anew, as long as the table has something to treat."""


def _is_of_an_open_life(work: Work, link: MemberLink) -> bool:
    member = work.session.get_one(Member, link.member_id)
    return work.session.get_one(Life, member.life_id).ended_at is None


def _is_to_come(meeting: Meeting, today: date) -> bool:
    """Nobody is invited to a day that has passed, whether or not the meeting was recorded."""
    return not (meeting.held_at or meeting.cancelled_at) and meeting.day >= today


def _called_off(work: Work, request: ReportRequest) -> bool:
    if request.meeting_id is None:  # asked on an action that is late
        return False
    return work.session.get_one(Meeting, request.meeting_id).cancelled_at is not None


def _has_died(work: Work, request: ReportRequest) -> bool:
    """Nobody owes a report on a child that has died: Art. 17(3.5)."""
    return (
        work.session.scalar(of_the_dead().where(FamilyPerson.case_id == request.case_id))
        is not None
    )


def _is_to_sign(work: Work, link: MemberLink) -> bool:
    """The text as it is laid now has no word of theirs; an earlier version does not count."""
    paper = work.session.get(Minutes, link.subject_id) or work.session.get(Closure, link.subject_id)
    if paper is None or paper.digest is None or paper.signatures_asked_at is None:
        return False
    if isinstance(paper, Closure) and not paper.is_open:  # its ground is no longer a fact
        return False
    if isinstance(paper, Minutes) and paper.meeting.held_at is None:  # of another case: 0102
        return False
    signed = select(Signature.id).where(
        Signature.paper_id == paper.id,
        Signature.digest == paper.digest,
        Signature.member_id == link.member_id,
        Signature.stands(),
    )
    return work.session.scalar(signed) is None


def _has_later(work: Work, plan: Plan) -> bool:
    query = select(Plan.id).where(
        Plan.case_id == plan.case_id, Plan.kind == plan.kind, Plan.version > plan.version
    )
    return work.session.scalar(query.limit(1)) is not None
