"""A meeting as calendars read it: iCalendar, RFC 5545, in a mail, RFC 6047. Decision 0171."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

from icalendar.parser import Contentline, Parameters
from sqlalchemy import Select, func, select

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
    lines = _lines(notice, notice.sequence, reader, reader.mail, at)
    return CalendarEntry(notice.method, "".join(f"{_folded(line)}\r\n" for line in lines))


def _lines(
    notice: OfEntry, sequence: int, reader: Addressee, mail: str, at: datetime
) -> Iterator[str]:
    """Line by line, and in the order of the library, whose tree of objects cost three times it."""
    title, about = letters.entry_words(notice, reader)
    place = at_place(notice.place, reader.language, reader.place, reader.own_places)
    # as moments in UTC: no rules of a zone need go along
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", f"METHOD:{notice.method}")
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_text(title)}"
    yield f"DTSTART:{_moment(notice.starts_at)}"
    yield f"DTEND:{_moment(notice.starts_at + HELD_FREE)}"
    yield f"DTSTAMP:{_moment(at)}"
    yield f"UID:{uid(notice.meeting_id, notice.recipient.id)}"
    yield f"SEQUENCE:{sequence}"
    # The reader alone; the others' names are behind the link.
    yield f"ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:{one_line(mail)}"
    yield "CLASS:PRIVATE"
    yield f"DESCRIPTION:{_text(about)}"
    yield f"LOCATION:{_text(one_line(place))}"
    yield _organiser(letters.sender(reader), settings().smtp_from)
    yield f"STATUS:{STATES[notice.method]}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    r"""RFC 5545, 3.3.11: `\;` and `\,` stand for themselves."""
    return said.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")


@lru_cache(maxsize=256)
def _organiser(name: str, sender: str) -> str:
    """Whoever the mail is from: calendars take nothing out for anybody else."""
    named = Parameters({"CN": name}).to_ical().decode()
    return f"ORGANIZER;{named}:mailto:{parseaddr(sender)[1]}"


def _folded(line: str) -> str:
    """RFC 5545, 3.1: within no letter, and behind no sign that stands before another."""
    if len(line.encode()) < LINE:
        return line
    if line.isascii() and not {"\\", "^"} & set(line):
        return "\r\n ".join(line[at : at + LINE - 1] for at in range(0, len(line), LINE - 1))
    return _by_signs(line)


@lru_cache(maxsize=256)  # what is said about an entry is the same in each
def _by_signs(line: str) -> str:
    lines: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return lines.decode()
