"""A2: a browser may bring the tokens of two people; neither lends the other anything (18(1), 0149).

Found from outside on 2026-11-29: whoever was inside anywhere was inside everywhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from casework.table import contact_change
from core.clock import FrozenClock
from core.database_roles import PORTAL
from models.session import unit_of_work
from tests.attacks.test_the_second_wall import client, session_of_seat
from tests.builders import ADMIN, HEAD, OTHER_CENTRES_MANAGER, SILENT, ACase
from tests.casework.table.test_contacts import ask, pending
from tests.conftest import At
from tests.portal.conftest import session_of
from tests.portal.members import HEALTH, link_of

__all__ = ["client"]

Client = Callable[..., Any]
REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityConstraintViolation)
ABOUT_THE_CHILD = (
    "UPDATE cases SET risk = 'low'",
    "UPDATE child SET name_sealed = NULL",
    "UPDATE meeting SET place = 'x'",
    "UPDATE professional SET phone_sealed = NULL",
    "UPDATE member_link SET revoked_at = now(), closed_by = 'done'",
    "UPDATE life SET language = 'sr'",
    "UPDATE life SET ended_at = now()",
    "UPDATE message SET accepted_at = now() - interval '30 days'",
    "UPDATE message SET status = 'queued'",
    "UPDATE breach SET limit_on = limit_on - 30",
)
"""What no link does by itself."""


@dataclass(frozen=True)
class Tokens:
    """Of a head elsewhere, an administrator, a seat let in, another's link and new contact."""

    other: str
    admin: str
    seat: str
    own: str
    link: str
    change: str

    def mixtures(self) -> Iterator[dict[str, str]]:
        for staff in (self.other, self.admin):
            yield {"staff": staff, "link": self.link}
            yield {"staff": staff, "link": self.link, "acts": self.link}
            yield {"staff": staff, "change": self.change}
        yield {"seats": self.seat, "link": self.link, "acts": self.link}
        yield {"seats": self.seat, "link": self.own, "change": self.change}
        yield {"change": self.change}


@pytest.fixture
def case(a_case: At) -> ACase:
    return a_case("overdue")


@pytest.fixture
def tokens(case: ACase, real_time: FrozenClock) -> Tokens:
    ask(case.case, case.seat(HEALTH), by=HEAD, email="tjeter.emer@komuna-ferizaj.example")
    return Tokens(
        other=session_of(OTHER_CENTRES_MANAGER, real_time) or "",
        admin=session_of(ADMIN, real_time) or "",
        seat=session_of_seat(SILENT),
        own=link_of(SILENT, "report").removeprefix("/l/"),
        link=link_of(HEALTH, "report").removeprefix("/l/"),
        change=pending().token or "",
    )


@pytest.mark.article("18(1)")
def test_nobody_lends_a_link_what_they_are_elsewhere(tokens: Tokens, client: Client) -> None:
    for said in tokens.mixtures():
        with client(PORTAL, **said) as connection:
            for statement in ABOUT_THE_CHILD:
                try:
                    with connection.transaction():
                        changed = connection.execute(statement).rowcount
                except REFUSED:
                    continue
                assert changed == 0, (sorted(said), statement)


@pytest.mark.article("18(1)")
def test_who_is_inside_by_their_own_link_goes_on(tokens: Tokens, client: Client) -> None:
    """The list above would be empty of meaning where nothing is changed by anybody."""
    with client(PORTAL, seats=tokens.seat, link=tokens.own) as connection:
        assert connection.execute("UPDATE meeting SET agenda = agenda").rowcount > 0


@pytest.mark.article("18(1)")
def test_behind_a_link_alone_a_centres_reminders_are_not_read(
    case: ACase, tokens: Tokens, client: Client
) -> None:
    """Their messages say who sits at which case, and their clock is the centre's morning."""
    of_reminders = "SELECT FROM message JOIN life ON life.id = life_id WHERE kind = 'reminders'"
    with client("postgres") as above:
        assert above.execute(of_reminders).rowcount > 0
    for said in ({"link": tokens.own}, {"link": tokens.own, "seats": tokens.seat}):
        with client(PORTAL, **said) as connection:
            theirs = f"{of_reminders} AND recipient_id <> %s"
            assert connection.execute(theirs, (case.person(SILENT),)).rowcount == 0
            moved = "UPDATE life SET wake_at = '9999-01-01' WHERE kind = 'reminders'"
            assert connection.execute(moved).rowcount == 0


@pytest.mark.article("18(1)")
def test_a_change_that_is_over_is_not_opened_again(tokens: Tokens, client: Client) -> None:
    with unit_of_work() as work:
        contact_change.disown(work, tokens.change)
    seats = session_of_seat(HEALTH)
    with client(PORTAL, link=tokens.link, seats=seats, change=tokens.change) as connection:
        with pytest.raises(REFUSED), connection.transaction():
            connection.execute("UPDATE contact_change SET ended_at = ended_at")
        assert connection.execute("SELECT changed_person()").fetchone() == (None,)


@pytest.mark.article("18(1)")
def test_an_entry_from_behind_a_link_alone_says_so(
    case: ACase, tokens: Tokens, client: Client
) -> None:
    entry = "SELECT audit_write(jsonb_build_array(jsonb_build_object('kind', 'system', 'at', now(),"
    entry += " 'act', 'forged', 'detail', '{}'::jsonb, 'life', %s::text)))"
    for alone in ({"link": tokens.own}, {"link": tokens.own, "seats": tokens.seat}):
        with client(PORTAL, **alone) as connection:
            connection.execute(entry, (str(case.case),))
            connection.commit()
    with client("postgres") as above:
        found = above.execute("SELECT process FROM audit WHERE act = 'forged' ORDER BY number")
        assert [row[0] for row in found] == ["tryeza_portal, before a code", "tryeza_portal"]
