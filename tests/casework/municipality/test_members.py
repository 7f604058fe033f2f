"""Standing seats taken and ended, and what the table then lacks: Art. 3, 4(1), 8(2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from bench.statements import counted
from casework.municipality import deputies, members, offices, standing
from casework.municipality.deputies import Days
from casework.record.table import sitting
from casework.table import contact_change, contacts
from casework.table.contacts import Contact
from core.clock import SystemClock
from identity.access import NotThere
from models.case import Member
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from models.standing_seat import StandingSeat
from queries.municipal_tables import of_own, own_table, unable
from rules.municipal_table import Lack, Lacking, StandsNoMore
from rules.roles import Role
from simulation.seed import professional
from simulation.stage import acting
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    SILENT,
    ACase,
)
from tests.conftest import At
from tests.database import past_the_rights
from tests.deputy import GROUND, head_leaves
from tests.onrecord import reading
from tests.quarters import Q4, opened

TRAFFICKING = "agron.rexhepi@policia-ferizaj.example"
DAY = timedelta(days=1)


@pytest.fixture
def table(begun: ACase, a_case: At) -> UUID:
    """Ferizaj's last quarter, on its first working day."""
    a_case("quarter_opened")
    return opened(Q4)


def who(email: str) -> UUID:
    with unit_of_work() as work:
        return professional(work, email).id


def missing(email: str = HEAD) -> Sequence[Lack]:
    with acting(email) as work:
        return of_own(work)


def kinds(what: Lacking) -> list[str | None]:
    return [each.kind for each in missing() if each.what is what]


def seat(email: str, on: date, by: str = HEAD) -> None:
    person = who(email)
    with acting(by) as work:
        members.seat(work, person, on=on)


def end(email: str, on: date, by: str = HEAD) -> None:
    person = who(email)
    with acting(by) as work:
        members.end(work, person, on=on, reason="Kaloi në punë tjetër.")


@pytest.mark.article("3", "4(1)")
def test_a_seat_that_ends_leaves_its_kind_without_one_until_somebody_takes_it(
    begun: ACase, table: UUID
) -> None:
    today = begun.clock.today()
    assert "1.6" not in kinds(Lacking.SEAT)
    assert "1.7" in kinds(Lacking.SEAT)
    end(SILENT, today - DAY)
    (lack,) = [each for each in missing() if each.kind == "1.6"]
    assert (lack.what, lack.since) == (Lacking.SEAT, today - DAY)
    with reading() as work:
        seats = sitting(work.session, table)
        assert who_sits(seats).isdisjoint({SILENT})
    seat(TRAFFICKING, today)
    assert "1.6" not in kinds(Lacking.SEAT)
    begun.stage.settle()
    with reading() as work:
        assert TRAFFICKING in who_sits(sitting(work.session, table))


def who_sits(seats: Sequence[Member]) -> set[str | None]:
    return {member.professional.email for member in seats}


@pytest.mark.article("3")
def test_whoever_comes_back_takes_another_seat_and_both_stay_on_record(
    begun: ACase, table: UUID
) -> None:
    today = begun.clock.today()
    end(SILENT, today - DAY)
    with pytest.raises(StandsNoMore):
        end(SILENT, today)
    seat(SILENT, today)
    end(SILENT, today)
    with unit_of_work() as work:
        query = select(StandingSeat).order_by(StandingSeat.entered_at)
        rows = work.session.scalars(query).all()
        assert [(row.since, row.ended_on) for row in rows] == [(None, today - DAY), (today, today)]
        assert rows[0].reason == "Kaloi në punë tjetër."
    assert table


@pytest.mark.article("3", "4(1)")
def test_a_refused_address_is_a_line_and_a_corrected_one_ends_it(begun: ACase, table: UUID) -> None:
    begun.stage.settle()
    police = who(SILENT)
    with unit_of_work() as work:
        theirs = Message.recipient_id == police
        newest = select(Message.id).where(theirs).order_by(Message.queued_at.desc()).limit(1)
        refused = update(Message).where(Message.id.in_(newest))
        work.session.execute(refused.values(status=MessageStatus.FAILED))
    (lack,) = [each for each in missing() if each.kind == "1.6"]
    assert lack.what is Lacking.CONTACT
    assert lack.since is not None
    with acting(HEAD) as work:
        (line,) = [each for each in own_table(work).members if each.person.id == police]
        assert line.came_back
        assert line.contact is not None
        assert line.contact.endswith("/contact")
    with reading() as work:
        member = next(m.id for m in sitting(work.session, table) if m.professional_id == police)
    with acting(MANAGER) as work:
        contacts.change(work, table, member, Contact("new@police.example", "044 100 101"), "")
        change = contact_change.open_change(work, police)
        assert change is not None
        waits, asked_at = change.id, change.asked_at
    assert "1.6" in kinds(Lacking.CONTACT), "nobody has confirmed it"
    with acting(HEAD) as work:
        contact_change.confirm_by_call(
            work, waits, person="Recepsioni", number="038 500 100", called_at=asked_at
        )
    assert "1.6" not in kinds(Lacking.CONTACT)


