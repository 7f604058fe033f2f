"""A case that ran on paper is taken over, section by section, and finished: decision 0165."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import from_paper, paper_meetings
from casework.case.from_paper import TakenFromPaper
from casework.record.from_paper import paper_facts
from casework.table.unplanned import held_that_day
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.forms import Gap, Sheet
from portal.paper_forms import (
    PURPOSES,
    FinishPaper,
    NotFromPaperForm,
    PaperMeetingForm,
    SaySection,
    TakeFromPaper,
)
from portal.paper_words import ANSWERS, HINTS, MINUTES, named
from portal.unsealed import before_the_form
from portal.web import ForOfficers, Page
from portal.words import MEETINGS
from queries import from_paper as query
from rules.paper_sections import PaperSection
from rules.paper_sections import check_open as check_entering
from rules.phases import check_open
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/paper")


@router.get("")
def paper_page(page: ForOfficers, number: str) -> Response:
    """Section by section what stands here, and what is said of it."""
    return _show(page, number)


def _show(
    page: Page,
    number: str,
    *,
    begin: Sheet[TakeFromPaper] | None = None,
    said: Sheet[SaySection] | None = None,
    of: PaperSection | None = None,
    finish: Sheet[FinishPaper] | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        file = query.read(work, case)
        holds = file.holds
        known = {"on": holds.from_on, "lies": holds.lies} if holds else {}
        return page.render(
            "paper/paper.html",
            case=case,
            file=file,
            begin=begin or Sheet.of(TakeFromPaper, **known),
            sheets=_sheets(file, said, of),
            wrong=said or begin or finish,
            finish=finish or Sheet.of(FinishPaper),
            opened=begin is not None,
            names=named(page.say),
            hints=HINTS,
            said=ANSWERS,
            minutes=MINUTES,
            kinds=MEETINGS,
            answers=[(code, page.say.gettext(words)) for code, words in ANSWERS.items()],
            sections=PaperSection,
        )


def _sheets(
    file: query.PaperFile, typed: Sheet[SaySection] | None, of: PaperSection | None
) -> dict[PaperSection, Sheet[Any]]:
    """A form for each, whose fields are told apart by the section's name."""
    found: dict[PaperSection, Sheet[Any]] = {}
    for each in file.sections:
        model = type("SaySection", (SaySection,), {"called": each.section.value})
        said = {"words": each.word.words} if each.word else {}
        found[each.section] = Sheet.of(model, **said)
        if typed is not None and each.section is of:
            found[each.section] = Sheet(model, typed.typed, typed.errors)
    return found


@router.post("")
def begin(page: ForOfficers, number: str) -> Response:
    """From this day on it runs here; or another day, where one stands."""
    sheet = page.typed(TakeFromPaper)

    def act(form: TakeFromPaper) -> Response:
        with page.work() as work:
            case = _to_begin(work, number)
            said = TakenFromPaper(form.on, form.lies)
            act = from_paper.begin if case.from_paper_on is None else from_paper.correct
            act(work, case.id, said)
        return page.go(f"/cases/{number}/paper", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, number, begin=sheet))


def _to_begin(work: Work, number: str) -> Case:
    case = access.case_for(work, number)
    check_open(case.phase, case.number)
    access.only_while(work, case.id, partial(query.may_begin, work, case))
    return case


@router.post("/not")
def not_from_paper(page: ForOfficers, number: str) -> Response:
    """It did not run on paper: a case like any other."""
    sheet = page.typed(NotFromPaperForm)

    def act(_form: NotFromPaperForm) -> Response:
        with page.work() as work:
            from_paper.take_back(work, _to_begin(work, number).id)
        return page.go(f"/cases/{number}", done=N_("It is a case like any other."))

    return page.submit(sheet, act, again=lambda: _show(page, number))


@router.post("/finish")
def finish(page: ForOfficers, number: str) -> Response:
    """From now on everything runs as for any case."""
    sheet = page.typed(FinishPaper)

    def act(form: FinishPaper) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            handed = None if form.handed is None else form.handed == "yes"
            from_paper.finish(work, case.id, plan_handed=handed)
        done = N_("The case is taken over. From now on it runs as any other.")
        return page.go(f"/cases/{number}", done=done)

    return page.submit(sheet, act, again=lambda: _show(page, number, finish=sheet))


@router.post("/section/{section}")
def say(page: ForOfficers, number: str, section: PaperSection) -> Response:
    """What is known of one section; it may be said anew until all is finished."""
    sheet = page.typed(SaySection)

    def act(form: SaySection) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            from_paper.say(work, case.id, section, form.answer, words=form.words)
        return page.go(f"/cases/{number}/paper#{section.value}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, number, said=sheet, of=section))


@router.get("/meeting")
def meeting_page(page: ForOfficers, number: str) -> Response:
    """The short form of a meeting of the time on paper."""
    return _meeting(page, number, None)


def _meeting(page: Page, number: str, typed: Sheet[PaperMeetingForm] | None) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        check_entering(paper_facts(case))
        day = typed.known("on") if typed else None
        members = query.sat_on(work, case, day)
        sheet = typed or Sheet.of(PaperMeetingForm)
        for index, each in enumerate(members):
            sheet.names[f"seats.{index}"] = each.professional.name or ""
        return page.render(
            "paper/meeting.html",
            case=case,
            sheet=sheet,
            members=members,
            purposes=[(code, page.say.gettext(words)) for code, words in PURPOSES],
            minutes=[(code, page.say.gettext(words)) for code, words in MINUTES.items()],
            held=held_that_day(work, case.id, day) if day else (),
        )


@router.post("/meeting")
def enter_meeting(page: ForOfficers, number: str) -> Response:
    """Put it on record; nobody is invited to it or asked about it."""
    sheet = page.typed(PaperMeetingForm)

    def act(form: PaperMeetingForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            sat = {each.id for each in query.sat_on(work, case, form.on)}
            paper_meetings.enter(work, case.id, form.met(sat))
        return page.go(f"/cases/{number}/paper#meetings", done=N_("The meeting is on record."))

    def check() -> Iterator[Gap]:
        """Whoever is named had a seat on that day; who had none is not asked about."""
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            sat = {each.id for each in query.sat_on(work, case, sheet.known("on"))}
        for row in sheet.rows("seats"):
            if sheet.known(f"{row}.member") not in sat and sheet.value(f"{row}.came") == "yes":
                yield f"{row}.came", N_("On that day they had no seat at this table.")

    return page.submit(sheet, act, again=lambda: _meeting(page, number, sheet), check=check)
