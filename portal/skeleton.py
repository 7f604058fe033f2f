"""The first draft of minutes: the agenda, and under it what is on record already."""

from collections.abc import Iterator

from core.i18n import N_, Translator, capital
from portal.words import AGENDA_WORDS, RELATIONS, TOLD_BY
from queries.meeting_file import KinAtMeeting, MeetingFile
from rules.items import AGENDA


def draft(say: Translator, file: MeetingFile) -> str:
    """Minutes to go on writing: who came, item by item what was found; no name of a child."""
    parts = ["\n".join(_opening(say, file))]
    for number, line in enumerate(file.agenda, 1):
        heading = line.words or say.gettext(AGENDA[line.code])
        parts.append(f"{number}. {heading}\n{_known(say, file, line.code)}")
    return "\n\n".join(parts)


def _opening(say: Translator, file: MeetingFile) -> Iterator[str]:
    meeting = file.meeting
    yield f"{say.full_day(meeting.starts_at)}, {say.hour(meeting.starts_at)}, {meeting.place}"
    if file.chaired:
        yield f"{say.gettext('Chair')}: {file.chaired}"
    here = [seat for seat in file.seats if seat.line and seat.line.present]
    away = [seat for seat in file.seats if seat.line and not seat.line.present]
    if here:
        people = [
            f"{s.member.professional.name} ({s.member.professional.affiliation})" for s in here
        ]
        yield f"{say.gettext('Present')}: {'; '.join(people)}"
    for seat in away:
        reason = f" ({seat.line.reason})" if seat.line and seat.line.reason else ""
        yield f"{say.gettext('Absent')}: {seat.member.professional.name}{reason}"


def _known(say: Translator, file: MeetingFile, code: str) -> str:
    """What the record says on one item; the rest is the chair's to write."""
    if code == "family_notice":
        return "\n".join(_of_kin(say, kin) for kin in file.family) or "…"
    if code == "approve_agenda" and file.meeting.agenda_approval:
        said = say.gettext(AGENDA_WORDS[file.meeting.agenda_approval])
        return f"{said} {file.meeting.agenda_changes or ''}".rstrip()
    return "…"


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
    if notice.present:
        return f"{words} {say.gettext(N_('Took part.'))}"
    if notice.present is False:
        views = notice.views or ""
        return f"{words} {say.gettext(N_('Absent; the table was told of their views:'))} {views}"
    return words
