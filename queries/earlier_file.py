"""An earlier, sealed file on one page, to be read by the link of a new case: Art. 18(1).

What the head supervises and visits is of the former manager's work, and stays with the head.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from casework.record import files
from casework.record.files import AttachedFile
from casework.record.known import child_person
from casework.record.table import meetings, minutes_of
from identity.access import NotThere, case_for
from models.assessment import Assessment
from models.case import Case, Member
from models.closure import Closure
from models.meeting import Minutes
from models.plan import Plan, PlanAction
from models.referral_day import ReferralDay
from models.session import Work
from queries import (
    after_eighteen,
    breaches,
    contributions,
    decision_records,
    earlier_links,
    history,
    information,
    inquiries,
    known_file,
    logbook,
    monitoring,
    referral_days,
    supplements,
)
from queries import work_form as forms
from queries.after_eighteen import LetterLine
from queries.assessment_file import all_versions
from queries.breaches import BreachLine
from queries.contributions import ContributionLine
from queries.decision_records import RecordLine
from queries.history import History
from queries.information import ClaimLine
from queries.inquiries import InquiryLine
from queries.known_file import KnownFile
from queries.logbook import LogLine
from queries.monitoring import MonitoringFile
from queries.supplements import SupplementLine
from queries.work_form import WorkForm
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class EarlierPapers:
    """Everything that is read of an earlier file, as it stands in it."""

    form: WorkForm
    """Annex 1, whole: what was known, the plan in force, its reviews, the closing."""
    days: Sequence[ReferralDay]
    """What stood as the day of the referral before."""
    assessments: Sequence[Assessment]
    plans: Sequence[Plan]
    minutes: Sequence[Minutes]
    closing: Closure | None
    log: Sequence[LogLine]
    decisions: Sequence[RecordLine]
    known: KnownFile
    claims: Sequence[ClaimLine]
    inquiries: Sequence[InquiryLine]
    contributed: Sequence[ContributionLine]
    monitoring: MonitoringFile
    letters: Sequence[LetterLine]
    supplements: Sequence[SupplementLine]
    files: Sequence[AttachedFile]
    """What was brought to it and beside it, and not removed."""
    history: History
    passed: Sequence[BreachLine]


def read(work: Work, earlier: Case, *, with_name: bool = False) -> EarlierPapers:
    """The file of a case that the door let the reader into: `identity.earlier`."""
    assessed, met = all_versions(work, earlier), meetings(work.session, earlier.id)
    return EarlierPapers(
        form=forms.read(work, earlier, with_name=with_name),
        days=referral_days.of_case(work, earlier),
        assessments=assessed,
        plans=_plans(work, earlier),
        minutes=minutes_of(work.session, earlier.id),
        closing=earlier_links.closings(work, [earlier.id]).get(earlier.id),
        log=logbook.whole(work, earlier),
        decisions=decision_records.of_case(work, earlier),
        known=known_file.read(work, earlier),
        claims=information.claims_of(work, earlier),
        inquiries=inquiries.of_case(work, earlier),
        contributed=contributions.of_case(work, earlier).lines,
        monitoring=monitoring.of_case(work, earlier),
        letters=after_eighteen.of_case(work, earlier),
        supplements=supplements.of_case(work, earlier),
        files=[each for each in files.attached(work.session, earlier.id) if not each.removal],
        history=history.of_case(work, earlier, met, assessed),
        passed=breaches.of_life(work, earlier.id),
    )


def _plans(work: Work, earlier: Case) -> Sequence[Plan]:
    """The initial plan, then every version of the unified one."""
    answers = selectinload(Plan.actions).joinedload(PlanAction.member)
    query = (
        select(Plan)
        .where(Plan.case_id == earlier.id)
        .options(answers.joinedload(Member.professional))
        .order_by(Plan.kind, Plan.version)
    )
    return work.session.scalars(query).all()


def of_a_death(work: Work, number: str) -> Sequence[SupplementLine] | None:
    """Beside the file named, where by it the child has died: every supplement that may say that
    this was wrong. None of any other file; the look is on record: Art. 18(1)."""
    try:
        earlier = case_for(work, number, role=Role.HEAD)
    except NotThere:
        return None
    if earlier.sealed_at is None or not child_person(work.session, earlier.id).died:
        return None
    return [line for line in supplements.of_case(work, earlier) if line.may_say_wrong]
