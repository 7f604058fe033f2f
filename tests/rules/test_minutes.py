"""Minutes: written, approved at the next meeting, signed by all: Art. 10(1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules import minutes
from rules.duties import Duty
from rules.facts import TableFacts
from rules.minutes import ItemsWithoutWords, LinesLeftOpen, check_items, empty_items, open_lines
from tests.rules.known import LAST, MEETS, MEMBER, REPORT, a_table, held, some_minutes

ASKED = date(2026, 10, 19)


def planned(table: TableFacts) -> list[str]:
    return [step.act for step in minutes.steps(table)]


def owed(table: TableFacts) -> list[tuple[Duty, str, date | None]]:
    return [(duty.duty, duty.actor, duty.due) for duty in minutes.duties(table)]


@pytest.mark.article("10(1)")
def test_minutes_are_owed_after_every_meeting() -> None:
    assert owed(a_table(last=held())) == [
        (Duty.WRITE_MINUTES, "manager", MEETS + timedelta(days=3))
    ]
    assert owed(a_table(last=held(), minutes=(some_minutes(),))) == []
    assert owed(a_table()) == []


@pytest.mark.article("10(1)")
def test_a_draft_goes_to_the_table_and_waits_for_the_next_meeting() -> None:
    draft = some_minutes(sent=False)
    assert planned(a_table(last=held(), minutes=(draft,))) == ["send_minutes"]
    assert planned(a_table(last=held(), minutes=(replace(draft, sent=True),))) == []


@pytest.mark.article("10(1)")
def test_signatures_are_asked_for_once_the_text_is_approved() -> None:
    approved = some_minutes(approved=True)
    assert planned(a_table(minutes=(approved,))) == ["ask_signatures"]
    assert planned(a_table(minutes=(replace(approved, asked_on=ASKED),))) == []


@pytest.mark.article("10(1)")
def test_where_no_meeting_follows_the_signatures_are_the_approval() -> None:
    paper = some_minutes(sent=False, in_writing=True)
    assert planned(a_table(minutes=(paper,))) == ["ask_signatures"]


@pytest.mark.article("10(1)")
def test_every_signature_is_waited_for() -> None:
    paper = some_minutes(approved=True, asked_on=ASKED, unsigned=(MEMBER, REPORT))
    table = a_table(minutes=(paper,))
    assert owed(table) == [(Duty.SIGN_MINUTES, "members", ASKED + timedelta(days=7))]
    duty = next(iter(minutes.duties(table)))
    assert (duty.count, duty.members, duty.meeting_id) == (2, (MEMBER, REPORT), LAST)
    assert owed(a_table(minutes=(replace(paper, unsigned=()),))) == []


@pytest.mark.article("10(1)")
def test_the_chairs_own_signature_is_a_duty_of_the_chair() -> None:
    paper = some_minutes(approved=True, asked_on=ASKED, chair_unsigned=True)
    week = ASKED + timedelta(days=7)
    alone = a_table(minutes=(paper,))
    assert owed(alone) == [(Duty.CHAIR_SIGNS_MINUTES, "manager", week)]
    with_others = a_table(minutes=(replace(paper, unsigned=(MEMBER,)),))
    assert owed(with_others) == [
        (Duty.CHAIR_SIGNS_MINUTES, "manager", week),
        (Duty.SIGN_MINUTES, "members", week),
    ]


@pytest.mark.article("10(1)")
def test_the_minutes_of_two_meetings_are_waited_for_together() -> None:
    first = some_minutes(approved=True, asked_on=ASKED, unsigned=(MEMBER,))
    second = some_minutes(in_writing=True, asked_on=ASKED, unsigned=(MEMBER,))
    assert len(owed(a_table(minutes=(first, second)))) == 2


@pytest.mark.article("10(1)")
def test_minutes_that_the_next_meeting_did_not_approve_are_late() -> None:
    paper = some_minutes(next_held_on=ASKED)
    duty = next(iter(minutes.duties(a_table(minutes=(paper,)))))
    assert (duty.duty, duty.actor, duty.due) == (Duty.APPROVE_MINUTES, "manager", ASKED)
    assert (str(duty.basis), duty.is_ours, duty.meeting_id) == ("10(1)", False, LAST)
    assert duty.is_missed(ASKED + timedelta(days=1))
    assert owed(a_table(minutes=(replace(paper, approved=True),))) == []
    assert owed(a_table(minutes=(replace(paper, in_writing=True),))) == []
    assert owed(a_table(minutes=(some_minutes(),))) == []  # the next meeting is to come


HEADINGS = {"Approval of the agenda", "Reports"}


@pytest.mark.article("10(4)")
@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("1. Approval of the agenda\nApproved.\n\n2. Reports\nAll came.", []),
        ("1. Approval of the agenda\n…\n\n2. Reports\nAll came.", ["1"]),
        ("1. Approval of the agenda\n\n2. Reports\n  \n", ["1", "2"]),
        ("1. Approval of the agenda\nApproved.\n2. Reports\nThe mother: …\nTwo came.", ["2"]),
        ("1. Approval of the agenda\nApproved.\n2. Reports\n…\nTwo came.\n…", []),
        ("1. The agenda was approved.\n2. Reports were read.", []),
        ("", []),
    ],
)
def test_an_item_of_the_agenda_without_words_is_empty(text: str, empty: list[str]) -> None:
    assert empty_items(text, HEADINGS) == empty


@pytest.mark.article("10(4)")
def test_a_line_on_which_nothing_is_said_yet_is_named_by_its_number() -> None:
    text = "1. Approval of the agenda\n…\nApproved.\n\n2. Reports\nThe mother: …\nTwo came."
    assert open_lines(text) == [6]
    with pytest.raises(LinesLeftOpen) as refused:
        check_items(empty_items(text, HEADINGS), nothing_was_said=False, left=open_lines(text))
    assert refused.value.facts == {"items": "2", "lines": "6"}


@pytest.mark.article("10(4)")
def test_whoever_says_that_nothing_was_said_is_not_asked_again() -> None:
    with pytest.raises(ItemsWithoutWords):
        check_items(["2"], nothing_was_said=False)
    check_items(["2"], nothing_was_said=True)
    check_items([], nothing_was_said=False)


@pytest.mark.article("10(1)")
def test_whose_word_was_taken_back_owes_it_from_then() -> None:
    """While all of it stood nobody was late; where another's was missing all along, it is."""
    back = ASKED + timedelta(days=30)
    paper = some_minutes(asked_on=ASKED, unsigned=(MEMBER,), chair_unsigned=True)
    week = timedelta(days=7)
    assert {due for *_, due in owed(a_table(minutes=(paper,)))} == {ASKED + week}
    anew = replace(paper, unsigned_since=back, chair_since=back + timedelta(days=1))
    assert owed(a_table(minutes=(anew,))) == [
        (Duty.CHAIR_SIGNS_MINUTES, "manager", back + week + timedelta(days=1)),
        (Duty.SIGN_MINUTES, "members", back + week),
    ]
