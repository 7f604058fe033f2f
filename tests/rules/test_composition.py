"""Who sits at the table: Art. 4."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.composition import (
    ABROAD,
    KINDS,
    LISTED,
    AskedAtAnotherTime,
    InstitutionUnknown,
    NoReplacementWithoutReason,
    NotRecused,
    ReplacementRecorded,
    Vacancy,
    check_kind,
    check_vacancy,
    provision_for,
)
from rules.refusals import ProcedureRefused


@pytest.mark.article("4(1)")
def test_every_kind_of_the_list_can_be_seated() -> None:
    assert list(LISTED) == [f"1.{n}" for n in range(2, 15)]  # 1.1 chairs
    assert {provision_for(kind) for kind in LISTED} == {"4(1)"}


@pytest.mark.article("4(6)")
def test_there_are_six_kinds_for_a_child_from_elsewhere() -> None:
    assert len(ABROAD) == 6
    assert {provision_for(kind) for kind in ABROAD} == {"4(6)"}


@pytest.mark.article("4(4)")
def test_anybody_else_sits_under_their_own_provision() -> None:
    assert provision_for("other") == "4(4)"
    assert set(KINDS) == {*LISTED, *ABROAD, "other"}


@pytest.mark.article("4(4)")
def test_an_institution_is_one_of_the_kinds() -> None:
    check_kind("6.1.4")
    with pytest.raises(InstitutionUnknown):
        check_kind("1.15")


DAY = date(2026, 9, 10)
TODAY = DAY + timedelta(days=4)
ASKED = Vacancy(declared_on=DAY, asked_on=DAY + timedelta(days=1), words="", settled=False)


@pytest.mark.article("10(2)")
def test_the_institution_of_a_recused_member_is_asked_once_and_after_the_recusal() -> None:
    check_vacancy(ASKED, TODAY)
    check_vacancy(replace(ASKED, asked_on=None, words="Edhe një polic është aty."), TODAY)


@pytest.mark.article("10(2)")
@pytest.mark.parametrize(
    ("seat", "refusal"),
    [
        (replace(ASKED, declared_on=None), NotRecused),
        (replace(ASKED, asked_on=None), NoReplacementWithoutReason),
        (replace(ASKED, asked_on=DAY - timedelta(days=1)), AskedAtAnotherTime),
        (replace(ASKED, asked_on=TODAY + timedelta(days=1)), AskedAtAnotherTime),
        (replace(ASKED, settled=True), ReplacementRecorded),
    ],
)
def test_what_cannot_be_of_a_vacant_seat_is_refused(
    seat: Vacancy, refusal: type[ProcedureRefused]
) -> None:
    with pytest.raises(refusal):
        check_vacancy(seat, TODAY)
