"""Closing a case, from the manager's proposal to the sealed file: Art. 8(11), 17."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.case.closing_form import form_of, signatories
from casework.case.seal import seal_of
from casework.record.facts import closing_members
from casework.record.table import last_held, open_case, plan_in_force, seats
from casework.table import signing
from casework.tell import closure as tell
from identity import links
from identity.access import NotThere, take_for_head
from models.case import Case
from models.closure import Closure
from models.meeting import Meeting, Signature
from models.people import LinkPurpose
from models.plan import Assessment
from models.session import Work
from rules.closure import (
    AlreadyDecided,
    ClosureAlreadyProposed,
    ClosureMeetingNotHeld,
    Ground,
    GroundFacts,
    HeadHasDecided,
    HeadHasNotApproved,
    OpinionsAreFixed,
    OpinionsMissing,
    OwnApproval,
    check_ground,
)
from rules.meetings import MeetingKind
from rules.phases import Phase, Transition, after, resuming
from rules.planning import ActionStatus, AssessmentKind
from rules.signing import NothingToSign, NotYoursToSign, SignatureMethod, SignedPaper
from workflow.kinds import Act
from workflow.life import after_act, lock


def current(work: Work, case_id: UUID) -> Closure | None:
    """The proposal that is on its way, or was the last one."""
    over = Closure.returned_at.is_not(None) | Closure.declined_on.is_not(None)
    query = select(Closure).where(Closure.case_id == case_id)
    return work.session.scalars(query.order_by(over, Closure.proposed_at.desc())).first()


def _open(work: Work, case_id: UUID) -> Closure:
    closure = current(work, case_id)
    if closure is None or not closure.is_open:
        raise HeadHasNotApproved
    return closure


def _check_ground(work: Work, case: Case, ground: Ground, detail: str) -> None:
    """Asked at each station: the file may have moved since the one before: Art. 17(3)."""
    plan = plan_in_force(work.session, case.id)
    open_actions = (
        sum(action.status != ActionStatus.COMPLETED for action in plan.actions) if plan else 0
    )
    facts = GroundFacts(ground, detail, case.child.birth_date, open_actions, case.risk)
    check_ground(facts, work.clock.today())


def propose(
    work: Work,
    case_id: UUID,
    *,
    ground: Ground,
    assessment: str,
    detail: str = "",
    after_eighteen: str = "",
    by: UUID,
) -> Closure:
    """Assess the case and recommend its closure: Art. 17(1), 17(3), 17(4)."""
    case = open_case(work, case_id)
    closure = current(work, case_id)
    if closure is not None and closure.is_open:
        raise ClosureAlreadyProposed
    _check_ground(work, case, ground, detail)
    closure = Closure(
        case_id=case_id,
        ground=ground,
        assessment=assessment.strip(),
        ground_detail=detail.strip() or None,
        after_eighteen=after_eighteen.strip() or None,
        proposed_by_id=by,
        proposed_at=work.clock.now(),
    )
    work.session.add(closure)
    work.record("closure proposed", "17(1)", life=case.life, ground=ground)
    after_act(work, case_id, "closure proposed")
    return closure


def ask_approval(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Put the manager's assessment before the head: Art. 17(3)."""
    closure = work.session.get_one(Closure, closure_id)
    if closure.asked_at is None:
        tell.approval_wanted(work, work.session.get_one(Case, case_id), closure)
        closure.asked_at = work.clock.now()
        work.record("head asked to approve closure", "17(3)", life=lock(work, case_id))


def decide_by_head(work: Work, case_id: UUID, *, approve: bool, note: str = "", by: UUID) -> None:
    """The head approves the assessment, or sends it back: Art. 17(3)."""
    case = open_case(work, case_id)
    closure = _open(work, case_id)
    if closure.approved_at is not None:
        raise HeadHasDecided
    if by in {closure.proposed_by_id, case.manager_id}:
        raise OwnApproval
    take_for_head(work, case.municipality_id, by, OwnApproval.basis)
    if approve:
        _check_ground(work, case, closure.ground, closure.ground_detail or "")
    closure.head_note = note.strip() or None
    if approve:
        closure.approved_at, closure.approved_by_id = work.clock.now(), by
        case.phase = after(Phase(case.phase), Transition.APPROVE_CLOSURE)
    else:
        closure.returned_at = work.clock.now()
    work.record("closure approved" if approve else "closure returned", "17(3)", life=case.life)
    after_act(work, case_id, "head decided on closure")


