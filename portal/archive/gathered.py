"""All that an archive holds, read in one go: nothing waits in the database for the press."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from casework.case import file_rows
from core.clock import FrozenClock
from core.i18n import N_, Translator
from core.settings import settings
from core.trail import TrailKeys
from documents.paper import PrintedPaper
from models.case import Case
from models.session import Work
from portal.archive import codes
from portal.archive.register import PAPERS, BySystem, Named, SealedCase
from queries import trail_of_case

FORMAT: Final = "tryeza-archive/1"
SCHEMA: Final = "file-1.schema.json"
VERIFY: Final = "/verify"


class NotSealed(LookupError):
    """An open file has no archive."""


@dataclass(frozen=True, slots=True)
class CodedPaper:
    """One paper, with the name of its file and the code on its pages."""

    name: str
    code: str
    paper: PrintedPaper


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
    papers = [_coded(of.say, case, number, each) for number, each in enumerate(_papers(of), 1)]
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
        papers,
        _record(work, case, said),
        trail_of_case.read(work.session, case, last, keys),
    )


def _papers(of: SealedCase) -> Iterator[Named]:
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


def _coded(say: Translator, case: Case, number: int, of: Named) -> CodedPaper:
    name, paper = of
    assert case.seal is not None
    assert case.sealed_at is not None
    code = codes.code_of(case.seal, name)
    kept = say.gettext(
        "Confidential: %(one)s and %(two)s.", one=say.article("10(6)"), two=say.article("18(1)")
    )
    sealed = say.gettext(
        N_("From the file that was sealed on %(day)s. Whether it is: %(address)s, code %(code)s"),
        day=say.day(case.sealed_at),
        address=settings().base_url.removesuffix("/") + VERIFY,
        code=codes.shown(code),
    )
    foot = (*paper.foot[:1], f"{kept} {sealed}")
    return CodedPaper(f"papers/{number:03}-{name}.pdf", code, replace(paper, foot=foot))
