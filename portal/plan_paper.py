"""The initial and the unified plan as papers: Art. 6(1.5), 13(2)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from core.i18n import N_, Translator
from documents.plan import PlanPaper
from models.case import Case, Member
from models.plan import Plan, PlanAction
from portal import goal_forms, papers
from portal.contact_words import terms
from portal.institutions import institution
from portal.papers import Printing
from portal.words import AIMS, RISKS, STATUSES
from queries.plan_file import ActionRow, PlanFile
from rules.goal import Words
from rules.own_actions import OfTheCentre
from rules.planning import PlanKind

INITIAL_HEADS: Final = (
    N_("Action and service"),
    N_("Objective"),
    N_("Responsible"),
    N_("Until"),
)
UNIFIED_HEADS: Final = (*INITIAL_HEADS, N_("Status"), N_("From the last review"))


def initial(by: Printing, say: Translator, case: Case, plan: Plan) -> PlanPaper:
    """As the manager brings it to the table."""
    what = say.gettext("Initial plan")
    return PlanPaper(
        **_frame(by, say, case, plan, what),
        facts=list(_facts(say, case, plan)),
        actions_heading=say.gettext("Actions and measures"),
        heads=[say.gettext(each) for each in INITIAL_HEADS],
        rows=[_cells(say, case, each, with_notes=True) for each in plan.actions],
        none="–",
    )


def unified(by: Printing, say: Translator, case: Case, file: PlanFile, goal: Words) -> PlanPaper:
    """One version of the table's."""
    plan, what = file.plan, say.gettext("Unified individual plan")
    frame = _frame(by, say, case, plan, what)
    if not file.is_in_force:
        frame["marks"] = (*frame["marks"], say.gettext("This is an older version"))
    shown = goal_forms.shown(say, goal) if goal else ()
    return PlanPaper(
        **frame,
        facts=[*_facts(say, case, plan), *_state(say, case, file)],
        criteria_heading=say.gettext("How the goal is set"),
        criteria=_criteria(shown),
        actions_heading=say.gettext("Actions and measures"),
        heads=[say.gettext(each) for each in UNIFIED_HEADS],
        rows=[
            [*_cells(say, case, row.action, row.answers), *_found(say, row)] for row in file.rows
        ],
        none="–",
    )


def of_reader(
    by: Printing,
    say: Translator,
    case: Case,
    plan: Plan,
    *,
    actions: Sequence[PlanAction],
    criteria: Sequence[tuple[str, str, str]],
    has_goal: bool,
    marks: tuple[str, ...],
) -> PlanPaper:
    """What one member has of a plan, with nothing that rests on what is not theirs: no risk, and
    nothing of the reviews."""
    is_unified = plan.kind == PlanKind.UNIFIED
    what = say.gettext("Unified individual plan" if is_unified else "Initial plan")
    frame = _frame(by, say, case, plan, what)
    frame["marks"] = (*frame["marks"], *marks)
    facts = list(_facts(say, case, plan))
    return PlanPaper(
        **frame,
        facts=facts if has_goal else facts[:-1],
        criteria_heading=say.gettext("How the goal is set"),
        criteria=_criteria(criteria) if has_goal else (),
        actions_heading=say.gettext("Actions and measures"),
        heads=[say.gettext(each) for each in INITIAL_HEADS],
        rows=[_cells(say, case, each, with_notes=True) for each in actions],
        none="–",
    )


def _criteria(shown: Iterable[tuple[str, str, str]]) -> list[str]:
    return [": ".join(filter(None, (name, mark))) + _and(words) for name, mark, words in shown]


def _frame(by: Printing, say: Translator, case: Case, plan: Plan, what: str) -> dict[str, Any]:
    version = say.gettext("version %(number)s", number=plan.version)
    return papers.frame(by, say, case.municipality, what, case.number, version)


def _facts(say: Translator, case: Case, plan: Plan) -> Iterator[tuple[str, str]]:
    yield say.gettext("Case"), case.number
    if plan.adopted_on:
        words = "version %(number)s, adopted on %(day)s"
        version = say.gettext(words, number=plan.version, day=say.day(plan.adopted_on))
    else:
        version = say.gettext("version %(number)s", number=plan.version)
    yield say.gettext("Plan"), version
    yield say.gettext("Goal"), plan.goal or say.gettext("not stated")


def _state(say: Translator, case: Case, file: PlanFile) -> Iterator[tuple[str, str]]:
    base = file.stands_on
    stands = (
        f"{say.gettext('version %(number)s', number=base.version)}, {say.day(base.made_on)}"
        if base
        else say.gettext("none was made by its day")
    )
    yield say.gettext("Made on the assessment"), stands
    risks = [say.gettext(RISKS[each]) if each else "–" for each in (file.first_risk, case.risk)]
    yield say.gettext("Risk, at first and now"), " → ".join(risks)
    yield say.gettext("Next review by"), say.day(file.review_on)


def _cells(
    say: Translator,
    case: Case,
    action: PlanAction,
    answers: Member | None = None,
    *,
    with_notes: bool = False,
) -> Sequence[str]:
    aim = say.gettext(AIMS[action.aim]) if action.aim else say.gettext("not stated")
    lines = (
        f"{action.number}. {action.action}",
        action.service,
        f"{say.gettext('Aim')}: {aim}",
        terms(say, action.contact) if action.contact else "",
        f"{say.gettext('Notes')}: {action.notes}" if with_notes and action.notes else "",
    )
    return (
        "\n".join(filter(None, lines)),
        action.objective or "",
        who(say, case, action, answers),
        say.day(action.due_on) if action.due_on else "",
    )


def who(say: Translator, case: Case, action: PlanAction, answers: Member | None = None) -> str:
    """Whoever was named, and who took that place since: Art. 13(2.2), 8(6)."""
    if action.member:
        seat = action.member.professional
        found = [seat.name, institution(say, seat.affiliation)]
        if answers and answers.id != action.member_id:
            found.append(say.gettext("In their place: %(name)s", name=answers.professional.name))
        return "\n".join(filter(None, found))
    if action.of_centre == OfTheCentre.MANAGER and case.manager:
        return say.gettext("Case manager: %(name)s", name=case.manager.name)
    return say.gettext("The centre itself") if action.of_centre else ""


def _found(say: Translator, row: ActionRow) -> Sequence[str]:
    action = row.action
    status = say.gettext(STATUSES[action.status])
    if action.dropped_on:
        status = say.gettext(N_("dropped on %(day)s"), day=say.day(action.dropped_on))
    notes = row.last_notes or action.notes or ""
    return status, "\n".join(filter(None, (row.last_words, notes)))


def _and(words: str) -> str:
    return f" · {words}" if words else ""