def stands(email: str) -> bool:
    with unit_of_work() as work:
        return professional(work, email).standing


@pytest.mark.article("3")
def test_without_head_and_convener_nobody_convenes_until_the_deputy_names_somebody(
    begun: ACase, a_case: At
) -> None:
    case = a_case("proposed")
    with acting(HEAD) as work:
        standing.name_convener(work, None)
    assert Lacking.CONVENER not in {each.what for each in missing()}
    head_leaves(case)
    today = case.clock.today()
    with acting(ADMIN) as work:
        (found,) = [each for each in unable(work) if each.place.slug == "ferizaj"]
        assert found.nobody_decides
        assert Lacking.CONVENER in {each.what for each in found.lacks}
        days, deputy = Days(today), case.account(OTHER_MANAGER).id
        deputies.appoint(work, case.row().municipality_id, deputy, days, GROUND)
    (lack,) = [each for each in missing(OTHER_MANAGER) if each.what is Lacking.CONVENER]
    assert lack.since == today
    with acting(OTHER_MANAGER) as work:
        standing.name_convener(work, case.account(MANAGER).id)
    assert Lacking.CONVENER not in {each.what for each in missing(OTHER_MANAGER)}
    seat(TRAFFICKING, today, by=OTHER_MANAGER)
    assert stands(TRAFFICKING)
    assert begun


@pytest.mark.article("3")
@pytest.mark.parametrize("left", [False, True])
def test_nobody_convenes_since_the_only_head_stepped_down(
    begun: ACase, a_case: At, *, left: bool
) -> None:
    case = a_case("proposed")
    with acting(HEAD) as work:
        standing.name_convener(work, None)
    case.stage.move_to(case.clock.today() + DAY)
    today, admin = case.clock.today(), case.account(ADMIN).id
    with acting(ADMIN) as work:
        head = case.account(HEAD).id
        if left:
            offices.disable(work, head, by=admin)
        else:
            offices.change_role(work, head, Role.MANAGER, SystemClock(), by=admin)
    case.stage.settle()
    (lack,) = [each for each in missing(MANAGER) if each.what is Lacking.CONVENER]
    assert lack.since == today
    with acting(ADMIN) as work:
        (found,) = [each for each in unable(work) if each.place.slug == "ferizaj"]
        assert (found.never_in_service, found.nobody_decides) == (False, True)
        assert "ferizaj" in {place.slug for place in standing.in_service(work)}
    assert begun


@pytest.mark.article("3")
def test_a_municipality_that_never_was_in_service_is_shown_to_the_administrator(
    begun: ACase,
) -> None:
    with acting(ADMIN) as work:
        found = {each.place.slug: each for each in unable(work)}
    assert len(found) == 38
    nowhere = next(each for each in found.values() if each.never_in_service)
    assert [(each.what, each.since) for each in nowhere.lacks] == [
        (Lacking.CONVENER, None),
        (Lacking.MEMBERS, None),
    ]
    assert begun


@pytest.mark.article("3")
def test_only_the_head_of_the_own_municipality_gives_and_ends_seats(
    begun: ACase, table: UUID
) -> None:
    today = begun.clock.today()
    for by in (MANAGER, OTHER_HEAD, ADMIN):
        with pytest.raises(NotThere):
            seat(TRAFFICKING, today, by=by)
        with pytest.raises(NotThere):
            end(SILENT, today, by=by)
    for by in (MANAGER, ADMIN):
        with pytest.raises(NotThere), acting(by) as work:
            own_table(work)
    assert table


@pytest.mark.article("3")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE standing_seat SET since = since - 1",
        "UPDATE standing_seat SET ended_on = current_date",
        "INSERT INTO standing_seat (id, professional_id, since, entered_at, entered_by_id)"
        " SELECT gen_random_uuid(), professional_id, since, entered_at, entered_by_id"
        " FROM standing_seat",
    ],
)
def test_the_database_keeps_a_seat_as_it_was_entered_and_one_at_a_time(
    begun: ACase, change: str
) -> None:
    seat(TRAFFICKING, begun.clock.today())
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(text(change))


@pytest.mark.article("3")
def test_every_municipality_is_asked_for_in_one_statement(begun: ACase) -> None:
    with acting(ADMIN) as work:
        unable(work)
        with counted() as seen:
            unable(work)
    assert len(seen) <= 2, "\n".join(seen)
    assert begun
