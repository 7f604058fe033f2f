"""What people sign: one text, laid before everybody whole and fixed: Art. 10(1), 17(5), 18(2).

The page where somebody signs shows this text and nothing beside it; its SHA-256 is what is signed.
A correction is another version, and every signature begins anew under it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.closing_words import (
    Acceptance,
    FoundAge,
    Gone,
    RanOnPaper,
    SaidOpinion,
    SentLetter,
)
from casework.record.minutes_words import (
    AlsoThere,
    CorrectedChair,
    CorrectedRecord,
    LateItem,
    SaidDissent,
)
from models.case import Member
from models.confirmation import Confirmation
from models.given import given
from models.life import ActorKind, Life
from models.meeting import Signature, SignedText
from models.session import Work
from rules.agenda import Approval
from rules.confirming import check_confirmed_text
from rules.days import check_happened
from rules.grounds import Ground
from rules.meetings import MeetingKind
from rules.signing import (
    Signatory,
    SignatureMethod,
    SignatureRole,
    SignedPaper,
    check_laid_once,
    check_one_text,
    check_signatory,
)


class Text(BaseModel):
    """A text that is signed, as data; the pages put its words around it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    laid_once: ClassVar[bool] = False
    version: int = 1


class Person(BaseModel):
    """Somebody named in a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    affiliation: str = ""
    came_at: datetime | None = None
    """In minutes: where the meeting had begun before."""
    recused_on: date | None = None
    """In minutes: since when they took no part: Art. 10(2)."""
    recused_at: datetime | None = None
    """The hour of it, where it was in the meeting."""
    signed_in_at: datetime | None = None
    """Of who is on record as absent: when they signed in by the room's code: Art. 9."""


class MinutesText(Text):
    """Minutes as they are signed: Art. 10(1)."""

    paper: Literal[SignedPaper.MINUTES] = SignedPaper.MINUTES
    table: str
    """A case number, or a quarter."""
    meeting: int
    kind: MeetingKind
    starts_at: datetime
    place: str
    chair: str
    present: tuple[Person, ...]
    absent: tuple[Person, ...]
    also_there: tuple[AlsoThere, ...] = ()
    """Family, guests, interpreters, and who sat in: Art. 8(10), 10(6)."""
    text: str
    corrections: str
    approved_on: date | None
    """In the meeting that followed; None where the signatures approve it (T2)."""
    reason: str = ""
    """Why this is not the first version."""
    haste: str = ""
    """Why the meeting was called in haste: Art. 8(3), 14(5)."""
    unplanned: bool = False
    """Nobody had planned it: Art. 8(3)."""
    called_off_on: date | None = None
    """It took place although it had been called off."""
    agenda: Approval | None = None
    agenda_changes: str = ""
    late: tuple[LateItem, ...] = ()
    without_words: tuple[str, ...] = ()
    """The numbers of the items under which nothing is written: Art. 10(4)."""
    dissents: tuple[SaidDissent, ...] = ()
    corrected_chair: tuple[CorrectedChair, ...] = ()
    corrected_record: tuple[CorrectedRecord, ...] = ()


class ClosingForm(Text):
    """The form on which a case is closed: Art. 17(5); Annex 1, part 4.7."""

    laid_once: ClassVar[bool] = True
    paper: Literal[SignedPaper.CLOSURE] = SignedPaper.CLOSURE
    case: str
    ground: Ground
    detail: str
    best_interest: str = ""
    """Why the child moves to another country: Art. 17(3.4)."""
    assessment: str
    needs_services: bool | None
    after_eighteen: str
    services_unsaid: bool = False
    """Nobody had said by that day whether services go on after eighteen: Art. 17(4)."""
    letters: tuple[SentLetter, ...] = ()
    """Those with recommended services that had left by that day."""
    age: FoundAge | None
    acceptance: Acceptance | None
    proposed_on: date
    proposal_entered_on: date
    proposed_by: str
    approved_on: date
    approval_entered_on: date | None
    approved_by: str
    head_note: str
    died: bool
    """The child, of whom nobody then asks anything: Art. 17(3.5)."""
    died_on: date | None
    opinions: tuple[SaidOpinion, ...]
    met_on: date
    chair: str = ""
    """Who chaired that meeting."""
    decided_on: date
    decision_recorded_on: date | None
    present: tuple[Person, ...]
    absent: tuple[Person, ...]
    also_there: tuple[AlsoThere, ...] = ()
    gone: tuple[Gone, ...] = ()
    """Who took part before and cannot sign: Art. 8(11)."""
    on_paper: RanOnPaper | None = None
    """None of a case that began here."""


