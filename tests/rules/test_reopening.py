"""A new case linked to an earlier, sealed one, and who reads that by it: beside Art. 18(1)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from rules import reopening
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused
from rules.reopening import (
    EarlierFacts,
    NewCaseFacts,
    ReaderFacts,
    check_link,
    check_taking_back,
    may_read,
    may_say_wrong,
)

HEAD, MANAGER = uuid4(), uuid4()
NEW = NewCaseFacts(uuid4(), date(2026, 11, 20), MANAGER)
EARLIER = EarlierFacts(uuid4(), sealed_on=date(2026, 11, 20), referred_on=date(2026, 3, 2))
ON, BEFORE = date(2026, 11, 20), date(2026, 11, 19)
WHY = "I njëjti fëmijë, e njeh zyrtarja."


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    "earlier",
    [
        EARLIER,
        replace(EARLIER, referred_on=NEW.referred_on),  # a mistake, found out on its first day
        replace(EARLIER, died=True, said_wrong=True),
    ],
)
def test_the_head_links_a_new_case_to_a_sealed_one(earlier: EarlierFacts) -> None:
    check_link(NEW, earlier, WHY, by=HEAD, on=ON)
    check_link(replace(NEW, manager_id=None), earlier, WHY, by=HEAD, on=ON)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("earlier", "refusal"),
    [
        (replace(EARLIER, id=NEW.id), reopening.EarlierIsItself),
        (replace(EARLIER, sealed_on=None), reopening.EarlierStillRuns),
        (replace(EARLIER, referred_on=date(2026, 11, 21)), reopening.EarlierCameLater),
        (replace(EARLIER, of_a_sibling=True), reopening.EarlierOfASibling),
        (replace(EARLIER, duplicate=True), reopening.EarlierWasADuplicate),
        (replace(EARLIER, died=True), reopening.DiedInTheEarlierFile),
        (replace(EARLIER, linked=True), reopening.LinkedAlready),
    ],
)
def test_no_other_case_is_an_earlier_one(
    earlier: EarlierFacts, refusal: type[ProcedureRefused]
) -> None:
    with pytest.raises(refusal) as refused:
        check_link(NEW, earlier, WHY, by=HEAD, on=ON)
    is_law = refusal is reopening.LinkedAlready
    assert refused.value.basis == (None if is_law else DEFAULTS.REOPENING)


@pytest.mark.article("18(1)")
def test_nobody_opens_a_file_to_themselves_or_without_saying_how_it_is_known() -> None:
    with pytest.raises(reopening.OwnNewCase) as refused:
        check_link(NEW, EARLIER, WHY, by=MANAGER, on=ON)
    assert refused.value.basis == DEFAULTS.OWN_CASE
    with pytest.raises(reopening.LinkWithoutReason):
        check_link(NEW, EARLIER, " \n", by=HEAD, on=ON)


@pytest.mark.article("18(1)")
def test_a_link_is_taken_back_once_and_with_a_reason() -> None:
    check_taking_back("Fëmijë tjetër.", on=ON, linked_on=ON, taken_back=False)
    with pytest.raises(reopening.LinkTakenBackUnsaid):
        check_taking_back(" ", on=ON, linked_on=ON, taken_back=False)
    with pytest.raises(reopening.LinkTakenBackAlready):
        check_taking_back("Fëmijë tjetër.", on=ON, linked_on=ON, taken_back=True)
    with pytest.raises(reopening.TakenBackBeforeLinked) as refused:
        check_taking_back("Fëmijë tjetër.", on=BEFORE, linked_on=ON, taken_back=False)
    assert refused.value.facts == {"day": ON}
    assert refused.value.basis == DEFAULTS.HAPPENED


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("referred_on", "sealed_on", "refused"),
    [
        (ON, ON, False),
        (ON, BEFORE, False),
        (date(2026, 11, 21), BEFORE, True),
        (BEFORE, date(2026, 11, 21), True),  # the decision was of a file that still ran
    ],
)
def test_nothing_is_linked_before_both_files_were_there(
    referred_on: date, sealed_on: date, *, refused: bool
) -> None:
    new = replace(NEW, referred_on=referred_on)
    earlier = replace(EARLIER, sealed_on=sealed_on)
    if not refused:
        check_link(new, earlier, WHY, by=HEAD, on=ON)
        return
    with pytest.raises(reopening.LinkedTooEarly) as early:
        check_link(new, earlier, WHY, by=HEAD, on=ON)
    assert early.value.facts == {"day": ON, "since": date(2026, 11, 21)}


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("signed", "corrected", "may"),
    [(True, False, True), (False, False, False), (True, True, False), (False, True, False)],
)
def test_only_what_is_signed_and_stands_says_that_a_death_was_wrong(
    *, signed: bool, corrected: bool, may: bool
) -> None:
    assert may_say_wrong(signed=signed, corrected=corrected) is may


@pytest.mark.article("10(2)", "18(1)")
@pytest.mark.parametrize(
    ("manages", "heads", "sealed", "barred", "reads"),
    [
        (True, False, False, False, True),
        (True, False, True, False, False),  # their case is over
        (False, True, False, False, True),
        (False, True, True, False, True),
        (False, False, False, False, False),  # also who managed it before
        (True, False, False, True, False),
        (False, True, False, True, False),
        (True, True, True, False, True),  # the deputy
    ],
)
def test_the_manager_reads_while_the_new_case_runs_and_so_does_the_head(
    *, manages: bool, heads: bool, sealed: bool, barred: bool, reads: bool
) -> None:
    assert may_read(ReaderFacts(manages, heads, sealed, barred)) is reads
