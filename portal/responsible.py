"""Who answers for an action of the plan, and who informs or verifies: Art. 13(2.2), 12(1)."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import PlainValidator

from core.i18n import N_, Translator
from models.case import Case
from models.session import Work
from portal.fields import wrong
from queries.plan_file import seated
from rules.own_actions import OfTheCentre


def _answers(typed: object) -> object:
    if isinstance(typed, UUID | OfTheCentre):
        return typed
    try:
        word = str(typed)
        return OfTheCentre(word) if word in set(OfTheCentre) else UUID(word)
    except ValueError:
        raise wrong(N_("Choose one of these.")) from None


Answers = Annotated[UUID | OfTheCentre, PlainValidator(_answers)]
"""A seat at the table, or who of the centre; nobody is chosen beforehand."""


NO_SEAT: Final = "no-seat"


def _seat(typed: object) -> object:
    if typed is None or isinstance(typed, UUID):
        return typed
    try:
        return None if typed == NO_SEAT else UUID(str(typed))
    except ValueError:
        raise wrong(N_("Choose one of these.")) from None


SeatOrNone = Annotated[UUID | None, PlainValidator(_seat)]
"""A seat, or the answer that it is none; nothing is chosen beforehand."""


def choices(say: Translator, work: Work, case: Case) -> list[tuple[str, str]]:
    """Who sits, then the case manager by name and the centre itself."""
    manager = case.manager.name or "" if case.manager else ""
    return [
        *((str(id), name) for id, name in seated(work, case)),
        (OfTheCentre.MANAGER, say.gettext("Case manager: %(name)s", name=manager)),
        (OfTheCentre.CENTRE, say.gettext("The centre itself")),
    ]
