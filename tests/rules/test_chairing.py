"""Who chairs a meeting, whose appointment that needs, and who signs: Art. 4(2), 6(1.4), 17(5)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from rules.basis import Article
from rules.breaches import Wrong
from rules.chairing import (
    ChairAsOnRecord,
    ChairCorrectedWithoutReason,
    ChairNotOnRecord,
    ChairNotSaid,
    ChairOfTheDay,
    ChairsAnyway,
    ChairWasAway,
    CorrectedTooEarly,
    Correction,
    NamedAfterTheMeeting,
    NamedAlready,
    Naming,
    NotToBeHeld,
    OwnSubstitute,
    SubstituteOutsideTheCentre,
    check_chair,
    check_correction,
    check_named,
    check_naming,
    who_signs,
    who_signs_the_form,
    wrong,
)
from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.deputies import Nominee
from rules.known import ManagerAsGuardian, SourceMissing
from rules.participants import ManagerHasConflict
from rules.refusals import ProcedureRefused
from rules.roles import Role

CENTRE, ELSEWHERE, MEETING = UUID(int=1), UUID(int=2), UUID(int=3)
MANAGER, FORMER, SUBSTITUTE, STRANGER = UUID(int=4), UUID(int=5), UUID(int=6), UUID(int=7)
TODAY = date(2026, 10, 20)
ONE_DAY = timedelta(days=1)
OFFICER = Nominee(CENTRE, Role.MANAGER, disabled=False)
NAMING = Naming(OFFICER, CENTRE, named_on=None, held_on=None)
CHAIR = ChairOfTheDay(TODAY, MANAGER, frozenset({MANAGER}), frozenset({SUBSTITUTE}))


@pytest.mark.article("4(2)")
def test_the_head_names_an_officer_of_the_centre_today_or_as_it_was() -> None:
    assert check_naming(NAMING, TODAY) == TODAY
    assert check_naming(replace(NAMING, named_on=TODAY - ONE_DAY), TODAY) == TODAY - ONE_DAY
    on_the_day = replace(NAMING, named_on=TODAY - ONE_DAY, held_on=TODAY - ONE_DAY)
    assert check_naming(on_the_day, TODAY) == TODAY - ONE_DAY
    assert check_naming(replace(on_the_day, same_since=TODAY), TODAY) == TODAY - ONE_DAY


@pytest.mark.article("4(2)")
@pytest.mark.parametrize(
    ("changes", "refusal", "basis"),
    [
        ({"officer": None}, SubstituteOutsideTheCentre, Article(4, "2")),
        ({"centre": ELSEWHERE}, SubstituteOutsideTheCentre, Article(4, "2")),
        (
            {"officer": replace(OFFICER, role=Role.ADMIN)},
            SubstituteOutsideTheCentre,
            Article(4, "2"),
        ),
        (
            {"officer": replace(OFFICER, disabled=True)},
            SubstituteOutsideTheCentre,
            Article(4, "2"),
        ),
        ({"held_on": TODAY - ONE_DAY}, NamedAfterTheMeeting, Article(4, "2")),
        ({"named_on": TODAY + ONE_DAY}, StillToCome, StillToCome.basis),
        ({"own": True}, OwnSubstitute, DEFAULTS.OWN_APPOINTMENT),
        ({"is_guardian": True}, ManagerAsGuardian, ManagerAsGuardian.basis),
        ({"in_conflict": True}, ManagerHasConflict, Article(10, "2")),
        ({"manages": True}, ChairsAnyway, None),
        ({"called_off": True}, NotToBeHeld, None),
        ({"same_since": TODAY}, NamedAlready, None),
    ],
)
def test_who_is_not_named(
    changes: dict[str, object], refusal: type[ProcedureRefused], basis: object
) -> None:
    with pytest.raises(refusal) as refused:
        check_naming(replace(NAMING, **changes), TODAY)  # type: ignore[arg-type]
    assert refused.value.basis == basis


@pytest.mark.article("4(2)", "6(1.4)")
@pytest.mark.parametrize(
    ("officer", "appointed", "head_is_told"),
    [
        (MANAGER, True, False),
        (SUBSTITUTE, True, True),
        (FORMER, False, True),
        (STRANGER, False, True),
        (None, False, True),
    ],
)
def test_whoever_chaired_is_recorded_and_without_appointment_it_is_a_breach(
    officer: UUID | None, appointed: bool, head_is_told: bool
) -> None:
    chair = replace(CHAIR, officer=officer)
    check_chair(chair)
    found = list(wrong(chair, MEETING))
    assert [(each.duty, each.basis, each.limit) for each in found] == (
        [] if appointed else [(Wrong.CHAIRED_UNAPPOINTED, Article(4, "2"), TODAY)]
    )
    assert chair.manager_was_absent is head_is_told


@pytest.mark.article("4(2)")
@pytest.mark.parametrize(
    ("changes", "refusal", "basis"),
    [
        ({"held_on": None}, ChairNotOnRecord, None),
        ({"same": True}, ChairAsOnRecord, None),
        ({"source": " "}, SourceMissing, DEFAULTS.FACT),
        ({"reason": " "}, ChairCorrectedWithoutReason, DEFAULTS.FACT),
        ({"said_on": TODAY + ONE_DAY}, StillToCome, None),
        ({"said_on": TODAY - 2 * ONE_DAY}, CorrectedTooEarly, None),
    ],
)
def test_who_chaired_is_corrected_from_a_source_and_with_a_reason(
    changes: dict[str, object], refusal: type[Exception], basis: object
) -> None:
    said = Correction(
        held_on=TODAY - ONE_DAY,
        same=False,
        source="Shënimet.",
        reason="Gabim.",
        said_on=TODAY - ONE_DAY,
    )
    assert check_correction(said, TODAY) == TODAY - ONE_DAY
    assert check_correction(replace(said, said_on=None), TODAY) == TODAY
    with pytest.raises(refusal) as refused:
        check_correction(replace(said, **changes), TODAY)  # type: ignore[arg-type]
    assert basis is None or getattr(refused.value, "basis", None) == basis


@pytest.mark.article("4(2)")
def test_on_the_day_of_a_change_both_managers_may_chair() -> None:
    both = replace(CHAIR, managers=frozenset({MANAGER, FORMER}))
    for officer in (MANAGER, FORMER):
        assert not list(wrong(replace(both, officer=officer), MEETING))


def test_who_chaired_was_there() -> None:
    with pytest.raises(ChairWasAway):
        check_chair(replace(CHAIR, officer=None, was_away=True))


@pytest.mark.article("10(1)")
def test_who_chaired_signs_the_minutes_and_nobody_appointed_later() -> None:
    assert who_signs(recorded=True, chaired_by=FORMER, appointed=MANAGER) == FORMER
    assert who_signs(recorded=True, chaired_by=None, appointed=MANAGER) is None
    assert who_signs(recorded=False, chaired_by=None, appointed=MANAGER) == MANAGER


@pytest.mark.article("17(5)")
def test_the_manager_of_the_meetings_day_signs_the_closing_form() -> None:
    former = replace(CHAIR, officer=FORMER, managers=frozenset({FORMER}))
    assert who_signs_the_form(former, MANAGER) == FORMER
    substitute = replace(CHAIR, officer=SUBSTITUTE)
    assert who_signs_the_form(substitute, MANAGER) == MANAGER  # the text names the manager
    assert who_signs_the_form(replace(former, officer=SUBSTITUTE), MANAGER) == FORMER
    nobody = replace(CHAIR, officer=None, managers=frozenset())
    assert who_signs_the_form(nobody, MANAGER) == MANAGER


@pytest.mark.article("10(2)", "17(5)")
def test_in_conflict_only_who_chaired_the_meeting_signs_the_closing_form() -> None:
    barred = {MANAGER}
    assert who_signs_the_form(replace(CHAIR, officer=MANAGER), MANAGER, barred) == MANAGER
    assert who_signs_the_form(replace(CHAIR, officer=SUBSTITUTE), MANAGER, barred) is None
    nobody = replace(CHAIR, officer=None, managers=frozenset())
    assert who_signs_the_form(nobody, MANAGER, barred) is None
    assert who_signs_the_form(replace(CHAIR, officer=SUBSTITUTE), FORMER, barred) == FORMER


@pytest.mark.article("4(2)")
def test_somebody_is_said_to_have_chaired_and_blanks_name_nobody() -> None:
    check_named(uuid4(), None, "")
    check_named(None, uuid4(), "")
    check_named(None, None, "Drejtori")
    for words in ("", " \u00a0\n"):
        with pytest.raises(ChairNotSaid):
            check_named(None, None, words)
