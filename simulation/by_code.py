"""A member's own word as it comes: the text that is laid, a code for it, typed: decision 0155.

The code is in their hand; no SMS of it is queued.
"""

from datetime import date
from typing import Any
from uuid import UUID

from casework.table import conflicts, contact_codes, declarations, signing
from core.i18n import Language
from identity import codes, confirmations
from identity.confirmations import ConfirmedWord, word_of
from models.case import Member
from models.confirmation import Confirmation
from models.session import Work
from rules.confirming import ConfirmedAct
from rules.signing import SignatureMethod


def confirmed(work: Work, member: Member, word: ConfirmedWord) -> Confirmation:
    asked = confirmations.ask(work, member.id, word)
    code = codes.make(work, member.professional_id, confirmation_id=asked.id).code
    confirmations.confirm(work, member, asked.id, code or "")
    return confirmations.use(work, member.id, asked.id, word)


def signing_of(
    work: Work,
    paper_id: UUID,
    member_id: UUID,
    method: SignatureMethod = SignatureMethod.CODE,
    reason: str | None = "",
) -> dict[str, Any]:
    """Whose word, how, and the code for the text in force; none where nothing is to sign."""
    said = {"member_id": member_id, "method": method, "reason": reason}
    laid, member = signing.in_force(work.session, paper_id), work.session.get(Member, member_id)
    if laid is None or member is None:
        return said
    word = word_of(ConfirmedAct(laid.paper), paper_id, method, reason or "", under=laid.digest)
    return said | {"confirmation": confirmed(work, member, word)}


def declare(
    work: Work,
    member_id: UUID,
    *,
    conflict: bool = False,
    confidential: bool = True,
    language: Language | None = None,
) -> None:
    said: dict[str, Any] = {
        "conflict": conflict,
        "confidential": confidential,
        "language": language,
    }
    member = work.session.get_one(Member, member_id)
    word = declarations.word(work, member, **said)
    declarations.declare(work, member_id, **said, confirmation=confirmed(work, member, word))


def refuse(work: Work, member_id: UUID, *, reason: str = "") -> None:
    refusing(work, member_id, reason)
    declarations.refuse(work, member_id, reason=reason)


def refusing(work: Work, member_id: UUID, reason: str) -> None:
    """The code for not signing the declarations: Art. 18(2)."""
    member = work.session.get_one(Member, member_id)
    confirmed(work, member, word_of(ConfirmedAct.REFUSE, member_id, reason))


def withdraw(work: Work, member_id: UUID, *, reason: str, on: date | None) -> None:
    code = withdrawing(work, member_id, reason, on)
    conflicts.withdraw_by_link(work, member_id, reason=reason, on=on, confirmation=code)


def withdrawing(work: Work, member_id: UUID, reason: str, on: date | None) -> Confirmation:
    """The code for a conflict of interest that they had declared by mistake: Art. 10(2)."""
    member = work.session.get_one(Member, member_id)
    word = word_of(ConfirmedAct.WITHDRAW, member_id, reason, str(on))
    return confirmed(work, member, word)


def confirm_contact(work: Work, token: str, code: str, shown: str) -> bool:
    """What was shown of a new contact is right: false for a wrong code."""
    waits = contact_codes.waiting(work, token, shown)
    used = contact_codes.use_code(work, waits, code)
    if used is not None:
        contact_codes.confirm_by_code(work, waits, used)
    return used is not None


def read_contact(work: Work, token: str, code: str) -> bool:
    """Whether the code shows the new contact in full."""
    return contact_codes.may_read(work, contact_codes.waiting(work, token), code)
