"""Inquiries to institutions and organisations that are no members, at home and abroad: Art. 19.

"Tryeza bashkëpunon me të gjitha institucionet relevante": the text names no form. That each
inquiry is on record, how it went out and until when an answer is looked for is ours (0115).
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts
from rules.inquiries import check_inquiry
from rules.refusals import ProcedureRefused
from rules.roles import Owner


class SentBy(StrEnum):
    """How an inquiry went out; the system itself sends none."""

    BY_HAND = "by_hand"
    LETTER = "letter"
    MAIL = "mail"
    """From the centre's own mail, by the manager."""
    TELEPHONE = "telephone"


class Abroad(StrEnum):
    """Where whoever is asked has their seat."""

    HOME = "home"
    ABROAD = "abroad"
    NOT_KNOWN = "not_known"


class NobodyAddressed(ProcedureRefused):
    reason = "It is not said whom the inquiry went to."
    way_out = "Write the name of the institution or organisation."
    basis = DEFAULTS.OUTSIDE


def check_outside(asked_on: date, due_on: date, today: date, *, to_whom: str, words: str) -> None:
    """To whom, what, on which day and until when; an address may be "not known": Art. 19."""
    if not to_whom.strip():
        raise NobodyAddressed
    check_inquiry(asked_on, due_on, today, words=words)


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The manager looks after an answer until it is there: ours, beside Art. 19."""
    for each in facts.inquiries.outside:
        yield OpenDuty(
            Duty.GET_ANSWER, Owner.MANAGER, each.due, DEFAULTS.OUTSIDE, each.id, since=each.asked_on
        )
