"""An inquiry to an institution or organisation that is no member, put on record: Art. 19."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import outside as acts
from casework.case.outside import Addressed
from core.i18n import N_
from identity import access
from portal.fields import Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Sheet
from portal.inquiry_words import ABROAD, SENT_BY
from portal.routes.inquiries import DONE
from portal.unsealed import before_the_form
from portal.web import ForOfficers, Page
from rules.outside import Abroad, SentBy
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/inquiries/others")


class AskOthers(FormModel):
    """Whom the centre asked, where they are, what, how, on which day and until when."""

    to_whom: Annotated[
        Line,
        Ask(
            N_("Which institution or organisation was asked?"),
            missing=N_("Write the name of the institution or organisation."),
        ),
    ]
    address: Annotated[
        Line, Ask(N_("Address"), hint=N_("Leave it empty where it is not known."), open=True)
    ] = ""
    abroad: Annotated[
        Abroad, Ask(N_("Where is it?"), missing=N_("Choose where it is, or that it is not known."))
    ]
    words: Annotated[
        Prose,
        Ask(
            N_("What was asked?"),
            hint=N_("As it stands in the letter, or was said."),
            missing=N_("Write what was asked."),
        ),
    ]
    means: Annotated[
        SentBy,
        Ask(
            N_("How did it go out?"),
            hint=N_("We send nothing: you bring it, post it or call. That is our choice."),
            missing=N_("Choose how it went out."),
        ),
    ]
    letter: Annotated[
        Line, Ask(N_("Number of the letter"), hint=N_("If it has one."), open=True)
    ] = ""
    on: Annotated[
        Happened,
        Ask(N_("On which day did it go out?"), missing=N_("Say on which day it went out.")),
    ]
    until: Annotated[
        Day,
        Ask(
            N_("Until which day do you look for the answer?"),
            missing=N_("Write until which day you look for the answer."),
        ),
    ]


@router.get("")
def others_page(page: ForOfficers, number: str) -> Response:
    return _form(page, number, Sheet(AskOthers))


def _form(page: Page, number: str, sheet: Sheet[AskOthers]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        say = page.say.gettext
        return page.render(
            "inquiries/others.html",
            case=case,
            sheet=sheet,
            places=[(code, say(words)) for code, words in ABROAD.items()],
            means=[(code, say(words)) for code, words in SENT_BY.items()],
        )


@router.post("")
def ask_others(page: ForOfficers, number: str) -> Response:
    """What went out is put on record; an answer is looked for from then on: Art. 19."""
    sheet = page.typed(AskOthers)

    def act(form: AskOthers) -> Response:
        to = Addressed(form.to_whom, form.means, form.address, form.abroad, form.letter)
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            asked = acts.ask(
                work, case.id, to, words=form.words, asked_on=form.on, due_on=form.until
            )
        return page.go(f"/cases/{number}/inquiries/{asked.id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _form(page, number, sheet))
