"""Closing a case: proposed, approved, heard, decided, signed: Art. 8(11), 17.

On which ground it may be closed stands in `rules/grounds.py`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, arose, counts_anew, owed
from rules.eighteen import is_eighteen
from rules.facts import CaseFacts, ClosureFacts
from rules.grounds import (
    DeathIsTheGround,
    DeathNotOnRecord,
    DiedLater,
    Ground,
    NotYetEighteen,
    lived_on,
    was_before,
)
from rules.meetings import MeetingKind
from rules.opinions import Heard, OpinionsAreFixed, check_heard
from rules.planned import Planned
from rules.refusals import Conflict, ProcedureRefused
from rules.roles import Owner
from rules.signing import NothingToSign, NotYoursToSign, SignatureMethod, check_refusal


@dataclass(frozen=True, slots=True)
class ProposedClosure:
    """A proposal to close a case, as its row says; None stands for a case without one."""

    proposed_by: UUID
    ground: str | None = None
    """Its code in Annex 1, part 4.7."""
    returned: bool = False
    """Sent back by the head."""
    declined: bool = False
    """Approved by the head, and the table did not close the case."""
    fell: bool = False
    """Its ground was no longer a fact."""
    proposed_at: datetime | None = None
    """The first hour of its day, since nobody asks for the hour."""
    approved_at: datetime | None = None
    approved_on: date | None = None
    decided_on: date | None = None
    laid: bool = False
    """The closing form lies open for signature."""
    signatories: tuple[UUID, ...] = ()

    @property
    def is_open(self) -> bool:
        return not (self.returned or self.declined or self.fell)

    @property
    def before_the_table(self) -> datetime | None:
        return before_the_table(self.proposed_at, self.approved_at)


def before_the_table(proposed: datetime | None, approved: datetime | None) -> datetime | None:
    """From when on the table could decide: proposed, and approved by the head: Art. 17(1), 17(3).

    A meeting before either had no closing before it, whatever is typed later.
    """
    return max(proposed or approved, approved) if approved else None


@dataclass(frozen=True, slots=True)
class Met:
    """The meeting on closing the case that was held last."""

    held_at: datetime


def meeting_on_closing(
    held: Sequence[tuple[MeetingKind, datetime]], since: datetime | None, typed: datetime | None
) -> int | None:
    """Which of the meetings held, in order, was the one on closing the case: Art. 8(11), 17(3).

    The last that was called for it. Where the head's approval was typed after a meeting, none
    could be called as one: then the last one held before the typing, `since` it was proposed and
    approved, if the manager says that the table decided there.
    """
    called = [n for n, (kind, _) in enumerate(held) if kind is MeetingKind.CLOSURE]
    last = called[-1] if called else None
    if since is None or typed is None or typed <= since:  # as it was given
        return last
    if last is not None and held[last][1] >= since:
        return last
    between = [n for n, (_, at) in enumerate(held) if since <= at <= typed]
    return between[-1] if between else last


class ClosureAlreadyProposed(Conflict):
    reason = "A proposal to close this case is on its way."
    way_out = "Wait for the head's decision."


class HeadHasNotApproved(ProcedureRefused):
    reason = "The head has not approved the manager's assessment."
    way_out = "Ask for the approval first; a meeting on closure comes after it."
    basis = Article(17, "3")


class ClosureMeetingNotHeld(ProcedureRefused):
    reason = "The table has not met on this proposal to close the case."
    way_out = "Invite everybody who took part in the case, and hold the meeting."
    basis = Article(17, "3")


class AlreadyDecided(Conflict):
    reason = "The table has closed this case already."
    way_out = "Open the closure to see who still has to sign."


def check_proposing(
    proposal: ProposedClosure | None,
    ground: str | None = None,
    *,
    died: bool = False,
    died_on: date | None = None,
) -> None:
    """The manager recommends the closure, one proposal at a time: Art. 17(1)."""
    if proposal is None or not proposal.is_open:
        return
    if not (ground == Ground.DEATH and gives_way(proposal, died=died, died_on=died_on)):
        raise ClosureAlreadyProposed


def gives_way(proposal: ProposedClosure, *, died: bool, died_on: date | None) -> bool:
    """On whatever else it was to be closed, it makes room for a death: Art. 17(3.5).

    Not where the table had decided by the day of the death.
    """
    if not died or proposal.ground == Ground.DEATH:
        return False
    return proposal.decided_on is None or was_before(died_on, proposal.decided_on)


def is_overtaken(
    proposal: ProposedClosure | None,
    *,
    died: bool,
    died_on: date | None,
    born_on: date | None = None,
) -> bool:
    """It falls at once: on what was not so, or decided on another ground when the child had died:
    Art. 17(3.2), 17(3.5)."""
    if proposal is None or not proposal.is_open:
        return False
    if falls(proposal, died=died, died_on=died_on, born_on=born_on):
        return True
    return proposal.decided_on is not None and gives_way(proposal, died=died, died_on=died_on)


def falls(
    proposal: ProposedClosure,
    *,
    died: bool,
    died_on: date | None,
    born_on: date | None = None,
) -> bool:
    """Whether the ground, a fact and no finding of the table, was none when the table decided on
    it; of a death before that, when the head approved it: Art. 17(3), 17(3.2), 17(3.5).

    `born_on` as the record has it now; of a day of birth that nobody knows nobody knows it. Until
    the table has decided it may find another age in its meeting.
    """
    since = proposal.decided_on or proposal.approved_on
    if proposal.ground == Ground.EIGHTEEN and born_on is not None:
        return proposal.decided_on is not None and not is_eighteen(born_on, proposal.decided_on)
    if proposal.ground != Ground.DEATH:
        return False
    return not died or (since is not None and lived_on(since, died=died, died_on=died_on))


def stands_again(
    former: ProposedClosure,
    last: ProposedClosure | None,
    *,
    died: bool,
    died_on: date | None,
    born_on: date | None = None,
) -> bool:
    """The table had closed the case on what was so, as the record says now: Art. 17(3).

    What it has decided since, and what stands, stays; of a proposal nothing is left that is on the
    same ground or on the death, or that the death overtakes.
    """
    if not former.fell or former.decided_on is None:
        return False
    stood = replace(former, fell=False)
    if is_overtaken(stood, died=died, died_on=died_on, born_on=born_on):
        return False
    if last is None or not last.is_open:
        return True
    gives = last.ground in {Ground.DEATH, former.ground}
    gives = gives or gives_way(last, died=died, died_on=died_on)
    return gives and last.decided_on is None


def who_proposed(managers: Collection[UUID], by: UUID) -> UUID:
    """Whose assessment it is, typed late: of who managed the case on its day: Art. 17(1).

    Of two on one day nobody can tell but who types it, where it was one of them.
    """
    return min(managers, key=str) if managers and by not in managers else by


def check_opinion_time(proposal: ProposedClosure | None) -> None:
    """Child and parents are asked before the table decides: Art. 17(2).

    Afterwards their opinions stand in the form that is signed.
    """
    if proposal is None or not proposal.is_open:
        raise HeadHasNotApproved
    if proposal.decided_on is not None:
        raise OpinionsAreFixed


def check_decision(
    proposal: ProposedClosure | None, met: Met | None, heard: Heard, on: date, today: date
) -> None:
    """The table decides, approved before by the head, opinions heard, in its meeting: Art. 17.

    What it decided unheard on a day that is over has happened: `unheard`.
    """
    if proposal is None or not proposal.is_open:
        raise HeadHasNotApproved
    since = proposal.before_the_table
    if since is None or proposal.approved_on is None:
        raise HeadHasNotApproved
    if on == today:
        check_heard(heard)
    if proposal.decided_on is not None:
        raise AlreadyDecided
    if met is None or met.held_at < since:  # on an earlier proposal, or on none
        raise ClosureMeetingNotHeld
    if on < proposal.approved_on:
        raise HeadHasNotApproved


def check_open_for_acceptance(proposal: ProposedClosure | None) -> None:
    """Word of the other centre belongs to a proposal on its way: Art. 17(3.3)."""
    if proposal is None or not proposal.is_open:
        raise HeadHasNotApproved
    if proposal.decided_on is not None:
        raise AlreadyDecided


def check_signing(
    proposal: ProposedClosure, member_id: UUID | None, method: SignatureMethod, reason: str | None
) -> None:
    """Who sat at the table when it closed the case signs the form that is laid: Art. 17(5)."""
    if not proposal.laid:
        raise NothingToSign(Article(17, "5"))
    if member_id is not None and member_id not in proposal.signatories:
        raise NotYoursToSign(Article(17, "5"))
    check_refusal(method, reason, DEFAULTS.WHY_UNSIGNED)


def check_seal(
    proposal: ProposedClosure,
    *,
    died: bool,
    died_on: date | None = None,
    born_on: date | None = None,
) -> None:
    """No living child's file is sealed on its death, no minor's on its age, no dead one's on what
    was not: Art. 17(3.2), 17(3.5)."""
    if falls(proposal, died=died, died_on=died_on, born_on=born_on):
        if proposal.ground == Ground.EIGHTEEN:
            raise NotYetEighteen
        raise DiedLater if died else DeathNotOnRecord
    if gives_way(proposal, died=died, died_on=died_on):
        raise DeathIsTheGround


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Ask the head, tell the manager, ask for signatures, seal."""
    closure = facts.closure
    if closure is None:
        return
    decided = closure.approved_on is not None or closure.returned
    if not closure.asked and not decided:
        yield Planned("ask_closure_approval", closure.id, closure.proposed_on)
    if decided and not closure.answered:
        yield Planned("answer_closure", closure.id, date.min)
    if closure.decided_on is None:
        return
    if closure.signatures_asked_on is None:
        yield Planned("ask_closing_signatures", closure.id, closure.decided_on)
    elif _is_complete(facts, closure) and (facts.died or closure.ground != Ground.DEATH):
        yield Planned("seal_file", closure.id, closure.decided_on)


