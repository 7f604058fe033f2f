"""A member's word that waits for its own code: asked for, confirmed, used once: decision 0155."""

import json
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select, update

from core.clock import Clock
from identity import codes, typed_codes
from identity.typed_codes import WRONG, TakenCode
from models.case import Member
from models.confirmation import Confirmation
from models.session import Work
from rules.confirming import ConfirmedAct, WordsChanged


@dataclass(frozen=True, slots=True)
class ConfirmedWord:
    """What a code is to confirm: the act, what it is about, and the digest of what was shown."""

    act: ConfirmedAct
    subject_id: UUID
    digest: bytes
    under: bytes | None
    """The digest of the text alone."""


def word_of(
    act: ConfirmedAct, subject_id: UUID, *letters: str, under: bytes | None = None
) -> ConfirmedWord:
    """The letters are what the member says of the text that is laid, or of themselves."""
    laid = under.hex() if under else ""
    bound = json.dumps([act, str(subject_id), laid, *letters], ensure_ascii=False)
    return ConfirmedWord(act, subject_id, sha256(bound.encode()).digest(), under)


def ask(work: Work, member_id: UUID, word: ConfirmedWord) -> Confirmation:
    """The same word asked for again within its time is the same confirmation."""
    waiting = waiting_for(work, member_id)
    if waiting is not None and _kept(waiting) == word:
        return waiting
    row = Confirmation(
        member_id=member_id,
        act=word.act,
        subject_id=word.subject_id,
        digest=word.digest,
        text_digest=word.under,
        asked_at=work.clock.now(),
    )
    work.session.add(row)
    work.session.flush()
    return row


def waiting_for(work: Work, member_id: UUID) -> Confirmation | None:
    """What a seat was asked last to confirm, while a code for it is still of use."""
    query = select(Confirmation).where(
        Confirmation.member_id == member_id,
        Confirmation.confirmed_at.is_(None),
        Confirmation.asked_at > work.clock.now() - codes.VALID_FOR,
    )
    return work.session.scalars(query.order_by(Confirmation.asked_at.desc()).limit(1)).first()


def confirm(
    work: Work,
    member: Member,
    confirmation_id: UUID | None,
    code: str,
    clock: Clock | None = None,
) -> TakenCode:
    """Use up the code of this very word; a wrong one costs a try. The caller commits either way.

    What is confirmed says whose code it was: read out, or of an app of theirs.
    """
    found = work.session.get(Confirmation, confirmation_id) if confirmation_id else None
    if found is None or found.member_id != member.id or found.confirmed_at is not None:
        return WRONG
    taken = typed_codes.redeem_for_word(work, found.id, member.professional_id, code, clock)
    if taken.right:
        found.confirmed_at = work.clock.now()
        found.identity_check_id, found.authenticator_id = taken.check_id, taken.app_id
    return taken


def use(
    work: Work, member_id: UUID, confirmation_id: UUID | None, word: ConfirmedWord
) -> Confirmation:
    """The confirmation that an act rests on: of this seat, act and text, and used for the first
    time. Raises `WordsChanged` for any other."""
    now = work.clock.now()
    used = work.session.scalars(
        update(Confirmation)
        .where(
            Confirmation.id == confirmation_id,
            Confirmation.member_id == member_id,
            Confirmation.act == word.act,
            Confirmation.subject_id == word.subject_id,
            Confirmation.digest == word.digest,
            Confirmation.confirmed_at > now - codes.VALID_FOR,
            Confirmation.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(Confirmation)
    ).first()
    if used is None:
        raise WordsChanged
    return used


def _kept(row: Confirmation) -> ConfirmedWord:
    return ConfirmedWord(row.act, row.subject_id, row.digest, row.text_digest)
