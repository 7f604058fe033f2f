"""Words for the signals that suggest a reassessment, and how a form names one: Art. 14(4)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import PlainValidator

from core.i18n import N_, Translator
from portal.fields import wrong
from portal.institutions import institution
from queries.signals import SignalLine
from rules.signals import Signal, SignalKind

SIGNALS: Final[Mapping[str, str]] = {
    SignalKind.OVERDUE: N_(
        "The day of action %(name)s of the plan passed, and it is not completed"
    ),
    SignalKind.UNCOMPLETED: N_("Action %(name)s of the plan is uncompleted"),
    SignalKind.INFORMATION: N_("Information %(name)s came in, and the assessment does not hold it"),
    SignalKind.ANSWERED: N_(
        "What was asked in inquiry %(name)s was answered, and the assessment does not hold it"
    ),
    SignalKind.FOUND: N_(
        "What claim %(name)s says was looked into, and the assessment does not hold it"
    ),
    SignalKind.REFERRED_AGAIN: N_("The same child was referred once more, under %(name)s"),
    SignalKind.MEMBER_LOST: N_("Who answers for an open action does not sit any more: %(name)s"),
    SignalKind.WORSE: N_("The table set a higher risk than before, or found an indicator worse"),
    SignalKind.MONITORED_WORSE: N_("The monitoring found action %(name)s of the plan worse"),
    SignalKind.VISIT_MISSED: N_(
        "The day that entry %(name)s of the log names for the next visit passed without one"
    ),
}
"""By kind; `name` is a number, or what the institution of a member is called."""


def said(say: Translator, line: SignalLine) -> str:
    """A signal in one line, with what it came from."""
    of_member = line.signal.kind is SignalKind.MEMBER_LOST
    name = institution(say, line.name) if of_member else line.name
    return say.gettext(SIGNALS[line.signal.kind], name=name)


def code_of(signal: Signal) -> str:
    """How a form names it."""
    return f"{signal.kind}:{signal.source}:{signal.since.isoformat()}"


def _signal(typed: object) -> object:
    if isinstance(typed, Signal):
        return typed
    try:
        kind, source, since = str(typed).split(":")
        return Signal(SignalKind(kind), UUID(source), date.fromisoformat(since))
    except ValueError:
        raise wrong(N_("Choose one of these.")) from None


TypedSignal = Annotated[Signal, PlainValidator(_signal)]

NO_MEETING: Final = "none"


def _meeting(typed: object) -> object:
    if typed is None or isinstance(typed, UUID):
        return typed
    try:
        return None if typed == NO_MEETING else UUID(str(typed))
    except ValueError:
        raise wrong(N_("Choose one of these.")) from None


MeetingOrNone = Annotated[UUID | None, PlainValidator(_meeting)]
"""A meeting, or the answer that none is called; nothing is chosen beforehand."""
