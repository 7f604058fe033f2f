"""What members say while nobody decides for the centre is on record; its mail waits: 10(2)."""

from collections.abc import Callable

import pytest

from casework import operations
from casework.municipality import deputies, standing
from casework.municipality.deputies import Days
from casework.table import (
    chairing,
    conflicts,
    dissents,
    meeting_requests,
    participants,
    succession,
)
from casework.table.dissents import DissentWords
from casework.table.member_door import OBSTACLES, report_obstacle
from casework.table.succession import End
from casework.tell.waiting import pass_on
from identity.officers import chair_of
from models.case import Member
from models.life import Life
from models.outbox import Message
from models.people import Account
from models.session import unit_of_work
from queries.deputies import vacancies
from queries.set_aside import set_aside
from rules.contacts import ToldAlready
from rules.information import Verification
from rules.roles import Role
from rules.succession import Departure
from simulation import by_code
from simulation.stage import acting, member_acting
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.casework.case.informing import answer, give, put
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.deputy import GROUND, head_leaves
from tests.portal.members import ADVOCATE, COMMUNITIES, HEALTH, link_of

Vacancy = Callable[[ACase], None]


def head_gone(case: ACase) -> None:
    """The head is out of office, and no deputy is named; the manager declares a conflict."""
    head_leaves(case)
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)


def head_barred(case: ACase) -> None:
    """Both declare one: whoever was named to chair is the head now."""
    other = case.account(OTHER_MANAGER).id
    with case.head() as work:
        chairing.name_substitute(work, case.meeting().id, other, by=case.account(HEAD).id)
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    head_leaves(case)
    with past_the_rights() as work:
        work.session.get_one(Account, other).role = Role.HEAD
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)


def deputy_named(case: ACase) -> str:
    """By the administrator, while there is no head."""
    with acting(ADMIN) as work:
        place, today = case.row().municipality_id, work.clock.today()
        deputies.appoint(work, place, case.account(OTHER_MANAGER).id, Days(today), GROUND)
    return OTHER_MANAGER


def head_comes(case: ACase) -> str:
    """Back in office, without an act in the portal: the keeper looks anew."""
    with unit_of_work() as work:
        work.session.get_one(Account, case.account(HEAD).id).disabled_at = None
    with unit_of_work() as work:
        standing.ensure(work)
    return HEAD


def manager_withdraws(case: ACase) -> str:
    with case.manager() as work:
        conflicts.withdraw_own(work, case.case, reason="Gabim.")
    return MANAGER


def the_one(case: ACase, template: str) -> Message:
    (found,) = [each for each in case.messages(template) if each.status != "obsolete"]
    return found


def waits(case: ACase, template: str) -> bool:
    mail = the_one(case, template)
    return (mail.status, mail.reply) == ("set_aside", "NobodyToTell")


@pytest.mark.article("10(2)", "5(1.2)", "12(1)", "8(4)", "18(2)")
@pytest.mark.parametrize(
    ("vacancy", "comes"),
    [(head_gone, deputy_named), (head_gone, head_comes), (head_barred, manager_withdraws)],
)
def test_what_a_member_says_while_nobody_decides_is_on_record_and_its_mail_waits(
    a_case: At, vacancy: Vacancy, comes: Callable[[ACase], str]
) -> None:
    case = a_case("agreed")
    case.declare(case.seat(HEALTH))
    claim = put(case)
    link = link_of(ADVOCATE, "declare")
    vacancy(case)
    with unit_of_work() as work:  # a barred head chairs as little as a manager in conflict
        life = work.session.get_one(Life, case.case)
        assert chair_of(work.session, life, work.clock.today()) is None
    given = give(case)
    answer(case, claim, Verification.CONFIRMED)
    seat = case.seat(HEALTH)
    with member_acting(seat) as work:
        meeting_requests.ask(work, seat, reason="Rreziku u rrit.")
    recused = case.declare_conflict(COMMUNITIES)
    with member_acting(case.seat(ADVOCATE)) as work:
        by_code.refuse(work, case.seat(ADVOCATE))
    with unit_of_work() as work:
        report_obstacle(work, link.removeprefix("/l/"), OBSTACLES[0])
    with pytest.raises(ToldAlready), unit_of_work() as work:
        report_obstacle(work, link.removeprefix("/l/"), OBSTACLES[0])
    with unit_of_work() as work:
        member = work.session.get_one(Member, recused)
        assert (member.conflict, member.sits) == (True, False)
    assert given.number == 1
    said = (
        *("information/given", "information/answered", "initiative/asked"),
        *("members/recused", "declarations/refused", "members/obstacle"),
    )
    assert all(waits(case, each) for each in said)
    with acting(ADMIN) as work:  # sees the vacancy, and that no retry finds a reader
        assert len(vacancies(work)) == 1
        assert {each.reason for each in set_aside(work).lines} == {"NobodyToTell"}
        assert operations.retry_messages(work, [case.case]) == 0
    assert all(waits(case, each) for each in said)
    reader = case.account(comes(case)).id
    assert {the_one(case, each).recipient_id for each in said} == {reader}
    assert {the_one(case, each).status for each in said} == {"queued"}
    manager = [each for each in case.messages("declarations/manager") if each.status != "obsolete"]
    withdrawn = comes is manager_withdraws
    assert {each.recipient_id for each in manager} == (set() if withdrawn else {reader})
    with acting(ADMIN) as work:
        assert set_aside(work).lines == []


@pytest.mark.article("10(1)", "6(1.4)", "10(2)")
def test_what_is_for_the_head_waits_for_the_head_and_goes_to_no_manager(a_case: At) -> None:
    """A dissent, a seat that ended; a manager who comes meanwhile is not told in their place."""
    case = a_case("met")
    seat, gone = case.seat(HEALTH), case.seat(ADVOCATE)
    head_leaves(case)
    with member_acting(seat) as work:
        dissents.say(work, case.held().id, seat, DissentWords("Plani.", "Nuk pajtohem."))
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "Iku.", on=work.clock.today())
        succession.release(work, case.case, gone, end)
    for_head = ("minutes/dissent", "members/left")
    assert all(waits(case, each) for each in for_head)
    with unit_of_work() as work:
        assert pass_on(work, work.session.get_one(Life, case.case)) == 0
    reader = case.account(deputy_named(case)).id
    assert {the_one(case, each).recipient_id for each in for_head} == {reader}
    assert {the_one(case, each).status for each in for_head} == {"queued"}
