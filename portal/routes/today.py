"""The first page: what is due today, over all cases of whoever looks: Art. 14(1), 16(1)."""

from datetime import datetime, timedelta
from importlib import metadata
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from core.clock import Clock
from models.session import Work
from portal import drafting, duty_lines
from portal.causes import part, waits_for
from portal.forms import FormModel
from portal.kinds import page_of, words_of
from portal.waiting_words import waiting_words
from portal.web import Page, Signed, real_clock
from queries import (
    attendance,
    chairing,
    coming_of_age,
    contacts_to_confirm,
    dashboard,
    emergencies,
    handover,
    months,
    municipal_tables,
    not_arrived,
    open_duties,
    overview,
    put_aside,
    superior_outcomes,
    supplements,
    waiting,
)
from queries.centre_contacts import own_office, without_contact
from queries.coming_of_age import ComingOfAge
from queries.conflicts import own_conflicts
from queries.deputies import vacancies
from queries.duty_of_life import DutyOfLife
from queries.paging import Paged, asked_page, cut
from queries.put_back import put_back
from rules.composition import KINDS
from rules.defaults import DEFAULTS
from rules.roles import Role

router = APIRouter()

UNWATCHED_AFTER = 900  # seconds since a timer looked at a machine; it does every five minutes
SILENT_AFTER = 120  # seconds without a heartbeat; the keeper beats every thirty


class Pages(FormModel):
    """Which page of each list stands in the address."""

    own: str = ""
    others: str = ""
    decisions: str = ""
    late: str = ""
    meetings: str = ""
    eighteen: str = ""
    absent: str = ""
    chair: str = ""
    waiting: str = ""
    managers: str = ""
    supplements: str = ""


@router.get("/")
def today(
    page: Signed, clock: Annotated[Clock, Depends(real_clock)], at: Annotated[Pages, Query()]
) -> Response:
    role = page.visitor.role if page.visitor else ""
    if role == Role.ADMIN:
        return _for_admin(page, clock)
    return _for_head(page, at, clock) if role == Role.HEAD else _for_manager(page, at, clock)


def _for_manager(page: Page, at: Pages, clock: Clock) -> Response:
    """Every duty over their cases by date; what others owe stands apart until it is late."""
    with page.work(read_only=True) as work:
        own = open_duties.own(work, asked_page(at.own))
        others = open_duties.of_others(work, asked_page(at.others))
        return page.render(
            "today/manager.html",
            own=own,
            groups=duty_lines.grouped(_listed(page, own, Role.MANAGER), own.by_state),
            others=others,
            waiting=[
                (
                    task.label,
                    page_of(task.kind, task.label),
                    duty_lines.waiting_sentence(page.say, task, page.today),
                )
                for task in others.lines
            ],
            coming=[
                (step, duty_lines.coming_words(page.say, step)) for step in open_duties.coming(work)
            ],
            meetings=dashboard.meetings_to_come(work, asked_page(at.meetings)),
            cases=dashboard.open_cases(work),
            to_chair=cut(chairing.for_reader(work), asked_page(at.chair)),
            in_conflict=own_conflicts(work),
            eighteen=_birthdays(work, at, as_manager=True),
            absent=cut(attendance.repeated(work), asked_page(at.absent)),
            unarrived_count=not_arrived.count(work),
            restored=put_back(work, clock.now()),
            **_waiting(page, work, at),
            **_as_deputy(page, work, at),
        )


def _listed(page: Page, tasks: Paged[DutyOfLife], own: Role) -> list[duty_lines.DutyLine]:
    return [duty_lines.duty_line(page.say, task, page.today, own=own) for task in tasks.lines]


def _birthdays(work: Work, at: Pages, *, as_manager: bool) -> Paged[ComingOfAge]:
    found = coming_of_age.of_reader(work, as_manager=as_manager)
    return cut(found, asked_page(at.eighteen))


def _waiting(page: Page, work: Work, at: Pages) -> dict[str, object]:
    """What waits for the reader's word, and for that of whom they supervise: ours, 0128."""
    desk = waiting.of_reader(work)
    own = cut(desk.own, asked_page(at.waiting))
    supervised = cut(desk.supervised, asked_page(at.managers))
    return {
        "emergencies": emergencies.of_reader(work),
        "new_contacts": contacts_to_confirm.of_reader(work),
        "drafts": drafting.own(work),
        "pages_waiting": put_aside.how_many_wait(work),
        "supplements": cut(supplements.to_sign(work), asked_page(at.supplements)),
        "for_word": own,
        "for_word_lines": [waiting_words(page.say, each.number, each.waits) for each in own.lines],
        "supervised": supervised,
        "supervised_words": {
            case.number: [waiting_words(page.say, case.number, each) for each in case.waits]
            for case in supervised.lines
        },
    }


def _as_deputy(page: Page, work: Work, at: Pages) -> dict[str, object]:
    """The head's decisions, while the reader is the head's deputy."""
    if page.visitor is None or not page.visitor.is_deputy:
        return {}
    return {
        "until": page.visitor.deputy_until,
        **_decisions(page, work, at),
        "nobody_convenes": open_duties.nobody_convenes(work),
        "lacks": municipal_tables.of_own(work),
        "kinds": KINDS,
    }


def _decisions(page: Page, work: Work, at: Pages) -> dict[str, object]:
    found = open_duties.decisions(work, asked_page(at.decisions))
    listed = _listed(page, found, Role.HEAD)
    return {
        "decisions": found,
        "to_decide": listed,
        "unsigned": months.unsigned(work),
        "left_behind": handover.left_behind(work),
    }


def _for_head(page: Page, at: Pages, clock: Clock) -> Response:
    """The decisions that wait, then what is late in the centre."""
    with page.work(read_only=True) as work:
        late = open_duties.late_with_others(work, asked_page(at.late))
        return page.render(
            "today/head.html",
            late=late,
            late_lines=_listed(page, late, Role.HEAD),
            eighteen=_birthdays(work, at, as_manager=False),
            attendance=attendance.of_centre(work),
            superiors=superior_outcomes.of_centre(work),
            lacks=municipal_tables.of_own(work),
            office=own_office(work),
            kinds=KINDS,
            cases=dashboard.open_cases(work),
            meetings=dashboard.meetings_to_come(work, asked_page(at.meetings)),
            unarrived_count=not_arrived.count(work),
            restored=put_back(work, clock.now()),
            **_waiting(page, work, at),
            **_decisions(page, work, at),
        )


def lacks_backup(taken_at: datetime | None, clock: Clock) -> bool:
    """DEFAULTS.FRESH_BACKUP, with what making one may take."""
    days = DEFAULTS.FRESH_BACKUP.days
    return taken_at is None or clock.now() - taken_at > timedelta(days=days, hours=2)


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
            unreached=without_contact(work),
            kinds=KINDS,
            restored=put_back(work, clock.now()),
            at_work=len(silent) < len(found.pulses),
            lacks_backup=not page.settings.demo and lacks_backup(found.backup_at, clock),
            kind_words=words_of,
            waits_for=waits_for,
            part=lambda name: part(page.say, name),
            unwatched=lambda at: (clock.now() - at).total_seconds() > UNWATCHED_AFTER,
            version=metadata.version("tryeza"),
        )
