"""Who was asked anew to sign, because what was typed as theirs was none: Art. 10(1), 17(5)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.clock import local_day
from models.asked import kept, several
from models.duty import DutyRow
from models.meeting import Signature
from models.signature_correction import SignatureCorrection
from rules.duties import Duty

SIGNED: Final = frozenset(
    {Duty.SIGN_MINUTES, Duty.CHAIR_SIGNS_MINUTES, Duty.SIGN_CLOSURE, Duty.CHAIR_SIGNS_CLOSURE}
)
"""The duties that are about such a paper."""
Whose = tuple[UUID, UUID]
"""Of which paper, and which seat or account."""


def asked_again(session: Session, owed: Collection[DutyRow]) -> Mapping[Whose, date]:
    """The day of the last correction, from which they are reminded: decision 0148."""
    papers = {each.subject_id for each in owed if each.duty in SIGNED and each.subject_id}
    if not papers:
        return {}
    found = session.execute(_corrected(), {"papers": list(papers)})
    return {(paper, who): local_day(at) for paper, who, at in found}


@kept
def _corrected() -> Select[UUID, UUID, datetime]:
    who = func.coalesce(Signature.member_id, Signature.account_id)
    return (
        select(Signature.paper_id, who, func.max(SignatureCorrection.corrected_at))
        .join(SignatureCorrection, SignatureCorrection.id == Signature.ended_by_id)
        .where(SignatureCorrection.paper_id == several("papers"))
        .group_by(Signature.paper_id, who)
    )
