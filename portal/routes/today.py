"""The first page: what is due today, over all cases of whoever looks: Art. 14(1), 16(1)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from core.clock import Clock
from models.session import Work
from portal import duty_lines
from portal.causes import part, waits_for
from portal.kinds import page_of, words_of
from portal.web import Page, Signed, real_clock
from queries import (
    attendance,
    chairing,
    coming_of_age,
    dashboard,
    municipal_tables,
    open_duties,
    overview,
)
from queries.deputies import vacancies
from rules.roles import Owner, Role

router = APIRouter()

SILENT_AFTER = 120  # seconds without a heartbeat; the keeper beats every thirty


@router.get("/")
def today(page: Signed, clock: Annotated[Clock, Depends(real_clock)]) -> Response:
    role = page.visitor.role if page.visitor else ""
    if role == Role.ADMIN:
        return _for_admin(page, clock)
    return _for_head(page) if role == Role.HEAD else _for_manager(page)


def _for_manager(page: Page) -> Response:
    """Every duty over their cases by date; what others owe stands apart until it is late."""
    with page.work(read_only=True) as work:
        tasks = open_duties.own(work)
        own = [task for task in tasks if _is_mine(task, page.today)]
        others = [task for task in tasks if not _is_mine(task, page.today)]
        return page.render(
            "today/manager.html",
            groups=duty_lines.grouped(
                duty_lines.duty_line(page.say, task, page.today, own=Role.MANAGER) for task in own
            ),
            others=[
                (
                    task.label,
                    page_of(task.kind, task.label),
                    duty_lines.waiting_sentence(page.say, task, page.today),
                )
                for task in others
            ],
            coming=[
                (step, duty_lines.coming_words(page.say, step)) for step in open_duties.coming(work)
            ],
            meetings=dashboard.meetings_to_come(work),
            cases=dashboard.open_cases(work),
            to_chair=chairing.for_reader(work),
            eighteen=coming_of_age.of_reader(work, as_manager=True),
            absent=attendance.repeated(work),
            **_as_deputy(page, work),
        )


def _as_deputy(page: Page, work: Work) -> dict[str, object]:
    """The head's decisions, while the reader is the head's deputy."""
    if page.visitor is None or not page.visitor.is_deputy:
        return {}
    return {
        "until": page.visitor.deputy_until,
        "decisions": [
            duty_lines.duty_line(page.say, task, page.today, own=Role.HEAD)
            for task in open_duties.decisions(work)
        ],
        "nobody_convenes": open_duties.nobody_convenes(work),
    }


def _is_mine(task: open_duties.DutyOfLife, today: date) -> bool:
    """The manager's own duty, or somebody else's that has come due and wants a word."""
    return task.duty.actor == Owner.MANAGER or (
        task.duty.due is not None and task.duty.due <= today
    )


def _for_head(page: Page) -> Response:
    """The decisions that wait, then what is late in the centre."""
    with page.work(read_only=True) as work:

        def listed(tasks: Iterable[open_duties.DutyOfLife]) -> list[duty_lines.DutyLine]:
            return [
                duty_lines.duty_line(page.say, task, page.today, own=Role.HEAD) for task in tasks
            ]

        return page.render(
            "today/head.html",
            decisions=listed(open_duties.decisions(work)),
            late=listed(open_duties.late_with_others(work)),
            eighteen=coming_of_age.of_reader(work),
            attendance=attendance.of_centre(work),
            no_members=municipal_tables.has_no_members(work),
            cases=dashboard.open_cases(work),
            meetings=dashboard.meetings_to_come(work),
        )


def _for_admin(page: Page, clock: Clock) -> Response:
    """The machine: what is parked, what has stopped, who is silent; no case."""
    with page.work(read_only=True) as work:
        found = overview.overview(work)
        silent = [
            part(page.say, name)
            for name, beat_at in found.pulses
            if (clock.now() - beat_at).total_seconds() > SILENT_AFTER
        ]
        return page.render(
            "today/admin.html",
            found=found,
            silent=silent,
            vacancies=vacancies(work),
            unable=municipal_tables.unable(work),
            at_work=len(silent) < len(found.pulses),
            kind_words=words_of,
            waits_for=waits_for,
            part=lambda name: part(page.say, name),
        )
