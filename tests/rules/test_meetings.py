"""What the record of a meeting must say, and what was wrong with it: Art. 4(5), 8(10), 9, 18(2)."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

import pytest

from rules.breaches import Wrong
from rules.meetings import (
    AttendanceIncomplete,
    AtTheTable,
    Beside,
    FamilyNotTold,
    Kin,
    MeetingNotYetBegun,
    MeetingNotYetHeld,
    Record,
    ViewsMissing,
    check_begun,
    check_record,
    wrongs,
)
from rules.refusals import ProcedureRefused
from tests.rules.known import MEETING, MEETS, MEMBER

HERE = AtTheTable(MEMBER, present=True, declared=True)
MOTHER = Kin(told=True, present=True, violent=False, words="")
AS_PLANNED = Record(MEETING, MEETS, agreed=True, invited=True, members=(HERE,), family=(MOTHER,))


def found(record: Record) -> list[tuple[Wrong, str]]:
    return [(Wrong(wrong.duty), str(wrong.basis)) for wrong in wrongs(record)]


@pytest.mark.article("9", "8(10)")
def test_a_meeting_as_it_should_be() -> None:
    check_record(AS_PLANNED, MEETS)
    assert found(AS_PLANNED) == []


@pytest.mark.article("8(10)", "9", "10(1)")
@pytest.mark.parametrize(
    ("record", "refusal"),
    [
        (replace(AS_PLANNED, held_on=MEETS + timedelta(days=1)), MeetingNotYetHeld),
        (replace(AS_PLANNED, members=(HERE, replace(HERE, present=None))), AttendanceIncomplete),
        (replace(AS_PLANNED, family=(replace(MOTHER, told=False),)), FamilyNotTold),
        (replace(AS_PLANNED, family=(replace(MOTHER, present=False),)), ViewsMissing),
    ],
)
def test_what_leaves_somebody_out_or_has_not_happened_is_no_record(
    record: Record, refusal: type[ProcedureRefused]
) -> None:
    with pytest.raises(refusal):
        check_record(record, MEETS)


@pytest.mark.article("10(1)")
def test_a_meeting_has_not_begun_before_its_hour() -> None:
    check_begun(time(10), time(10))
    with pytest.raises(MeetingNotYetBegun) as refused:
        check_begun(time(10), time(9, 59))
    assert refused.value.facts == {"hour": "10:00"}


@pytest.mark.article("18(2)", "8(3)", "4(5)", "4(6)", "10(6)")
@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (
            replace(AS_PLANNED, members=(replace(HERE, declared=False),)),
            (Wrong.UNDECLARED_AT_THE_TABLE, "18(2)"),
        ),
        (
            replace(AS_PLANNED, family=(replace(MOTHER, violent=True),)),
            (Wrong.VIOLENT_AT_THE_TABLE, "4(5)"),
        ),
        (
            replace(AS_PLANNED, members=(replace(HERE, seated=False),)),
            (Wrong.SAT_IN_UNASKED, "10(6)"),
        ),
        (replace(AS_PLANNED, unrepresented=True), (Wrong.NO_REPRESENTATIVE, "4(6)")),
        (replace(AS_PLANNED, invited=False), (Wrong.HELD_UNINVITED, "8(3)")),
        (replace(AS_PLANNED, agreed=False, invited=False), (Wrong.HELD_UNAGREED, "8(3)")),
    ],
)
def test_what_has_happened_is_recorded_and_noted(record: Record, wrong: tuple[Wrong, str]) -> None:
    check_record(record, MEETS)
    assert found(record) == [wrong]


@pytest.mark.article("18(2)")
def test_who_is_absent_needs_no_declaration() -> None:
    undeclared = replace(HERE, declared=False)
    assert found(replace(AS_PLANNED, members=(replace(undeclared, present=False),))) == []
    away = replace(MOTHER, present=False, declared=False, words="Pajtohet.")
    assert found(replace(AS_PLANNED, family=(away,))) == []


@pytest.mark.article("4(5)")
def test_each_parent_who_uses_violence_is_a_breach_of_their_own() -> None:
    father, mother = (replace(MOTHER, id=uuid4(), violent=True) for _ in range(2))
    there = replace(AS_PLANNED, family=(father, mother, replace(MOTHER, id=uuid4())))
    assert [each.subject_id for each in wrongs(there)] == [father.id, mother.id]


@pytest.mark.article("18(2)")
def test_whoever_else_takes_part_undeclared_is_a_breach_of_their_own() -> None:
    mother = replace(MOTHER, id=uuid4(), declared=False)
    guest, chair = Beside(uuid4(), declared=False), Beside(uuid4(), declared=True)
    found_ones = list(wrongs(replace(AS_PLANNED, family=(mother,), beside=(guest, chair))))
    assert [(str(each.basis), each.subject_id) for each in found_ones] == [
        ("18(2)", mother.id),
        ("18(2)", guest.id),
    ]
