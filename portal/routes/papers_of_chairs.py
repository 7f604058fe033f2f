"""The declaration of whoever chairs that came on paper, entered by the head: Art. 10(2), 18(2)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import participants
from casework.table.paper_of_chair import PaperOfChair
from core.i18n import N_
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.web import ForHead, Page
from queries import papers_of_chairs as queries
from rules.participants import PaperLiesNowhere, Word

router = APIRouter(prefix="/declarations/{life_id:uuid}/chair")

OF_A_CASE: Final = {
    Word.SIGNED: N_("Signed both declarations, without a conflict of interest"),
    Word.CONFLICT: N_("Has a conflict of interest"),
    Word.REFUSED: N_("Does not sign"),
}
OF_THE_MUNICIPALITY: Final = {
    Word.SIGNED: N_("Signed the declaration on paper"),
    Word.REFUSED: N_("Does not sign"),
}


class ChairsPaper(FormModel):
    """Whose paper, what it says, of which day, and where it lies."""

    officer: Annotated[UUID, Ask(N_("Who signed?"), missing=N_("Choose who it is."))]
    what: Annotated[
        Literal[Word.SIGNED, Word.CONFLICT, Word.REFUSED],
        Ask(N_("What came?"), missing=N_("Choose what came.")),
    ]
    on: Happened
    lies: Annotated[
        Line, Ask(N_("Where the paper lies"), N_("For example: the case's paper file"), open=True)
    ] = ""
    not_known: Annotated[bool, Ask(N_("Where it lies is not known"))] = False
    reason: Annotated[
        Prose, Ask(N_("Why not"), N_("Where nothing is stated, leave it empty."), open=True)
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if sheet.value("what") == Word.SIGNED and not (
            sheet.value("lies").strip() or sheet.known("not_known")
        ):
            yield "lies", PaperLiesNowhere()


@router.get("")
def paper_page(page: ForHead, life_id: UUID) -> Response:
    return _show(page, life_id, Sheet.of(ChairsPaper))


def _show(page: Page, life_id: UUID, sheet: Sheet[ChairsPaper]) -> Response:
    with page.work() as work:
        file = queries.form(work, life_id)
        what = OF_A_CASE if file.is_case else OF_THE_MUNICIPALITY
        return page.render(
            "declarations/chair.html",
            file=file,
            sheet=sheet,
            officers=[(each.id, each.name) for each in file.officers],
            what=[(code, page.say.gettext(words)) for code, words in what.items()],
        )


@router.post("")
def enter(page: ForHead, life_id: UUID) -> Response:
    """What whoever chairs signed on paper is on record with its true day."""
    sheet = page.typed(ChairsPaper)

    def act(form: ChairsPaper) -> Response:
        with page.work() as work:
            queries.form(work, life_id)  # the door
            assert work.actor.id is not None
            participants.declare_as_chair(
                work,
                life_id,
                conflict=form.what is Word.CONFLICT,
                word=form.what,
                reason=form.reason,
                paper=PaperOfChair(
                    form.officer, work.actor.id, form.on, form.lies, not_known=form.not_known
                ),
            )
        return page.go(f"/declarations/{life_id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, life_id, sheet))
