"""From reports asked for to the facts of what is owed and who hears of it: Art. 8(9), 14(3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.record import late_actions, superiors, unreached
from casework.record.known import child_person, death_on
from casework.record.plan_facts import actions_of, plans_of
from casework.record.put_again import owes_on, reminded_on, reminders_of
from casework.record.report_rows import Asked, ReportRow
from casework.record.silence import silence_of, told_on
from casework.record.succession import answering, holder, since
from casework.record.table import plan_in_force
from casework.record.table_rows import Rows, rows_of
from core.clock import local_day
from core.working_days import around
from models.case import Member
from models.meeting import Meeting
from models.plan import ReportRequest
from rules import facts as law
from rules.death import ends_by
from rules.missed_reports import AskedReport, owed_by, was_owed
from rules.reports import is_at_once
from rules.silence import stands_again
from rules.superior_facts import SilentSuperior


def reports_of(
    rows: Rows,
    requests: Sequence[ReportRow],
    assigned: frozenset[UUID | None],
    above: Collection[UUID],
    silent: Mapping[UUID, SilentSuperior],
    *,
    over: Collection[tuple[UUID | None, UUID]],
    named: Mapping[UUID, date],
) -> tuple[law.ReportFacts, ...]:
    """The reports owed for the meetings to come, and what is left of those that are over; no
    statement: who is `assigned` by the plan, and whose superior is `silent`, has been read."""
    every, to_come = {each.id: each for each in rows.meetings}, {each.id for each in rows.planned}
    return tuple(
        report_facts(
            request,
            assigned,
            above,
            every,
            meeting_held=request.meeting_id not in {None, *to_come},
            done=(request.action_id, request.member_id) in over or request.withdrawn_at is not None,
            superior=silent.get(request.id),
            in_plan_since=named.get(request.member_id),
        )
        for request in requests
        if request.member.sits
    )


def unasked(
    table: law.TableFacts, requests: Sequence[ReportRow], rows: Rows
) -> tuple[tuple[UUID, UUID], ...]:
    """Who was seated after the others were asked, each with the meeting; a report of whose place
    they took is theirs."""
    found = []
    for meeting in table.planned:
        these = [each for each in requests if each.meeting_id == meeting.id]
        asked = {each.member_id for each in these}
        given = {
            holder(each.member, rows.members, rows.places).id for each in these if each.received_at
        }
        if meeting.reports_asked:
            late = (each.id for each in rows.members if each.sits and each.id not in asked | given)
            found += [(meeting.id, member) for member in late]
    return tuple(found)


def assigned_members(session: Session, case_id: UUID) -> frozenset[UUID | None]:
    """The seats whose people the plan in force makes responsible for something: Art. 13(2.2).

    Who left and came back sits on another seat, and answers for the same actions; so does who
    took the place of somebody.
    """
    plan = plan_in_force(session, case_id)
    return answering(session, [plan.id]).get(plan.id, frozenset()) if plan else frozenset()


def report_facts(
    request: Asked,
    assigned: frozenset[UUID | None],
    above: Collection[UUID],
    every: Mapping[UUID, Meeting],
    *,
    meeting_held: bool = False,
    died: bool = False,
    died_on: date | None = None,
    done: bool = False,
    superior: SilentSuperior | None = None,
    in_plan_since: date | None = None,
) -> law.ReportFacts:
    asked = asked_for(request, every)
    return law.ReportFacts(
        id=request.id,
        meeting_id=request.meeting_id,
        member_id=request.member_id,
        due=request.due_on,
        received=request.received_at is not None,
        reminders=len(reminders_of(request)),
        in_plan=request.member_id in assigned,
        superior_known=request.member_id in above,
        last_chance_on=request.last_chance_on,
        confirmed=request.confirmed_at is not None,
        notified=told_on(request) is not None and request.fell_told_on is None,
        meeting_held=meeting_held,
        called_off_on=asked.called_off_on if asked else None,
        died=died,
        action_id=request.action_id,
        done=done,
        owed=(asked is None or was_owed(asked)) and not ends_by(died_on, request.due_on),
        reminded_on=reminded_on(request),
        stands_again=stands_again(silence_of(request)),
        at_once=asked is not None and asked.at_once,
        held_on=asked.held_on if asked else None,
        superior=superior,
        holidays=around(request.due_on),
        meets_on=every[request.meeting_id].day if request.meeting_id else None,
        in_plan_since=in_plan_since,
        asked_on=request.asked_on,
    )


def asked_for(request: Asked, every: Mapping[UUID, Meeting]) -> AskedReport | None:
    """A report ahead of a meeting, by all meetings of the table; None of one on an action."""
    if request.meeting_id is None:
        return None
    meeting, due = every[request.meeting_id], request.due_on
    held_on = meeting.met_on if meeting.held_at else None
    day = owed_by(due, held_on)
    others = (each for each in every.values() if each.held_at and each is not meeting)
    return AskedReport(
        meeting.id,
        request.member_id,
        due,
        received_on=request.received_on,
        called_off_on=_off_on(meeting),
        met_before=any(each.met_on <= day for each in others),
        sat=owes_on(request.member, day),
        held_on=held_on,
        at_once=is_at_once(meeting.day, due),
    )


def _off_on(meeting: Meeting) -> date | None:
    """Of one that took place all the same, the day on which it was typed that it was off: until
    then everybody went by the day agreed."""
    if meeting.cancelled_at is not None:
        return local_day(meeting.cancelled_at)
    was_off = meeting.called_off_at and (meeting.cancel_entered_at or meeting.called_off_at)
    return local_day(was_off) if was_off else None


@dataclass(frozen=True, slots=True)
class ReportsAsKnown:
    """What a notice about any report of one case rests on: Art. 14(3.2)."""

    meetings: Mapping[UUID, Meeting]
    actions: late_actions.Actions
    who: Mapping[UUID | None, Member]
    assigned: frozenset[UUID | None]
    above: Collection[UUID]
    out: Collection[UUID]  # whom no mail reaches
    died: bool
    died_on: date | None
    rows: Rows

    @classmethod
    def of(cls, session: Session, case_id: UUID) -> "ReportsAsKnown":
        """The same number of statements, however many reports."""
        rows = rows_of(session, case_id)
        actions = actions_of(plans_of(session, case_id))
        return cls(
            meetings={meeting.id: meeting for meeting in rows.meetings},
            actions=actions,
            who=late_actions.holders_of(actions.rows.values(), rows.members, rows.places),
            assigned=assigned_members(session, case_id),
            above=superiors.known_in(session, case_id),
            out=unreached.unreached(session, [each.professional_id for each in rows.members]),
            died=child_person(session, case_id).died,
            died_on=death_on(session, case_id),
            rows=rows,
        )

    def since(self, seat: Member) -> Sequence[Member]:
        """It, and all who held its place after it."""
        return since(seat, self.rows.members, self.rows.places)

    def facts(self, request: ReportRequest) -> law.ReportFacts:
        action, who = request.action_id, request.member.professional_id
        known = report_facts(
            request,
            self.assigned,
            self.above,
            self.meetings,
            done=request.withdrawn_at is not None
            or (action is not None and self.actions.owes_none(action, request.member_id, self.who)),
            died=self.died,
            died_on=self.died_on,
        )
        return replace(known, unreached=who in self.out and request.received_at is None)


def report_as_known(session: Session, request: ReportRequest) -> law.ReportFacts:
    """One report and what a notice about it rests on: Art. 14(3.2)."""
    return ReportsAsKnown.of(session, request.case_id).facts(request)
