"""The steps the system takes by itself, each with the article that asks for it.

One row a step, data only: the bootstrap joins each row to the act that carries it out, Prefect's
tasks are made from it, and every page names the step by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure."""

    act: str
    """Its name in rows, tasks and acts."""
    article: str
    subject: str
    """What it is done for: the name of the second parameter, an id."""
    title: str
    """What is done, for those who run the machine; still to be translated."""
    coming: str
    """What will happen, for those who wait for it; still to be translated."""
    description: str = ""
    """What doing it twice does, where that is not plain."""

    @property
    def name(self) -> str:
        """As the flow dashboard shows it."""
        return f"{self.title} · Art. {self.article}"


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that is due now, and for whom or what: a meeting, a member, a report request."""

    act: str
    subject_id: UUID | None = None


_ALL: Final = (
    Step(
        "announce_referral", "4(2)", "case",
        "Tell the head of a referral", "The head is told of the referral",
    ),
    Step(
        "announce_appointment", "4(2)", "appointment",
        "Tell the case manager", "The case manager is told",
    ),
    Step(
        "ask_agreement", "8(3)", "meeting",
        "Ask the head to agree the date", "The head is asked to agree the date",
        "Asked once for each date.",
    ),
    Step(
        "invite_members", "8(3)", "meeting",
        "Invite the members", "Invitations leave",
        "One invitation with agenda per member; a member already invited is left alone.",
    ),
    Step(
        "tell_unsent", "8(3)", "meeting",
        "Say that invitations had not left in time",
        "Manager and head are told that invitations have not left",
        "Once for each meeting.",
    ),
    Step(
        "ask_declarations", "18(2)", "member",
        "Ask for the declarations", "Declarations are asked for",
        "Both declarations are asked for once.",
    ),
    Step(
        "ask_reports", "8(9)", "meeting",
        "Ask for progress reports", "Progress reports are asked for",
        "One request per member of the case; a member already asked is left alone.",
    ),
    Step(
        "ask_about_action", "14(3.3)", "action",
        "Ask what became of an action", "It is asked what became of an action",
        "Once for each action whose day has passed; one already asked about is left alone.",
    ),
    Step(
        "ask_by_report_date", "14(3.3)", "report_date",
        "Ask by a day set for an action", "It is asked how far an action is",
        "Once for each day that is set; one that was asked by is left alone.",
    ),
    Step(
        "give_last_chance", "14(3.2)", "report_request",
        "Give a last chance", "A last chance is given",
        "A silent member is told the last day, after the reminders.",
    ),
    Step(
        "withdraw_last_chance", "14(3.2)", "report_request",
        "Take back a last chance that was out of reach", "A last chance out of reach is taken back",
        "While no mail reaches the member; once one does, another is given.",
    ),
    Step(
        "ask_unread", "14(3.1)", "report_request",
        "Ask anew what could not be read", "It is asked anew, with another day",
        "Once a contact is right by which nothing had been there in time.",
    ),
    Step(
        "notify_superior", "14(3.2)", "report_request",
        "Notify the superior", "A superior is notified",
        "The superior is told that no report came.",
    ),
    Step(
        "ask_superior_again", "14(3.2)", "report_request",
        "Ask a superior again", "A superior who has not replied is asked again",
        "Once for each day of it; who has replied meanwhile is left alone.",
    ),
    Step("send_plan", "13(3)", "plan", "Send the unified plan", "The plan is sent"),
    Step("open_review", "5(1.5)", "plan", "Open the monthly review", "The monthly review opens"),
    Step(
        "send_minutes", "10(1)", "minutes",
        "Send the minutes", "The minutes are sent",
        "To those who were present.",
    ),
    Step(
        "ask_signatures", "10(1)", "minutes",
        "Ask for signatures under the minutes", "Signatures are asked for",
    ),
    Step(
        "announce_closing", "17(3)", "case",
        "Say that closing is to be prepared", "The manager is told to prepare closing",
        "Once for each time that is named; what was said is left alone.",
    ),
    Step(
        "ask_closure_approval", "17(3)", "closure",
        "Ask the head to approve closure", "The head is asked to approve closing",
    ),
    Step(
        "answer_closure", "17(3)", "closure",
        "Tell the manager the head's decision", "The head's decision is passed on",
    ),
    Step(
        "ask_closing_signatures", "17(5)", "closure",
        "Ask for signatures under the closing form", "Closing signatures are asked for",
    ),
    Step("seal_file", "17(5)", "closure", "Seal the file", "The file is sealed"),
    Step(
        "propose_quarterly", "8(2)", "quarter",
        "Propose the quarterly meeting", "A date for the quarterly meeting is proposed",
    ),
    Step(
        "close_quarter", "8(2)", "meeting",
        "Record the quarterly meeting as held", "The quarter ends",
    ),
    Step(
        "count_year", "5(1.6)", "report",
        "Count the numbers of the year's report", "The numbers of the year are counted",
        "The same record gives the same numbers.",
    ),
    Step(
        "close_annual", "5(1.6)", "report",
        "End the year of a report", "The year of the report ends",
    ),
    Step(
        "send_reminders", "8(9)", "municipality",
        "Remind everybody of what they owe", "Reminders leave",
        "One digest to each person who owes something; who was reminded today is left alone.",
    ),
)  # fmt: skip

STEPS: Final[Mapping[str, Step]] = MappingProxyType({step.act: step for step in _ALL})

DELIVERY: Final = Step(
    "deliver_notices", "8(3)", "life",
    "Deliver the notices", "Notices leave",
    "What is refused for now is sent later.",
)  # fmt: skip
"""Sending what the steps of a life have queued; no rule asks for it, every activation does it."""

DECISION: Final = Step(
    "decide", "11", "life", "Find the step that is due", "The next step is looked for"
)
"""An activation itself, where it fails outside of any step."""
