"""A meeting as calendars read it: iCalendar, RFC 5545, in a mail, RFC 6047. Decision 0171."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vCalAddress
from icalendar.parser import Contentline
from sqlalchemy import Select, func, select

from core.i18n import LANGUAGES
from core.lines import one_line
from core.settings import settings
from models.outbox import Message
from models.session import Work
from notifications import letters
from notifications.addressees import Addressee
from notifications.channels import CalendarEntry, CalendarMethod
from notifications.notices import NOTICES
from notifications.notices.entries import OfEntry
from notifications.places import at_place

PRODUCT: Final = "-//Tryeza//Tryeza//EN"
LINE: Final = 75  # RFC 5545, 3.1
HELD_FREE: Final = timedelta(hours=1)
"""How long it lasts nobody says; without an end calendars show a moment, or guess."""


STATES: Final = {CalendarMethod.REQUEST: "CONFIRMED", CalendarMethod.CANCEL: "CANCELLED"}


def uid(meeting_id: UUID, reader_id: UUID) -> str:
    """One for each meeting and person: whoever compares calendars does not find who sits together,
    and what one calendar is told changes no other: RFC 7986, 5.3."""
    return str(uuid5(meeting_id, str(reader_id)))


def sequences(
    work: Work, life_id: UUID, meeting_id: UUID, readers: Collection[UUID]
) -> Mapping[UUID, int]:
    """How many entries each of them was sent on this meeting, or is about to be; who was sent none
    is not in it. What went out before entries did counts for none."""
    query = (
        about(life_id, meeting_id, readers)
        .where(Message.context["sequence"].astext.is_not(None))
        .with_only_columns(Message.recipient_id, func.count())
        .group_by(Message.recipient_id)
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


def about(life_id: UUID, meeting_id: UUID, readers: Collection[UUID]) -> Select[Message]:
    """What invites these people to a meeting, or says that it is off, or not theirs."""
    templates = [name for name, each in NOTICES.items() if issubclass(each, OfEntry)]
    return select(Message).where(
        Message.life_id == life_id,
        Message.template.in_(templates),
        Message.recipient_id.in_(readers),
        Message.context["meeting_id"].astext == str(meeting_id),
    )


def written(notice: OfEntry, reader: Addressee, at: datetime) -> CalendarEntry | None:
    """The entry of a notice that leaves now; no link, no agenda, no other person stands in it."""
    if notice.sequence is None or not reader.mail:
        return None
    title, about = letters.entry_words(notice, reader)
    event = Event()
    event.add("UID", uid(notice.meeting_id, notice.recipient.id))
    event.add("SEQUENCE", notice.sequence)
    event.add("DTSTAMP", at.astimezone(UTC))
    begins = notice.starts_at.astimezone(UTC)  # as a moment: no rules of a zone need go along
    event.add("DTSTART", begins)
    event.add("DTEND", begins + HELD_FREE)
    event.add("SUMMARY", title)
    event.add("DESCRIPTION", about)
    event.add("LOCATION", one_line(_where(notice, reader)))
    event.add("STATUS", STATES[notice.method])
    event.add("CLASS", "PRIVATE")
    event.add("ORGANIZER", _organiser(reader))
    event.add("ATTENDEE", _attendee(reader.mail))
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", notice.method.value)
    calendar.add_component(event)
    return CalendarEntry(notice.method, _in_lines(calendar))


def _where(notice: OfEntry, reader: Addressee) -> str:
    return at_place(notice.place, reader.language, reader.place, reader.own_places)


def _in_lines(calendar: Calendar) -> str:
    """As `to_ical`, which looks at every sign of every line: most are short, and what is said about
    an entry is the same in each."""
    return "".join(f"{_folded(str(line))}\r\n" for line in calendar.content_lines() if line)


def _folded(line: str) -> str:
    if len(line.encode()) < LINE:
        return line
    return _description(line) if line.startswith("DESCRIPTION:") else _by_signs(line)


@lru_cache(maxsize=2 * len(LANGUAGES))
def _description(line: str) -> str:
    return _by_signs(line)


def _by_signs(line: str) -> str:
    lines: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return lines.decode()


def _organiser(reader: Addressee) -> vCalAddress:
    """Whoever the mail is from: calendars take nothing out for anybody else."""
    address = vCalAddress(f"mailto:{parseaddr(settings().smtp_from)[1]}")
    address.params["CN"] = letters.sender(reader)
    return address


def _attendee(mail: str) -> vCalAddress:
    """The reader alone; the others' names are behind the link."""
    address = vCalAddress(f"mailto:{mail}")
    address.params.update(PARTSTAT="NEEDS-ACTION", ROLE="REQ-PARTICIPANT", RSVP="FALSE")
    return address
