"""A name is left out in each of its forms, in each alphabet, and a number with any spaces: ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case.export_pieces import Piece
from models.record_export import ExportDecision
from portal.export.alike import left_alike
from portal.export.lines import PieceLine, ShownPiece, left_out_everywhere
from rules.blacked import BLACK, black_out, has_any, parts
from rules.exports import Becomes, ExportSection

FORMS = {
    "Qanarija": "Qanarija Qanarijës Qanarisë Qanarinë Qanarie Qanarijen",
    "Mimoza": "Mimoza Mimozës Mimozën Mimozë Mimoze Mimozi Mimozu Mimozom Mimozin Mimozinog",
    "Hoxha": "Hoxha Hoxhës Hoxhën Hoxhë Hoxhaj Hoxhallarët",
    "Marija": "Marija Marije Mariji Mariju Marijo Marijom Marijin Marijinoj Marijës",
    "Zylfije": "Zylfije Zylfijes Zylfijen Zylfija Zylfijës",
    "Marko": "Marko Marka Marku Markom Markov Markovog",
    "Petar": "Petar Petra Petru Petrom Petrov",
    "Zorka": "Zorka Zorke Zorci Zorku Zorkom",
    "Agim": "Agim Agimi Agimit Agimin Agimov",
    "Besa": "Besa Besës Besën",
}
ALL = sorted((name, form) for name, forms in FORMS.items() for form in forms.split())
SPELLED = st.sampled_from([str, str.upper, str.lower, " ".join, "\N{SOFT HYPHEN}".join])


@pytest.mark.article("18(1)")
@given(
    of=st.sampled_from(ALL), spelled=SPELLED, around=st.sampled_from([" ", ", ", "-", "\n", "»"])
)
def test_each_form_of_a_name_is_left_out(of: tuple[str, str], spelled: object, around: str) -> None:
    name, form = of
    assert callable(spelled)
    text = f"Erdhi{around}{spelled(form)}{around}nesër"
    left = black_out(text, [name])
    assert left == f"Erdhi{around}{BLACK}{around}nesër"
    assert not has_any(left, [name])


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Зулфије Канарија", ["Zylfije", "Qanarija"]),
        ("Зюлфије Канарије", ["Zylfije", "Qanarija"]),
        ("Хоџа Марији", ["Hoxha", "Marija"]),
        ("Ђорђе Љубици", ["Đorđe", "Ljubica"]),
        ("Zylfıje ZYLFİJE", ["Zylfije"]),
        ("0 44 123 456", ["044 123 456"]),
        ("+383 44/123-456", ["044 123 456"]),
        ("00383 44 123456", ["044123456"]),
        ("044123456", ["+383 44 123 456"]),
    ],
)
def test_no_spelling_of_it_is_left(text: str, words: list[str]) -> None:
    left = black_out(text, words)
    assert not [each for each in left if each.isalnum()]


@pytest.mark.article("18(1)")
def test_other_words_and_numbers_stay() -> None:
    text = "Besim beson se salla 144 123 456 është e hapur, a s e s i"
    assert black_out(text, ["Besa", "Shala", "044 123 456"]) == text


@pytest.mark.article("18(1)")
def test_what_is_said_of_a_person_is_taken_apart() -> None:
    said = "Zylfije Qanarija, e re (044 123 456)"
    assert parts(said) == ["Zylfije", "Qanarija", "044 123 456"]


@pytest.mark.article("18(1)")
def test_what_only_sounds_like_it_is_shown() -> None:
    text = "Kanarija dhe Hodža; mbledhja; 38344123456 dhe 144123456"
    piece = Piece("log_entry:1", "log_entry", ExportSection.LOG, {})
    shown = ShownPiece(piece, "Log", [PieceLine("words", "In words", text, text)], None)
    found = left_alike([shown], ["Qanarija", "Hoxha", "Besa", "044 123 456"])
    assert found == {ExportSection.LOG: ["Kanarija", "Hodža", "38344123456", "144123456"]}


@pytest.mark.article("18(1)")
def test_a_word_of_the_language_is_no_name_where_it_is_written_small() -> None:
    text = "shkolla, Shkolla, shkola; takimi"
    piece = Piece("log_entry:1", "log_entry", ExportSection.LOG, {})
    shown = ShownPiece(piece, "Log", [PieceLine("words", "In words", text, text)], None)
    found = left_alike([shown], ["Skolla", "takim"])
    assert found == {ExportSection.LOG: ["Shkolla", "shkola"]}


@pytest.mark.article("18(1)")
def test_a_reporter_who_is_withheld_in_other_words_is_not_named_by_that() -> None:
    said = {"referrer": "Zylfije Qanarija, shkolla"}
    piece = Piece("reporter", "reporter", ExportSection.REPORTER, said)
    word = ExportDecision(digest=piece.digest, outcome=Becomes.WITHHELD, throughout=False)
    assert left_out_everywhere({"reporter": word}, [piece]) == [
        *("Qanarija", "Zylfije", "Zylfije Qanarija, shkolla")
    ]
    given = ExportDecision(digest=piece.digest, outcome=Becomes.GIVEN, throughout=False)
    assert left_out_everywhere({"reporter": given}, [piece]) == []
