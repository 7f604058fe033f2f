"""What is told of declarations that change who acts: Art. 10(2), 18(2)."""

from datetime import timedelta
from uuid import UUID

from casework.record.chairing import substitute_of
from casework.record.table import planned_meetings
from casework.tell.readers import NOBODY_YET, head_yet, officer_for
from casework.tell.withdrawal import unread_recusal_taken_back, unread_taken_back
from models.case import Case, Member
from models.participant import ConflictWithdrawal, ParticipantWord
from models.session import Work
from notifications import outbox
from notifications.notices.declarations import (
    ConflictWithdrawn,
    ManagerInConflict,
    SignatureRefused,
    SubstituteInConflict,
)
from notifications.notices.members import MemberConflictWithdrawn
from rules.defaults import DEFAULTS
from workflow.kinds import case_of


def manager_in_conflict(work: Work, case: Case, word_id: UUID) -> None:
    """To the head, who appoints another; where nobody decides, to who comes: Art. 4(2)."""
    reader = head_yet(work, case.life, manager_id=case.manager_id)
    today = work.clock.today()
    outbox.queue(
        work,
        ManagerInConflict(
            recipient=reader,
            life_id=case.id,
            word_id=word_id,
            case_number=case.number,
            declared_on=today,
            due_on=today + timedelta(days=DEFAULTS.APPOINT.days),
        ),
    )
    work.wake(case.id, "manager in conflict")


def substitute_in_conflict(work: Work, case: Case, officer_id: UUID, word_id: UUID) -> None:
    """To the head, who names somebody else for each meeting that this officer was to chair."""
    reader = head_yet(work, case.life, manager_id=case.manager_id)
    for meeting in planned_meetings(work.session, case.id):
        named = substitute_of(work.session, meeting.id)
        if named is not None and named.account_id == officer_id:
            outbox.queue(
                work,
                SubstituteInConflict(
                    recipient=reader,
                    life_id=case.id,
                    naming_id=named.id,
                    word_id=word_id,
                    case_number=case.number,
                    starts_at=meeting.starts_at,
                    declared_on=work.clock.today(),
                ),
            )
    work.wake(case.id, "substitute chair in conflict")


def conflict_withdrawn(work: Work, case: Case, word: ParticipantWord, *, in_charge: bool) -> None:
    """To the head, who was asked for somebody else; the withdrawal goes after it, so that no
    mail is the last word that is wrong. What nobody has read yet is taken back with it."""
    reader = head_yet(work, case.life, manager_id=case.manager_id)
    if reader == NOBODY_YET:
        unread_taken_back(work, case.id, word.id)
        return
    outbox.queue(
        work,
        ConflictWithdrawn(
            recipient=reader,
            life_id=case.id,
            word_id=word.id,
            case_number=case.number,
            declared_on=word.said_on,
            withdrawn_on=work.clock.today(),
            in_charge=in_charge,
        ),
    )
    work.wake(case.id, "conflict withdrawn")


def member_conflict_withdrawn(work: Work, member: Member, kept: ConflictWithdrawal) -> None:
    """To who was asked to find somebody else, and to the head; once where that is one person, and
    not to who types it.

    What nobody has read of the conflict is taken back: decision 0090.
    """
    case = work.session.get_one(Case, member.life_id)  # no conflict at the municipal table
    unread_recusal_taken_back(work, case.id, member.id)
    readers = {officer_for(work, case.life), head_yet(work, case.life, manager_id=case.manager_id)}
    outbox.queue_all(
        work,
        [
            MemberConflictWithdrawn(
                recipient=reader,
                life_id=case.id,
                withdrawal_id=kept.id,
                institution=member.professional.affiliation,
                declared_on=kept.declared_on,
                withdrawn_on=kept.said_on,
                declares_anew=member.conflict is None,
                case_number=case.number,
                entered=kept.recorded_by_id is not None,
            )
            for reader in readers
            if reader != NOBODY_YET and reader.id != work.actor.id
        ],
    )
    work.wake(case.id, "conflict withdrawn")


def signature_refused(work: Work, member: Member) -> None:
    """To the case manager: a member does not sign, their institution is to be asked."""
    case = case_of(work.session, member.life_id)
    if case is None or case.manager_id is None or member.refused_on is None:
        return
    outbox.queue(
        work,
        SignatureRefused(
            recipient=officer_for(work, case.life),
            life_id=case.id,
            member_id=member.id,
            institution=member.professional.affiliation,
            declared_on=member.refused_on,
            due_on=member.refused_on + timedelta(days=DEFAULTS.ASK_REPLACEMENT.days),
            case_number=case.number,
        ),
    )
    work.wake(case.id, "member does not sign")
