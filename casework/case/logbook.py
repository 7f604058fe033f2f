"""Contacts, visits and emergency services, each in the file of its own child: Art. 12(1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.informants import informant
from casework.record.numbers import next_of
from casework.record.table import open_case
from identity import access
from identity.access import NotThere
from models.case import Case, Member
from models.contact_schedule import ContactSchedule
from models.logbook import LogEntry
from models.plan import Plan, PlanAction
from models.session import Work
from rules.contact_schedule import ContactOutcome, WhoseDoing, check_outcome
from rules.logbook import (
    CONTACTS,
    ChildSeen,
    LogFacts,
    LogKind,
    check_log_correction,
    check_log_entry,
)
from rules.visit_marks import check_next_visit
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class OfOneChild:
    """What an entry says of one of several children: whether it was seen, what was found."""

    words: str
    seen: ChildSeen | None = None


@dataclass(frozen=True, slots=True)
class OfPlannedContact:
    """What an entry says of a contact in the plan: that it took place, or why it did not."""

    action_id: UUID | None = None
    took_place: bool | None = None
    why_not: str = ""
    whose: WhoseDoing | None = None
    reaction: str = ""

    @property
    def outcome(self) -> ContactOutcome:
        is_named, says_more = self.action_id is not None, bool(self.reaction.strip())
        return ContactOutcome(is_named, self.took_place, self.why_not, self.whose, says_more)


NO_CONTACT: Final = OfPlannedContact()


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as it is typed; who did it is the officer, where nobody else is named."""

    kind: LogKind
    on: date
    child: OfOneChild
    with_whom: str = ""
    place: str = ""
    member_id: UUID | None = None
    name: str = ""
    also: Mapping[UUID, OfOneChild] = field(default_factory=dict)
    """Other cases in whose own files it is entered too, each with its own words."""
    contact: OfPlannedContact = NO_CONTACT
    """Of this child's plan, and so of no other file."""
    next_visit_on: date | None = None
    """To this child, too."""


def enter(work: Work, case_id: UUID, logged: Logged) -> LogEntry:
    """Put it on record in this file, and in that of each child it also concerned: Art. 12(1)."""
    family = access.siblings_of(work.session, work.session.get_one(Case, case_id))
    if not logged.also.keys() <= {each.id for each in family}:
        raise NotThere
    entries = {case_id: logged.child, **logged.also}
    # The lives are locked in one order, whoever begins, and before anything is written: a lock
    # reads anew whatever the session holds.
    cases = {each: open_case(work, each) for each in sorted(entries)}
    written: dict[UUID, LogEntry] = {}
    for each, case in cases.items():
        seat = logged.member_id if each == case_id else _same_seat(work, each, logged)
        name = logged.name or (_name_of(work, logged) if each != case_id and not seat else "")
        one = replace(logged, child=entries[each], member_id=seat, name=name)
        if each != case_id:  # the plan, and the day that was named, are of one child
            one = replace(one, contact=NO_CONTACT, next_visit_on=None)
        written[each] = _write(work, case, one)
    return written[case_id]


def given_at_once(work: Work, case: Case, services: Iterable[Logged]) -> None:
    """What a referral says the child was given already: Annex 1, C2, 20(1)."""
    for each in services:
        _write(work, case, each)


def _same_seat(work: Work, case_id: UUID, logged: Logged) -> UUID | None:
    """The seat that whoever did it has at the other child's table on that day, if any."""
    member = work.session.get(Member, logged.member_id) if logged.member_id else None
    if member is None:
        return None
    query = select(Member).where(
        Member.life_id == case_id, Member.professional_id == member.professional_id
    )
    seated = work.session.scalars(query.order_by(Member.selected_on, Member.id)).all()
    return next((seat.id for seat in seated if informant(work, seat).sat_on(logged.on)), None)


