"""What is known of child and family: read, stated, corrected: Art. 4(5), 4(6), 12(1)."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from casework.case import known
from casework.record.known import person_of
from core.i18n import N_
from identity import access
from models.case import Case, FamilyPerson
from models.session import Work
from portal import known_words, words
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.web import ForOfficers, Page
from queries import known_file
from rules.convening import ToldBy
from rules.known import (
    FORMS,
    CorrectionWithoutReason,
    FactName,
    Form,
    LiftedWithoutReason,
    Value,
    asked_of,
)
from rules.refusals import Conflict
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/known")


class State(FormModel):
    """One answer, with since when, when it became known, and from whom."""

    words: Annotated[Prose, Ask(N_("Answer"), open=True)] = ""
    day: Annotated[Day | None, Ask(N_("Answer"), open=True)] = None
    choice: Annotated[Line, Ask(N_("Answer"), open=True)] = ""
    not_known: Annotated[bool, Ask(N_("It was asked, and it is not known"))] = False
    kind: Annotated[
        Literal["change", "correction"] | None,
        Ask(N_("Has it changed, or was what stands there wrong?"), open=True),
    ] = None
    valid_from: Annotated[
        Day | None,
        Ask(N_("Since when does it hold?"), N_("Empty where nobody knows."), open=True),
    ] = None
    known_on: Annotated[
        Day,
        Ask(
            N_("When did the centre come to know it?"),
            missing=N_("Write the day on which it became known."),
        ),
    ]
    source: Annotated[
        Line,
        Ask(
            N_("Who says so, or which paper?"),
            missing=N_("Write who said so, or which paper says it."),
        ),
    ]
    reason: Annotated[
        Prose,
        Ask(N_("Why was it wrong, or why does it hold no more?"), open=True),
    ] = ""
    stands: UUID | None = None
    """The answer that the reader saw."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        for name in ("valid_from", "known_on", "day"):
            day = sheet.known(name)
            if day and day > sheet.today:
                yield name, N_("This day has not come yet.")
        if sheet.known("kind") == "correction" and not sheet.value("reason").strip():
            yield "reason", CorrectionWithoutReason()

    def value(self, form: Form) -> Value:
        if form is Form.DAY:
            return None if self.not_known else self.day
        if form is Form.WORDS:
            return None if self.not_known else self.words
        said = None if self.choice == known_words.NOT_KNOWN[0] else self.choice
        return {"yes": True, "no": False}.get(said or "") if form is Form.YES_NO else said


class TakeBack(FormModel):
    """When and how somebody learned that they do not take part."""

    told_on: Annotated[Day, Ask(N_("Told on"), missing=N_("Write the day."))]
    how: Annotated[ToldBy, Ask(N_("How they were told"), missing=N_("Choose how they were told."))]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        told_on = sheet.known("told_on")
        if told_on and told_on > sheet.today:
            yield "told_on", N_("This day has not come yet.")


@router.get("")
def known_page(page: ForOfficers, number: str) -> Response:
    return _known(page, number)


@router.post("")
def with_names(page: ForOfficers, number: str) -> Response:
    """The same page with the names, once; that they were asked for is on record: Art. 18(1)."""
    return _known(page, number, names=True)


