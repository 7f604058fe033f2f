"""Who declared a conflict opens nothing of that case any more; the head stands in: Art. 10(2)."""

from datetime import timedelta

import pytest

from bench.copies import copy_case
from casework.case import referral
from casework.record.chairing import closing_signer
from casework.table import chairing, meeting_requests, meetings, participants
from core.clock import FrozenClock
from identity.access import NotThere, case_for, chaired_by_reader, meeting_for
from models.case import Case
from models.meeting import Meeting
from models.people import Account
from models.session import unit_of_work
from queries import open_duties
from queries.declarations import to_declare
from queries.deputies import vacancies
from rules.deputies import DecidesInConflict
from rules.duties import Duty
from rules.roles import Owner, Role
from simulation.stage import acting, member_acting
from tests.builders import ADMIN, HEAD, HOUR, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.database import WITHOUT_TRIGGERS, Cleaner, past_the_rights
from tests.deputy import ended, entry, head_leaves, named
from tests.listed import seen
from tests.scenes import CLOSURE_MEETING, Scenes


def opens(case: ACase, email: str, role: Role | None = None) -> bool:
    number = case.row().number
    try:
        with acting(email) as work:
            return case_for(work, number, role=role).id == case.case
    except NotThere:
        return False


def in_conflict(case: ACase) -> None:
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)


def appointed(case: ACase) -> None:
    with case.head() as work:
        other = case.account(OTHER_MANAGER).id
        referral.appoint(work, case.case, other, by=case.account(HEAD).id)


@pytest.mark.article("10(2)", "4(2)", "18(1)")
def test_a_manager_in_conflict_opens_nothing_and_the_head_stands_in(a_case: At) -> None:
    case = a_case("agreed")
    assert not opens(case, HEAD, Role.MANAGER)
    in_conflict(case)
    for role in (None, Role.MANAGER):
        assert not opens(case, MANAGER, role)
        assert opens(case, HEAD, role)
    meeting = case.meeting().id
    with acting(MANAGER) as work:
        assert seen(work) == []
        assert [task for task in open_duties.own(work).lines if task.life_id == case.case] == []
        for again in (True, False):
            with pytest.raises(NotThere):
                participants.declare_as_chair(work, case.case, conflict=again)
        with pytest.raises(NotThere):
            meeting_for(work, meeting)
    with pytest.raises(NotThere), case.head() as work:  # stands in, and sits at no table
        participants.declare_as_chair(work, case.case, conflict=False)
    assert not {each.actor for each in case.duties().values()} & {Owner.MANAGER}
    (told,) = case.messages("declarations/manager")
    assert told.recipient_id == case.account(HEAD).id
    appointed(case)
    assert not opens(case, HEAD, Role.MANAGER)
    assert opens(case, OTHER_MANAGER, Role.MANAGER)
    assert not opens(case, MANAGER)
    assert case.duties()[Duty.CHAIR_DECLARES].actor is Owner.MANAGER


@pytest.mark.article("10(2)", "4(2)")
def test_the_deputy_stands_in_but_never_the_manager_as_deputy(a_case: At) -> None:
    case = a_case("agreed")
    own = named(case, MANAGER)
    assert opens(case, MANAGER, Role.HEAD)
    in_conflict(case)
    assert not opens(case, MANAGER, Role.HEAD)
    ended(case, own)
    assert not opens(case, OTHER_MANAGER, Role.MANAGER)
    named(case)
    assert opens(case, OTHER_MANAGER, Role.MANAGER)
    with acting(OTHER_MANAGER) as work:
        waiting = {task.duty.duty for task in open_duties.decisions(work).lines}
    fallen = {duty for duty, each in case.duties().items() if each.actor is Owner.HEAD}
    assert {Duty.APPOINT_MANAGER, Duty.NOTIFY_FAMILY} <= fallen <= waiting


@pytest.mark.article("10(2)", "4(2)")
def test_a_deputy_in_conflict_at_a_case_is_not_written_to_about_it(a_case: At) -> None:
    case = a_case("agreed")
    other, head = case.account(OTHER_MANAGER).id, case.account(HEAD)
    with case.head() as work:
        chairing.name_substitute(work, case.meeting().id, other, by=head.id)
    first = named(case, days=0)
    with acting(OTHER_MANAGER) as work:
        to_declare(work, case.case)  # opens the file for the head, and declares for themselves
        participants.declare_as_chair(work, case.case, conflict=True)
    ended(case, first)
    assert "deputy_for_the_head" in entry("case opened").detail
    assert "deputy_for_the_head" not in entry("conflict of the chair declared").detail
    named(case)
    in_conflict(case)
    (told,) = case.messages("declarations/manager")
    assert told.recipient_id == head.id
    with pytest.raises(DecidesInConflict), acting(OTHER_MANAGER) as work:
        chairing.name_substitute(work, case.meeting().id, head.id, by=other)
    head_leaves(case)
    with acting(ADMIN) as work:
        waiting = {each.place.id: each.waiting for each in vacancies(work)}
    assert waiting[case.row().municipality_id][Duty.APPOINT_MANAGER] == 1


def becomes_head(case: ACase, email: str) -> None:
    """Another officer takes the head's office over."""
    head_leaves(case)
    with past_the_rights() as work:
        work.session.get_one(Account, case.account(email).id).role = Role.HEAD


