"""The municipal meeting of each quarter, with or without cases: Art. 8(2)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from casework.municipality import standing
from casework.record.table import meetings as meetings_of
from casework.record.table import planned_meeting, sitting
from casework.table import convening, minutes
from identity.access import NotThere, life_for
from identity.officers import chair_of
from models.life import AuditEntry, Life
from models.meeting import Meeting, Minutes
from models.outbox import Message, MessageStatus
from models.people import Account
from models.session import unit_of_work
from rules.quarterly import ConvenerOutsideTheCentre
from rules.roles import Role
from rules.signing import NotYoursToSign, SignatureMethod
from simulation import by_code
from simulation.stage import acting, member_acting
from tests.builders import HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.quarters import Q3, Q4, agree, meeting, opened
from workflow.life import perform


@pytest.fixture
def life(begun: ACase, a_case: At) -> UUID:
    """Ferizaj's last quarter, opened on its first working day; the one before has its day."""
    a_case("quarter_opened")
    return opened(Q4)


def of(life: UUID) -> Life:
    with unit_of_work() as work:
        return work.session.get_one(Life, life)


def trail(life: UUID) -> list[tuple[str, str | None]]:
    with reading() as work:
        query = select(AuditEntry).where(AuditEntry.life_id == life).order_by(AuditEntry.number)
        return [(entry.act, entry.article) for entry in work.session.scalars(query)]


@pytest.mark.article("8(2)")
def test_a_quarter_has_one_life_whoever_asks_how_often(begun: ACase) -> None:
    assert opened(Q4) == opened(Q4)
    assert opened(Q4) != opened(Q3)
    with unit_of_work() as work:
        count = select(func.count()).where(Life.kind == "quarterly", Life.key == "ferizaj:2026-Q4")
        assert work.session.scalar(count) == 1
    assert trail(opened(Q4)).count(("quarter opened", "8(2)")) == 1


@pytest.mark.article("8(2)")
def test_every_centre_with_a_head_has_its_quarter(begun: ACase) -> None:
    def keys() -> set[str]:
        with unit_of_work() as work:
            assert standing.ensure(work) in {0, 2}
            return set(work.session.scalars(select(Life.key)))

    now = {"ferizaj", "gjilan", "ferizaj:2026-Q3", "gjilan:2026-Q3"}
    assert keys() == now
    begun.clock.move_to(date(2026, 10, 1))
    assert keys() == now | {"ferizaj:2026-Q4", "gjilan:2026-Q4"}
    assert keys() == now | {"ferizaj:2026-Q4", "gjilan:2026-Q4"}


@pytest.mark.article("8(2)", "8(3)")
def test_the_system_proposes_and_the_head_is_asked(begun: ACase, life: UUID) -> None:
    begun.stage.settle()
    proposed = meeting(life)
    assert proposed.day == date(2026, 10, 22)
    assert proposed.kind == "quarterly"
    assert proposed.proposed_by_id is None
    assert of(life).waiting_for == "AwaitingAgreement"
    quarters = [message.context["quarter"] for message in begun.messages("quarterly/agree_date")]
    assert quarters.count("2026-Q4") == 1
    perform("propose_quarterly", life, life)
    assert meeting(life).id == proposed.id


@pytest.mark.article("8(2)")
def test_the_standing_members_sit_at_it(begun: ACase, life: UUID) -> None:
    begun.stage.settle()
    with unit_of_work() as work:
        seats = sitting(work.session, life)
        assert {member.under for member in seats} == {"8(2)"}
        assert all(member.professional.standing for member in seats)
        assert len(seats) == 6


@pytest.mark.article("8(2)", "8(3)")
def test_after_a_refused_day_another_one_is_proposed(begun: ACase, life: UUID) -> None:
    begun.stage.settle()
    first = meeting(life)
    with acting(HEAD) as work:
        convening.counter(work, first.id, note="")
    begun.stage.settle()
    assert meeting(life).day == first.day + timedelta(days=7)
    with acting(HEAD) as work:
        convening.counter(work, meeting(life).id, note="")
    begun.stage.settle()
    with unit_of_work() as work:
        days = [each.day for each in meetings_of(work.session, life)]
    assert days == [first.day + timedelta(days=7 * n) for n in range(3)]


@pytest.mark.article("8(2)", "8(3)")
def test_the_standing_members_are_invited_a_week_ahead(a_case: At) -> None:
    case = a_case("quarter_agreed")
    day = meeting(opened(Q4)).day
    case.stage.move_to(day - timedelta(days=8))
    assert _invited(case) == 0
    case.stage.move_to(day - timedelta(days=7))
    assert _invited(case) == 6


@pytest.mark.article("8(2)", "8(3)", "10(1)")
def test_a_quarter_ends_with_its_meeting_on_record(a_case: At) -> None:
    for scene in ("quarter_met", "quarter_approved"):
        case, life = a_case(scene), opened(Q4)
        assert of(life).ended_at is None
    _sign(case, life)
    case.stage.settle()
    assert of(life).ended_at is not None
    assert of(life).waiting_for == "Completed"
    assert trail(life)[-1] == ("quarterly meeting on record", "8(2)")


