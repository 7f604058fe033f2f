"""What is added beside a sealed file, dated and signed: beside Art. 17(5)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from casework.case import files, supplement
from casework.case.files import BroughtFile
from casework.case.supplement import Added
from casework.record.files import of_case
from casework.table.made_papers import PaperOf
from core.clock import Clock
from core.i18n import N_
from identity import access
from identity.access import NotThere
from portal import bringing, papers, signing, supplement_paper
from portal.bringing import BringForm
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.fresh import FreshOfficers
from portal.prose import blocks
from portal.signing import Sign
from portal.web import ForOfficers, Page, real_clock
from queries import supplements
from rules.files import MOST_BYTES
from rules.supplement import (
    DayNotSaid,
    NotSealedYet,
    SupplementWithoutWords,
)

router = APIRouter(prefix="/cases/{number}/supplements")

ATTACHED: Final = N_("The file is attached to the supplement.")
SUPPLEMENT: Final = N_("Supplement %(number)s")


class AddSupplement(FormModel):
    """What happened, and when; what it corrects, if anything."""

    words: Annotated[Prose, Ask(N_("What is to be added?"), open=True)] = ""
    on: Annotated[
        Day | None,
        Ask(N_("On which day did it happen?"), hint=N_("Example: 20.11.2026"), open=True),
    ] = None
    not_known: Annotated[bool, Ask(N_("The day is not known"))] = False
    corrects: Annotated[
        UUID | None,
        Ask(
            N_("Does it correct an earlier supplement?"),
            hint=N_("The earlier one stays as it is, and says by which one it is corrected."),
            open=True,
        ),
    ] = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Words, and a day or that it is not known: ours."""
        if not sheet.value("words").strip():
            yield "words", SupplementWithoutWords()
        if bool(sheet.value("on").strip()) is bool(sheet.value("not_known")):
            yield "on", DayNotSaid()


@router.get("")
def supplements_page(page: ForOfficers, number: str) -> Response:
    return _list(page, number, Sheet(AddSupplement))


def _list(page: Page, number: str, sheet: Sheet[AddSupplement]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        if case.sealed_at is None:
            raise NotSealedYet
        lines = supplements.of_case(work, case)
        return page.render(
            "supplements/list.html",
            case=case,
            lines=lines,
            blocks=blocks,
            earlier=[
                (line.row.id, page.say.gettext(SUPPLEMENT, number=line.row.number))
                for line in lines
            ],
            sheet=sheet,
        )


@router.post("")
def enter(page: ForOfficers, number: str) -> Response:
    """Add one; it stands there at once, and says that nobody has signed it."""
    sheet = page.typed(AddSupplement)

    def act(form: AddSupplement) -> Response:
        with page.work() as work:
            case = access.case_for(work, number)
            added = Added(form.words, form.on, form.not_known, form.corrects)
            row = supplement.enter(work, case.id, added)
        done = N_("It stands beside the file. Read it once more, then sign it.")
        return page.go(f"/cases/{number}/supplements/{row.id}", done=done)

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{supplement_id:uuid}")
def supplement_page(page: ForOfficers, number: str, supplement_id: UUID) -> Response:
    return _one(page, number, supplement_id, Sheet(Sign))


def _one(
    page: Page,
    number: str,
    supplement_id: UUID,
    sheet: Sheet[Sign],
    brings: Sheet[Any] | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        every = supplements.of_case(work, case)
        line = next((each for each in every if each.row.id == supplement_id), None)
        if line is None:
            raise NotThere
        attached = of_case(work.session, case.id).of(supplement_id)
        shown = page.render(
            "supplements/one.html",
            case=case,
            files=attached,
            brings=brings or Sheet.of(BringForm),
            may_attach=not line.signatures,
            accepted=bringing.ACCEPTED,
            megabytes=MOST_BYTES // 1_000_000,
            line=line,
            shown=supplement.to_be_signed(line.row, attached),
            blocks=blocks,
            signs=supplement.may_sign(work, case, line.row),
            sheet=sheet,
        )
    return bringing.with_script(shown)


@router.post("/{supplement_id:uuid}/files")
def bring(page: ForOfficers, number: str, supplement_id: UUID) -> Response:
    """A file to it, while nobody has signed: whoever signs sees it there."""
    sheet = page.typed(BringForm)

    def attach(brought: BroughtFile) -> Response:
        with page.work() as work:
            case = access.case_for(work, number)
            files.attach_to_supplement(work, case.id, supplement_id, brought)
        return page.go(f"/cases/{number}/supplements/{supplement_id}", done=ATTACHED)

    def act(form: BringForm) -> Response:
        with page.work() as work:  # before anything is looked through
            access.case_for(work, number)
        return bringing.take(page, form.title, attach)

    def again() -> Response:
        return _one(page, number, supplement_id, Sheet(Sign), sheet)

    return page.submit(sheet, act, again)


@router.get("/{supplement_id:uuid}/{tongue}.pdf")
def supplement_file(page: ForOfficers, number: str, supplement_id: UUID, tongue: str) -> Response:
    """As it was entered, with who has signed it."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        every = supplements.of_case(work, case)
        line = next((each for each in every if each.row.id == supplement_id), None)
        if line is None:
            raise NotThere(number)
        attached = of_case(work.session, case.id).of(supplement_id)
        paper = supplement_paper.supplement(page, say, case, line, attached)
        version = line.row.number
    name = f"supplement-{case.number}-{version}-{say.language}"
    what = PaperOf("supplement", version)
    return papers.hand_out_as(what, page, case, paper, name, supplement=supplement_id)


@router.post("/{supplement_id:uuid}/sign")
def sign(
    page: FreshOfficers,
    number: str,
    supplement_id: UUID,
    clock: Annotated[Clock, Depends(real_clock)],
) -> Response:
    """The manager signs, or the head: the password stands for the hand."""
    sheet = page.typed(Sign)

    def again() -> Response:
        return _one(page, number, supplement_id, sheet)

    def act(form: Sign) -> Response:
        with page.work() as work:
            access.case_for(work, number)
        if not signing.is_confirmed(page, clock, sheet, form):
            return again()
        with page.work() as work:
            case = access.case_for(work, number)
            supplement.sign(work, case.id, supplement_id, shown=form.digest)
        return page.go(f"/cases/{number}/supplements", done=N_("You have signed."))

    return page.submit(sheet, act, again)
