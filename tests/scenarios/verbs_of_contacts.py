"""Contacts of the child that a plan sets, and what was due of them: Art. 13(2), 14(1), 15(3)."""

from uuid import UUID

from casework.case.contact_rows import ContactDraft
from casework.case.logbook import NO_CONTACT, OfPlannedContact
from models.case import Case
from queries.contact_schedule import contacts_of, each_once
from rules.composition import Relation
from rules.contact_schedule import ContactWatch, WhoseDoing
from tests.onrecord import NothingYet
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When, Words
from tests.scenarios.verb import verb


class Meets(Words):
    """The contact of one action; whatever is left out is really left out."""

    kin: Relation | None = None
    whom: str = ""
    every: int | None = None
    days: tuple[int, ...] = ()
    since: When | None = None
    place: str = ""
    watch: ContactWatch | None = None


class Became(Words):
    """What an entry of the log says of the contact of an action, by its number in the plan."""

    action: int
    version: int = 0
    """Of the plan; left out, the one in force."""
    held: bool | None = True
    why: str = ""
    whose: WhoseDoing | None = None
    child: str = ""


def meeting_of(play: Play, meets: Meets | None) -> ContactDraft | None:
    if meets is None:
        return None
    return ContactDraft(
        play.people.family(play.case.case, meets.kin) if meets.kin else None,
        meets.whom,
        meets.every,
        frozenset(meets.days),
        None if meets.since is None else play.day(meets.since),
        meets.place,
        meets.watch,
    )


def outcome_of(play: Play, became: Became | None) -> OfPlannedContact:
    if became is None:
        return NO_CONTACT
    action = _action(play, became.action, became.version)
    return OfPlannedContact(action, became.held, became.why, became.whose, became.child)


def _action(play: Play, number: int, version: int) -> UUID:
    plans = play.case.plans()
    rows = plans[version - 1 if version else -1].actions if plans else []
    for row in rows:
        if row.number == number:
            return row.id
    raise NothingYet(f"there is no action {number}")


@verb
def read_contacts(
    play: Play, *, missing: list[When], held: int = 0, not_held: int = 0, warned: bool = False
) -> None:
    """Of all contacts of the plan: the last day of each time of which the log says nothing, what
    took place and what did not; whether one is with somebody marked as violent."""
    with play.as_head() as work:
        lines = each_once(contacts_of(work, work.session.get_one(Case, play.case.case)))
    days = sorted(each.last for line in lines for each in line.missing)
    assert days == [play.day(each) for each in missing], days
    found = (sum(line.held for line in lines), sum(line.not_held for line in lines))
    assert found == (held, not_held), found
    assert any(line.is_warned_of for line in lines) == warned
