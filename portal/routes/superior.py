"""A superior notified by letter or call, what they replied, and who they are: Art. 14(3.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import superior
from core.i18n import N_, OWN_NAMES
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Day, Line, Mail, Phone, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.prose import blocks
from portal.routes.contacts import SUPERIORS_MOBILE
from portal.unsealed import before_the_form
from portal.web import ForHead, Page, Signed
from portal.words import SUPERIOR_MEANS
from queries.absence_file import AbsenceLine, AbsentMember
from queries.report_file import ReportLine, line_of
from queries.superiors import institutions
from rules.phases import Phase
from rules.roles import Role
from rules.superior import (
    LetterNotFound,
    NothingShowsIt,
    ReplyWithoutWords,
    SuperiorMeans,
    ToldSuperior,
)

router = APIRouter()
REQUEST = "/cases/{number}/reports/{request_id:uuid}"
NOT_YET = N_("This day has not come yet.")


class Told(FormModel):
    """By what, on which day, whom; a number or a witness."""

    means: Annotated[
        SuperiorMeans, Ask(N_("How was the superior notified?"), missing=N_("Say by what."))
    ]
    on: Annotated[
        Day,
        Ask(N_("On which day?"), missing=N_("Say the day of the letter or the call.")),
    ]
    to_whom: Annotated[
        Line, Ask(N_("To whom?"), N_("A name or an office; empty where it is not known"), open=True)
    ] = ""
    number: Annotated[
        Line, Ask(N_("Number"), N_("Of the letter, or the one you called"), open=True)
    ] = ""
    place: Annotated[
        Line, Ask(N_("Where it lies"), N_("The letter's copy, or the note of the call"), open=True)
    ] = ""
    witness: Annotated[Line, Ask(N_("Who saw or heard it?"), open=True)] = ""
    not_stated: Annotated[bool, Ask(N_("Neither a number nor a witness is known"))] = False

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A day that has come; what the act would ask for, asked in the same round."""
        on = sheet.known("on")
        if on and on > sheet.today:
            yield "on", NOT_YET
        number, place = sheet.value("number").strip(), sheet.value("place").strip()
        if sheet.value("means") == SuperiorMeans.LETTER and bool(number) != bool(place):
            yield "place" if number else "number", LetterNotFound()
        elif not (number or sheet.value("witness").strip() or sheet.known("not_stated")):
            yield "number", NothingShowsIt()


class ReplyForm(FormModel):
    """What came, on which day; or that nothing came."""

    came: Annotated[
        Literal["yes", "no"], Ask(N_("Did a reply come?"), missing=N_("Say whether one came."))
    ]
    came_on: Annotated[
        Day | None, Ask(N_("On which day did it come?"), N_("Only where a reply came"), open=True)
    ] = None
    words: Annotated[
        Prose, Ask(N_("What does it say?"), N_("Only where a reply came"), open=True)
    ] = ""

    @property
    def day(self) -> date | None:
        """None where nothing has come."""
        return self.came_on if self.came == "yes" else None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if sheet.value("came") != "yes":
            return
        on = sheet.known("came_on")
        if on is None:
            yield "came_on", N_("Write the day on which it came.")
        elif on > sheet.today:
            yield "came_on", NOT_YET
        if not sheet.value("words").strip():
            yield "words", ReplyWithoutWords()


class NameSuperior(FormModel):
    """Who stands above everybody an institution sends."""

    institution: Annotated[Line, Ask(N_("Institution"), missing=N_("Choose the institution."))]
    name: Annotated[Line, Ask(N_("Superior"), missing=N_("Write the name of the superior."))]
    mail: Annotated[
        Mail, Ask(N_("Mail address of the superior"), missing=N_("Write the mail address."))
    ]
    phone: Annotated[
        Phone | Literal[""], Ask(N_("Mobile number of the superior"), SUPERIORS_MOBILE, open=True)
    ] = ""
    language: Annotated[Literal["sq", "sr", "en"], Ask(N_("Language of the superior"))] = "sq"


