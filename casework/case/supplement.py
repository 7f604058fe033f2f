"""What is added beside a sealed file, dated and signed; the file stays as it is: Art. 17(5)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import select

from casework.record import files
from casework.table.signing import Text, canonical, digest_of, digest_of_letters
from identity.access import NotThere, officer_of, say_for_whom
from identity.conflicts import has_conflict
from identity.officers import acts_as_head
from models.case import Case
from models.given import given
from models.people import Account
from models.session import Work
from models.supplement import Supplement, SupplementSignature
from rules.refusals import ProcedureRefused
from rules.signing import check_one_text
from rules.supplement import (
    Capacity,
    SupplementFacts,
    capacity_of,
    check_entering,
    check_signing,
)
from workflow.life import lock


class SupplementText(Text):
    """A supplement as it is signed."""

    paper: Literal["supplement"] = "supplement"
    case: str
    seal: str
    """Of the file that it stands beside."""
    number: int
    corrects: int | None
    happened_on: date | None
    """None where nobody knows."""
    entered_on: date
    entered_by: str
    words: str


@dataclass(frozen=True, slots=True)
class Added:
    """What somebody adds; its true day, or that it is not known."""

    words: str
    happened_on: date | None = None
    day_not_known: bool = False
    corrects_id: UUID | None = None


def enter(work: Work, case_id: UUID, added: Added) -> Supplement:
    """Put beside a sealed file what happened before or after the seal; nobody has signed it yet."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id, populate_existing=True)
    officer, _ = _officer(work, case)
    facts = SupplementFacts(
        case.sealed_at is not None, added.words, added.happened_on, added.day_not_known
    )
    check_entering(facts, work.clock.today())
    former = of_case(work, case.id)
    corrected = next((each for each in former if each.id == added.corrects_id), None)
    if added.corrects_id is not None and corrected is None:
        raise NotThere
    text = SupplementText(
        case=case.number,
        seal=(case.seal or b"").hex(),
        number=len(former) + 1,
        corrects=corrected.number if corrected else None,
        happened_on=added.happened_on,
        entered_on=work.clock.today(),
        entered_by=officer.name or "",
        words=added.words.strip(),
    )
    row = Supplement(
        case_id=case.id,
        number=text.number,
        text=canonical(text),
        digest=digest_of(text),
        happened_on=added.happened_on,
        entered_at=work.clock.now(),
        entered_by_id=officer.id,
        corrects_id=corrected.id if corrected else None,
    )
    work.session.add(row)
    work.session.flush()
    detail = {"number": row.number, "on": row.happened_on or "not known"}
    if corrected:
        detail["corrects"] = corrected.number
    work.record("supplement entered", None, life=case.life, supplement=row.id, **detail)
    return row


def sign(
    work: Work, case_id: UUID, supplement_id: UUID, *, shown: bytes | None = None
) -> SupplementSignature:
    """The manager signs, or the head; `shown` is of what stood on the page: `to_be_signed`."""
    lock(work, case_id)
    case, row = work.session.get_one(Case, case_id), work.session.get(Supplement, supplement_id)
    if row is None or row.case_id != case_id:
        raise NotThere
    officer, own = _officer(work, case)
    signed = row.signatures
    capacity = check_signing(
        own, {each.capacity for each in signed}, officer.id, {each.account_id for each in signed}
    )
    brought = files.of_case(work.session, case.id).of(row.id)
    decided = to_be_signed(row, brought)
    check_one_text(decided, decided, to_be_signed(row, brought, row.text or ""), shown)
    signature = SupplementSignature(
        supplement_id=row.id,
        digest=row.digest,
        capacity=capacity,
        account_id=officer.id,
        signed_at=work.clock.now(),
    )
    work.session.add(signature)
    work.session.flush()
    work.session.refresh(row, ["signatures"])
    detail = {
        **_files(brought),
        "number": row.number,
        "capacity": capacity,
        "digest": row.digest.hex(),
        **given(signature),
    }
    work.record("supplement signed", None, life=case.life, supplement=row.id, **detail)
    return signature


def to_be_signed(
    row: Supplement, brought: Sequence[files.AttachedFile], letters: str | None = None
) -> bytes:
    """The digest of the text, and of the files beside it where there are any: whoever signs has
    seen these. `letters`, where they are counted anew."""
    digest = row.digest if letters is None else digest_of_letters(letters)
    hashes = [each.original.sha256 for each in brought]
    return hashlib.sha256(b"".join((digest, *hashes))).digest() if hashes else digest


def _files(brought: Sequence[files.AttachedFile]) -> dict[str, str]:
    """By their hashes, those that stood there as it was signed."""
    return {"files": " ".join(each.original.sha256.hex() for each in brought)} if brought else {}


def may_sign(work: Work, case: Case, row: Supplement) -> bool:
    """Whether the officer who looks could sign it now, by the rule that the act asks."""
    officer, signed = officer_of(work), row.signatures
    capacities, signatories = {e.capacity for e in signed}, {e.account_id for e in signed}
    try:
        check_signing(_capacity(work, case, officer), capacities, officer.id, signatories)
    except ProcedureRefused:
        return False
    return True


def _capacity(work: Work, case: Case, officer: Account) -> Capacity | None:
    heads = officer.municipality_id == case.municipality_id
    heads = heads and acts_as_head(officer, work.clock.today())
    return capacity_of(
        officer.id,
        case.manager_id,
        acts_as_head=heads,
        in_conflict=has_conflict(work.session, case.id, officer.id),
    )


def _officer(work: Work, case: Case) -> tuple[Account, Capacity]:
    """Who acts, and as what; raises `NotThere` for who is neither the manager nor the head."""
    officer = officer_of(work)
    capacity = _capacity(work, case, officer)
    if capacity is None:
        raise NotThere
    if capacity is Capacity.HEAD:
        say_for_whom(work, officer)
    return officer, capacity


def of_case(work: Work, case_id: UUID) -> list[Supplement]:
    """Every supplement beside one file, in the order in which they were entered."""
    query = select(Supplement).where(Supplement.case_id == case_id).order_by(Supplement.number)
    return list(work.session.scalars(query))
