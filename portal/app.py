"""The portal: routes, and around them the gate, the last resort and the headers."""

from typing import Final

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from casework.bootstrap import KINDS, bootstrap
from core.clock import Clock, SystemClock
from core.settings import Settings
from portal import kinds, problems
from portal.bearing import Bearing
from portal.render import STATIC
from portal.routes import (
    absence,
    acceptance,
    account,
    accounts,
    action_words,
    agenda,
    agreement,
    annex_wording,
    answers,
    appointments,
    assessment,
    assessment_limit,
    assessment_table,
    assessment_versions,
    cases,
    chair_correction,
    chairing,
    claims,
    closing_facts,
    closure,
    codes_by_phone,
    composition,
    conflicts,
    contact_changes,
    contacts,
    contributions,
    convening,
    decision_records,
    declarations,
    demo_clock,
    deputy,
    dev,
    dissents,
    earlier,
    eighteen,
    enrol,
    from_paper,
    information,
    inquiries,
    known,
    letters,
    logbook,
    mailbox,
    meeting_requests,
    meetings,
    member,
    member_actions,
    member_acts,
    member_conflict,
    member_contributions,
    member_declarations,
    member_findings,
    member_information,
    member_papers,
    member_requests,
    member_signing,
    minutes,
    misplaced,
    mistaken,
    monitoring,
    months,
    new_contact,
    newcomers,
    opinions,
    outside,
    own_actions,
    papers_of_chairs,
    planning,
    quarter_contacts,
    receipts,
    record_correction,
    records,
    referral,
    regulation,
    replacements,
    report_corrections,
    report_dates,
    reports,
    review,
    roundtable,
    seals,
    service,
    session,
    sign_in_limits,
    signals,
    signature_corrections,
    silence,
    stalled,
    standing,
    succession,
    superior,
    supervision,
    supplements,
    telling,
    today,
    typed_days,
    unplanned,
    visits,
    work_form,
)
from portal.security import Gate, SecureHeaders

KEEP = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Static files hold nothing of anybody; their addresses change with their content."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = KEEP
        return response


ROUTES: Final = (
    session,
    sign_in_limits,
    enrol,
    from_paper,
    account,
    accounts,
    regulation,
    today,
    stalled,
    deputy,
    referral,
    appointments,
    receipts,
    chairing,
    chair_correction,
    misplaced,
    record_correction,
    cases,
    opinions,
    newcomers,
    known,
    information,
    claims,
    inquiries,
    report_corrections,
    report_dates,
    outside,
    logbook,
    signals,
    signature_corrections,
    composition,
    conflicts,
    papers_of_chairs,
    typed_days,
    decision_records,
    declarations,
    succession,
    replacements,
    convening,
    meeting_requests,
    agreement,
    acceptance,
    agenda,
    answers,
    dissents,
    earlier,
    eighteen,
    assessment,
    meetings,
    records,
    unplanned,
    telling,
    minutes,
    seals,
    service,
    standing,
    roundtable,
    quarter_contacts,
    closure,
    closing_facts,
    letters,
    mistaken,
    contacts,
    contact_changes,
    codes_by_phone,
    new_contact,
    silence,
    superior,
    absence,
    supplements,
    supervision,
    visits,
    work_form,
    months,
    reports,
    action_words,
    review,
    planning,
    contributions,
    monitoring,
    own_actions,
    assessment_table,
    assessment_versions,
    annex_wording,
    assessment_limit,
    member,
    member_actions,
    member_acts,
    member_declarations,
    member_signing,
    member_conflict,
    member_papers,
    member_requests,
    member_information,
    member_contributions,
    member_findings,
)
DEMO_ROUTES: Final = (
    dev,
    demo_clock,
    mailbox,
)


def create_app(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """The whole portal; `clock` is the real time that sessions are counted by."""
    bootstrap()
    kinds.check(KINDS)
    app = FastAPI(title="Tryeza", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.clock = clock or SystemClock()
    for each in (*ROUTES, *(DEMO_ROUTES if settings.demo else ())):
        app.include_router(each.router)
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    problems.install(app)
    # The last one added stands outermost.
    app.add_middleware(Gate, settings=settings, problem=problems.problem_page)
    app.add_middleware(Bearing, settings=settings)
    app.add_middleware(problems.LastResort)
    app.add_middleware(SecureHeaders, settings=settings)
    return app
