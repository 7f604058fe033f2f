"""One version of an assessment as a page shows it, beside the one before: Art. 5(1.2), 12(4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from casework.record.closure_facts import is_before_the_table
from casework.record.known import child_person
from core.i18n import N_, Translator
from identity import access
from models.assessment import Assessment
from models.case import Case
from models.session import Work
from portal.prose import Block, blocks
from portal.web import Page
from portal.words import INDICATORS, RISKS
from queries import information
from queries.assessment_file import VersionFile
from rules.assessment import INDICATORS as ARTICLES
from rules.assessment import SECTIONS, AssessmentKind
from rules.assessment_versions import Compared, Difference, compare

NAMES: Final[Mapping[str, str]] = {
    "summary": N_("Summary"),
    "age": N_("Age"),
    "health": N_("Health"),
    "development": N_("Development"),
    "participation": N_("Involvement of child and family"),
    **INDICATORS,
    "risk": N_("Level of risk"),
    "worse": N_("Found worse by the table"),
    "basis": N_("What it is based on"),
}
"""The parts of the form, in the words of Annex 1 and of Art. 12(3)."""
KINDS: Final[Mapping[str, str]] = {
    AssessmentKind.INITIAL: N_("Initial assessment"),
    AssessmentKind.COMPREHENSIVE: N_("Comprehensive assessment"),
}
DIFFERENCES: Final[Mapping[str, str]] = {
    Difference.ADDED: N_("Added"),
    Difference.CHANGED: N_("Changed"),
    Difference.TAKEN_OUT: N_("Taken out"),
}
NOT_KNOWN: Final = N_("Not known.")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form as it reads."""

    code: str
    name: str
    article: str
    """The paragraph, of one of the five; else the Annex's."""
    words: Sequence[Block]
    is_unknown: bool
    is_worse: bool


def sections(row: Assessment) -> list[Section]:
    """Annex 1 in its order, then what Art. 12(3) has beside it."""
    return [
        Section(
            code,
            NAMES[code],
            str(ARTICLES.get(code, "20(1)")),
            list(blocks(getattr(row, code))),
            code in row.unknown,
            code in row.worse,
        )
        for code in SECTIONS
    ]


def differences(say: Translator, was: Assessment, now: Assessment) -> list[Compared]:
    """What changed, by section; a section that reads the same is left out."""
    found = compare(_as_read(say, was), _as_read(say, now))
    return [each for each in found if each.what is not Difference.SAME]


def _as_read(say: Translator, row: Assessment) -> dict[str, str]:
    """Every part as somebody reads it, in one language."""
    texts = {"risk": say.gettext(RISKS[row.risk]), "summary": row.summary or ""}
    for code in SECTIONS:
        mark = say.gettext(NOT_KNOWN) if code in row.unknown else ""
        texts[code] = f"{mark}\n{getattr(row, code) or ''}".strip()
    texts["worse"] = "\n".join(say.gettext(NAMES[code]) for code in row.worse)
    texts["basis"] = row.basis or ""
    return texts


def show(
    page: Page, work: Work, case: Case, file: VersionFile | None, kind: AssessmentKind
) -> Response:
    """A version, or that there is none of this kind yet."""
    over = case.sealed_at is not None or child_person(work.session, case.id).died
    former = file.former if file else None
    return page.render(
        "assessment/version.html",
        case=case,
        file=file,
        kind=file.row.kind if file else kind,
        kinds=KINDS,
        names=NAMES,
        sections=sections(file.row) if file else (),
        summary=list(blocks(file.row.summary)) if file else (),
        differences=differences(page.say, former, file.row) if file and former else (),
        said=DIFFERENCES,
        may_write=may_write_alone(work, case),
        state=information.state_of(work, case),
        warns=not over and (file is None or file.is_in_use),
    )


def may_write_alone(work: Work, case: Case) -> bool:
    """The case's own manager, until the table assesses itself: Art. 12(1)."""
    return access.runs_case(work, case) and is_before_the_table(work.session, case)
