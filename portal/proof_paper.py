"""Proof of notice as a paper: who was sent what, when, and whether it arrived: Art. 8(3)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from core.i18n import N_, Translator, capital
from documents.form import FormPaper, FormPart
from models.case import Case
from models.contacts import DisownedAddress
from models.outbox import Channel
from portal import file_words, papers
from portal import message_words as words
from portal.form_parts import table
from portal.institutions import institution
from portal.papers import Printing
from portal.words import NOTICE_MEANS, SERVED
from queries.case_files import FilePut
from queries.earlier_tries import Earlier
from queries.proof_of_notice import HandedLine, NoticeLine, NoticesOf, ProofOfNotice
from queries.told_notices import ToldBeside
from rules.contacts import DisownEnd
from rules.convening import last_day_to_invite
from rules.service import Served

PROOF: Final = N_("Proof of notice")
COUNTS: Final = N_(
    "What each person was sent, when a server took it and what it answered. A notice counts from"
    " the moment at which the server took it; what was refused or given back, or went to somebody"
    " else, was not sent."
)
RIGHT: Final = N_(
    "Behind a link it was said that this is not for them, or that they have left: %(when)s. An"
    " officer who asked found on %(day)s that the address is right: what had left there counts as"
    " sent."
)
NOT_THEIRS: Final = N_(
    "Behind a link it was said that this is not for them, or that they have left: %(when)s. Another"
    " address is in force since: what had left to the former one after they last came in by a code,"
    " or sat at this table, counts as not sent."
)
ASKED: Final = N_(
    "Behind a link it was said that this is not for them, or that they have left: %(when)s. The"
    " centre asks: what had left to that address counts as sent until another one is in force."
)
HEADS: Final = (
    N_("Notice"),
    N_("Queued"),
    N_("How far it came"),
    N_("Opened by a link"),
    N_("Last day"),
)
WIDTHS: Final = (1.9, 1, 2, 1, 0.9)
FILES: Final = N_("Files put before a meeting")
FILE_HEADS: Final = (N_("File"), N_("Meeting"), N_("Put before the members"), N_("Last day"))
FILE_WIDTHS: Final = (2.8, 1.6, 1.4, 1.2)


def proof(
    by: Printing,
    say: Translator,
    case: Case,
    found: ProofOfNotice,
    put: Sequence[FilePut] = (),
) -> FormPaper:
    """Kinds, moments and answers: no words of any message, and nothing of the child."""
    on = say.gettext("as on record on %(when)s", when=say.day(by.today))
    frame = papers.frame(by, say, case.municipality, say.gettext(PROOF), case.number)
    return FormPaper(
        **frame,
        facts=[(say.gettext("Case"), f"{case.number}, {on}")],
        parts=[
            FormPart(lines=[f"{say.gettext(COUNTS)} {say.article('8(3)')}"]),
            *(part for each in found.people for part in _person(say, each)),
            *(_part(say, name, _lines(say, rows)) for name, rows in found.officers),
            *_files(say, put),
        ],
    )


def _files(say: Translator, put: Sequence[FilePut]) -> Iterator[FormPart]:
    """By their hashes: a file's name may say something of the child."""
    if put:
        rows = [_file(say, each) for each in put]
        heading = f"{say.gettext(FILES)} ({say.article('8(3)')})"
        yield FormPart(heading=heading, table=table(say, FILE_HEADS, FILE_WIDTHS, rows))


def _file(say: Translator, put: FilePut) -> Sequence[str]:
    meeting, since = put.before.meeting, put.before.since
    number = say.gettext("meeting %(number)s", number=meeting.number)
    state = say.gettext("not in time") if put.before.late else say.gettext("in time")
    digest = put.file.cleaned.sha256.hex()
    return (
        f"{file_words.facts(say, put.file)}\nSHA-256 {digest[:32]} {digest[32:]}",
        f"{number}, {say.day(meeting.starts_at)}",
        _moment(say, since),
        f"{say.day(last_day_to_invite(meeting.counts_from))}\n{state}",
    )


def _person(say: Translator, of: NoticesOf) -> Iterator[FormPart]:
    who = of.member.professional
    name = ", ".join(filter(None, (who.name, institution(say, who.affiliation))))
    rows = [*_lines(say, of.to_them), *(_handed(say, each) for each in of.handed)]
    if rows:
        sent = say.gettext("%(sent)s of %(total)s accepted", sent=of.sent, total=of.due)
        yield _part(say, name, rows, sent)
    else:
        yield FormPart(heading=name, lines=[say.gettext("Nothing was sent to them in this case.")])
    for each in of.disowned:
        yield FormPart(hint=_not_theirs(say, each))
    if of.to_superior:
        above = N_("To the superior of %(name)s")
        heading = f"{say.gettext(above, name=who.name)} ({say.article('14(3.2)')})"
        yield _part(say, heading, _lines(say, of.to_superior))