def _name_of(work: Work, logged: Logged) -> str:
    """Of a member who has no seat at the other child's table; nothing there names the first."""
    member = work.session.get(Member, logged.member_id) if logged.member_id else None
    return f"{member.professional.name}, {member.professional.affiliation}" if member else ""


def correct(work: Work, entry_id: UUID, logged: Logged, *, reason: str) -> LogEntry:
    """Another entry stands for this one, which stays to be read: Art. 12(1)."""
    former = work.session.get(LogEntry, entry_id)
    if former is None:
        raise NotThere
    case = open_case(work, former.case_id)
    again = select(LogEntry.id).where(LogEntry.corrects_id == former.id)
    check_log_correction(
        former.kind,
        _entry(work, case, logged),
        reason=reason,
        corrected=work.session.scalar(again) is not None,
    )
    return _write(work, case, logged, former, reason)


def _write(
    work: Work, case: Case, logged: Logged, former: LogEntry | None = None, reason: str = ""
) -> LogEntry:
    facts, contact = _entry(work, case, logged), logged.contact
    check_log_entry(facts, work.clock.today())
    check_outcome(contact.outcome)
    check_next_visit(logged.on, logged.next_visit_on)
    _check_planned(work, case, contact)
    assert work.actor.id is not None  # an officer acts
    entry = LogEntry(
        case_id=case.id,
        number=next_of(work, LogEntry.number, LogEntry.case_id == case.id),
        kind=logged.kind,
        happened_on=logged.on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        member_id=logged.member_id,
        officer_id=_officer(work, former) if facts.by_officer else None,
        name=logged.name.strip() or None,
        with_whom=logged.with_whom.strip() or None,
        place=logged.place.strip() or None,
        seen=facts.seen,
        words=logged.child.words.strip() or None,
        contact_of_id=contact.action_id,
        took_place=contact.took_place,
        why_not=contact.why_not.strip() or None,
        whose_doing=contact.whose,
        reaction=contact.reaction.strip() or None,
        next_visit_on=logged.next_visit_on,
        corrects_id=former.id if former else None,
        reason=reason.strip() or None,
    )
    work.session.add(entry)
    work.session.flush()
    detail = {"entry": entry.id, "on": entry.happened_on}
    if former is not None:
        detail["corrects"] = former.id
    work.record(WHAT[facts.is_contact, former is None], "12(1)", life=case.life, **detail)
    after_act(work, case.id, "log entry written")
    return entry


def _check_planned(work: Work, case: Case, contact: OfPlannedContact) -> None:
    """It is a contact that a plan of this child sets, or set."""
    if contact.action_id is None:
        return
    query = (
        select(ContactSchedule.id)
        .join(PlanAction, PlanAction.id == ContactSchedule.action_id)
        .join(Plan, Plan.id == PlanAction.plan_id)
        .where(Plan.case_id == case.id, PlanAction.id == contact.action_id)
    )
    if work.session.scalar(query) is None:
        raise NotThere


def _officer(work: Work, former: LogEntry | None) -> UUID | None:
    """Who types it; in a correction whoever it was of, where that was an officer too."""
    return former.officer_id if former and former.officer_id else work.actor.id


WHAT: Final[Mapping[tuple[bool, bool], str]] = {
    (True, True): "contact logged",
    (True, False): "logged contact corrected",
    (False, True): "service logged",
    (False, False): "logged service corrected",
}


def _entry(work: Work, case: Case, logged: Logged) -> LogFacts:
    member = work.session.get(Member, logged.member_id) if logged.member_id else None
    if logged.member_id and (member is None or member.life_id != case.id):
        raise NotThere
    return LogFacts(
        kind=logged.kind,
        on=logged.on,
        words=logged.child.words,
        with_whom=logged.with_whom,
        place=logged.place,
        seen=logged.child.seen if logged.kind in CONTACTS else None,
        by_officer=member is None and not logged.name.strip(),
        by_name=logged.name,
        member=informant(work, member) if member else None,
    )
