"""One builder: the same bytes for the same paper, data never a program, a press within bounds."""

import json
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from core.i18n import LANGUAGES
from documents import bounded, builder, press
from documents.bounded import Bounded, running
from documents.builder import Bounds, PaperNotMade, PaperTakesTooMuch, PaperTooLong, build
from tests.documents.pdf import Read, shown
from tests.documents.samples import HOSTILE, blank, built, filled
from tests.waiting import quiet_seconds


def test_the_same_paper_is_the_same_bytes() -> None:
    for language in LANGUAGES:
        assert build(filled(language)) == built(filled(language))
    assert built(filled("sq")) != built(
        replace(filled("sq"), made_on=filled("sq").made_on.replace(day=1))
    )


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_printed_and_never_carried_out(typed: str) -> None:
    """In every field of the form that somebody types into."""
    read = Read(built(filled("en", actions=1, say=typed)))
    assert read.text.count(shown(typed)) >= 15
    assert "root:" not in read.text


def test_controls_and_signs_that_turn_the_reading_are_not_printed() -> None:
    typed = "a\x00b\x07c\u202ed\u2066e\ufefff\ue000g\ud800h"
    read = Read(built(filled("en", actions=1, say=typed)))
    assert "abcdefgh" in read.text
    assert read.reader.metadata is None or "\u202e" not in str(read.reader.metadata)


def test_letters_of_other_scripts_are_printed_and_a_sign_without_a_shape_is_seen() -> None:
    arabic, cyrillic, unknown = "محمد", "Ђорђевић", "🙂 漢"
    read = Read(built(filled("en", actions=1, say=f"{cyrillic} {arabic} {unknown}")))
    assert cyrillic in read.text
    assert all(letter in read.text for letter in arabic)
    assert "\ufffd \ufffd" in read.text


def test_a_word_without_an_end_stays_within_its_column() -> None:
    word = "a" * 500
    read = Read(built(filled("en", actions=1, say=word)))
    assert word in read.text
    lefts: list[float] = []

    def seen(text: str, _cm: object, at: list[float], *_: object) -> None:
        lefts.extend([at[4]] if text.strip() else [])

    for page in read.reader.pages:
        page.extract_text(visitor_text=seen)
        assert max(lefts) < float(page.mediabox.width)


def test_nothing_of_the_machine_is_in_the_file() -> None:
    made = built(filled("sq"))
    for told in (str(Path.cwd()), str(Path(builder.__file__).parent)):
        assert told.encode() not in made


ENDLESS = "#let n = 0\n#for a in range(100000) { for b in range(100000) { n += 1 } }\n#n"
HUGE = "#let a = range(100000).map(n => range(2000))\n#a.len()"
OPENS = '#import "@preview/cetz:0.3.1"'
READS = '#read("/etc/passwd")'
ABOVE = '#read("../press.py")'
WRITES = "#panic(json(bytes(sys.inputs.paper)).title)"


def of_a_template(folder: Path, program: str, bounds: Bounds) -> bytes:
    (folder / "annex_1.typ").write_text(program)
    return build(blank("sq"), bounds, folder)


def test_a_paper_that_never_ends_is_refused_in_words(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(PaperTakesTooMuch):
        of_a_template(tmp_path, ENDLESS, Bounds(seconds=1))
    assert time.monotonic() - began < quiet_seconds(60)


def test_a_paper_that_wants_all_memory_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(PaperTakesTooMuch):
        of_a_template(tmp_path, HUGE, Bounds(seconds=30, megabytes=400))


def test_a_paper_of_too_many_pages_is_refused_in_words() -> None:
    with pytest.raises(PaperTooLong) as refused:
        build(filled("sq", actions=40), Bounds(pages=3))
    assert refused.value.facts == {"pages": 3}


@pytest.mark.parametrize("program", [OPENS, READS, ABOVE, WRITES])
def test_packages_and_files_outside_are_off(
    tmp_path: Path, program: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(PaperNotMade) as refused:
        of_a_template(tmp_path, program, Bounds())
    assert type(refused.value) is PaperNotMade
    assert [record.getMessage() for record in caplog.records] == [
        f"A paper was not made: its press ended with {press.REFUSED_BY_TYPST}"
    ]


def test_a_press_that_hangs_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(module: ModuleType, seconds: int) -> AbstractContextManager[Bounded]:
        return running([sys.executable, "-c", "import time; time.sleep(60)"], 0)

    monkeypatch.setattr(bounded, "BESIDE", 0.1)
    monkeypatch.setattr(builder, "process_of", hangs)
    with pytest.raises(PaperTakesTooMuch):
        build(blank("sq"))


def test_papers_wait_for_their_turn_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "PATIENCE", 0.01)
    with builder.AT_ONCE, builder.AT_ONCE, pytest.raises(builder.PressBusy):
        build(blank("sq"))
    assert build(blank("sq"))


def test_a_paper_is_data() -> None:
    told = json.loads(builder.content(filled("sq")))
    assert told["made_on"] == [2026, 11, 30]
    assert told["ticked"]["E5"] == "Fëmija vijon shkollën."
