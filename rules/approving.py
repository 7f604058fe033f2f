"""The head approves the manager's assessment before the table closes the case: Art. 17(3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.closure import HeadHasNotApproved, ProposedClosure
from rules.defaults import DEFAULTS
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class HeadHasDecided(Conflict):
    reason = "The head has decided on this proposal."
    way_out = "Open the closure to see the decision."


class OtherThanProposed(Conflict):
    reason = "This page showed another proposal; the one on its way was proposed on {day}."
    way_out = "Read the assessment that stands here now, then decide on it."


class ApprovalOfTheFormer(ProcedureRefused):
    reason = "On {day} another proposal to close this case was on its way."
    way_out = "Write the day on which this assessment was approved."
    basis = Article(17, "3")


class DecidedUnproposed(ProcedureRefused):
    reason = "On {day} nobody had proposed this closing; it was proposed on {since}."
    way_out = "Write the day on which the head decided on it."
    basis = Article(17, "3")


class AssessedInConflict(ProcedureRefused):
    reason = "Who proposed this closing had declared a conflict of interest before."
    way_out = "Send it back; then somebody without a conflict proposes it anew."
    basis = Article(10, "2")


class AssessedByAnother(ProcedureRefused):
    reason = "Who proposed this closing did not manage the case on the day of the proposal."
    way_out = "Send it back; then whoever manages the case assesses it and proposes it anew."
    basis = Article(17, "1")


class OwnApproval(ProcedureRefused):
    reason = "Nobody approves their own assessment."
    way_out = "The head decides, or another deputy; without a head the administrator names one."
    basis = Article(17, "3")


def check_head_decides(
    proposal: ProposedClosure | None,
    by: UUID,
    manager_id: UUID | None = None,
    *,
    approve: bool = True,
) -> None:
    """The head, or a deputy, decides on an assessment and a case that are another's: 17(3).

    What they had proposed before they were the head they send back, or nobody could.
    """
    if proposal is None or not proposal.is_open:
        raise HeadHasNotApproved
    if proposal.approved_at is not None:
        raise HeadHasDecided
    _check_not_own(by, manager_id, proposal.proposed_by if approve else None)


def _check_not_own(by: UUID, *theirs: UUID | None) -> None:
    if by in theirs:
        raise OwnApproval


def check_shown(shown: UUID, closure_id: UUID, proposed_on: date) -> None:
    """Nobody decides on an assessment by a page that told of another: ours, beside Art. 17(3)."""
    if shown != closure_id:
        raise OtherThanProposed(day=proposed_on)


def check_proposed_by(proposed_on: date, on: date) -> None:
    """What nobody had proposed nobody approved or sent back: Art. 17(1), 17(3)."""
    if on < proposed_on:
        raise DecidedUnproposed(day=on, since=proposed_on)


@dataclass(frozen=True, slots=True)
class Assessor:
    """Who proposed a closing, beside the day of the proposal as the record has it now."""

    by: UUID
    managers: Collection[UUID] = ()
    """Who managed the case on that day, by the appointments; in a conflict of interest or not."""
    in_conflict: bool = False
    """Who proposed had declared one before that day, and it stands."""
    stood_in: bool = False
    """They decided for the centre, and who managed the case was barred by then; of two, one was."""

    @property
    def managed(self) -> bool:
        """The manager assesses the case, or who stands in for them: Art. 10(2), 17(1), 17(3)."""
        return self.by in self.managers or self.stood_in


def check_assessor(assessor: Assessor, on: date, today: date) -> None:
    """Whoever has a conflict of interest takes no part, and whoever does not manage the case does
    not assess it: what they propose nobody approves today; what was approved on a day that is over
    has happened: Art. 10(2), 17(1), 17(3)."""
    if on != today:
        return
    if assessor.in_conflict:
        raise AssessedInConflict
    if not assessor.managed:
        raise AssessedByAnother


@dataclass(frozen=True, slots=True)
class Former:
    """A proposal before this one, which came to nothing."""

    returned_on: date | None = None
    declined_on: date | None = None
    let_fall_on: date | None = None
    """When whoever decides let it fall, since its approval did not carry it."""
    closed_on: date | None = None
    """When the table closed the case on what turned out to be none; a death takes its place."""


def check_approved_on(formers: Collection[Former], on: date) -> None:
    """One proposal at a time: what was approved while a former was on its way was that one."""
    if is_of_a_former(formers, on):
        raise ApprovalOfTheFormer(day=on)


def is_of_a_former(formers: Collection[Former], on: date) -> bool:
    """Until the head sent it back or let it fall, or the table decided on it, the other proposal
    was on its way."""
    return any(_was_on_its_way(each, on) for each in formers)


def _was_on_its_way(former: Former, on: date) -> bool:
    said = (former.returned_on, former.let_fall_on)
    decided = (former.declined_on, former.closed_on)
    while_open = any(day is not None and on < day for day in said)
    return while_open or any(day is not None and on <= day for day in decided)


class NotCarried(StrEnum):
    """Why an approval does not carry the closing that was decided on it."""

    LATER = "later"
    """The head approved after the table had decided: Art. 17(3)."""
    OWN = "own"
    """Who approved managed the case alone on that day: Art. 17(3)."""
    CONFLICT = "conflict"
    """Who approved had declared a conflict of interest before: Art. 10(2)."""
    FORMER = "former"
    """On that day a former proposal was on its way still: Art. 17(3)."""
    ASSESSED = "assessed"
    """Who proposed it had declared a conflict of interest before: Art. 10(2)."""
    UNMANAGED = "unmanaged"
    """Who proposed it did not manage the case on that day: Art. 17(1)."""


OF_THE_ASSESSMENT: Final = frozenset({NotCarried.ASSESSED, NotCarried.UNMANAGED})
"""What is wrong with what the approval approves, and not with the approval itself."""

REASONS: Final[Mapping[NotCarried, Article]] = {
    NotCarried.LATER: Article(17, "3"),
    NotCarried.OWN: Article(17, "3"),
    NotCarried.CONFLICT: Article(10, "2"),
    NotCarried.FORMER: Article(17, "3"),
    NotCarried.ASSESSED: Article(10, "2"),
    NotCarried.UNMANAGED: Article(17, "1"),
}


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """An approval as the record has its day now."""

    on: date
    by: UUID
    managers: Collection[UUID] = ()
    """Who managed the case on that day; both, where one took over from the other on it."""
    in_conflict: bool = False
    """Who approved had declared one before that day, and it stands."""
    formers: Collection[Former] = ()
    """The proposals before; none also where the approval was typed as it was given, of this one."""
    assessor: Assessor | None = None
    """Of the proposal that it approves; None where it is not looked at."""


def not_carried(approval: ApprovalFacts, decided_on: date | None) -> NotCarried | None:
    """What is wrong with it by its true day, whatever was known when it was given; what is wrong
    with it itself before what is wrong with the assessment that it approves: Art. 10(2), 17.

    Of two who managed the case on one day nobody can tell who did when.
    """
    if decided_on is not None and decided_on < approval.on:
        return NotCarried.LATER
    if set(approval.managers) == {approval.by}:
        return NotCarried.OWN
    if approval.in_conflict:
        return NotCarried.CONFLICT
    if is_of_a_former(approval.formers, approval.on):
        return NotCarried.FORMER
    return _wrong_assessment(approval.assessor)


def _wrong_assessment(assessor: Assessor | None) -> NotCarried | None:
    if assessor is None:
        return None
    if assessor.in_conflict:
        return NotCarried.ASSESSED
    return None if assessor.managed else NotCarried.UNMANAGED


class ApprovalNotCarried(ProcedureRefused):
    reason = "The approval does not carry this closing, by what is on record of its day."
    way_out = "Whoever decides for the centre lets it fall; then it is proposed and approved anew."
    basis = Article(17, "3")


class ApprovalCarries(NotPossible):
    reason = "Nothing is on record by which the approval would not carry this closing."
    way_out = "Only what somebody proposed or approved who might not, or too late, is let fall."


class FellWithoutReason(ProcedureRefused):
    reason = "It is not said why the closing is to fall."
    way_out = "Write the reason; it stands beside the closing that fell."
    basis = DEFAULTS.LET_FALL


def check_carried(lacks: NotCarried | None, on: date, today: date) -> None:
    """Nothing is decided today on an approval that is none; what the table decided on a day that is
    over has happened, and is a breach: Art. 17(3)."""
    if on == today and lacks is not None:
        raise ApprovalNotCarried(REASONS[lacks])


def check_let_fall(
    proposal: ProposedClosure | None,
    lacks: NotCarried | None,
    reason: str,
    by: UUID,
    manager_id: UUID | None,
) -> None:
    """Whoever decides for the centre lets a closing fall that its approval does not carry; nobody
    on their own work: Art. 17(3), DEFAULTS.LET_FALL."""
    if proposal is None or not proposal.is_open or lacks is None:
        raise ApprovalCarries
    _check_not_own(by, manager_id, proposal.proposed_by)
    if not reason.strip():
        raise FellWithoutReason
