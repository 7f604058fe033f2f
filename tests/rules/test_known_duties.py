"""What is owed because of what is known: Art. 4(5), 4(6), 8(10)."""

from dataclasses import replace

import pytest

from rules import case_life
from rules.defaults import DEFAULTS
from rules.duties import Duty
from tests.rules.known import CASE, MEETING, REFERRED, a_managed_case, a_table


@pytest.mark.article("4(6)")
def test_a_table_without_a_representative_is_the_managers_to_complete() -> None:
    lacking = a_managed_case(lacks_representative=True, table=a_table(composed=True))
    duty = {duty.duty: duty for duty in case_life.duties(lacking)}[Duty.ADD_REPRESENTATIVE]
    assert (str(duty.basis), duty.is_ours, duty.due, duty.subject_id) == ("4(6)", False, None, CASE)
    unchosen = replace(lacking, table=a_table())
    assert Duty.ADD_REPRESENTATIVE not in {duty.duty for duty in case_life.duties(unchosen)}


@pytest.mark.article("4(5)")
def test_whoever_was_told_before_the_mark_is_told_anew() -> None:
    duties = case_life.duties(a_managed_case(told_before_marked=(MEETING,)))
    found = next(duty for duty in duties if duty.duty is Duty.TAKE_BACK_WORD)
    assert (found.basis, found.subject_id) == (DEFAULTS.VIOLENCE, MEETING)


@pytest.mark.article("8(10)")
def test_a_parent_or_guardian_is_named_or_the_reason_for_none() -> None:
    nobody = a_managed_case(family_named=False)
    duty = {duty.duty: duty for duty in case_life.duties(nobody)}[Duty.NAME_FAMILY]
    assert duty.is_ours
    assert duty.due is not None
    assert (duty.due - REFERRED).days == DEFAULTS.NAME_FAMILY.days
    alone = replace(nobody, appointed_on=None)
    assert Duty.NAME_FAMILY not in {duty.duty for duty in case_life.duties(alone)}
