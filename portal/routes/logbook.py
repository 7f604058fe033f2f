"""The log of a case: read by pages, entered with its true day, corrected beside: Art. 12(1)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import logbook as acts
from casework.case.logbook import OfOneChild
from core.i18n import N_
from identity import access
from models.case import Case
from models.logbook import LogEntry
from models.session import Work
from portal.contact_words import WHOSE, called
from portal.forms import Sheet
from portal.log_forms import CorrectContact, CorrectService, DoneBy, LogContactForm, LogServiceForm
from portal.log_words import CHILD_SEEN, LOGGED
from portal.routes.information import everybody
from portal.web import ForOfficers, Page
from queries import logbook
from queries.contact_schedule import ContactLine, contacts_of, each_once
from queries.logbook import LogLine
from queries.paging import asked_page
from queries.visits_named import visits_named
from rules.logbook import CONTACTS, SERVICES, LogKind
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/log")

DONE: Final = N_("It is on record.")
C = TypeVar("C", CorrectContact, CorrectService)


@router.get("")
def log_page(page: ForOfficers, number: str) -> Response:
    """Fifty entries, the newest day first, and the two forms for more."""
    return _log(page, number, Sheet(LogContactForm), Sheet(LogServiceForm))


def _log(
    page: Page, number: str, contact: Sheet[LogContactForm], service: Sheet[LogServiceForm]
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        wanted = asked_page(page.request.query_params.get("page", ""))
        may_log = logbook.may_log(work, case)
        return page.render(
            "logbook/log.html",
            case=case,
            found=logbook.of_case(work, case, wanted),
            visits=visits_named(work, case),
            contact=contact,
            service=service,
            may_log=may_log,
            also=logbook.siblings(work, case) if may_log else [],
            **_choices(page, work, case),
        )


def _choices(
    page: Page, work: Work, case: Case, former: LogEntry | None = None
) -> dict[str, object]:
    """Who may have done it, and the words for kinds; nothing is chosen beforehand."""
    say = page.say
    planned = each_once(contacts_of(work, case))
    before = former.officer if former else None
    me = before.name or "" if before else say.gettext(N_("I did it myself"))
    return {
        "doers": [
            (DoneBy.OFFICER, me),
            *everybody(page, work, case),
            (DoneBy.OTHER, say.gettext(N_("Somebody else, by name"))),
        ],
        "contacts": _worded(page, CONTACTS),
        "of_contacts": [(line.action.id, called(say, line.action)) for line in planned],
        "doings": [(code, say.gettext(words)) for code, words in WHOSE.items()],
        "services": _worded(page, SERVICES),
        "seen": [(code, say.gettext(words)) for code, words in CHILD_SEEN.items()],
    }


def _worded(page: Page, kinds: Sequence[LogKind]) -> list[tuple[str, str]]:
    return [(kind, page.say.gettext(LOGGED[kind])) for kind in kinds]


def _to_log(work: Work, number: str) -> Case:
    """The case for who may enter in its log; who may only read it finds no form."""
    case = access.case_for(work, number)
    access.only_while(
        work, case.id, lambda: logbook.may_log(work, case) or case.sealed_at is not None
    )
    return case


def _enter(page: Page, number: str, form: LogContactForm | LogServiceForm) -> Response:
    with page.work() as work:
        case = _to_log(work, number)
        also: dict[UUID, OfOneChild] = {}
        for child in form.others:
            sibling = access.case_for(work, child.number, role=Role.MANAGER)
            also[sibling.id] = child.said()
        acts.enter(work, case.id, form.logged(also))
    return page.go(f"/cases/{number}/log", done=DONE)


@router.post("")
def enter_contact(page: ForOfficers, number: str) -> Response:
    """A contact or visit, in the file of each child it concerned: Art. 12(1)."""
    sheet = page.typed(LogContactForm)
    return page.submit(
        sheet,
        lambda form: _enter(page, number, form),
        again=lambda: _log(page, number, sheet, Sheet(LogServiceForm)),
    )


@router.post("/service")
def enter_service(page: ForOfficers, number: str) -> Response:
    """What the child was given at once: Annex 1, C2."""
    sheet = page.typed(LogServiceForm)
    return page.submit(
        sheet,
        lambda form: _enter(page, number, form),
        again=lambda: _log(page, number, Sheet(LogContactForm), sheet),
    )


@router.get("/{entry_id:uuid}")
def entry_page(page: ForOfficers, number: str, entry_id: UUID) -> Response:
    """One entry, what it corrects and what corrects it, and the form for a correction."""
    with page.work() as work:
        case = access.case_for(work, number)
        line = logbook.one_entry(work, case, entry_id)
        return _entry(page, work, case, line, _filled(line.entry, contacts_of(work, case)))


def _entry(
    page: Page,
    work: Work,
    case: Case,
    line: LogLine,
    sheet: Sheet[Any],
) -> Response:
    return page.render(
        "logbook/entry.html",
        case=case,
        line=line,
        visits=visits_named(work, case),
        sheet=sheet,
        may_correct=logbook.may_log(work, case) and line.corrected_in is None,
        also=[],
        **_choices(page, work, case, line.entry),
    )


def _filled(
    entry: LogEntry, planned: Mapping[UUID, ContactLine]
) -> Sheet[CorrectContact] | Sheet[CorrectService]:
    """As the entry stands, to be corrected."""
    values = {
        "kind": entry.kind,
        "on": entry.happened_on,
        "by": entry.member_id or (DoneBy.OFFICER if entry.officer_id else DoneBy.OTHER),
        "name": entry.name,
        "place": entry.place,
        "words": entry.words,
    }
    if entry.kind in CONTACTS:
        met = {"with_whom": entry.with_whom, "seen": entry.seen, **_of_contact(entry, planned)}
        met["next_visit_on"] = entry.next_visit_on
        return Sheet.of(CorrectContact, **values, **met)
    return Sheet.of(CorrectService, **values)


def _of_contact(entry: LogEntry, planned: Mapping[UUID, ContactLine]) -> dict[str, object]:
    """By the line in which its action stands last."""
    line = planned.get(entry.contact_of_id) if entry.contact_of_id else None
    if line is None:
        return {}
    return {
        "contact": line.action.id,
        "took_place": "yes" if entry.took_place else "no",
        "why_not": entry.why_not,
        "whose": entry.whose_doing,
        "reaction": entry.reaction,
    }


@router.post("/{entry_id:uuid}")
def correct(page: ForOfficers, number: str, entry_id: UUID) -> Response:
    """Another entry stands for this one, which stays to be read."""
    with page.work() as work:
        kind = logbook.one_entry(work, access.case_for(work, number), entry_id).entry.kind
    if kind in CONTACTS:
        return _correct(page, number, entry_id, page.typed(CorrectContact))
    return _correct(page, number, entry_id, page.typed(CorrectService))


def _correct(page: Page, number: str, entry_id: UUID, sheet: Sheet[C]) -> Response:
    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number)
            return _entry(page, work, case, logbook.one_entry(work, case, entry_id), sheet)

    def act(form: C) -> Response:
        with page.work() as work:
            case = _to_log(work, number)
            logbook.one_entry(work, case, entry_id)  # of this case, or it is not there
            acts.correct(work, entry_id, form.logged({}), reason=form.reason)
        return page.go(f"/cases/{number}/log", done=DONE)

    return page.submit(sheet, act, again)