def _known(
    page: Page,
    number: str,
    *,
    names: bool = False,
    sheet: Sheet[TakeBack] | None = None,
    of: UUID | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        file = known_file.read(work, case)
        if names:
            known_file.names_shown(work, case)

        def shown(name: FactName, value: Value) -> str:
            if name in known_file.NAMES and not names:
                return page.say.gettext(N_("on record, not shown"))
            return known_words.shown(page.say, name, value, file.recorders)

        return page.render(
            "known/known.html",
            case=case,
            file=file,
            shown=shown,
            names=names,
            sheet=sheet or Sheet.of(TakeBack),
            of=of,
            who=words.kin_names(page.say, [each.person.relation for each in file.people]),
            questions=known_words.QUESTIONS,
            articles=known_words.ARTICLES,
            relations=words.RELATIONS,
            told_by=words.TOLD_BY,
            ways=[(way, page.say.gettext(how)) for way, how in words.TOLD_BY.items()],
            may_state=case.manager_id == work.actor.id and case.sealed_at is None,
        )


@router.post("/{person_id:uuid}/taken-back")
def take_back(page: ForOfficers, number: str, person_id: UUID) -> Response:
    """Somebody who was told of a meeting now knows that they do not take part: Art. 4(5)."""
    sheet = page.typed(TakeBack)

    def act(form: TakeBack) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            known.take_back(work, case.id, person_id, on=form.told_on, how=form.how)
        return page.go(f"/cases/{number}/known", done=known_words.RECORDED)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            person_of(work.session, case.id, person_id)
        return _known(page, number, sheet=sheet, of=person_id)

    return page.submit(sheet, act, again)


@router.get("/{person_id:uuid}/{fact}")
def state_page(page: ForOfficers, number: str, person_id: UUID, fact: str) -> Response:
    return _state(page, number, person_id, fact, Sheet.of(State, known_on=page.today))


@router.post("/{person_id:uuid}/{fact}")
def state(page: ForOfficers, number: str, person_id: UUID, fact: str) -> Response:
    """An answer is stated or corrected, and what follows is said on the next page."""
    sheet = page.typed(State)

    def act(form: State) -> Response:
        with page.work() as work:
            case, person, name = _asked(work, number, person_id, fact)
            held = known_file.question(work, person, name).held
            if form.stands != (held.id if held else None):
                raise Conflict
            stated = known.state(
                work,
                case.id,
                person_id,
                name,
                form.value(FORMS[name]),
                valid_from=form.valid_from,
                known_on=form.known_on,
                source=form.source,
                corrects=form.stands if form.kind == "correction" else None,
                reason=form.reason,
            )
        said = known_words.FOLLOWS[stated.follows] if stated.follows else known_words.RECORDED
        return page.go(f"/cases/{number}/known", done=said)

    return page.submit(
        sheet,
        act,
        again=lambda: _state(page, number, person_id, fact, sheet),
        check=lambda: _gaps(page, number, person_id, fact, sheet),
    )


def _asked(
    work: Work, number: str, person_id: UUID, fact: str
) -> tuple[Case, FamilyPerson, FactName]:
    """The person and the question of an address; what is not asked of them is not there."""
    case = access.case_for(work, number, role=Role.MANAGER)
    person = person_of(work.session, case.id, person_id)
    if fact not in asked_of(person.relation):
        raise HTTPException(404)
    return case, person, FactName(fact)


def _state(page: Page, number: str, person_id: UUID, fact: str, sheet: Sheet[State]) -> Response:
    with page.work() as work:
        case, person, name = _asked(work, number, person_id, fact)
        form = FORMS[name]
        officers = known_file.officers_for_a_guardian(work, case) if form is Form.OFFICER else ()
        question = known_file.question(work, person, name)
        hidden = name in known_file.NAMES
        value = question.held.value if question.held else None
        return page.render(
            "known/state.html",
            case=case,
            person=person,
            name=name,
            form=form,
            held=question.held,
            now="" if hidden else known_words.shown(page.say, name, value, dict(officers)),
            sheet=sheet,
            question=known_words.QUESTIONS[name],
            reference=known_words.ARTICLES.get(name, ""),
            options=known_words.options(page.say, name, form, officers),
            relations=words.RELATIONS,
        )


def _gaps(
    page: Page, number: str, person_id: UUID, fact: str, sheet: Sheet[State]
) -> Iterator[Gap]:
    """What only the question knows: an answer of its kind, and a reason where a mark is lifted."""
    with page.work() as work:
        _, person, name = _asked(work, number, person_id, fact)
        held = known_file.question(work, person, name).held
    yield from _ANSWER_GAPS.get(FORMS[name], _of_a_choice)(sheet)
    if held is not None and not sheet.value("kind"):
        yield "kind", N_("Say whether it has changed or was wrong.")
    is_marked = name is FactName.VIOLENCE and held is not None and held.value is True
    if is_marked and sheet.value("choice") != "yes" and not sheet.value("reason").strip():
        yield "reason", LiftedWithoutReason()


def _of_words(sheet: Sheet[State]) -> Iterator[Gap]:
    return _written(sheet, "words")


def _of_a_day(sheet: Sheet[State]) -> Iterator[Gap]:
    return _written(sheet, "day")


def _written(sheet: Sheet[State], field: str) -> Iterator[Gap]:
    written, ticked = bool(sheet.value(field).strip()), bool(sheet.known("not_known"))
    if not written and not ticked:
        yield field, N_("Write the answer, or tick that it is not known.")
    if written and ticked:
        yield field, N_("There is an answer, and a tick that it is not known. Keep one.")


def _of_a_choice(sheet: Sheet[State]) -> Iterator[Gap]:
    if not sheet.value("choice"):
        yield "choice", N_("Choose one; not knowing is an answer too.")


_ANSWER_GAPS: dict[Form, Callable[[Sheet[State]], Iterator[Gap]]] = {
    Form.WORDS: _of_words,
    Form.DAY: _of_a_day,
}
