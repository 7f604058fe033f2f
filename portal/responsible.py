"""Who answers for an action of the plan: a seat, the case manager, the centre: Art. 13(2.2)."""

from typing import Annotated
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


def choices(say: Translator, work: Work, case: Case) -> list[tuple[str, str]]:
    """Who sits, then the case manager by name and the centre itself."""
    manager = case.manager.name or "" if case.manager else ""
    return [
        *((str(id), name) for id, name in seated(work, case)),
        (OfTheCentre.MANAGER, say.gettext("Case manager: %(name)s", name=manager)),
        (OfTheCentre.CENTRE, say.gettext("The centre itself")),
    ]
