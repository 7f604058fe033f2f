"""A new case is linked to an earlier one, whose sealed file is read here: beside Art. 18(1)."""

from functools import partial
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import reopening
from casework.case.files import there
from casework.record import files
from core.i18n import N_
from identity import access
from identity.access import NotThere
from identity.earlier import earlier_file_for
from models.case import Case
from models.session import Work
from portal import bringing, earlier_page, words
from portal.fields import Ask, Happened, Line, Prose
from portal.form_page import laid_out
from portal.forms import FormModel, Sheet
from portal.web import ForHead, ForOfficers, Page
from queries import earlier_file, earlier_links
from rules.phases import Phase
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/earlier")

NO_SUCH_CASE: Final = N_("Your centre has no case with this number. Look at it again.")
NO_SUCH_SUPPLEMENT: Final = N_("There is no such supplement beside that file.")


class LinkEarlier(FormModel):
    """Which case the child had, and how the head knows."""

    earlier: Annotated[
        Line,
        Ask(
            N_("Number of the earlier case"),
            hint=N_("It is found by the child's name under Cases, Find a child by name."),
            missing=N_("Write the number of the earlier case."),
        ),
    ]
    reason: Annotated[
        Prose,
        Ask(
            N_("How do you know that it is the same child?"),
            hint=N_(
                "For example: the family, the personal number, an officer who knows the child."
            ),
            missing=N_("Write how it is known that it is the same child."),
        ),
    ]
    supplement: Annotated[
        UUID | None,
        Ask(
            N_("Which supplement says that the death was wrong?"),
            hint=N_("Only one that is signed and that no other one corrects."),
            open=True,
        ),
    ] = None
    on: Happened


class TakeBack(FormModel):
    """What was wrong with a link, and when it was seen."""

    reason: Annotated[
        Prose,
        Ask(
            N_("What was wrong with the link?"),
            missing=N_("Write what was wrong; the link and your word stay on record."),
        ),
    ]
    on: Happened


@router.get("")
def links_page(page: ForOfficers, number: str, of: str = "") -> Response:
    """Every link of the case, and for the head the form for another."""
    return _links(page, number, Sheet.of(LinkEarlier, earlier=of))


@router.post("")
def link(page: ForHead, number: str) -> Response:
    """Link it; from then on whoever manages the case reads the earlier file."""
    sheet = page.typed(LinkEarlier)

    def again() -> Response:
        return _links(page, number, sheet)

    def act(form: LinkEarlier) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.HEAD)
            _link(page, work, case, form, sheet)
        if sheet.errors:
            page.status = 422
            return again()
        return page.go(f"/cases/{number}/earlier", done=N_("The cases are linked."))

    return page.submit(sheet, act, again)


def _link(page: Page, work: Work, case: Case, form: LinkEarlier, sheet: Sheet[LinkEarlier]) -> None:
    try:
        earlier = access.case_for(work, _named(sheet), role=Role.HEAD)  # not another centre's
    except NotThere:
        sheet.refuse("earlier", page.say.gettext(NO_SUCH_CASE))
        return
    by = access.officer_of(work).id
    try:
        reopening.link(
            work,
            case.id,
            earlier.id,
            reason=form.reason,
            by=by,
            on=form.on,
            supplement_id=form.supplement,
        )
    except NotThere:
        sheet.refuse("supplement", page.say.gettext(NO_SUCH_SUPPLEMENT))


def _named(sheet: Sheet[LinkEarlier]) -> str:
    return sheet.value("earlier").strip().upper()


def _links(page: Page, number: str, sheet: Sheet[LinkEarlier]) -> Response:
    with page.work() as work:
        case = _open_links(work, number)
        is_head = access.is_head(work)
        return page.render(
            "earlier/list.html",
            case=case,
            lines=earlier_links.of_case(work, case),
            open={each.number: each for each in earlier_links.on_case(work, case)},
            later=earlier_links.later_cases(work, case),
            ground_words=words.GROUNDS,
            is_head=is_head,
            said_wrong=earlier_file.of_a_death(work, _named(sheet)) if is_head else None,
            may_link=is_head
            and case.phase != Phase.CLOSED
            and case.manager_id != access.officer_of(work).id,
            sheet=sheet,
        )


def _open_links(work: Work, number: str) -> Case:
    """The case for its manager or the head; who only chairs its next meeting finds nothing."""
    case = access.case_for(work, number)
    access.only_while(work, case.id, partial(reopening.may_take_back, work, case))
    return case


@router.get("/{link_id:uuid}/taken-back")
def take_back_page(page: ForOfficers, number: str, link_id: UUID) -> Response:
    return _take_back(page, number, link_id, Sheet.of(TakeBack))


@router.post("/{link_id:uuid}/taken-back")
def take_back(page: ForOfficers, number: str, link_id: UUID) -> Response:
    """It opens nothing any more; whoever manages the case says so, or the head."""
    sheet = page.typed(TakeBack)

    def act(form: TakeBack) -> Response:
        with page.work() as work:
            case = _open_links(work, number)
            reopening.take_back(work, case.id, link_id, reason=form.reason, on=form.on)
        return page.go(f"/cases/{number}/earlier", done=N_("The link is taken back."))

    return page.submit(sheet, act, again=lambda: _take_back(page, number, link_id, sheet))


def _take_back(page: Page, number: str, link_id: UUID, sheet: Sheet[TakeBack]) -> Response:
    with page.work() as work:
        case = _open_links(work, number)
        lines = {each.row.id: each for each in earlier_links.of_case(work, case)}
        if link_id not in lines:
            raise NotThere
        return page.render("earlier/take_back.html", case=case, line=lines[link_id], sheet=sheet)


@router.get("/{earlier}")
def file_page(page: ForOfficers, number: str, earlier: str) -> Response:
    """The earlier file, whole, to be read; each look is on record with the link: Art. 18(1)."""
    return _file(page, number, earlier)


@router.post("/{earlier}")
def with_name(page: ForOfficers, number: str, earlier: str) -> Response:
    """The same page with the child's name, once; that it was asked for is on record: Art. 18(1)."""
    return _file(page, number, earlier, with_name=True)


@router.get("/{earlier}/files/{file_id:uuid}")
def read_file(page: ForOfficers, number: str, earlier: str, file_id: UUID) -> Response:
    """The copy for readers of a file of the earlier case; on record there with the link: 18(1)."""
    with page.work() as work:
        _, found = earlier_file_for(work, number, earlier)
        file = there(files.one(work.session, found.case.id, file_id))
        work.record("file opened", "18(1)", life=found.case.life, file=file.id)
        name = f"{found.case.number}-{file_id.hex[:8]}"
    return bringing.hand_out(page, file.cleaned, name)


def _file(page: Page, number: str, earlier: str, *, with_name: bool = False) -> Response:
    with page.work() as work:
        case, found = earlier_file_for(work, number, earlier)
        papers = earlier_file.read(work, found.case, with_name=with_name)
        return page.render(
            "earlier/file.html",
            now=case.number,
            case=found.case,
            linked_on=found.link.linked_on,
            **earlier_page.of_papers(page, work, papers, named=with_name),
            **laid_out(page, work, found.case, papers.form, beside=True),
        )
