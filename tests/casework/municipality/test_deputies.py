"""A deputy of the head is appointed for certain days and ended; what was written stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casework.municipality import deputies, standing
from casework.municipality.deputies import Days
from casework.table import convening
from identity.access import NotThere
from models.life import Life, WakeReason, Wakeup
from models.outbox import Message
from models.people import Account, Deputy
from models.session import unit_of_work
from notifications.notices.appointment import DeputyAppointed
from rules.deputies import (
    AnotherDeputy,
    DeputyBeganBefore,
    DeputyEndsBefore,
    DeputyIsOver,
    DeputyOutsideTheCentre,
    HeadInOffice,
    NotTheHead,
)
from simulation.stage import acting
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    ACase,
)
from tests.conftest import At
from tests.database import past_the_rights
from tests.deputy import GROUND, agree, ended, entry, head_leaves, named
from tests.onrecord import reading


def test_the_head_appoints_and_while_there_is_none_the_administrator(a_case: At) -> None:
    case = a_case("referred")
    place, other = case.row().municipality_id, case.account(OTHER_MANAGER).id
    today = Days(case.clock.today())
    for email in (MANAGER, OTHER_HEAD):
        with pytest.raises(NotThere), acting(email) as work:
            deputies.appoint(work, place, other, today, GROUND)
    with pytest.raises(HeadInOffice), acting(ADMIN) as work:
        deputies.appoint(work, place, other, today, GROUND)
    head_leaves(case)
    with acting(ADMIN) as work:
        deputy = deputies.appoint(work, place, other, today, GROUND)
    with reading() as work:
        row = work.session.get_one(Deputy, deputy.id)
        assert (row.ground, row.appointed_by_id) == (GROUND, case.account(ADMIN).id)
    said = entry("deputy appointed")
    assert (said.detail["officer"], said.detail["valid_until"]) == (str(other), "open")


def test_a_deputy_names_no_deputy_and_ends_none(a_case: At) -> None:
    case = a_case("referred")
    appointment, place = named(case, days=3), case.row().municipality_id
    later = Days(case.clock.today() + timedelta(days=9))
    with acting(OTHER_MANAGER) as work:
        with pytest.raises(NotThere):
            deputies.appoint(work, place, case.account(MANAGER).id, later, GROUND)
        with pytest.raises(NotThere):
            deputies.end(work, place, appointment)


def test_one_at_a_time_from_today_on_and_of_the_centre(a_case: At) -> None:
    case = a_case("referred")
    named(case, days=3)
    with pytest.raises(AnotherDeputy):
        named(case, MANAGER, begins=3, days=None)
    named(case, MANAGER, begins=4, days=None)
    with pytest.raises(AnotherDeputy):
        named(case, begins=30)
    with pytest.raises(DeputyBeganBefore):
        named(case, begins=-1, days=0)
    with pytest.raises(DeputyEndsBefore):
        named(case, begins=5, days=-1)
    for stranger in (OTHER_CENTRES_MANAGER, HEAD, ADMIN):
        with pytest.raises(DeputyOutsideTheCentre):
            named(case, stranger, begins=60)


def test_an_end_is_added_and_what_was_written_stays(a_case: At) -> None:
    case = a_case("proposed")
    appointment, place = named(case, days=None), case.row().municipality_id
    case.clock.move_to(case.clock.today() + timedelta(days=2))
    with case.head() as work:
        deputies.end(work, place, appointment)
    with pytest.raises(NotTheHead):
        agree(case, OTHER_MANAGER)
    with pytest.raises(DeputyIsOver), case.head() as work:
        deputies.end(work, place, appointment)
    assert entry("deputy ended").detail["appointment"] == str(appointment)
    both = sorted(case.account(each).id for each in (HEAD, OTHER_MANAGER))
    assert [told(appointment, ended=each) for each in (False, True)] == [both, both]
    named(case, MANAGER)
    for change in (
        update(Deputy).values(valid_until=case.clock.today()),
        update(Deputy).where(Deputy.id == appointment).values(ended_on=None, ended_at=None),
    ):
        with (
            pytest.raises(IntegrityError, match="stays as it was written"),
            past_the_rights() as work,
        ):
            work.session.execute(change)


def told(appointment: UUID, *, ended: bool) -> list[UUID]:
    """Who was written to: that somebody stands in, or does no longer."""
    with reading() as work:
        every = work.session.scalars(
            select(Message).where(Message.template == DeputyAppointed.template)
        )
        return sorted(
            each.recipient_id
            for each in every
            if each.context["deputyship_id"] == str(appointment)
            and (each.context["ended_on"] is not None) is ended
        )


def test_one_taken_back_before_it_began_leaves_its_days_free(a_case: At) -> None:
    case = a_case("referred")
    appointment = named(case, begins=5)
    ended(case, appointment)
    named(case, MANAGER, begins=5)


def test_the_database_too_knows_one_deputy_at_a_time(a_case: At) -> None:
    case = a_case("referred")
    named(case, days=None)
    with pytest.raises(IntegrityError, match="another deputy"), unit_of_work() as work:
        work.session.add(
            Deputy(
                municipality_id=case.row().municipality_id,
                account_id=case.account(MANAGER).id,
                valid_from=case.clock.today() + timedelta(days=90),
                appointed_by_id=case.account(HEAD).id,
                ground=GROUND,
                entered_at=work.clock.now(),
            )
        )


def test_a_closed_account_is_no_deputy(a_case: At) -> None:
    case = a_case("proposed")
    named(case)
    with unit_of_work() as work:
        deputy = work.session.get_one(Account, case.account(OTHER_MANAGER).id)
        deputy.disabled_at = work.clock.now()
    with pytest.raises(NotTheHead), unit_of_work() as work:
        convening.agree(work, case.meeting().id, by=case.account(OTHER_MANAGER).id)


@pytest.mark.article("8(2)")
def test_a_head_who_leaves_takes_no_quarter_along(begun: ACase) -> None:
    with unit_of_work() as work:
        served = [place.slug for place in standing.in_service(work)]
    head_leaves(begun)
    with unit_of_work() as work:
        assert [place.slug for place in standing.in_service(work)] == served


def test_with_a_deputy_what_stalled_is_tried_again(a_case: At) -> None:
    case = a_case("referred")
    head_leaves(case)
    with unit_of_work() as work:
        work.session.get_one(Life, case.case).stalled_at = work.clock.now()
    with acting(ADMIN) as work:
        days, deputy = Days(case.clock.today()), case.account(OTHER_MANAGER).id
        deputies.appoint(work, case.row().municipality_id, deputy, days, GROUND)
    with reading() as work:
        reasons = select(Wakeup.reason).where(
            Wakeup.life_id == case.case, Wakeup.taken_at.is_(None)
        )
        assert WakeReason.RETRY in work.session.scalars(reasons).all()
