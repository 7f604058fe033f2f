"""A conflict said by mistake: what it brought about ends, what happened stays: Art. 10(2)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.record.chairing import substitutes
from casework.table import conflicts, guests, on_paper, participants
from casework.table.chairing import Chaired, name_substitute
from casework.table.meetings import family_of
from core.clock import FrozenClock
from identity.access import NotThere, life_for
from models.breach import BreachRow
from models.session import Work, unit_of_work
from queries import chairing, papers_of_chairs
from queries.declarations import of_table
from rules.breaches import Wrong
from rules.composition import Relation
from rules.declarations import AlreadyDeclared, NoConflictToWithdraw
from rules.duties import Duty
from rules.participants import Part, Word
from rules.roles import Owner
from simulation import by_code
from simulation.stage import acting, member_acting
from tests.builders import HEAD, HOUR, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_chair_correction import correct
from tests.casework.table.test_chairing import hold, name_other, replace_manager, unappointed
from tests.casework.table.test_declarations import member
from tests.casework.table.test_guests import hold as hold_with
from tests.casework.table.test_nobody_to_tell import head_gone
from tests.casework.test_breaches import passed

REASON = "U zgjodh rreshti i gabuar."
UNSAID = text("UPDATE member SET conflict = NULL, declared_at = NULL WHERE conflict")


def in_conflict(case: ACase, email: str) -> None:
    with acting(email) as work:
        participants.declare_as_chair(work, case.case, conflict=True)


def withdraw(case: ACase, who: UUID) -> None:
    with case.manager() as work:
        conflicts.withdraw(work, case.case, who, reason=REASON, on=None)
    case.stage.settle()


@pytest.mark.article("10(2)", "4(2)")
def test_a_manager_opens_the_case_again_and_the_head_is_told(a_case: At) -> None:
    case = a_case("agreed")
    in_conflict(case, MANAGER)
    assert case.duties()[Duty.APPOINT_MANAGER].actor is Owner.HEAD
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:  # nobody for somebody else
        conflicts.withdraw_own(work, case.case, reason=REASON)
    with acting(MANAGER) as work:
        conflicts.withdraw_own(work, case.case, reason=REASON)
        life_for(work, case.case)
    assert case.row().conflict_on is None
    assert Duty.APPOINT_MANAGER not in case.duties()
    (told,) = case.messages("declarations/withdrawn")
    assert told.recipient_id == case.account(HEAD).id
    assert ("conflict withdrawn", "10(2)") in case.trail()
    with unit_of_work() as work:
        (kept,) = conflicts.withdrawals(work, case.case)
    assert (kept.reason, kept.declared_on) == (REASON, case.clock.today())
    with pytest.raises(NoConflictToWithdraw), acting(MANAGER) as work:
        conflicts.withdraw_own(work, case.case, reason=REASON)
    in_conflict(case, MANAGER)  # once more on the same day, and the head is told of each
    with acting(MANAGER) as work:
        conflicts.withdraw_own(work, case.case, reason=REASON)
    in_conflict(case, MANAGER)
    assert len(case.messages("declarations/manager")) == 3
    assert len(case.messages("declarations/withdrawn")) == 2
    replace_manager(case)
    in_conflict(case, OTHER_MANAGER)
    assert len(case.messages("declarations/manager")) == 4


@pytest.mark.article("10(2)")
def test_a_member_sits_again_with_what_they_had_signed(a_case: At) -> None:
    case = a_case("declared")
    seat, before = case.seat(SILENT), member(case)
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=False)
    with pytest.raises(IntegrityError, match="declaration_stays"), unit_of_work() as work:
        work.session.execute(UNSAID)
    assert case.duties()[Duty.ASK_REPLACEMENT].subject_id == seat
    withdraw(case, seat)
    after = member(case)
    assert after.may_read
    assert (after.declared_at, after.declared_on) == (before.declared_at, before.declared_on)
    assert Duty.ASK_REPLACEMENT not in case.duties()


@pytest.mark.article("10(2)", "18(2)")
def test_what_was_signed_before_a_conflict_has_its_day(a_case: At) -> None:
    """The papers were open to them from then on, whatever they tick now, and are again."""
    case = a_case("declared")
    seat, signed_on = case.seat(SILENT), member(case).signed_on
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=True)
    assert (member(case).signed_on, member(case).declared_on) == (signed_on, case.clock.today())
    withdraw(case, seat)
    assert member(case).signed_on == member(case).declared_on == signed_on


@pytest.mark.article("10(2)", "18(2)")
def test_who_declares_anew_has_signed_from_that_day(a_case: At) -> None:
    case = a_case("prepared")
    seat = case.seat(SILENT)
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=True)
    assert member(case).signed_on == case.clock.today()
    withdraw(case, seat)
    with case.manager() as work:
        (line,) = [each for each in of_table(work, case.case).members if each.id == seat]
    assert line.word is None
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    case.declare(seat)
    assert member(case).signed_on == case.clock.today()


@pytest.mark.article("10(2)", "18(2)")
@pytest.mark.parametrize("confidential", [True, False])
def test_by_the_word_of_a_conflict_alone_nothing_is_signed(
    a_case: At, *, confidential: bool
) -> None:
    case = a_case("prepared")
    seat = case.seat(SILENT)
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=confidential)
    assert member(case).had_signed(case.clock.today()) is confidential


def sat_in_conflict(case: ACase) -> list[tuple[UUID | None, bool]]:
    with unit_of_work() as work:
        query = select(BreachRow).where(
            BreachRow.life_id == case.case, BreachRow.duty == Wrong.SAT_IN_CONFLICT
        )
        return [(row.member_id, row.struck_on is not None) for row in work.session.scalars(query)]


@pytest.mark.article("10(2)")
@pytest.mark.parametrize(("days", "sat"), [(1, True), (0, False)])
def test_a_member_who_had_sat_after_the_day_of_their_conflict(
    a_case: At, days: int, sat: bool
) -> None:
    """Typed after the meeting it counts from its day; a mistake strikes the breach through."""
    case = a_case("met")
    seat, before = case.seat(SILENT), case.held().met_on - timedelta(days=days)
    with case.manager() as work:
        on_paper.record(work, case.case, seat, Word.CONFLICT, on=before)
    assert sat_in_conflict(case) == [(seat, False)] * sat
    withdraw(case, seat)
    assert sat_in_conflict(case) == [(seat, True)] * sat


@pytest.mark.article("9", "10(2)")
@pytest.mark.parametrize(("days", "wrong"), [(1, True), (0, False)])
def test_who_came_in_spite_of_a_conflict_is_recorded_as_they_were(
    a_case: At, days: int, *, wrong: bool
) -> None:
    """Nobody asks after them, and the record leaves nobody out; it may have come up in the room."""
    case = a_case("told")
    seat, before = case.seat(SILENT), case.clock.today() - timedelta(days=days)
    with case.manager() as work:
        on_paper.record(work, case.case, seat, Word.CONFLICT, on=before)
    case.hold(also=[seat])
    assert sat_in_conflict(case) == [(seat, False)] * wrong
    withdraw(case, seat)
    assert sat_in_conflict(case) == [(seat, True)] * wrong


@pytest.mark.article("4(1)", "10(2)")
def test_an_assistant_is_bound_and_a_guest_is_not_also_where_it_was_said_before(
    a_case: At,
) -> None:
    case = a_case("told")
    with case.manager() as work:
        came = [
            guests.bring(
                work, case.case, part, name="Drita", comes_from="QPS", reason="Ndihmon."
            ).id
            for part in (Part.ASSISTANT, Part.GUEST)
        ]
        day = case.meeting().day - timedelta(days=1)
        for who in came:
            participants.record_word(work, case.case, who, Word.CONFLICT, on=day)
    hold_with(case, came)
    assert sat_in_conflict(case) == [(None, False)]
    (line,) = [each for each in passed(case) if each.duty is Wrong.SAT_IN_CONFLICT]
    assert line.whom is not None
    assert line.whom.name == "Drita"
    with case.manager() as work:  # they were there, and keep what they heard: 18(2)
        for who in came:
            participants.record_word(work, case.case, who, Word.SIGNED)
    assert sat_in_conflict(case) == [(None, False)]
    withdraw(case, came[0])  # it had stood beside the signature
    assert sat_in_conflict(case) == [(None, True)]


@pytest.mark.article("10(2)", "18(2)")
def test_one_of_the_family_and_who_chaired_after_a_conflict_that_was_none(a_case: At) -> None:
    case = a_case("agreed")
    with case.manager() as work:
        mother = next(p.id for p in family_of(work, case.case) if p.relation == Relation.MOTHER)
        participants.record_word(work, case.case, mother, Word.CONFLICT)
    withdraw(case, mother)
    with pytest.raises(NoConflictToWithdraw):
        withdraw(case, mother)
    other = name_other(case)
    in_conflict(case, OTHER_MANAGER)
    case.stage.move_to(case.meeting().day, HOUR)
    case.tell_family()
    hold(case, Chaired(account_id=other))
    assert [row.struck_on for row in unappointed(case)] == [None]
    with acting(OTHER_MANAGER) as work:
        conflicts.withdraw_own(work, case.case, reason=REASON)
    assert [row.corrected for row in unappointed(case)] == [True]
    for chaired, asked in ((case.account(MANAGER).id, False), (other, True)):
        correct(case, Chaired(account_id=chaired))
        assert (Duty.SUBSTITUTE_DECLARES in case.duties()) is asked  # anew, as a member is
    assert other not in undeclared(case)  # that they keep what they hear they had signed
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=False)
    in_conflict(case, OTHER_MANAGER)  # comes up later, and was none either
    with acting(OTHER_MANAGER) as work:
        conflicts.withdraw_own(work, case.case, reason=REASON)
    assert Duty.SUBSTITUTE_DECLARES not in case.duties()  # what they had signed before holds


def undeclared(case: ACase) -> set[UUID | None]:
    """Who sat at the table unsigned, by a breach that stands."""
    query = select(BreachRow.subject_id).where(
        BreachRow.life_id == case.case,
        BreachRow.duty == Wrong.UNDECLARED_AT_THE_TABLE,
        BreachRow.struck_on.is_(None),
    )
    with unit_of_work() as work:
        return set(work.session.scalars(query))


@pytest.mark.article("10(2)", "18(2)")
def test_a_substitute_whose_first_word_was_the_mistake_is_asked_anew(a_case: At) -> None:
    case = a_case("agreed")
    name_other(case)
    in_conflict(case, OTHER_MANAGER)
    assert Duty.SUBSTITUTE_DECLARES not in case.duties()
    with acting(OTHER_MANAGER) as work:
        conflicts.withdraw_own(work, case.case, reason=REASON)
    in_conflict(case, OTHER_MANAGER)
    assert len(case.messages("declarations/substitute")) == 2
    with acting(OTHER_MANAGER) as work:
        conflicts.withdraw_own(work, case.case, reason=REASON)
    assert case.duties()[Duty.SUBSTITUTE_DECLARES].due == case.meeting().day
    with acting(OTHER_MANAGER) as work:
        (to_chair,) = chairing.for_reader(work)
        found = of_table(work, case.case)
    assert to_chair.declares
    assert found.own is not None
    assert found.own.word is None
    assert not found.own.conflict
    with case.head() as work:
        waiting = [each.id for each in papers_of_chairs.form(work, case.case).officers]
    assert case.account(OTHER_MANAGER).id in waiting
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=False)
    with acting(OTHER_MANAGER) as work:
        assert life_for(work, case.case).id == case.case
        (to_chair,) = chairing.for_reader(work)
    assert not to_chair.declares
    assert Duty.SUBSTITUTE_DECLARES not in case.duties()
    with pytest.raises(AlreadyDeclared), acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=False)


@pytest.mark.article("4(2)", "10(2)")
def test_of_two_at_once_who_had_the_second_turn_has_the_last_word(a_case: At) -> None:
    case = a_case("agreed")
    other = name_other(case)

    def began_before(work: Work) -> Work:
        """Their transaction began first, and had to wait for the other's."""
        work.clock = FrozenClock(work.clock.now() - timedelta(seconds=1))
        return work

    with case.head() as work:
        meeting, head = case.meeting().id, case.account(HEAD).id
        name_substitute(began_before(work), meeting, other, by=head, words="7/2026")
    with unit_of_work() as work:
        first, second = substitutes(work.session, meeting)
    assert (first.words, second.words) == (None, "7/2026")
    assert second.recorded_at < first.recorded_at
    assert len(case.messages("chairing/named", other)) == 1  # who chairs is told once
    with acting(MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=False)
    with acting(MANAGER) as work:
        participants.declare_as_chair(began_before(work), case.case, conflict=True)
    with unit_of_work() as work:
        (line,) = participants.of_life(work, case.case)
        words = participants.words_of(work, [line.id])
    assert [each.conflict for each in words] == [False, True]


@pytest.mark.article("10(2)")
def test_a_withdrawal_by_link_while_nobody_decides_takes_back_what_nobody_has_read(
    a_case: At,
) -> None:
    case = a_case("agreed")
    seat = case.seat(SILENT)
    head_gone(case)
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=False)
    (waiting,) = case.messages("members/recused")
    assert waiting.status == "set_aside"
    with member_acting(seat) as work:
        by_code.withdraw(work, seat, reason=REASON, on=None)
    (taken_back,) = case.messages("members/recused")
    assert taken_back.status == "obsolete"
    assert case.messages("members/withdrawn") == []
    assert ("conflict withdrawn", "10(2)") in case.trail()
    assert member(case).sits
