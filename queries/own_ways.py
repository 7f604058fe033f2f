"""The links of one seat that lead its person somewhere, by what they lead to: decision 0210."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from identity.member_links import Guest, leads_in, lets_in
from models.people import LinkEnd, LinkPurpose, MemberLink
from models.plan import ReportRequest
from models.session import Work

Subject = tuple[LinkPurpose, UUID | None]


@dataclass(frozen=True, slots=True)
class Ways:
    """Those that are open, and those of which what they led to is done; of two the newer."""

    found: Mapping[Subject, MemberLink]
    here: str
    """The address of the link by which they came."""
    without_code: str
    """Where a way out is taken; empty where no link leads in any more."""

    def home(self, purpose: LinkPurpose, subject: UUID | None = None) -> str:
        link = self.found.get((purpose, subject))
        return f"/l/{link.token}" if link else ""

    def page(self, purpose: LinkPurpose, subject: UUID | None = None) -> str:
        home = self.home(purpose, subject)
        return f"{home}/{purpose}" if home else ""

    def to_answer(self, request: ReportRequest) -> str:
        """As `identity.links.way_to_answer`, and of an action its own page."""
        if request.inquiry_id is not None:
            return self.page(LinkPurpose.INFORMATION, request.inquiry_id)
        home = self.home(LinkPurpose.REPORT, request.id)
        return f"{home}/{'action' if request.action_id else 'report'}" if home else ""

    def newest(self, purpose: LinkPurpose) -> MemberLink | None:
        every = (link for (to, _), link in self.found.items() if to == purpose)
        return next((link for link in every if link.revoked_at is None), None)


def ways_of(work: Work, guest: Guest) -> Ways:
    """One statement; each link by its own right, as at its door: Art. 10(1), 10(2)."""
    stands = or_(MemberLink.revoked_at.is_(None), MemberLink.closed_by == LinkEnd.DONE)
    query = select(MemberLink).where(MemberLink.member_id == guest.member.id, stands)
    every: Sequence[MemberLink] = work.session.scalars(
        query.order_by(MemberLink.revoked_at.is_not(None), MemberLink.created_at.desc())
    ).all()
    found: dict[Subject, MemberLink] = {}
    for link in every:
        if leads_in(guest.member, link):
            found.setdefault((LinkPurpose(link.purpose), link.subject_id), link)
    here = f"/l/{guest.link.token}"
    return Ways(found, here, here if lets_in(work, guest.link) else "")
