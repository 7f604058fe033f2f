"""The day on which a referral reached the centre is corrected, and what stood stays: 4(2), 8(1)."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.record.days_of_case import first_done
from casework.record.known import child_person, facts_of
from casework.record.numbers import next_of
from casework.record.receipt_facts import receipts
from casework.record.said_there import of_no_meeting
from casework.record.table import held_of, meetings, open_case, planned_of, seats
from casework.table import representatives
from casework.tell import referral as tell
from core.clock import local_day
from identity.access import officer_of
from models.case import Appointment, Case
from models.meeting import FamilyNotice, Meeting
from models.misplaced import MisplacedMeeting
from models.participant import GuestInvitation
from models.referral_day import ReferralDay
from models.reopening import EarlierCaseLink, EarlierCaseLinkEnd
from models.session import Work
from rules.known import FactName
from rules.referral_day import RestsOnTheReferral, check_referral_day
from workflow.life import after_act


def correct(work: Work, case_id: UUID, came_on: date, *, reason: str) -> ReferralDay:
    """Every day that is counted from the referral is counted from this one, from now on."""
    case = open_case(work, case_id)
    check_referral_day(_resting(work, case), came_on, reason, work.clock.today())
    row = ReferralDay(
        case_id=case_id,
        number=next_of(work, ReferralDay.number, ReferralDay.case_id == case_id),
        was_on=case.referred_on,
        came_on=came_on,
        reason=reason.strip(),
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()  # the day gives way only where its correction keeps it
    case.referred_on = came_on
    moved = _known_with_it(work, case, row)
    tell.day_corrected(work, case)
    if FactName.STATUS in moved:
        representatives.judge(work, case.life, by_status=True)
    detail = {"correction": row.number, "on": came_on}
    work.record("day of the referral corrected", "8(1)", life=case.life, **detail)
    after_act(work, case_id, "day of the referral corrected")
    return row


def _known_with_it(work: Work, case: Case, row: ReferralDay) -> set[FactName]:
    """What whoever referred said of the child with it came to be known on its day: Art. 12(1)."""
    child = child_person(work.session, case.id)
    work.session.flush()
    with_it = [
        fact
        for fact in facts_of(work.session, case.id)
        if fact.person_id == child.id
        and (fact.number, fact.known_on, fact.source) == (1, row.was_on, case.referrer)
    ]
    for fact in with_it:
        fact.known_on = row.came_on
    work.session.flush()
    return {fact.name for fact in with_it}


def _resting(work: Work, case: Case) -> RestsOnTheReferral:
    table = meetings(work.session, case.id)
    linked_on, earlier_on = _linked(work, case.id)
    given = (each.handed_on for each in receipts(work.session, case.id))
    return RestsOnTheReferral(
        referred_on=case.referred_on,
        entered_on=local_day(case.life.began_at),
        born_on=None if case.child.birth_estimated else case.child.birth_date,
        appointed_on=work.session.scalar(
            select(func.min(Appointment.appointed_on)).where(Appointment.case_id == case.id)
        ),
        seated_on=min((each.selected_on for each in seats(work.session, case.id)), default=None),
        met_on=min((each.met_on for each in (*held_of(table), *planned_of(table))), default=None),
        told_on=_told(work, case.id),
        done_on=first_done(work.session, case.id),
        handed_on=min(filter(None, given), default=None),
        linked_on=linked_on,
        earlier_on=earlier_on,
    )


def _told(work: Work, case_id: UUID) -> date | None:
    """The first day on which the family was told of a meeting, or a guest invited to one; of a
    meeting that was taken out as another case's it counts no more: decision 0102."""
    said = [
        each
        for row, day, of in (
            (FamilyNotice.id, FamilyNotice.notified_on, FamilyNotice.meeting_id),
            (GuestInvitation.id, GuestInvitation.invited_on, GuestInvitation.meeting_id),
        )
        for each in work.session.execute(
            select(row, day, Meeting, MisplacedMeeting.was_met_on)
            .join(Meeting, Meeting.id == of)
            .outerjoin(MisplacedMeeting, MisplacedMeeting.meeting_id == Meeting.id)
            .where(Meeting.life_id == case_id, day.is_not(None))
        )
    ]
    named = [(id, met_on, meeting) for id, _, meeting, met_on in said if met_on]
    gone = of_no_meeting(work.session, case_id, named)
    return min((day for id, day, _, _ in said if day and id not in gone), default=None)


def _linked(work: Work, case_id: UUID) -> tuple[date | None, date | None]:
    """When the first link in force was made, and the last referral that it leads to."""
    over = select(EarlierCaseLinkEnd.id).where(EarlierCaseLinkEnd.link_id == EarlierCaseLink.id)
    query = (
        select(func.min(EarlierCaseLink.linked_on), func.max(Case.referred_on))
        .join(Case, Case.id == EarlierCaseLink.earlier_case_id)
        .where(EarlierCaseLink.case_id == case_id, ~over.exists())
    )
    first, last = work.session.execute(query).one()
    return first, last
