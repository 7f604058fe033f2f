"""An assessment as a paper, whole for officers, by section for a member: Art. 8(7), 12."""

from collections.abc import Container, Iterator
from typing import Final

from core.i18n import Translator
from documents.assessment import AssessmentPaper
from documents.paper import PaperText
from models.assessment import Assessment
from models.case import Case
from portal import papers
from portal.annex_rows import lines_of, of_block
from portal.assessment_page import KINDS, NOT_KNOWN, sections
from portal.papers import Printing
from portal.prose import blocks
from portal.words import RISKS
from rules.assessment import SECTIONS

EVERY_PART: Final = frozenset({"risk", "summary", *SECTIONS})


def assessment(
    by: Printing,
    say: Translator,
    case: Case,
    row: Assessment,
    *,
    parts: Container[str] = EVERY_PART,
    marks: tuple[str, ...] = (),
) -> AssessmentPaper:
    """Of a part that nobody stated there is no heading, as of one that is not the reader's."""
    what = say.gettext(KINDS[row.kind])
    version = say.gettext("version %(number)s", number=row.version)
    name = f"{what} · {case.number} · {version}"
    facts = [
        (say.gettext("Case"), case.number),
        (say.gettext("Assessment"), f"{version}, {say.day(row.made_on)}"),
    ]
    if "risk" in parts:
        facts.append((say.gettext("Level of risk"), say.gettext(RISKS[row.risk])))
    return AssessmentPaper(
        language=say.language,
        title=name,
        made_on=by.today,
        letterhead=papers.letterhead(say, case.municipality, row.made_on),
        marks=(say.gettext(papers.OURS), *marks),
        foot=papers.foot(by, say, name),
        heading=what,
        facts=facts,
        texts=list(_texts(say, row, parts)),
    )


def _texts(say: Translator, row: Assessment, parts: Container[str]) -> Iterator[PaperText]:
    if "summary" in parts:
        for place, block in enumerate(blocks(row.summary)):
            first = PaperText(lines_of(block), say.gettext("Summary"))
            yield of_block(block) if place else first
    for each in sections(row):
        lines = [line for block in each.words for line in lines_of(block)]
        if each.is_unknown:
            lines.insert(0, say.gettext(NOT_KNOWN))
        if lines and each.code in parts:
            yield PaperText(lines, say.gettext(each.name))