def _not_theirs(say: Translator, each: DisownedAddress) -> str:
    when = _moment(say, each.said_at)
    if each.ended_as is DisownEnd.RIGHT and each.ended_at:
        return say.gettext(RIGHT, when=when, day=say.day(each.ended_at))
    return say.gettext(NOT_THEIRS if each.ended_at else ASKED, when=when)


def _part(say: Translator, heading: str, rows: Sequence[Sequence[str]], hint: str = "") -> FormPart:
    return FormPart(heading=heading, hint=hint, table=table(say, HEADS, WIDTHS, rows))


def _lines(say: Translator, rows: Sequence[NoticeLine]) -> list[Sequence[str]]:
    return [_line(say, each) for each in rows]


def _line(say: Translator, line: NoticeLine) -> Sequence[str]:
    return (
        "\n".join(_what(say, line)),
        _moment(say, line.queued_at),
        "\n".join(_came(say, line)),
        _moment(say, line.opened_at) if line.opened_at else say.gettext("not known"),
        _limit(say, line),
    )


def _what(say: Translator, line: NoticeLine) -> Iterator[str]:
    kind = say.gettext(words.kind_words(line.template, line.about))
    yield f"{kind} ({say.article(line.article.partition(', ')[0])})"
    if line.meeting:
        number = say.gettext("meeting %(number)s", number=line.meeting.number)
        yield f"{number}, {say.day(line.meeting.starts_at)}"
    how = say.gettext("by SMS") if line.channel is Channel.SMS else say.gettext("by mail")
    yield f"{how} · {say.gettext('sent once more')}" if line.resent else how
    if line.booked and line.booked.stands:
        row = line.booked.row
        yield f"{say.gettext('Protocol number')} {row.number}, {say.day(row.booked_on)}"


def _came(say: Translator, line: NoticeLine) -> Iterator[str]:
    yield capital(say.gettext(words.STATES[line.state][1]))
    if line.accepted_at:
        yield _moment(say, line.accepted_at)
    if line.returned_at:
        yield say.gettext("given back: %(when)s", when=_moment(say, line.returned_at))
    if line.delivered_at:
        yield say.gettext("on the telephone: %(when)s", when=_moment(say, line.delivered_at))
    if answer := words.answer(say, line):
        yield say.gettext("answer: %(answer)s", answer=answer)
    if line.tries > 1:
        yield say.gettext("try %(number)s", number=line.tries)
    for each in line.earlier:
        yield _earlier(say, each)
    for told in line.told:
        if told.stands:
            yield _told(say, told)


def _earlier(say: Translator, each: Earlier) -> str:
    was = say.gettext("before: %(what)s", what=say.gettext(words.STATES[each.state][1]))
    at = each.accepted_at or each.answered_at
    said = (was, _moment(say, at) if at else "", words.answer(say, each))
    return ", ".join(filter(None, said))


def _told(say: Translator, told: ToldBeside) -> str:
    row = told.row
    day = say.gettext("entered on %(day)s", day=say.day(row.recorded_at))
    how = say.gettext(NOTICE_MEANS[row.means])
    return f"{how} {_moment(say, row.told_at)}: {row.to_whom}; {day}, {told.entered_by}"


def _limit(say: Translator, line: NoticeLine | HandedLine) -> str:
    if line.limit is None:
        off = isinstance(line, NoticeLine) and line.was_called_off
        return say.gettext("none any more: called off") if off else say.gettext("no limit")
    in_time = isinstance(line, HandedLine) or line.is_sent
    state = say.gettext("not in time") if line.is_late else say.gettext("in time")
    return f"{say.day(line.limit)}\n{state}" if line.is_late or in_time else say.day(line.limit)


def _handed(say: Translator, each: HandedLine) -> Sequence[str]:
    row, meeting = each.row, each.meeting
    day = say.day(meeting.starts_at)
    met = say.gettext("meeting %(number)s", number=meeting.number)
    article = say.article("8(3)" if row.what is Served.INVITATION else "8(7)")
    found = [say.gettext("handed over"), say.day(row.served_on)]
    if row.not_stated:
        found.append(say.gettext("not stated"))
    if row.witness:
        found.append(say.gettext("witness: %(name)s", name=row.witness))
    if row.paper_number:
        kept = {"number": row.paper_number, "place": row.paper_place}
        found.append(say.gettext("receipt %(number)s, %(place)s", **kept))
    return (
        f"{capital(say.gettext(SERVED[row.what]))} ({article})\n{met}, {day}",
        f"{say.gettext('entered on %(day)s', day=say.day(row.recorded_at))}\n{each.entered_by}",
        "\n".join(found),
        "–",
        _limit(say, each),
    )


def _moment(say: Translator, at: datetime) -> str:
    return f"{say.day(at)}, {say.hour(at)}"
