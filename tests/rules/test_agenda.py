"""The agenda: the chair's own items, sent, approved; a member's dissent: Art. 8(3), 9, 10."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.agenda import (
    OF_THE_CASE,
    AgendaWord,
    Approval,
    ChangesUnsaid,
    ItemState,
    ItemWasSent,
    ItemWithoutWords,
    NoAgendaAnyMore,
    as_mailed,
    check_moved,
    check_new_item,
    check_taken_back,
    check_word,
    code_of,
    moved,
    own_items,
    placed,
    without,
)
from rules.days import StillToCome
from rules.dissent import (
    DissentFacts,
    DissentTooEarly,
    DissentWithoutWords,
    NothingDecidedYet,
    check_dissent,
)
from rules.items import agenda_for
from rules.meetings import MeetingKind
from rules.minutes import missing_items

ID = UUID(int=7)
OWN = code_of(ID)
DRAFT = ItemState(late=False, sent=False, held=False)
SENT = replace(DRAFT, sent=True)
LATE = replace(SENT, late=True)
HELD_ON = date(2026, 11, 20)
SAID = DissentFacts(HELD_ON, "Fëmija kthehet në familje.", "Nuk është e sigurt.")


@pytest.mark.article("10(4)")
@pytest.mark.parametrize("kind", [each for each in MeetingKind if each != MeetingKind.QUARTERLY])
def test_the_four_items_stand_on_every_meeting_of_a_case_in_their_order(kind: MeetingKind) -> None:
    agenda = agenda_for(kind)
    assert [code for code in agenda if code in OF_THE_CASE] == list(OF_THE_CASE)
    assert agenda[0] == "approve_agenda"
    assert "family_notice" in agenda


@pytest.mark.article("10(3)")
def test_an_item_is_put_where_it_is_wanted_and_the_fixed_ones_keep_their_order() -> None:
    fixed = agenda_for(MeetingKind.REVIEW)
    agenda = placed(fixed, OWN)
    assert agenda[-2:] == [OWN, "next_meeting"]
    assert placed(fixed, OWN, "reports")[fixed.index("reports") + 1] == OWN
    assert placed(fixed, OWN, "nowhere") == agenda
    assert placed([], OWN) == [OWN]
    assert moved(agenda, OWN, up=True).index(OWN) == len(agenda) - 3
    assert moved(agenda, OWN, up=False)[-1] == OWN
    assert moved([OWN, "review"], OWN, up=True) == [OWN, "review"]
    assert moved(["review", OWN], OWN, up=False) == ["review", OWN]
    for changed in (agenda, moved(agenda, OWN, up=True)):
        assert without(changed, OWN) == fixed
        assert own_items(changed) == [ID]


@pytest.mark.article("10(3)", "10(6)")
def test_no_word_of_the_chairs_is_mailed() -> None:
    assert as_mailed(["review", OWN]) == ("review", "own")


@pytest.mark.article("8(3)", "10(3)")
def test_what_was_sent_stays_and_what_came_late_may_go_until_the_meeting() -> None:
    check_moved(DRAFT)
    check_taken_back(DRAFT)
    check_taken_back(LATE)
    for item in (SENT, LATE, replace(DRAFT, held=True)):
        with pytest.raises(ItemWasSent):
            check_moved(item)
    for item in (SENT, replace(LATE, held=True), replace(DRAFT, held=True)):
        with pytest.raises(ItemWasSent):
            check_taken_back(item)


@pytest.mark.article("10(3)")
def test_an_item_has_words_and_its_meeting_stands() -> None:
    check_new_item("Shkolla", called_off=False)
    with pytest.raises(ItemWithoutWords):
        check_new_item(" ", called_off=False)
    with pytest.raises(NoAgendaAnyMore):
        check_new_item("Shkolla", called_off=True)


@pytest.mark.article("10(3)")
def test_an_agenda_that_was_changed_says_how_and_silence_is_no_wall() -> None:
    check_word(None)
    for approval in (Approval.AS_SENT, Approval.NOT_APPROVED):
        check_word(AgendaWord(approval))
    check_word(AgendaWord(Approval.WITH_CHANGES, "Pika 4 u hoq."))
    with pytest.raises(ChangesUnsaid):
        check_word(AgendaWord(Approval.WITH_CHANGES, " "))


HEADINGS = ("Approval", "Case", "Needs")
WANTED = {"2": ("Case",), "3": ("Needs",)}


@pytest.mark.article("10(4)")
@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("1. Approval\nYes.\n2. Case\nRead.\n3. Needs\nRead.", []),
        ("1. Approval\nYes.\n3. Needs\nRead.", ["2"]),
        ("1. Approval\nYes.", ["2", "3"]),
        ("1. Approval\nYes.\n2. Needs\nRead.", ["2"]),  # numbered anew, the case is not in it
        ("1. Approval\nYes.\n2. Case: it was read.\n3. They were read.", []),
        ("Everything was talked about.", []),  # written freely: there is no heading to miss
        ("1. All went well.", []),
    ],
)
def test_an_item_of_the_four_that_the_minutes_leave_out_is_found(
    text: str, left_out: list[str]
) -> None:
    assert missing_items(text, HEADINGS, WANTED) == left_out


@pytest.mark.article("9", "10(1)")
def test_a_dissent_says_from_what_and_why_on_any_day_since_the_meeting() -> None:
    assert check_dissent(SAID, None, HELD_ON) == HELD_ON
    assert check_dissent(SAID, HELD_ON, date(2026, 12, 1)) == HELD_ON
    for odd in (replace(SAID, words=" "), replace(SAID, decision="")):
        with pytest.raises(DissentWithoutWords):
            check_dissent(odd, None, HELD_ON)
    with pytest.raises(NothingDecidedYet):
        check_dissent(replace(SAID, held_on=None), None, HELD_ON)
    with pytest.raises(StillToCome):
        check_dissent(SAID, date(2026, 11, 21), HELD_ON)
    with pytest.raises(DissentTooEarly):
        check_dissent(SAID, HELD_ON - timedelta(days=1), HELD_ON)
