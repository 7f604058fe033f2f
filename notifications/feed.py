"""A person's meetings as their own program reads them: iCalendar, RFC 5545 and 7986: decision 0181.

No name, no number of a case, no link and no agenda: when, where, and that it is a meeting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from icalendar import Calendar, Event, vDuration
from sqlalchemy import text

from core.i18n import N_, language_or, translator
from core.lines import one_line
from models.session import Work
from notifications.entries import HELD_FREE, PRODUCT, uid

BACK_TO: Final = timedelta(days=90)
"""What is longer ago stands in the record."""
ASK_AGAIN: Final = timedelta(hours=6)
OF_A_CASE: Final = N_("Roundtable meeting")
OF_A_MUNICIPALITY: Final = N_("Meeting of the municipal roundtable")
_MEETINGS: Final = text("SELECT * FROM calendar_meetings(:since)")


@dataclass(frozen=True, slots=True)
class FeedMeeting:
    """One meeting of whoever the address is of."""

    meeting_id: UUID
    reader_id: UUID
    language: str
    of_case: bool
    starts_at: datetime
    place: str
    off: bool
    sequence: int
    changed_at: datetime


def meetings(work: Work) -> list[FeedMeeting]:
    """By the address that came with the request."""
    found = work.session.execute(_MEETINGS, {"since": work.clock.now() - BACK_TO})
    return [FeedMeeting(*row) for row in found]


def written(found: Iterable[FeedMeeting]) -> bytes:
    """The identifiers are those of the invitations: a program that has both shows one."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", "Tryeza")
    calendar.add("X-WR-CALNAME", "Tryeza")
    calendar.add("REFRESH-INTERVAL", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", f"PT{ASK_AGAIN // timedelta(hours=1)}H")
    for each in found:
        calendar.add_component(_event(each))
    made: bytes = calendar.to_ical()
    return made


def _event(each: FeedMeeting) -> Event:
    say = translator(language_or(each.language, "sq"))
    begins = each.starts_at.astimezone(UTC)
    event = Event()
    event.add("UID", uid(each.meeting_id, each.reader_id))
    event.add("SEQUENCE", each.sequence)
    event.add("DTSTAMP", each.changed_at.astimezone(UTC))
    event.add("DTSTART", begins)
    event.add("DTEND", begins + HELD_FREE)
    event.add("SUMMARY", say.gettext(OF_A_CASE if each.of_case else OF_A_MUNICIPALITY))
    event.add("LOCATION", one_line(each.place))
    event.add("STATUS", "CANCELLED" if each.off else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    return event
