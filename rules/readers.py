"""Who reads which section of a paper: Art. 8(7), 10(2), 10(6), 13(3), 18(1), 18(2).

The Regulation gives members whole papers and says that what is shared is shared for a legal duty
(18(1)); that the case manager withholds a section from one of them is ours: decision 0191.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.assessment import SECTIONS as OF_THE_FORM
from rules.basis import Article, Default
from rules.composition import ABROAD, LISTED, OTHER
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused


class ReadSection(StrEnum):
    """A part of a paper that one reader may have and another not: paper, then section."""

    INVITATION = "invitation.agenda"
    RISK = "assessment.risk"
    SUMMARY = "assessment.summary"
    AGE = "assessment.age"
    HEALTH = "assessment.health"
    DEVELOPMENT = "assessment.development"
    EDUCATION = "assessment.education"
    INCLUSION = "assessment.inclusion"
    SAFETY = "assessment.safety"
    PARTICIPATION = "assessment.participation"
    NEEDS = "assessment.needs"
    CARE = "assessment.care"
    GOAL = "plan.goal"
    ACTIONS = "plan.actions"
    """Of one seat, or of the centre."""
    REPORT = "reports.report"
    """Of one seat."""
    MINUTES = "minutes.text"
    WEIGHED = "minutes.weighed"
    """Of a draft: what a decision was weighed against."""
    ATTACHMENT = "attachments.file"
    """One file."""

    @property
    def paper(self) -> str:
        return self.value.partition(".")[0]

    @property
    def part(self) -> str:
        return self.value.partition(".")[2]


Item = tuple[ReadSection, UUID | None]
"""A section, and whose it is where it is somebody's: a seat, a file; None is the centre's."""

OF_SOMEBODY: Final = frozenset({ReadSection.ACTIONS, ReadSection.REPORT, ReadSection.ATTACHMENT})
OF_ASSESSMENT: Final = tuple(ReadSection(f"assessment.{each}") for each in OF_THE_FORM)

MEMBERS: Final = (*LISTED, *ABROAD)
"""The kinds of institution of Art. 4(1) and 4(6)."""


@dataclass(frozen=True, slots=True)
class ByDefault:
    """What a kind of reader has of a section while nobody has said otherwise, and by what."""

    reads: bool
    basis: Article | Default


def _row(basis: Article | Default, *, reads: bool = True) -> Mapping[str, ByDefault]:
    """Members by the paragraph; whoever is invited beside them (4(4), 8(5)) by our reading of it.

    A municipal seat (8(2)) is a member's.
    """
    row = dict.fromkeys(MEMBERS, ByDefault(reads, basis))
    return row | {OTHER: ByDefault(reads, DEFAULTS.OTHERS_READ if reads else basis)}


_EACH_PART: Final = dict.fromkeys(
    (ReadSection.RISK, ReadSection.SUMMARY, *OF_ASSESSMENT), _row(Article(8, "7"))
)
BY_DEFAULT: Final[Mapping[ReadSection, Mapping[str, ByDefault]]] = {
    ReadSection.INVITATION: _row(Article(8, "3")),
    **_EACH_PART,
    ReadSection.GOAL: _row(Article(13, "3")),
    ReadSection.ACTIONS: _row(Article(13, "3")),
    ReadSection.REPORT: _row(DEFAULTS.REPORTS_READ),
    ReadSection.MINUTES: _row(Article(10, "1")),
    ReadSection.WEIGHED: _row(DEFAULTS.WEIGHED_READ),
    ReadSection.ATTACHMENT: _row(DEFAULTS.FILES_READ, reads=False),
}
"""Section by kind of institution. Who has no seat (family, guest, interpreter, superior) is in no
row: nothing is handed to them (18(1)), they hear what is said in the meeting."""

NOBODY: Final = ByDefault(reads=False, basis=Article(18, "1"))


@dataclass(frozen=True, slots=True)
class SectionReader:
    """Who reads: a seat, what it has said, and what was said of its sections."""

    kind: str
    """Of the institution: `rules.composition.KINDS`."""
    sits: bool
    """Neither recused nor released: Art. 10(2), 8(6)."""
    has_signed: bool
    """Both declarations, and they hold: Art. 10(2), 18(2)."""
    open_file: bool = True
    """The file is not sealed: Art. 17(5)."""
    own: frozenset[UUID] = frozenset()
    """The seats for which they answer, their own among them."""
    withheld: Mapping[Item, bool] = field(default_factory=dict)
    """The last word on each section of which there is one: withheld, or given."""
    reach: Mapping[UUID, Article | Default] = field(default_factory=dict)
    """The files that come to them while nobody says otherwise, and by what: put before the meeting,
    or attached to a report that they read."""
    brought: frozenset[UUID] = frozenset()
    """The files that they attached themselves."""

    @property
    def is_shut_out(self) -> bool:
        return not (self.sits and self.has_signed and self.open_file)


def by_default(section: ReadSection, kind: str) -> ByDefault:
    return BY_DEFAULT[section].get(kind, NOBODY)


def of_itself(reader: SectionReader, item: Item) -> ByDefault:
    """What they have of it while nothing is said of it: a file once it is put before them."""
    section, whose = item
    basis = reader.reach.get(whose) if whose and section is ReadSection.ATTACHMENT else None
    return _row(basis).get(reader.kind, NOBODY) if basis else by_default(section, reader.kind)


def is_bound(reader: SectionReader, item: Item) -> Article | None:
    """The paragraph for which nobody may withhold it from them: what they are to come to, to
    approve and sign, to carry out, or wrote themselves."""
    section, whose = item
    if section is ReadSection.INVITATION:
        return Article(8, "3")
    if section is ReadSection.MINUTES:
        return Article(10, "1")
    if section in {ReadSection.ACTIONS, ReadSection.REPORT} and whose in reader.own:
        return Article(14, "2") if section is ReadSection.ACTIONS else Article(8, "9")
    if section is ReadSection.ATTACHMENT and whose in reader.brought:
        return Article(8, "9")
    return None


def may_read(reader: SectionReader, section: ReadSection, whose: UUID | None = None) -> bool:
    """May this reader read that section now.

    Nothing before both declarations, after a conflict or a departure, or once the file is sealed:
    Art. 10(2), 18(2), 17(5). The minutes of what somebody sat in they sign also once they left:
    10(1); that it is theirs the link says.
    """
    if reader.is_shut_out:
        return reader.has_signed and reader.open_file and section is ReadSection.MINUTES
    item = section, whose
    if is_bound(reader, item):
        return True
    said = reader.withheld.get(item)
    return of_itself(reader, item).reads if said is None else not said


class NoSectionChosen(NotPossible):
    reason = "Nothing is chosen."
    way_out = "Tick at least one section."


class WithheldWithoutReason(ProcedureRefused):
    reason = "It is not said why."
    way_out = "Write the reason; it stays in the file, and the reader does not see it."
    basis = DEFAULTS.WITHHOLD


class NotToBeWithheld(ProcedureRefused):
    reason = "What somebody comes to, carries out, wrote or signs is not withheld from them."
    way_out = "Leave it with them; what they are not to read does not belong there."
    basis = DEFAULTS.WITHHOLD


class NoReaderAnyMore(ProcedureRefused):
    reason = "This member has no seat at the table any more, and is handed nothing."
    way_out = "Nothing is to be done."
    basis = DEFAULTS.WITHHOLD


class SaidMeanwhile(NotPossible):
    reason = "Somebody has said the same of this section meanwhile."
    way_out = "Look at the page again: it shows what holds now."


class AnotherCopy(NotPossible):
    reason = "What you may read of this paper has changed while it was made."
    way_out = "Ask for it once more."


def check_said(
    reader: SectionReader, items: frozenset[Item], reason: str, *, withhold: bool
) -> None:
    """Each is theirs to have or not, is not so already, and it is said why: DEFAULTS.WITHHOLD."""
    if not items:
        raise NoSectionChosen
    if not reason.strip():
        raise WithheldWithoutReason
    if not reader.sits:
        raise NoReaderAnyMore
    for item in items:
        if withhold and is_bound(reader, item):
            raise NotToBeWithheld
        said = reader.withheld.get(item)
        now = not of_itself(reader, item).reads if said is None else said
        if now is withhold:
            raise SaidMeanwhile
