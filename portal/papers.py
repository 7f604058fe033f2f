"""What stands on every paper beside its text, and how one is handed out: Art. 10(6), 18(1)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, Protocol

from starlette.responses import Response

from casework.case.archives import printed_beside
from casework.table.made_papers import PaperOf, first_number, put_on_record
from core.i18n import LANGUAGES, N_, Language, Translator, translator
from documents import code
from documents.builder import pressed
from documents.paper import Letterhead, PaperCode, PrintedPaper
from identity.access import NotThere, still_reads
from models.case import Case
from models.centre_registration import registered
from models.life import Life
from models.people import Municipality
from models.session import Work
from portal import paper_codes
from portal.web import Page
from queries.signatures import Signatures
from rules.emergencies import check_paper

REGULATION: Final = N_("Regulation (GRK) No. 23/2023")
CENTRE: Final = N_("Centre for Social Work")
STANDING: Final = N_(
    "That a word given with a code or a password counts as a signature is our reading: the"
    " Regulation says who signs, and not how. It is no qualified electronic signature; whoever"
    " prefers signs on paper."
)
"""Of a paper on which somebody has signed so: decision 0195."""
OURS: Final = N_("The Regulation supplies no form for it; this one is ours.")


class Printing(Protocol):
    """Who has a paper made, and when: a page, or what makes a bundle that nobody waits for."""

    @property
    def today(self) -> date: ...
    @property
    def printed_at(self) -> datetime: ...
    @property
    def printed_by(self) -> str: ...
    @property
    def role_name(self) -> str: ...


def say_in(tongue: str) -> Translator:
    """In the language of the address; a paper is not always in its reader's."""
    found: Language | None = next((each for each in LANGUAGES if each == tongue), None)
    if found is None:
        raise NotThere
    return translator(found)


def letterhead(say: Translator, place: Municipality, on: date) -> Letterhead:
    """What the centre is called on that day, and where it is reached: decision 0166."""
    name = say.gettext("CSW %(place)s", place=place.name(say.language, on))
    entry = registered(place, on)
    number = say.gettext(N_("Registered: %(number)s"), number=entry.number)
    reached = (entry.address, number if entry.number else "", *place.office)
    return Letterhead(name, [each for each in reached if each])


def foot(by: Printing, say: Translator, what: str) -> tuple[str, str]:
    """On every page: what it is, that it is confidential, who had it made and when."""
    now = by.printed_at
    kept = say.gettext(
        "Confidential: %(one)s and %(two)s.", one=say.article("10(6)"), two=say.article("18(1)")
    )
    made = say.gettext(
        "Printed by %(name)s, %(role)s, on %(day)s at %(hour)s.",
        name=by.printed_by,
        role=say.gettext(by.role_name),
        day=say.full_day(now),
        hour=say.hour(now),
    )
    return what, f"{kept} {made}"


def beside_signatures(say: Translator, words: str, found: Signatures) -> str:
    """Under the people of a signed text, with what a word by code or password is."""
    return f"{words}\n{say.gettext(STANDING)}" if found.given_here else words


def frame(
    by: Printing, say: Translator, place: Municipality, what: str, *of: str, on: date | None = None
) -> dict[str, Any]:
    """What a paper of ours has beside its own text; its name says of which case it is."""
    name = " · ".join((what, *of))
    return {
        "language": say.language,
        "title": name,
        "made_on": by.today,
        "letterhead": letterhead(say, place, on or by.today),
        "marks": (say.gettext(OURS),),
        "foot": foot(by, say, name),
        "heading": what,
    }


def blank_frame(
    by: Printing, say: Translator, place: Municipality | None, what: str
) -> dict[str, Any]:
    """Of a form that is filled in by hand, of no case."""
    return {
        "language": say.language,
        "title": what,
        "made_on": by.today,
        "letterhead": letterhead(say, place, by.today) if place else None,
        "marks": (say.gettext(OURS),),
        "foot": (f"{what} · {say.gettext(REGULATION)}",),
        "hand": True,
        "heading": what,
    }


def hand_out(
    page: Page, of: Case | Life, paper: PrintedPaper, act: str, name: str, **detail: Any
) -> Response:
    """The paper, with a code on each page, once it is on record who had which one made: Art. 18(1).

    `detail` is for the trail; of it the ids of a `meeting` and a `member` and the version of a
    `plan` are kept with the number.
    """
    what = PaperOf(
        act.removesuffix(" printed"),
        detail.get("plan", 0),
        detail.get("meeting"),
        detail.get("member"),
    )
    return hand_out_as(what, page, of, paper, name, **detail)


def hand_out_as(
    what: PaperOf,
    page: Page,
    of: Case | Life,
    paper: PrintedPaper,
    name: str,
    *,
    again: Callable[[Work], object] | None = None,
    **detail: Any,
) -> Response:
    """The same of a paper that says what it is, as one on which a laid text is signed.

    It is set between two units of work: nothing waits in the database for the press. In the second
    one it is asked once more whether whoever asked may read it: as an officer of that life, or what
    `again` asks.
    """
    known = _known_number(page, of, what, paper)
    paper = coded(paper, what.version, known)
    made = pressed(paper)
    with page.work() as work:
        again(work) if again else still_reads(work, of.id)
        check_paper(in_emergency=work.emergency is not None)
        row = put_on_record(work, of, what, paper, made, **detail)
        if isinstance(of, Case) and of.seal is not None and not paper.hand:
            before = bool(known) and of.sealed_at is not None and row.made_at <= of.sealed_at
            printed_beside(work, of, paper_codes.digest_of(row.number), before=before)
    return as_file(made.file, name)


def _known_number(page: Page, of: Case | Life, what: PaperOf, paper: PrintedPaper) -> str:
    """Of a sealed file nothing changes: what is printed once more has the code that it had, in the
    archive and before."""
    if (of.sealed_at if isinstance(of, Case) else of.ended_at) is None or paper.hand:
        return ""
    with page.work(read_only=True) as work:
        return first_number(work.session, of.id, what, paper)


def coded(paper: PrintedPaper, version: int, number: str = "") -> PrintedPaper:
    """With a number on each page: its own, or the one by which it is known."""
    return replace(paper, code=_code(paper.language, version, number or code.new_number()))


def _code(language: Language, version: int, number: str) -> PaperCode:
    alt = translator(language).gettext(N_("The code by which this page is found again"))
    return PaperCode(number, code.shown(number), code.start(number, version), alt)


def as_file(made: bytes, name: str) -> Response:
    """A browser shows it; nobody on the way keeps it."""
    return Response(
        made,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
