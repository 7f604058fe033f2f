"""From the manager's conflict on the head does the manager's part: Art. 4(2), 10(2)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rules.basis import Article
from rules.breaches import Breach
from rules.duties import Duty, OpenDuty
from rules.facts import ChairFacts, HeldFacts, SubstituteFacts, TableFacts
from rules.participants import answers_for_the_chair, duties, fall_to_the_head
from rules.roles import Owner
from tests.rules.known import a_meeting

DAY = date(2026, 10, 20)
OWED = [
    OpenDuty(Duty.WRITE_MINUTES, Owner.MANAGER, DAY, Article(10, "1"), UUID(int=1)),
    OpenDuty(Duty.WRITE_REPORT, Owner.MEMBERS, DAY, Article(8, "9")),
    OpenDuty(Duty.AGREE_DATE, Owner.HEAD, DAY, Article(8, "3")),
]


@pytest.mark.article("10(2)", "4(2)")
@pytest.mark.parametrize(
    ("manages", "in_conflict", "as_head", "answers"),
    [
        (True, False, False, True),
        (False, False, True, False),  # the head does not act for a manager who can
        (False, False, False, False),
        (True, True, False, False),
        (True, True, True, False),  # nor for themselves, as the deputy
        (False, True, True, True),
        (False, True, False, False),
    ],
)
def test_who_does_the_managers_part(
    manages: bool, in_conflict: bool, as_head: bool, answers: bool
) -> None:
    found = answers_for_the_chair(manages=manages, in_conflict=in_conflict, acts_as_head=as_head)
    assert found is answers


@pytest.mark.article("10(2)", "4(2)")
@pytest.mark.parametrize("conflict_on", [None, DAY])
def test_every_duty_of_the_chair_falls_to_the_head_and_no_other(conflict_on: date | None) -> None:
    table = TableFacts(chair=ChairFacts(DAY, answered=True, conflict_on=conflict_on))
    found = list(fall_to_the_head(table, OWED))
    first = Owner.HEAD if conflict_on else Owner.MANAGER
    assert [each.actor for each in found] == [first, Owner.MEMBERS, Owner.HEAD]
    assert [(each.duty, each.due, each.basis) for each in found] == [
        (each.duty, each.due, each.basis) for each in OWED
    ]
    assert list(fall_to_the_head(TableFacts(), OWED)) == OWED


@pytest.mark.article("10(2)", "4(2)")
@pytest.mark.parametrize(("whose", "falls"), [(None, True), (7, True), (8, False)])
def test_what_another_officer_owes_by_name_is_not_the_heads(
    whose: int | None, *, falls: bool
) -> None:
    chair = ChairFacts(DAY, answered=True, conflict_on=DAY, account_id=UUID(int=7))
    officer = UUID(int=whose) if whose else None
    owed = replace(OWED[0], officer=officer)
    (found,) = fall_to_the_head(TableFacts(chair=chair), [owed])
    assert found.actor is (Owner.HEAD if falls else Owner.MANAGER)


def test_a_lapse_stays_whose_it_was() -> None:
    its = Breach(Duty.WRITE_MINUTES, Article(10, "1"), Owner.MANAGER, DAY)
    same = Breach(Duty.WRITE_MINUTES, Article(10, "1"), Owner.HEAD, DAY)
    (kept,) = {its} | {same}
    assert kept.actor is Owner.MANAGER


@pytest.mark.article("18(2)", "10(2)")
@pytest.mark.parametrize(
    ("answered", "in_conflict", "chaired", "owed"),
    [
        (False, False, False, [(Duty.SUBSTITUTE_DECLARES, Owner.MANAGER, DAY)]),
        (True, False, False, []),
        (True, True, False, [(Duty.NAME_CHAIR, Owner.HEAD, DAY)]),
        (False, True, False, [(Duty.NAME_CHAIR, Owner.HEAD, DAY)]),
        (False, False, True, [(Duty.SUBSTITUTE_DECLARES, Owner.MANAGER, DAY)]),
        (False, True, True, []),
    ],
)
def test_a_named_substitute_declares_and_in_conflict_the_head_names_another(
    answered: bool, in_conflict: bool, chaired: bool, owed: list[tuple[Duty, Owner, date]]
) -> None:
    named = SubstituteFacts(UUID(int=2), DAY, answered, in_conflict, chaired, UUID(int=3))
    found = list(duties(TableFacts(substitutes=(named,))))
    assert [(each.duty, each.actor, each.due) for each in found] == owed
    assert all(each.is_ours and each.meeting_id == named.meeting_id for each in found)
    named_at = {each.officer for each in found if each.duty is Duty.SUBSTITUTE_DECLARES}
    assert named_at <= {named.account_id}


@pytest.mark.article("18(2)", "8(2)")
def test_who_convenes_owes_no_declaration_for_what_another_had_chaired() -> None:
    met, coming = HeldFacts(UUID(int=7), date(2026, 9, 21)), date(2026, 10, 22)
    theirs = ChairFacts(since=None, answered=False)
    table = TableFacts(held_before=(met,), chair=theirs, meeting=a_meeting(day=coming))
    assert [each.due for each in duties(table)] == [met.held_on]
    another = replace(theirs, others_chaired=(met.held_on,))
    assert [each.due for each in duties(replace(table, chair=another))] == [coming]