def answer(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Tell the manager what the head decided: Art. 17(3)."""
    closure = work.session.get_one(Closure, closure_id)
    if closure.answered_at is None:
        tell.closure_decided(work, work.session.get_one(Case, case_id), closure)
        closure.answered_at = work.clock.now()
        work.record("manager told the head's decision", "17(3)", life=lock(work, case_id))


def record_opinions(
    work: Work,
    case_id: UUID,
    *,
    child: str = "",
    child_reason: str = "",
    parent: str = "",
    parent_reason: str = "",
) -> None:
    """Record what child and parent think of the closure, or why they could not say: Art. 17(2).

    Before the table decides: afterwards they stand in the form that is signed.
    """
    if not (child.strip() or child_reason.strip()) or not (parent.strip() or parent_reason.strip()):
        raise OpinionsMissing
    case = open_case(work, case_id)
    closure = _open(work, case_id)
    if closure.decided_on is not None:
        raise OpinionsAreFixed
    said = {
        "child_opinion": child or None,
        "child_no_opinion_reason": child_reason or None,
        "parent_opinion": parent or None,
        "parent_no_opinion_reason": parent_reason or None,
    }
    if closure.opinions_on and all(getattr(closure, name) == words for name, words in said.items()):
        return
    for name, words in said.items():
        setattr(closure, name, words)
    closure.opinions_on = work.clock.today()
    work.record("opinions recorded", "17(2)", life=case.life)
    after_act(work, case_id, "opinions recorded")


def decide(work: Work, case_id: UUID, *, close: bool) -> None:
    """The table closes the case, or does not: Art. 17(3), 5(2)."""
    case = open_case(work, case_id)
    closure, meeting = _open(work, case_id), last_held(work.session, case_id, MeetingKind.CLOSURE)
    if closure.approved_at is None:
        raise HeadHasNotApproved
    if closure.opinions_on is None:
        raise OpinionsMissing
    if closure.decided_on is not None:
        raise AlreadyDecided
    if meeting is None or not _is_on(closure, meeting):
        raise ClosureMeetingNotHeld
    if close:
        _check_ground(work, case, closure.ground, closure.ground_detail or "")
        form = signing.lay(work, closure.id, form_of(work, case, closure, meeting))
        closure.meeting_id, closure.digest = meeting.id, signing.digest_of(form)
        closure.decided_on = form.decided_on
    else:
        closure.meeting_id, closure.declined_on = meeting.id, work.clock.today()
        case.phase = after(Phase(case.phase), _way_back(work, case_id))
    work.record(
        "table closed the case" if close else "table did not close", "17(3)", life=case.life
    )
    after_act(work, case_id, "table decided on closure")


def _is_on(closure: Closure, meeting: Meeting) -> bool:
    """The meeting came after the head's approval, not on an earlier proposal: Art. 17(3)."""
    approved, held = closure.approved_at, meeting.held_at
    return approved is not None and held is not None and held >= approved


def _way_back(work: Work, case_id: UUID) -> Transition:
    query = select(Assessment.id).where(
        Assessment.case_id == case_id, Assessment.kind == AssessmentKind.COMPREHENSIVE
    )
    assessed = work.session.scalar(query.limit(1)) is not None
    return resuming(assessed=assessed, planned=plan_in_force(work.session, case_id) is not None)


def ask_signatures(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Ask every member to sign the closing form: Art. 17(5)."""
    closure = work.session.get_one(Closure, closure_id)
    if closure.signatures_asked_at is None:
        for member in signatories(work, closure):
            link = links.issue(work, member.id, LinkPurpose.CLOSE, closure.id)
            tell.closing_form(work, closure, member, link)
        closure.signatures_asked_at = work.clock.now()
        work.record("closing signatures asked for", "17(5)", life=lock(work, case_id))


def sign(
    work: Work,
    closure_id: UUID,
    *,
    member_id: UUID | None = None,
    account_id: UUID | None = None,
    method: SignatureMethod,
    reason: str = "",
    shown: bytes | None = None,
) -> Signature:
    """Sign the closing form, or record paper or a refusal with its reason: Art. 17(5)."""
    closure = work.session.get(Closure, closure_id)
    if closure is None:
        raise NotThere
    life = lock(work, closure.case_id)
    work.session.refresh(closure)
    if closure.digest is None or closure.signatures_asked_at is None:
        raise NothingToSign
    if member_id is not None and member_id not in closing_members(work.session, closure):
        raise NotYoursToSign
    signature = signing.add_signature(
        work,
        life,
        SignedPaper.CLOSURE,
        closure.id,
        closure.digest,
        member_id=member_id,
        account_id=account_id,
        method=method,
        reason=reason,
        shown=shown,
    )
    after_act(work, life.id, "closing form signed")
    return signature


def seal_file(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Seal the child's file; from now on it is read only: Art. 17(5)."""
    case = work.session.get_one(Case, case_id)
    if case.phase == Phase.CLOSED:
        return
    case.phase = after(Phase(case.phase), Transition.SEAL_FILE)
    case.sealed_at = work.clock.now()
    for member in seats(work.session, case_id):
        links.revoke_all(work, member.id)
    work.session.flush()
    case.seal = seal_of(work.session, case_id)
    work.record(
        "file sealed", "17(5)", life=case.life, closure=str(closure_id), seal=case.seal.hex()
    )


ACTS: Final[Mapping[str, Act]] = {
    "ask_closure_approval": ask_approval,
    "answer_closure": answer,
    "ask_closing_signatures": ask_signatures,
    "seal_file": seal_file,
}