@router.get(f"{REQUEST}/told")
def told_page(page: Signed, number: str, request_id: UUID) -> Response:
    return _told(page, number, request_id, Sheet.of(Told))


def _told(page: Page, number: str, request_id: UUID, sheet: Sheet[Told]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        return told_form(page, case, line_of(work, case, request_id), sheet)


def told_form(
    page: Page,
    case: Case,
    line: ReportLine | AbsentMember,
    sheet: Sheet[Told],
    *,
    fell: bool = False,
) -> Response:
    """Of a report, or of an absence; or that a notice `fell`."""
    means = [(each.value, page.say.gettext(words)) for each, words in SUPERIOR_MEANS.items()]
    said = {"line": line, "sheet": sheet, "choices": means, "fell": fell}
    return page.render("reports/told.html", case=case, **said)


@router.post(f"{REQUEST}/told")
def tell(page: Signed, number: str, request_id: UUID) -> Response:
    """A letter or a call is the notice, on its true day."""
    sheet = page.typed(Told)

    def act(form: Told) -> Response:
        with page.work() as work:
            line_of(work, access.case_for(work, number, role=Role.MANAGER), request_id)
            superior.record_told(work, request_id, ToldSuperior(**form.model_dump()))
        return page.go(f"/cases/{number}/reports", done=N_("The notice is on record."))

    return page.submit(sheet, act, again=lambda: _told(page, number, request_id, sheet))


@router.get(f"{REQUEST}/reply")
def reply_page(page: Signed, number: str, request_id: UUID) -> Response:
    return _reply(page, number, request_id, Sheet.of(ReplyForm))


def _reply(page: Page, number: str, request_id: UUID, sheet: Sheet[ReplyForm]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        line = line_of(work, case, request_id)
        work.record("superior's reply read", "18(1)", life=case.life, request=request_id)
        return reply_form(page, work, case, line, sheet)


def reply_form(
    page: Page, work: Work, case: Case, line: ReportLine | AbsenceLine, sheet: Sheet[ReplyForm]
) -> Response:
    return page.render(
        "reports/reply.html",
        case=case,
        line=line,
        sheet=sheet,
        told_words=[list(blocks(each.words)) for each in line.replies],
        means=SUPERIOR_MEANS,
        is_manager=access.runs_case(work, case) and case.phase != Phase.CLOSED,
    )


@router.post(f"{REQUEST}/reply")
def reply(page: Signed, number: str, request_id: UUID) -> Response:
    """What the superior replied, or that nothing came."""
    sheet = page.typed(ReplyForm)

    def act(form: ReplyForm) -> Response:
        with page.work() as work:
            line_of(work, access.case_for(work, number, role=Role.MANAGER), request_id)
            superior.record_reply(work, request_id, came_on=form.day, words=form.words)
        return page.go(f"/cases/{number}/reports", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _reply(page, number, request_id, sheet))


@router.get("/superiors")
def superiors_page(page: ForHead) -> Response:
    """Whom the centre notifies of each institution's members."""
    return _superiors(page, Sheet.of(NameSuperior))


def _superiors(page: Page, sheet: Sheet[NameSuperior]) -> Response:
    with page.work(read_only=True) as work:
        found = institutions(work)
        return page.render(
            "contacts/superiors.html",
            institutions=found,
            names=[(each.name, each.name) for each in found],
            sheet=sheet,
            tongues=list(OWN_NAMES.items()),
        )


@router.post("/superiors")
def name(page: ForHead) -> Response:
    sheet = page.typed(NameSuperior)

    def act(form: NameSuperior) -> Response:
        with page.work() as work:
            superior.name_for_institution(
                work,
                form.institution,
                name=form.name,
                mail=form.mail,
                phone=form.phone,
                language=form.language,
            )
        return page.go("/superiors", done=N_("The superior is named."))

    return page.submit(sheet, act, again=lambda: _superiors(page, sheet))
