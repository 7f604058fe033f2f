"""What came on paper, or was said, put on record by who runs the table: Art. 10(2), 18(2)."""

from datetime import date
from uuid import UUID

from casework.table import declarations, participants
from identity.access import officer_of
from models.case import Member
from models.declaration_seen import DeclarationSeen
from models.session import Work
from rules.participants import Word, check_of_member


def record(
    work: Work,
    life_id: UUID,
    who_id: UUID,
    word: Word,
    *,
    reason: str = "",
    signed_by: str = "",
    on: date | None = None,
    seen_by: str = "",
) -> None:
    """What a member, one of the family or somebody without a seat said; and who saw it, where
    somebody says so."""
    member = work.session.get(Member, who_id)
    if member is None or member.life_id != life_id:
        said = participants.record_word(
            work, life_id, who_id, word, reason=reason, signed_by=signed_by, on=on
        )
        _seen(work, life_id, seen_by, word_id=said.id)
        return
    check_of_member(word)
    if word is Word.REFUSED:
        declarations.refuse(work, who_id, reason=reason, on=on)
        _seen(work, life_id, seen_by, refused_id=who_id)
        return
    conflict = word is Word.CONFLICT
    signature = declarations.declare(
        work, who_id, conflict=conflict, confidential=not conflict, on_paper=True, on=on
    )
    _seen(work, life_id, seen_by, signature_id=signature.id)


def _seen(work: Work, life_id: UUID, seen_by: str, **of: UUID) -> None:
    if not seen_by.strip():
        return
    row = DeclarationSeen(life_id=life_id, **of, said_by_id=officer_of(work).id)
    row.seen_by, row.said_at = seen_by.strip(), work.clock.now()
    work.session.add(row)
    work.session.flush()
