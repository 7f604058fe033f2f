"""What everybody at a table declared: who chairs it, members, family, guests: Art. 10(2), 18(2)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import StringConstraints
from starlette.responses import Response

from casework.table import guests, on_paper, participants, taken_back
from casework.table.declarations import CONFIDENTIALITY, OF_THE_MUNICIPALITY
from core.i18n import N_, Translator
from identity import passwords
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.fresh import FreshSigned
from portal.guests import Bring, InviteAgain, TakeInvitationBack, invitations
from portal.routes.minutes import RealTime
from portal.signing import Sign, is_confirmed
from portal.web import Page, Signed
from portal.words import PARTS, RELATIONS, kin_names
from queries import codes_said, declared_texts
from queries.declarants import Declarant
from queries.declarations import DeclarationFile, of_table, to_declare
from rules.participants import BROUGHT, ExcusedWithoutReason, Part, Word

router = APIRouter(prefix="/declarations/{life_id:uuid}")

WHAT: Final = {
    Word.SIGNED: N_("Signed the declaration on paper"),
    Word.REFUSED: N_("Does not sign"),
    Word.EXCUSED: N_("A child that cannot sign"),
    Word.CONFLICT: N_("Has a conflict of interest"),
}


class OwnDeclaration(Sign):
    """Who chairs declares; the password stands for the hand."""

    conflict: Annotated[
        Literal["no", "yes"] | None,
        Ask(N_("Conflict of interest"), missing=N_("Say whether you have a conflict of interest.")),
    ] = None
    password: Annotated[
        str,
        StringConstraints(strip_whitespace=False, max_length=passwords.LONGEST),
        Ask(N_("Your password"), missing=N_("Write your password.")),
    ]


class OwnOfACase(OwnDeclaration):
    """At a case's table also whether they have a conflict: Art. 10(2)."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if not sheet.value("conflict"):
            yield "conflict", N_("Say whether you have a conflict of interest.")


class WordOnPaper(FormModel):
    """What somebody said, as whoever chairs puts it on record."""

    who: Annotated[UUID, Ask(N_("Who?"), missing=N_("Choose who it is."))]
    what: Annotated[
        Literal[Word.SIGNED, Word.REFUSED, Word.EXCUSED, Word.CONFLICT],
        Ask(N_("What came?"), missing=N_("Choose what came.")),
    ]
    on: Happened
    reason: Annotated[
        Prose, Ask(N_("Why not"), N_("Where nothing is stated, leave it empty."), open=True)
    ] = ""
    signed_by: Annotated[
        Line, Ask(N_("Who signed for the child"), N_("A guardian, if not the child"), open=True)
    ] = ""
    seen_by: Annotated[Line, Ask(N_("Who saw them sign"), N_("if known"), open=True)] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if sheet.value("what") == Word.EXCUSED and not sheet.value("reason").strip():
            yield "reason", ExcusedWithoutReason()


@router.get("")
def declarations_page(page: Signed, life_id: UUID) -> Response:
    """Everybody who takes part, and what is still to be signed."""
    return _show(page, life_id)


def _show(
    page: Page,
    life_id: UUID,
    *,
    own: Sheet[Any] | None = None,
    bring: Sheet[Bring] | None = None,
    word: Sheet[WordOnPaper] | None = None,
    again: Sheet[InviteAgain] | None = None,
    back: Sheet[TakeInvitationBack] | None = None,
    to_run_it: bool = False,
) -> Response:
    with page.work() as work:
        found = of_table(work, life_id, to_run_it=to_run_it)
        return page.render(
            "declarations/declarations.html",
            found=found,
            laid=declared_texts.papers_of(work, life_id),
            own=own or Sheet.of(OwnDeclaration),
            bring=bring or Sheet.of(Bring),
            again=again or Sheet.of(InviteAgain),
            back=back or Sheet.of(TakeInvitationBack),
            invitations=invitations(page, found.others),
            word=word or Sheet.of(WordOnPaper),
            kin=_kin(page.say, found.others),
            guests=named(page.say, [each for each in found.others if each.is_guest]),
            people=named(page.say, _open(found)),
            parts=PARTS,
            relations=RELATIONS,
            brought=[(part, page.say.gettext(PARTS[part])) for part in BROUGHT],
            meetings=[(each.id, page.say.day(each.met_on, page.today)) for each in found.meetings],
            what=[(code, page.say.gettext(words)) for code, words in WHAT.items()],
            confidentiality=CONFIDENTIALITY if found.is_case else OF_THE_MUNICIPALITY,
            read_outs=codes_said.beside_words(work, [each.id for each in found.members]),
        )


