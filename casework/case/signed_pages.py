"""Who has signed on a filed page, as an officer says; the scan alone counts as nothing: 0194."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.case import closure
from casework.table import filing, minutes
from core.clock import local_day
from identity import access
from identity.access import NotThere, officer_of
from models.case import Member
from models.filed_page import FiledPage, PageTakenBack, SignatureScan
from models.life import Life
from models.made_paper import MadePaper
from models.meeting import Signature, SignedText
from models.people import Account
from models.session import Work
from rules.filing import check_same_text, check_seen_by, check_signed_after_print, check_unseen
from rules.signing import SignatureMethod, SignedPaper
from workflow.life import lock


@dataclass(frozen=True, slots=True)
class SignedHere:
    """One person who has signed on a page, as the officer says who looked at it."""

    who: UUID
    """The member, or the officer who chaired."""
    on: date | None
    """None where their signature is on record already: the page stands beside it."""
    seen_by: str = ""


def say_signed(
    work: Work,
    filed_id: UUID,
    said: Sequence[SignedHere],
    shown: bytes,
    *,
    not_there: Collection[UUID] = (),
) -> None:
    """Each is a signature on paper as any other, with the page beside it; `not_there` are those of
    whom the same officer says that they have not signed on it."""
    filed = work.session.get(FiledPage, filed_id)
    if filed is None:
        raise NotThere
    life = access.life_for(work, filed.life_id)
    officers = {each.who: work.session.get(Account, each.who) for each in said}
    if not all(officers.values()):  # that an officer signed says another one who opens the file
        access.only_who_runs(work, life)
    lock(work, life.id)  # of two who say it at once the second finds it said
    check_unseen(_seen_on(work, filed, not_there))
    made = work.session.get_one(MadePaper, filed.made_paper_id)
    for each in said:
        if (officer := officers[each.who]) is not None:
            check_seen_by(each.seen_by, officer.name or "")
        _put_beside(work, life, filed, _signature(work, made, each, shown), each.seen_by)


def _seen_on(work: Work, filed: FiledPage, people: Collection[UUID]) -> str:
    """The name of one of them whose signature somebody else has put on this page meanwhile."""
    off = select(PageTakenBack.id).where(
        PageTakenBack.filed_page_id == SignatureScan.filed_page_id,
        PageTakenBack.signature_id == SignatureScan.signature_id,
        PageTakenBack.again == SignatureScan.again,
    )
    query = (
        select(Signature)
        .join(SignatureScan, SignatureScan.signature_id == Signature.id)
        .where(SignatureScan.filed_page_id == filed.id, ~off.exists())
        .where(func.coalesce(Signature.member_id, Signature.account_id).in_(people))
    )
    found = work.session.scalars(query.limit(1)).first() if people else None
    if found is None:
        return ""
    if found.member_id is not None:
        return work.session.get_one(Member, found.member_id).professional.name or ""
    return work.session.get_one(Account, found.account_id).name or ""


def _signature(work: Work, made: MadePaper, said: SignedHere, shown: bytes) -> Signature:
    if made.paper_id is None:
        raise NotThere
    is_officer = work.session.get(Account, said.who) is not None
    query = select(Signature).where(
        Signature.paper_id == made.paper_id,
        Signature.digest == made.digest,
        Signature.method == SignatureMethod.PAPER,
        (Signature.account_id if is_officer else Signature.member_id) == said.who,
        Signature.stands(),
    )
    found = work.session.scalars(query).first()
    if found is not None or said.on is None:
        if found is None:
            raise NotThere
        return found
    check_signed_after_print(said.on, local_day(made.made_at))
    kind = work.session.scalars(
        select(SignedText.paper).where(SignedText.paper_id == made.paper_id).limit(1)
    ).one()
    sign = {SignedPaper.MINUTES: minutes.sign, SignedPaper.CLOSURE: closure.sign}.get(kind)
    if sign is None:
        raise NotThere
    signature = sign(
        work,
        made.paper_id,
        member_id=None if is_officer else said.who,
        account_id=said.who if is_officer else None,
        method=SignatureMethod.PAPER,
        shown=shown,
        on=said.on,
    )
    check_same_text(said.on, made.version, same=signature.digest == made.digest)
    return signature


def _put_beside(
    work: Work, life: Life, filed: FiledPage, signature: Signature, seen_by: str
) -> None:
    said = select(SignatureScan.again).where(
        SignatureScan.signature_id == signature.id, SignatureScan.filed_page_id == filed.id
    )
    off = select(PageTakenBack.again).where(
        PageTakenBack.signature_id == signature.id, PageTakenBack.filed_page_id == filed.id
    )
    taken_off = set(work.session.scalars(off))
    if set(work.session.scalars(said)) - taken_off:
        return
    row = SignatureScan(
        life_id=life.id,
        signature_id=signature.id,
        filed_page_id=filed.id,
        seen_by=seen_by.strip() or None,
        said_at=work.clock.now(),
        said_by_id=officer_of(work).id,
        beside=filing.is_sealed(work.session, life),
        again=len(taken_off),
    )
    work.session.add(row)
    work.session.flush()
    told = {"signature": signature.id, "page": filed.id}
    work.record("signature seen on a page", "10(1)", life=life, **told)
