"""The words of a year's report, on its page and on its paper: Art. 5(1.6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, Translator
from portal.annex_lines import WORDS
from portal.own_forms import CATEGORIES, DONE, DURING
from portal.words import GROUNDS
from rules.annual import ReportReader, YearPart

PARTS: Final[Mapping[YearPart, tuple[str, str]]] = {
    YearPart.SERVICES: (N_("Services, and how sustainable they were"), "5(1.4)"),
    YearPart.COOPERATION: (N_("Cooperation with other institutions and organisations"), "19"),
    YearPart.SITUATION: (
        N_("The general risk to the well-being of children in the municipality"),
        "8(2)",
    ),
    YearPart.LACKS: (N_("What the protection of children lacks in the municipality"), ""),
    YearPart.PROPOSES: (N_("What the Roundtable proposes"), ""),
}
READERS: Final[Mapping[ReportReader, str]] = {
    ReportReader.MUNICIPALITY: N_("The Municipality"),
    ReportReader.MINISTRY: N_("The Ministry of Justice"),
    ReportReader.COUNCIL: N_("The Council for Children's Rights"),
}
ROUNDED: Final = N_(
    "Numbers of children and of what was done for them are rounded to threes, up or down: 0 may be"
    " two, and 3 may be one, so that in a small municipality nobody reads a child from them."
)
_DURING: Final = dict(zip(("before", "referred", "closed", "after"), DURING, strict=True))
_DONE: Final = dict(
    zip(
        ("meetings", "municipal", "assessments", "plans", "reviews", "superiors", "extraordinary"),
        DONE,
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class YearTable:
    """One table of the report: what it is of, its article, its rows."""

    heading: str
    article: str
    rows: list[tuple[str, int]]


def tables(say: Translator, figures: Mapping[str, Mapping[str, int]]) -> Iterator[YearTable]:
    """Every table of the report in its order; the numbers as they are shown."""
    for table, heading, article, words_of in (
        ("cases", N_("Cases"), "5(1.1)", _DURING),
        (
            "categories",
            N_("Cases by category"),
            "20(1)",
            {each: WORDS[each] for each in CATEGORIES},
        ),
        ("grounds", N_("Closed cases by ground"), "17(3)", GROUNDS),
    ):
        numbers = [(say.gettext(words), figures[table][row]) for row, words in words_of.items()]
        yield YearTable(say.gettext(heading), article, numbers)
    done = figures["work"]
    rows = [
        (f"{say.gettext(words)} ({say.article(article)})", done[row])
        for row, (words, article) in _DONE.items()
    ]
    yield YearTable(say.gettext(N_("Work of the Roundtable")), "", rows)
