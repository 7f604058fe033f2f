"""Minutes as a paper: the text as it is laid for signature, or a draft that says so: Art. 10(1)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from casework.record.minutes_words import (
    CorrectedChair,
    CorrectedRecord,
    LateItem,
    SaidDissent,
)
from casework.table.made_papers import LaidText, PaperOf
from casework.table.signing import MinutesText
from core.i18n import N_, Translator, capital, translator
from documents.builder import PaperNotMade
from documents.meeting import MinutesPaper
from documents.paper import Attendant, PaperText
from models.session import Work
from portal import beside, meeting_papers, papers
from portal.annex_rows import of_block
from portal.glossed import glossed
from portal.institutions import institution
from portal.papers import Printing
from portal.prose import blocks
from portal.skeleton import record_language
from portal.words import AGENDA_WORDS, RELATIONS, SIGNED_BY, in_a_line, in_part, stood_as
from queries.meeting_file import MeetingFile
from queries.signature_lines import SignatureLine
from queries.signatures import Signatures, under_minutes
from rules.agenda import Approval
from rules.signing import SignatureRole

IN_BRACKETS: Final = N_(
    "The text stands in the language in which it was written. In square brackets beside it: our own"
    " words in it, in the language of this paper."
)
EXEMPT: Final = N_("recused, and does not sign (Art. 10(2))")
HEADS: Final = (N_("Name and surname"), N_("Institution"), N_("Present"), N_("Signature"))


class NotAsLaid(PaperNotMade):
    reason = "This text is not the one that was laid for signature."
    way_out = (
        "Its words were changed in the database since. Sign nothing, and tell whoever runs the"
        " system."
    )


def minutes(by: Printing, work: Work, say: Translator, file: MeetingFile) -> MinutesPaper | None:
    """None while nobody has written them."""
    if file.paper is None:
        return None
    if file.laid and not file.laid.as_laid:
        raise NotAsLaid
    what = say.gettext("Minutes")
    laid = file.laid.words if file.laid else None
    frame = meeting_papers.common(by, work, say, file, what)
    if laid is None:
        draft = say.gettext(N_("Draft: this text may still change, and is not to be signed."))
        frame["marks"] = (*frame["marks"], draft)
    text = laid.text if laid else file.paper.text
    found = under_minutes(work, file.paper, file.signer)
    record = translator(record_language(file))
    if record.language != say.language:
        frame["marks"] = (*frame["marks"], say.gettext(IN_BRACKETS))
    return MinutesPaper(
        **frame,
        heading=what,
        facts=[*_head(say, file, laid), *_facts(say, file, laid)],
        record=record_language(file),
        written=[glossed(record, say, of_block(each)) for each in blocks(text)],
        beside=list(_beside(say, file, laid)),
        people_heading=say.gettext("Participants"),
        heads=[say.gettext(each) for each in HEADS],
        people=list(_people(say, found, file)),
        fingerprint=_fingerprint(say, file, found),
    )


def which(file: MeetingFile) -> PaperOf:
    """Minutes that are laid are signed on their paper, as they are laid."""
    if file.laid is None or file.paper is None:
        return PaperOf("minutes", meeting_id=file.meeting.id)
    laid = LaidText(file.paper.id, file.laid.digest)
    return PaperOf("minutes", file.laid.words.version, file.meeting.id, laid=laid)


def _fingerprint(say: Translator, file: MeetingFile, found: Signatures) -> str:
    if file.laid is None:
        return ""
    words = say.gettext("The text does not change any more. Its fingerprint:")
    return papers.beside_signatures(say, f"{words} {file.laid.digest.hex()}", found)


def _head(say: Translator, file: MeetingFile, laid: MinutesText | None) -> list[tuple[str, str]]:
    """Of a laid text as it is laid, whatever was learned since."""
    if laid is None:
        return meeting_papers.facts(say, file)
    return meeting_papers.lines(
        say,
        file,
        laid.kind,
        at=laid.starts_at,
        place=laid.place,
        chair=laid.chair,
        haste=laid.haste,
    )


def _facts(
    say: Translator, file: MeetingFile, laid: MinutesText | None
) -> Iterator[tuple[str, str]]:
    meeting = file.meeting
    unplanned = laid.unplanned if laid else meeting.unplanned and not meeting.paper_minutes
    off = laid.called_off_on if laid else meeting.called_off_at
    if unplanned:
        yield say.gettext("Invitation"), say.gettext("Nobody had planned this meeting")
    elif off:
        took_place = "Took place although called off on %(day)s"
        yield say.gettext("Invitation"), say.gettext(took_place, day=say.day(off))
    yield say.gettext("Agenda"), _agenda(say, file, laid)
    if laid:
        by = laid.approved_on
        yield say.gettext("Approval"), say.day(by) if by else say.gettext("by these signatures")
        if laid.version > 1:
            yield say.gettext("Text number"), str(laid.version)
            yield say.gettext("Why it was laid anew"), laid.reason


def _agenda(say: Translator, file: MeetingFile, laid: MinutesText | None) -> str:
    approval = laid.agenda if laid else file.meeting.agenda_approval
    if approval is None:
        return say.gettext("It is not said whether the table approved it.")
    changes = (laid.agenda_changes if laid else file.meeting.agenda_changes) or ""
    return f"{say.gettext(AGENDA_WORDS[Approval(approval)])} {changes}".strip()


def _beside(say: Translator, file: MeetingFile, laid: MinutesText | None) -> Iterator[PaperText]:
    """What the laid text holds beside its words, then what was learned after it was laid."""
    late = (
        laid.late
        if laid
        else [LateItem(words=each.words, on=each.late_on) for each in file.agenda if each.late_on]
    )
    yield from _part(N_("The agenda"), say, (_late(say, each) for each in late))
    if laid and laid.corrections:
        lines = laid.corrections.splitlines()
        yield PaperText(lines, say.gettext("Corrections approved with them"))
    items = laid.without_words if laid else beside.without_words(file)
    if items:
        words = say.gettext("Items without words: %(items)s", items=", ".join(items))
        yield PaperText([f"{words} ({say.article('10(4)')})"])
    dissents = [*(laid.dissents if laid else ()), *beside.said_beside(file)]
    said = (line for each in dissents for line in _dissent(say, each))
    yield from _part(N_("Who dissents from what was decided"), say, said)
    chairs = [*(laid.corrected_chair if laid else ()), *beside.chair_beside(file)]
    yield from _part(N_("Who chaired was corrected"), say, (_chair(say, each) for each in chairs))
    records = [*(laid.corrected_record if laid else ()), *beside.record_beside(file)]
    put_right = (line for each in records for line in _record(say, each))
    yield from _part(N_("The record was corrected"), say, put_right)
    there = beside.there_beside(file) if laid else ()
    later = N_("Who else was there, as was learned later")
    yield from _part(later, say, (in_a_line(say, each) for each in there))


def _part(heading: str, say: Translator, lines: Iterable[str]) -> Iterator[PaperText]:
    found = list(lines)
    if found:
        yield PaperText(found, say.gettext(heading))


def _late(say: Translator, each: LateItem) -> str:
    return f"{each.words} ({say.gettext('late, added on %(day)s', day=say.day(each.on))})"


def _dissent(say: Translator, each: SaidDissent) -> Iterator[str]:
    who = ", ".join(filter(None, (each.name, institution(say, each.affiliation))))
    yield f"{who} · {say.gettext('Said on %(day)s', day=say.day(each.on))}"
    yield f"{say.gettext('Decided:')} {each.decision}"
    yield from each.words.splitlines()


def _said(say: Translator, on: date, source: str, reason: str) -> str:
    words = say.gettext("said on %(day)s by %(source)s", day=say.day(on), source=source)
    return f"{words}: {reason}"


def _chair(say: Translator, each: CorrectedChair) -> str:
    return f"{each.was or '–'} → {each.now or '–'}; {_said(say, each.on, each.source, each.reason)}"


def _record(say: Translator, each: CorrectedRecord) -> Iterator[str]:
    def moment(at: datetime) -> str:
        return f"{say.full_day(at)}, {say.hour(at)}"

    def there(was: bool | None) -> str:
        if was is None:
            return say.gettext("not on record")
        return say.gettext("present") if was else say.gettext("absent")

    if each.was_at and each.now_at:
        yield f"{moment(each.was_at)} → {moment(each.now_at)}"
    for line in each.lines:
        name = capital(say.gettext(RELATIONS[line.relation])) if line.relation else line.name
        was = f"{there(line.was)} ({line.was_words})" if line.was_words else there(line.was)
        yield f"{name}: {was} → {there(line.now)}"
    yield _said(say, each.on, each.source, each.reason)


def _people(say: Translator, found: Signatures, file: MeetingFile) -> Iterator[Attendant]:
    """Who was present signs; who was absent acknowledges; who had no seat does neither."""
    partly = dict(_in_part(say, file))
    for line in found.lines:
        there = line.role == SignatureRole.SIGN
        where = institution(say, line.affiliation)
        if line.member_id is None:
            where = f"{say.gettext(papers.CENTRE)}, {say.gettext('chair')}"
        present = say.gettext("yes") if there else say.gettext("no")
        present = ", ".join(filter(None, (present, partly.get((line.name, line.affiliation)))))
        yield Attendant(line.name, where, present, word_of(say, line))
    for other in file.laid.words.also_there if file.laid else file.also_there:
        who, of, as_what = stood_as(say, other)
        yield Attendant(who, of or as_what, say.gettext("yes"), "–")


def _in_part(say: Translator, file: MeetingFile) -> Iterator[tuple[tuple[str, str], str]]:
    """By name and institution, as the laid text has it: Art. 9, 10(2)."""
    if file.laid:
        for each in (*file.laid.words.present, *file.laid.words.absent):
            yield (each.name, each.affiliation), in_part(say, each)
        return
    for seat in file.seats:
        who = seat.member.professional
        yield (who.name or "", who.affiliation), in_part(say, seat)


def word_of(say: Translator, line: SignatureLine) -> str:
    """What is on record; free where it is signed by hand, by whoever may: T7."""
    if line.signature is None:
        return say.gettext(EXEMPT) if line.is_recused else ""
    how = say.gettext(SIGNED_BY[line.signature.method])
    said = f"{say.day(line.signature.signed_on)}, {how}"
    return f"{said}\n{line.signature.reason}" if line.signature.reason else said
