"""Who sits at the table: Art. 4."""

import pytest

from rules.composition import (
    ABROAD,
    KINDS,
    LISTED,
    STATUSES_OF_4_6,
    ChildStatus,
    ForeignChildNeedsRepresentative,
    NobodySelected,
    SelectionWithoutReason,
    check_composition,
    provision_for,
)


@pytest.mark.article("4(1)")
def test_every_kind_of_the_list_can_be_seated() -> None:
    assert list(LISTED) == [f"1.{n}" for n in range(3, 15)]  # 1.1 and 1.2 are the centre's own
    assert {provision_for(kind) for kind in LISTED} == {"4(1)"}


@pytest.mark.article("4(6)")
def test_there_are_six_kinds_for_a_child_from_elsewhere() -> None:
    assert len(ABROAD) == 6
    assert {provision_for(kind) for kind in ABROAD} == {"4(6)"}


@pytest.mark.article("4(4)")
def test_anybody_else_sits_under_their_own_provision() -> None:
    assert provision_for("other") == "4(4)"
    assert set(KINDS) == {*LISTED, *ABROAD, "other"}


@pytest.mark.article("4(3)")
def test_a_table_has_members() -> None:
    with pytest.raises(NobodySelected):
        check_composition([], [], ChildStatus.RESIDENT)


@pytest.mark.article("4(3)")
@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_every_member_is_chosen_for_a_reason(reason: str) -> None:
    with pytest.raises(SelectionWithoutReason):
        check_composition(["1.6", "1.5"], ["Siguria.", reason], ChildStatus.RESIDENT)


@pytest.mark.article("4(6)")
@pytest.mark.parametrize("status", sorted(STATUSES_OF_4_6))
def test_a_child_from_elsewhere_has_a_representative(status: ChildStatus) -> None:
    with pytest.raises(ForeignChildNeedsRepresentative):
        check_composition(["1.6"], ["Siguria."], status)
    for kind in ABROAD:
        check_composition(["1.6", kind], ["Siguria.", "Statusi."], status)


@pytest.mark.article("4(6)")
def test_a_child_that_lives_here_needs_none() -> None:
    check_composition(["1.6"], ["Siguria."], ChildStatus.RESIDENT)
