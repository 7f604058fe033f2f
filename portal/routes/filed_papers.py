"""A printed paper, found by its number: what came back of it, and who has signed there: 0194."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import signed_pages
from casework.case.signed_pages import SignedHere
from casework.record.archives_made import is_in_one
from casework.table import pages_back, signed_pdfs
from core.i18n import N_
from documents import code
from identity.access import NotThere
from models import file_store
from models.stored_file import StoredFile
from portal import words
from portal.evidence import FOLLOWS, NOTHING, WayOn
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.signing import UnderText
from portal.web import ForOfficers, Page
from queries import filed_papers
from queries.filed_papers import FiledPaper, FiledSheet

router = APIRouter(prefix="/papers/{printed}")

OF_ANOTHER: Final = N_("Page %(number)s, filed on %(day)s, is of another paper")
PDF_OF_ANOTHER: Final = N_("The signed PDF of %(day)s is of another paper")
PDF_BACK: Final = N_("The PDF is taken back, and gone from here. Keep it at the paper it is of.")
NOT_THEIRS: Final = N_("On page %(number)s is no signature of %(name)s")
PAGE_BACK: Final = N_("The page is taken back. It waits here: file it to its paper, or reject it.")
BACK_FROM_ARCHIVE: Final = N_(
    "It is taken back. An archive of the sealed file holds it still: the page of the archives says"
    " which, and who took it along."
)
SIGNER_BACK: Final = N_(
    "It is on record that this page does not show it. The signature itself stands as it was"
    " entered: if they have not signed, correct it on the page of the text."
)


class SignerRow(FormModel):
    """Whether one person has signed on a page; nothing is ticked beforehand."""

    who: UUID
    known: bool = False
    """Their signature is on record already."""
    word: Annotated[
        Literal["signed", "not"],
        Ask(N_("On this page"), missing=N_("Say whether they have signed on this page.")),
    ]
    on: Annotated[Happened | None, Ask(N_("On which day did they sign?"), open=True)] = None
    seen_by: Annotated[Line, Ask(N_("Who saw them sign"), N_("if known"), open=True)] = ""


class SignedPageForm(UnderText):
    """What an officer sees on one page, of each who may have signed there: Art. 10(1), 17(5)."""

    page_id: UUID
    signers: Annotated[tuple[SignerRow, ...], Ask(N_("Signature %(number)s"))] = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        for row in sheet.rows("signers"):
            has_signed = sheet.known(f"{row}.word") == "signed"
            if has_signed and not sheet.known(f"{row}.known") and not sheet.known(f"{row}.on"):
                yield f"{row}.on", N_("Say on which day they signed.")

    @property
    def not_there(self) -> list[UUID]:
        return [row.who for row in self.signers if row.word == "not"]

    @property
    def said(self) -> list[SignedHere]:
        return [
            SignedHere(row.who, None if row.known else row.on, row.seen_by)
            for row in self.signers
            if row.word == "signed"
        ]


class TakePageBack(FormModel):
    """What was filed wrongly: a page, or whose signature is seen on one."""

    called = "back"

    wrong: Annotated[UUID, Ask(N_("What is wrong?"), missing=N_("Choose what is wrong."))]
    reason: Annotated[
        Prose,
        Ask(
            N_("Why is it taken back?"),
            N_("It stays on record, with you and today."),
            missing=N_("Write why."),
        ),
    ]


class KeepPdf(FormModel):
    """A PDF that says itself of which paper it is: asked where that is another one."""

    called = "pdf"
    here: Annotated[bool, Ask(N_("It belongs to this paper all the same."))] = False


@router.get("")
def paper_page(page: ForOfficers, printed: str) -> Response:
    """What the number leads to."""
    with page.work() as work:
        return _show(page, filed_papers.read(work, code.typed(printed)))


@router.get("/pages/{page_id:uuid}.jpg")
def page_picture(page: ForOfficers, printed: str, page_id: UUID) -> Response:
    """A page as it came back; that it was looked at is on record."""
    with page.work() as work:
        file = filed_papers.read(work, code.typed(printed))
        row = next((each.row for each in file.sheets if each.row.id == page_id), None)
        if row is None:
            raise NotThere
        stored = work.session.get_one(StoredFile, row.file_id)
        work.record("filed page opened", "18(1)", life=file.life, page=row.id)
        return Response(b"".join(file_store.read(work, stored)), media_type=stored.media_type)


@router.post("/signed")
def say_signed(page: ForOfficers, printed: str) -> Response:
    """Who has signed on a page: each a signature on paper as any other."""
    sheet = page.typed(SignedPageForm)

    def again() -> Response:
        with page.work() as work:
            return _show(page, filed_papers.read(work, code.typed(printed)), sheet)

    def act(form: SignedPageForm) -> Response:
        with page.work() as work:
            file = filed_papers.read(work, code.typed(printed))
            if form.page_id not in {each.row.id for each in file.sheets}:
                raise NotThere
            said = form.said, form.digest
            signed_pages.say_signed(work, form.page_id, *said, not_there=form.not_there)
        return page.go(f"/papers/{file.made.number}", done=N_("It is on record."))

    return page.submit(sheet, act, again)


@router.post("/taken-back")
def take_back(page: ForOfficers, printed: str) -> Response:
    """A page is of another paper and waits again; or it shows no signature of this person."""
    sheet = page.typed(TakePageBack)

    def again() -> Response:
        with page.work() as work:
            return _show(page, filed_papers.read(work, code.typed(printed)), back=sheet)

    def act(form: TakePageBack) -> Response:
        with page.work() as work:
            file = filed_papers.read(work, code.typed(printed))
            pages = {each.row.id: each.row.file_id for each in file.sheets}
            held = is_in_one(work.session, file.life.id, pages.get(form.wrong, form.wrong))
            if form.wrong in pages:
                waits = pages_back.take_back_page(work, form.wrong, form.reason)
                return page.go(f"/scans/{waits.id}", BACK_FROM_ARCHIVE if held else PAGE_BACK)
            if form.wrong in {each.original.id for each in file.pdfs}:
                signed_pdfs.take_back(work, file.made, form.wrong, form.reason)
                done = BACK_FROM_ARCHIVE if held else PDF_BACK
                return page.go(f"/papers/{file.made.number}", done)
            if form.wrong not in {scan.id for each in file.sheets for _, scan in file.seen(each)}:
                raise NotThere
            pages_back.take_back_signer(work, form.wrong, form.reason)
        return page.go(f"/papers/{code.typed(printed)}", done=SIGNER_BACK)

    return page.submit(sheet, act, again)


def _may_be_wrong(page: Page, file: FiledPaper) -> Iterator[tuple[UUID, str]]:
    """Each PDF and page that lies here, and who is said to have signed on it."""
    for pdf in (each.original for each in file.pdfs):
        if file.may_be_taken_back(pdf):
            day = page.say.day(pdf.stored_at, page.today)
            yield pdf.id, page.say.gettext(PDF_OF_ANOTHER, day=day)
    for each in file.sheets:
        if not file.may_be_taken_back(each.row):
            continue
        told = {"number": each.row.page, "day": page.say.day(each.row.filed_at, page.today)}
        yield each.row.id, page.say.gettext(OF_ANOTHER, **told)
        for line, scan in file.seen(each) if file.is_run_by_reader else ():
            told = {"number": each.row.page, "name": line.name}
            yield scan.id, page.say.gettext(NOT_THEIRS, **told)


def _show(
    page: Page,
    file: FiledPaper,
    typed: Sheet[SignedPageForm] | None = None,
    *,
    back: Sheet[TakePageBack] | None = None,
) -> Response:
    sheet = typed or Sheet.of(SignedPageForm)
    named = [each for each in file.sheets if str(each.row.id) == sheet.value("page_id")]
    lines = file.open_to(named[0]) if named else ()
    sheet.names = {f"signers.{place}": line.name for place, line in enumerate(lines)}
    return page.render(
        "scans/paper.html",
        file=file,
        made=file.made,
        sheet=sheet,
        blank={each.row.id: _blank(file, each) for each in file.sheets},
        open_page=sheet.value("page_id"),
        shown=code.shown,
        signed_by=words.SIGNED_BY,
        home=_home(file),
        follows=_follows(page, file),
        back=back or Sheet.of(TakePageBack),
        said_here=Sheet.of(KeepPdf),
        wrong=list(_may_be_wrong(page, file)),
    )


def _blank(file: FiledPaper, sheet: FiledSheet) -> Sheet[SignedPageForm]:
    """Who had seen somebody sign who was taken off the page stands there, to be said again."""
    seen = {
        f"signers.{place}.seen_by": sheet.seen_by.get(line.signature.id)
        for place, line in enumerate(file.open_to(sheet))
        if line.signature
    }
    return Sheet.of(SignedPageForm, **seen)


def _follows(page: Page, file: FiledPaper) -> WayOn | None:
    """What a page of this paper is, where no laid text is signed on it."""
    if file.signatures is not None:
        return None
    said, press, at = FOLLOWS.get(file.made.kind, NOTHING)
    kept = {"meeting": file.made.meeting_id, "life": file.life.id, "case": file.label}
    where = at.format(**kept) if "meeting" not in at or file.made.meeting_id else ""
    return WayOn(page.say.gettext(said), page.say.gettext(press) if where else "", where)


def _home(file: FiledPaper) -> str:
    """Where the text of the paper is read."""
    if file.made.meeting_id:
        at = f"/meetings/{file.made.meeting_id}"
        return f"{at}/minutes" if file.made.paper_id else at
    if file.is_case:
        at = f"/cases/{file.label}"
        return f"{at}/closure" if file.made.paper_id else at
    return "/roundtable"
