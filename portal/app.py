"""The portal: routes, and around them the gate, the last resort and the headers."""

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from casework.bootstrap import KINDS, bootstrap
from core.clock import Clock, SystemClock
from core.settings import Settings
from portal import kinds, problems
from portal.render import STATIC
from portal.routes import (
    agreement,
    assessment,
    assessment_table,
    cases,
    closing_facts,
    closure,
    composition,
    contact_changes,
    contacts,
    convening,
    demo_clock,
    deputy,
    dev,
    known,
    mailbox,
    meeting_requests,
    meetings,
    member,
    member_acts,
    member_papers,
    member_requests,
    minutes,
    new_contact,
    newcomers,
    opinions,
    planning,
    referral,
    regulation,
    replacements,
    reports,
    review,
    roundtable,
    session,
    stalled,
    succession,
    today,
)
from portal.security import Gate, SecureHeaders

KEEP = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Static files hold nothing of anybody; their addresses change with their content."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = KEEP
        return response


def create_app(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """The whole portal; `clock` is the real time that sessions are counted by."""
    bootstrap()
    kinds.check(KINDS)
    app = FastAPI(title="Tryeza", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.clock = clock or SystemClock()
    app.include_router(session.router)
    app.include_router(regulation.router)
    app.include_router(today.router)
    app.include_router(stalled.router)
    app.include_router(deputy.router)
    app.include_router(referral.router)
    app.include_router(cases.router)
    app.include_router(opinions.router)
    app.include_router(newcomers.router)
    app.include_router(known.router)
    app.include_router(composition.router)
    app.include_router(succession.router)
    app.include_router(replacements.router)
    app.include_router(convening.router)
    app.include_router(meeting_requests.router)
    app.include_router(agreement.router)
    app.include_router(assessment.router)
    app.include_router(meetings.router)
    app.include_router(minutes.router)
    app.include_router(roundtable.router)
    app.include_router(closure.router)
    app.include_router(closing_facts.router)
    app.include_router(contacts.router)
    app.include_router(contact_changes.router)
    app.include_router(new_contact.router)
    app.include_router(reports.router)
    app.include_router(review.router)
    app.include_router(planning.router)
    app.include_router(assessment_table.router)
    app.include_router(member.router)
    app.include_router(member_acts.router)
    app.include_router(member_papers.router)
    app.include_router(member_requests.router)
    if settings.demo:
        app.include_router(dev.router)
        app.include_router(demo_clock.router)
        app.include_router(mailbox.router)
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    problems.install(app)
    # The last one added stands outermost.
    app.add_middleware(Gate, settings=settings, problem=problems.problem_page)
    app.add_middleware(problems.LastResort)
    app.add_middleware(SecureHeaders, settings=settings)
    return app
