"""A mistaken or duplicate referral ends before its table has met, by the head's decision: ours."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.case.seal import close_file
from casework.record.table import meetings, open_case
from casework.table import convening, meeting_requests
from casework.tell import referral as tell
from casework.tell.withdrawal import not_any_more
from identity.access import NotThere
from identity.heads_word import take_for_head
from models.case import Case
from models.meeting import Meeting
from models.mistaken import MistakenReferral
from models.session import Work
from rules.beginning import check_done
from rules.days import check_happened
from rules.mistaken import BASIS, Mistake, MistakenFacts, RightCase, check_end
from rules.phases import Phase, Transition
from workflow.life import after_act


def end(
    work: Work,
    case_id: UUID,
    *,
    mistake: Mistake,
    reason: str,
    right_case_id: UUID | None = None,
    by: UUID,
    on: date | None = None,
) -> MistakenReferral:
    """End it, linked to the case that it belonged to; who was invited hears that nobody meets.

    `on` is the day on which the head decided; it may be typed later.
    """
    on = check_happened(on, work.clock.today())
    case, table = open_case(work, case_id), meetings(work.session, case_id)
    check_done(on, case.referred_on)
    take_for_head(work, case.municipality_id, by, BASIS, at=case_id, on=on)
    check_end(_facts(work, case, table, right_case_id), mistake, reason, by=by)
    row = MistakenReferral(
        case_id=case_id,
        mistake=mistake,
        right_case_id=right_case_id,
        reason=reason.strip(),
        decided_on=on,
        decided_by_id=by,
        recorded_at=work.clock.now(),
    )
    work.session.add(row)
    planned = [each.id for each in table if each.cancelled_at is None]
    _stop(work, case, planned, on)
    work.record("referral ended as a mistake", None, life=case.life, mistake=mistake, on=on)
    close_file(work, case, Transition.END_REFERRAL, "11(1)", spared=planned, mistake=row.id)
    after_act(work, case_id, "referral ended")
    return row


def _facts(
    work: Work, case: Case, table: Sequence[Meeting], right_case_id: UUID | None
) -> MistakenFacts:
    right = work.session.get(Case, right_case_id) if right_case_id else None
    if right_case_id and (right is None or right.municipality_id != case.municipality_id):
        raise NotThere  # another centre's case is named in words
    now = work.clock.now()
    stand = [each for each in table if each.cancelled_at is None and each.held_at is None]
    return MistakenFacts(
        id=case.id,
        met=any(each.held_at is not None for each in table),
        may_have_met=any(each.agreed_at is not None and each.starts_at <= now for each in stand),
        manager_id=case.manager_id,
        right=RightCase(right.id, right.phase == Phase.CLOSED) if right else None,
    )


def _stop(work: Work, case: Case, planned: Sequence[UUID], on: date) -> None:
    """What has not left stays here; then the last words: called off, answered, told."""
    not_any_more(work, case.id)
    for meeting_id in planned:
        convening.cancel(work, case.id, meeting_id)
    meeting_requests.answer_with_end(work, case.id)
    if case.manager_id is not None:
        tell.referral_ended(work, case, on)