@pytest.mark.article("10(2)", "8(3)")
def test_a_head_in_conflict_is_not_written_to_and_the_administrator_sees_that_nobody_decides(
    a_case: At,
) -> None:
    case = a_case("agreed")
    other, place = case.account(OTHER_MANAGER).id, case.row().municipality_id
    with case.head() as work:
        chairing.name_substitute(work, case.meeting().id, other, by=case.account(HEAD).id)
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    becomes_head(case, OTHER_MANAGER)
    in_conflict(case)  # the manager too: who is to appoint another?
    (asked,) = case.messages("declarations/manager")  # waits for who decides next
    assert asked.status == "set_aside"
    with acting(ADMIN) as work:
        (barred,) = vacancies(work)
    assert (barred.place.id, barred.has_head, barred.deputy) == (place, True, None)
    assert barred.waiting[Duty.APPOINT_MANAGER] == 1


@pytest.mark.article("10(2)", "8(3)")
def test_a_conflict_in_one_case_leaves_what_waits_in_another_to_the_head(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("agreed", clock)
    with case.head() as work:
        other = case.account(OTHER_MANAGER).id
        chairing.name_substitute(work, case.meeting().id, other, by=case.account(HEAD).id)
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    becomes_head(case, OTHER_MANAGER)
    in_conflict(case)
    copy_case(cleaner.connection, case.case, 1, 1)
    cleaner.connection.execute(WITHOUT_TRIGGERS)
    cleaner.connection.execute(
        "UPDATE participant_word SET conflict = false FROM participant"
        " WHERE participant.id = participant_id AND account_id = %s AND life_id <> %s",
        (other, case.case),
    )
    with acting(ADMIN) as work:
        (barred,) = vacancies(work)
    assert barred.waiting[Duty.APPOINT_MANAGER] == 1  # of two: the other one the head decides


@pytest.mark.article("10(2)", "8(3)")
@pytest.mark.parametrize("above", [True, False])
def test_mail_to_a_deputy_that_had_not_left_goes_to_who_decides_or_to_nobody(
    a_case: At, *, above: bool
) -> None:
    case = a_case("agreed")
    other, head = case.account(OTHER_MANAGER).id, case.account(HEAD).id
    with case.head() as work:
        chairing.name_substitute(work, case.meeting().id, other, by=head)
    named(case)
    case.propose(case.at(25), all_the_same=True)
    case.stage.settle()
    assert len(case.messages("convening/agree_date", other)) == 1
    before = len(case.messages("convening/agree_date", head))
    if not above:
        head_leaves(case)
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    assert case.messages("convening/agree_date", other)[0].status == "obsolete"
    assert len(case.messages("convening/agree_date", head)) == before + above
    assert case.messages("chairing/named", other)[0].status != "obsolete"


@pytest.mark.article("10(2)")
def test_mail_that_had_not_left_to_the_manager_goes_to_the_head(a_case: At) -> None:
    case = a_case("declared")
    asked = "initiative/asked"
    first, second = case.members()[:2]
    with member_acting(first) as work:
        meeting_requests.ask(work, first, reason="Rreziku u rrit.")
    in_conflict(case)  # that mail has not left
    with member_acting(second) as work:
        meeting_requests.ask(work, second, reason="Rreziku u rrit.")
    readers = {each.recipient_id for each in case.messages(asked) if each.status != "obsolete"}
    assert readers == {case.account(HEAD).id}


@pytest.mark.article("10(1)", "10(2)")
def test_what_they_chaired_before_is_left_to_sign_and_nothing_later(a_case: At) -> None:
    case = a_case("minuted")
    before = case.held().id
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    in_conflict(case)
    with acting(MANAGER) as work:
        assert chaired_by_reader(work, before).id == before
        with pytest.raises(NotThere):
            meeting_for(work, before)


@pytest.mark.article("10(2)", "17(5)")
def test_a_closing_met_without_them_is_signed_by_the_next_manager(a_case: At) -> None:
    case = a_case("closure_approved")
    case.convene(case.at(CLOSURE_MEETING))
    case.tell_family()
    case.stage.move_to(case.meeting().day - timedelta(days=1))
    in_conflict(case)
    case.stage.move_to(case.meeting().day, HOUR)
    meeting, head = case.meeting().id, case.account(HEAD).id
    with case.head() as work:
        there, away = meetings.Presence(present=True), meetings.Presence(False, "Nuk erdhi.")
        meetings.hold(
            work,
            case.case,
            attendance=dict.fromkeys(case.members(), there),
            family={each.id: away for each in meetings.family_of(work, case.case)},
            chaired=chairing.Chaired(account_id=head),
            meeting_id=meeting,
        )
    with unit_of_work() as work:
        met, of = work.session.get_one(Meeting, meeting), work.session.get_one(Case, case.case)
        assert closing_signer(work.session, of, met) is None
    appointed(case)
    with unit_of_work() as work:
        met, of = work.session.get_one(Meeting, meeting), work.session.get_one(Case, case.case)
        assert closing_signer(work.session, of, met) == case.account(OTHER_MANAGER).id


@pytest.mark.article("10(2)", "18(2)")
def test_a_morning_mail_that_has_not_left_says_nothing_of_a_case_in_conflict(a_case: At) -> None:
    case = a_case("decided")
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    number, them = case.row().number, case.account(MANAGER).id

    def said() -> list[str]:
        mails = case.messages("reminders/officer", them)
        left = [each for each in mails if each.status != "obsolete"]
        return [item["table"] for each in left for item in each.context["items"]]

    assert number in said()
    in_conflict(case)
    assert number not in said()
