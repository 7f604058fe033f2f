"""What each at the table reads of a case: looked at before it is sent, withheld, given: 18(1)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import readers as acts
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal import papers, reader_papers
from portal.fields import Ask, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.reader_pages import shown_to
from portal.reader_words import PAPERS, item_name, line_name
from portal.unsealed import before_the_form
from portal.web import ForOfficers, Page
from queries import who_reads
from queries.who_reads import ReaderFile, SectionLine
from rules.readers import Item
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/readers")

DONE: Final = N_("It is on record, and holds from now on.")
Act = Callable[[Work, UUID, UUID, Collection[Item], str], None]


class WithheldForm(FormModel):
    """Some sections, and why."""

    called: ClassVar[str] = "withhold"
    sections: Annotated[
        tuple[str, ...],
        Ask(N_("What is withheld from them?"), missing=N_("Tick at least one section.")),
    ] = ()
    reason: Annotated[
        Prose,
        Ask(
            N_("Why?"),
            N_("It stays in the file; the reader does not see it."),
            missing=N_("Write why."),
        ),
    ]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if not sheet.known("sections"):
            yield "sections", N_("Tick at least one section.")


class GivenAgainForm(WithheldForm):
    called: ClassVar[str] = "give"
    sections: Annotated[
        tuple[str, ...],
        Ask(N_("What do they read from now on?"), missing=N_("Tick at least one section.")),
    ] = ()


@router.get("")
def readers_page(page: ForOfficers, number: str) -> Response:
    """Everybody at the table, and how much each is handed."""
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "readers/list.html", case=case, readers=who_reads.readers(work, case), papers=PAPERS
        )


@router.get("/{member_id:uuid}")
def reader_page(page: ForOfficers, number: str, member_id: UUID) -> Response:
    """What one of them sees, word for word, and what they were shown."""
    return _reader(page, number, member_id)


@router.post("/{member_id:uuid}/withheld")
def withhold(page: ForOfficers, number: str, member_id: UUID) -> Response:
    """From that moment they are handed nothing of it."""
    return _act(page, number, member_id, page.typed(WithheldForm), acts.withhold)


@router.post("/{member_id:uuid}/given")
def give(page: ForOfficers, number: str, member_id: UUID) -> Response:
    """They read it from now on."""
    return _act(page, number, member_id, page.typed(GivenAgainForm), acts.give)


@router.get("/{member_id:uuid}/{kind}/{tongue}.pdf")
def copy_before(
    page: ForOfficers, number: str, member_id: UUID, kind: str, tongue: str
) -> Response:
    """One of their papers as they will have it; who looked is on record."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        file = who_reads.reader(work, case, member_id)
        found = next((each for each in file.as_files if each.kind == kind), None)
        if found is None:
            raise NotThere(number)
        paper = reader_papers.paper_of(page, work, say, found)
        told = found.on_record()
    name = f"{kind}-{number}-{say.language}"
    return papers.hand_out(page, case, paper, f"{kind} preview printed", name, **told)


def _act(page: Page, number: str, member_id: UUID, sheet: Sheet[Any], says: Act) -> Response:
    chosen: list[Item] = []

    def check() -> Iterator[Gap]:
        with page.work() as work:
            known = _items(who_reads.reader(work, _mine(work, number), member_id))
        for code in sheet.known("sections") or ():
            if code not in known:
                yield "sections", N_("Choose from what is listed.")
                return
            chosen.append(known[code])

    def act(form: WithheldForm) -> Response:
        with page.work() as work:
            says(work, _mine(work, number).id, member_id, chosen, form.reason)
        return page.go(f"/cases/{number}/readers/{member_id}", done=DONE)

    again = lambda: _reader(page, number, member_id, sheet)  # noqa: E731 - said twice below
    return page.submit(sheet, act, again=again, check=check)


def _mine(work: Work, number: str) -> Case:
    return access.case_for(work, number, role=Role.MANAGER)


def _items(file: ReaderFile) -> Mapping[str, Item]:
    return {code_of(each): each.item for each in file.lines}


def code_of(line: SectionLine) -> str:
    """As a form sends it."""
    section, whose = line.item
    return f"{section.value}:{whose}" if whose else section.value


def _reader(page: Page, number: str, member_id: UUID, typed: Sheet[Any] | None = None) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        if typed is not None:
            before_the_form(page, case)
        file = who_reads.reader(work, case, member_id)
        sheets = {each.called: Sheet.of(each) for each in (WithheldForm, GivenAgainForm)}
        if typed is not None:
            sheets[typed.model.called] = typed
        work.record("copies of a member seen", "18(1)", life=case.life, member=member_id)
        return page.render(
            "readers/reader.html",
            case=case,
            number=case.number,
            file=file,
            papers=PAPERS,
            name_of=lambda each: line_name(page.say, each),
            item_name=lambda item: item_name(page.say, item, file.seats, file.names),
            shown=[(copy, shown_to(page, work, copy)) for copy in file.copies],
            may_write=access.runs_case(work, case) and case.sealed_at is None,
            sheets=sheets,
            typed=typed,
            withholdable=_choices(page, file, reads=True),
            givable=_choices(page, file, reads=False),
        )


def _choices(page: Page, file: ReaderFile, *, reads: bool) -> list[tuple[str, str]]:
    """What may be said something of, under the name of its paper."""
    return [
        (
            code_of(each),
            f"{page.say.gettext(PAPERS[each.section.paper])}: {line_name(page.say, each)}",
        )
        for each in file.lines
        if each.reads is reads and each.bound is None
    ]
