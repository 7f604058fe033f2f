"""Every limit of the text: what kept it and is entered later strikes its breach through: 16(1)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rules.breaches import LIMIT_OF_ANOTHER, LIMIT_PER_PERSON
from rules.duties import Duty
from tests.scenarios.timeline_file import read

ROOT = Path(__file__).parents[2]
TIMELINES = ROOT / "tests" / "scenarios" / "timelines"


@dataclass(frozen=True)
class Told:
    """The timeline in which it is entered late and struck through, and under which article."""

    timeline: str
    article: str


SAID: dict[Duty, Told | str] = {
    Duty.MEET_IN_QUARTER: Told("a_municipal_meeting_entered_late", "8(2)"),
    Duty.INVITE: Told("served_by_hand_and_typed_later", "8(3)"),  # judged for each person
    Duty.WRITE_REPORT: Told("a_report_on_paper_typed_later", "8(9)"),
    Duty.NOTIFY_FAMILY: Told("a_word_to_the_family_typed_late", "8(10)"),
    Duty.APPROVE_MINUTES: Told("minutes_approved_in_haste_and_typed_late", "10(1)"),
    Duty.REVIEW_PLAN: Told("written_down_days_later", "5(1.5)"),
    Duty.SETTLE_REVIEW: "One lapse with the review of 5(1.5), under which it is counted.",
    Duty.ADD_REPRESENTATIVE: "The text gives no day: it is owed now, and no limit passes.",
    Duty.CHOOSE_COMPOSITION: "The text gives no day: it is owed now, and no limit passes.",
    Duty.NAME_CHAIR: "The text gives no day: it is owed now, and no limit passes.",
    Duty.HOLD_MEETING: "Its day is ours: DEFAULTS.MEETING_DAY, DEFAULTS.QUARTER_DAY.",
}


def of_the_text() -> Iterator[Duty]:
    """Every duty that a rule makes with another basis than a choice of ours."""
    for path in sorted((ROOT / "rules").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            what = call.args[0] if call.func.id == "OpenDuty" else None
            if not isinstance(what, ast.Attribute):
                continue
            if not ast.unparse(call.args[3]).startswith("DEFAULTS."):
                yield Duty[what.attr]


@pytest.mark.article("16(1)")
def test_of_every_limit_of_the_text_it_is_said_how_it_is_kept_by_what_is_entered_late() -> None:
    assert set(of_the_text()) == set(SAID)
    assert {duty for duty in SAID if duty in LIMIT_OF_ANOTHER} == {Duty.SETTLE_REVIEW}
    assert {Duty.INVITE} == LIMIT_PER_PERSON


@pytest.mark.parametrize("told", [each for each in SAID.values() if isinstance(each, Told)])
def test_a_timeline_enters_it_late_and_strikes_it_through(told: Told) -> None:
    _, timeline = read(TIMELINES / f"{told.timeline}.yaml")
    lines = [
        line
        for entry in timeline.story
        if entry.entered is not None
        for line in entry.breaches or ()
    ]
    assert any(line.struck and str(line.article) == told.article for line in lines)
