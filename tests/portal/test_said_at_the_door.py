"""What a member says behind their link instead of acting, on the page of its table: 6(1.1)."""

import pytest
from sqlalchemy import select

from casework.table import member_door
from models.case import Member
from models.life import Life, LifeKind
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
    ("scene", "kind", "email"),
    [("prepared", LifeKind.CASE, MANAGER), ("quarter_agreed", LifeKind.QUARTERLY, HEAD)],
)
def test_a_way_out_is_read_on_the_page_of_its_table(
    a_case: At, sign_in: SignIn, scene: str, kind: LifeKind, email: str
) -> None:
    case = a_case(scene)
    is_case = kind is LifeKind.CASE
    address = f"/cases/{case.row().number}/reports" if is_case else "/roundtable/2026-Q3"
    reader = sign_in(email)
    assert SAID not in reader.get(address).text
    with reading() as work:
        query = select(MemberLink).join(Member, Member.id == MemberLink.member_id)
        key = case.row().number if is_case else "ferizaj:2026-Q3"
        query = query.join(Life, Life.id == Member.life_id)
        query = query.where(Life.kind == kind, Life.key == key)
        link = work.session.scalars(query.where(MemberLink.revoked_at.is_(None))).all()[0]
        name = work.session.get_one(Member, link.member_id).professional.name
        assert link.token
        assert name
    for obstacle in ("paper", "number"):
        with unit_of_work() as work:
            member_door.report_obstacle(work, link.token, obstacle)
    shown = reader.get(address).text.partition(SAID)[2].partition("</ul>")[0]
    assert shown.count("<li>") == 1
    assert name in shown
    assert PAPER in shown
