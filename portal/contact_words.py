"""The words for a contact of the child in the plan: Art. 13(2), 14(1)."""

from collections.abc import Mapping, Sequence
from typing import Final

from core.i18n import N_, Translator, capital
from models.case import FamilyPerson
from models.contact_schedule import ContactSchedule
from models.plan import PlanAction
from portal.words import RELATIONS, kin_names
from rules.contact_schedule import ContactWatch, WhoseDoing

WATCHED: Final[Mapping[str, str]] = {
    ContactWatch.SUPERVISED: N_("supervised"),
    ContactWatch.UNSUPERVISED: N_("not supervised"),
    ContactWatch.NOT_STATED: N_("not stated whether it is supervised"),
}
WHOSE: Final[Mapping[str, str]] = {
    WhoseDoing.CHILD: N_("by the child's own doing"),
    WhoseDoing.KIN: N_("by the doing of whoever the child was to meet"),
    WhoseDoing.CARER: N_("by the doing of whoever cares for the child"),
    WhoseDoing.AUTHORITY: N_("by the doing of the centre, or of an institution"),
    WhoseDoing.NOBODY: N_("by nobody's doing"),
    WhoseDoing.NOT_STATED: N_("not stated by whose doing"),
}
WEEKDAYS: Final = (
    N_("on Mondays"),
    N_("on Tuesdays"),
    N_("on Wednesdays"),
    N_("on Thursdays"),
    N_("on Fridays"),
    N_("on Saturdays"),
    N_("on Sundays"),
)
MARKED: Final = N_("%(who)s (marked as violent)")


def kin_choices(say: Translator, people: Sequence[FamilyPerson]) -> list[tuple[str, str]]:
    """By relation, and never by name; who is marked as violent is said so: Art. 4(5)."""
    named = zip(people, kin_names(say, [each.relation for each in people]), strict=True)
    return [
        (str(each.id), say.gettext(MARKED, who=name) if each.alleged_perpetrator else name)
        for each, name in named
    ]


def called(say: Translator, action: PlanAction) -> str:
    """The number of the action and with whom the contact is: `2. The mother`."""
    said = action.contact
    who = say.gettext(RELATIONS[said.person.relation]) if said and said.person else None
    return f"{action.number}. {capital(who or (said.whom if said else action.action) or '')}"


def terms(say: Translator, contact: ContactSchedule) -> str:
    """All that the table set of it, in one line; of the family the relation, never a name."""
    who = say.gettext(RELATIONS[contact.person.relation]) if contact.person else contact.whom
    days = ", ".join(say.gettext(WEEKDAYS[each]) for each in contact.weekdays)
    every = contact.every_days
    often = say.ngettext("every day", "once within each %(num)s days", every) if every else days
    watched = say.gettext(WATCHED[contact.watch])
    return " · ".join(
        (
            say.gettext("Contact with: %(who)s", who=who),
            often,
            say.gettext("from %(day)s", day=say.day(contact.from_on)),
            contact.place or say.gettext("where is not stated"),
            f"{watched}: {contact.watched_by}" if contact.watched_by else watched,
        )
    )


def week(say: Translator) -> list[tuple[str, str]]:
    return [(str(number), say.gettext(words)) for number, words in enumerate(WEEKDAYS)]
