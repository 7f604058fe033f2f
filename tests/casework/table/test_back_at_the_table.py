"""Whoever was barred by a mistake comes back to open links: Art. 10(2), 13(3), 14(2)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import ColumnElement, select, text

from casework.case import information, report_corrections, reports
from casework.table import conflicts, contact_change
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from simulation import by_code
from simulation.stage import acting, member_acting
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_contacts import ask, call, pending
from tests.waiting import wait_until
from workflow.life import lock_open

REASON = "U zgjodh rreshti i gabuar."


def open_links(seat: UUID) -> set[tuple[LinkPurpose, UUID | None]]:
    with unit_of_work() as work:
        query = select(MemberLink).where(MemberLink.member_id == seat)
        found = work.session.scalars(query.where(MemberLink.revoked_at.is_(None)))
        return {(LinkPurpose(each.purpose), each.subject_id) for each in found}


def ids(seat: UUID, *which: ColumnElement[bool]) -> set[UUID]:
    with unit_of_work() as work:
        query = select(MemberLink.id).where(MemberLink.member_id == seat, *which)
        return set(work.session.scalars(query))


def open_ids(seat: UUID) -> set[UUID]:
    return ids(seat, MemberLink.revoked_at.is_(None))


def barred(case: ACase) -> tuple[UUID, set[tuple[LinkPurpose, UUID | None]]]:
    """With a claim to verify and a plan to read, which the conflict closes."""
    seat = case.seat(SILENT)
    with case.manager() as work:
        words = "A jeton fëmija te gjyshja?"
        asked_on = case.clock.today()
        information.put(work, case.case, asked_on=asked_on, words=words, member_id=seat)
    case.stage.settle()
    before = open_links(seat)
    assert {purpose for purpose, _ in before} >= {LinkPurpose.INFORMATION, LinkPurpose.PLAN}
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=False)
    assert {purpose for purpose, _ in open_links(seat)} <= {LinkPurpose.DECLARE}
    return seat, before


@pytest.mark.article("10(2)", "13(3)", "12(1)")
def test_what_a_conflict_by_mistake_had_closed_is_open_again(a_case: At) -> None:
    case = a_case("minuted")
    seat, before = barred(case)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason=REASON, on=None)
    assert open_links(seat) >= before


@pytest.mark.article("10(2)", "18(1)")
def test_what_lies_in_a_mailbox_that_was_left_meanwhile_stays_closed(a_case: At) -> None:
    """But for the way to correct the declaration, which leads to the new one."""
    case = a_case("minuted")
    seat, before = barred(case)
    ask(case.case, seat, by=MANAGER, email="tjeter.emer@komuna-ferizaj.example")
    call(pending().id)
    assert {purpose for purpose, _ in open_links(seat)} == {LinkPurpose.DECLARE}
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason=REASON, on=None)
    assert not open_links(seat) & {each for each in before if each[0] != LinkPurpose.DECLARE}


@pytest.mark.article("10(2)")
@pytest.mark.parametrize("what", ["refused", "of the superior"])
def test_a_change_by_which_no_mailbox_was_left_keeps_nothing_closed(a_case: At, what: str) -> None:
    case = a_case("minuted")
    seat, before = barred(case)
    if what == "refused":
        ask(case.case, seat, by=MANAGER, email="tjeter.emer@komuna-ferizaj.example")
        change = pending().id
        with acting(HEAD) as work:
            contact_change.refuse(work, change, reason="Nuk është adresa e saj.")
    else:
        ask(case.case, seat, by=MANAGER, superior_name="Shefi i ri")
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason=REASON, on=None)
    assert open_links(seat) >= before


@pytest.mark.article("10(2)", "18(1)")
def test_a_change_that_waits_for_the_withdrawal_closes_what_it_opened(a_case: At) -> None:
    case = a_case("minuted")
    seat, _ = barred(case)
    ask(case.case, seat, by=MANAGER, email="tjeter.emer@komuna-ferizaj.example")
    change, mailed = pending().id, ids(seat)
    with ThreadPoolExecutor(1) as elsewhere:
        with case.manager() as work:
            conflicts.withdraw(work, case.case, seat, reason=REASON, on=None)
            done = elsewhere.submit(call, change)
            waits = text("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
            wait_until(lambda: bool(work.session.scalar(waits)))
        done.result(60)
    assert {purpose for purpose, _ in open_links(seat)} >= {LinkPurpose.PLAN}
    assert not open_ids(seat) & mailed


@pytest.mark.article("10(2)", "18(1)")
def test_a_change_that_began_before_the_conflict_and_came_after_it_keeps_them_closed(
    a_case: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What closed a link says so itself; no two moments are compared."""
    case = a_case("minuted")
    seat = case.seat(SILENT)
    ask(case.case, seat, by=MANAGER, email="tjeter.emer@komuna-ferizaj.example")
    change, mailed = pending().id, ids(seat)

    def conflict() -> None:
        case.clock.moment += timedelta(minutes=1)
        with member_acting(seat) as work:
            by_code.declare(work, seat, conflict=True, confidential=False)

    def after_the_conflict(*given: Any) -> Any:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(conflict).result(60)
        return lock_open(*given)

    monkeypatch.setattr("casework.table.contact_change.lock_open", after_the_conflict)
    call(change)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason=REASON, on=None)
    assert not open_ids(seat) & mailed


@pytest.mark.article("8(9)", "18(1)")
def test_a_report_taken_back_opens_no_link_of_a_mailbox_that_was_left(a_case: At) -> None:
    case = a_case("reports_asked")
    seat, request = case.seat(SILENT), case.request(SILENT).id
    with case.manager() as work:
        reports.receive(work, request, done="Vizita.", on_paper=True)
    mailed = ids(seat)
    ask(case.case, seat, by=MANAGER, email="tjeter.emer@komuna-ferizaj.example")
    call(pending().id)
    with case.manager() as work:
        report_corrections.take_back(work, request, why="Rreshti i gabuar.")
    of_it = MemberLink.subject_id == request
    opened = ids(seat, MemberLink.revoked_at.is_(None), of_it)
    assert len(opened) == 1
    assert not opened & mailed
