"""What a mail tells its reader's calendar, read by the library."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from icalendar import Calendar

from tests.notifications.mail_server import MailServer
from workflow.life import deliver


def part_of(mail: EmailMessage) -> EmailMessage | None:
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return found[0] if found else None


@dataclass(frozen=True)
class Told:
    """What a calendar is told, as the library reads it."""

    uid: str
    sequence: int
    method: str
    status: str
    begins: datetime
    place: str
    title: str
    attendees: tuple[str, ...]
    organiser: str
    alarms: int


def read(text: str) -> Told:
    calendar: Any = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    attendees = event["ATTENDEE"]
    return Told(
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        method=str(calendar["METHOD"]),
        status=str(event["STATUS"]),
        begins=event.DTSTART,
        place=str(event["LOCATION"]),
        title=str(event["SUMMARY"]),
        attendees=tuple(map(str, attendees if isinstance(attendees, list) else [attendees])),
        organiser=str(event["ORGANIZER"]),
        alarms=len(event.walk("VALARM")),
    )


def event_of(mail: EmailMessage) -> Told:
    """The method of the part and of what stands in it agree."""
    part = part_of(mail)
    assert part is not None
    told = read(part.get_content())
    assert part.get_param("method") == told.method
    assert part.get_content_charset() == "utf-8"
    return told


def arrived(server: MailServer, life: UUID, to: str | None = None) -> list[EmailMessage]:
    """What the server takes of this life's mails now, with an entry; of all, or of one reader."""
    server.accepted.clear()
    deliver(life)
    return [mail for who, mail in server.accepted if part_of(mail) and to in {None, who}]
