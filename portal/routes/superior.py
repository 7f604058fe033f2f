"""A superior notified by letter or call, what they replied, and who they are: Art. 14(3.2)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import superior, superior_named
from core.i18n import N_, OWN_NAMES
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Line, Mail, Phone
from portal.forms import FormModel, Sheet
from portal.letter_papers import may_be_told
from portal.prose import blocks
from portal.routes.contacts import SUPERIORS_MOBILE
from portal.superior_forms import ReplyForm, Told
from portal.unsealed import before_the_form
from portal.web import ForHead, Page, Signed
from portal.words import SUPERIOR_MEANS, SUPERIOR_OUTCOMES
from queries.absence_file import AbsenceLine, AbsentMember
from queries.report_file import ReportLine, line_of
from queries.superiors import institutions, shown_of
from rules.phases import Phase
from rules.roles import Role
from rules.superior import (
    ToldSuperior,
)

router = APIRouter()
REQUEST = "/cases/{number}/reports/{request_id:uuid}"


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
    shown: str | None = None
    """Whom the page had named."""


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
    said |= {"letter": _has_letter(line, page)}
    return page.render("reports/told.html", case=case, **said)


def _has_letter(line: ReportLine | AbsenceLine | AbsentMember, page: Page) -> bool:
    return isinstance(line, ReportLine) and may_be_told(line, page.today)


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
        outcomes=SUPERIOR_OUTCOMES,
        letter=_has_letter(line, page),
        choices=[(each.value, page.say.gettext(say)) for each, say in SUPERIOR_OUTCOMES.items()],
        is_manager=access.runs_case(work, case) and case.phase != Phase.CLOSED,
    )


@router.post(f"{REQUEST}/reply")
def reply(page: Signed, number: str, request_id: UUID) -> Response:
    """What the superior replied, or that nothing came."""
    sheet = page.typed(ReplyForm)

    def act(form: ReplyForm) -> Response:
        with page.work() as work:
            line_of(work, access.case_for(work, number, role=Role.MANAGER), request_id)
            superior.record_reply(
                work, request_id, came_on=form.day, words=form.words, did=form.did
            )
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
            shown=shown_of(found),
            names=[(each.name, each.name) for each in found],
            sheet=sheet,
            tongues=list(OWN_NAMES.items()),
        )


@router.post("/superiors")
def name(page: ForHead) -> Response:
    sheet = page.typed(NameSuperior)

    def act(form: NameSuperior) -> Response:
        with page.work() as work:
            superior_named.name_for_institution(
                work,
                form.institution,
                name=form.name,
                mail=form.mail,
                phone=form.phone,
                language=form.language,
                shown=form.shown,
            )
        return page.go("/superiors", done=N_("The superior is named."))

    return page.submit(sheet, act, again=lambda: _superiors(page, sheet))
