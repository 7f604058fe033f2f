"""Three days' notice, judged for each member: Art. 8(3), 8(7)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from rules.breaches import Breach, Wrong
from rules.facts import MemberFacts, TableFacts
from rules.meetings import MeetingKind
from rules.notice import (
    NoticeOf,
    counts_from,
    first_invited,
    goes_ahead,
    limits,
    of_member,
    was_invited_by,
)
from rules.seats import Barred
from rules.served_facts import ServedFacts
from tests.rules.known import MEETS, MEMBER, a_meeting, a_table, held

LAST_DAY = MEETS - timedelta(days=3)
LATE = LAST_DAY + timedelta(days=1)
OTHER = UUID(int=41)


def member(
    id: UUID = MEMBER, served_on: date | None = LAST_DAY, **more: Any
) -> tuple[MemberFacts, ServedFacts]:
    known = MemberFacts(id, asked=True, declared=True, signed_on=LAST_DAY)
    return replace(known, **more), ServedFacts(id, has_link=True, linked_on=served_on)


def agreed(*members: tuple[MemberFacts, ServedFacts], **more: Any) -> TableFacts:
    served = tuple(each for _, each in members)
    meeting = a_meeting(asked=True, agreed=True, **{"served": served, **more})
    return a_table(members=tuple(each for each, _ in members), meeting=meeting)


def found(table: TableFacts) -> list[tuple[Any, UUID | None, date]]:
    return [(breach.duty, breach.member_id, breach.limit) for breach in limits(table)]


@pytest.mark.article("8(3)", "8(7)")
def test_an_invitation_taken_on_the_third_day_before_is_in_time() -> None:
    assert found(agreed(member())) == []


@pytest.mark.article("8(3)", "8(7)", "10(2)")
@pytest.mark.parametrize(
    ("on", "withdrawn_on", "owed"),
    [
        (LAST_DAY, LATE, False),
        (LAST_DAY - timedelta(days=5), LAST_DAY, True),  # said by then that it was none
        (LATE, MEETS, True),
    ],
)
def test_nothing_is_owed_on_a_day_on_which_their_own_word_barred_them(
    on: date, withdrawn_on: date, *, owed: bool
) -> None:
    table = agreed(member(served_on=None, barred=(Barred(on, withdrawn_on),)))
    assert bool(found(table)) is owed


@pytest.mark.article("8(3)", "8(7)")
@pytest.mark.parametrize("served_on", [None, LATE, MEETS])
def test_each_member_is_served_or_not(served_on: date | None) -> None:
    table = agreed(member(), member(OTHER, served_on=served_on))
    assert found(table) == [
        (Wrong.SHORT_NOTICE, OTHER, LAST_DAY),
        (Wrong.NO_PAPERS, OTHER, LAST_DAY),
    ]


@pytest.mark.article("8(3)", "14(5)")
def test_a_reason_for_short_notice_is_recorded_and_excuses_nothing() -> None:
    table = agreed(member(served_on=LATE), excused=True, kind=MeetingKind.EXTRAORDINARY)
    assert (Wrong.SHORT_NOTICE, MEMBER, LAST_DAY) in found(table)


@pytest.mark.article("8(7)", "18(2)")
@pytest.mark.parametrize("signed_on", [None, LATE])
def test_papers_that_wait_for_a_declaration_were_not_sent_in_time(signed_on: date | None) -> None:
    late = member(declared=signed_on is not None, signed_on=signed_on)
    assert found(agreed(late)) == [(Wrong.NO_PAPERS, MEMBER, LAST_DAY)]
    assert found(agreed(late, needs_papers=False)) == []  # 8(8)
    assert found(replace(agreed(late), last=held(date(2026, 9, 1)))) == []  # the first meeting only


@pytest.mark.article("8(3)")
def test_without_members_the_table_as_a_whole_is_not_invited() -> None:
    assert found(agreed()) == [(Wrong.SHORT_NOTICE, None, LAST_DAY)]


@pytest.mark.article("8(3)")
def test_a_day_that_is_not_agreed_is_owed_to_nobody() -> None:
    known, _ = member(served_on=None)
    assert list(limits(a_table(members=(known,), meeting=a_meeting()))) == []
    assert list(limits(a_table(members=(known,)))) == []


@pytest.mark.article("8(3)")
def test_the_manager_owes_the_invitation_and_the_member_their_declaration() -> None:
    owners: dict[Any, str] = {
        each.duty: each.actor for each in limits(agreed(member(signed_on=None, served_on=None)))
    }
    assert owners == {Wrong.SHORT_NOTICE: "manager", Wrong.NO_PAPERS: "members"}
    assert all(isinstance(each, Breach) for each in limits(agreed(member(served_on=None))))


@pytest.mark.article("8(7)", "18(2)")
@pytest.mark.parametrize(
    ("signed_on", "actor"), [(None, "members"), (LATE, "members"), (LAST_DAY, "manager")]
)
def test_whose_it_was_that_the_papers_were_late_is_asked_of_that_day(
    signed_on: date | None, actor: str
) -> None:
    """Who signs later, or declares a conflict of interest since, changes nothing of it."""
    for declared in (True, False):
        known = member(declared=declared, signed_on=signed_on, served_on=None)
        (papers,) = [each for each in limits(agreed(known)) if each.duty is Wrong.NO_PAPERS]
        assert papers.actor == actor


@pytest.mark.article("8(3)", "14(5)")
def test_each_planned_meeting_is_judged_by_its_own_day_and_its_own_invitations() -> None:
    known, served = member()
    table = agreed((known, served))
    sooner = a_meeting(id=UUID(int=77), asked=True, agreed=True, day=LAST_DAY, served=())
    both = replace(table, meeting=sooner, beside=table.planned)
    early = LAST_DAY - timedelta(days=3)
    assert (Wrong.SHORT_NOTICE, MEMBER, early) in found(both)
    assert (Wrong.SHORT_NOTICE, MEMBER, LAST_DAY) not in found(both)


@pytest.mark.article("8(3)", "8(7)")
def test_of_who_came_after_the_day_nothing_is_judged_and_who_left_after_it_is() -> None:
    table = agreed(member(), member(OTHER, served_on=None), newcomers=frozenset({OTHER}))
    assert found(table) == []
    gone, _ = member(OTHER)
    table = agreed(member(), gone=(gone,))
    assert {breach[:2] for breach in found(table)} == {
        (Wrong.SHORT_NOTICE, OTHER),
        (Wrong.NO_PAPERS, OTHER),
    }


EARLIER, LATER = MEETS - timedelta(days=2), MEETS + timedelta(days=2)


@pytest.mark.article("8(3)", "8(7)")
@pytest.mark.parametrize(
    ("agreed_for", "held_on", "counts"),
    [
        (MEETS, None, MEETS),
        (MEETS, LATER, MEETS),
        (MEETS, EARLIER, EARLIER),
        (None, LATER, LATER),  # nobody had planned it
    ],
)
def test_one_lapse_has_one_limit_of_the_earlier_day(
    agreed_for: date | None, held_on: date | None, counts: date
) -> None:
    assert counts_from(agreed_for, held_on) == counts
    of = NoticeOf(UUID(int=1), agreed_for, held_on, owes_papers=True)
    served = ServedFacts(MEMBER, handed_on=counts - timedelta(days=3))
    owed = list(of_member(of, served, member()[0]))
    assert {breach.limit for breach, _ in owed} == {of.last_day} == {counts - timedelta(days=3)}
    assert [(breach.duty, on) for breach, on in owed] == [
        (Wrong.SHORT_NOTICE, of.last_day),
        (Wrong.NO_PAPERS, None),
    ]


@pytest.mark.article("8(7)")
@pytest.mark.parametrize(
    ("planned_for", "held_on", "other", "first"),
    [
        (MEETS, MEETS, LAST_DAY, False),  # the table had met by the last day
        (MEETS, MEETS, LATE, True),  # a limit that had passed stays
        (MEETS, None, LATE, True),
        (None, MEETS, MEETS - timedelta(days=1), False),
        (None, MEETS, MEETS, True),
    ],
)
def test_papers_go_ahead_of_the_first_meeting_whichever_is_typed_first(
    planned_for: date | None, held_on: date | None, other: date, *, first: bool
) -> None:
    of = NoticeOf(UUID(int=1), planned_for, held_on)
    assert goes_ahead(of, [other, LATER]) is first
    assert goes_ahead(of, [])


@pytest.mark.article("8(3)", "8(11)")
@pytest.mark.parametrize(("on", "invited"), [(None, False), (MEETS, True), (LATER, False)])
def test_after_the_meeting_nobody_is_invited_to_it(on: date | None, *, invited: bool) -> None:
    assert was_invited_by(ServedFacts(MEMBER, handed_on=on), MEETS) is invited
    others = (ServedFacts(OTHER), ServedFacts(OTHER, handed_on=LATER))
    assert first_invited((ServedFacts(MEMBER, handed_on=on), *others)) == (on or LATER)
