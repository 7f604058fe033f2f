"""What is known of child and family: read, stated, corrected: Art. 4(5), 4(6), 12(1)."""

from collections.abc import Iterator
from uuid import UUID

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from casework.case import known
from casework.record.known import person_of
from core.i18n import N_
from identity import access
from models.case import Case, FamilyPerson
from models.session import Work
from portal import known_words, questions, words
from portal.forms import Gap, Sheet
from portal.known_forms import StateFact, TakeBackWord, gaps_of
from portal.unsealed import before_the_form
from portal.web import ForOfficers, Page
from queries import case_file, known_file
from rules.composition import Relation
from rules.known import FORMS, FactName, Form, Value, asked_of
from rules.refusals import Conflict
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/known")


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
    sheet: Sheet[TakeBackWord] | None = None,
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
            return known_words.shown(page.say, name, value, file.officers)

        return page.render(
            "known/known.html",
            case=case,
            file=file,
            shown=shown,
            names=names,
            sheet=sheet or Sheet.of(TakeBackWord),
            of=of,
            who=words.kin_names(page.say, [each.person.relation for each in file.people]),
            questions=known_words.QUESTIONS,
            articles=known_words.ARTICLES,
            relations=words.RELATIONS,
            told_by=words.TOLD_BY,
            ways=[(way, page.say.gettext(how)) for way, how in words.TOLD_BY.items()],
            may_state=access.runs_case(work, case) and case.sealed_at is None,
        )


@router.post("/{person_id:uuid}/taken-back")
def take_back(page: ForOfficers, number: str, person_id: UUID) -> Response:
    """Somebody who was told of a meeting now knows that they do not take part: Art. 4(5)."""
    sheet = page.typed(TakeBackWord)

    def act(form: TakeBackWord) -> Response:
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
    return _state(page, number, person_id, fact, Sheet.of(StateFact))


@router.post("/{person_id:uuid}/{fact}")
def state(page: ForOfficers, number: str, person_id: UUID, fact: str) -> Response:
    """An answer is stated or corrected, and what follows is said on the next page."""
    sheet = page.typed(StateFact)

    def act(form: StateFact) -> Response:
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
                corrects=form.stands if form.how == "correction" else None,
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


def _state(
    page: Page, number: str, person_id: UUID, fact: str, sheet: Sheet[StateFact]
) -> Response:
    with page.work() as work:
        case, person, name = _asked(work, number, person_id, fact)
        before_the_form(page, case)
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
    page: Page, number: str, person_id: UUID, fact: str, sheet: Sheet[StateFact]
) -> Iterator[Gap]:
    with page.work() as work:
        case, person, name = _asked(work, number, person_id, fact)
        held = known_file.question(work, person, name).held
        if name is FactName.BIRTH_DATE:
            yield from questions.of_birth(sheet.known("day"), case.referred_on, "day")
        if name is FactName.NAME and person.relation != Relation.CHILD:
            own = case_file.child_of(work, case.id).name
            yield from questions.of_a_relative(sheet.value("words"), case.referrer, own, at="words")
    yield from gaps_of(sheet, name, held.value if held else None, stands=held is not None)
