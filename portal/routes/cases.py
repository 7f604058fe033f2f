"""All cases of the reader in one list, and the page of each: Art. 11, 14(1), 16(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response

from casework.record.table import last_held
from core.i18n import N_
from identity import access
from models.session import Work
from portal import duty_lines
from portal.annex import GENDERS
from portal.breaches import passed
from portal.duties import ACTORS
from portal.forms import FormModel
from portal.picture import life_of, stepper
from portal.render import RowState
from portal.web import ForOfficers, Page
from portal.words import PHASES, RELATIONS, RISKS
from queries import (
    breaches,
    case_file,
    coming_of_age,
    dashboard,
    dissents,
    history,
    meeting_requests,
    mistaken_file,
    open_duties,
    supplements,
)
from queries.case_file import CaseFile, Paper, PaperKind
from queries.dashboard import CaseLine
from queries.open_duties import DutyOfLife
from rules.phases import ORDER, Phase
from rules.roles import Owner, Role

router = APIRouter(prefix="/cases")

PAPERS: Final = {
    PaperKind.INITIAL: N_("Initial assessment, version %(number)s"),
    PaperKind.INITIAL_PLAN: N_("Initial plan, version %(number)s"),
    PaperKind.COMPREHENSIVE: N_("Comprehensive assessment, version %(number)s"),
    PaperKind.PLAN: N_("Unified plan, version %(number)s"),
    PaperKind.MINUTES: N_("Minutes of meeting %(number)s"),
    PaperKind.CLOSURE: N_("Closing form"),
}
PROPOSAL: Final = N_("Proposal to close the case")
"""What a closing form is before the table has decided."""
ADDRESSES: Final = {
    PaperKind.INITIAL: "/cases/{number}/assessment",
    PaperKind.INITIAL_PLAN: "/cases/{number}/plan/initial",
    PaperKind.COMPREHENSIVE: "/cases/{number}/assessment/comprehensive",
    PaperKind.PLAN: "/cases/{number}/plan",
    PaperKind.MINUTES: "/meetings/{meeting}/minutes",
    PaperKind.CLOSURE: "/cases/{number}/closure",
}


class Filters(FormModel):
    """What stands in the address of a filtered list; anything unknown filters nothing."""

    group: str = ""
    manager: str = ""
    phase: str = ""
    risk: str = ""
    actor: str = ""
    number: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, with its group and words."""

    case: CaseLine
    state: RowState
    title: str
    position: int
    own: str
    """In which role the reader stands to it: a deputy is the head of what others manage."""


@router.get("")
def cases(page: ForOfficers, asked: Annotated[Filters, Query()]) -> Response:
    """Every case once: what it waits for, from whom, until when; a number typed leads on."""
    with page.work(read_only=True) as work:
        found = dashboard.lines(work, closed=asked.closed == "yes")
        if asked.number and (number := _named(work, asked.number, found)):
            return page.go(f"/cases/{number}")
        rows = [_row(page, line) for line in found]
        shown = [row for row in rows if _passes(row, asked)]
        return page.render(
            "cases/list.html",
            asked=asked,
            groups=_groups(shown),
            tiles=_tiles(page, rows, asked),
            decisions=_duties(page, open_duties.decisions(work), Role.HEAD),
            filters=_filters(rows),
            everything=rows,
            load=_load(rows),
            breaches=[
                (page.say.article(article), number, number)
                for article, number in breaches.by_article(work)
            ],
            phases=PHASES,
            actors=ACTORS,
        )


def _named(work: Work, typed: str, found: Sequence[CaseLine]) -> str | None:
    """The one case of the reader with the number typed, open or closed."""
    every = [*found, *dashboard.lines(work, closed=True)]
    wanted = _signs(typed)
    return next((line.number for line in every if _signs(line.number) == wanted), None)


def _signs(number: str) -> str:
    """Letters and digits of a number, however somebody wrote it: `r 26 4071`."""
    return "".join(sign for sign in number.lower() if sign.isalnum())


def _duties(page: Page, tasks: Sequence[DutyOfLife], own: Role) -> list[duty_lines.DutyLine]:
    return [duty_lines.duty_line(page.say, task, page.today, own=own) for task in tasks]


def _row(page: Page, line: CaseLine) -> Row:
    own = page.role_at(chairs=line.is_mine)
    return Row(
        case=line,
        own=own,
        state=duty_lines.case_state(line, page.today),
        title=duty_lines.case_title(page.say, line, own),
        position=ORDER.index(Phase(line.phase)) + 1,
    )


