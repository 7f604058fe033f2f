"""A decision to close a case, and the form that says it, after a correction: Art. 17."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Select, select

from casework.record import opinions
from casework.record.approval_facts import assessor_of, lacking
from casework.record.chairing import closing_signer
from casework.record.closure_facts import decided_in, ground_facts, standing
from casework.record.letter_facts import facts_of_letters
from casework.table import signing
from casework.table.closing_form import form_of, signatories
from casework.table.signing import ClosingForm
from casework.tell import chairing as tell_chair
from casework.tell import closure as tell
from core.clock import local_day
from identity import links
from models.asked import LIFE, kept
from models.breach import BreachRow
from models.case import Case
from models.closure import Closure
from models.life import Life
from models.meeting import Meeting, Signature
from models.people import LinkPurpose
from models.session import Work
from rules.after_eighteen import ServicesAnswer, letters_that_left
from rules.breaches import Wrong
from rules.decided import (
    OF_THE_APPROVAL,
    OF_THE_DECISION,
    Decided,
    follows_record,
    lapses,
    unapproved,
)
from rules.duties import Duty
from rules.grounds import GroundFacts
from rules.phases import Phase
from rules.signing import SignedPaper
from workflow import breaches


def judge(work: Work, life: Life) -> None:
    """By its true day and all that is on record now, whatever the form says that somebody has
    signed: Art. 17(2) to 17(4).

    Asked after every act on the case: each may bring a fact that was known wrongly when the table
    closed it, or not at all.
    """
    for closure, phase in work.session.execute(_decided_on(), {"life": life.id}).all():
        if closure.fell_at is not None:
            _judge_fallen(work, life, closure)
        elif phase == Phase.CLOSURE:
            _judge(work, life, closure)
            if closure.signatures_asked_at is not None:
                ask_the_signer(work, closure)


@kept
def _decided_on() -> Select[Closure, Phase]:
    query = select(Closure, Case.phase).join(Case, Case.id == Closure.case_id)
    query = query.where(Case.id == LIFE, Case.phase != Phase.CLOSED)
    return query.where(Closure.decided_on.is_not(None)).order_by(Closure.decision_recorded_at)


def ask_the_signer(work: Work, closure: Closure, *, taken_back_on: date | None = None) -> None:
    """Who manages the case sees the duty; who managed it on the meeting's day alone is asked by
    mail, once, also where the case was handed over since, or an appointment typed later or
    corrected: Art. 17(5)."""
    case = work.session.get_one(Case, closure.case_id)
    meeting = work.session.get(Meeting, closure.meeting_id) if closure.meeting_id else None
    signs = closing_signer(work.session, case, meeting)
    if meeting is None or signs is None or signs == case.manager_id:
        return
    said = (Signature.paper_id == closure.id, Signature.account_id == signs, Signature.stands())
    query = select(Signature.id).where(*said, Signature.digest == closure.digest)
    if work.session.scalar(query.limit(1)) is None:
        kind, anew = SignedPaper.CLOSURE, taken_back_on
        tell_chair.chair_signs(work, case.life, meeting, kind, signs, taken_back_on=anew)


def _judge_fallen(work: Work, life: Life, closure: Closure) -> None:
    """Who proposed and approved it; it does not stand again with that: Art. 10(2), 17(3)."""
    decided = _decided(work, closure)
    if decided is not None:
        of = (BreachRow.duty.in_(OF_THE_APPROVAL), BreachRow.subject_id == closure.id)
        breaches.anew(work, life, [(each, None) for each in unapproved(decided)], *of)


def _decided(work: Work, closure: Closure) -> Decided | None:
    """As the record has it now; without ground and services."""
    if closure.decided_on is None or closure.meeting_id is None:
        return None
    return Decided(
        closure.id,
        closure.meeting_id,
        closure.decided_on,
        approved_on=local_day(closure.approved_at) if closure.approved_at else None,
        lacks=lacking(work, closure),
        assessor=assessor_of(work.session, closure),
    )


def _judge(work: Work, life: Life, closure: Closure) -> None:
    decided = _decided(work, closure)
    if decided is None:
        return
    on = decided.on
    heard = opinions.heard(work.session, life.id, closure.id, on)
    ground = replace(_ground(work, life, closure, on), lettered=False)
    said = ServicesAnswer(
        closure.needs_services, closure.after_eighteen or "", closure.services_unsaid
    )
    decided = replace(decided, ground=ground, services=said)
    left = [each.left_on for each in letters_that_left(facts_of_letters(work.session, life.id))]
    days: dict[Duty | Wrong, date | None] = {Wrong.CLOSED_UNRECOMMENDED: min(left, default=None)}
    breaches.anew(
        work,
        life,
        [(each, days.get(each.duty)) for each in lapses(decided, heard)],
        BreachRow.duty.in_(OF_THE_DECISION),
        BreachRow.subject_id == closure.id,
    )


def _ground(work: Work, life: Life, closure: Closure, on: date) -> GroundFacts:
    """Plan, actions, risk and age as they stood on that day: Art. 17(3)."""
    case, detail = work.session.get_one(Case, life.id), closure.ground_detail or ""
    why = closure.best_interest or ""
    return ground_facts(work, case, closure.ground, detail, closure, best_interest=why, on=on)


def follow_facts(work: Work, life: Life, reason: str) -> None:
    """The same with what is on record of the child's death, or age: Art. 17(3.2), 17(3.5)."""
    work.session.flush()
    closure = standing(work.session, life.id)
    if closure is not None and closure.meeting_id is not None:
        follow(work, life, work.session.get_one(Meeting, closure.meeting_id), reason)


def follow(work: Work, life: Life, meeting: Meeting, reason: str) -> None:
    """Until somebody has signed it, the form goes with the record of its meeting; whoever is asked
    to sign by it now for the first time is told: Art. 17(5)."""
    closure = decided_in(work.session, meeting)
    if closure is None or closure.decided_on is None:
        return
    here = (Signature.paper_id == closure.id, Signature.digest == closure.digest)
    signed = select(Signature.id).where(*here, Signature.stands())
    if not follows_record(signed=work.session.scalar(signed.limit(1)) is not None):
        return
    laid = signing.read(work.session, closure.id, ClosingForm)
    case = work.session.get_one(Case, life.id)
    form = form_of(work, case, closure, meeting, closure.decided_on)
    if laid and form == laid.words.model_copy(update={"version": 1, "gone": form.gone}):
        return  # who left since is no reason to lay it anew
    form = signing.lay(work, closure.id, form, reason=reason, follows_record=True)
    closure.digest = signing.digest_of(form)
    said = {"closure": closure.id, "version": form.version}
    work.record("closing form laid anew", "17(5)", life=life, **said)
    if closure.signatures_asked_at is not None:
        asked = links.holders_of(work, LinkPurpose.CLOSE, closure.id)
        for member in signatories(work, closure):
            if member.id not in asked:
                link = links.issue(work, member.id, LinkPurpose.CLOSE, closure.id)
                tell.closing_form(work, closure, member, link)
