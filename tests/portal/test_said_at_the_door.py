"""What a member says behind their link instead of acting, as their officers read it: Art. 6(1.1)."""

import pytest
from sqlalchemy import select

from casework.table import member_door
from models.case import Member
from models.people import MemberLink
from models.session import unit_of_work
from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import SignIn

SAID = "What members said behind their link"
PAPER = "They want to do it on paper or by telephone."


@pytest.mark.article("6(1.1)")
@pytest.mark.parametrize(
    ("scene", "email", "page"),
    [
        ("prepared", MANAGER, "/cases/{number}/reports"),
        ("quarter_agreed", HEAD, "/roundtable/2026-Q3"),
    ],
)
def test_a_way_out_is_read_on_the_page_of_its_table(
    a_case: At, sign_in: SignIn, scene: str, email: str, page: str
) -> None:
    case = a_case(scene)
    number = case.row().number if case.case_id else ""
    address, reader = page.format(number=number), sign_in(email)
    assert SAID not in reader.get(address).text
    with reading() as work:
        query = select(MemberLink, Member).join(Member, Member.id == MemberLink.member_id)
        link, member = work.session.execute(query.where(MemberLink.revoked_at.is_(None))).first()
        token, name = link.token, member.professional.name
    for obstacle in ("paper", "number"):
        with unit_of_work() as work:
            member_door.report_obstacle(work, token, obstacle)
    shown = reader.get(address).text.partition(SAID)[2].partition("</ul>")[0]
    assert shown.count("<li>") == 1
    assert name in shown
    assert PAPER in shown
