"""A paper that was made, on record under the number on its pages: Art. 18(1), decision 0194."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from documents.builder import Pressed, words_of
from documents.paper import PrintedPaper
from models.case import Case
from models.life import ActorKind, Life
from models.made_paper import MadePaper
from models.session import Work


@dataclass(frozen=True, slots=True)
class LaidText:
    """The very text that is signed on a paper."""

    paper_id: UUID
    digest: bytes


@dataclass(frozen=True, slots=True)
class PaperOf:
    """What a paper is of, beside its life."""

    kind: str
    version: int = 0
    meeting_id: UUID | None = None
    member_id: UUID | None = None
    laid: LaidText | None = None


def put_on_record(
    work: Work,
    life: Case | Life,
    of: PaperOf,
    paper: PrintedPaper,
    made: Pressed,
    **detail: Any,
) -> MadePaper:
    """Its number leads here from now on. Detail is what else the trail says of it."""
    row = known_as(work, life, of, paper, made)
    file = sha256(made.file).hexdigest()
    said = {"language": row.language, "sha256": file, "number": row.number}
    work.record(f"{of.kind} printed", "18(1)", life=life, **said, **detail)
    return row


def known_as(
    work: Work, life: Case | Life, of: PaperOf, paper: PrintedPaper, made: Pressed
) -> MadePaper:
    """The row of the number on its pages: the one that is there, or a new one."""
    assert paper.code is not None  # it had its number before it was made
    known = by_number(work.session, paper.code.number)
    if known is not None:
        return known
    is_staff = work.actor.kind is ActorKind.STAFF
    row = MadePaper(
        number=paper.code.number,
        life_id=life.id,
        meeting_id=of.meeting_id,
        member_id=of.member_id,
        kind=of.kind,
        title=paper.title,
        language=paper.language,
        version=of.version,
        paper_id=of.laid.paper_id if of.laid else None,
        digest=of.laid.digest if of.laid else None,
        sha256=sha256(made.file).digest(),
        words_sha256=words_of(paper),
        pages=made.pages,
        made_at=work.clock.now(),
        made_by_id=work.actor.id if is_staff else None,
    )
    work.session.add(row)
    return row


def printings(
    session: Session, life_id: UUID, of: PaperOf, paper: PrintedPaper
) -> Sequence[MadePaper]:
    """Each time this very paper was made, the first before the others: the same laid text, in
    whatever language its paper is, or the same words."""
    query = select(MadePaper).where(MadePaper.life_id == life_id, _is_same(of, paper))
    return session.scalars(query.order_by(MadePaper.made_at, MadePaper.number)).all()


def first_number(session: Session, life_id: UUID, of: PaperOf, paper: PrintedPaper) -> str:
    """Under which it was made first in this language; empty where it never was."""
    found = printings(session, life_id, of, paper)
    return next((each.number for each in found if each.language == paper.language), "")


def _is_same(of: PaperOf, paper: PrintedPaper) -> ColumnElement[bool]:
    if of.laid is None:
        return MadePaper.words_sha256 == words_of(paper)
    laid = of.laid
    return and_(MadePaper.paper_id == laid.paper_id, MadePaper.digest == laid.digest)


def numbers_by(session: Session, life_id: UUID, at: datetime) -> Sequence[str]:
    """Of all that was printed of a life by that moment."""
    query = select(MadePaper.number).where(MadePaper.life_id == life_id, MadePaper.made_at <= at)
    return session.scalars(query).all()


def by_number(session: Session, number: str) -> MadePaper | None:
    """The paper on whose pages this number stands; nobody is asked here who may know it."""
    return session.scalars(select(MadePaper).where(MadePaper.number == number)).first()
