"""Monitoring visits of the head or the department, and what follows from them: Art. 16(2)."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import visits as acts
from casework.case.visits import Follows, Visited
from core.i18n import N_, Translator
from identity.access import NotThere
from portal.fields import Ask, Corrects, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.record_papers import BECAME
from portal.web import ForOfficers, Page
from queries import supervision, visits
from queries.visits import FollowUpLine
from rules.roles import Role
from rules.visits import Followed, NothingFollows

router = APIRouter(prefix="/cases/{number}/visits")

VISIT: Final = N_("Visit %(number)s")


class EnterVisit(FormModel):
    """When, by whom, what was found, and what is to follow."""

    on: Annotated[
        Happened,
        Ask(N_("On which day was the visit?"), missing=N_("Say on which day the visit was.")),
    ]
    who: Annotated[
        Line,
        Ask(
            N_("Who made the visit?"),
            hint=N_("The head, or who else of the department."),
            missing=N_("Write who made the visit."),
        ),
    ]
    findings: Annotated[
        Prose,
        Ask(
            N_("What did it find?"),
            hint=N_("How child and family are, and how the plan is carried out."),
            missing=N_("Write what the visit found."),
        ),
    ]
    follows: Annotated[Prose, Ask(N_("What is to follow?"), open=True)] = ""
    until: Annotated[Day | None, Ask(N_("Until when?"), open=True)] = None
    corrects: Corrects = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A day alone says nothing of what is to follow: ours."""
        if sheet.value("until").strip() and not sheet.value("follows").strip():
            yield "follows", NothingFollows()


class FollowVisit(FormModel):
    """What else is to follow."""

    called: ClassVar[str] = "more"

    words: Annotated[
        Prose, Ask(N_("What else is to follow?"), missing=N_("Write what is to follow."))
    ]
    until: Annotated[Day | None, Ask(N_("Until when?"), open=True)] = None


class SayFollowed(FormModel):
    """Whether it was done, and when."""

    of: Annotated[UUID, Ask(N_("Of what?"), missing=N_("Choose of what it is."))]
    became: Annotated[Followed, Ask(N_("Was it done?"), missing=N_("Choose whether it was done."))]
    words: Annotated[
        Prose,
        Ask(N_("How, or why not?"), hint=N_("Needed where it was not done."), open=True),
    ] = ""
    on: Happened


@router.get("")
def visits_page(page: ForOfficers, number: str) -> Response:
    """Every visit with what it found, and for the head the form for another."""
    return _list(page, number, Sheet(EnterVisit))


def _list(page: Page, number: str, sheet: Sheet[EnterVisit]) -> Response:
    with page.work() as work:
        case = supervision.case_of(work, number)
        lines = visits.of_case(work, case)
        return page.render(
            "supervision/visits.html",
            case=case,
            lines=lines,
            enters=supervision.supervises(work, case),
            earlier=[
                (line.row.id, page.say.gettext(VISIT, number=line.row.number)) for line in lines
            ],
            sheet=sheet,
            became=BECAME,
        )


@router.post("")
def enter(page: ForOfficers, number: str) -> Response:
    """A visit is put on record, whenever it was: Art. 16(2)."""
    sheet = page.typed(EnterVisit)

    def act(form: EnterVisit) -> Response:
        follows = Follows(form.follows, form.until) if form.follows else None
        made = Visited(form.on, form.who, form.findings, follows, form.corrects)
        with page.work() as work:
            case = supervision.case_of(work, number, role=Role.HEAD)
            visit = acts.enter(work, case.id, made)
        return page.go(f"/cases/{number}/visits/{visit.id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{visit_id:uuid}")
def visit_page(page: ForOfficers, number: str, visit_id: UUID) -> Response:
    """One visit, and what became of what was to follow."""
    return _one(page, number, visit_id)


def _one(
    page: Page,
    number: str,
    visit_id: UUID,
    said: Sheet[SayFollowed] | None = None,
    more: Sheet[FollowVisit] | None = None,
) -> Response:
    with page.work() as work:
        case = supervision.case_of(work, number)
        line = visits.one_of_case(work, case, visit_id)
        return page.render(
            "supervision/visit.html",
            case=case,
            line=line,
            enters=supervision.supervises(work, case),
            sheet=said or Sheet(SayFollowed),
            more=more or Sheet(FollowVisit),
            wrong=more or said or Sheet(SayFollowed),
            became=BECAME,
            follow_ups=_still_first(page.say, line.follow_ups),
            choices=[(code, page.say.gettext(words)) for code, words in BECAME.items()],
        )


def _still_first(say: Translator, lines: Sequence[FollowUpLine]) -> list[tuple[UUID, str]]:
    """What nobody has said anything of first; a word on the others stands beside theirs."""
    found = []
    for each in sorted(lines, key=lambda each: (bool(each.row.said), each.row.number)):
        words = f"{each.row.number}. {each.row.words}"
        if each.row.said:
            words += f" ({say.gettext(BECAME[each.row.said[-1].became])})"
        found.append((each.row.id, words))
    return found


@router.post("/{visit_id:uuid}/more")
def follow(page: ForOfficers, number: str, visit_id: UUID) -> Response:
    """The head says what else is to follow: Art. 16(2)."""
    sheet = page.typed(FollowVisit)

    def act(form: FollowVisit) -> Response:
        with page.work() as work:
            case = supervision.case_of(work, number, role=Role.HEAD)
            visits.one_of_case(work, case, visit_id)
            acts.follow(work, visit_id, Follows(form.words, form.until))
        return page.go(f"/cases/{number}/visits/{visit_id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _one(page, number, visit_id, more=sheet))


@router.post("/{visit_id:uuid}/followed")
def say_followed(page: ForOfficers, number: str, visit_id: UUID) -> Response:
    """The manager or the head says whether it was done; a later word adds: Art. 16(2)."""
    sheet = page.typed(SayFollowed)

    def act(form: SayFollowed) -> Response:
        with page.work() as work:
            case = supervision.case_of(work, number)
            line = visits.one_of_case(work, case, visit_id)
            if form.of not in {each.row.id for each in line.follow_ups}:
                raise NotThere
            acts.say(work, form.of, form.became, said_on=form.on, words=form.words)
        return page.go(f"/cases/{number}/visits/{visit_id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _one(page, number, visit_id, said=sheet))
