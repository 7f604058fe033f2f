"""A mail with new links says which is for what: decision 0170."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from core.i18n import translator
from core.settings import Settings
from identity import links
from models.case import Member
from models.life import Life
from models.outbox import RecipientKind
from models.people import LinkEnd, LinkPurpose, MemberLink, Professional
from models.session import unit_of_work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.links import LinksAnew
from tests.builders import SILENT, ACase
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_stale_links import APART, ask, in_english, mailed, server
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


@pytest.mark.article("18(1)")
def test_what_left_because_their_contact_was_corrected_is_none_of_the_day(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    case = a_case("invited")
    in_english(case)
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    person = case.person(HEALTH)
    with unit_of_work() as work:
        links.cut(work, case.seat(HEALTH), LinkEnd.CONTACT)
        for mark in LinkPurpose.DECLARE, LinkPurpose.READ, LinkPurpose.ASKED:
            # As of three tables where nothing is due: `shut_out.send_anew`.
            link = links.issue(work, case.seat(HEALTH), mark, case.meeting().id)
            outbox.queue(work, corrected(case, person, link, mark))
    deliver(case.case)
    assert server.accepted
    server.accepted.clear()
    case.clock.moment += timedelta(minutes=APART, seconds=1)
    ask(guest)
    deliver(case.case)
    assert len(mailed(server, HEALTH)) == 1


def corrected(case: ACase, person: UUID, link: MemberLink, mark: str) -> LinksAnew:
    return LinksAnew(
        recipient=Recipient(RecipientKind.MEMBER, person),
        life_id=case.case,
        link_id=link.id,
        corrected=True,
        left_anew=mark,
        table=case.row().number,
    )
