"""Who chaired is on record, and signs, whoever manages the case later: Art. 4(2), 10(1), 17(5)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.case import closure, referral
from casework.record.table import sitting
from casework.table import chairing, meetings, minutes, participants
from casework.table.chairing import Chaired
from casework.table.meetings import Presence
from identity.access import NotThere, life_for, meeting_for
from models.breach import BreachRow
from models.meeting import Meeting
from models.outbox import Message
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.chairing import ChairWasAway, NamedAlready
from rules.duties import Duty
from rules.participants import ManagerHasConflict, Word
from rules.roles import Owner, Role
from rules.signing import NotYoursToSign, SignatureMethod
from simulation.stage import acting
from simulation.words import MINUTES
from tests.builders import HEAD, HOUR, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.conftest import At

REWRITTEN = text("""
    UPDATE meeting SET chaired_by_words_sealed = NULL, chaired_by_member_id = NULL,
        chaired_by_id = CASE WHEN chaired_by_id IS NULL THEN proposed_by_id END
    WHERE held_at IS NOT NULL
""")


def hold(case: ACase, chaired: Chaired, *, absent: UUID | None = None) -> Meeting:
    with case.manager() as work:
        return meetings.hold(
            work,
            case.case,
            attendance={
                each.id: Presence(each.id != absent) for each in sitting(work.session, case.case)
            },
            family={
                each.id: Presence(False, "Pajtohet.")
                for each in meetings.family_of(work, case.case)
            },
            chaired=chaired,
        )


def unappointed(case: ACase) -> list[BreachRow]:
    with unit_of_work() as work:
        query = select(BreachRow).where(
            BreachRow.life_id == case.case, BreachRow.duty == Wrong.CHAIRED_UNAPPOINTED.value
        )
        return list(work.session.scalars(query))


def replace_manager(case: ACase, email: str = OTHER_MANAGER, days_ago: int = 0) -> None:
    with case.head() as work:
        referral.appoint(
            work,
            case.case,
            case.account(email).id,
            by=case.account(HEAD).id,
            on=case.clock.today() - timedelta(days=days_ago),
        )
    case.stage.settle()


@pytest.mark.article("4(2)", "10(2)", "18(1)", "18(2)")
@pytest.mark.parametrize("word", [Word.SIGNED, Word.REFUSED])
def test_a_substitute_reads_the_file_from_both_declarations_until_the_minutes_are_written(
    a_case: At, word: Word
) -> None:
    case = a_case("invited")
    meeting, other = case.meeting().id, case.account(OTHER_MANAGER).id
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
        meeting_for(work, meeting)
    with case.head() as work:
        chairing.name_substitute(work, meeting, other, by=case.account(HEAD).id, words="7/2026")
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
        meeting_for(work, meeting)
    with acting(OTHER_MANAGER) as work:
        conflict = False if word is Word.SIGNED else None
        participants.declare_as_chair(work, case.case, conflict=conflict, word=word)
    if word is Word.REFUSED:
        with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
            meeting_for(work, meeting)
        return
    with acting(OTHER_MANAGER) as work:
        assert meeting_for(work, meeting).id == meeting
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
        life_for(work, case.case, role=Role.MANAGER)
    case.meet()
    assert case.held().chaired_by_id == other
    assert not unappointed(case)
    with acting(OTHER_MANAGER) as work:  # whoever chaired writes them down: 0218
        assert meeting_for(work, meeting).id == meeting
        minutes.write(work, meeting, MINUTES)
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
        meeting_for(work, meeting)


def name_other(case: ACase) -> UUID:
    other = case.account(OTHER_MANAGER).id
    with case.head() as work:
        chairing.name_substitute(work, case.meeting().id, other, by=case.account(HEAD).id)
    return other


@pytest.mark.article("18(2)", "10(2)")
def test_a_named_substitute_declares_and_in_conflict_chairs_without_appointment(
    a_case: At,
) -> None:
    case = a_case("agreed")
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=False)
    other = name_other(case)
    with pytest.raises(NamedAlready):
        name_other(case)
    assert case.duties()[Duty.SUBSTITUTE_DECLARES].due == case.meeting().day
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=False)
    assert Duty.SUBSTITUTE_DECLARES not in case.duties()
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    assert case.duties()[Duty.NAME_CHAIR].actor is Owner.HEAD
    (told,) = case.messages("declarations/substitute")
    assert told.recipient_id == case.account(HEAD).id
    assert case.row().conflict_on is None  # the manager manages
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
        meeting_for(work, case.meeting().id)
    with pytest.raises(ManagerHasConflict):
        name_other(case)
    case.stage.move_to(case.meeting().day, HOUR)
    case.tell_family()
    hold(case, Chaired(account_id=other))
    assert [row.article for row in unappointed(case)] == ["4(2)"]


@pytest.mark.article("18(2)")
@pytest.mark.parametrize("declared", [True, False])
def test_a_substitute_who_chaired_undeclared_is_recorded_and_a_breach(
    a_case: At, declared: bool
) -> None:
    case = a_case("told")
    other = name_other(case)
    if declared:
        with acting(OTHER_MANAGER) as work:
            participants.declare_as_chair(work, case.case, conflict=False)
    hold(case, Chaired(account_id=other))
    assert not unappointed(case)
    with unit_of_work() as work:
        query = select(BreachRow).where(
            BreachRow.duty == Wrong.UNDECLARED_AT_THE_TABLE.value, BreachRow.subject_id == other
        )
        assert len(list(work.session.scalars(query))) == (not declared)


@pytest.mark.article("18(2)")
@pytest.mark.parametrize("came", [True, False])
def test_a_manager_who_was_away_sat_there_undeclared_for_nobody(a_case: At, came: bool) -> None:
    case = a_case("agreed")
    manager = case.account(MANAGER).id
    case.stage.move_to(case.meeting().day, HOUR)
    case.tell_family()
    hold(case, Chaired(account_id=manager) if came else Chaired(words="Drejtori i QPS-së"))
    with unit_of_work() as work:
        query = select(BreachRow).where(
            BreachRow.duty == Wrong.UNDECLARED_AT_THE_TABLE.value, BreachRow.subject_id == manager
        )
        assert len(list(work.session.scalars(query))) == came


@pytest.mark.article("4(2)", "6(1.4)")
@pytest.mark.parametrize("who", ["officer", "member", "somebody"])
def test_whoever_chaired_is_recorded_never_refused(a_case: At, who: str) -> None:
    case = a_case("told")
    chaired = {
        "officer": Chaired(account_id=case.account(OTHER_MANAGER).id),
        "member": Chaired(member_id=case.seat(SILENT)),
        "somebody": Chaired(words="Zëvendësdrejtori i QPS-së"),
    }[who]
    meeting = hold(case, chaired)
    assert (meeting.chaired_by_id, meeting.chaired_by_member_id) == (
        chaired.account_id,
        chaired.member_id,
    )
    assert [(row.article, row.limit_on) for row in unappointed(case)] == [("4(2)", meeting.day)]
    with unit_of_work() as work:
        told = work.session.scalars(select(Message).where(Message.template == "chairing/absent"))
        assert [each.recipient_id for each in told] == [case.account(HEAD).id]
    with pytest.raises(IntegrityError, match="chair_of_the_day_stays"), unit_of_work() as work:
        work.session.execute(REWRITTEN)


@pytest.mark.article("4(2)")
def test_who_is_of_another_centre_or_was_away_did_not_chair(a_case: At) -> None:
    case = a_case("told")
    member = case.seat(SILENT)
    with pytest.raises(ChairWasAway):
        hold(case, Chaired(member_id=member), absent=member)
    with pytest.raises(NotThere):
        hold(case, Chaired(account_id=case.account(OTHER_CENTRES_MANAGER).id))
    assert case.meeting().held_at is None


@pytest.mark.article("4(2)")
def test_a_manager_whose_appointment_was_typed_later_had_chaired_by_right(a_case: At) -> None:
    case = a_case("told")
    hold(case, Chaired(account_id=case.account(OTHER_MANAGER).id))
    assert [row.struck_on for row in unappointed(case)] == [None]
    replace_manager(case, days_ago=1)
    assert [row.struck_on for row in unappointed(case)] == [case.clock.today()]


@pytest.mark.article("17(5)")
def test_a_manager_appointed_after_the_meeting_does_not_sign_the_closing_form(a_case: At) -> None:
    case = a_case("decided")
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    replace_manager(case)
    paper, other = case.closure().id, case.account(OTHER_MANAGER).id
    with pytest.raises(NotYoursToSign), acting(OTHER_MANAGER) as work:
        closure.sign(work, paper, account_id=other, method=SignatureMethod.PASSWORD)
    with acting(OTHER_MANAGER) as work:  # what the former signed on paper is recorded by the new
        former = case.account(MANAGER).id
        closure.sign(work, paper, account_id=former, method=SignatureMethod.PAPER)
