"""What stands beside words under versions of a text that gave way to another: Art. 10(1), 17(5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select

from models.closure import Closure
from models.meeting import Minutes, Signature, SignedText
from models.session import Work
from queries.signature_corrections import name_of


@dataclass(frozen=True, slots=True)
class FormerWord:
    """What somebody wrote beside their word under a version that gave way to another."""

    name: str
    version: int
    signature: Signature


def said_before(
    work: Work, paper: Minutes | Closure, names: Mapping[UUID | None, str]
) -> list[FormerWord]:
    return [
        FormerWord(names.get(word.member_id) or name_of(work, word), version, word)
        for version, word in former_words(work, paper)
    ]


def own_papers(work: Work, paper: Minutes | Closure, member_id: UUID) -> Sequence[Signature]:
    """Of a member, on a day before the first version had its words: decision 0139."""
    query = select(Signature).where(Signature.paper_id == paper.id, Signature.digest.is_(None))
    return work.session.scalars(
        query.where(Signature.member_id == member_id, Signature.stands())
    ).all()


def former_words(work: Work, paper: Minutes | Closure) -> Iterator[tuple[int, Signature]]:
    """Remarks and reasons under versions that gave way, each with the number of its version."""
    query = (
        select(SignedText.version, Signature)
        .join(
            SignedText,
            and_(SignedText.paper_id == Signature.paper_id, SignedText.digest == Signature.digest),
        )
        .where(Signature.paper_id == paper.id, Signature.digest != paper.digest)
        .where(Signature.stands())
        .order_by(SignedText.version, Signature.signed_at)
    )
    return ((version, word) for version, word in work.session.execute(query) if word.reason)
