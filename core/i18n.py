"""Three languages: English is what the code says, Albanian and Serbian stand in `locales/`.

`python -m core.catalogue update` takes new sentences into the catalogues, `check` names what is
missing.
"""

import gettext as catalogues
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from core.clock import ZONE

Language = Literal["sq", "sr", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
OWN_NAMES: Final[Mapping[Language, str]] = {"sq": "Shqip", "sr": "Srpski", "en": "English"}

ROOT: Final = Path(__file__).parent.parent
LOCALES: Final = ROOT / "locales"

# Plain `sq` writes 14:30 as `2:30 m.d.`, and `sr_XK` without its script is unknown.
_LOCALE: Final[Mapping[Language, str]] = {"sq": "sq_XK", "sr": "sr_Latn_XK", "en": "en_GB"}
_FULL: Final[Mapping[Language, str]] = {
    "sq": "EEEE, d MMMM y",
    "sr": "EEEE, d. MMMM y.",
    "en": "EEEE d MMMM y",
}
_WEEKDAY: Final[Mapping[Language, str]] = {
    "sq": "EEEE, d MMMM",
    "sr": "EEEE, d. MMMM",
    "en": "EEEE d MMMM",
}
_DAY: Final[Mapping[Language, str]] = {"sq": "d MMMM", "sr": "d. MMMM", "en": "d MMMM"}
_SHORT: Final[Mapping[Language, str]] = {"sq": "d MMM", "sr": "d. MMM", "en": "d MMM"}
# Babel has only the nominative, which no sentence can take after `do`: `do 20. novembra`.
_OF_MONTH: Final = (
    *("januara", "februara", "marta", "aprila", "maja", "juna"),
    *("jula", "avgusta", "septembra", "oktobra", "novembra", "decembra"),
)
_YEAR: Final[Mapping[Language, str]] = {"sq": " y", "sr": " y.", "en": " y"}


def N_(message: str) -> str:
    """Mark a sentence for translation where it is written down, not where it is shown."""
    return message


def language_or(value: str | None, otherwise: Language) -> Language:
    """`value` when it is one of the three, else `otherwise`."""
    return value if value in LANGUAGES else otherwise


def catalogue_path(language: Language) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "tryeza.po"


class Catalogue(catalogues.NullTranslations):
    """The sentences of one language as its source has them: no compiled file can be older.

    Babel's `write_mo` in memory would do, and copies all that it has written for each sentence:
    half a second of every process that speaks.
    """

    def __init__(self, source: Catalog) -> None:
        super().__init__()
        self.plural = catalogues.c2py(source.plural_expr)
        self.sentences: dict[str, str] = {}
        self.forms: dict[str, Sequence[str]] = {}
        for each in source:
            words = [each.string or ""] if isinstance(each.string, str | None) else each.string
            if each.id and all(words) and not each.fuzzy:
                if isinstance(each.id, str):
                    self.sentences[each.id] = words[0]
                else:
                    self.forms[each.id[0]] = words

    def gettext(self, message: str) -> str:
        return self.sentences.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if (forms := self.forms.get(msgid1)) is None:
            return super().ngettext(msgid1, msgid2, n)
        return forms[self.plural(n)]


def _catalogue(language: Language) -> catalogues.NullTranslations:
    path = catalogue_path(language)
    if language == "en" or not path.exists():
        return catalogues.NullTranslations()
    with path.open("rb") as source:
        return Catalogue(read_po(source, locale=language))


class Translator:
    """Says things in one language: sentences, days, distances, articles."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.catalogue = _catalogue(language)

    def gettext(self, message: str, **values: object) -> str:
        """The sentence in this language; `%(name)s` is filled from `values`."""
        return one_stop(self.catalogue.gettext(message), values) % values if message else ""

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The sentence in the plural form that `number` asks for; it is there as `%(num)s`."""
        sentence = self.catalogue.ngettext(one, many, number)
        return one_stop(sentence, values) % {"num": number, **values}

    def fill(self, message: str, facts: Mapping[str, object]) -> str:
        """A refusal's sentence with its `{facts}`; days are written in words."""
        if not message:
            return ""
        words = {name: self._word(fact) for name, fact in facts.items()}
        return self.catalogue.gettext(message).format(**words)

    def _word(self, fact: object) -> str:
        if isinstance(fact, datetime):
            return f"{self.full_day(fact)}, {self.hour(fact)}"
        return self.full_day(fact) if isinstance(fact, date) else str(fact)

    def full_day(self, day: date) -> str:
        """`e premte, 20 nëntor 2026`"""
        return self._format(day, _FULL)

    def weekday(self, day: date) -> str:
        """`e premte, 20 nëntor`"""
        return self._format(day, _WEEKDAY)

    def day(self, day: date, today: date | None = None) -> str:
        """`20 nëntor`, with its year when that is not the year of `today`."""
        local = _local(day)
        words = self._format(local, _DAY)
        if self.language == "sr":
            words = f"{local.day}. {_OF_MONTH[local.month - 1]}"
        return words if today and local.year == today.year else words + self._format(local, _YEAR)

    def short_day(self, day: date) -> str:
        """`20 nën`"""
        return self._format(day, _SHORT)

    def month(self, day: date) -> str:
        return _written(_local(day), "LLLL", _LOCALE[self.language])

    def weekday_name(self, day: date, *, short: bool = False) -> str:
        """`e premte`, or `pre` on a day strip."""
        return _written(_local(day), "EEE" if short else "EEEE", _LOCALE[self.language])

    def typed_day(self, day: date) -> str:
        """`20.11.2026`, as people type it."""
        return f"{_local(day):%d.%m.%Y}"

    def hour(self, moment: datetime) -> str:
        """`14:00` on the wall in Kosovo."""
        return f"{moment.astimezone(ZONE):%H:%M}"

    def distance(self, due: date, today: date) -> str:
        """How far a time limit is: `6 days late`, `today`, `tomorrow`, `in 3 days`."""
        days = (_local(due) - today).days
        if days < 0:
            return self.ngettext("%(num)s day late", "%(num)s days late", -days)
        if days == 0:
            return self.gettext("today")
        if days == 1:
            return self.gettext("tomorrow")
        return self.ngettext("in %(num)s day", "in %(num)s days", days)

    def article(self, reference: object) -> str:
        """`neni 8(9)`, `član 8(9)`, `Art. 8(9)`."""
        return self.gettext("Art. %(reference)s", reference=reference)

    def _format(self, day: date, patterns: Mapping[Language, str]) -> str:
        return _written(_local(day), patterns[self.language], _LOCALE[self.language])


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, locale: str) -> str:
    """Kept, for a page says the same few days over and over: a thirtieth of what it costs."""
    return format_date(day, pattern, locale=locale)


def _local(day: date) -> date:
    """The calendar day in Kosovo, of a day or of an aware moment."""
    return day.astimezone(ZONE).date() if isinstance(day, datetime) else day


def one_stop(sentence: str, values: Mapping[str, object]) -> str:
    """The sentence to be filled, without its own stop after a value that ends in one: a day with
    its year does in Serbian, `2026.`"""
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("."):
            sentence = sentence.replace(f"%({name})s.", f"%({name})s")
    return sentence


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]  # not `str.capitalize`, which makes the rest small: `Qps`


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: Language) -> Translator:
    return Translator(language)


def sentences(language: Language) -> Collection[str]:
    """Everything that is said in a language, but what is counted."""
    held = translator("sq" if language == "en" else language).catalogue
    if not isinstance(held, Catalogue):
        return ()
    if language == "en":
        return held.sentences.keys()
    return held.sentences.values()