def _passes(row: Row, asked: Filters) -> bool:
    """Whether a line belongs to what the reader asked for."""
    wanted = (
        (asked.manager, row.case.manager or ""),
        (asked.phase, row.case.phase),
        (asked.risk, row.case.risk or "unknown"),
        (asked.actor, row.case.actor or ""),
    )
    in_group = (
        row.case.stalled_step is not None
        if asked.group == RowState.STALL
        else row.state == asked.group
    )
    is_found = bool(_signs(asked.number)) and _signs(asked.number) in _signs(row.case.number)
    return (
        (not asked.group or in_group)
        and all(not want or want == has for want, has in wanted)
        and (not asked.number or is_found)
    )


def _groups(rows: Sequence[Row]) -> list[tuple[RowState, str, list[Row]]]:
    found = [(s, words, [row for row in rows if row.state == s]) for s, words in duty_lines.GROUPS]
    return [group for group in found if group[2]]


def _tiles(page: Page, rows: Sequence[Row], asked: Filters) -> list[tuple[str, int, str, str]]:
    """Counts that filter; the chosen one leads back to all. The state stands in the address."""
    counted = [(s, words, sum(row.state == s for row in rows)) for s, words in duty_lines.GROUPS]
    counted.append((*duty_lines.STALLED, sum(row.case.stalled_step is not None for row in rows)))
    return [
        (
            state,
            number,
            page.say.gettext(words),
            "/cases" if asked.group == state else f"/cases?group={state}",
        )
        for state, words, number in counted
    ]


def _filters(rows: Sequence[Row]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen: only what occurs; words still to be translated, names as they are."""
    managers = sorted({row.case.manager for row in rows if row.case.manager})
    return {
        "manager": [(name, name) for name in managers],
        "phase": [(phase, PHASES[phase]) for phase in ORDER if phase is not Phase.CLOSED],
        "risk": [*RISKS.items()],
        "actor": [(actor, words) for actor, words in ACTORS.items() if actor != Owner.SYSTEM],
    }


def _load(rows: Sequence[Row]) -> list[tuple[str, int, int]]:
    """Cases per manager, late ones first counted: Art. 16(1)."""
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(row.case.manager or "", []).append(row)
    return [
        (name, sum(row.state == RowState.LATE for row in held), len(held))
        for name, held in sorted(of.items())
        if name
    ]


@router.get("/{number}")
def case_page(page: ForOfficers, number: str) -> Response:
    return _case(page, number)


@router.post("/{number}")
def show_name(page: ForOfficers, number: str) -> Response:
    """The same page with the child's name, once; that it was asked for is on record: Art. 18(1)."""
    return _case(page, number, with_name=True)


def _case(page: Page, number: str, *, with_name: bool = False) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        file = case_file.read(work, case)
        stands_in = file.identity.stood_in_since is not None
        own = Role.MANAGER if file.identity.is_mine and not stands_in else Role.HEAD
        lived = history.of_case(work, case)
        return page.render(
            "cases/case.html",
            file=file,
            who=file.identity,
            name=case_file.name_shown(work, case) if with_name else "",
            steps=stepper(page.say, lived, case.phase, file.meeting.day if file.meeting else None),
            life=life_of(page.say, lived, page.today),
            lines=_duties(page, file.tasks, own),
            own=own,
            asked=meeting_requests.of_case(work, case.id),
            mistaken=mistaken_file.read(work, case),
            duplicates=mistaken_file.pointing_here(work, case),
            may_end=own == Role.HEAD and last_held(work.session, case.id) is None,
            dissents=dissents.of_life(work, case.id),
            supplements=supplements.of_case(work, case),
            eighteen=coming_of_age.of_case(work, case) if file.death is None else None,
            relations=RELATIONS,
            genders=GENDERS,
            papers=[(paper, *_paper(page, file, paper)) for paper in file.papers],
            passed=[passed(page.say, line, page.today) for line in breaches.of_life(work, case.id)],
        )


def _paper(page: Page, file: CaseFile, paper: Paper) -> tuple[str, str, str]:
    """A paper's title, address and icon."""
    is_proposal = paper.kind == PaperKind.CLOSURE and not paper.is_settled
    words = PROPOSAL if is_proposal else PAPERS[paper.kind]
    title = page.say.gettext(words, number=paper.version)
    href = ADDRESSES[paper.kind].format(number=file.identity.number, meeting=paper.meeting_id)
    return title, href, "doc" if paper.is_settled else "pen"
