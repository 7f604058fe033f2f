"""Words that are left out are left out however they are spelled, and nothing else is: ours."""

import pytest

from rules.blacked import BLACK, black_out, has_any


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Teuta Rama called.", ["Teuta"], f"{BLACK} Rama called."),
        ("Nga Teutës, TEUTA dhe teutën.", ["Teut"], f"Nga {BLACK}, {BLACK} dhe {BLACK}."),
        ("Đorđe, djordje", ["Đorđ"], f"{BLACK}, djordje"),
        ("Besë dhe bese", ["Bese"], f"{BLACK} dhe {BLACK}"),
        ("Teuta  Rama; Teuta-Rama; teuta.rama@x", ["Teuta Rama"], f"{BLACK}; {BLACK}; {BLACK}@x"),
        ("steuta", ["teuta"], "steuta"),
        ("t_teuta", ["teuta"], f"t_{BLACK}"),
        ("Arben Ar", ["ar", "arben"], f"{BLACK} {BLACK}"),
        ("a+b (c)", ["a+b"], f"{BLACK} (c)"),
        ("nothing", ["", "  "], "nothing"),
    ],
)
def test_words_are_left_out_from_their_beginning(text: str, words: list[str], left: str) -> None:
    assert black_out(text, words) == left
    assert has_any(text, words) == (text != left)
    assert not has_any(left, words)


def test_what_is_decomposed_is_found_too() -> None:
    assert black_out("Bese\u0308 here", ["Besë"]) == f"{BLACK} here"