class Declarations(Text):
    """Both declarations as a member makes them: Art. 10(2), 18(2)."""

    paper: Literal[SignedPaper.DECLARATIONS] = SignedPaper.DECLARATIONS
    table: str
    language: str
    conflict: bool
    on_conflict: str
    on_confidentiality: str
    """Empty where a conflict ends the seat and nothing is promised."""


T = TypeVar("T", bound=Text)


@dataclass(frozen=True, slots=True)
class Laid(Generic[T]):
    """The text that a page shows, with the digest of the very letters that were read."""

    words: T
    digest: bytes
    as_laid: bool
    """These are the letters that were laid; who signed signed those."""


def canonical(text: Text) -> str:
    """The same letters for the same text: fields in their order, nothing between them."""
    return text.model_dump_json()


def digest_of(text: Text) -> bytes:
    return digest_of_letters(canonical(text))


def digest_of_letters(letters: str) -> bytes:
    return sha256(letters.encode()).digest()


def lay(
    work: Work, paper_id: UUID, text: T, *, reason: str = "", follows_record: bool = False
) -> T:
    """Fix a text for signature; the next version where one was laid before."""
    former = in_force(work.session, paper_id)
    laid = former is not None
    check_laid_once(once=text.laid_once, laid=laid, follows_record=follows_record)
    text = _after(former, text)
    row = SignedText(
        paper=text.model_dump()["paper"],
        paper_id=paper_id,
        version=text.version,
        text=canonical(text),
        digest=digest_of(text),
        laid_at=work.clock.now(),
        reason=reason.strip() or None,
    )
    work.session.add(row)
    work.session.flush()
    return text


def to_be_laid(session: Session, paper_id: UUID, text: T) -> T:
    """What would be laid now, before anybody has a code for it."""
    return _after(in_force(session, paper_id), text)


def _after(former: SignedText | None, text: T) -> T:
    return text.model_copy(update={"version": former.version + 1 if former else 1})


def in_force(session: Session, paper_id: UUID) -> SignedText | None:
    """The version that is laid for signature now."""
    query = select(SignedText).where(SignedText.paper_id == paper_id)
    return session.scalars(query.order_by(SignedText.version.desc()).limit(1)).first()


def read(session: Session, paper_id: UUID, kind: type[T]) -> Laid[T] | None:
    """The text in force, as it was laid; None while nothing is open for signature."""
    row = in_force(session, paper_id)
    if row is None:
        return None
    letters = row.text or ""
    digest = digest_of_letters(letters)
    return Laid(kind.model_validate_json(letters), digest, digest == row.digest)


def versions(session: Session, paper_id: UUID) -> list[SignedText]:
    """Every version that was laid, oldest first."""
    query = select(SignedText).where(SignedText.paper_id == paper_id)
    return list(session.scalars(query.order_by(SignedText.version)))


