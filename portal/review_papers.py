"""Monitoring review form and review of the plan as papers: Art. 5(1.5), 13, 14(6), 15."""

from collections.abc import Iterable
from typing import Any, Final

from core.i18n import N_, Translator
from documents.form import FormPaper, FormPart, SignedBy
from documents.paper import PlanLine
from models.case import Case
from models.meeting import Meeting
from models.monitoring import MonitoredAction, MonitoringForm
from models.people import Municipality
from models.plan import Plan, PlanAction, Review
from portal import annex_rows, papers
from portal.annex_lines import WORDS
from portal.form_parts import asked, choices, free, table, to_tick, written
from portal.papers import Printing
from portal.plan_paper import who
from portal.words import MONITORED, RISKS, STATUSES
from queries.plan_file import PlanFile

MONITORING: Final = N_("Monitoring review form")
REVIEW: Final = N_("Review of the plan")
MONITORED_HEADS: Final = (
    N_("Action and service"),
    N_("What was done, by whom, known on which day"),
    N_("How the child or the family stands"),
    N_("What was found"),
)
REVIEWED: Final = ("V1", "V2", "V3", "V4", "V5", "V6", "V7")
"""The columns of Annex 1, part 4.6."""
WIDTHS: Final = (1.45, 1.1, 1.3, 0.95, 1.15, 1.6, 1.1)
NEW_HEADS: Final = (
    N_("Action and service"),
    N_("Objective"),
    N_("Responsible member"),
    N_("Until"),
)


def monitoring_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    """To be filled in by hand, of any case: Art. 14(6)."""
    frame = papers.blank_frame(by, say, place, say.gettext(MONITORING))
    return _monitoring(say, frame, _monitored(say, [("", "", _stands(say), "")] * 5))


def monitoring_of(by: Printing, say: Translator, case: Case, plan: Plan) -> FormPaper:
    """To be filled in by hand, with the open actions of one version of the plan: Art. 14(6)."""
    frame = _frame(by, say, case, MONITORING, plan) | {"hand": True}
    rows = ((_action(say, case, each), "", _stands(say), "") for each in plan.actions)
    is_open = [row for row, each in zip(rows, plan.actions, strict=True) if each.is_open]
    return _monitoring(say, frame, _monitored(say, is_open), case, plan)


def monitoring_filled(by: Printing, say: Translator, case: Case, form: MonitoringForm) -> FormPaper:
    """As the manager put it on record: Art. 14(6)."""
    day = say.day(form.monitored_on)
    lines = sorted(form.lines, key=lambda each: each.action.number)
    return FormPaper(
        **_frame(by, say, case, MONITORING, form.plan, day),
        facts=[
            *_facts(say, case, form.plan),
            (say.gettext("Monitored on"), day),
            (say.gettext("Case manager"), form.recorded_by.name_at(form.recorded_at)),
        ],
        parts=[
            _monitored(say, [_found(say, case, each) for each in lines]),
            written(say, N_("The plan as a whole"), form.finding),
        ],
    )


def _monitoring(
    say: Translator,
    frame: dict[str, Any],
    actions: FormPart,
    case: Case | None = None,
    plan: Plan | None = None,
) -> FormPaper:
    known = _facts(say, case, plan) if case and plan else free(say, N_("Case"), N_("Plan"))
    return FormPaper(
        **frame,
        facts=[*known, *free(say, N_("Monitored on"))],
        parts=[
            actions,
            asked(say, N_("The plan as a whole"), room=3),
            asked(say, N_("What is to be changed or completed in the plan"), "14(6)", room=3),
            asked(say, N_("What the table is to be told"), "14(3.4)", room=3),
        ],
        signs=[SignedBy([say.gettext("Case manager")])],
    )


def _monitored(say: Translator, rows: Iterable[tuple[str, str, str, str]]) -> FormPart:
    found = table(say, MONITORED_HEADS, (1.6, 1.6, 1, 1.6), rows)
    return asked(say, N_("Actions and measures"), "14(6)", table=found)


def _stands(say: Translator) -> str:
    return to_tick(say, MONITORED.values())


def _found(say: Translator, case: Case, line: MonitoredAction) -> tuple[str, str, str, str]:
    known = (
        say.gettext("known on %(day)s", day=say.day(line.known_on))
        if line.known_on
        else say.gettext("known when: not stated")
    )
    done = line.done or say.gettext("what was done is not known")
    by = say.gettext("by: %(who)s", who=line.by_whom or say.gettext("not stated"))
    stands = say.gettext(MONITORED[line.indicator])
    return _action(say, case, line.action), f"{done}\n{by}\n{known}", stands, line.finding or ""


