"""How somebody leaves a table, and who takes their place: Art. 4(6), 8(6), 8(11)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.basis import Article
from rules.breaches import Wrong
from rules.composition import (
    ChildStatus,
    Composition,
    ForeignChildNeedsRepresentative,
    NobodySelected,
    RecusedFromTheCase,
    ReleaseWithoutReason,
    SeatFacts,
)
from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.facts import DepartureFacts
from rules.meetings import AtTheTable, Record, wrongs
from rules.refusals import ProcedureRefused
from rules.seats import EndedBeforeGiven, ThereAfterwards
from rules.succession import (
    HAPPENED,
    Departure,
    Leaving,
    NothingToSee,
    OwnDeparture,
    SameActors,
    SeenAlready,
    StillSits,
    SuccessorNamed,
    SuccessorOfAnotherKind,
    awaits_head,
    check_leaving,
    check_naming,
    check_seen,
    check_successor,
    duties,
)
from tests.rules.known import MEETING, a_table

TODAY = date(2026, 10, 1)
POLICE = SeatFacts(UUID(int=41), "1.6", reasoned=True)
SERGEANT = SeatFacts(UUID(int=42), "1.6", reasoned=True)
DOCTOR = SeatFacts(UUID(int=43), "1.5", reasoned=True)
ASYLUM = SeatFacts(UUID(int=44), "6.1.1", reasoned=True)
HEAD, MANAGER = UUID(int=45), UUID(int=46)
GIVEN = TODAY - timedelta(days=60)
LEAVES = Leaving(
    POLICE, Departure.END_OF_OFFICE, TODAY, "U transferua.", took_part=True, given_on=GIVEN
)


TABLE = a_table(
    composed=True, composition=Composition(True, True, ChildStatus.RESIDENT, (POLICE, DOCTOR))
)
FOREIGN = a_table(
    composed=True, composition=Composition(True, True, ChildStatus.REFUGEE, (POLICE, ASYLUM))
)


@pytest.mark.article("8(6)")
@pytest.mark.parametrize(
    ("leaving", "refusal"),
    [
        (replace(LEAVES, words=" "), ReleaseWithoutReason),
        (replace(LEAVES, departure=Departure.EXCLUSION, words=""), ReleaseWithoutReason),
        (replace(LEAVES, departure=Departure.EXCLUSION, words="", successor=SERGEANT),
         ReleaseWithoutReason),
        (replace(LEAVES, departure=Departure.OTHER_CHOICE), SameActors),
        (replace(LEAVES, successor=DOCTOR), SuccessorOfAnotherKind),
        (replace(LEAVES, successor=POLICE), SuccessorOfAnotherKind),
        (replace(LEAVES, on=TODAY + timedelta(days=1)), StillToCome),
        (replace(LEAVES, on=GIVEN - timedelta(days=1)), EndedBeforeGiven),
        (replace(LEAVES, on=GIVEN, there_on=TODAY), ThereAfterwards),
    ],
)  # fmt: skip
def test_nobody_drops_out_without_what_the_text_asks(
    leaving: Leaving, refusal: type[ProcedureRefused]
) -> None:
    with pytest.raises(refusal):
        check_leaving(leaving, TABLE, TODAY)


@pytest.mark.article("8(6)")
@pytest.mark.parametrize(
    "leaving",
    [
        LEAVES,
        replace(LEAVES, on=GIVEN),
        replace(LEAVES, there_on=TODAY),  # gone on the day of the meeting itself
        replace(LEAVES, words="", successor=SERGEANT),
        replace(LEAVES, words="", departure=Departure.DEATH),
        replace(LEAVES, departure=Departure.EXCLUSION),
        replace(LEAVES, departure=Departure.OTHER_CHOICE, took_part=False),
    ],
)
def test_what_ends_a_seat_is_recorded(leaving: Leaving) -> None:
    check_leaving(leaving, TABLE, TODAY)


@pytest.mark.article("4(6)", "4(3)", "8(6)")
@pytest.mark.parametrize("departure", list(Departure))
def test_what_is_decided_keeps_the_table_lawful_and_what_happened_is_recorded(
    departure: Departure,
) -> None:
    alone = a_table(
        composed=True, composition=Composition(True, True, ChildStatus.RESIDENT, (POLICE,))
    )
    for table, seat, refusal in (
        (FOREIGN, ASYLUM, ForeignChildNeedsRepresentative),
        (alone, POLICE, NobodySelected),
    ):
        leaving = replace(LEAVES, seat=seat, departure=departure, took_part=False)
        if departure in HAPPENED:
            check_leaving(leaving, table, TODAY)
        else:
            with pytest.raises(refusal):
                check_leaving(leaving, table, TODAY)
            another = replace(seat, person=UUID(int=50))
            check_leaving(replace(leaving, successor=another), table, TODAY)


@pytest.mark.article("4(6)", "8(6)")
def test_what_was_wrong_before_holds_up_nobody() -> None:
    lacking = a_table(
        composed=True, composition=Composition(True, True, ChildStatus.REFUGEE, (POLICE, DOCTOR))
    )
    check_leaving(replace(LEAVES, departure=Departure.EXCLUSION), lacking, TODAY)


@pytest.mark.article("10(2)")
def test_who_has_a_conflict_of_interest_succeeds_nobody() -> None:
    recused = replace(SERGEANT, recused=True)
    table = a_table(
        composed=True, composition=Composition(True, True, ChildStatus.RESIDENT, (POLICE, recused))
    )
    with pytest.raises(RecusedFromTheCase):
        check_successor(POLICE, SERGEANT, table)


@pytest.mark.article("8(6)", "10(2)")
def test_a_place_is_taken_once_and_only_where_it_is_free() -> None:
    check_naming(replace(POLICE, left=True), named=False)
    check_naming(replace(POLICE, recused=True), named=False)
    with pytest.raises(StillSits):
        check_naming(POLICE, named=False)
    with pytest.raises(SuccessorNamed) as refused:
        check_naming(replace(POLICE, left=True), named=True)
    assert refused.value.basis is None


@pytest.mark.article("8(6)")
def test_the_head_sees_why_nobody_comes_and_not_who_manages_the_case() -> None:
    seen = {
        departure: awaits_head(departure, succeeded=False, seen=False) for departure in Departure
    }
    assert [departure for departure, waits in seen.items() if waits] == [
        Departure.END_OF_OFFICE,
        Departure.EXCLUSION,
    ]
    assert not awaits_head(Departure.EXCLUSION, succeeded=True, seen=False)
    assert not awaits_head(Departure.EXCLUSION, succeeded=False, seen=True)
    left = {"by": HEAD, "manager_id": MANAGER}
    check_seen(Departure.EXCLUSION, succeeded=False, seen=False, **left)
    with pytest.raises(OwnDeparture) as own:
        check_seen(Departure.EXCLUSION, succeeded=False, seen=False, by=MANAGER, manager_id=MANAGER)
    assert own.value.basis is DEFAULTS.OWN_CASE
    for succeeded in (True, False):
        with pytest.raises(SeenAlready):
            check_seen(Departure.EXCLUSION, succeeded=succeeded, seen=not succeeded, **left)
    for nobody in (Departure.DEATH, None):  # who has died, who still sits
        with pytest.raises(NothingToSee):
            check_seen(nobody, succeeded=False, seen=False, **left)


@pytest.mark.article("8(6)")
def test_three_days_to_see_it_are_ours() -> None:
    (duty,) = duties(a_table(departures=(DepartureFacts(POLICE.person, TODAY),)))
    assert (duty.due, duty.is_ours) == (TODAY + timedelta(days=3), True)


@pytest.mark.article("8(11)")
def test_who_was_not_invited_to_the_closing_meeting_stays_on_record() -> None:
    met = Record(
        MEETING, TODAY, agreed=True, invited=True, closing=True,
        members=(AtTheTable(HEAD, True, True), AtTheTable(MANAGER, False, True, invited=False)),
    )  # fmt: skip
    (breach,) = wrongs(met)
    assert (breach.duty, breach.basis, breach.member_id) == (
        Wrong.NOT_ALL_INVITED,
        Article(8, "11"),
        MANAGER,
    )
    assert not list(wrongs(replace(met, closing=False)))
