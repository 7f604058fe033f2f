"""The steps the system takes by itself, each with the article that asks for it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StepInfo:
    """A step as the flow dashboard names it."""

    act: str
    title: str
    article: str

    @property
    def name(self) -> str:
        return f"{self.title} · Art. {self.article}"


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that is due now, and for whom or what: a meeting, a member, a report request."""

    act: str
    subject_id: UUID | None = None


_ALL = (
    # act, title, article                                                   subject
    StepInfo("announce_referral", "Tell the head of a referral", "4(2)"),  # case
    StepInfo("announce_appointment", "Tell the case manager", "4(2)"),  # appointment
    StepInfo("ask_agreement", "Ask the head to agree the date", "8(3)"),  # meeting
    StepInfo("invite_members", "Invite the members", "8(3)"),  # meeting
    StepInfo("ask_declarations", "Ask for the declarations", "18(2)"),  # member
    StepInfo("ask_reports", "Ask for progress reports", "8(9)"),  # meeting
    StepInfo("give_last_chance", "Give a last chance", "14(3.2)"),  # report request
    StepInfo("notify_superior", "Notify the superior", "14(3.2)"),  # report request
    StepInfo("send_plan", "Send the unified plan", "13(3)"),  # plan
    StepInfo("open_review", "Open the monthly review", "5(1.5)"),  # plan
    StepInfo("send_minutes", "Send the minutes", "10(1)"),  # minutes
    StepInfo("ask_signatures", "Ask for signatures under the minutes", "10(1)"),  # minutes
    StepInfo("ask_closure_approval", "Ask the head to approve closure", "17(3)"),  # closure
    StepInfo("answer_closure", "Tell the manager the head's decision", "17(3)"),  # closure
    StepInfo("ask_closing_signatures", "Ask for signatures under the closing form", "17(5)"),
    StepInfo("seal_file", "Seal the file", "17(5)"),  # closure
    StepInfo("propose_quarterly", "Propose the quarterly meeting", "8(2)"),  # quarterly life
    StepInfo("close_quarter", "Record the quarterly meeting as held", "8(2)"),  # meeting
    StepInfo("morning_round", "Remind everybody of what they owe", "8(9)"),  # municipality
)

STEPS = {step.act: step for step in _ALL}
