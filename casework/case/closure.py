"""Closing a case, from the manager's proposal to the sealed file: Art. 8(11), 17."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from casework.case import seal
from casework.case.closing_facts import ask_services
from casework.record import opinions
from casework.record.approval_facts import assessor_of, lacking
from casework.record.chairing import closing_signer
from casework.record.closing_shown import check_shown as check_shown_closing
from casework.record.closure_facts import (
    closure_meeting,
    current,
    formers_of,
    ground_facts,
    met_on,
    proposal_of,
    signed_by,
    way_back,
)
from casework.record.from_paper import paper_facts
from casework.record.table import days_met, open_case
from casework.table import closing_day, meeting_requests, plan_months, signing
from casework.table.closing_form import form_of, signatories
from casework.table.overtaken import make_room
from casework.table.paper_version import digest_on
from casework.tell import closure as tell
from core.clock import day_begins, local_day
from identity import links
from identity.access import NotThere
from identity.heads_word import take_for_head
from identity.officers import managers_on
from models.case import Case
from models.closure import Closure
from models.confirmation import Confirmation
from models.meeting import Meeting, Signature
from models.people import LinkPurpose
from models.session import Work
from rules.after_eighteen import (
    NOT_ASKED,
    ServicesAnswer,
    answered,
    check_after_eighteen,
    is_unrecommended,
    unrecommended,
)
from rules.approving import (
    OwnApproval,
    check_approved_on,
    check_assessor,
    check_carried,
    check_head_decides,
    check_proposed_by,
    check_shown,
)
from rules.as_shown import ClosingShown
from rules.assessment import check_said_in
from rules.basis import Article
from rules.beginning import check_done
from rules.closure import (
    check_decision,
    check_proposing,
    check_signing,
    who_proposed,
)
from rules.days import check_happened
from rules.grounds import (
    Ground,
    GroundFacts,
    check_ground,
    check_ground_before_the_table,
    check_proposed_ground,
)
from rules.meetings import MeetingKind
from rules.opinions import Heard, unheard
from rules.paper_sections import check_runs
from rules.phases import Phase, Transition, after
from rules.signing import SignatureMethod, SignedPaper
from workflow import breaches
from workflow.kinds import Act
from workflow.life import after_act, lock


def propose(
    work: Work,
    case_id: UUID,
    *,
    ground: Ground,
    assessment: str,
    detail: str = "",
    best_interest: str = "",
    services: ServicesAnswer = NOT_ASKED,
    by: UUID,
    on: date | None = None,
) -> Closure:
    """Assess the case and recommend its closure: Art. 17(1), 17(3), 17(4).

    `on` is the day of an assessment that was written on paper; what follows goes by it.
    """
    case = open_case(work, case_id)
    check_runs(paper_facts(case))
    day = check_happened(on, work.clock.today())
    check_done(day, case.referred_on)
    former = current(work, case_id)
    facts = ground_facts(work, case, ground, detail, best_interest=best_interest, on=day)
    check_proposing(proposal_of(former), ground, died=facts.died, died_on=facts.died_on)
    check_proposed_ground(facts, day)
    check_after_eighteen(facts, services, day, work.clock.today())
    if former is not None and former.is_open:
        make_room(work, case, former)
    closure = Closure(
        case_id=case_id,
        ground=ground,
        assessment=assessment.strip(),
        ground_detail=detail.strip() or None,
        best_interest=best_interest.strip() or None,
        needs_services=answered(services.needs, services.words, lettered=facts.lettered),
        after_eighteen=services.words.strip() or None,
        proposed_by_id=_by_whom(work, case_id, day, by),
        proposed_at=_moment(work, day),
        proposal_entered_at=work.clock.now(),
    )
    work.session.add(closure)
    work.record("closure proposed", "17(1)", life=case.life, on=day)
    after_act(work, case_id, "closure proposed")
    return closure


def _by_whom(work: Work, case_id: UUID, day: date, by: UUID) -> UUID:
    """Today of who does it, also where they stand in for a manager barred on this very day."""
    if day == work.clock.today():
        return by
    return who_proposed(managers_on(work.session, case_id, day), by)


def _moment(work: Work, day: date) -> datetime:
    """The day's first hour where it is over, since nobody asks for the hour."""
    return day_begins(day) if day < work.clock.today() else work.clock.now()


