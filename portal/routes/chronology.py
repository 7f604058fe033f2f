"""A case from day to day, to be read and printed, with who was what in it: Art. 6(1.1)."""

from fastapi import APIRouter
from starlette.responses import Response

from core.clock import local_day
from identity import access
from portal import chronology as lines
from portal.entering import with_script
from portal.web import ForOfficers
from portal.words import DEPARTURES
from queries import chronology

router = APIRouter(prefix="/cases/{number}/chronology")


@router.get("")
def chronology_page(page: ForOfficers, number: str, words: str = "") -> Response:
    """Without the words of the log, unless they are asked for."""
    with page.work() as work:
        case = access.case_for(work, number)
        found = chronology.read(work, case)
        response = page.render(
            "cases/chronology.html",
            case=case,
            lines=lines.lines_of(page.say, case, found, page.today),
            life=lines.picture(page.say, found, page.today),
            roles=found.roles,
            ended=local_day(case.sealed_at) if case.sealed_at else None,
            role_words=lines.ROLES,
            departures=DEPARTURES,
            with_words=words == "yes",
        )
    return with_script(response)
