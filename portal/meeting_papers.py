"""Invitation and sign-in sheet of a meeting as papers: Art. 8(3), 9."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from casework.record.agenda import AgendaLine
from casework.record.also_there import named
from core.i18n import N_, Translator, capital
from documents.meeting import InvitationPaper, SignInSheet
from documents.paper import Attendant, Letterhead
from models.people import Municipality
from models.session import Work
from portal import papers
from portal.institutions import institution
from portal.papers import Printing
from portal.words import AGENDA_ARTICLES, MEETINGS, stood_as
from queries.meeting_file import MeetingFile
from rules.agenda import OWN
from rules.binding import BINDING
from rules.items import AGENDA
from rules.meetings import MeetingKind

OWN_ITEM: Final = N_("An item in the chair's own words")
HEADS: Final = (N_("Name and surname"), N_("Institution"), N_("Signature"))


def invitation(
    by: Printing, work: Work, say: Translator, file: MeetingFile, *, to: str = ""
) -> InvitationPaper:
    """With the agenda, and nothing of the child: it may be handed to somebody before they have
    declared anything. `to` is whose copy it is, where somebody reads it who has: they read the
    chair's own items too, as on their page."""
    what = say.gettext(N_("Invitation"))
    return InvitationPaper(
        **common(by, work, say, file, what),
        heading=what,
        facts=facts(say, file),
        to=say.gettext(N_("To:")),
        addressed=to,
        opening=_opening(say, work, file),
        agenda_heading=say.gettext("Agenda"),
        agenda=[line.words if to and line.words else _item(say, line) for line in file.agenda],
        law=list(_law(say, file)),
        signs=[f"{file.chaired or '–'}, {say.gettext('chair')}"],
    )


def sign_in(by: Printing, work: Work, say: Translator, file: MeetingFile) -> SignInSheet:
    """Whoever has a seat that day; the family stands there by no name: it writes its own."""
    what = say.gettext(N_("Who came to the meeting"))
    seats = [each for each in file.seated_on(file.meeting.day) if not each.member.conflict]
    people = [
        Attendant(
            each.member.professional.name or "",
            institution(say, each.member.professional.affiliation),
        )
        for each in sorted(seats, key=lambda each: each.member.professional.name or "")
    ]
    guests = (stood_as(say, each) for each in named((), file.others, ()))
    return SignInSheet(
        **common(by, work, say, file, what),
        heading=what,
        facts=facts(say, file),
        secret=say.gettext(
            N_("The meeting is closed; whoever takes part keeps secret what is said: %(law)s."),
            law=say.article("10(6)"),
        ),
        heads=[say.gettext(each) for each in HEADS],
        people=[
            Attendant(file.chaired, say.gettext(papers.CENTRE)),
            *people,
            *(Attendant(who, where or as_what) for who, where, as_what in guests),
        ],
    )


def place_of(work: Work, file: MeetingFile) -> Municipality:
    return work.session.get_one(Municipality, file.life.municipality_id)


def common(
    by: Printing, work: Work, say: Translator, file: MeetingFile, what: str
) -> dict[str, Any]:
    """What each paper of a meeting has beside its own text."""
    name = f"{what} · {file.label} · {number_of(say, file)}"
    head: Letterhead = papers.letterhead(say, place_of(work, file), file.meeting.day)
    off = [capital(say.gettext("cancelled"))] if file.meeting.cancelled_at else []
    return {
        "language": say.language,
        "title": name,
        "made_on": by.today,
        "letterhead": head,
        "marks": [*off, say.gettext(papers.OURS)],
        "foot": papers.foot(by, say, name),
    }


def number_of(say: Translator, file: MeetingFile) -> str:
    return say.gettext("Meeting %(number)s", number=file.meeting.number)


def facts(say: Translator, file: MeetingFile) -> list[tuple[str, str]]:
    meeting = file.meeting
    at, haste = meeting.held_at or meeting.starts_at, meeting.short_notice_reason or ""
    return lines(
        say,
        file,
        meeting.kind,
        at=at,
        place=meeting.place or "",
        chair=file.chaired,
        haste=haste,
    )


def lines(
    say: Translator,
    file: MeetingFile,
    kind: MeetingKind,
    *,
    at: datetime,
    place: str,
    chair: str,
    haste: str,
) -> list[tuple[str, str]]:
    """Of what, where and when, and why in haste."""
    moment = f"{say.full_day(at)}, {say.hour(at)}, {place}"
    found = [
        (say.gettext("Case") if file.case else say.gettext("Quarter"), file.label),
        (say.gettext("Meeting"), f"{file.meeting.number}, {say.gettext(MEETINGS[kind])}"),
        (say.gettext("Time and place"), moment),
        (say.gettext("Chair"), chair or "–"),
    ]
    if haste or kind == MeetingKind.EXTRAORDINARY:
        why = haste or say.gettext("No reason is stated.")
        found.append((say.gettext("Called in haste"), why))
    return found


def _opening(say: Translator, work: Work, file: MeetingFile) -> str:
    if file.case:
        return say.gettext(
            "You are invited to the meeting of the roundtable on case %(case)s.", case=file.label
        )
    return say.gettext(
        "You are invited to the meeting of the municipal roundtable in %(place)s for the quarter"
        " %(quarter)s. It looks at the general situation of children in the municipality, not at a"
        " single case.",
        place=place_of(work, file).name(say.language, file.meeting.day),
        quarter=file.label,
    )


def _item(say: Translator, line: AgendaLine) -> str:
    """The chair's own stands there without its words, as in the mail: Art. 10(6)."""
    if line.words or line.code == OWN:
        return say.gettext(OWN_ITEM)
    article = AGENDA_ARTICLES.get(line.code)
    words = say.gettext(AGENDA[line.code])
    return f"{words} ({say.article(article)})" if article else words


def _law(say: Translator, file: MeetingFile) -> Iterator[str]:
    of_case = N_(
        "Invitation, agenda, assessment and initial plan are to be sent to the members at least"
        " three days before the meeting:"
    )
    in_haste = N_(
        "In cases of risk an extraordinary meeting can be called; agenda and papers go to the"
        " members:"
    )
    municipal = N_("The roundtable meets at least once in three months, also without a case:")
    if not file.case:
        law, article = municipal, "8(2)"
    elif file.meeting.kind == MeetingKind.EXTRAORDINARY:
        law, article = in_haste, "14(5)"
    else:
        law, article = of_case, "8(3)"
    yield f"{say.gettext(law)} {say.gettext(papers.REGULATION)}, {say.article(article)}."
    yield say.gettext(
        "The Regulation is binding on every natural and legal person who takes part and is"
        " responsible for assisting in the case and in protecting the child: Article %(number)s.",
        number=str(BINDING),
    )
