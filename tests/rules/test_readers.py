"""Who may read which section, by rule alone: Art. 8(7), 10(1), 10(2), 14(2), 18(1), 18(2)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from rules.basis import Article, Default
from rules.composition import KINDS
from rules.readers import (
    BY_DEFAULT,
    OF_SOMEBODY,
    NoReaderAnyMore,
    NotToBeWithheld,
    ReadSection,
    SaidMeanwhile,
    SectionReader,
    WithheldWithoutReason,
    by_default,
    check_said,
    is_bound,
    may_read,
)
from rules.refusals import ProcedureRefused

OWN, OTHERS = uuid4(), uuid4()
POLICE = SectionReader(kind="1.6", sits=True, has_signed=True, own=frozenset({OWN}))
HEALTH = (ReadSection.HEALTH, None)


def whose(section: ReadSection) -> UUID | None:
    return OTHERS if section in OF_SOMEBODY else None


def test_every_section_has_its_row_for_every_kind_of_institution() -> None:
    assert set(BY_DEFAULT) == set(ReadSection)
    for section in ReadSection:
        assert set(BY_DEFAULT[section]) == set(KINDS)


@pytest.mark.article("8(7)", "13(3)", "10(1)")
def test_members_read_by_the_regulation_and_others_by_a_default_of_ours() -> None:
    assert by_default(ReadSection.HEALTH, "1.6").basis == Article(8, "7")
    assert by_default(ReadSection.ACTIONS, "6.1").basis == Article(13, "3")
    for section in ReadSection:
        assert isinstance(by_default(section, "other").basis, Default)
        assert may_read(POLICE, section, whose(section)) is (section.paper != "attachments")


@pytest.mark.article("18(1)")
def test_who_has_no_seat_reads_nothing_by_default() -> None:
    for kind in ("family", "guest", "interpreter", "superior", "nobody"):
        assert not any(by_default(section, kind).reads for section in ReadSection)


@pytest.mark.article("10(2)", "17(5)", "18(2)")
@pytest.mark.parametrize("shut", [{"sits": False}, {"has_signed": False}, {"open_file": False}])
def test_recused_undeclared_released_or_after_the_seal_nothing_is_read(
    shut: dict[str, bool],
) -> None:
    reader = replace(POLICE, **shut)  # type: ignore[arg-type]
    for section in ReadSection:
        own = may_read(reader, section, OWN if section in OF_SOMEBODY else None)
        signs_what_they_sat_in = section is ReadSection.MINUTES and shut == {"sits": False}
        assert own is signs_what_they_sat_in


@pytest.mark.article("18(1)")
def test_the_last_word_holds_and_only_for_its_section() -> None:
    reader = replace(POLICE, withheld={HEALTH: True})
    assert not may_read(reader, ReadSection.HEALTH)
    assert may_read(reader, ReadSection.SAFETY)
    assert may_read(replace(POLICE, withheld={HEALTH: False}), ReadSection.HEALTH)
    theirs = (ReadSection.REPORT, OTHERS)
    assert not may_read(replace(POLICE, withheld={theirs: True}), *theirs)
    assert may_read(replace(POLICE, withheld={theirs: True}), ReadSection.REPORT, uuid4())


@pytest.mark.article("8(3)", "8(9)", "10(1)", "14(2)")
def test_what_somebody_comes_to_carries_out_wrote_or_signs_is_always_theirs() -> None:
    bound = [
        (ReadSection.INVITATION, None),
        (ReadSection.MINUTES, None),
        (ReadSection.ACTIONS, OWN),
        (ReadSection.REPORT, OWN),
    ]
    reader = replace(POLICE, withheld=dict.fromkeys(bound, True))
    for item in bound:
        assert is_bound(reader, item)
        assert may_read(reader, *item)
        with pytest.raises(NotToBeWithheld):
            check_said(POLICE, frozenset({item}), "x", withhold=True)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("reader", "reason", "withhold", "refused"),
    [
        (POLICE, " ", True, WithheldWithoutReason),
        (replace(POLICE, sits=False), "x", True, NoReaderAnyMore),
        (replace(POLICE, withheld={HEALTH: True}), "x", True, SaidMeanwhile),
        (POLICE, "x", False, SaidMeanwhile),
    ],
)
def test_it_is_said_why_and_of_whom_it_is_not_so_already(
    reader: SectionReader, reason: str, withhold: bool, refused: type[ProcedureRefused]
) -> None:
    with pytest.raises(refused):
        check_said(reader, frozenset({HEALTH}), reason, withhold=withhold)


def test_an_attachment_is_given_and_taken_again() -> None:
    item = (ReadSection.ATTACHMENT, OTHERS)
    check_said(POLICE, frozenset({item}), "x", withhold=False)
    assert may_read(replace(POLICE, withheld={item: False}), *item)
    check_said(replace(POLICE, withheld={item: False}), frozenset({item}), "x", withhold=True)
