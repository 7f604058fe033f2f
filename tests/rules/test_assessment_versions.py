"""Which version of an assessment is in use, and what became different: Art. 5(1.2), 12, 13(1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from rules.assessment import AssessmentKind, IndicatorMissing, Risk, check_assessment
from rules.assessment_versions import (
    Difference,
    VersionFacts,
    WrittenAnewWithoutReason,
    before,
    before_the_table,
    check_written_anew,
    compare,
    in_its_place,
    in_order,
    in_use,
    known_by,
    newer_than_plan,
    on_record_for,
)

DAY = timedelta(days=1)
MET = date(2026, 3, 10)
MEETING, REVIEW = uuid4(), uuid4()
INITIAL, COMPREHENSIVE = AssessmentKind.INITIAL, AssessmentKind.COMPREHENSIVE


def version(
    number: int, on: date, meeting: UUID | None = None, *, typed: date | None = None
) -> VersionFacts:
    kind = COMPREHENSIVE if meeting else INITIAL
    at = datetime.combine(typed or on, time(12), UTC)
    return VersionFacts(UUID(int=number), number, kind, on, at, meeting)


FIRST, SECOND = version(1, MET - 9 * DAY), version(2, MET - 8 * DAY)
TABLE = version(3, MET, MEETING)
LATER = version(4, MET + 30 * DAY, REVIEW)
TYPED_LATE = version(5, MET, MEETING, typed=MET + 40 * DAY)
EVERY = [LATER, TYPED_LATE, FIRST, TABLE, SECOND]


@pytest.mark.article("5(1.2)", "12(1)", "12(2)")
def test_versions_stand_in_the_order_of_their_days_whenever_they_were_typed() -> None:
    assert [each.number for each in in_order(EVERY)] == [1, 2, 3, 5, 4]
    assert before(EVERY, LATER) == TYPED_LATE
    assert before(EVERY, TYPED_LATE) == TABLE
    assert before(EVERY, FIRST) is None
    dated_back = replace(SECOND, on=MET + DAY)  # the manager's own never comes after the table's
    assert in_use([dated_back, TABLE]) == TABLE


@pytest.mark.article("12(2)", "13(1)")
@pytest.mark.parametrize(
    ("on", "number"),
    [
        (MET - 10 * DAY, None),
        (MET - 9 * DAY, 1),
        (MET - DAY, 2),
        (MET, 5),
        (MET + 29 * DAY, 5),
        (MET + 30 * DAY, 4),
        (None, 4),
    ],
)
def test_a_plan_of_a_day_refers_to_the_version_of_that_day(
    on: date | None, number: int | None
) -> None:
    found = in_use(EVERY, on)
    assert (found.number if found else None) == number


@pytest.mark.article("8(7)", "12(2)")
def test_a_meeting_starts_from_what_it_did_not_make_itself() -> None:
    assert before_the_table(EVERY, MEETING, MET) == SECOND
    assert before_the_table(EVERY, REVIEW, MET + 30 * DAY) == TYPED_LATE
    assert before_the_table([TABLE], MEETING, MET) is None


@pytest.mark.article("13(1)")
@pytest.mark.parametrize(
    ("looked_on", "newer"),
    [(MET, LATER), (MET + 29 * DAY, LATER), (MET + 30 * DAY, None), (MET + 31 * DAY, None)],
)
def test_a_plan_is_older_than_its_assessment_until_the_table_looks_at_it(
    looked_on: date, newer: VersionFacts | None
) -> None:
    assert newer_than_plan(EVERY, looked_on) == newer
    assert newer_than_plan([], looked_on) is None


@pytest.mark.article("12(4)")
def test_what_came_later_or_was_typed_later_was_not_on_record() -> None:
    at = TABLE.recorded_at
    assert on_record_for(TABLE, MET, at)
    assert not on_record_for(TABLE, MET + DAY, at)
    assert not on_record_for(TABLE, MET, at + timedelta(minutes=1))


@pytest.mark.article("5(1.2)")
def test_each_section_says_what_was_added_changed_and_taken_out() -> None:
    was = {"health": "", "care": "Babai vjen. Nëna mungon.", "needs": "Ushqim.", "age": "Dy vjeç."}
    now = {
        "health": "Vaksinat u bënë.",
        "care": "Babai vjen. Nëna u kthye. Halla ndihmon.",
        "needs": "",
        "age": "Dy  vjeç.",
    }
    found = {each.section: each for each in compare(was, now)}
    assert [each.section for each in compare(was, now)] == list(now)
    assert {name: each.what for name, each in found.items()} == {
        "health": Difference.ADDED,
        "care": Difference.CHANGED,
        "needs": Difference.TAKEN_OUT,
        "age": Difference.SAME,
    }
    same, changed = found["care"].passages
    assert (same.what, same.now) == (Difference.SAME, "Babai vjen.")
    assert (changed.what, changed.was) == (Difference.CHANGED, "Nëna mungon.")
    assert changed.now == "Nëna u kthye. Halla ndihmon."
    assert found["needs"].passages[0].was == "Ushqim."
    one_more = compare({"age": "Një. Dy."}, {"age": "Një. Tre. Dy."})[0].passages
    assert [each.what for each in one_more] == [
        *(Difference.SAME, Difference.ADDED, Difference.SAME),
    ]
    one_less = compare({"age": "Një. Dy."}, {"age": "Dy."})[0].passages
    assert [each.what for each in one_less] == [Difference.TAKEN_OUT, Difference.SAME]


@pytest.mark.article("12(3)", "12(4)")
def test_that_something_is_not_known_is_an_answer_and_silence_on_one_of_the_five_is_none() -> None:
    five = dict.fromkeys(("safety", "needs", "education", "care", "inclusion"), "Fjalë.")
    check_assessment(Risk.LOW, five | {"care": " "}, ["care", "health"])
    with pytest.raises(IndicatorMissing):
        check_assessment(Risk.LOW, five | {"care": " "}, ["health"])
    with pytest.raises(IndicatorMissing):
        check_assessment(Risk.LOW, five, ["mood"])


@pytest.mark.article("12(2)", "14(4)")
def test_what_is_written_anew_for_one_day_knows_no_more_than_it_did() -> None:
    first = version(2, MET, MEETING, typed=MET)
    again = version(3, MET, MEETING, typed=MET + 4 * DAY)
    later = version(4, MET + 9 * DAY, REVIEW, typed=MET + 9 * DAY)
    own = replace(first, kind=INITIAL)
    assert known_by([own, first, again, later], again) == first.recorded_at
    assert known_by([first, again, later], later) == later.recorded_at
    newer = replace(again, kind=INITIAL)
    assert known_by([own, newer], newer) == newer.recorded_at


@pytest.mark.article("5(1.2)", "12(2)")
def test_written_anew_is_what_the_same_meeting_or_the_same_day_has_already() -> None:
    assert in_its_place(EVERY, COMPREHENSIVE, MET, MEETING) == TYPED_LATE
    assert in_its_place(EVERY, COMPREHENSIVE, MET, REVIEW) is None
    assert in_its_place(EVERY, COMPREHENSIVE, MET + DAY, MEETING) is None
    assert in_its_place(EVERY, INITIAL, SECOND.on) == SECOND
    assert in_its_place(EVERY, INITIAL, MET) is None  # of another day: it supplements
    assert in_its_place([], INITIAL, MET) is None


@pytest.mark.article("12(1)", "12(2)")
def test_what_others_have_read_is_written_anew_with_a_reason() -> None:
    check_written_anew(None, "", went_out=True)
    check_written_anew(FIRST, "", went_out=False)
    for former, went_out in ((FIRST, True), (TABLE, True), (TABLE, False)):
        check_written_anew(former, "Mungonte shkolla.", went_out=went_out)
        with pytest.raises(WrittenAnewWithoutReason) as refused:
            check_written_anew(former, " ", went_out=went_out)
        assert refused.value.facts == {"version": former.number}