def add_signature(
    work: Work,
    life: Life,
    paper: SignedPaper,
    paper_id: UUID,
    digest: bytes,
    *,
    member_id: UUID | None,
    account_id: UUID | None,
    chair_id: UUID | None,
    method: SignatureMethod,
    reason: str | None = "",
    confirmed: bool = False,
    role: SignatureRole = SignatureRole.SIGN,
    shown: bytes | None = None,
    on: date | None = None,
    confirmation: Confirmation | None = None,
    under: bytes | None,
) -> Signature:
    """One word under one fixed text; a second one by the same person is refused.

    `on` is the day of a paper entered later, `under` the version that it has, None where its words
    were never laid: `paper_version.digest_on`; `digest` what was decided, `shown` what they had
    before them, `confirmation` a member's own code, `chair_id` who chaired that meeting.
    """
    _check_text(work.session, paper_id, digest, shown)
    check_confirmed(confirmation, under)
    signed = _stands(work.session, paper_id, under, member_id, account_id)
    has_seat = account_id in {None, chair_id}
    own = account_id is not None and account_id == work.actor.id
    day, seat = check_happened(on, work.clock.today()), _seat(work.session, member_id)
    gone = seat.recused_on if seat else None
    check_signatory(Signatory(has_seat, signed, method, reason, paper, own, confirmed, gone, day))
    signature = Signature(
        paper=paper,
        paper_id=paper_id,
        member_id=member_id,
        account_id=account_id,
        role=role,
        method=method,
        reason=(reason or "").strip() or None,
        digest=under,
        signed_at=work.clock.now(),
        signed_on=day,
        entered_by_id=None if own else typed_by(work, method),
        confirmation_id=confirmation.id if confirmation else None,
        identity_check_id=confirmation.identity_check_id if confirmation else None,
    )
    _record(work, life, signature)
    return signature


def _seat(session: Session, member_id: UUID | None) -> Member | None:
    return session.get(Member, member_id) if member_id else None


def check_confirmed(confirmation: Confirmation | None, digest: bytes | None) -> None:
    """A code was for the very text; that a member's own word has one, the database looks."""
    if confirmation is not None:
        check_confirmed_text(confirmation.text_digest, digest)


def _record(work: Work, life: Life, signature: Signature) -> None:
    paper, by = signature.paper, str(signature.member_id or signature.account_id)
    article = "10(1)" if paper == SignedPaper.MINUTES else "17(5)"
    work.session.add(signature)
    work.session.flush()
    detail = {"paper": signature.paper_id, "by": by, "method": signature.method, **given(signature)}
    work.record(f"{paper} signed", article, life=life, **detail, **how_confirmed(signature))


def how_confirmed(signature: Signature) -> dict[str, UUID]:
    """What its entry says beside: that the code was read out, and after which check (0168)."""
    check = signature.identity_check_id
    return {} if check is None else {"read_out": check}


def typed_by(work: Work, method: SignatureMethod) -> UUID | None:
    """The officer who types what came on paper; nobody where somebody acts for themselves."""
    on_paper = method in {SignatureMethod.PAPER, SignatureMethod.REFUSED}
    return work.actor.id if on_paper and work.actor.kind is ActorKind.STAFF else None


def has_signed(session: Session, said: Signature, *, under: bytes | None) -> bool:
    """Whether whose word that was has one under this version."""
    if under is None:
        return False
    return _stands(session, said.paper_id, under, said.member_id, said.account_id)


def _stands(
    session: Session,
    paper_id: UUID,
    digest: bytes | None,
    member_id: UUID | None,
    account_id: UUID | None,
) -> bool:
    query = select(Signature.id).where(
        Signature.paper_id == paper_id,
        Signature.digest.is_not_distinct_from(digest),
        Signature.member_id.is_not_distinct_from(member_id),
        Signature.account_id.is_not_distinct_from(account_id),
        Signature.stands(),
    )
    return session.scalar(query) is not None


def _check_text(session: Session, paper_id: UUID, decided: bytes, shown: bytes | None) -> None:
    laid = in_force(session, paper_id)
    read = digest_of_letters((laid and laid.text) or "")
    check_one_text(decided, laid.digest if laid else None, read, shown)
