"""The files of a case: brought, read, put before a meeting, opened as they came, removed: 0193."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import files
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal import bringing
from portal.bringing import BringForm, OriginalForm, RemoveForm
from portal.fields import Ask
from portal.forms import FormModel, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries import case_files
from rules.files import MOST_BYTES, MOST_FILES, MOST_OF_A_CASE
from rules.phases import Phase

router = APIRouter(prefix="/cases/{number}/files")

ATTACHED: Final = N_("The file is attached.")
REMOVED: Final = N_("The file is removed.")
BEFORE: Final = N_("The members read it for this meeting.")
NO_MORE: Final = N_("The members do not read it for this meeting any more.")


class BeforeMeeting(FormModel):
    meeting_id: Annotated[UUID, Ask("")]
    step: Literal["show", "hide"] = "show"


@router.get("")
def files_page(page: Signed, number: str) -> Response:
    """What was attached to the case, and a field for more."""
    return _list(page, number, Sheet.of(BringForm))


@router.post("")
def bring(page: Signed, number: str) -> Response:
    sheet = page.typed(BringForm)

    def act(form: BringForm) -> Response:
        with page.work() as work:  # before anything is looked through
            _case(work, number)
        return bringing.take(page, form.title, _attach(page, number))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


def _attach(page: Page, number: str) -> Any:
    def attach(brought: files.BroughtFile) -> Response:
        with page.work() as work:
            files.attach(work, _case(work, number).id, brought)
        return page.go(f"/cases/{number}/files", done=ATTACHED)

    return attach


def _may_write(work: Work, case: Case) -> bool:
    return access.writes_for(work, case)


def _case(work: Work, number: str) -> Case:
    """For who writes for the case: its manager, and the head or the head's deputy."""
    case = access.case_for(work, number)
    access.only_while(work, case.id, lambda: _may_write(work, case))
    return case


def _list(page: Page, number: str, sheet: Sheet[Any]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        shown = page.render(
            "files/list.html",
            case=case,
            files=case_files.read(work, case),
            sheet=sheet,
            opens=_may_write(work, case),
            writes=_may_write(work, case) and case.phase != Phase.CLOSED,
            closed=case.phase == Phase.CLOSED,
            accepted=bringing.ACCEPTED,
            megabytes=MOST_BYTES // 1_000_000,
            most_files=MOST_FILES,
            most_megabytes=MOST_OF_A_CASE // 1_000_000,
        )
    return bringing.with_script(shown)


@router.get("/{file_id:uuid}")
def read_file(page: Signed, number: str, file_id: UUID) -> Response:
    """The copy for readers; that it was opened is on record: Art. 18(1)."""
    with page.work() as work:
        case, line = _line(work, number, file_id)
        file = files.there(line.file)
        work.record("file opened", "18(1)", life=case.life, file=file.id)
    return bringing.hand_out(page, file.cleaned, _called(case, file_id))


@router.get("/{file_id:uuid}/thumbnail")
def thumbnail(page: Signed, number: str, file_id: UUID) -> Response:
    with page.work() as work:
        case, line = _line(work, number, file_id)
        picture = files.there(line.file).thumbnail
    if picture is None:
        raise NotThere
    return bringing.hand_out(page, picture, _called(case, file_id))


@router.get("/{file_id:uuid}/original")
def original_page(page: Signed, number: str, file_id: UUID) -> Response:
    """What the original may hold, and the question what it is needed for."""
    return _ask(page, number, file_id, Sheet.of(OriginalForm), "files/original.html")


@router.post("/{file_id:uuid}/original")
def open_original(page: Signed, number: str, file_id: UUID) -> Response:
    """As it came; who, when and why is on record before it is handed out: Art. 18(1)."""
    sheet = page.typed(OriginalForm)

    def act(form: OriginalForm) -> Response:
        with page.work() as work:
            case = _case(work, number)
            _line(work, number, file_id)
            file = files.open_original(work, case, file_id, form.reason)
        return bringing.hand_out_original(page, file.original, _called(case, file_id))

    template = "files/original.html"
    return page.submit(sheet, act, again=lambda: _ask(page, number, file_id, sheet, template))


@router.get("/{file_id:uuid}/remove")
def remove_page(page: Signed, number: str, file_id: UUID) -> Response:
    sheet = Sheet.of(RemoveForm)
    return _ask(page, number, file_id, sheet, "files/remove.html", changes=True)


@router.post("/{file_id:uuid}/remove")
def remove(page: Signed, number: str, file_id: UUID) -> Response:
    """Its bytes go; that it was there, who removed it and why stays."""
    sheet = page.typed(RemoveForm)

    def act(form: RemoveForm) -> Response:
        with page.work() as work:
            files.remove(work, _case(work, number).id, file_id, form.reason)
        return page.go(f"/cases/{number}/files", done=REMOVED)

    def again() -> Response:
        return _ask(page, number, file_id, sheet, "files/remove.html", changes=True)

    return page.submit(sheet, act, again)


@router.post("/{file_id:uuid}/meeting")
def before_meeting(page: Signed, number: str, file_id: UUID) -> Response:
    """The members of the table read it for a meeting, or no more: Art. 8(3)."""
    sheet = page.typed(BeforeMeeting)

    def act(form: BeforeMeeting) -> Response:
        shows = form.step == "show"
        with page.work() as work:
            case = _case(work, number)
            files.put_before(work, case.id, file_id, form.meeting_id, is_before=shows)
        return page.go(f"/cases/{number}/files", done=BEFORE if shows else NO_MORE)

    return page.submit(sheet, act, again=lambda: _list(page, number, Sheet.of(BringForm)))


def _ask(
    page: Page,
    number: str,
    file_id: UUID,
    sheet: Sheet[Any],
    template: str,
    *,
    changes: bool = False,
) -> Response:
    with page.work() as work:
        case = _case(work, number)
        if changes:
            before_the_form(page, case)
        _, line = _line(work, number, file_id)
        files.there(line.file)
        return page.render(template, case=case, line=line, sheet=sheet)


def _line(work: Work, number: str, file_id: UUID) -> tuple[Case, case_files.CaseFileLine]:
    case = access.case_for(work, number)
    line = case_files.line_of(work, case, file_id)
    if line is None:
        raise NotThere
    return case, line


def _called(case: Case, file_id: UUID) -> str:
    """What it is called where somebody saves it: nothing of the child, nor of what it is."""
    return f"{case.number}-{file_id.hex[:8]}"
