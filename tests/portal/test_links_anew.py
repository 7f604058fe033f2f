"""A mail with new links says which is for what: decision 0170."""

import pytest
from sqlalchemy import select

from core.i18n import translator
from core.settings import Settings
from identity import links
from models.case import Member
from models.life import Life
from models.people import LinkEnd, LinkPurpose, MemberLink, Professional
from models.session import unit_of_work
from tests.builders import SILENT
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.portal.conftest import Browser
from tests.portal.members import Guest, link_of
from tests.portal.test_stale_links import ask, mailed, server
from workflow.life import deliver

__all__ = ["server"]


@pytest.mark.article("8(9)", "18(1)")
def test_what_is_open_is_told_apart(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    case = a_case("overdue")
    with unit_of_work() as work:
        work.session.get_one(Professional, case.person(SILENT)).language = "en"
    guest = Guest(browser, demo, link_of(SILENT, "read"))
    with unit_of_work() as work:
        read = select(MemberLink).where(MemberLink.member_id == case.seat(SILENT))
        for link in work.session.scalars(read.where(MemberLink.purpose == LinkPurpose.READ)):
            link.revoked_at, link.closed_by = work.clock.now(), LinkEnd.CONTACT
    ask(guest)
    deliver(case.case)
    (words,) = mailed(server, SILENT)
    day = translator("en").full_day(case.meeting().day)
    assert f"Your report for the meeting on {day}" in words
    listed = [line for line in words.splitlines() if line.startswith("- ")]
    assert len(listed) == len(set(listed)) > 1


@pytest.mark.article("18(1)")
def test_who_sits_at_two_tables_of_the_centre_gets_what_is_open_at_both(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    case = a_case("overdue")
    with unit_of_work() as work:
        work.session.get_one(Professional, case.person(SILENT)).language = "en"
        quarter = work.session.scalars(select(Life).where(Life.key == "ferizaj:2026-Q3")).one()
        here = Member.life_id == quarter.id, Member.professional_id == case.person(SILENT)
        seat = work.session.scalars(select(Member).where(*here)).first()
        assert seat is not None
        links.issue(work, seat.id, LinkPurpose.DECLARE)
    guest = Guest(browser, demo, link_of(SILENT, "read"))
    with unit_of_work() as work:
        theirs = select(MemberLink).where(MemberLink.member_id == case.seat(SILENT))
        for link in work.session.scalars(theirs.where(MemberLink.purpose == LinkPurpose.READ)):
            link.revoked_at, link.closed_by = work.clock.now(), LinkEnd.CONTACT
    ask(guest)
    deliver(case.case)
    (words,) = mailed(server, SILENT)
    assert f"case {case.row().number}" in words
    assert "municipal roundtable 2026-Q3" in words
