"""What is added beside a sealed file, and who signs it: beside Art. 17(5)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.phases import FileSealed, Phase, StepOutOfTurn, check_open
from rules.refusals import ProcedureRefused
from rules.signing import NotYoursToSign
from rules.supplement import (
    Capacity,
    DayNotSaid,
    NotSealedYet,
    SupplementFacts,
    SupplementSigned,
    SupplementWithoutWords,
    capacity_of,
    check_entering,
    check_signing,
)

TODAY = date(2026, 11, 26)
MANAGER, HEAD = UUID(int=1), UUID(int=2)
ADDED = SupplementFacts(True, "A letter came.", date(2026, 11, 20), day_not_known=False)


@pytest.mark.article("17(5)")
@pytest.mark.parametrize(
    ("added", "refusal"),
    [
        (ADDED, None),
        (replace(ADDED, happened_on=TODAY), None),
        (replace(ADDED, happened_on=None, day_not_known=True), None),
        (replace(ADDED, sealed=False), NotSealedYet),
        (replace(ADDED, words=" \n"), SupplementWithoutWords),
        (replace(ADDED, happened_on=None), DayNotSaid),
        (replace(ADDED, day_not_known=True), DayNotSaid),
        (replace(ADDED, happened_on=date(2026, 11, 27)), StillToCome),
    ],
)
def test_words_and_a_true_day_or_none_that_is_known(
    added: SupplementFacts, refusal: type[ProcedureRefused] | None
) -> None:
    if refusal is None:
        check_entering(added, TODAY)
        return
    with pytest.raises(refusal) as refused:
        check_entering(added, TODAY)
    ours = {NotSealedYet: None, StillToCome: DEFAULTS.HAPPENED}
    assert refused.value.basis == ours.get(refusal, DEFAULTS.SUPPLEMENT)


@pytest.mark.article("17(5)")
@pytest.mark.parametrize(
    ("by", "heads", "capacity"),
    [
        (MANAGER, False, Capacity.MANAGER),
        (MANAGER, True, Capacity.MANAGER),  # the deputy's own case
        (HEAD, True, Capacity.HEAD),
        (HEAD, False, None),
    ],
)
def test_each_signs_as_one(by: UUID, heads: bool, capacity: Capacity | None) -> None:
    assert capacity_of(by, MANAGER, acts_as_head=heads) is capacity
    assert capacity_of(by, MANAGER, acts_as_head=heads, in_conflict=True) is None


@pytest.mark.article("17(5)")
@pytest.mark.parametrize(
    ("capacity", "signed", "signatories", "refusal"),
    [
        (Capacity.HEAD, (), (), None),
        (Capacity.HEAD, (Capacity.MANAGER,), (MANAGER,), None),
        (None, (), (), NotYoursToSign),
        (Capacity.HEAD, (Capacity.HEAD,), (MANAGER,), SupplementSigned),  # by another head
        (Capacity.HEAD, (Capacity.MANAGER,), (HEAD,), SupplementSigned),  # as the manager before
    ],
)
def test_manager_and_head_sign_once_and_each_for_themselves(
    capacity: Capacity | None,
    signed: Collection[Capacity],
    signatories: Collection[UUID],
    refusal: type[ProcedureRefused] | None,
) -> None:
    if refusal is None:
        assert check_signing(capacity, signed, HEAD, signatories) is capacity
        return
    with pytest.raises(refusal):
        check_signing(capacity, signed, HEAD, signatories)


@pytest.mark.article("17(5)")
def test_a_sealed_file_says_where_what_happened_goes_instead() -> None:
    check_open(Phase.CLOSURE, "R-26-1")
    with pytest.raises(FileSealed) as refused:
        check_open(Phase.CLOSED, "R-26-1")
    assert isinstance(refused.value, StepOutOfTurn)
    assert (refused.value.basis, refused.value.facts) == (DEFAULTS.SUPPLEMENT, {"number": "R-26-1"})
