"""Who may read which section now: every page, paper, bundle and file asks here: Art. 18(1)."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.table import seats_of
from models.case import Case, Member
from models.section_word import SectionWord
from rules import readers
from rules.readers import Item, ReadSection, SectionReader


def reader_of(session: Session, member: Member) -> SectionReader:
    """What the rules have to know of a seat that reads."""
    case = session.get(Case, member.life_id)
    return SectionReader(
        kind=member.professional.kind,
        sits=member.sits,
        has_signed=member.has_signed,
        open_file=case is None or case.sealed_at is None,
        own=frozenset({member.id, *seats_of(session, member)}),
        withheld=_said_last(session, member.id),
    )


def may_read(
    session: Session, member: Member, section: ReadSection, whose: UUID | None = None
) -> bool:
    """Of one section, for whoever asks of no other; `rules.readers.may_read` decides."""
    return readers.may_read(reader_of(session, member), section, whose)


def _said_last(session: Session, member_id: UUID) -> Mapping[Item, bool]:
    query = select(SectionWord.section, SectionWord.whose_id, SectionWord.withheld).where(
        SectionWord.member_id == member_id
    )
    rows = session.execute(query.order_by(SectionWord.number)).all()
    return {(section, whose): withheld for section, whose, withheld in rows}
