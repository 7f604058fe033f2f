"""What comes in at any time, and claims that are verified: Art. 5(1.2), 12(1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rules.basis import Article
from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.information import (
    InformantFacts,
    InformantHasLeft,
    InformantNotBound,
    InformedFromNoSeat,
    InformedWithoutSource,
    NothingClaimed,
    NothingIsVerified,
    NothingSharedThere,
    NothingToldOf,
    SharedOnAnotherDay,
    VerifiedWithoutWord,
    check_bound,
    check_claim,
    check_information,
    check_outcome,
    check_shared,
)
from rules.left_behind import (
    ClaimFacts,
    DatedFacts,
    LeftBehind,
    came_after,
    left_behind,
    unverified,
)
from rules.refusals import ProcedureRefused

SEATED, LEFT = date(2026, 9, 10), date(2026, 9, 20)
TODAY = date(2026, 9, 30)
DAY = timedelta(days=1)
SAID = "Fëmija nuk vjen në shkollë."
SITS = InformantFacts(sits=True, declared=True, seated_on=SEATED)
GONE = InformantFacts(sits=False, declared=True, seated_on=SEATED, until=LEFT)


@pytest.mark.article("5(1.2)")
@pytest.mark.parametrize(
    ("informant", "on", "words", "source", "refusal"),
    [
        (SITS, SEATED, SAID, "", None),
        (SITS, TODAY, SAID, "Mësuesja.", None),
        (None, TODAY, SAID, "Fqinja, me telefon.", None),
        (None, SEATED - 30 * DAY, SAID, "Fqinja.", None),  # long before it is typed
        (GONE, LEFT, SAID, "", None),  # said while they sat, typed after they left
        (GONE, LEFT + DAY, SAID, "", InformedFromNoSeat),
        (SITS, SEATED - DAY, SAID, "", InformedFromNoSeat),
        (SITS, TODAY, " \n", "", NothingToldOf),
        (None, TODAY, SAID, " ", InformedWithoutSource),
        (SITS, TODAY + DAY, SAID, "", StillToCome),
    ],
)
def test_what_comes_in_has_words_a_day_and_a_source(
    informant: InformantFacts | None,
    on: date,
    words: str,
    source: str,
    refusal: type[ProcedureRefused] | None,
) -> None:
    if refusal is None:
        check_information(on, TODAY, words=words, source=source, informant=informant)
        return
    with pytest.raises(refusal) as refused:
        check_information(on, TODAY, words=words, source=source, informant=informant)
    ours = {StillToCome: DEFAULTS.HAPPENED, InformedWithoutSource: DEFAULTS.FACT}
    assert refused.value.basis == ours.get(refusal, DEFAULTS.INFORMATION)


@pytest.mark.article("5(1.2)", "10(2)", "18(2)")
@pytest.mark.parametrize(
    ("informant", "refusal"),
    [
        (SITS, None),
        (GONE, InformantHasLeft),
        (InformantFacts(sits=True, declared=False, seated_on=SEATED), InformantNotBound),
    ],
)
def test_by_a_link_who_sits_and_has_declared(
    informant: InformantFacts, refusal: type[ProcedureRefused] | None
) -> None:
    if refusal is None:
        check_bound(informant)
        return
    with pytest.raises(refusal):
        check_bound(informant)


@pytest.mark.article("12(1)")
@pytest.mark.parametrize(
    ("on", "words", "confirms", "decided_on", "refusal"),
    [
        (TODAY, SAID, SITS, None, None),
        (TODAY, SAID, None, None, None),  # the manager verifies it
        (TODAY, SAID, SITS, TODAY, None),
        (TODAY - DAY, SAID, None, TODAY, None),  # asked before the decision, typed after it
        (TODAY, SAID, None, TODAY - DAY, NothingIsVerified),
        (TODAY, SAID, GONE, None, InformantHasLeft),
        (TODAY, "", SITS, None, NothingClaimed),
        (TODAY + DAY, SAID, SITS, None, StillToCome),
    ],
)
def test_a_claim_is_put_to_who_may_read_it_as_long_as_the_table_treats_the_case(
    on: date,
    words: str,
    confirms: InformantFacts | None,
    decided_on: date | None,
    refusal: type[ProcedureRefused] | None,
) -> None:
    if refusal is None:
        check_claim(on, TODAY, words=words, confirms=confirms, decided_on=decided_on)
        return
    with pytest.raises(refusal) as refused:
        check_claim(on, TODAY, words=words, confirms=confirms, decided_on=decided_on)
    if refusal is NothingIsVerified:
        assert refused.value.basis == Article(17, "3")


@pytest.mark.article("12(1)")
def test_an_outcome_says_how_and_is_of_a_day_on_which_they_sat() -> None:
    check_outcome(TODAY, TODAY, words="E pashë vetë.")
    check_outcome(LEFT, TODAY, words="E pashë vetë.", informant=GONE)
    with pytest.raises(VerifiedWithoutWord):
        check_outcome(TODAY, TODAY, words=" ")
    with pytest.raises(InformedFromNoSeat):
        check_outcome(LEFT + DAY, TODAY, words="E pashë.", informant=GONE)
    with pytest.raises(StillToCome):
        check_outcome(TODAY + DAY, TODAY, words="E pashë.")


def at(day: date, recorded: date | None = None) -> DatedFacts:
    when = recorded or day
    return DatedFacts(day, datetime(when.year, when.month, when.day, 12, tzinfo=UTC))


MET = date(2026, 9, 15)
WRITTEN = MET + 2 * DAY
ASSESSED = at(MET, WRITTEN)


@pytest.mark.article("5(1.2)")
@pytest.mark.parametrize(("days", "after"), [(-1, False), (0, False), (1, True)])
def test_what_came_in_on_the_day_of_the_assessment_could_be_in_it(
    days: int, *, after: bool
) -> None:
    assert came_after(MET, MET + days * DAY) is after


@pytest.mark.article("5(1.2)", "14(4)")
@pytest.mark.parametrize(
    ("given", "after", "typed_after"),
    [
        (at(MET - DAY), 0, 0),
        (at(MET - DAY, WRITTEN + DAY), 0, 1),  # said before, and on record too late to be in it
        (at(MET, WRITTEN + DAY), 0, 1),
        (replace(at(MET, WRITTEN + DAY), heard=True), 0, 0),  # the table itself was told
        (replace(at(TODAY), heard=True), 1, 0),
        (at(MET + DAY), 1, 0),  # also where it was typed before the assessment was
        (at(TODAY), 1, 0),
    ],
)
def test_what_the_assessment_in_use_does_not_hold_is_counted_by_its_true_day(
    given: DatedFacts, after: int, typed_after: int
) -> None:
    behind = left_behind(ASSESSED, [given], [], TODAY)
    assert (behind.after, behind.typed_after) == (after, typed_after)
    assert behind.suggests_reassessment == bool(after + typed_after)


@pytest.mark.article("5(1.2)", "20(1)")
def test_what_was_shared_in_a_meeting_is_of_its_day() -> None:
    check_shared(MET, MET)
    with pytest.raises(NothingSharedThere):
        check_shared(MET, None)
    for on in (MET - DAY, MET + DAY):
        with pytest.raises(SharedOnAnotherDay):
            check_shared(on, MET)


@pytest.mark.article("12(1)", "14(4)")
def test_claims_without_an_outcome_are_warned_of_and_one_refuted_later_is_a_signal() -> None:
    open_one = ClaimFacts(MET)
    refuted_later = ClaimFacts(MET - DAY, (at(MET), at(MET + DAY)))
    behind = left_behind(ASSESSED, [], [open_one, refuted_later], TODAY)
    assert (behind.unverified, behind.found_after, behind.unverified_then) == (1, 1, 1)
    assert behind.assessed_on == MET
    assert left_behind(None, [at(TODAY)], [open_one], TODAY) == LeftBehind(unverified=1)
    assert not left_behind(ASSESSED, [], [], TODAY).is_anything


@pytest.mark.article("5(1.2)")
def test_what_was_considered_and_changes_nothing_is_warned_of_no_more_and_still_counted() -> None:
    seen, said_late = replace(at(MET + DAY), considered=True), at(MET - DAY, WRITTEN + DAY)
    claim = ClaimFacts(MET, (seen, at(MET + 2 * DAY)))
    behind = left_behind(ASSESSED, [seen, said_late], [claim], TODAY)
    assert (behind.after, behind.typed_after, behind.found_after) == (0, 1, 1)
    assert (behind.considered, behind.unverified) == (2, 0)
    late = replace(said_late, considered=True)
    assert left_behind(ASSESSED, [seen, late], [], TODAY) == LeftBehind(MET, considered=2)
    assert not left_behind(ASSESSED, [seen], [], TODAY).is_anything
    known = replace(at(MET), considered=True)  # considered of the version before
    assert left_behind(ASSESSED, [known], [], TODAY).considered == 0


@pytest.mark.article("12(1)")
def test_a_claim_is_unverified_on_a_day_by_what_was_known_then() -> None:
    claim = ClaimFacts(MET, (at(MET + 3 * DAY),))
    assert [unverified([claim], MET + n * DAY) for n in (-1, 0, 2, 3)] == [0, 1, 1, 0]
