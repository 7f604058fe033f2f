"""The monitoring review form, and what of it the table is told: Art. 14(6), 14(3.4)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import monitoring as acts
from casework.case.monitoring import Monitored
from core.i18n import N_
from identity import access
from identity.access import NotThere
from portal.fields import UNSAID, Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.routes.information import may_act
from portal.web import ForOfficers, Page
from portal.words import AIMS, FINDINGS_MEANS, MONITORED
from queries import contact_schedule, monitoring
from rules.monitoring import FindingsMeans, Indicator
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/monitoring")

WHICH_DAY: Final = N_("Say on which day the table was told.")


class MonitoredRow(FormModel):
    """What was found of one action; what it asks is ours: Art. 14(6)."""

    action: UUID
    done: Annotated[Prose, Ask(N_("What was done?"), hint=N_("Empty: not known."), open=True)] = ""
    by_whom: Annotated[Line, Ask(N_("Who did it?"), open=True)] = ""
    known_on: Annotated[
        Day | None,
        Ask(N_("On which day did that become known?"), hint=N_("Empty: not stated."), open=True),
    ] = None
    indicator: Annotated[
        Indicator | None,
        Ask(N_("How does the child or the family stand in what it is to reach?"), open=True),
    ] = None
    finding: Annotated[Prose, Ask(N_("What was found"), open=True)] = ""

    def monitored(self) -> Monitored:
        said = (self.indicator, self.done, self.by_whom, self.known_on, self.finding)
        return Monitored(*said)


class MonitorPlan(FormModel):
    """The form of one version of the plan."""

    actions: Annotated[tuple[MonitoredRow, ...], Ask(N_("Action %(number)s"))] = ()
    finding: Annotated[Prose, Ask(N_("The plan as a whole"), open=True)] = ""
    on: Annotated[Happened, Ask(N_("On which day was the plan monitored?"), missing=UNSAID)]


class TellTable(FormModel):
    """What the table is told, in words of its own: Art. 14(3.4)."""

    called = "told"

    words: Annotated[
        Prose,
        Ask(
            N_("What is the table told?"),
            hint=N_(
                "How the plan is carried out and what was found. The table reads neither the log"
                " nor the visits of the head: write what it is to know."
            ),
            missing=N_("Write what the table is to know."),
        ),
    ]
    means: Annotated[
        FindingsMeans, Ask(N_("How is it told?"), missing=N_("Say how the table is told."))
    ]
    told_on: Annotated[
        Day | None,
        Ask(
            N_("On which day was it told?"),
            hint=N_("Where it was told on paper or in a meeting; a mail leaves today."),
            open=True,
        ),
    ] = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """What was told otherwise than by a mail has its day."""
        by_mail = sheet.value("means") in {"", FindingsMeans.LINK}
        if not by_mail and not sheet.value("told_on").strip():
            yield "told_on", WHICH_DAY


@router.get("")
def monitoring_page(page: ForOfficers, number: str) -> Response:
    """Every form and what the table was told, with the form to tell it more."""
    return _list(page, number, Sheet(TellTable))


def _list(page: Page, number: str, sheet: Sheet[TellTable]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "monitoring/monitoring.html",
            case=case,
            file=monitoring.of_case(work, case),
            sheet=sheet,
            is_mine=may_act(work, case),
            ways=[(means, page.say.gettext(words)) for means, words in FINDINGS_MEANS.items()],
            means=FINDINGS_MEANS,
            indicators=MONITORED,
        )


@router.post("")
def tell(page: ForOfficers, number: str) -> Response:
    """Tell the table, or type with its day what it was told otherwise: Art. 14(3.4)."""
    sheet = page.typed(TellTable)

    def act(form: TellTable) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            acts.tell_table(work, case.id, words=form.words, means=form.means, on=form.told_on)
        done = N_("It is on record; the table reads it.")
        return page.go(f"/cases/{number}/monitoring", done=done)

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/form")
def form_page(page: ForOfficers, number: str, version: int | None = None) -> Response:
    """The empty form of a version, the one in force unless asked otherwise."""
    return _form(page, number, version, None)


def _form(
    page: Page, number: str, version: int | None, sheet: Sheet[MonitorPlan] | None
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        file = monitoring.of_case(work, case)
        plan = file.plan(version)
        if plan is None or not may_act(work, case):
            raise NotThere
        filled = {f"actions.{i}.action": row.id for i, row in enumerate(plan.actions)}
        sheet = sheet or Sheet.of(MonitorPlan, **filled)
        for index, row in enumerate(plan.actions):
            sheet.names[f"actions.{index}"] = page.say.gettext(
                "Action %(number)s", number=row.number
            )
        return page.render(
            "monitoring/form.html",
            case=case,
            file=file,
            plan=plan,
            sheet=sheet,
            last=monitoring.last_of_each(work, case, plan.actions),
            contacts=contact_schedule.contacts_of(work, case),
            choices=[(code, page.say.gettext(words)) for code, words in MONITORED.items()],
            indicators=MONITORED,
            aims=AIMS,
        )


@router.post("/form/{version:int}")
def fill_in(page: ForOfficers, number: str, version: int) -> Response:
    """Put the form of this version on record, with its true day: Art. 14(6)."""
    sheet = page.typed(MonitorPlan)

    def act(form: MonitorPlan) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            acts.record(
                work,
                case.id,
                version,
                on=form.on,
                actions={row.action: row.monitored() for row in form.actions},
                finding=form.finding,
            )
        return page.go(f"/cases/{number}/monitoring", done=N_("The form is on record."))

    return page.submit(sheet, act, again=lambda: _form(page, number, version, sheet))
