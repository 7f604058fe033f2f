"""A mailed link and a code: in for one duty, and out when its member leaves: Art. 18(2)."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casework.table import succession
from casework.table.succession import End
from core.ids import digest, new_token
from identity import links
from identity.access import NotThere
from identity.member_links import guest_for, link_for
from models.case import Member
from models.people import LinkEnd, LinkPurpose, MemberLink, MemberSession
from models.session import unit_of_work
from rules.succession import Departure
from tests.builders import (
    SILENT,
    ACase,
)
from tests.conftest import At
from workflow.life import look_again


def link_of(case: ACase, email: str = SILENT) -> MemberLink:
    with unit_of_work() as work:
        return links.issue(work, case.seat(email), LinkPurpose.READ, case.meeting().id)


def come_in(link: MemberLink) -> str:
    """A member's session, as after the code."""
    token = new_token()
    with unit_of_work() as work:
        now = work.clock.now()
        work.session.add(
            MemberSession(
                professional_id=work.session.get_one(Member, link.member_id).professional_id,
                token_digest=digest(token),
                created_at=now,
                expires_at=now + timedelta(minutes=20),
            )
        )
    return token


@pytest.mark.article("18(2)", "10(6)")
def test_a_link_leads_its_member_to_one_duty(a_case: At) -> None:
    case = a_case("invited")
    link = link_of(case)
    session = come_in(link)
    other = link_of(case, "valon.mehmeti@komuna-ferizaj.example")
    with unit_of_work() as work:
        assert link_for(work, link.token or "").id == link.id
        assert guest_for(work, session, link).member.id == case.seat(SILENT)
        for wrong in ((session, other), ("guessed", link)):
            with pytest.raises(NotThere):
                guest_for(work, *wrong)
        with pytest.raises(NotThere):
            link_for(work, "guessed")


@pytest.mark.article("10(2)", "8(6)")
@pytest.mark.parametrize("way", ["recused", "released"])
def test_who_does_not_sit_any_more_is_out_at_once(a_case: At, way: str) -> None:
    case = a_case("invited")
    link = link_of(case)
    session = come_in(link)
    if way == "recused":
        case.declare_conflict(SILENT)
    else:
        seat = case.seat(SILENT)
        with case.manager() as work:
            succession.release(work, case.case, seat, End(Departure.END_OF_OFFICE, "U transferua."))
    with unit_of_work() as work:
        with pytest.raises(NotThere):
            guest_for(work, session, link)
        with pytest.raises(NotThere):
            link_for(work, link.token or "")


def test_a_session_ends_by_itself(a_case: At) -> None:
    case = a_case("invited")
    link = link_of(case)
    session = come_in(link)
    case.clock.moment += timedelta(minutes=20)
    with pytest.raises(NotThere), unit_of_work() as work:
        guest_for(work, session, link)


@pytest.mark.article("17(5)")
def test_a_sealed_file_is_closed_to_every_link(a_case: At) -> None:
    case = a_case("closed")
    with unit_of_work() as work:
        seats = set(case.members())
        query = select(MemberLink).where(MemberLink.member_id.in_(seats))
        left = [link for link in work.session.scalars(query) if link.revoked_at is None]
    assert left == []


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("end", LinkEnd)
def test_where_a_link_led_to_is_gone_it_opens_no_more(a_case: At, end: LinkEnd) -> None:
    """Whoever asks, and by whichever way: a page that forgets why it ended, or SQL of their own."""
    case = a_case("invited")
    comes_back = end in {LinkEnd.DONE, LinkEnd.CONFLICT}
    of_it = MemberLink.member_id == case.members()[0]
    with unit_of_work() as work:
        closed = update(MemberLink).where(of_it).values(revoked_at=case.clock.now(), closed_by=end)
        work.session.execute(closed)
    look_again(case.case)  # a link that came back owes a correction of the contact
    refused = pytest.raises(IntegrityError, match="member_link_stays_closed")
    with nullcontext() if comes_back else refused, unit_of_work() as work:
        opened = update(MemberLink).where(of_it).values(revoked_at=None, closed_by=None)
        work.session.execute(opened)
