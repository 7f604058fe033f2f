"""The runner itself: a timeline that is not true fails, in the words of its writer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from core.clock import FrozenClock
from models.duty import DutyRow
from models.session import unit_of_work
from tests.scenarios import test_timelines as timelines
from tests.scenarios.player import Differs
from tests.scenarios.timeline_file import is_named, read
from tests.scenarios.written_down import Unreadable, Written, shown
from tests.scenes import Scenes

HEAD = """
title: A date
articles: [8(3)]
begins: proposed
"""
AGREE = "{duty: agree_date, by: head, until: 1, ours: AGREE}"
OPEN = f"story: [{{day: 0, due: [{AGREE}], told: []}}]\n"
Play = Callable[[str], None]


@pytest.fixture
def play(scenes: Scenes, clock: FrozenClock) -> Play:
    """Judges a timeline that stands here in the test."""

    def judged(text: str) -> None:
        written, timeline = read(Path("here.yaml"), text)
        timelines.judge(written, timeline, timelines.begin(timeline, scenes, clock))

    return judged


def differs(play: Play, text: str) -> str:
    with pytest.raises(Differs) as finding:
        play(text)
    return str(finding.value)


def story(*entries: str, marked: str = "") -> str:
    return HEAD + marked + "story:\n" + "".join(f"  - {entry}\n" for entry in entries)


def test_what_is_true_passes(play: Play) -> None:
    play(HEAD + OPEN)
    play(story("{day: 0, told: []}", "{day: 0, allowed: {act: agree}, told: []}"))


def test_an_unlisted_duty_fails_and_is_there_to_be_pasted(play: Play) -> None:
    said = differs(play, story("{day: 0, what: Nobody knows., due: []}"))
    assert said.startswith("here.yaml:6: A date\n  day 0 (2026-09-07): Nobody knows.")
    pasted = "{duty: agree_date, by: head, until: 2026-09-08, ours: AGREE, about: meeting 1}"
    assert f"there, and not expected under `due`:\n    - {pasted}" in said
    play(story(f"{{day: 0, due: [{pasted}]}}"))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("ours: AGREE", "of: 8(3)"),
        ("ours: AGREE", "ours: INVITE_AHEAD"),
        ("by: head", "by: manager"),
        ("until: 1", "until: 2"),
        (", until: 1", ""),
        ("duty: agree_date", "duty: invite"),
        ("by: head", "by: head, who: police"),
        ("by: head", "by: head, table: quarter"),
    ],
)
def test_a_duty_that_is_said_wrong_fails(play: Play, true: str, false: str) -> None:
    wrong = AGREE.replace(true, false)
    assert wrong != AGREE
    said = differs(play, story(f"{{day: 0, due: [{wrong}]}}"))
    assert "expected under `due`, and not there:" in said
    assert "there, and not expected under `due`:" in said


def test_a_duty_is_matched_once(play: Play) -> None:
    said = differs(play, story(f"{{day: 0, due: [{AGREE}, {AGREE}]}}"))
    assert "not expected" not in said


AGREED = "{day: 0, act: agree, told: []}"
INVITED = "- {notice: convening/invitation, to: everybody, on: meeting-7}"


def test_an_unlisted_message_fails_on_its_day(play: Play) -> None:
    said = differs(play, story(AGREED, "{day: 8, told: []}"))
    assert "{notice: convening/invitation, to: police, on: 2026-09-14}" in said


def test_a_message_that_no_entry_lists_fails_at_the_end(play: Play) -> None:
    said = differs(play, story(AGREED, "{day: 8}", "{day: 9, told: []}"))
    assert "day 8" in said
    assert "told, and listed nowhere:\n    - {notice: convening/invitation, to: [" in said


@pytest.mark.parametrize(
    "wrong",
    [
        "- {notice: convening/invitation, to: everybody but police}",
        "- {notice: convening/invitation, to: everybody, on: meeting-6}",
        "- {notice: convening/countered, to: everybody}",
        "- {notice: convening/invitation, to: [everybody, head]}",
        "- {notice: convening/invitation, to: everybody, table: quarter}",
    ],
)
def test_a_message_that_is_said_wrong_fails(play: Play, wrong: str) -> None:
    assert "under `told`" in differs(play, story(AGREED, f"{{day: 8, told: [{wrong[2:]}]}}"))
    play(story(AGREED, f"{{day: 8, told: [{INVITED[2:]}]}}"))


def test_a_refusal_that_does_not_come_fails(play: Play) -> None:
    said = differs(play, story("{day: 0, refused: {act: agree, of: 8(3)}, told: []}"))
    assert "{agree: {}} must be refused {of: 8(3)}, and was done" in said


MAILS = ", ".join(f"{{notice: reminders/officer, to: head, on: {on}}}" for on in (1, 2, 9, 11))


def test_a_refusal_under_another_article_fails(play: Play) -> None:
    late = f"{{day: 12, refused: {{act: agree, of: 8(7)}}, told: [{MAILS}]}}"
    said = differs(play, story(late))
    assert "is refused {of: 8(7)}, expected; found: {of: 8(3)} (MeetingTooSoon" in said
    play(story(late.replace("8(7)", "8(3)")))
    assert "found: {of: 8(3)}" in differs(play, story(late.replace("of: 8(7)", "ours: AGREE")))


@pytest.mark.parametrize("how", ["act: agree", "allowed: {act: agree}"])
def test_an_act_that_is_refused_fails(play: Play, how: str) -> None:
    said = differs(play, story(f"{{day: 12, {how}, told: []}}"))
    assert "was refused: {of: 8(3)} (MeetingTooSoon: " in said


def test_what_is_not_yet_so_has_to_fail_where_it_is_marked(play: Play) -> None:
    marked = "not_yet: Nobody owes anything.\n"
    good, bad = f"{{day: 0, due: [{AGREE}]}}", "{day: 0, due: [], wrong_here: true}"
    play(story(good, bad, marked=marked))
    holds = bad.replace("due: []", f"due: [{AGREE}]")
    with pytest.raises(pytest.fail.Exception, match="it holds now: take `not_yet` away"):
        play(story(good, holds, marked=marked))
    with pytest.raises(pytest.fail.Exception, match="not wrong here, but:"):
        play(story("{day: 0, due: []}", bad, marked=marked))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{day: 0, act: agre, told: []}",
            "here.yaml:6: there is no verb 'agre': absence_fell, accept, accept_transfer",
        ),
        ("{day: 0, act: {agree: {on: 3}}, told: []}", "here.yaml:6: on: no such field"),
        ("{day: 0, tolled: []}", "here.yaml:6: story.0.tolled: no such field"),
        ("{day: 0, told: [{notice: a/b, to: head}]}", "there is no notice 'a/b'"),
        ("{day: 0, due: [{duty: agree_date, by: head}]}", "either `of`"),
        ("{day: 0, due: [{duty: agree_date, by: head, of: 9}]}", "is of 9, which `articles`"),
        ("{day: 0, told: [{notice: convening/invitation, to: polce}]}", "'polce' is nobody of"),
        ("{day: soon, told: []}", "'soon' is no day"),
        ("{day: meeting 2, told: []}", "there is no 'meeting 2'"),
        ("{day: -1, told: []}", "goes back: it is 2026-09-07 already"),
        ("{day: 3, entered: 2, told: []}", "goes back"),
        ("{day: 0, at: 07:30, told: []}", "here.yaml:6: 07:30 goes back"),
        ("{day: 0, day: 1, told: []}", "here.yaml:6: 'day' stands here twice"),
        ("{day: 0, act: {release: {who: doctor}}, told: []}", "never sat at this table"),
        ("{day: 0, act: write_minutes, told: []}", "no meeting was held"),
        ("{day: 0, told: [}", "here.yaml:6: "),
    ],
)
def test_a_slip_of_the_writer_is_no_finding(play: Play, text: str, said: str) -> None:
    """It fails with the file and the line, also where the timeline is not yet true."""
    for marked in ("", "not_yet: Wrong.\n"):
        end = ["{day: 99, told: [], wrong_here: true}"] if marked else []
        with pytest.raises(Unreadable) as slip:
            play(story(text, *end, marked=marked))
        assert said.replace(":6:", ":7:" if marked else ":6:") in str(slip.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (story("{day: 0}"), "nothing is looked at"),
        (story("{day: 0, told: [], wrong_here: true}"), "`not_yet` marks one entry"),
        (story("{day: 0, told: []}", marked="not_yet: Wrong.\n"), "`not_yet` marks one entry"),
        (HEAD + "story: []", "has a story"),
        (HEAD.replace("8(3)", "eight") + OPEN, "here.yaml:3: articles.0: 'eight' is no article"),
        (HEAD.replace("proposed", "later") + OPEN, "here.yaml:4: begins: there is no scene"),
        ("", "valid dictionary"),
    ],
)
def test_a_timeline_that_says_nothing_is_none(play: Play, text: str, said: str) -> None:
    with pytest.raises(Unreadable) as slip:
        play(text)
    assert said in str(slip.value)


def test_after_each_entry_the_oracle_is_asked(scenes: Scenes, clock: FrozenClock) -> None:
    written, timeline = read(Path("here.yaml"), story("{day: 0, told: []}"))
    case = timelines.begin(timeline, scenes, clock)
    with unit_of_work() as work:
        work.session.execute(update(DutyRow).values(actor="manager"))
    with pytest.raises(Differs, match="what is written down is not what the rules say"):
        timelines.judge(written, timeline, case)


def test_a_refused_act_leaves_nothing_behind(play: Play) -> None:
    """Two in one breath: the first one's declaration stands, though the second is refused."""
    two = "{declare: {who: [police, police]}}"
    said = differs(play, story(f"{{day: 0, refused: {{act: {two}, no_law: true}}, told: []}}"))
    assert "was refused, and is in the trail all the same" in said


def test_a_breach_that_is_not_there_differs(play: Play) -> None:
    wanted = "{article: 8(3), who: manager, until: 3}"
    said = differs(play, story(f"{{day: 0, told: [], breaches: [{wanted}]}}"))
    assert "expected under `breaches`, and not there:" in said


@pytest.mark.parametrize(
    ("name", "article", "named"),
    [
        ("9", "9", True),
        ("8", "8(3)", True),
        ("14(3)", "14(3.2)", True),
        ("8(3)", "8(2), 8(3)", True),
        ("8(1)", "8(10)", False),
        ("1", "17(3)", False),
        ("14(3.2)", "14(3)", False),
    ],
)
def test_an_article_names_what_it_holds(name: str, article: str, named: bool) -> None:
    assert is_named(article, [name]) is named


def test_what_is_shown_is_read_back(tmp_path: Path) -> None:
    line = {"duty": "x", "on": "meeting-3", "of": "8(9)", "who": ["no", "police"], "day": "+3"}
    assert "on: meeting-3, of: 8(9)" in shown(line)
    assert Written(tmp_path, shown(line)).data == line
