"""What one of the family thinks of closing the case: Art. 17(2)."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case.opinions import record_opinion
from casework.record.closure_facts import current
from casework.record.known import person_of
from casework.record.opinions import newest
from core.i18n import N_
from identity import access
from models.closure import OpinionRow
from models.session import Work
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from portal.words import OUTCOMES, RELATIONS
from rules.composition import Relation
from rules.opinions import Hearing, NotAskedWithoutReason, OpinionWithoutWords
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/closure/opinions")


class OpinionForm(FormModel):
    """Said, not asked, or not possible; who asked, and on which day."""

    outcome: Annotated[
        Hearing, Ask(N_("What became of it?"), missing=N_("Choose what became of it."))
    ]
    words: Annotated[
        Prose,
        Ask(
            N_("What they said, or why they were not asked"),
            hint=N_("That nobody asked is a reason, and no opinion."),
            open=True,
        ),
    ] = ""
    asked_by: Annotated[
        Line, Ask(N_("Who asked them?"), hint=N_("Empty where it is not known."), open=True)
    ] = ""
    on: Happened
    of_child: bool = False
    proposal: UUID | None = None
    """The one that the page asked about."""
    shown: int | None = None
    """How many words of this person the page had."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """An opinion has words, and so has a reason; of the child "not possible" is enough."""
        outcome = sheet.value("outcome")
        if not outcome or sheet.value("words").strip():
            return
        if outcome == Hearing.SAID:
            yield "words", OpinionWithoutWords()
        elif outcome == Hearing.NOT_ASKED or not sheet.value("of_child"):
            yield "words", NotAskedWithoutReason()


@router.get("/{person_id:uuid}")
def opinion_page(page: Signed, number: str, person_id: UUID) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        person_of(work.session, case.id, person_id)
        return _show(page, work, number, person_id)


def _begun(row: OpinionRow | None) -> Sheet[OpinionForm]:
    """As it stands; a new one begins with nothing."""
    if row is None:
        return Sheet.of(OpinionForm)
    return Sheet.of(
        OpinionForm,
        outcome=row.outcome,
        words=row.words,
        asked_by=row.asked_by,
        on=row.asked_on,
    )


def _show(
    page: Page,
    work: Work,
    number: str,
    person_id: UUID,
    typed: Sheet[OpinionForm] | None = None,
) -> Response:
    """The form; where it comes back, with what stands by now beside what was typed."""
    case = access.case_for(work, number, role=Role.MANAGER)
    person = person_of(work.session, case.id, person_id)
    closure = current(work, case.id)
    row = newest(work.session, closure.id).get(person_id) if closure else None
    return page.render(
        "closure/opinion.html",
        case=case,
        person=person,
        is_child=person.relation == Relation.CHILD,
        relations=RELATIONS,
        outcomes=[(code, page.say.gettext(words)) for code, words in OUTCOMES.items()],
        sheet=typed or _begun(row),
        closure=closure,
        stands=row,
        came_back=typed is not None,
        outcome_words=OUTCOMES,
    )


@router.post("/{person_id:uuid}")
def record(page: Signed, number: str, person_id: UUID) -> Response:
    """One word of one person; the last one counts until the table decides."""
    sheet = page.typed(OpinionForm)

    def again() -> Response:
        with page.work() as work:
            return _show(page, work, number, person_id, sheet)

    def act(form: OpinionForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            said = (case.id, person_id, form.outcome, form.words)
            shown = None if form.shown is None else (form.proposal, form.shown)
            record_opinion(work, *said, asked_by=form.asked_by, on=form.on, shown=shown)
        return page.go(f"/cases/{number}/closure", done=N_("It is on record."))

    return page.submit(sheet, act, again)
