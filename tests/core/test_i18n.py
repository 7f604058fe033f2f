"""What is said in three languages."""

import gettext
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.catalogue import missing
from core.i18n import LANGUAGES, ROOT, Language, catalogue_path, translator

DAY = date(2026, 11, 20)


@pytest.mark.parametrize("language", ["sq", "sr"])
def test_every_sentence_is_translated(language: Language) -> None:
    assert missing(language) == []


@pytest.mark.parametrize("language", ["sq", "sr"])
def test_it_says_what_gettext_itself_would_say(language: Language) -> None:
    with catalogue_path(language).open("rb") as source:
        catalogue, compiled = read_po(source, locale=language), io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    theirs, ours = gettext.GNUTranslations(compiled), translator(language).catalogue
    for each in (each.id for each in catalogue if each.id):
        if isinstance(each, str):
            assert ours.gettext(each) == theirs.gettext(each)
            continue
        one, many = each
        for number in (0, 1, 2, 5, 11, 21, 22, 101):
            assert ours.ngettext(one, many, number) == theirs.ngettext(one, many, number)
    assert ours.gettext("Said nowhere") == "Said nowhere"
    assert ours.ngettext("one day", "%(num)s days of none", 2) == "%(num)s days of none"


def test_the_command_that_keeps_the_catalogues_does_something() -> None:
    command = [sys.executable, "-m", "core.catalogue", "sing"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "update|check" in said.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sq", "e premte, 20 n\u00ebntor 2026"),
        ("sr", "petak, 20. novembar 2026."),
        ("en", "Friday 20 November 2026"),
    ],
)
def test_a_day_is_written_in_words(language: Language, words: str) -> None:
    assert translator(language).full_day(DAY) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hour_is_the_one_on_the_wall_in_kosovo(language: Language) -> None:
    assert translator(language).hour(datetime(2026, 7, 1, 12, 30, tzinfo=UTC)) == "14:30"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sq", ["6 dit\u00eb vones\u00eb", "sot", "nes\u00ebr", "pas 2 dit\u00ebsh"]),
        ("sr", ["kasni 6 dana", "danas", "sutra", "za 2 dana"]),
        ("en", ["6 days late", "today", "tomorrow", "in 2 days"]),
    ],
)
def test_beside_a_day_stands_how_far_it_is(language: Language, words: list[str]) -> None:
    say = translator(language)
    days = [date(2026, 11, 14), DAY, date(2026, 11, 21), date(2026, 11, 22)]
    assert [say.distance(day, DAY) for day in days] == words


@pytest.mark.parametrize(
    ("number", "words"), [(1, "kasni 1 dan"), (2, "kasni 2 dana"), (21, "kasni 21 dan")]
)
def test_serbian_has_three_plurals(number: int, words: str) -> None:
    assert translator("sr").ngettext("%(num)s day late", "%(num)s days late", number) == words


@pytest.mark.parametrize(
    ("language", "words"), [("sq", "neni 8(9)"), ("sr", "\u010dlan 8(9)"), ("en", "Art. 8(9)")]
)
def test_an_article_is_cited_as_its_readers_write_it(language: Language, words: str) -> None:
    assert translator(language).article("8(9)") == words


def test_the_year_stands_where_it_is_not_this_one() -> None:
    assert translator("en").day(date(2027, 1, 20), today=DAY) == "20 January 2027"
    assert translator("en").day(DAY, today=DAY) == "20 November"


def test_a_serbian_day_can_stand_in_a_sentence() -> None:
    assert translator("sr").day(DAY, today=DAY) == "20. novembra"
    assert translator("sr").day(date(2027, 5, 1), today=DAY) == "1. maja 2027."


FAMILIAR: dict[Language, str] = {
    "sq": (
        r"(Shto|Hap|Shiko|Lexo|Shkruaj(?! arsyen)|Dërgo|Ruaj|Kërko|Cakto|Regjistro|Jep|Merr|"
        r"Zgjidh|Kthe|Ndrysho|Kontrollo|Njofto|Propozo|Shëno|Thirr|Anulo|Vendos$|Shfaq|Vazhdo|Konfirmo|"
        r"Korrigjo|Mirato|Gjej|Kalo|Shko|Tërhiq|Kyç|Riprovo|Liro|Filtro|Hyr|Dil)(e|je)?\b"
    ),
    "sr": (
        r"(Dodaj|Izaberi|Zabeleži|Pošalji|Pročitaj|Prikaži|Napiši|Potpiši|Sačuvaj|Zakaži|Vrati|Navedi|"
        r"Obavesti|Pogledaj|Potvrdi|Ponovi|Proveri|Otvori|Otkaži|Uzmi|Povuci|Pređi|Idi|Daj|Izmeni|"
        r"Ispravi|Sazovi|Predloži|Zatraži|Zaključaj|Razreši|Imenuj|Usvoji|Recite da li)\b"
    ),
}


@pytest.mark.parametrize("language", ["sq", "sr"])
def test_every_reader_is_addressed_formally(language: Language) -> None:
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    said = [
        form
        for message in catalogue
        for form in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]
    assert [each for each in said if re.match(FAMILIAR[language], str(each))] == []


BETWEEN_CASES: Final = re.compile(
    r"A closed case stays sealed|why the link is taken back|opens nothing any more from that moment"
    r"|[Tt]ake the link back|A link to the wrong child|^The link (is taken back|stands as before)"
    r"|^This link was (made|taken back)|wrong with the link|^Who read by this link"
    r"|Write by what you|Write what was wrong; the link|by a link of %\(day\)s|[Cc]onnections"
)
"""What is said of a new case's link to an earlier one, or of the database: no way in by mail."""


def sentences(language: Language) -> Iterator[tuple[str, str]]:
    """Each English sentence with each of its forms."""
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    for message in catalogue:
        said = message.id if isinstance(message.id, str) else message.id[0]
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        yield from ((said, str(form)) for form in forms if said)


ANOTHER_WORD: Final = re.compile(r"\b(ustanov|dosij|menadžer)", re.IGNORECASE)
"""Beside `institucija`, `spis` and `vođa slučaja`: docs/glossary.md."""


def test_serbian_has_one_word_for_one_thing() -> None:
    """`link` is mailed, `veza` is what the head makes between two cases; `u vezi sa` is neither."""
    tie = re.compile(r"(?<!\bu )\b(vez[aeu]|vezi|vezom|vezama)\b", re.IGNORECASE)
    for said, serbian in sentences("sr"):
        assert not ANOTHER_WORD.search(serbian), serbian
        assert not tie.search(serbian) or BETWEEN_CASES.search(said), serbian
        if BETWEEN_CASES.search(said):
            assert not re.search(r"\blink", serbian, re.IGNORECASE), serbian


@pytest.mark.parametrize(
    ("language", "capital"),
    [
        ("sq", r"(?<=[a-zëç,;] )(Ju|Juaj|Tuaj|Jush|Juve|U|Ju lutemi)\b"),
        ("sr", r"(?<=[a-zčćšžđ,;] )(?<!%\(day\)s )(Vi|Vas|Vam|Vama|Vaš\w*)\b"),
    ],
)
def test_nothing_in_the_middle_of_a_sentence_has_a_capital_of_politeness(
    language: Language, capital: str
) -> None:
    found = [form for _, form in sentences(language) if re.search(capital, form)]
    assert found == []
    twice = re.compile(r"(?<!\.)\.\.(?!\.)|,,| [,.;!?](?!\.)")
    assert [form for _, form in sentences(language) if twice.search(form)] == []