def ask_approval(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Put the manager's assessment before the head: Art. 17(3)."""
    closure = work.session.get_one(Closure, closure_id)
    if closure.asked_at is None:
        tell.approval_wanted(work, work.session.get_one(Case, case_id), closure)
        closure.asked_at = work.clock.now()
        work.record("head asked to approve closure", "17(3)", life=lock(work, case_id))


def decide_by_head(
    work: Work,
    case_id: UUID,
    *,
    approve: bool,
    note: str = "",
    services: ServicesAnswer = NOT_ASKED,
    by: UUID,
    on: date | None = None,
    read: UUID | None = None,
) -> None:
    """The head approves the assessment, or sends it back: Art. 17(3), 17(4).

    `on` is the day of a word that was on paper or by telephone; what follows goes by it. `read` is
    the proposal that was open before whoever decides, where another may have taken its place.
    """
    case = open_case(work, case_id)
    closure = current(work, case_id)
    proposal, enters = proposal_of(closure), work.actor.id or by
    check_head_decides(proposal, by, case.manager_id, approve=approve)
    assert closure is not None  # the rule asked
    check_shown(read or closure.id, closure.id, local_day(closure.proposed_at))
    take_for_head(work, case.municipality_id, by, OwnApproval.basis, at=case_id, on=on)
    # nor enters it on their own work
    check_head_decides(proposal, enters, case.manager_id, approve=approve)
    closure.head_note = note.strip() or None
    if approve:
        _approve(work, case, closure, on, services)
        closure.approved_by_id = by
        case.phase = after(Phase(case.phase), Transition.APPROVE_CLOSURE)
    else:
        closure.return_entered_at = work.clock.now()
        day = check_happened(on, work.clock.today())
        check_proposed_by(local_day(closure.proposed_at), day)
        closure.returned_at = _moment(work, day)
    act, said = "closure approved" if approve else "closure returned", {"on": on} if on else {}
    work.record(act, "17(3)", life=case.life, **said)
    after_act(work, case_id, "head decided on closure")


def _approve(
    work: Work, case: Case, closure: Closure, on: date | None, services: ServicesAnswer
) -> None:
    day = check_happened(on, work.clock.today())
    if on is not None:
        check_approved_on(formers_of(work.session, closure), day)
    check_assessor(assessor_of(work.session, closure), day, work.clock.today())
    facts = _facts(work, case, closure, day)
    check_ground(facts, day)
    check_proposed_by(local_day(closure.proposed_at), day)
    ask_services(closure, facts, services, day, work.clock.today())
    closure.approval_entered_at = work.clock.now()
    closure.approved_at = day_begins(day) if on else closure.approval_entered_at


def _facts(work: Work, case: Case, closure: Closure, on: date) -> GroundFacts:
    detail, why = closure.ground_detail or "", closure.best_interest or ""
    return ground_facts(work, case, closure.ground, detail, closure, best_interest=why, on=on)


def answer(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Tell the manager what the head decided: Art. 17(3)."""
    closure = work.session.get_one(Closure, closure_id)
    if closure.answered_at is None:
        tell.closure_decided(work, work.session.get_one(Case, case_id), closure)
        closure.answered_at = work.clock.now()
        work.record("manager told the head's decision", "17(3)", life=lock(work, case_id))


def decide(
    work: Work,
    case_id: UUID,
    *,
    close: bool,
    on: date | None = None,
    services: ServicesAnswer = NOT_ASKED,
    shown: ClosingShown | None = None,
) -> None:
    """The table closes the case, or does not: Art. 17(3), 17(4), 5(2).

    It decided in its meeting on closing, the one held last or on that day. `shown` is what the form
    was opened on.
    """
    case = open_case(work, case_id)
    closure = current(work, case_id)
    check_shown_closing(work, closure, shown)
    meeting = closure_meeting(work.session, case_id, closure, by=on)
    on = check_happened(on or (meeting.met_on if meeting else None), work.clock.today())
    heard = opinions.heard(work.session, case_id, closure.id, on) if closure else Heard()
    check_decision(proposal_of(closure), met_on(meeting), heard, on, work.clock.today())
    assert closure is not None  # the rule asked
    assert meeting is not None
    check_carried(lacking(work, closure) if close else None, on, work.clock.today())
    check_said_in(meeting.met_on, on, Article(17, "3"), days_met(work.session, case_id))
    if close:
        facts = _facts(work, case, closure, on)
        check_ground_before_the_table(facts, on)
        said = ask_services(closure, facts, services, on, work.clock.today())
        closure.services_unsaid = is_unrecommended(facts, said, on)
    closure.decision_recorded_at, closure.meeting_id = work.clock.now(), meeting.id
    if close:
        meeting.kind = MeetingKind.CLOSURE  # it was, also where the approval was typed after it
        meeting_requests.answer_with_end(work, case_id)
        form = signing.lay(work, closure.id, form_of(work, case, closure, meeting, on))
        closure.digest, closure.decided_on = signing.digest_of(form), on
        breaches.note(work, case.life, unheard(heard, closure.id, meeting.id, on))
        of = {"closure_id": closure.id, "meeting_id": meeting.id}
        breaches.note(work, case.life, unrecommended(facts, said, on, **of))
    else:
        closure.declined_on = on
        case.phase = after(Phase(case.phase), way_back(work.session, case_id))
    act = "table closed the case" if close else "table did not close"
    work.record(act, "17(3)", life=case.life, on=on)
    after_act(work, case_id, "table decided on closure")
    if close and on < work.clock.today():  # the month may have been noted as missed meanwhile
        plan_months.judge(work, case.life, {on})


def ask_signatures(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Ask every member to sign the closing form: Art. 17(5)."""
    closure = work.session.get_one(Closure, closure_id)
    if closure.signatures_asked_at is None:
        for member in signatories(work, closure):
            link = links.issue(work, member.id, LinkPurpose.CLOSE, closure.id)
            tell.closing_form(work, closure, member, link)
        closing_day.ask_the_signer(work, closure)
        closure.signatures_asked_at = work.clock.now()
        life = lock(work, case_id)
        work.record("closing signatures asked for", "17(5)", life=life)


def ask_again(work: Work, closure: Closure, member_id: UUID | None) -> None:
    """What was on record as their word was taken back: who still sits, or who chaired."""
    today = work.clock.today()
    if member_id is None:
        closing_day.ask_the_signer(work, closure, taken_back_on=today)
    for member in signatories(work, closure):
        if member.id == member_id and member.sits:
            link = links.issue(work, member.id, LinkPurpose.CLOSE, closure.id)
            tell.closing_form(work, closure, member, link, taken_back_on=today)


def _signs_as_manager(work: Work, closure: Closure) -> UUID | None:
    case = work.session.get_one(Case, closure.case_id)
    meeting = work.session.get(Meeting, closure.meeting_id) if closure.meeting_id else None
    return closing_signer(work.session, case, meeting)


def sign(
    work: Work,
    closure_id: UUID,
    *,
    member_id: UUID | None = None,
    account_id: UUID | None = None,
    method: SignatureMethod,
    reason: str | None = "",
    confirmed: bool = False,
    shown: bytes | None = None,
    on: date | None = None,
    confirmation: Confirmation | None = None,
) -> Signature:
    """Sign the closing form, or record paper or a refusal with its reason: Art. 17(5)."""
    closure = work.session.get(Closure, closure_id)
    if closure is None:
        raise NotThere
    life = open_case(work, closure.case_id).life
    work.session.refresh(closure)  # laid, or laid anew, while this one waited for the lock
    check_signing(signed_by(work.session, closure, on), member_id, method, reason)
    assert closure.digest is not None  # the rule asked
    assert closure.decided_on is not None
    signature = signing.add_signature(
        work,
        life,
        SignedPaper.CLOSURE,
        closure.id,
        closure.digest,
        member_id=member_id,
        account_id=account_id,
        chair_id=_signs_as_manager(work, closure),
        method=method,
        reason=reason,
        confirmed=confirmed,
        shown=shown,
        on=on,
        confirmation=confirmation,
        under=digest_on(
            work.session, closure.id, on, met_on=closure.decided_on, in_force=closure.digest
        ),
    )
    after_act(work, life.id, "closing form signed")
    return signature


ACTS: Final[Mapping[str, Act]] = {
    "ask_closure_approval": ask_approval,
    "answer_closure": answer,
    "ask_closing_signatures": ask_signatures,
    **seal.ACTS,
}
