"""The first draft of minutes: the agenda, and under it what is on record already."""

from collections.abc import Iterator, Sequence
from typing import Final

from casework.table import meeting_room
from core.i18n import N_, Language, Translator, capital, language_or, translator
from models.session import Work
from portal.said_in_room import InTheRoom, said_on
from portal.words import AGENDA_WORDS, RELATIONS, TOLD_BY, in_a_line, in_part
from queries import room_record
from queries.approvals import EarlierMinutes, of_earlier
from queries.kin_at_meeting import KinAtMeeting
from queries.meeting_file import MeetingFile, SeatAtMeeting
from rules.items import AGENDA

NOTHING: Final = "…"
"""The mark of what is still to be written."""


def record_language(file: MeetingFile) -> Language:
    """The language of the record, in whatever language its page is read."""
    return language_or(file.life.language, "sq")


def first_draft(work: Work, file: MeetingFile) -> str:
    """In the language of the record, with what it says of earlier minutes, and what its room was
    written down with, where there was one."""
    say, earlier = translator(record_language(file)), of_earlier(work, file.meeting)
    room = meeting_room.of_meeting(work, file.meeting.id)
    if not room.kept:
        return draft(say, file, earlier)
    return draft(say, file, earlier, InTheRoom(room, room_record.of_meeting(work, file.meeting)))


def draft(
    say: Translator,
    file: MeetingFile,
    earlier: Sequence[EarlierMinutes],
    there: InTheRoom | None = None,
) -> str:
    """Minutes to go on writing: who came, item by item what was found; no name of a child."""
    parts = ["\n".join(_opening(say, file))]
    for number, line in enumerate(file.agenda, 1):
        heading = line.words or say.gettext(AGENDA[line.code])
        known = _known(say, file, line.code, earlier)
        said = said_on(say, there, line.code) if there else []
        words = [known, *said] if not said or known != NOTHING else said
        parts.append("\n".join([f"{number}. {heading}", *words]))
    if file.dissents:
        parts.append(_dissents(say, file))
    return "\n\n".join(parts)


def _opening(say: Translator, file: MeetingFile) -> Iterator[str]:
    meeting = file.meeting
    moment = meeting.held_at or meeting.starts_at
    yield f"{say.full_day(moment)}, {say.hour(moment)}, {meeting.place}"
    if meeting.unplanned:
        yield say.gettext(N_("Nobody had planned this meeting")) + "."
    elif meeting.called_off_at:
        off = say.day(meeting.called_off_at)
        yield say.gettext(N_("Took place although called off on %(day)s"), day=off) + "."
    if file.chaired:
        yield f"{say.gettext('Chair')}: {file.chaired}"
    here = [seat for seat in file.seats if seat.line and seat.line.present]
    away = [seat for seat in file.seats if seat.line and not seat.line.present]
    people = [_came(say, seat) for seat in here]
    people += [in_a_line(say, each) for each in file.also_there]
    if people:
        yield f"{say.gettext('Present')}: {'; '.join(people)}"
    for seat in away:
        why = seat.line.reason if seat.line else None
        beside = ", ".join(filter(None, (why, in_part(say, seat))))
        reason = f" ({beside})" if beside else ""
        yield f"{say.gettext('Absent')}: {seat.member.professional.name}{reason}"


def _dissents(say: Translator, file: MeetingFile) -> str:
    """Where they stand: each has its own place under every text, in their own words: 10(1)."""
    names = dict.fromkeys(each.member.professional.name or "–" for each in file.dissents)
    line = N_("Who dissents, and in which words, stands under this text: %(names)s.")
    return say.gettext(line, names=", ".join(names))


def _came(say: Translator, seat: SeatAtMeeting) -> str:
    who = seat.member.professional
    return f"{who.name} ({', '.join(filter(None, (who.affiliation, in_part(say, seat))))})"


def _known(say: Translator, file: MeetingFile, code: str, earlier: Sequence[EarlierMinutes]) -> str:
    """What the record says on one item; the rest is the chair's to write."""
    if code == "family_notice":
        return "\n".join(_of_kin(say, kin) for kin in file.family) or "…"
    if code == "approve_agenda" and file.meeting.agenda_approval:
        said = say.gettext(AGENDA_WORDS[file.meeting.agenda_approval])
        return f"{said} {file.meeting.agenda_changes or ''}".rstrip()
    if code == "approve_minutes" and earlier:
        return "\n".join(_approval(say, each) for each in earlier)
    return NOTHING


def _approval(say: Translator, each: EarlierMinutes) -> str:
    """What the table did with the minutes of one earlier meeting: Art. 10(1)."""
    day = say.day(each.of)
    if not each.approved:
        return say.gettext(N_("The table did not approve the minutes of %(day)s."), day=day)
    if not each.corrections:
        return say.gettext(N_("The table approved the minutes of %(day)s."), day=day)
    words = say.gettext(N_("The table approved the minutes of %(day)s with corrections:"), day=day)
    return f"{words} {each.corrections}"


def _of_kin(say: Translator, kin: KinAtMeeting) -> str:
    """The statement of Art. 8(10): how they were told, whether they came, what they think."""
    who, notice = capital(say.gettext(RELATIONS[kin.person.relation])), kin.notice
    if notice is None:
        return f"{who}: …"
    if notice.notified_on:
        how = say.gettext(TOLD_BY[notice.how]) if notice.how else ""
        told = say.gettext(N_("told on %(day)s"), day=say.day(notice.notified_on))
        words = f"{who}: {told} {how}".rstrip() + "."
    else:
        reason = (notice.not_notified_reason or "").rstrip(".")
        words = f"{who}: {say.gettext(N_('could not be told'))}: {reason}."
    if notice.present and notice.views:
        return f"{words} {say.gettext(N_('Took part, and said:'))} {notice.views}"
    if notice.present:
        return f"{words} {say.gettext(N_('Took part.'))}"
    if notice.present is False:
        views = notice.views or ""
        return f"{words} {say.gettext(N_('Absent; the table was told of their views:'))} {views}"
    return words
