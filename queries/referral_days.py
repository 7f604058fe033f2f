"""The day of a referral as it is read: what holds, what stood there before: Art. 4(2), 8(1)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from identity import access
from models.case import Case
from models.referral_day import ReferralDay
from models.session import Work
from rules import referral_day
from rules.phases import Phase
from rules.referral_day import DayBefore, stood_then


def of_case(work: Work, case: Case) -> Sequence[ReferralDay]:
    """Every correction, in the order of entry."""
    query = (
        select(ReferralDay)
        .where(ReferralDay.case_id == case.id)
        .options(joinedload(ReferralDay.recorded_by))
        .order_by(ReferralDay.number)
    )
    return work.session.scalars(query).all()


def may_correct(work: Work, case: Case) -> bool:
    """Of those whom the door lets in: who runs the case, until it is closed."""
    return case.phase != Phase.CLOSED and referral_day.may_correct(
        runs=access.runs_case(work, case),
        is_managed=case.manager_id is not None,
        acts_as_head=access.is_head(work),
    )


def said_at(corrections: Sequence[ReferralDay], case: Case, at: datetime) -> date:
    """The day that a paper says which was given at that moment."""
    before = [DayBefore(row.was_on, row.recorded_at) for row in corrections]
    return stood_then(before, case.referred_on, at)
