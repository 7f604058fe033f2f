"""All that an archive holds, read in one go: nothing waits in the database for the press."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from casework.case import file_rows
from casework.table.made_papers import PaperOf, by_number, printings
from core.clock import FrozenClock
from core.i18n import N_
from core.settings import settings
from core.trail import TrailKeys
from documents import code
from documents.paper import PrintedPaper
from models.case import Case
from models.session import Work
from portal import papers
from portal.archive.register import PAPERS
from portal.archive.sealed import ArchivedPaper, BySystem, SealedCase, WordsUnder
from queries import trail_of_case

FORMAT: Final = "tryeza-archive/1"
SCHEMA: Final = "file-1.schema.json"
VERIFY: Final = "/verify"
SAME_NUMBER: Final = 20
"""How often a number is drawn anew that is a paper's already: one in a million is."""


class NotSealed(LookupError):
    """An open file has no archive."""


@dataclass(frozen=True, slots=True)
class CodedPaper:
    """One paper, with the name of its file and the code on its pages."""

    name: str
    code: str
    """The number under which it was printed first, or its own where it never was."""
    also: Sequence[str]
    """Under which it was printed too: they are answered for as well."""
    of: PaperOf
    paper: PrintedPaper
    words: WordsUnder | None


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """An archive before it is set and packed."""

    said: Mapping[str, Any]
    """What manifest and file say of the case alike."""
    place: str
    """Of the centre, as files name it."""
    papers: Sequence[CodedPaper]
    record: Mapping[str, Any]
    trail: Mapping[str, Any]


def gather(work: Work, case: Case, keys: TrailKeys) -> ArchiveContent:
    """As of the moment of the seal, with what was added since. Raises `NotSealed`, and
    `NotInTheChain` while its last act is not in the chain."""
    if case.sealed_at is None or case.seal is None:
        raise NotSealed
    last = trail_of_case.through(work.session, case.id)
    then = replace(work, clock=FrozenClock(case.sealed_at), trail=[])
    of = SealedCase(then, case, BySystem(case.sealed_at))
    coded = [_coded(of, number, each) for number, each in enumerate(_papers(of), 1)]
    said = {
        "case": case.number,
        "centre": case.municipality.name(of.say.language, of.by.today),
        "language": of.say.language,
        "sealed_at": case.sealed_at.isoformat(),
        "seal": case.seal.hex(),
        "entries": last,
    }
    return ArchiveContent(
        said,
        case.municipality.slug,
        coded,
        _record(work, case, said),
        trail_of_case.read(work.session, case, last, keys),
    )


def _papers(of: SealedCase) -> Iterator[ArchivedPaper]:
    for each in PAPERS:
        yield from each(of)


def _record(work: Work, case: Case, said: Mapping[str, Any]) -> Mapping[str, Any]:
    file = list(file_rows.in_the_seal(work.session, case.id))
    beside = file_rows.beside(work.session, case.id)
    left_out = {table.__tablename__: why for table, why in file_rows.LEFT_OUT.items()}
    return {
        "format": "tryeza-file/1",
        "schema": SCHEMA,
        **said,
        "file": file,
        "beside": beside,
        "people": file_rows.people(work.session, [*file, *beside]),
        "left_out": left_out,
    }


def _coded(of: SealedCase, number: int, each: ArchivedPaper) -> CodedPaper:
    """The code that it has on other pages too: one paper has one, and another version its own."""
    say, sealed_at = of.say, of.case.sealed_at
    assert sealed_at is not None
    known = printings(of.work.session, of.case.id, each.of, each.paper)
    theirs = [row.number for row in known if row.language == say.language]
    shown = theirs[0] if theirs else _number(of, each.name)
    kept = say.gettext(
        "Confidential: %(one)s and %(two)s.", one=say.article("10(6)"), two=say.article("18(1)")
    )
    sealed = say.gettext(
        N_("From the file that was sealed on %(day)s. Whether it is: %(address)s, code %(code)s"),
        day=say.day(sealed_at),
        address=settings().base_url.removesuffix("/") + VERIFY,
        code=code.shown(shown),
    )
    paper = replace(each.paper, foot=(*each.paper.foot[:1], f"{kept} {sealed}"))
    return CodedPaper(
        f"papers/{number:03}-{each.name}.pdf",
        shown,
        sorted({row.number for row in known} - {shown}),
        each.of,
        papers.coded(paper, each.of.version, shown),
        each.words,
    )


def _number(of: SealedCase, name: str) -> str:
    """The same whoever makes the archive; another one where a paper has it already."""
    assert of.case.seal is not None
    for again in range(SAME_NUMBER):
        found = code.number_of(b"tryeza paper\n" + of.case.seal + f"{name}\n{again}".encode())
        if by_number(of.work.session, found) is None:
            return found
    raise AssertionError("every number is a paper's")
