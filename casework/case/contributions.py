"""What members can contribute to the plan, and what the manager leaves out of it: Art. 6(1.6)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.closure_facts import decided_on
from casework.record.informants import informant
from casework.record.known import death_on
from casework.record.numbers import next_of
from casework.record.table import open_case
from identity.access import NotThere
from models.case import Member
from models.contribution import Contribution, LeftContribution
from models.plan import Plan, PlanAction
from models.session import Work
from rules.aims import Aim
from rules.contributions import ContributionFacts, check_contribution, check_left
from rules.initiative import RequestMeans
from rules.planning import PlanKind
from workflow.kinds import case_of
from workflow.life import after_act


def contribute(
    work: Work,
    member_id: UUID,
    *,
    action: str,
    aim: Aim | None = None,
    due_on: date | None = None,
    needs: str = "",
) -> Contribution:
    """A member says today, on the page behind their link, what their institution can do: 6(1.6)."""
    member = work.session.get_one(Member, member_id)
    said = ContributionFacts(work.clock.today(), action, RequestMeans.LINK, due_on)
    return _take(work, member, said, aim, needs)


def enter(
    work: Work,
    case_id: UUID,
    member_id: UUID,
    *,
    said_on: date,
    means: RequestMeans,
    action: str,
    aim: Aim | None = None,
    due_on: date | None = None,
    needs: str = "",
) -> Contribution:
    """The manager types what a member said on paper or by telephone, with its day: Art. 6(1.6)."""
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case_id:
        raise NotThere
    return _take(work, member, ContributionFacts(said_on, action, means, due_on), aim, needs)


def _take(
    work: Work, member: Member, said: ContributionFacts, aim: Aim | None, needs: str
) -> Contribution:
    if case_of(work.session, member.life_id) is None:  # the quarter plans for no child: Art. 8(2)
        raise NotThere
    case = open_case(work, member.life_id)
    today, over = work.clock.today(), decided_on(work, case.id)
    died_on = death_on(work.session, case.id)
    check_contribution(said, today, informant(work, member), decided_on=over, died_on=died_on)
    contribution = Contribution(
        case_id=case.id,
        number=next_of(work, Contribution.number, Contribution.case_id == case.id),
        member_id=member.id,
        said_on=said.said_on,
        recorded_at=work.clock.now(),
        means=said.means,
        recorded_by_id=None if said.means is RequestMeans.LINK else work.actor.id,
        action=said.action.strip(),
        aim=aim,
        due_on=said.due_on,
        needs=needs.strip() or None,
    )
    work.session.add(contribution)
    work.session.flush()
    detail = {"contribution": contribution.id, "member": member.id, "on": said.said_on}
    work.record("contribution to the plan", "6(1.6)", life=case.life, **detail)
    after_act(work, case.id, "contribution to the plan")
    return contribution


def leave(work: Work, contribution_id: UUID, *, words: str, on: date) -> LeftContribution:
    """The manager leaves it out of the plan with a word; it may be taken over later: 6(1.6)."""
    contribution = work.session.get(Contribution, contribution_id)
    if contribution is None:
        raise NotThere
    case = open_case(work, contribution.case_id)
    planned = _is_in_the_plan(work, contribution)
    check_left(on, work.clock.today(), contribution.said_on, words, planned=planned)
    assert work.actor.id is not None  # an officer acts
    word = LeftContribution(
        contribution_id=contribution.id,
        left_on=on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        words=words.strip(),
    )
    work.session.add(word)
    work.session.flush()
    detail = {"contribution": contribution.id, "on": on}
    work.record("contribution left out", "6(1.6)", life=case.life, **detail)
    after_act(work, case.id, "contribution left out")
    return word


def _is_in_the_plan(work: Work, contribution: Contribution) -> bool:
    query = (
        select(PlanAction.id)
        .join(Plan, Plan.id == PlanAction.plan_id)
        .where(Plan.case_id == contribution.case_id, Plan.kind == PlanKind.UNIFIED)
        .where(PlanAction.contribution_id == contribution.id)
    )
    return work.session.scalar(query.limit(1)) is not None
