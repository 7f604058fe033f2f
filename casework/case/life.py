"""A case as a life: its facts go to the rules, its steps to the acts: Art. 11."""

from collections.abc import Sequence
from datetime import datetime

from casework.case import closure, planning, referral, reports
from casework.record import facts
from casework.table import convening, declarations, minutes
from core.clock import at_local
from models.life import Life
from models.session import Work
from rules import case_life as law
from rules.phases import Phase
from rules.planned import due, next_day
from rules.steps import DueStep
from workflow.activation import Outlook, Procedure, register


def steps(work: Work, life: Life) -> Sequence[DueStep]:
    return due(law.steps(facts.of_case(work.session, life.id)), work.clock.today())


def outlook(work: Work, life: Life) -> Outlook:
    """What the case waits for, and when it next does something by itself."""
    known = facts.of_case(work.session, life.id)
    duties = law.duties(known)
    planned = list(law.steps(known))
    day = next_day(planned, work.clock.today())
    wake_at: datetime | None = at_local(day) if day else None
    return Outlook(
        waiting_for=law.waiting_for(duties),
        wake_at=wake_at,
        ended=known.phase is Phase.CLOSED,
        duties=duties,
        planned=planned,
    )


ACTS = {
    "announce_referral": referral.announce_referral,
    "announce_appointment": referral.announce_appointment,
    "ask_agreement": convening.ask_agreement,
    "invite_members": convening.invite_members,
    "ask_declarations": declarations.ask,
    "ask_reports": reports.ask,
    "give_last_chance": reports.give_last_chance,
    "notify_superior": reports.notify_superior,
    "send_plan": planning.send_plan,
    "open_review": planning.open_review,
    "send_minutes": minutes.send,
    "ask_signatures": minutes.ask_signatures,
    "ask_closure_approval": closure.ask_approval,
    "answer_closure": closure.answer,
    "ask_closing_signatures": closure.ask_signatures,
    "seal_file": closure.seal_file,
}

PROCEDURE = Procedure(kind="case", steps=steps, outlook=outlook, acts=ACTS)
register(PROCEDURE)
