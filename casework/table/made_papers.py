"""A paper that was made, on record under the number on its pages: Art. 18(1), decision 0194."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.builder import Pressed
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
    assert paper.code is not None  # it had its number before it was made
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
        pages=made.pages,
        made_at=work.clock.now(),
        made_by_id=work.actor.id if is_staff else None,
    )
    work.session.add(row)
    said = {"language": row.language, "sha256": row.sha256.hex(), "number": row.number}
    work.record(f"{of.kind} printed", "18(1)", life=life, **said, **detail)
    return row


def by_number(session: Session, number: str) -> MadePaper | None:
    """The paper on whose pages this number stands; nobody is asked here who may know it."""
    return session.scalars(select(MadePaper).where(MadePaper.number == number)).first()
