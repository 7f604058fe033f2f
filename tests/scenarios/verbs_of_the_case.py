"""What people do in a case: referral, assessment, plan, review: Art. 4, 12, 13, 15."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from casework.case import assessment, planning, referral, reviewing, rhythm
from casework.case.plan_rows import ActionDraft, Finding
from rules.aims import Aim
from rules.assessment import Risk
from rules.composition import ChildStatus
from rules.goal import Criterion, CriterionMark
from rules.late_actions import DayAnswer
from rules.own_actions import OfTheCentre
from rules.planning import ActionStatus
from simulation import words
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When, Words
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_contacts import Meets, meeting_of
from tests.scenarios.verbs_of_contributing import contribution_numbered
from tests.scenarios.verbs_of_the_goal import criteria_said
from tests.scenes import a_referral


class Row(Words):
    """One action of a plan; whatever is left out is really left out."""

    who: str | None = None
    until: When | None = None
    objective: str = "Siguri"
    action: str = "Vizita javore"
    service: str = "Mbikëqyrje"
    aim: Aim | None = None
    of_centre: OfTheCentre | None = None
    look: When | None = None
    notes: str = ""
    contribution: int | None = None
    """Taken over from this one, by its number."""
    contact: Meets | None = None


class Progress(Words):
    """How far somebody's actions have come."""

    who: str
    status: ActionStatus
    notes: str = ""


class Changed(Words):
    """What a review makes of somebody's actions: Art. 15(3)."""

    who: str
    drop: bool = False
    until: When | None = None
    by: str = ""
    objective: str = ""
    reason: str = ""
    notes: str = ""
    """Of the action, from now on."""
    contact: Meets | None = None


class LooksAgain(Words):
    """By when the table looks at somebody's actions again: Annex 1."""

    who: str
    on: When


class TakenOver(Words):
    """Somebody else answers for the actions of who left."""

    who: str
    by: str


@verb
def refer(
    play: Play,
    *,
    status: ChildStatus = ChildStatus.RESIDENT,
    born: date | None = None,
    estimated: bool = False,
    categories: list[str] = ["N2", "S2"],  # noqa: B006  pydantic copies it
) -> None:
    """It reached the centre on the entry's day."""
    child = words.Family().child
    fields = {name: getattr(child, name) for name in child.__dataclass_fields__}
    known = fields | {"status": status, "birth_date": born or child.birth_date}
    known |= {"birth_estimated": estimated}
    with play.as_head() as work:
        written = replace(
            a_referral(referral.ChildRecord(**known)),
            categories=dict.fromkeys(categories, ""),
            came_on=play.on(),
        )
        play.case.case_id = referral.refer(work, play.place(), written).id


@verb
def appoint(play: Play, *, who: str = "manager", by: str | None = None) -> None:
    officer = play.people.account(who)
    with play.as_head(by) as work:
        head = play.people.account(by or "head")
        referral.appoint(work, play.case.case, officer, by=head, on=play.on())


@verb
def assess(
    play: Play, *, risk: Risk = Risk.HIGH, without: str | None = None, why: str = ""
) -> None:
    """The manager's own assessment; `without` leaves an indicator empty; `why` it is anew."""
    with play.as_manager() as work:
        assessment.record_initial(
            work,
            play.case.case,
            risk=risk,
            summary=words.SUMMARY,
            indicators=_said(without),
            on=play.on(),
            why=why,
        )


def _said(without: str | None) -> assessment.Indicators:
    said = {name: getattr(words.INITIAL, name) for name in words.INITIAL.__dataclass_fields__}
    return assessment.Indicators(**said | ({without: ""} if without else {}))


@verb
def draft_plan(play: Play, *, until: When = 20, empty: bool = False) -> None:
    drafts = [] if empty else words.initial_actions(play.day(until))
    with play.as_manager() as work:
        assessment.draft_initial_plan(work, play.case.case, goal=words.GOAL, actions=drafts)


@verb
def settle_assessment(
    play: Play, *, risk: Risk = Risk.HIGH, without: str | None = None, why: str = ""
) -> None:
    """The table's own; `without` leaves an indicator empty; `why` it is written anew."""
    with play.as_manager() as work:
        assessment.settle(
            work,
            play.case.case,
            risk=risk,
            summary=words.SUMMARY,
            indicators=_said(without),
            on=play.on(),
            why=why,
        )


