"""A meeting in its reader's calendar, from the outbox over a real server: decision 0171."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar, Event, vCalAddress
from sqlalchemy import select, update

from casework.municipality import members
from casework.table import conflicts, convening, succession
from casework.table.succession import End
from casework.tell import convening as tell
from core.clock import SystemClock
from core.i18n import LANGUAGES, Language
from core.ids import new_id
from core.lines import one_line
from core.settings import settings
from identity import links
from models.case import Member
from models.meeting import Meeting
from models.outbox import Message
from models.people import LinkPurpose
from models.session import unit_of_work
from notifications import entries, feed, letters, outbox, preview, samples
from notifications.feed import FeedMeeting
from notifications.notices import NOTICES
from notifications.notices.entries import OfEntry
from notifications.places import at_place
from rules.succession import Departure
from simulation.stage import acting
from tests.builders import DOCTOR, HEAD, PROSECUTOR, SILENT
from tests.conftest import At
from tests.notifications.calendars import arrived, event_of, read
from tests.notifications.mail_server import MailServer
from tests.quarters import Q4, meeting, opened

EVIL = "x\r\nATTENDEE:mailto:thief@evil.example\u2028BEGIN:VALARM;,\\"
GONE = End(Departure.END_OF_OFFICE, "Shkoi.")
ENTRIES = sorted(name for name, each in NOTICES.items() if issubclass(each, OfEntry))


@pytest.mark.article("8(3)")
def test_an_invitation_stands_in_the_calendar_of_its_reader_alone(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    mails = arrived(server, case.case)
    planned = case.meeting()
    assert len(mails) == len(case.members())
    for mail in mails:
        assert mail.get_content_type() == "multipart/alternative"  # no file beside it
        kinds = [part.get_content_type() for part in mail.iter_parts()]
        assert kinds == ["text/plain", "text/html", "text/calendar"]
        event = event_of(mail)
        assert event_of(mail).method == "REQUEST"
        assert (event.begins, event.begins.utcoffset()) == (planned.starts_at, timedelta())
        assert (event.place, event.sequence) == (planned.place, 0)
        assert (event.status, event.alarms) == ("CONFIRMED", 0)
        assert event.attendees == (f"mailto:{mail['To']}",)
        assert event.organiser == f"mailto:{parseaddr(str(mail['From']))[1]}"
        assert case.row().number in event.title
    assert len({str(event_of(mail).uid) for mail in mails}) == len(mails)


@pytest.mark.article("8(3)")
def test_what_is_called_off_is_taken_out_of_each_calendar(a_case: At, server: MailServer) -> None:
    case = a_case("invited")
    invited = {str(mail["To"]): event_of(mail) for mail in arrived(server, case.case)}
    with case.manager() as work:
        convening.cancel(work, case.case)
    mails = arrived(server, case.case)
    assert {str(mail["To"]) for mail in mails} == invited.keys()
    for mail in mails:
        before, now = invited[str(mail["To"])], event_of(mail)
        assert event_of(mail).method == "CANCEL"
        assert now.uid == before.uid
        assert now.sequence > before.sequence
        assert now.organiser == before.organiser
        assert now.status == "CANCELLED"


@pytest.mark.article("8(3)")
def test_another_day_hour_or_place_is_the_same_entry_raised(a_case: At, server: MailServer) -> None:
    """No act moves a meeting whose invitations have left; whatever does, this is what it says."""
    case = a_case("invited")
    before = event_of(*arrived(server, case.case, PROSECUTOR))
    moved_to = before.begins + timedelta(days=1, hours=2)
    seat = case.seat(PROSECUTOR)
    with unit_of_work() as work:
        planned = work.session.get_one(Meeting, case.meeting().id)
        issued = {seat: links.issue(work, seat, LinkPurpose.READ, planned.id)}
        planned.starts_at, planned.place = moved_to, "Salla 3"
        tell.invitation(work, planned, [work.session.get_one(Member, seat)], issued)
        planned.starts_at, planned.place = before.begins, before.place  # as the life knows it
    now = event_of(*arrived(server, case.case, PROSECUTOR))
    assert (now.uid, now.sequence) == (before.uid, before.sequence + 1)
    assert (now.begins, now.place) == (moved_to, "Salla 3")


@pytest.mark.article("8(3)", "8(6)")
def test_who_leaves_is_told_that_the_meeting_is_not_theirs(a_case: At, server: MailServer) -> None:
    case = a_case("invited")
    before = event_of(*arrived(server, case.case, SILENT))
    with case.manager() as work:
        succession.release(
            work, case.case, case.seat(SILENT), End(Departure.END_OF_OFFICE, "Shkoi.")
        )
    (mail,) = arrived(server, case.case)
    assert (str(mail["To"]), event_of(mail).method) == (SILENT, "CANCEL")
    assert event_of(mail).uid == before.uid
    assert event_of(mail).sequence > before.sequence
    html = mail.get_body(("html",))
    assert html is not None
    assert "/l/" not in html.get_content()  # it opens nothing any more
    with case.manager() as work:
        convening.cancel(work, case.case)
    assert SILENT not in {str(mail["To"]) for mail in arrived(server, case.case)}


@pytest.mark.article("8(6)")
def test_who_leaves_before_the_invitation_left_is_told_nothing(a_case: At) -> None:
    case = a_case("invited")
    with case.manager() as work:
        succession.release(
            work, case.case, case.seat(SILENT), End(Departure.END_OF_OFFICE, "Shkoi.")
        )
    assert case.messages("convening/not_coming") == []


@pytest.mark.article("10(2)")
@pytest.mark.parametrize("is_told", [True, False])
def test_a_conflict_takes_the_meeting_out_and_one_that_was_none_puts_it_back(
    a_case: At, server: MailServer, is_told: bool
) -> None:
    case = a_case("invited")
    before = event_of(*arrived(server, case.case, PROSECUTOR))
    seat = case.declare_conflict(PROSECUTOR)
    if is_told:
        (mail,) = arrived(server, case.case, PROSECUTOR)
        assert event_of(mail).method == "CANCEL"
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason="Gabim.", on=None)
    again = arrived(server, case.case, PROSECUTOR)
    assert len(again) == is_told  # who was told nothing yet keeps the entry
    for mail in again:
        assert event_of(mail).method == "REQUEST"
        assert event_of(mail).uid == before.uid
        assert event_of(mail).sequence == 2


@pytest.mark.article("10(2)")
def test_who_was_about_to_be_invited_when_they_declared_is_invited_once_it_was_none(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    seat = case.declare_conflict(PROSECUTOR)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason="Gabim.", on=None)
    (mail,) = arrived(server, case.case, PROSECUTOR)
    assert event_of(mail).method == "REQUEST"


@pytest.mark.article("8(2)", "8(3)")
def test_the_municipal_meeting_does_the_same(a_case: At, server: MailServer) -> None:
    case = a_case("quarter_agreed")
    life = opened(Q4)
    case.stage.move_to(meeting(life).day - timedelta(days=7))
    invited = {str(mail["To"]): event_of(mail) for mail in server_took(server, life)}
    assert len(invited) == 6
    assert all("2026-Q4" in event.title for event in invited.values())
    with acting(HEAD) as work:
        members.end(work, case.person(DOCTOR), on=work.clock.today(), reason="Largohet.")
    (mail,) = arrived(server, life)
    assert (str(mail["To"]), event_of(mail).method) == (DOCTOR, "CANCEL")
    assert event_of(mail).uid == invited[DOCTOR].uid
    with acting(HEAD) as work:
        convening.cancel(work, life)
    off = arrived(server, life)
    assert {str(mail["To"]) for mail in off} == invited.keys() - {DOCTOR}
    assert {event_of(mail).method for mail in off} == {"CANCEL"}


def server_took(server: MailServer, life: UUID) -> list[EmailMessage]:
    with unit_of_work() as work:
        work.session.execute(update(Message).where(Message.life_id == life).values(status="queued"))
    return arrived(server, life)


def test_the_same_mail_again_is_no_change(a_case: At, server: MailServer) -> None:
    case = a_case("invited")
    first = event_of(*arrived(server, case.case, PROSECUTOR))
    with unit_of_work() as work:
        query = select(Message).where(Message.recipient_id == case.person(PROSECUTOR))
        row = work.session.scalars(query.where(Message.template == "convening/invitation")).one()
        assert row.link_id is not None
        outbox.move(work, row.link_id, row.link_id, case.case)
    again = event_of(*arrived(server, case.case, PROSECUTOR))
    assert (again.uid, again.sequence) == (first.uid, first.sequence)


def test_what_was_invited_to_before_there_were_entries_is_called_off_without_one(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    with unit_of_work() as work:
        row = update(Message).where(Message.template == "convening/invitation")
        work.session.execute(row.values(context=Message.context.op("-")("sequence")))
    assert arrived(server, case.case) == []
    with case.manager() as work:
        convening.cancel(work, case.case)
    assert arrived(server, case.case) == []
    assert len(server.accepted) == len(case.members())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ENTRIES)
@pytest.mark.usefixtures("configured")
def test_no_entry_says_more_than_the_subject(template: str, language: Language) -> None:
    notice, reader = samples.sample(template), preview.reader(language)
    assert isinstance(notice, OfEntry)
    made = entries.written(notice, reader, SystemClock().now())
    assert made is not None
    for said in ("http", reader.name, reader.signer, reader.member, "%(", "None"):
        assert str(said) not in made.text
    title = read(made.text).title
    named = samples.QUARTER if template.startswith("quarterly") else samples.CASE
    assert title.endswith(f" {named}")
    assert "\r\nCLASS:PRIVATE\r\n" in made.text
    assert all(len(line.encode()) <= 75 for line in made.text.split("\r\n"))


@pytest.mark.usefixtures("configured")
def test_nothing_typed_breaks_out_of_an_entry() -> None:
    notice = samples.sample("convening/invitation", place=EVIL, case_number=EVIL)
    assert isinstance(notice, OfEntry)
    reader = replace(preview.reader("en"), place=EVIL)
    made = entries.written(notice, reader, SystemClock().now())
    assert made is not None
    told = read(made.text)
    assert (told.attendees, told.alarms) == (("mailto:arta.bytyqi@qkmf.example",), 0)
    assert told.place == one_line(EVIL)


def test_nothing_typed_breaks_out_of_a_calendar_to_look_at() -> None:
    now = SystemClock().now()
    meeting = FeedMeeting(new_id(), new_id(), "sq", True, now, EVIL, False, 0, now)
    made = feed.written([meeting])
    assert b"\r\nATTENDEE" not in made
    assert b"\r\nBEGIN:VALARM" not in made
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["LOCATION"]) == one_line(EVIL)


@pytest.mark.parametrize("typed", ["", EVIL, 'QPS; "Ferizaj" ’e\\,^ ' + "ë" * 80, "x" * 200])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ENTRIES)
@pytest.mark.usefixtures("configured")
def test_an_entry_is_what_the_library_writes(template: str, language: Language, typed: str) -> None:
    named = {"place": typed, "case_number": typed} if typed else {}
    notice = samples.sample(template, **named if template.startswith("convening") else {})
    assert isinstance(notice, OfEntry)
    reader = preview.reader(language)
    reader = replace(reader, place=typed or reader.place)
    at = SystemClock().now()
    made = entries.written(notice, reader, at)
    assert made is not None
    assert made.text == by_the_library(notice, reader, at)


def by_the_library(notice: OfEntry, reader: Any, at: datetime) -> str:
    title, about = letters.entry_words(notice, reader)
    place = at_place(notice.place, reader.language, reader.place, reader.own_places)
    begins = notice.starts_at.astimezone(UTC)
    organiser = vCalAddress(f"mailto:{parseaddr(settings().smtp_from)[1]}")
    organiser.params["CN"] = letters.sender(reader)
    attendee = vCalAddress(f"mailto:{reader.mail}")
    attendee.params.update(PARTSTAT="NEEDS-ACTION", ROLE="REQ-PARTICIPANT", RSVP="FALSE")
    event = Event()
    for name, value in (
        ("UID", entries.uid(notice.meeting_id, notice.recipient.id)),
        ("SEQUENCE", notice.sequence),
        ("DTSTAMP", at.astimezone(UTC)),
        ("DTSTART", begins),
        ("DTEND", begins + entries.HELD_FREE),
        ("SUMMARY", title),
        ("DESCRIPTION", about),
        ("LOCATION", one_line(place)),
        ("STATUS", entries.STATES[notice.method]),
        ("CLASS", "PRIVATE"),
        ("ORGANIZER", organiser),
        ("ATTENDEE", attendee),
    ):
        event.add(name, value)
    calendar = Calendar()
    calendar.add("PRODID", entries.PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", notice.method.value)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()