def _open(found: DeclarationFile) -> list[Declarant]:
    return [each for each in (*found.members, *found.others) if each.is_open or not each.conflict]


def _kin(say: Translator, people: Sequence[Declarant]) -> dict[UUID, str]:
    """What each of the family is called here; no name."""
    family = [(each.id, each.relation) for each in people if each.relation]
    words = kin_names(say, [relation for _, relation in family])
    return {id: word for (id, _), word in zip(family, words, strict=True)}


def named(say: Translator, people: Sequence[Declarant]) -> list[tuple[UUID, str]]:
    """As a list to choose from shows them."""
    kin = _kin(say, people)
    return [(each.id, _named(say, each, kin)) for each in people]


def _named(say: Translator, each: Declarant, kin: Mapping[UUID, str]) -> str:
    if each.id in kin:
        return kin[each.id]
    return f"{each.name}, {each.comes_from or say.gettext(PARTS[each.part or Part.GUEST])}"


@router.post("")
def declare(page: FreshSigned, life_id: UUID, clock: RealTime) -> Response:
    """Who chairs the table declares for themselves: Art. 10(2), 18(2)."""
    with page.work() as work:
        is_case = to_declare(work, life_id).is_case
    sheet: Sheet[Any] = page.typed(OwnOfACase if is_case else OwnDeclaration)

    def again() -> Response:
        return _show(page, life_id, own=sheet)

    def act(form: OwnDeclaration) -> Response:
        if not is_confirmed(page, clock, sheet, form):
            return again()
        conflict = form.conflict == "yes" if is_case else None
        with page.work() as work:
            to_declare(work, life_id)
            participants.declare_as_chair(work, life_id, conflict=conflict)
        done = N_("Your declaration is on record.")
        told = N_("Your conflict of interest is on record; the head has been told.")
        if conflict:  # from now on the case is not theirs to open
            return page.go("/", done=told)
        return page.go(f"/declarations/{life_id}", done=done)

    return page.submit(sheet, act, again)


@router.post("/bring")
def bring(page: Signed, life_id: UUID) -> Response:
    """An assistant, an interpreter, a guest, or who sat in: Art. 4(1), 4(4), 8(5), 10(6)."""
    sheet = page.typed(Bring)

    def act(form: Bring) -> Response:
        with page.work() as work:
            of_table(work, life_id, to_run_it=True)
            guests.bring(
                work,
                life_id,
                form.part,
                name=form.their_name,
                comes_from=form.comes_from,
                reason=form.why,
                independent=form.independent,
                meeting_id=form.meeting,
                invitation=form.said,
            )
        return page.go(f"/declarations/{life_id}", done=N_("They are on record; now they sign."))

    return page.submit(sheet, act, again=lambda: _show(page, life_id, bring=sheet, to_run_it=True))


@router.post("/invite")
def invite_again(page: Signed, life_id: UUID) -> Response:
    """A guest comes to another meeting, or an invitation to one is proven: Art. 8(5), 8(6)."""
    sheet = page.typed(InviteAgain)

    def act(form: InviteAgain) -> Response:
        with page.work() as work:
            of_table(work, life_id, to_run_it=True)
            guests.invite_again(work, life_id, form.guest, form.meeting, form.said)
        return page.go(f"/declarations/{life_id}", done=N_("The invitation is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, life_id, again=sheet, to_run_it=True))


@router.post("/taken-back")
def take_back(page: Signed, life_id: UUID) -> Response:
    """A guest is not to come to a meeting after all: Art. 8(5)."""
    sheet = page.typed(TakeInvitationBack)

    def act(form: TakeInvitationBack) -> Response:
        with page.work() as work:
            of_table(work, life_id, to_run_it=True)
            taken_back.take_back(
                work, life_id, form.invitation, reason=form.reason, on=form.told_on
            )
        done = N_("The invitation is taken back; they can be invited again.")
        return page.go(f"/declarations/{life_id}", done=done)

    return page.submit(sheet, act, again=lambda: _show(page, life_id, back=sheet, to_run_it=True))


@router.post("/word")
def word(page: Signed, life_id: UUID) -> Response:
    """What a member, one of the family or a guest said on paper: Art. 10(2), 18(2)."""
    sheet = page.typed(WordOnPaper)

    def act(form: WordOnPaper) -> Response:
        with page.work() as work:
            of_table(work, life_id, to_run_it=True)
            on_paper.record(
                work,
                life_id,
                form.who,
                form.what,
                reason=form.reason,
                signed_by=form.signed_by,
                on=form.on,
                seen_by=form.seen_by,
            )
        return page.go(f"/declarations/{life_id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, life_id, word=sheet, to_run_it=True))
