"""Letters with services recommended after eighteen, and what came of each: Art. 17(4)."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import after_eighteen as acts
from casework.case.after_eighteen import EnteredLetter
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Corrects, Day, Happened, Line, Prose
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from queries import after_eighteen
from rules.after_eighteen import CameOf, LetterSentBy
from rules.phases import Phase
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/letters")

DONE: Final = N_("It is on record.")
LETTER: Final = N_("Letter %(number)s in this case")
SENT_BY: Final = {
    LetterSentBy.HAND: N_("Handed over"),
    LetterSentBy.POST: N_("By post"),
    LetterSentBy.MAIL: N_("By electronic mail"),
    LetterSentBy.NOT_STATED: N_("It is not known how"),
}
CAME_OF: Final = {
    CameOf.ACCEPTED: N_("They accepted"),
    CameOf.DECLINED: N_("They did not accept"),
    CameOf.NOT_KNOWN: N_("It is not known yet"),
    CameOf.NEVER_SENT: N_("It was never sent"),
}


class EnterLetter(FormModel):
    """To whom it went, how, and which services it recommends."""

    called: ClassVar[str] = "letter"

    on: Happened
    institution: Annotated[
        Line,
        Ask(N_("To which institution?"), missing=N_("Write to which institution it went.")),
    ]
    sent_by: Annotated[
        LetterSentBy, Ask(N_("How did it go?"), missing=N_("Choose how, or that it is not known."))
    ]
    services: Annotated[
        Prose,
        Ask(N_("Which services are recommended?"), missing=N_("Write which services.")),
    ]
    starts: Annotated[
        Day | None,
        Ask(
            N_("From which day?"),
            hint=N_("May stay empty where it is not stated."),
            open=True,
        ),
    ] = None
    corrects: Corrects = None
    reason: Annotated[
        Prose,
        Ask(
            N_("What was wrong in the earlier entry?"),
            hint=N_("Only where this one corrects another. What came of that one goes with it."),
            open=True,
        ),
    ] = ""

    def letter(self) -> EnteredLetter:
        return EnteredLetter(
            self.on,
            self.institution,
            self.services,
            self.sent_by,
            self.starts,
            self.corrects,
            self.reason,
        )


class SayCameOf(FormModel):
    """What became of it, who said so, and when."""

    came: Annotated[
        CameOf,
        Ask(N_("What came of it?"), missing=N_("Choose what came of it.")),
    ]
    who: Annotated[
        Line,
        Ask(N_("Who answered?"), hint=N_("May stay empty where it is not stated."), open=True),
    ] = ""
    words: Annotated[
        Prose,
        Ask(
            N_("More on it"),
            hint=N_("What they wrote; or how it was found that the letter was never sent."),
            open=True,
        ),
    ] = ""
    on: Happened


@router.get("")
def letters_page(page: ForOfficers, number: str) -> Response:
    """Every letter, what came of it, and for the manager the form for another."""
    return _list(page, number, Sheet(EnterLetter))


def _list(page: Page, number: str, sheet: Sheet[EnterLetter]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        lines = after_eighteen.of_case(work, case)
        return page.render(
            "letters/list.html",
            case=case,
            lines=lines,
            enters=_enters(work, case),
            is_sealed=case.phase == Phase.CLOSED,
            earlier=[
                (each.row.id, page.say.gettext(LETTER, number=each.row.number))
                for each in lines
                if not each.corrected_by
            ],
            sheet=sheet,
            ways=_choices(page, SENT_BY),
        )


def _enters(work: Work, case: Case) -> bool:
    return access.runs_case(work, case) and case.phase != Phase.CLOSED


def _choices(
    page: Page, words: Mapping[LetterSentBy, str] | Mapping[CameOf, str]
) -> list[tuple[str, str]]:
    return [(code, page.say.gettext(name)) for code, name in words.items()]


@router.post("")
def enter(page: ForOfficers, number: str) -> Response:
    """A letter is put on record, whenever it left: Art. 17(4)."""
    sheet = page.typed(EnterLetter)

    def act(form: EnterLetter) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            row = acts.enter(work, case.id, form.letter())
        return page.go(f"/cases/{number}/letters/{row.id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{letter_id:uuid}")
def letter_page(page: ForOfficers, number: str, letter_id: UUID) -> Response:
    """One letter, what was said of it, and the form to say more."""
    return _one(page, number, letter_id, Sheet(SayCameOf))


def _one(page: Page, number: str, letter_id: UUID, sheet: Sheet[SayCameOf]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        line = after_eighteen.one_of_case(work, case, letter_id)
        return page.render(
            "letters/letter.html",
            case=case,
            line=line,
            says=_enters(work, case) and not line.corrected_by,
            is_sealed=case.phase == Phase.CLOSED,
            sheet=sheet,
            choices=_choices(page, CAME_OF),
        )


@router.post("/{letter_id:uuid}")
def say(page: ForOfficers, number: str, letter_id: UUID) -> Response:
    """What came of it; what was said before stays: Art. 17(4)."""
    sheet = page.typed(SayCameOf)

    def act(form: SayCameOf) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            after_eighteen.one_of_case(work, case, letter_id)
            acts.say(
                work, letter_id, form.came, said_on=form.on, said_by=form.who, words=form.words
            )
        return page.go(f"/cases/{number}/letters/{letter_id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _one(page, number, letter_id, sheet))
