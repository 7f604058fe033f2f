"""What was typed from paper as a signature, and what of it stands no more: Art. 10(1), 17(5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from identity.access import NotThere
from models.case import Member
from models.closure import Closure
from models.meeting import Minutes, Signature
from models.people import Account
from models.session import Work
from models.signature_correction import SignatureCorrection


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A signature or refusal with whose it is on record."""

    name: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class EndedWord:
    """One that stands no more, and why."""

    name: str
    signature: Signature
    by: SignatureCorrection


def ended(work: Work, paper_id: UUID) -> Sequence[EndedWord]:
    """Under minutes or a closing form, in the order of correction."""
    query = (
        select(Signature, SignatureCorrection)
        .join(SignatureCorrection, SignatureCorrection.id == Signature.ended_by_id)
        .where(Signature.paper_id == paper_id)
        .options(joinedload(SignatureCorrection.corrected_by))
        .order_by(SignatureCorrection.corrected_at)
    )
    found = work.session.execute(query)
    return [EndedWord(name_of(work, word), word, row) for word, row in found]


def typed_before(
    work: Work, words: Sequence[Signature], digest: bytes | None
) -> Sequence[TypedWord]:
    """Those of these that were typed from paper and stand under an earlier version."""
    typed = (each for each in words if each.entered_by_id and each.digest not in {None, digest})
    return [TypedWord(name_of(work, each), each) for each in typed]


def of_its_own_words(work: Work, words: Sequence[Signature]) -> Sequence[TypedWord]:
    """Papers that alone have the words of their day, oldest first: decision 0139."""
    own = (each for each in words if each.digest is None)
    typed = [TypedWord(name_of(work, each), each) for each in own]
    return sorted(typed, key=lambda each: (each.signature.signed_on, each.name))


def typed_under(work: Work, paper: Minutes | Closure | None, signature_id: UUID) -> TypedWord:
    """What an officer typed under this paper, also where it stands no more; else `NotThere`."""
    found = work.session.get(Signature, signature_id)
    if found is None or found.entered_by_id is None:
        raise NotThere
    if paper is None or found.paper_id != paper.id:
        raise NotThere
    return TypedWord(name_of(work, found), found)


def name_of(work: Work, word: Signature) -> str:
    """Also of somebody who has left the table since, and of the officer who chaired."""
    if word.account_id is not None:
        return work.session.get_one(Account, word.account_id).name_at(word.signed_at)
    return work.session.get_one(Member, word.member_id).professional.name or ""