def _invited(case: ACase) -> int:
    found = case.messages("quarterly/invitation")
    return sum(message.context["quarter"] == "2026-Q4" for message in found)


@pytest.mark.article("8(2)", "8(3)")
def test_whose_invitation_to_the_quarterly_meeting_has_left_is_told_that_it_is_called_off(
    begun: ACase, life: UUID
) -> None:
    begun.stage.settle()
    agree(begun, life)
    begun.stage.move_to(meeting(life).day - timedelta(days=7))
    with unit_of_work() as work:
        query = select(Message).where(Message.template == "quarterly/invitation")
        letters = list(work.session.scalars(query.where(Message.life_id == life)))
        for letter in letters[:-2]:
            letter.status, letter.accepted_at = MessageStatus.SENT, work.clock.now()
        letters[-2].status = MessageStatus.SENDING  # in hand: it may still arrive
        informed = {letter.recipient_id for letter in letters[:-1]}
    with acting(MANAGER) as work:
        convening.cancel(work, life)
    told = begun.messages("quarterly/cancelled")
    assert {message.recipient_id for message in told} == informed
    assert {message.context["quarter"] for message in told} == {"2026-Q4"}
    assert not begun.messages("convening/cancelled")


def paper_of(life: UUID) -> UUID:
    with reading() as work:
        query = select(Minutes.id).join(Meeting, Meeting.id == Minutes.meeting_id)
        return work.session.scalars(query.where(Meeting.life_id == life)).one()


def _sign(case: ACase, life: UUID) -> None:
    paper = paper_of(life)
    with unit_of_work() as work:
        members = [member.id for member in sitting(work.session, life)]
    for member in members:
        with member_acting(member) as work:
            minutes.sign(work, paper, **by_code.signing_of(work, paper, member))
    chair = case.account(MANAGER).id
    with acting(MANAGER) as work:
        minutes.sign(work, paper, account_id=chair, method=SignatureMethod.PASSWORD)


@pytest.mark.article("8(2)")
def test_a_quarter_opened_late_still_meets_within_it(begun: ACase) -> None:
    begun.stage.settle()
    agree(begun, opened(Q3))
    begun.clock.move_to(date(2026, 12, 21))
    life = opened(Q4)
    begun.stage.settle()
    assert meeting(life).day == date(2026, 12, 31)


@pytest.mark.article("8(2)", "10(1)")
def test_who_convenes_chairs_and_nobody_else_signs_for_the_chair(a_case: At) -> None:
    """T6: one answer for pages, signatures and notices."""
    case, life = a_case("quarter_approved"), opened(Q4)
    paper = paper_of(life)
    with pytest.raises(NotYoursToSign), acting(HEAD) as work:
        minutes.sign(work, paper, account_id=case.account(HEAD).id, method=SignatureMethod.PASSWORD)
    with acting(HEAD) as work:
        standing.name_convener(work, None)
    with acting(HEAD) as work:
        assert life_for(work, life, role=Role.MANAGER).id == life  # the head chairs it now
    with pytest.raises(NotYoursToSign), acting(HEAD) as work:
        minutes.sign(work, paper, account_id=case.account(HEAD).id, method=SignatureMethod.PASSWORD)
    with acting(MANAGER) as work:  # who chaired that meeting signs, whoever chairs now
        minutes.sign(
            work, paper, account_id=case.account(MANAGER).id, method=SignatureMethod.PASSWORD
        )


@pytest.mark.article("8(2)")
def test_the_head_names_one_officer_of_the_centre_to_convene(begun: ACase, life: UUID) -> None:
    other = begun.account(OTHER_MANAGER).id
    with acting(HEAD) as work:
        standing.name_convener(work, other)
    with unit_of_work() as work:
        found = chair_of(work.session, work.session.get_one(Life, life), work.clock.today())
        assert found is not None
        assert found.id == other
    assert trail(life)[-1] == ("convener named", "8(2)")
    for stranger in (begun.account(OTHER_CENTRES_MANAGER).id, begun.account(HEAD).id):
        with pytest.raises(ConvenerOutsideTheCentre), acting(HEAD) as work:
            standing.name_convener(work, stranger)
    with pytest.raises(NotThere), acting(MANAGER) as work:
        standing.name_convener(work, begun.account(MANAGER).id)
    with pytest.raises(NotThere), acting(MANAGER) as work:
        life_for(work, life)
    with pytest.raises(IntegrityError, match="one_convener"), unit_of_work() as work:
        work.session.get_one(Account, begun.account(MANAGER).id).convener = True


@pytest.mark.article("8(2)", "10(1)")
def test_a_quarter_keeps_its_record_in_the_language_of_its_centre(begun: ACase) -> None:
    begun.stage.settle()
    with unit_of_work() as work:
        query = select(Life).where(Life.kind == "quarterly").order_by(Life.key)
        ferizaj, gjilan = work.session.scalars(query).all()[:2]
        place = planned_meeting(work.session, gjilan.id).place
    assert (ferizaj.language, gjilan.language) == ("sq", "sr")
    assert place.startswith("CSR ")
