"""The head's questions on a manager's work, answered, closed or asked further: Art. 16(1)."""

from collections.abc import Callable
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import supervision as acts
from casework.case.supervision import AskedOf
from core.i18n import N_, Translator
from identity.access import NotThere
from portal.duties import DUTY_PAGES
from portal.fields import UNSAID, Ask, Happened, Line, Prose
from portal.forms import FormModel, Sheet
from portal.institutions import institution
from portal.routes.cases import PAPERS
from portal.web import ForOfficers, Page
from queries import supervision
from queries.case_file import PaperKind
from queries.supervision import Subject
from rules.assessment import AssessmentKind
from rules.planning import PlanKind
from rules.roles import Role
from rules.supervision import QuestionState, Supervised, Turn

router = APIRouter(prefix="/cases/{number}/supervision")

STATES: Final = {
    QuestionState.WAITS: ("wait", N_("waits for the case manager")),
    QuestionState.ANSWERED: ("soon", N_("answered, waits for the head")),
    QuestionState.CLOSED: ("done", N_("closed")),
}
TURNS: Final = {
    Turn.ANSWERED: N_("answered"),
    Turn.CLOSED: N_("closed"),
    Turn.REOPENED: N_("asked further"),
}
KINDS: Final = {
    (Supervised.ASSESSMENT, AssessmentKind.INITIAL.value): PaperKind.INITIAL,
    (Supervised.ASSESSMENT, AssessmentKind.COMPREHENSIVE.value): PaperKind.COMPREHENSIVE,
    (Supervised.PLAN, PlanKind.INITIAL.value): PaperKind.INITIAL_PLAN,
    (Supervised.PLAN, PlanKind.UNIFIED.value): PaperKind.PLAN,
    (Supervised.MINUTES, ""): PaperKind.MINUTES,
}


class AskQuestion(FormModel):
    """What the head wants to know, and of what."""

    of: Annotated[
        Line, Ask(N_("What is the question about?"), missing=N_("Choose what it is about."))
    ]
    words: Annotated[
        Prose,
        Ask(
            N_("What do you want to know?"),
            hint=N_("The case manager reads it on this page; no mail says it."),
            missing=N_("Write the question."),
        ),
    ]
    on: Annotated[
        Happened,
        Ask(N_("On which day was it asked?"), missing=N_("Say on which day it was asked.")),
    ]


class AnswerQuestion(FormModel):
    """The case manager's answer."""

    words: Annotated[Prose, Ask(N_("Your answer"), missing=N_("Write the answer."))]
    on: Annotated[Happened, Ask(N_("On which day was it answered?"), missing=UNSAID)]


class DecideQuestion(FormModel):
    """The head closes the question, or asks further."""

    turn: Annotated[
        Literal[Turn.CLOSED, Turn.REOPENED],
        Ask(N_("What now?"), missing=N_("Choose whether to close it or to ask further.")),
    ]
    words: Annotated[
        Prose,
        Ask(
            N_("In your words"),
            hint=N_("Needed to ask further, and to close what is not answered."),
            open=True,
        ),
    ] = ""
    on: Happened


def called(say: Translator, subject: Subject) -> str:
    """What a question is about."""
    if subject.about is Supervised.CASE:
        return say.gettext(N_("The case as a whole"))
    if subject.about is Supervised.DUTY and subject.duty:
        title = say.gettext(DUTY_PAGES[subject.duty].title)
        until = say.gettext(N_("until %(day)s"), day=say.day(subject.on)) if subject.on else ""
        return f"{title}, {until}" if until else title
    if subject.about is Supervised.REPORT:
        on = say.day(subject.on) if subject.on else ""
        whose = institution(say, subject.institution)
        return say.gettext(N_("Report of %(day)s: %(institution)s"), day=on, institution=whose)
    return say.gettext(PAPERS[KINDS[subject.about, subject.kind]], number=subject.number)


@router.get("")
def questions_page(page: ForOfficers, number: str) -> Response:
    """Every question with where it stands, and for the head the form for another."""
    return _list(page, number, Sheet(AskQuestion))


def _list(page: Page, number: str, sheet: Sheet[AskQuestion]) -> Response:
    with page.work() as work:
        case = supervision.case_of(work, number)
        asks = supervision.supervises(work, case)
        there = supervision.subjects(work, case) if asks else []
        return page.render(
            "supervision/questions.html",
            case=case,
            lines=supervision.questions_of(work, case),
            asks=asks,
            subjects=[(each.key, called(page.say, each)) for each in there],
            sheet=sheet,
            called=lambda subject: called(page.say, subject),
            states=STATES,
        )


@router.post("")
def ask(page: ForOfficers, number: str) -> Response:
    """The head asks; whoever manages the case is told by mail: Art. 16(1)."""
    sheet = page.typed(AskQuestion)

    def act(form: AskQuestion) -> Response:
        with page.work() as work:
            case = supervision.case_of(work, number, role=Role.HEAD)
            there = {each.key: each for each in supervision.subjects(work, case)}
            if form.of not in there:
                raise NotThere
            found = there[form.of]
            of = AskedOf(found.about, found.subject_id, found.duty)
            question = acts.ask(work, case.id, asked_on=form.on, words=form.words, of=of)
        return page.go(f"/cases/{number}/supervision/{question.id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{question_id:uuid}")
def question_page(page: ForOfficers, number: str, question_id: UUID) -> Response:
    """All that was said of one question, and the form of whoever looks."""
    return _one(page, number, question_id)


def _one(
    page: Page,
    number: str,
    question_id: UUID,
    answering: Sheet[AnswerQuestion] | None = None,
    deciding: Sheet[DecideQuestion] | None = None,
) -> Response:
    with page.work() as work:
        case = supervision.case_of(work, number)
        return page.render(
            "supervision/question.html",
            case=case,
            line=supervision.one_question(work, case, question_id),
            decides=supervision.supervises(work, case),
            sheet=deciding or Sheet(DecideQuestion),
            answering=answering or Sheet(AnswerQuestion),
            called=lambda subject: called(page.say, subject),
            states=STATES,
            turns=TURNS,
            choices=[
                (Turn.CLOSED, page.say.gettext(N_("Close the question"))),
                (Turn.REOPENED, page.say.gettext(N_("Ask further"))),
            ],
        )


@router.post("/{question_id:uuid}/answer")
def answer(page: ForOfficers, number: str, question_id: UUID) -> Response:
    """The case manager's answer is added; the head is told by mail: Art. 16(1)."""
    sheet = page.typed(AnswerQuestion)

    def act(form: AnswerQuestion) -> Response:
        with page.work() as work:
            case = supervision.case_of(work, number, role=Role.MANAGER)
            supervision.one_question(work, case, question_id)
            acts.answer(work, question_id, said_on=form.on, words=form.words)
        return page.go(_at(number, question_id), done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _one(page, number, question_id, sheet))


@router.post("/{question_id:uuid}/decide")
def decide(page: ForOfficers, number: str, question_id: UUID) -> Response:
    """The head closes it, or asks further: Art. 16(1)."""
    sheet = page.typed(DecideQuestion)

    def act(form: DecideQuestion) -> Response:
        taken: Callable[..., object] = acts.close if form.turn is Turn.CLOSED else acts.reopen
        with page.work() as work:
            case = supervision.case_of(work, number, role=Role.HEAD)
            supervision.one_question(work, case, question_id)
            taken(work, question_id, said_on=form.on, words=form.words)
        return page.go(_at(number, question_id), done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _one(page, number, question_id, deciding=sheet))


def _at(number: str, question_id: UUID) -> str:
    return f"/cases/{number}/supervision/{question_id}"
