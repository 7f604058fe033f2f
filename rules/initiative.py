"""A meeting that members ask for: the case manager calls it, or says why not: Art. 8(4).

The text lets one member begin a meeting and has the case manager call it. That the manager may
answer "no meeting is called", with a reason that stays on record, is our reading (0038).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import RequestFacts, TableFacts
from rules.refusals import ProcedureRefused
from rules.roles import Owner


class RequestMeans(StrEnum):
    """How a member asked."""

    LINK = "link"
    """On the page behind their link, with a code."""
    PAPER = "paper"
    PHONE = "phone"


class AskerNotBound(ProcedureRefused):
    reason = "Whoever has not signed the declarations of this table asks for no meeting of it yet."
    way_out = "The declarations come first; then ask again."
    basis = DEFAULTS.DECLARE


class AskerHasLeft(ProcedureRefused):
    reason = "Whoever does not sit at this table asks for no meeting of it."
    way_out = "Somebody who sits at it can ask; of what came earlier write the day it came."
    basis = Article(8, "4")


class AskedWithoutReason(ProcedureRefused):
    reason = "It is not said why the table should meet."
    way_out = "Write in a sentence or two why it should."
    basis = DEFAULTS.REQUEST_REASON


class AskedOnAnotherDay(ProcedureRefused):
    reason = "The day lies before the member sat at this table, or it is still to come."
    way_out = "Write the day on which they asked, from {day} on."
    basis = DEFAULTS.ANSWER_REQUEST


class NoMeetingFollows(ProcedureRefused):
    reason = "The table has closed this case: no meeting follows."
    way_out = "Speak to the case manager; a child in need again is referred anew."
    basis = Article(17, "3")


class NotCalledWithoutReason(ProcedureRefused):
    reason = "Members asked for this meeting, and the Regulation has the case manager call it."
    way_out = "Plan the meeting, or write why none is called; the member and the head read it."
    basis = Article(8, "4")


class RequestAnswered(ProcedureRefused):
    reason = "This request for a meeting is answered already."
    way_out = "Open the request to see what was answered."
    basis = Article(8, "4")


@dataclass(frozen=True, slots=True)
class AskerFacts:
    """The seat of whoever asks."""

    sat: bool
    """On the day on which they asked; who has left since may have asked before."""
    declared: bool
    seated_on: date


def check_request(
    asker: AskerFacts,
    asked_on: date,
    today: date,
    *,
    reason: str,
    decided_on: date | None = None,
    means: RequestMeans = RequestMeans.LINK,
) -> None:
    """Who sits and has declared may ask for a meeting, as long as one may follow: Art. 8(4).

    What was asked before the table closed the case is written down afterwards, too; so is what was
    asked before the asker left, or declared a conflict of interest.
    """
    if not asker.seated_on <= asked_on <= today:
        raise AskedOnAnotherDay(day=asker.seated_on)
    if not asker.sat:
        raise AskerHasLeft
    if not asker.declared:
        raise AskerNotBound
    if decided_on is not None and (means is RequestMeans.LINK or asked_on > decided_on):
        raise NoMeetingFollows
    if not reason.strip():
        raise AskedWithoutReason


def check_refusal(request_id: UUID, waiting: Collection[RequestFacts], reason: str) -> None:
    """No silent dismissal: what is not called is answered with a reason, once: Art. 8(4)."""
    check_open([request_id], waiting)
    if not reason.strip():
        raise NotCalledWithoutReason


def check_open(request_ids: Collection[UUID], waiting: Collection[RequestFacts]) -> None:
    """Refuse an answer to a request that has one."""
    if not set(request_ids) <= {request.id for request in waiting}:
        raise RequestAnswered


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """Each request is answered; again, from the day its meeting was called off: Art. 8(4)."""
    for request in table.requests:
        yield owed(
            Duty.ANSWER_REQUEST,
            Owner.MANAGER,
            request.open_since,
            DEFAULTS.ANSWER_REQUEST,
            subject=request.id,
            members=(request.member_id,),
        )
