"""Visits of the head or the department, beside the file, and what follows: Art. 16(2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.record.numbers import next_of
from casework.tell import supervision as tell
from casework.tell.reminders import look_next_morning
from identity.access import NotThere
from identity.heads_word import take_for_head
from models.case import Case
from models.session import Work
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.beginning import check_done
from rules.supervision import check_supervises
from rules.visits import BASIS, Followed, check_follow_up, check_followed, check_visit
from workflow.life import lock


@dataclass(frozen=True, slots=True)
class Follows:
    """What is to follow, until a day or without one."""

    words: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit, as the head or the deputy enters it."""

    on: date
    who: str
    findings: str
    follows: Follows | None = None
    corrects_id: UUID | None = None


def enter(work: Work, case_id: UUID, made: Visited) -> MonitoringVisit:
    """The head puts a visit on record; whoever manages the case is told that there is one."""
    case = _for_head(work, case_id)
    by, today = work.actor.id, work.clock.today()
    check_visit(
        made.on, today, who=made.who, findings=made.findings, by=by, manager_id=case.manager_id
    )
    check_done(made.on, case.referred_on)
    if made.follows is not None:
        check_follow_up(made.on, words=made.follows.words, until=made.follows.until)
    _check_corrected(work, case, made.corrects_id)
    assert by is not None  # an officer acts
    visit = MonitoringVisit(
        case_id=case.id,
        number=next_of(work, MonitoringVisit.number, MonitoringVisit.case_id == case.id),
        visited_on=made.on,
        recorded_at=work.clock.now(),
        recorded_by_id=by,
        corrects_id=made.corrects_id,
        who=made.who.strip(),
        findings=made.findings.strip(),
    )
    work.session.add(visit)
    work.session.flush()
    detail = {"visit": visit.id, "number": visit.number, "on": visit.visited_on}
    work.record("monitoring visit entered", "16(2)", life=case.life, **detail)
    if made.follows is not None:
        _add(work, visit, made.follows)
    tell.visited(work, case, visit)
    return visit


def follow(work: Work, visit_id: UUID, follows: Follows) -> FollowUp:
    """The head says what else is to follow from a visit."""
    visit = _visit(work, visit_id)
    case = _for_head(work, visit.case_id)
    check_supervises(work.actor.id, case.manager_id)
    check_follow_up(visit.visited_on, words=follows.words, until=follows.until)
    row = _add(work, visit, follows)
    detail = {"visit": visit.id, "number": visit.number, "follow_up": row.number}
    work.record("follow-up of a visit entered", "16(2)", life=case.life, **detail)
    look_next_morning(work, case.municipality_id)
    return row


def say(
    work: Work, follow_up_id: UUID, became: Followed, *, said_on: date, words: str = ""
) -> FollowUpWord:
    """The manager or the head says whether it was done; what was said before stays."""
    row = work.session.get(FollowUp, follow_up_id)
    if row is None:
        raise NotThere
    visit = _visit(work, row.visit_id)
    case = work.session.get_one(Case, visit.case_id)
    check_followed(
        said_on, work.clock.today(), visited_on=visit.visited_on, became=became, words=words
    )
    assert work.actor.id is not None  # an officer acts
    word = FollowUpWord(
        follow_up_id=row.id,
        became=became,
        said_on=said_on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        words=words.strip() or None,
    )
    work.session.add(word)
    work.session.flush()
    detail = {"visit": visit.id, "follow_up": row.number, "became": became, "on": said_on}
    work.record("follow-up of a visit answered", "16(2)", life=case.life, **detail)
    return word


def _for_head(work: Work, case_id: UUID) -> Case:
    """The case, with its life locked; also where it is sealed, for nothing in the file changes."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id, populate_existing=True)
    take_for_head(work, case.municipality_id, work.actor.id, BASIS, at=case_id)
    return case


def _visit(work: Work, visit_id: UUID) -> MonitoringVisit:
    visit = work.session.get(MonitoringVisit, visit_id)
    if visit is None:
        raise NotThere
    lock(work, visit.case_id)
    return work.session.get_one(MonitoringVisit, visit_id)


def _check_corrected(work: Work, case: Case, corrects_id: UUID | None) -> None:
    if corrects_id is not None:
        corrected = work.session.get(MonitoringVisit, corrects_id)
        if corrected is None or corrected.case_id != case.id:
            raise NotThere


def _add(work: Work, visit: MonitoringVisit, follows: Follows) -> FollowUp:
    assert work.actor.id is not None  # an officer acts
    row = FollowUp(
        visit_id=visit.id,
        number=next_of(work, FollowUp.number, FollowUp.visit_id == visit.id),
        until_on=follows.until,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        words=follows.words.strip(),
    )
    work.session.add(row)
    work.session.flush()
    return row
