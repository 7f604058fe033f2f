"""The report of the municipal table on its year: written, approved, handed over: Art. 5(1.6)."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import annual as acts
from core.i18n import N_
from identity.access import NotThere
from models.session import Work
from portal import annual_paper, papers
from portal.annual_words import PARTS, READERS, ROUNDED, tables
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from queries.annual_file import YearFile, open_year
from rules.annual import ON_REQUEST, ReportReader, YearPart
from rules.roles import Role

router = APIRouter(prefix="/annual/{year:int}")

RECORDED: Final = N_("It is on record.")
OWN: Final = N_("In the table's own words; no names of children, and no numbers of cases.")


class WriteYear(FormModel):
    """What the table says of its year; what is left empty is not stated."""

    services: Annotated[Prose, Ask(PARTS[YearPart.SERVICES][0], open=True)] = ""
    cooperation: Annotated[Prose, Ask(PARTS[YearPart.COOPERATION][0], open=True)] = ""
    situation: Annotated[Prose, Ask(PARTS[YearPart.SITUATION][0], open=True)] = ""
    lacks: Annotated[Prose, Ask(PARTS[YearPart.LACKS][0], open=True)] = ""
    proposes: Annotated[Prose, Ask(PARTS[YearPart.PROPOSES][0], open=True)] = ""

    def written(self) -> dict[YearPart, str]:
        return {part: getattr(self, part.value) for part in YearPart}


class ApproveYear(FormModel):
    """In which meeting the table approved it."""

    called = "approval"

    meeting: Annotated[
        UUID,
        Ask(N_("In which meeting did the table approve it?"), missing=N_("Choose the meeting.")),
    ]


class AnewYear(FormModel):
    """Why another version is written."""

    called = "anew"

    reason: Annotated[
        Prose,
        Ask(
            N_("Why is it written anew?"),
            missing=N_("Write the reason, in a sentence; it stays with the earlier version."),
        ),
    ]


class AskedForYear(FormModel):
    """Who may ask for it did."""

    called = "request"

    reader: Annotated[
        Literal["ministry", "council"],
        Ask(N_("Who asks for the report?"), missing=N_("Choose who asks for it.")),
    ]
    request: Annotated[
        Line, Ask(N_("Their letter"), hint=N_("Its number, and who signed it."), open=True)
    ] = ""
    on: Happened


class GiveYear(FormModel):
    """It was handed over."""

    called = "handing"

    to: Annotated[
        UUID | Literal["municipality"],
        Ask(N_("Who was handed the report?"), missing=N_("Choose who was handed it.")),
    ]
    receipt: Annotated[
        Line,
        Ask(
            N_("Receipt"),
            hint=N_("Who took it there, and under which number."),
            missing=N_("Write who took it, or the number under which they have it."),
        ),
    ]
    on: Happened


@router.get("")
def year_page(page: ForOfficers, year: int) -> Response:
    """Its numbers, its text, its versions, and who has it."""
    return _year(page, year)


def _year(page: Page, year: int, typed: Sheet[Any] | None = None) -> Response:
    with page.work() as work:
        file = open_year(work, year)
        return page.render("roundtable/annual.html", **_shown(page, file, typed))


def _shown(page: Page, file: YearFile, typed: Sheet[Any] | None) -> dict[str, object]:
    say, last = page.say, file.last
    known = dict(last.written or {})
    text: Sheet[Any] = Sheet(WriteYear, {part.value: [known.get(part, "")] for part in YearPart})
    sheets: dict[str, Sheet[Any]] = {
        "text": text,
        "approval": Sheet(ApproveYear),
        "anew": Sheet(AnewYear),
        "request": Sheet(AskedForYear),
        "handing": Sheet(GiveYear),
    }
    if typed is not None:
        sheets[typed.model.called or "text"] = typed
    asked = [
        (each.id, f"{say.gettext(READERS[each.reader])}, {say.day(each.asked_on, page.today)}")
        for each in file.waiting
        if each.asked_on
    ]
    place = (
        [] if file.has_it else [("municipality", say.gettext(READERS[ReportReader.MUNICIPALITY]))]
    )
    return {
        "file": file,
        "sheets": sheets,
        "wrong": typed or text,
        "tables": list(tables(say, last.figures)) if last.figures else [],
        "parts": PARTS,
        "readers": READERS,
        "rounded": ROUNDED,
        "own": OWN,
        "may_ask": [(each.value, say.gettext(READERS[each])) for each in ON_REQUEST],
        "to": [*place, *asked] if file.stands else [],
        "meetings": [(each.id, say.full_day(each.met_on)) for each in file.meetings],
    }


def _for_writer(work: Work, year: int) -> YearFile:
    return open_year(work, year, role=Role.MANAGER)


@router.post("")
def write(page: ForOfficers, year: int) -> Response:
    """The text as it is by now."""
    sheet = page.typed(WriteYear)

    def act(form: WriteYear) -> Response:
        with page.work() as work:
            acts.save(work, _for_writer(work, year).life.id, form.written())
        return page.go(f"/annual/{year}", done=N_("The text is saved. Nobody is handed it yet."))

    return page.submit(sheet, act, again=lambda: _year(page, year, sheet))


@router.post("/count")
def count(page: ForOfficers, year: int) -> Response:
    """Its numbers are to be those of today."""
    sheet = page.typed(FormModel)

    def act(_: FormModel) -> Response:
        with page.work() as work:
            acts.count_again(work, _for_writer(work, year).life.id)
        return page.go(f"/annual/{year}", done=N_("The numbers are counted again."))

    return page.submit(sheet, act, again=lambda: _year(page, year))


@router.post("/approval")
def approve(page: ForOfficers, year: int) -> Response:
    """The table approved it."""
    sheet = page.typed(ApproveYear)

    def act(form: ApproveYear) -> Response:
        with page.work() as work:
            acts.approve(work, _for_writer(work, year).life.id, form.meeting)
        return page.go(f"/annual/{year}", done=RECORDED)

    return page.submit(sheet, act, again=lambda: _year(page, year, sheet))


@router.post("/anew")
def write_anew(page: ForOfficers, year: int) -> Response:
    """Another version, for a reason."""
    sheet = page.typed(AnewYear)

    def act(form: AnewYear) -> Response:
        with page.work() as work:
            acts.write_anew(work, _for_writer(work, year).life.id, form.reason)
        return page.go(f"/annual/{year}", done=N_("It is written anew; the earlier version stays."))

    return page.submit(sheet, act, again=lambda: _year(page, year, sheet))


@router.post("/request")
def ask(page: ForOfficers, year: int) -> Response:
    """The Ministry or the Council asked for it."""
    sheet = page.typed(AskedForYear)

    def act(form: AskedForYear) -> Response:
        with page.work() as work:
            life = open_year(work, year).life
            acts.ask(work, life.id, ReportReader(form.reader), form.request, on=form.on)
        return page.go(f"/annual/{year}", done=RECORDED)

    return page.submit(sheet, act, again=lambda: _year(page, year, sheet))


@router.post("/handing")
def give(page: ForOfficers, year: int) -> Response:
    """It was handed over."""
    sheet = page.typed(GiveYear)

    def act(form: GiveYear) -> Response:
        request = None if form.to == "municipality" else form.to
        with page.work() as work:
            life = open_year(work, year).life
            acts.give(work, life.id, request, form.receipt, on=form.on)
        return page.go(f"/annual/{year}", done=RECORDED)

    return page.submit(sheet, act, again=lambda: _year(page, year, sheet))


@router.get("/{version:int}/{tongue}.pdf")
def paper(page: ForOfficers, year: int, version: int, tongue: str) -> Response:
    """One version: a draft says that it is one."""
    say = papers.say_in(tongue)
    with page.work() as work:
        file = open_year(work, year)
        row = next((each for each in file.versions if each.version == version), None)
        if row is None or row.figures is None:
            raise NotThere
        made = annual_paper.report(page, say, file, row, file.place)
        life = file.life
    name = f"annual-report-{year}-{version}-{say.language}"
    return papers.hand_out(page, life, made, "annual report printed", name, plan=version)