def review_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    """To be filled in by hand at the meeting, of any case: Art. 15."""
    frame = papers.blank_frame(by, say, place, say.gettext(REVIEW))
    empty = ("", "", "", "", to_tick(say, STATUSES.values()), "", "")
    return _reviewing(say, frame, _reviewed(say, [empty] * 4))


def review_of(by: Printing, say: Translator, case: Case, file: PlanFile) -> FormPaper:
    """To be filled in by hand at the meeting, with the actions that are open: Art. 15."""
    frame = _frame(by, say, case, REVIEW, file.plan) | {"hand": True}
    status = to_tick(say, STATUSES.values())
    lines = (annex_rows.planned(say, row.action, "") for row in file.rows if not row.is_over)
    rows = [
        (each.action, each.service, each.institution, each.due, status, "", "") for each in lines
    ]
    return _reviewing(say, frame, _reviewed(say, rows), case, file)


def review_filled(
    by: Printing, say: Translator, case: Case, *, plan: Plan, review: Review, meeting: Meeting
) -> FormPaper:
    """As the table found it: Art. 15(2), 15(3)."""
    number = say.gettext("Meeting %(number)s", number=meeting.number)
    lines = [annex_rows.reviewed(say, each) for each in review.in_order]
    return FormPaper(
        **_frame(by, say, case, REVIEW, plan, number),
        facts=[
            *_facts(say, case, plan),
            (say.gettext("Meeting"), f"{meeting.number}, {say.day(meeting.met_on)}"),
            (say.gettext("Settled on"), say.day(review.settled_on)),
        ],
        parts=[
            _reviewed(say, [_cells(each) for each in lines]),
            written(say, N_("Progress in the child's well-being"), review.finding, "15(2)"),
            _risk(say, review.risk),
        ],
    )


def _reviewing(
    say: Translator,
    frame: dict[str, Any],
    actions: FormPart,
    case: Case | None = None,
    file: PlanFile | None = None,
) -> FormPaper:
    known = _facts(say, case, file.plan) if case and file else free(say, N_("Case"), N_("Plan"))
    changes = table(say, NEW_HEADS, (2, 1.6, 1.6, 1), room=3)
    rhythm = N_("At least once a month, more often where the case needs it.")
    return FormPaper(
        **frame,
        facts=[*known, *free(say, N_("Meeting"))],
        parts=[
            actions,
            asked(say, N_("Progress in the child's well-being"), "15(2)", room=4),
            _risk(say),
            asked(say, N_("New actions, and what is changed in the plan"), "15(3)", table=changes),
            asked(say, N_("Next review by"), "5(1.5)", hint=say.gettext(rhythm), room=1),
        ],
        signs=[SignedBy([say.gettext("Case manager")])],
    )


def _reviewed(say: Translator, rows: Iterable[tuple[str, ...]]) -> FormPart:
    found = table(say, (WORDS[each] for each in REVIEWED), WIDTHS, rows)
    return asked(say, N_("Progress of each action"), "15(2)", table=found)


def _cells(line: PlanLine) -> tuple[str, ...]:
    known = (line.action, line.service, line.institution, line.due)
    return *known, line.status, line.look, line.notes


def _risk(say: Translator, risk: object = None) -> FormPart:
    return asked(say, N_("Level of risk now"), boxes=choices(say, RISKS, risk))


def _frame(
    by: Printing, say: Translator, case: Case, what: str, plan: Plan, *of: str
) -> dict[str, Any]:
    version = say.gettext("version %(number)s", number=plan.version)
    return papers.frame(by, say, case.municipality, say.gettext(what), case.number, version, *of)


def _facts(say: Translator, case: Case, plan: Plan) -> list[tuple[str, str]]:
    version = say.gettext("version %(number)s", number=plan.version)
    return [(say.gettext("Case"), case.number), (say.gettext("Plan"), version)]


def _action(say: Translator, case: Case, action: PlanAction) -> str:
    until = say.gettext("until %(day)s", day=say.day(action.due_on)) if action.due_on else ""
    named = (f"{action.number}. {action.action}", action.service, who(say, case, action), until)
    return "\n".join(filter(None, named))
