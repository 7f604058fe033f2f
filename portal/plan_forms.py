"""One row of a plan as it is typed, and what it lacks: Art. 13(2), Annex 1, part 4.5."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from casework.case.plan_rows import ActionDraft
from core.i18n import N_
from portal.contact_forms import ContactFields, contact_gaps
from portal.fields import Ask, Day, Line
from portal.forms import Gap, Sheet
from portal.responsible import Answers
from rules.aims import Aim
from rules.look_again import LooksTooEarly, check_look
from rules.own_actions import OfTheCentre
from rules.planning import (
    ActionWithoutDate,
    ActionWithoutObjective,
    ActionWithoutResponsible,
    ActionWithoutService,
)


class ActionForm(ContactFields):
    """One row of a plan as it is typed: Art. 13(2)."""

    objective: Annotated[Line, Ask(N_("Objective"), open=True)] = ""
    action: Annotated[Line, Ask(N_("Action or measure"), missing=N_("Write what is done."))]
    service: Annotated[Line, Ask(N_("Service"), open=True)] = ""
    responsible: Annotated[Answers | None, Ask(N_("Who is responsible"), open=True)] = None
    due_on: Annotated[Day | None, Ask(N_("Until when"), open=True)] = None
    notes: Annotated[
        Line, Ask(N_("Notes"), hint=N_("Members read them with the plan."), open=True)
    ] = ""
    aim: Annotated[
        Aim | None,
        Ask(
            N_("Aim"),
            hint=N_("What it is to bring about, in a lasting way. That it is asked is our choice."),
            open=True,
        ),
    ] = None
    contribution: Annotated[UUID | None, Ask(N_("Taken over from a contribution"), open=True)] = (
        None
    )

    look_again_on: Annotated[
        Day | None,
        Ask(
            N_("Deadline for reviewing the action"),
            hint=N_("Leave it empty where it is reviewed with the plan, within the month."),
            open=True,
        ),
    ] = None

    def draft(self) -> ActionDraft:
        return ActionDraft(
            objective=self.objective,
            action=self.action,
            service=self.service,
            due_on=self.due_on,
            member_id=self.responsible if isinstance(self.responsible, UUID) else None,
            notes=self.notes,
            aim=self.aim,
            of_centre=self.responsible if isinstance(self.responsible, OfTheCentre) else None,
            contribution_id=self.contribution,
            look_again_on=self.look_again_on,
            contact=self.contact,
        )


Actions = Annotated[tuple[ActionForm, ...], Ask(N_("Action %(number)s"))]


def gaps_of(sheet: Sheet[Any], name: str) -> Iterator[Gap]:
    """What each action that was begun still lacks, all of it at once: Art. 13(2).

    Its day is held against the day of the meeting, by which the sheet is read.
    """
    for number, row in enumerate(sheet.rows(name), 1):
        day = sheet.known(f"{row}.due_on")
        if not sheet.value(f"{row}.objective").strip():
            yield f"{row}.objective", ActionWithoutObjective(number=number)
        if not sheet.value(f"{row}.service").strip():
            yield f"{row}.service", ActionWithoutService(number=number)
        if not sheet.value(f"{row}.responsible"):
            yield f"{row}.responsible", ActionWithoutResponsible(number=number)
        if day is None or day < sheet.today:
            yield f"{row}.due_on", ActionWithoutDate(number=number, earliest=sheet.today)
        yield from look_gaps(sheet, row, number)
        yield from contact_gaps(sheet, row, number)


def look_gaps(sheet: Sheet[Any], row: str, number: int) -> Iterator[Gap]:
    """The day by which one action is reviewed lies within the month of the plan: Art. 5(1.5)."""
    try:
        check_look(number, sheet.known(f"{row}.look_again_on"), sheet.today)
    except LooksTooEarly as why:
        yield f"{row}.look_again_on", why
