"""Declarations as they were given: every text signed at a table: Art. 10(2), 18(2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from casework.table.signing import Declarations, digest_of_letters
from models.case import Member
from models.declaration_seen import DeclarationSeen
from models.meeting import Signature, SignedText
from models.participant import Participant
from models.people import Account
from models.session import Work
from rules.declarations import was_told
from rules.signing import SignedPaper


@dataclass(frozen=True, slots=True)
class GivenText:
    """One text with the word under it."""

    words: Declarations
    digest: bytes
    as_laid: bool
    signature: Signature | None
    seen_by: str = ""
    """Who saw them sign what came on paper; empty where nobody says."""
    entered_by: str = ""
    """Who put on record what came on paper."""

    @property
    def was_told(self) -> bool:
        word = self.signature
        return word is not None and was_told(
            word.method, conflict=self.words.conflict, seen=bool(self.seen_by)
        )


def papers_of(work: Work, life_id: UUID) -> Mapping[UUID, UUID]:
    """By who gave them, a member's seat or an officer's account, under which paper they lie."""
    query = (
        select(SignedText.paper_id, Participant.account_id)
        .distinct()
        .outerjoin(Participant, Participant.id == SignedText.paper_id)
        .outerjoin(Member, Member.id == SignedText.paper_id)
        .where(SignedText.paper == SignedPaper.DECLARATIONS)
        .where(or_(Participant.life_id == life_id, Member.life_id == life_id))
    )
    return {officer or paper: paper for paper, officer in work.session.execute(query)}


def given(work: Work, paper_id: UUID) -> Sequence[GivenText]:
    """Each as it was laid, the oldest first, and whether its letters are those still."""
    texts = select(SignedText).where(
        SignedText.paper_id == paper_id, SignedText.paper == SignedPaper.DECLARATIONS
    )
    signed = select(Signature).where(
        Signature.paper_id == paper_id, Signature.paper == SignedPaper.DECLARATIONS
    )
    under = {each.digest: each for each in work.session.scalars(signed)}
    seen = {
        row.signature_id: row.seen_by
        for row in work.session.scalars(
            select(DeclarationSeen).where(
                DeclarationSeen.signature_id.in_([each.id for each in under.values()])
            )
        )
    }
    officers = {each.entered_by_id for each in under.values() if each.entered_by_id}
    accounts = work.session.scalars(select(Account).where(Account.id.in_(officers)))
    names = {each.id: each for each in accounts}
    return [
        GivenText(
            Declarations.model_validate_json(row.text or ""),
            row.digest,
            digest_of_letters(row.text or "") == row.digest,
            word := under.get(row.digest),
            seen.get(word.id, "") if word else "",
            _typed_by(word, names),
        )
        for row in work.session.scalars(texts.order_by(SignedText.version))
    ]


def _typed_by(word: Signature | None, officers: Mapping[UUID, Account]) -> str:
    """As they were called that day."""
    officer = officers.get(word.entered_by_id) if word and word.entered_by_id else None
    return (officer.name_at(word.signed_at) or "") if word and officer else ""