def _is_complete(facts: CaseFacts, closure: ClosureFacts) -> bool:
    """Everybody signed the closing form, and every meeting has approved and signed minutes."""
    papers = facts.table.minutes
    return (
        closure.is_signed
        and facts.table.meeting is None
        and facts.table.unwritten is None
        and all(paper.approved and paper.is_signed for paper in papers)
    )


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The head approves, the manager asks the family, convenes and writes, everybody signs."""
    closure = facts.closure
    if closure is None or closure.returned:
        return
    if closure.approved_on is None:
        yield owed(
            Duty.APPROVE_CLOSURE,
            Owner.HEAD,
            closure.proposed_on,
            DEFAULTS.APPROVE_CLOSURE,
            subject=closure.id,
        )
        return
    if not closure.opinions:
        yield owed(
            Duty.RECORD_OPINIONS,
            Owner.MANAGER,
            closure.approved_on,
            DEFAULTS.OPINIONS,
            subject=closure.id,
        )
    if closure.decided_on is None:
        yield from _towards_the_decision(facts, closure)
        return
    if closure.unlettered:
        letter, limit = Duty.SEND_SERVICES_LETTER, DEFAULTS.SERVICES_LETTER
        yield owed(letter, Owner.MANAGER, closure.decided_on, limit, subject=closure.id)
    if closure.signatures_asked_on:
        yield from _signatures(closure, closure.signatures_asked_on)


def _signatures(closure: ClosureFacts, asked_on: date) -> Iterator[OpenDuty]:
    """The chair signs with the others, and sees it as a duty of their own."""
    limit = DEFAULTS.SIGN_CLOSURE
    if closure.chair_unsigned:
        yield owed(
            Duty.CHAIR_SIGNS_CLOSURE,
            Owner.MANAGER,
            arose(asked_on, closure.chair_since),
            limit,
            subject=closure.id,
            meeting=closure.meeting.id if closure.meeting else None,
            officer=closure.chair,
        )
    if closure.unsigned:
        yield owed(
            Duty.SIGN_CLOSURE,
            Owner.MEMBERS,
            arose(asked_on, closure.unsigned_since),
            limit,
            subject=closure.id,
            members=closure.unsigned,
        )


def _towards_the_decision(facts: CaseFacts, closure: ClosureFacts) -> Iterator[OpenDuty]:
    met, approved_on = closure.met, closure.approved_on
    assert approved_on is not None  # the caller asked
    if met is not None:
        yield owed(
            Duty.DECIDE_CLOSURE,
            Owner.MANAGER,
            met.held_on,
            DEFAULTS.WRITE_DECISION,
            subject=closure.id,
            meeting=met.id,
        )
    elif all(each.is_extraordinary for each in facts.table.planned):
        since = counts_anew(approved_on, facts.table.regular_off_on)
        yield owed(Duty.PLAN_MEETING, Owner.MANAGER, since, DEFAULTS.PLAN_CLOSING)
