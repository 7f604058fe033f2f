"""All cases of the reader as one list: groups, counts that filter, load: Art. 14(1), 16(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal import duty_lines
from portal.duties import ACTORS
from portal.forms import FormModel
from portal.web import Page
from portal.words import PHASES, RISKS
from queries.dashboard import CaseLine, Load, Wanted
from queries.urgency import RowState
from rules.phases import ORDER, Phase
from rules.roles import Owner


class Filters(FormModel):
    """What stands in the address of a filtered list; anything unknown filters nothing."""

    group: str = ""
    manager: str = ""
    phase: str = ""
    risk: str = ""
    actor: str = ""
    number: str = ""
    closed: str = ""
    page: str = ""
    decisions: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, with its group and words."""

    case: CaseLine
    title: str
    position: int
    own: str
    """In which role the reader stands to it: a deputy is the head of what others manage."""


def wanted(asked: Filters, loads: Sequence[Load]) -> Wanted:
    managers = {
        each.manager_id for each in loads if each.manager_id and each.manager == asked.manager
    }
    return Wanted(
        closed=asked.closed == "yes",
        state=asked.group,
        managers=managers if asked.manager else None,
        phase=asked.phase,
        risk=asked.risk,
        actor=asked.actor,
        signs=signs(asked.number) or asked.number,
    )


def signs(number: str) -> str:
    """Letters and digits of a number, however somebody wrote it: `r 26 4071`."""
    return "".join(sign for sign in number.lower() if sign.isalnum())


def row(page: Page, line: CaseLine) -> Row:
    own = page.role_at(chairs=line.is_mine)
    return Row(
        case=line,
        own=own,
        title=duty_lines.case_title(page.say, line, own),
        position=ORDER.index(Phase(line.phase)) + 1,
    )


def groups(
    page: Page, rows: Sequence[Row], by_state: Mapping[RowState, int]
) -> list[tuple[RowState, str, int, list[Row]]]:
    """The groups that have a line on this page, with how many the whole list has."""
    of: dict[RowState, list[Row]] = {}
    for row in rows:
        of.setdefault(row.case.state(page.today), []).append(row)
    return [(s, words, by_state[s], of[s]) for s, words in duty_lines.GROUPS if s in of]


def tiles(page: Page, loads: Sequence[Load], asked: Filters) -> list[tuple[str, int, str, str]]:
    """Counts that filter; the chosen one leads back to all. The state stands in the address."""
    counted = [
        (state, words, sum(each.cases for each in loads if each.state == state))
        for state, words in duty_lines.GROUPS
    ]
    counted.append((*duty_lines.STALLED, sum(each.stalled for each in loads)))
    return [
        (
            state,
            number,
            page.say.gettext(words),
            "/cases" if asked.group == state else f"/cases?group={state}",
        )
        for state, words, number in counted
    ]


def filters(loads: Sequence[Load]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen: only what occurs; words still to be translated, names as they are."""
    managers = sorted({each.manager for each in loads if each.manager})
    return {
        "manager": [(name, name) for name in managers],
        "phase": [(phase, PHASES[phase]) for phase in ORDER if phase is not Phase.CLOSED],
        "risk": [*RISKS.items()],
        "actor": [(actor, words) for actor, words in ACTORS.items() if actor != Owner.SYSTEM],
    }


def load(loads: Sequence[Load]) -> list[tuple[str, int, int]]:
    """Cases per manager, late ones first counted: Art. 16(1)."""
    of: dict[str, list[Load]] = {}
    for each in loads:
        of.setdefault(each.manager, []).append(each)
    return [
        (
            name,
            sum(each.cases for each in held if each.state == RowState.LATE),
            sum(each.cases for each in held),
        )
        for name, held in sorted(of.items())
        if name
    ]
