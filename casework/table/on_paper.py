"""What came on paper, or was said, put on record by who runs the table: Art. 10(2), 18(2)."""

from datetime import date
from uuid import UUID

from casework.table import declarations, participants
from models.case import Member
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
) -> None:
    """What a member, one of the family or somebody without a seat said; and nothing besides."""
    member = work.session.get(Member, who_id)
    if member is None or member.life_id != life_id:
        participants.record_word(
            work, life_id, who_id, word, reason=reason, signed_by=signed_by, on=on
        )
        return
    check_of_member(word)
    if word is Word.REFUSED:
        declarations.refuse(work, who_id, reason=reason, on=on)
        return
    conflict = word is Word.CONFLICT
    declarations.declare(
        work, who_id, conflict=conflict, confidential=not conflict, on_paper=True, on=on
    )
