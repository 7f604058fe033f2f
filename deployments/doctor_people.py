"""What `tryeza doctor --production` says of the people of the centres: decision 0163.

A centre is in service once somebody of it has an account. That one lacks its head, or its table,
the plain doctor says too.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import psycopg

from core.clock import SystemClock, local_day
from core.i18n import N_
from deployments.checks import CALLED, Check

IN_SERVICE: Final = "SELECT count(DISTINCT municipality_id) FROM account WHERE role = 'head'"
LEFT_BEHIND: Final = f"""
    SELECT {CALLED} AS called, count(*) FROM cases
    JOIN life ON life.id = cases.id AND life.ended_at IS NULL
    JOIN account ON account.id = cases.manager_id AND account.disabled_at IS NOT NULL
    JOIN municipality AS place ON place.id = cases.municipality_id
    GROUP BY place.id ORDER BY called
"""  # noqa: S608 - a constant of ours
OVER: Final = f"""
    SELECT {CALLED} AS called, count(*) FROM (
        SELECT DISTINCT ON (seat_id) seat_id, valid_until FROM seat_term
        ORDER BY seat_id, number DESC) AS term
    JOIN standing_seat AS seat ON seat.id = term.seat_id AND seat.ended_on IS NULL
    JOIN professional ON professional.id = seat.professional_id AND standing AND left_at IS NULL
    JOIN municipality AS place ON place.id = professional.municipality_id
    WHERE term.valid_until < %(day)s
    GROUP BY place.id ORDER BY called
"""  # noqa: S608 - a constant of ours
UNSAID: Final = f"""
    SELECT {CALLED} AS called FROM municipality AS place
    WHERE EXISTS (SELECT FROM account WHERE municipality_id = place.id AND disabled_at IS NULL)
    AND NOT EXISTS (SELECT FROM centre_contact WHERE municipality_id = place.id)
    ORDER BY called
"""  # noqa: S608 - a constant of ours


def people(connection: psycopg.Connection[Any]) -> Iterator[Check]:
    yield _in_service(connection)
    yield _left_behind(connection)
    yield _over(connection)
    yield _unsaid(connection)


def _today() -> dict[str, date]:
    return {"day": local_day(SystemClock().now())}


def _in_service(connection: psycopg.Connection[Any]) -> Check:
    row = connection.execute(IN_SERVICE).fetchone()
    count = row[0] if row else 0
    if not count:
        message = N_("No centre has a head yet: invite one on the page Accounts.")
        return Check("centres", False, message)
    return Check("centres", True, N_("Centres in service: %(count)s."), {"count": count})


def _left_behind(connection: psycopg.Connection[Any]) -> Check:
    found = [f"{place} ({count})" for place, count in connection.execute(LEFT_BEHIND, _today())]
    if found:
        message = N_(
            "Open cases are with somebody whose account is disabled: %(places)s. The head hands"
            " them over on the page /handover."
        )
        return Check("hand-over", False, message, {"places": ", ".join(found)})
    return Check("hand-over", True, N_("No open case is with somebody whose account is disabled."))


def _over(connection: psycopg.Connection[Any]) -> Check:
    found = [f"{place} ({count})" for place, count in connection.execute(OVER, _today())]
    if found:
        message = N_(
            "Standing seats are past the day for which their holder was named: %(places)s. The head"
            " names them anew on the page /people, or ends the seat."
        )
        return Check("seats", False, message, {"places": ", ".join(found)})
    return Check("seats", True, N_("No standing seat is past the day for which it was named."))


def _unsaid(connection: psycopg.Connection[Any]) -> Check:
    found = [place for (place,) in connection.execute(UNSAID, _today())]
    if found:
        message = N_(
            "Under the mails of these centres stands no telephone: %(places)s. The head or the"
            " administrator enters it on the page /centre-contact."
        )
        return Check("contacts", False, message, {"places": ", ".join(found)})
    return Check("contacts", True, N_("Under the mails of every centre stands its telephone."))
