"""A child's record for the child or who acts for it: asked for, confirmed, handed over: 18(1)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from casework.case import exports
from core.i18n import LANGUAGES, N_, OWN_NAMES
from documents.builder import Bounds, build
from identity import access
from identity.access import NotThere
from models import file_store
from models.case import Case
from models.life import Life
from models.session import Work
from models.stored_file import StoredFile
from portal import papers
from portal.export.alike import left_alike
from portal.export.forms import AskForm, ConfirmForm, EndForm, HandForm
from portal.export.in_files import given_files
from portal.export.lines import left_out_everywhere, shown
from portal.export.paper import ExportContent, record
from portal.export.words import ASKERS, BACK, ENDINGS, HANDED_BY, SECTIONS, TO_ANOTHER, TO_BARRED
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from portal.words import kin_names
from queries import exports as read_exports
from queries.exports import ExportFile
from rules.blacked import LeftOut
from rules.exports import ExportEnding, ExportSection
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/exports")

ASKED: Final = N_("It is on record. Go through the parts, one after the other.")
CORRECTED: Final = N_("It is on record as you have written it.")
CONFIRMED: Final = N_("It is confirmed, and the file is being made. This takes a minute.")
HANDED: Final = N_("It is on record that the record was handed over.")
ENDED: Final = N_("It is on record that the record is not handed out.")
DRAFT: Final = Bounds(seconds=60, pages=1000)
FORMS: Final[tuple[type[FormModel], ...]] = (AskForm, ConfirmForm, HandForm, EndForm)


def case_of(work: Work, number: str, *, role: Role | None = None) -> Case:
    """For whoever runs the case, and the head: no stand-in for one meeting goes through a file."""
    case = access.case_for(work, number, role=role)
    access.only_while(work, case.id, lambda: access.writes_for(work, case))
    return case


@router.get("")
def exports_page(page: ForOfficers, number: str) -> Response:
    """What was asked for, and what became of it."""
    return _list(page, number, Sheet(AskForm))


@router.post("")
def ask(page: ForOfficers, number: str) -> Response:
    """Somebody asks for the record."""
    sheet = page.typed(AskForm)

    def act(form: AskForm) -> Response:
        with page.work() as work:
            row = exports.ask(work, case_of(work, number).id, form.asked())
        return page.go(f"/cases/{number}/exports/{row.id}", done=ASKED)

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{export_id:uuid}")
def export_page(page: ForOfficers, number: str, export_id: UUID) -> Response:
    """How far one request is."""
    return _one(page, number, export_id)


@router.post("/{export_id:uuid}/request")
def correct(page: ForOfficers, number: str, export_id: UUID) -> Response:
    """Who asks was entered otherwise."""

    def act(work: Work, case: Case, form: AskForm) -> None:
        exports.correct(work, case.id, export_id, form.asked())

    return _act(page, number, export_id, page.typed(AskForm), act, done=CORRECTED)


@router.post("/{export_id:uuid}/confirm")
def confirm(page: ForOfficers, number: str, export_id: UUID) -> Response:
    """The head confirms what was decided, and the file is made."""

    def act(work: Work, case: Case, form: ConfirmForm) -> None:
        inside = given_files(work, read_exports.read(work, case, export_id)).with_words
        exports.approve(
            work, case.id, export_id, form.note, seen=form.seen(), files_with_words=inside
        )

    form = page.typed(ConfirmForm)
    return _act(page, number, export_id, form, act, done=CONFIRMED, role=Role.HEAD)


@router.post("/{export_id:uuid}/handed")
def hand_over(page: ForOfficers, number: str, export_id: UUID) -> Response:
    """It was handed over, to whom and when."""

    def act(work: Work, case: Case, form: HandForm) -> None:
        exports.end(work, case.id, export_id, form.ended())

    return _act(page, number, export_id, page.typed(HandForm), act, done=HANDED)


@router.post("/{export_id:uuid}/end")
def end(page: ForOfficers, number: str, export_id: UUID) -> Response:
    """It is withdrawn, or refused by the head."""

    def act(work: Work, case: Case, form: EndForm) -> None:
        exports.end(work, case.id, export_id, form.ended())

    return _act(page, number, export_id, page.typed(EndForm), act, done=ENDED)


@router.get("/{export_id:uuid}/draft.pdf")
def draft(page: ForOfficers, number: str, export_id: UUID) -> Response:
    """The paper as it would be now, with what nobody has decided yet; that somebody looked is on
    record."""
    with page.work() as work:
        case = case_of(work, number)
        found = read_exports.read(work, case, export_id)
        say = papers.say_in(found.request.language)
        decided = dict(found.decisions)
        content = ExportContent(case, found.request, found.pieces, decided, draft=True)
        paper, life_id = record(page, say, content), case.id
    made = build(paper, DRAFT)
    with page.work() as work:
        access.still_reads(work, life_id)
        life = work.session.get_one(Life, life_id)
        work.record("record draft seen", "18(1)", life=life, export=export_id)
    return papers.as_file(made, f"draft-{number}")


@router.get("/{export_id:uuid}/{order_id:uuid}.zip")
def take_along(page: ForOfficers, number: str, export_id: UUID, order_id: UUID) -> Response:
    """The file as it was made, to be handed over; that it was taken along is on record."""
    with page.work() as work:
        case = case_of(work, number)
        found = read_exports.read(work, case, export_id)
        if found.file is None or found.order is None or found.order.id != order_id:
            raise NotThere(number)
        file = found.file
        told = {"export": export_id, "file": file.id, "sha256": file.sha256.hex()}
        work.record("record taken along", "18(1)", life=case.life, **told)
        name = f"record-{case.number}.zip"
    return StreamingResponse(
        _pieces(page, file),
        media_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(file.size),
        },
    )


def _pieces(page: Page, file: StoredFile) -> Iterator[bytes]:
    """Each in a transaction of its own: none is held for a slow line."""
    for position in range(file.pieces):
        with page.work(read_only=True) as work:
            piece = file_store.piece(work.session, file, position)
        yield piece


def _act(
    page: Page,
    number: str,
    export_id: UUID,
    sheet: Sheet[Any],
    does: Callable[[Work, Case, Any], None],
    *,
    done: str,
    role: Role | None = None,
) -> Response:
    def act(form: FormModel) -> Response:
        with page.work() as work:
            does(work, case_of(work, number, role=role), form)
        return page.go(f"/cases/{number}/exports/{export_id}", done=done)

    return page.submit(sheet, act, again=lambda: _one(page, number, export_id, sheet))


def _list(page: Page, number: str, sheet: Sheet[AskForm]) -> Response:
    with page.work() as work:
        case = case_of(work, number)
        return page.render(
            "exports/list.html",
            case=case,
            lines=read_exports.of_case(work, case),
            sheet=sheet,
            **_choices(page, work, case),
        )


def _one(page: Page, number: str, export_id: UUID, typed: Sheet[Any] | None = None) -> Response:
    with page.work() as work:
        case = case_of(work, number)
        found = read_exports.read(work, case, export_id)
        request = found.request
        of_whom = ("person_id", "authorised_by_id")
        names = ("asked_by", "asker", "asked_on", "ground", "identity", "language", *of_whom)
        values = {name: getattr(request, name) for name in names}
        sheets = {each.called: Sheet.of(each) for each in FORMS}
        sheets[AskForm.called] = Sheet.of(AskForm, **values)
        if typed is not None:
            sheets[typed.model.called] = typed
        return page.render(
            "exports/one.html",
            case=case,
            found=found,
            sheets=sheets,
            typed=typed,
            heads=access.is_head(work),
            alike=_left_alike(page, found),
            inside=given_files(work, found),
            sections=SECTIONS,
            grounds=BACK,
            everywhere=[each for each in found.decisions.values() if each.throughout],
            **_choices(page, work, case),
        )


def _left_alike(page: Page, found: ExportFile) -> Mapping[ExportSection, list[str]]:
    if found.end is not None:
        return {}
    everywhere = left_out_everywhere(found.decisions, found.pieces)
    words = {*everywhere, *(word for each in found.decisions.values() for word in each.words)}
    sought = LeftOut.of(everywhere)
    every = (shown(page.say, each, found.decisions, sought) for each in found.pieces)
    return left_alike(every, words) if words else {}


def _choices(page: Page, work: Work, case: Case) -> dict[str, Any]:
    kin = read_exports.family(work, case)
    named = zip(kin, kin_names(page.say, [each.relation for each in kin]), strict=True)
    say = page.say.gettext
    return {
        "askers": [(each, say(words)) for each, words in ASKERS.items()],
        "kin": [(each.id, words) for each, words in named],  # a name is read where it is asked for
        "tongues": [(each, OWN_NAMES[each]) for each in LANGUAGES],
        "means": [(each, say(words)) for each, words in HANDED_BY.items()],
        "endings": [
            (each, say(words)) for each, words in ENDINGS.items() if each != ExportEnding.HANDED
        ],
        "asker_words": ASKERS,
        "ending_words": ENDINGS,
        "to_another": TO_ANOTHER,
        "to_barred": TO_BARRED,
        "handed_words": HANDED_BY,
    }
