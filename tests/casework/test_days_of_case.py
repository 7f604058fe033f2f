"""Every dated fact of a case is of no day before its referral, or excused by name: Art. 8(1)."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import Column, Date, Table
from sqlalchemy.sql.visitors import iterate

from casework.record.days_of_case import days_done
from models.base import Base

ELSEWHERE: Final = {
    "appointment.appointed_on": "appointed_on",
    "member.selected_on": "seated_on",
    "meeting.held_at": "met_on",
    "family_notice.notified_on": "told_on",
    "guest_invitation.invited_on": "told_on",
    "referral_receipt.handed_on": "handed_on",
    "earlier_case_link.linked_on": "linked_on",
}
"""What `RestsOnTheReferral` has a field of its own for."""

EXCUSED: Final[Mapping[str, Iterable[str]]] = {
    "it is the referral's own day, or that of what a correction says": [
        "paper_case.from_on",
        *("cases.referred_on", "referral_day.was_on", "referral_day.came_on"),
        *(
            "appointment_day.was_on",
            "appointment_day.now_on",
            "typed_day.was_on",
            "typed_day.now_on",
        ),
        *("report_correction.was_on", "report_correction.now_on"),
        *(
            "record_correction.was_met_on",
            "record_correction.met_on",
            "misplaced_meeting.was_met_on",
        ),
    ],
    "what was so, or was given, before the referral is of the case too (0096, 0097, 0123)": [
        *("fact.valid_from", "fact.known_on", "log_entry.happened_on"),
        "decision_record.decided_on",
    ],
    "it is still to come, or a limit": [
        *("coming_step.on_day", "contact_schedule.from_on", "contribution.due_on"),
        *("follow_up.until_on", "inquiry.due_on", "log_entry.next_visit_on", "open_duty.due_on"),
        "open_duty.since_on",  # made anew of the facts, with the duty
        *("plan_action.due_on", "plan_action.look_again_on", "progress.look_again_on"),
        *("reminder.due_on", "report_date.on_day", "report_request.due_on"),
        *("report_request.last_chance_on", "reported_action.asked_until"),
        *("supervision_question.due_on", "breach.limit_on"),
    ],
    "the record keeps it by itself": [
        *("breach.noticed_on", "breach.over_on", "breach.happened_on", "breach.struck_on"),
        *("cases.review_opened_on", "report_request.asked_on", "report_request.fell_told_on"),
        *("signature_reminder.sent_on", "last_call.sent_on"),
        "call_asked.call_by",
        *("signal_answer.since", "family_notice.marked_on"),
        *("invitation_taken_back.told_on", "mail_complaint.said_on"),
    ],
    "it is of the day of a meeting, or of one after it": [
        *("age_finding.found_on", "closure.decided_on", "closure.declined_on", "dissent.said_on"),
        *("chair_correction.said_on", "record_correction.said_on", "misplaced_meeting.said_on"),
        *("minutes.approved_on", "plan.adopted_on", "plan_action.dropped_on", "review.settled_on"),
        *("review_rhythm.set_on", "signature.signed_on", "table_findings.told_on"),
        *("monitoring_form.monitored_on", "signal_answer.answered_on"),
    ],
    "it is of no day before another that is looked at": [
        *("absence_notice.served_on", "superior_service.served_on"),  # silence after a meeting
        "protocol_number.booked_on",  # of a notice that was made here
        *("appointment.ended_on", "member.left_on", "succession.named_on", "replacement.asked_on"),
        *("contribution.said_on", "left_contribution.left_on", "meeting_request.asked_on"),
        *("conflict_withdrawal.declared_on", "conflict_withdrawal.said_on", "cases.conflict_on"),
        *("follow_up_word.said_on", "inquiry_answer.said_on", "question_turn.said_on"),
        *("services_letter_word.said_on", "earlier_case_link_end.taken_back_on"),
        "export_end.ended_on",  # of a request that is looked at
        "family_word.told_on",  # the last of them is the notice's day
    ],
    "it is of a municipality's year, and of no case": [
        *("annual_report.approved_on", "annual_handing.asked_on", "annual_handing.given_on"),
    ],
    "it is the day of the seal, or one to come until which a sealed file is held": [
        *("erasure.sealed_on", "erased_record.sealed_on", "legal_hold.until"),
    ],
    "the case ends with it": ["mistaken_referral.decided_on", "supplement.happened_on"],
}


def of_a_case() -> set[Table]:
    """Every table whose rows lead to a case."""
    tables, found = Base.metadata.tables, {Base.metadata.tables["cases"]}
    found.add(tables["life"])
    while more := {
        each
        for each in tables.values()
        if each not in found and any(key.column.table in found for key in each.foreign_keys)
    }:
        found |= more
    return found


def named() -> set[str]:
    return {
        f"{each.table.name}.{each.name}"
        for days in days_done(UUID(int=1))
        for part in days.selected_columns
        for each in iterate(part)
        if isinstance(each, Column)
    }


@pytest.mark.article("8(1)")
def test_every_dated_column_of_a_case_is_looked_at_or_excused_by_name() -> None:
    dated = {
        f"{table.name}.{column.name}"
        for table in of_a_case()
        for column in table.columns
        if isinstance(column.type, Date)
    }
    excused = [each for names in EXCUSED.values() for each in names]
    assert len(excused) == len(set(excused))
    looked_at = named() | ELSEWHERE.keys()
    assert not looked_at & set(excused)
    assert dated - looked_at == set(excused)


@pytest.mark.article("8(1)")
def test_so_is_every_moment_that_is_typed_later() -> None:
    typed = {
        f"{table.name}.{column.name}"
        for table in of_a_case()
        for column in table.columns
        if column.name.endswith("_entered_at")
    }
    assert typed == {
        "closure.proposal_entered_at",
        "closure.approval_entered_at",  # of no day before the proposal
        "closure.return_entered_at",
        "closure.accepted_entered_at",
        "meeting.proposal_entered_at",
        "meeting.agreement_entered_at",  # the same
        "meeting.counter_entered_at",
        "meeting.cancel_entered_at",
    }
    moments = {"closure.proposed_at", "closure.accepted_on", "meeting.proposed_at"}
    assert moments | {"meeting.cancelled_at"} <= named()
