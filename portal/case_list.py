"""All cases of the reader as one list: groups, counts that filter, load: Art. 14(1), 16(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from core.i18n import N_, Translator
from portal import duty_lines
from portal.duties import ACTORS
from portal.forms import FormModel
from portal.institutions import institution
from portal.web import Page
from portal.words import PHASES, RISKS
from queries.case_order import Sort, Wanted
from queries.dashboard import CaseLine, Load
from queries.urgency import RowState
from rules.phases import ORDER, Phase
from rules.roles import Owner


class Filters(FormModel):
    """What stands in the address of a filtered list; anything unknown filters nothing."""

    group: str = ""
    sort: str = ""
    manager: str = ""
    phase: str = ""
    risk: str = ""
    actor: str = ""
    number: str = ""
    closed: str = ""
    page: str = ""
    decisions: str = ""

    @property
    def sorted_by(self) -> tuple[Sort, bool]:
        """By what, and whether backwards: `-risk` has the lowest first."""
        word = self.sort.removeprefix("-")
        by = next((each for each in Sort if each == word), None)
        return (by, self.sort != word) if by else (Sort.DUE, False)


HEADS: Final = {
    Sort.CASE: N_("Case"),
    Sort.PHASE: N_("Phase"),
    Sort.RISK: N_("Risk"),
    Sort.ACTOR: N_("What is awaited, from whom"),
    Sort.DUE: N_("Until"),
    Sort.MANAGER: N_("Case manager"),
}
"""The columns, and by what each puts the lines in order."""
SORTS: Final = {
    Sort.DUE: N_("the nearest day first"),
    Sort.LATE: N_("most late duties first"),
    Sort.RISK: N_("the highest risk first"),
    Sort.PHASE: N_("phase"),
    Sort.ACTOR: N_("whom it waits for"),
    Sort.MANAGER: N_("case manager"),
    Sort.CASE: N_("case number"),
}
NAMED: Final = 3
"""How many institutions a line names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, with its group and words."""

    case: CaseLine
    title: str
    position: int
    own: str
    """In which role the reader stands to it: a deputy is the head of what others manage."""
    who: str
    """The institutions it waits for; empty where an officer owes it."""


def wanted(asked: Filters, loads: Sequence[Load]) -> Wanted:
    managers = {
        each.manager_id for each in loads if each.manager_id and each.manager == asked.manager
    }
    by_name = sorted((each.manager, each.manager_id) for each in loads if each.manager_id)
    sort, backwards = asked.sorted_by
    return Wanted(
        closed=asked.closed == "yes",
        state=asked.group,
        managers=managers if asked.manager else None,
        phase=asked.phase,
        risk=asked.risk,
        actor=asked.actor,
        signs=signs(asked.number) or asked.number,
        sort=sort,
        backwards=backwards,
        by_name=list(dict.fromkeys(id for _, id in by_name)),
    )


def signs(number: str) -> str:
    """Letters and digits of a number, however somebody wrote it: `r 26 4071`."""
    return "".join(sign for sign in number.lower() if sign.isalnum())


def row(page: Page, line: CaseLine) -> Row:
    own = page.role_at(chairs=line.is_mine)
    return Row(
        case=line,
        own=own,
        who=_who(page.say, line.who),
        title=duty_lines.case_title(page.say, line, own),
        position=ORDER.index(Phase(line.phase)) + 1,
    )


def _who(say: Translator, institutions: Sequence[str]) -> str:
    named = [institution(say, each) for each in institutions[:NAMED]]
    more = len(institutions) - len(named)
    if more > 0:
        named.append(say.ngettext("%(num)s more", "%(num)s more", more))
    return ", ".join(named)


def sorts(page: Page, asked: Filters) -> list[tuple[str, str, str]]:
    """Each column's head as a link: its words, its address, and how it stands in order now."""
    by, backwards = asked.sorted_by
    found = []
    for sort, words in HEADS.items():
        is_now = sort == by
        value = f"-{sort}" if is_now and not backwards else sort.value
        stands = ("descending" if backwards else "ascending") if is_now else ""
        href = _address(**{**asked.model_dump(), "sort": value, "page": ""})
        found.append((page.say.gettext(words), f"{href}#page", stands))
    return found


def groups(
    page: Page, rows: Sequence[Row], by_state: Mapping[RowState, int]
) -> list[tuple[RowState, str, int, list[Row]]]:
    """The groups that have a line on this page, with how many the whole list has."""
    of: dict[RowState, list[Row]] = {}
    for row in rows:
        of.setdefault(row.case.state(page.today), []).append(row)
    return [(s, words, by_state[s], of[s]) for s, words in duty_lines.GROUPS if s in of]


Tile = tuple[str, int, str, str]
NOT_ARRIVED: Final = N_("Messages not arrived")


def tiles(page: Page, loads: Sequence[Load], asked: Filters, unarrived: int | None) -> list[Tile]:
    """Counts that filter; the chosen one leads back to all. The state stands in the address, and
    the order stays as it was."""
    counted = [
        (state, words, sum(each.cases for each in loads if each.state == state))
        for state, words in duty_lines.GROUPS
    ]
    counted.append((*duty_lines.STALLED, sum(each.stalled for each in loads)))
    found: list[Tile] = [
        (
            state,
            number,
            page.say.gettext(words),
            _address(group="" if asked.group == state else state, sort=asked.sort),
        )
        for state, words, number in counted
    ]
    if unarrived is not None:
        found.append(("mail", unarrived, page.say.gettext(NOT_ARRIVED), "/messages"))
    return found


def _address(**asked: str) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"/cases?{kept}" if kept else "/cases"


def filters(loads: Sequence[Load]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen: only what occurs; words still to be translated, names as they are."""
    managers = sorted({each.manager for each in loads if each.manager})
    return {
        "manager": [(name, name) for name in managers],
        "phase": [(phase, PHASES[phase]) for phase in ORDER if phase is not Phase.CLOSED],
        "risk": [*RISKS.items()],
        "actor": [(actor, words) for actor, words in ACTORS.items() if actor != Owner.SYSTEM],
    }


@dataclass(frozen=True, slots=True)
class ManagerLoad:
    """What one officer manages, in numbers: Art. 16(1)."""

    id: UUID | None
    name: str
    cases: int
    with_late: int
    late: int
    """Duties, over all of these cases, whoever owes them."""
    stalled: int


def load(loads: Sequence[Load]) -> list[ManagerLoad]:
    """Cases per manager by name: Art. 16(1)."""
    of: dict[str, list[Load]] = {}
    for each in loads:
        of.setdefault(each.manager, []).append(each)
    return [
        ManagerLoad(
            held[0].manager_id,
            name,
            cases=sum(each.cases for each in held),
            with_late=sum(each.cases for each in held if each.state == RowState.LATE),
            late=sum(each.late for each in held),
            stalled=sum(each.stalled for each in held),
        )
        for name, held in sorted(of.items())
        if name
    ]
