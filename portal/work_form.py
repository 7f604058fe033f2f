"""What the working form, Annex 1, shows under its lines: Art. 12(4), 20(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, Translator
from portal import known_words
from portal.annex import CATEGORIES
from queries.work_form import WorkForm
from rules.annex import LINES, AnnexPart
from rules.known import FactName

PERSONAL: Final[Mapping[str, Sequence[FactName]]] = {
    "P2": (FactName.BIRTH_DATE, FactName.BIRTH_CERTAINTY),
    "P3": (FactName.GENDER,),
    "P4": (FactName.ETHNICITY,),
    "P5": (FactName.BIRTH_PLACE,),
    "P6": (FactName.RESIDENCE, FactName.WHEREABOUTS),
    "P7": (FactName.HEALTH,),
    "P8": (FactName.DISABILITY,),
    "P9": (FactName.OTHER,),
}
"""After the name, P1, which is shown on request."""
GROUNDS: Final = LINES[AnnexPart.CLOSING][2:]
PLAN_HEADS: Final = ("A1", "A2", "A3", "A4", "A5", "A6", "A7")
REVIEW_HEADS: Final = ("V1", "V2", "V3", "V4", "V5", "V6", "V7")
PEOPLE_HEADS: Final = ("I1", "I2", "I3", "I4")


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the categories."""

    line: str
    ticked: bool
    more: str
    """What is written beside "other"."""


def boxes(form: WorkForm) -> list[tuple[str, list[Box]]]:
    """All of them, ticked or not, each group under the letter of its heading."""
    return [(next(iter(of))[0], [_box(form, code) for code in of]) for _, of in CATEGORIES]


def _box(form: WorkForm, code: str) -> Box:
    return Box(code, code in form.ticked, form.ticked.get(code, ""))


def personal(say: Translator, form: WorkForm) -> list[tuple[str, str]]:
    """Each line with what is on record: an answer, "not known", or that nobody has said."""
    return [
        (line, " / ".join(_said(say, form, name) for name in names))
        for line, names in PERSONAL.items()
    ]


def _said(say: Translator, form: WorkForm, name: FactName) -> str:
    question = form.known.get(name)
    if question is None or question.held is None:
        return say.gettext(N_("not stated"))
    return known_words.shown(say, name, question.held.value, form.officers)