@verb
def adopt_plan(
    play: Play,
    *,
    actions: list[Row] | None = None,
    until: When = 90,
    criteria: dict[Criterion, CriterionMark] = {},  # noqa: B006  pydantic copies it
) -> None:
    """The table's plan; without rows it is the plan of the scenes."""
    said, case_id = criteria_said(criteria), play.case.case
    with play.as_manager() as work:
        drafts = _drafts(play, actions, until)
        planning.adopt(work, case_id, goal=words.GOAL, actions=drafts, criteria=said, on=play.on())


def _drafts(play: Play, rows: list[Row] | None, until: When) -> list[ActionDraft]:
    if rows is None:
        sitting, day = play.people.at_the_table(play.case.case), play.day(until)
        by_address = {play.people.professional(name): seat for name, seat in sitting.items()}
        return [
            ActionDraft(objective, action, service, day, by_address.get(play.case.person(who)))
            for who, objective, action, service in words.PLAN
        ]
    return [_draft(play, row) for row in rows]


def _draft(play: Play, row: Row) -> ActionDraft:
    day = None if row.until is None else play.day(row.until)
    seat = play.seat(row.who) if row.who else None
    said = (row.objective, row.action, row.service, day, seat)
    look = None if row.look is None else play.day(row.look)
    taken = contribution_numbered(play, row.contribution).id if row.contribution else None
    draft = ActionDraft(
        *said, row.notes, aim=row.aim, of_centre=row.of_centre, contribution_id=taken
    )
    return replace(draft, look_again_on=look, contact=meeting_of(play, row.contact))


@verb
def review(
    play: Play,
    *,
    risk: Risk = Risk.LOW,
    status: ActionStatus = ActionStatus.COMPLETED,
    but: list[Progress] = [],  # noqa: B006  pydantic copies it
    added: list[Row] = [],  # noqa: B006
    taken_over: list[TakenOver] = [],  # noqa: B006
    changed: list[Changed] = [],  # noqa: B006
    answers: dict[str, DayAnswer] = {},  # noqa: B006
    looks: list[LooksAgain] = [],  # noqa: B006
    criteria: dict[Criterion, CriterionMark] = {},  # noqa: B006
    without_progress: bool = False,
) -> None:
    """The same progress for every action `but` somebody's; what is `added` is a new version."""
    findings = {} if without_progress else play.case.findings(status)
    for each in but:
        mine = _actions_of(play, each.who)
        findings |= {
            row: Finding(each.status, words.REVIEW_FINDING, notes=each.notes) for row in mine
        }
    for heir in taken_over:
        seat, mine = play.seat(heir.by), _actions_of(play, heir.who)
        findings |= {row: replace(findings[row], taken_over_by=seat) for row in mine}
    for change in changed:
        for row in _actions_of(play, change.who):
            findings |= {row: _changed(play, findings[row], change)}
    for who, answer in answers.items():
        findings |= {row: replace(findings[row], answer=answer) for row in _actions_of(play, who)}
    for look in looks:
        day, mine = play.day(look.on), _actions_of(play, look.who)
        findings |= {row: replace(findings[row], look_again_on=day) for row in mine}
    drafts = [_draft(play, row) for row in added]
    with play.as_manager() as work:
        reviewing.settle_review(
            work,
            play.case.case,
            risk=risk,
            finding=words.REVIEW_FINDING,
            progress=findings,
            added=drafts,
            criteria=criteria_said(criteria),
            on=play.on(),
        )


def _changed(play: Play, found: Finding, change: Changed) -> Finding:
    return replace(
        found,
        dropped=change.drop,
        due_on=play.day(change.until) if change.until is not None else None,
        taken_over_by=play.seat(change.by) if change.by else None,
        objective=change.objective,
        reason=change.reason,
        contact=meeting_of(play, change.contact),
        action_notes=change.notes,
    )


@verb
def set_rhythm(play: Play, *, days: int | None = None, reason: str = "") -> None:
    """The table reviews the plan every so many days; left out, every month."""
    with play.as_manager() as work:
        rhythm.set_rhythm(work, play.case.case, days=days, reason=reason, on=play.on())


def _actions_of(play: Play, who: str) -> set[UUID]:
    seat = play.seat(who)
    return {row.id for row in play.case.plans()[-1].actions if row.member_id == seat}
