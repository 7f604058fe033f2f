"""How the goal of a plan is set, asked criterion by criterion and shown: Annex 1, part 4.5."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from core.i18n import N_, Translator
from portal.annex_lines import WORDS
from portal.fields import Ask, Line
from portal.forms import FormModel
from rules.goal import Criterion, CriterionMark, CriterionWord, Words

CRITERIA: Final[Mapping[Criterion, str]] = {
    each: WORDS[f"G1.{place}"] for place, each in enumerate(Criterion, 1)
}
MARKS: Final[Mapping[CriterionMark, str]] = {
    CriterionMark.FULFILLED: N_("fulfilled"),
    CriterionMark.NOT_FULFILLED: N_("not fulfilled"),
    CriterionMark.NOT_STATED: N_("not stated"),
}


class CriterionRow(FormModel):
    """What the table says of one; left empty, it says nothing."""

    criterion: Criterion
    mark: Annotated[CriterionMark | None, Ask(N_("What the table says"), open=True)] = None
    words: Annotated[Line, Ask(N_("In words"), open=True)] = ""


Criteria = Annotated[tuple[CriterionRow, ...], Ask(N_("Criterion %(number)s of the goal"))]


def said(rows: Iterable[CriterionRow]) -> Words:
    return {row.criterion: CriterionWord(row.mark, row.words) for row in rows}


def names(say: Translator) -> dict[str, str]:
    """Of which criterion each row of the sheet is."""
    return {
        f"criteria.{place}": say.gettext(CRITERIA[each]) for place, each in enumerate(Criterion)
    }


def shown(say: Translator, held: Words) -> list[tuple[str, str, str]]:
    """All seven in the order of the Annex: its name, what was said, and in words."""
    nothing = CriterionWord(CriterionMark.NOT_STATED)
    found = [(each, held.get(each, nothing)) for each in Criterion]
    return [
        (
            say.gettext(CRITERIA[each]),
            say.gettext(MARKS[word.mark or CriterionMark.NOT_STATED]),
            word.words,
        )
        for each, word in found
    ]
