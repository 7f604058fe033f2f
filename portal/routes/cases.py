"""All cases of the reader in one list, and the page of each: Art. 11, 14(1), 16(1)."""

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from casework.record.from_paper import being_entered
from casework.record.table import last_held
from core.i18n import N_
from identity import access
from portal import case_list, duty_lines
from portal.annex import GENDERS
from portal.breaches import Passed, passed
from portal.duties import ACTORS
from portal.picture import life_of, owed_lane, passed_lane, stepper
from portal.security import UPLOAD_POLICY
from portal.signal_words import said
from portal.timeline import Lane
from portal.waiting_words import on_links, waiting_words
from portal.web import ForOfficers, Page
from portal.words import GROUNDS, PHASES, RELATIONS
from queries import (
    assessment_limits,
    breaches,
    case_file,
    changes,
    coming_of_age,
    dashboard,
    dissents,
    earlier_links,
    from_paper,
    history,
    information,
    meeting_requests,
    mistaken_file,
    not_arrived,
    notice_counts,
    open_duties,
    signals,
    supplements,
    waiting,
)
from queries.case_file import CaseFile, Paper, PaperKind
from queries.duty_of_life import DutyOfLife
from queries.paging import asked_page
from rules.roles import Role

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


@router.get("")
def cases(page: ForOfficers, asked: Annotated[case_list.Filters, Query()]) -> Response:
    """Every case once: what it waits for, from whom, until when; a number typed leads on."""
    with page.work(read_only=True) as work:
        if asked.number and (number := dashboard.numbered(work, case_list.signs(asked.number))):
            return page.go(f"/cases/{number}")
        mark = changes.mark(work)  # first: what changes meanwhile is looked at once more
        loads = dashboard.loads(work, closed=asked.closed == "yes")
        found = dashboard.listed(work, case_list.wanted(asked, loads), asked_page(asked.page))
        rows = [case_list.row(page, line) for line in found.lines]
        passed_of_late = breaches.of_late(work)
        decisions = open_duties.decisions(work, asked_page(asked.decisions))
        unarrived = not_arrived.count(work) if page.is_head else None
        response = page.render(
            "cases/list.html",
            asked=asked,
            mark=mark,
            sorts=case_list.sorts(page, asked),
            orders=case_list.SORTS.items(),
            by=asked.sorted_by[0],
            late=sum(each.late for each in loads),
            found=found,
            groups=case_list.groups(page, rows, found.by_state),
            tiles=case_list.tiles(page, loads, asked, unarrived),
            decisions=decisions,
            to_decide=_duties(page, decisions.lines, Role.HEAD),
            filters=case_list.filters(loads),
            everything=sum(each.cases for each in loads),
            load=case_list.load(loads),
            breaches=passed_of_late.by_article,
            before=passed_of_late.before,
            phases=PHASES,
            actors=ACTORS,
        )
    response.headers["Content-Security-Policy"] = UPLOAD_POLICY
    return response


@router.get("/changes")
def changed(page: ForOfficers) -> Response:
    """What the list asks every few seconds where scripts run: its mark, and what time it is."""
    with page.work(read_only=True) as work:
        mark = changes.mark(work)
    return JSONResponse({"mark": mark, "at": page.say.hour(page.printed_at)})


def _duties(page: Page, tasks: Sequence[DutyOfLife], own: Role) -> list[duty_lines.DutyLine]:
    return [duty_lines.duty_line(page.say, task, page.today, own=own) for task in tasks]


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
        earlier = earlier_links.on_case(work, case)
        linked = [line.linked_on for line in earlier if line.is_linked_here]
        waits = waiting.of_case(work, case)
        paper = from_paper.read(work, case) if case.from_paper_on else None
        unknown = paper.unknown_phases if paper else ()
        meeting_on = file.meeting.day if file.meeting else None
        lived = history.of_case(work, case, file.meetings, file.assessments, linked)
        limits = [passed(page.say, line, page.today) for line in breaches.of_life(work, case.id)]
        return page.render(
            "cases/case.html",
            file=file,
            who=file.identity,
            name=case_file.name_shown(work, case) if with_name else "",
            steps=stepper(page.say, lived, case.phase, meeting_on, unknown),
            life=life_of(page.say, lived, page.today, _beside_the_life(page, file, limits)),
            lines=_duties(page, file.tasks, own),
            own=own,
            declarations=f"/declarations/{case.id}",
            asked=meeting_requests.of_case(work, case.id),
            known=information.state_of(work, case),
            waiting=on_links(waits),
            for_word=[waiting_words(page.say, number, each) for each in waits],
            countdown=assessment_limits.on_case(work, case, file.assessments),
            signals=[
                (each, said(page.say, each)) for each in signals.waiting(work, case, file.members)
            ],
            mistaken=mistaken_file.read(work, case),
            duplicates=mistaken_file.pointing_here(work, case),
            may_end=own == Role.HEAD and last_held(work.session, case.id) is None,
            dissents=dissents.of_life(work, case.id),
            supplements=supplements.of_case(work, case),
            eighteen=coming_of_age.of_case(work, case) if file.death is None else None,
            from_paper=paper,
            may_be_on_paper=from_paper.may_offer(work, case),
            entering=being_entered(case),
            notices=notice_counts.on_case(work, case, file.members),
            earlier=earlier,
            grounds=GROUNDS,
            relations=RELATIONS,
            genders=GENDERS,
            papers=[(paper, *_paper(page, file, paper)) for paper in file.papers],
            passed=limits,
        )


def _beside_the_life(page: Page, file: CaseFile, limits: Sequence[Passed]) -> list[Lane]:
    """What is owed, and what had not been done in time: none that was struck through."""
    stand = [(each.limit, each.what, str(each.article)) for each in limits if not each.is_struck]
    owed = [task.duty for task in file.tasks]
    return [owed_lane(page.say, owed, page.today), passed_lane(page.say, stand)]


def _paper(page: Page, file: CaseFile, paper: Paper) -> tuple[str, str, str]:
    """A paper's title, address and icon."""
    is_proposal = paper.kind == PaperKind.CLOSURE and not paper.is_settled
    words = PROPOSAL if is_proposal else PAPERS[paper.kind]
    title = page.say.gettext(words, number=paper.version)
    href = ADDRESSES[paper.kind].format(number=file.identity.number, meeting=paper.meeting_id)
    return title, href, "doc" if paper.is_settled else "pen"
