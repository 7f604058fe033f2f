"""What members sign, each word by a code of its own: Art. 10(1), 17(5), decision 0155."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import closure
from casework.table import dissents, minutes
from casework.table.dissents import DissentWords
from core.i18n import N_
from identity.confirmations import ConfirmedWord, word_of
from identity.member_links import Guest
from models.confirmation import Confirmation
from models.people import LinkPurpose
from models.session import Work
from portal.confirming import AwaitsCode, ByCode, Saying
from portal.fields import Ask, Prose
from portal.forms import Gap, Sheet
from portal.members import AtLink, Entry
from portal.prose import blocks
from portal.signing import Refusable
from portal.words import DEPARTURES, GROUNDS, OUTCOMES, RELATIONS
from queries import member_desk, member_papers
from rules.basis import Basis
from rules.confirming import ConfirmedAct
from rules.defaults import DEFAULTS
from rules.dissent import DissentWithoutWords
from rules.signing import SignatureMethod

router = APIRouter()


class MemberSigns(Refusable, ByCode):
    """A member's word under a fixed text: Art. 10(1), 17(5)."""

    word: Annotated[
        Literal["sign", "note", "acknowledge", "refuse"],
        Ask(N_("What do you want to do?"), missing=N_("Choose what you want to do.")),
    ]
    reason: Annotated[
        Prose,
        Ask(N_("Remark or reason"), hint=N_("For a remark, or when you do not sign."), open=True),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A remark has words, a refusal its reason: Art. 10(1)."""
        yield from super().gaps(sheet)
        if sheet.value("word") == "note" and not sheet.value("reason").strip():
            yield "reason", N_("Write your remark.")

    @property
    def method(self) -> SignatureMethod:
        return SignatureMethod.REFUSED if self.word == "refuse" else SignatureMethod.CODE

    @property
    def words(self) -> str | None:
        return self.said if self.word in {"note", "refuse"} else ""

    def under(
        self, act: ConfirmedAct, paper_id: UUID, laid: bytes | None, *more: str
    ) -> ConfirmedWord:
        """This word under the text as it is laid now."""
        said = "" if self.words is None else f"{self.method}: {self.words}"
        return word_of(act, paper_id, said, *more, under=laid)


class SignsMinutes(MemberSigns):
    """The minutes; a member may also dissent from what the table decided: Art. 10(1)."""

    decision: Annotated[Prose, Ask(N_("What did the table decide?"), open=True)] = ""
    dissent: Annotated[
        Prose,
        Ask(
            N_("What do you say against it?"),
            hint=N_("It stands with the minutes as you write it; the head reads it."),
            open=True,
        ),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A dissent says from what, and why."""
        yield from super().gaps(sheet)
        decision, words = sheet.value("decision").strip(), sheet.value("dissent").strip()
        if bool(decision) != bool(words):
            yield "dissent" if decision else "decision", DissentWithoutWords()


@router.get("/l/{token}/sign")
def sign_page(at: AtLink) -> Response:
    return _sign(at, Sheet(SignsMinutes))


def _sign(at: Entry, sheet: Sheet[SignsMinutes], waiting: AwaitsCode | None = None) -> Response:
    with at.inside(LinkPurpose.SIGN) as (work, guest):
        desk = member_desk.signing(work, guest)
        member_papers.note_opened(work, guest, "minutes", desk.paper.id)
        about = member_desk.about(work, guest)
        text = list(blocks(desk.laid.words.text)) if desk.laid else []
        said = member_desk.own_dissents(work, guest, desk.meeting.id)
        return at.render(
            "member/sign.html",
            sheet=sheet,
            desk=desk,
            about=about,
            text=text,
            said=said,
            waiting=waiting,
        )


@router.post("/l/{token}/sign")
def sign(at: AtLink) -> Response:
    """Sign, acknowledge or refuse with a reason, by a code for this text and this word."""
    sheet = at.page.typed(SignsMinutes)

    def word(work: Work, guest: Guest, form: SignsMinutes) -> ConfirmedWord:
        paper, said = member_desk.signing(work, guest).paper, (form.decision, form.dissent)
        return form.under(ConfirmedAct.MINUTES, paper.id, paper.digest, *said)

    def act(
        work: Work, guest: Guest, form: SignsMinutes, confirmation: Confirmation | None
    ) -> Response:
        paper = member_desk.signing(work, guest).paper
        if form.dissent.strip():  # before the signature: the last one may seal the file
            words = DissentWords(form.decision, form.dissent)
            dissents.say(work, paper.meeting_id, guest.member.id, words)
        minutes.sign(
            work,
            paper.id,
            member_id=guest.member.id,
            method=form.method,
            reason=form.words,
            shown=form.digest,
            confirmation=confirmation,
        )
        return at.page.go(f"{at.home}/sign")

    def show(waiting: AwaitsCode | None) -> Response:
        return _sign(at, sheet, waiting)

    return Saying(at, sheet, show, word, act, (LinkPurpose.SIGN,)).answer()


class SignsForm(MemberSigns):
    """A member's word under the closing form: Art. 17(5)."""

    why: ClassVar[Basis | None] = DEFAULTS.WHY_UNSIGNED


@router.get("/l/{token}/close")
def close_page(at: AtLink) -> Response:
    """The closing form as the table decided it: Art. 17(5)."""
    return _close(at, Sheet(SignsForm))


def _close(at: Entry, sheet: Sheet[SignsForm], waiting: AwaitsCode | None = None) -> Response:
    with at.inside(LinkPurpose.CLOSE) as (work, guest):
        desk = member_desk.closing(work, guest)
        member_papers.note_opened(work, guest, "closing form", desk.closure.id)
        about = member_desk.about(work, guest)
        return at.render(
            "member/close.html",
            sheet=sheet,
            desk=desk,
            about=about,
            assessment=list(blocks(desk.form.words.assessment)),
            ground_words=GROUNDS,
            departures=DEPARTURES,
            relations=RELATIONS,
            outcomes=OUTCOMES,
            waiting=waiting,
        )


@router.post("/l/{token}/close")
def close(at: AtLink) -> Response:
    """Sign the closing form, or refuse with a reason, by a code for this text: Art. 17(5)."""
    sheet = at.page.typed(SignsForm)

    def word(work: Work, guest: Guest, form: SignsForm) -> ConfirmedWord:
        paper = member_desk.closing(work, guest).closure
        return form.under(ConfirmedAct.CLOSURE, paper.id, paper.digest)

    def act(
        work: Work, guest: Guest, form: SignsForm, confirmation: Confirmation | None
    ) -> Response:
        paper = member_desk.closing(work, guest).closure
        closure.sign(
            work,
            paper.id,
            member_id=guest.member.id,
            method=form.method,
            reason=form.words,
            shown=form.digest,
            confirmation=confirmation,
        )
        return at.page.go(f"{at.home}/close")

    def show(waiting: AwaitsCode | None) -> Response:
        return _close(at, sheet, waiting)

    return Saying(at, sheet, show, word, act, (LinkPurpose.CLOSE,)).answer()
