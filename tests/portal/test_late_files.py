"""A file put before a meeting late: the page says so, who was invited is told: Art. 8(3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.case import Member
from models.life import AuditEntry
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from tests.builders import MANAGER, ACase
from tests.conftest import At
from tests.documents.hostile import a_pdf
from tests.portal.conftest import SignIn
from tests.portal.members import HEALTH
from tests.portal.test_annex_paper import paper
from tests.portal.test_files import at, named, planned, send
from tests.portal.test_reader_files import WHY, code, put
from tests.portal.test_readers import home

TOLD = "convening/papers_added"
FINDING, RULING = "Gjetje mjekësore", "Vendim i gjykatës"


def invitations_left(case: ACase) -> None:
    with unit_of_work() as work:
        mine = update(Message).where(Message.life_id == case.case)
        left = {"status": MessageStatus.SENT, "accepted_at": work.clock.now()}
        work.session.execute(mine.values(left))


def told(case: ACase, status: MessageStatus = MessageStatus.QUEUED) -> list[Message]:
    with unit_of_work() as work:
        query = select(Message).where(Message.template == TOLD, Message.status == status)
        return list(work.session.scalars(query.where(Message.life_id == case.case)))


def two_days_before(case: ACase) -> None:
    """The meeting of the scene is two days ahead."""
    case.clock.move_to(planned(case)[0].day - timedelta(days=2))


@pytest.mark.article("8(3)", "8(7)")
def test_a_late_file_is_said_told_once_and_proved(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    invitations_left(case)
    two_days_before(case)
    manager = sign_in(MANAGER)
    put(manager, case, FINDING, before=False)
    page = manager.get(f"{at(case)}?lang=en").text
    assert "Fewer than three days are left" in page
    assert "Art. 8(7)" in page
    assert told(case) == []
    shown = {"meeting_id": str(planned(case)[0].id), "step": "show"}
    assert manager.post(at(case, named(case, FINDING), "/meeting"), shown).status_code == 303
    first = told(case)
    assert first
    assert len(first) == len({each.recipient_id for each in first})
    for each in first:
        assert each.context["late"] is True
        assert FINDING not in str(each.context)
    put(manager, case, RULING)
    assert len(told(case)) == len(first)  # one a day, however many
    assert "with fewer than three days left" in manager.get(f"{at(case)}?lang=en").text
    with unit_of_work() as work:
        said = work.session.scalars(
            select(AuditEntry.detail).where(AuditEntry.act == "file put before a meeting")
        ).all()
    assert [each.get("late") for each in said] == [1, 1]
    number = case.row().number
    assert FINDING in manager.get(f"/cases/{number}/notices?lang=en").text
    proof = paper(manager.client.get(f"/cases/{number}/notices/en.pdf")).text
    assert "Files put before a meeting" in proof
    assert proof.count("not in time") >= 2
    assert FINDING not in proof
    meeting = manager.get(f"/meetings/{planned(case)[0].id}?lang=en").text
    assert FINDING in meeting
    assert "with fewer than three days left" in meeting


@pytest.mark.article("8(3)", "18(1)")
def test_who_reads_nothing_of_it_is_not_told_and_what_is_taken_back_does_not_leave(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    invitations_left(case)
    manager = sign_in(MANAGER)
    put(manager, case, FINDING)
    everybody = told(case)
    assert all(each.context["late"] is False for each in everybody)  # days are left
    here = home(case)
    manager.get(here)
    manager.post(f"{here}/withheld", {"sections": code(case, FINDING), "reason": WHY})
    assert len(told(case)) == len(everybody) - 1
    manager.get(at(case))
    hide = {"meeting_id": str(planned(case)[0].id), "step": "hide"}
    manager.post(at(case, named(case, FINDING), "/meeting"), hide)
    assert told(case) == []
    put(manager, case, RULING, before=False)
    manager.get(here)
    manager.post(f"{here}/given", {"sections": code(case, RULING), "reason": WHY})
    with unit_of_work() as work:
        reader = work.session.get_one(Member, case.seat(HEALTH)).professional_id
    assert [each.recipient_id for each in told(case)] == [reader]


@pytest.mark.article("8(3)")
def test_before_the_invitation_left_nobody_is_told_beside_it(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("invited"), sign_in(MANAGER)
    assert send(manager, at(case), a_pdf(), title=FINDING).status_code == 303
    put(manager, case, RULING)
    assert told(case) == []
