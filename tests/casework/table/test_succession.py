"""A member leaves, and what they held is handed over in one act: Art. 8(6), 8(11), 17(5)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casework.case import seal
from casework.record.report_facts import assigned_members
from casework.record.table import seats_of
from casework.table import professionals, succession
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from casework.table.signing import ClosingForm, read
from casework.table.succession import End
from identity.access import NotThere
from models.case import Case, DepartureSeen, Member, Succession
from models.closure import Closure
from models.people import LinkPurpose, MemberLink
from models.plan import PlanAction
from models.session import unit_of_work
from queries.succession_file import who_left
from rules.deputies import NotTheHead
from rules.duties import Duty
from rules.refusals import ProcedureRefused
from rules.seats import EndedBeforeGiven, PlaceNotFree, ThereAfterwards
from rules.succession import Departure
from simulation.seed import officer
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.scenes import CLOSURE_MEETING

SERGEANT = "rreshter@policia.example"


def a_sergeant(case: ACase) -> UUID:
    """Another police officer, whom the institution sends."""
    profession = Profession("1.6", "Policia e Kosovës", "", "Rreshter Gashi", "sq")
    with case.manager() as work:
        place = work.session.get_one(Case, case.case).municipality_id
        contact = Contact(SERGEANT, "", "", "")
        return professionals.register(work, place, profession, contact).id


def leave(case: ACase, **end: object) -> UUID:
    member = case.seat(SILENT)
    with case.manager() as work:
        how = End(end.pop("departure", Departure.END_OF_OFFICE), **end)  # type: ignore[arg-type]
        succession.release(work, case.case, member, how)
    case.stage.settle()
    return member


@pytest.mark.article("8(6)", "13(2.2)", "14(2)")
def test_everything_is_handed_over_in_one_act(a_case: At) -> None:
    case = a_case("reports_asked")
    sergeant = a_sergeant(case)
    former = leave(case, successor=sergeant, on=case.clock.today() - timedelta(days=1))
    seat = case.seat(SERGEANT)
    with unit_of_work() as work:
        gone, successor = (work.session.get_one(Member, each) for each in (former, seat))
        assert (gone.left_as, gone.left_on) == (
            Departure.END_OF_OFFICE,
            case.clock.today() - timedelta(days=1),
        )
        assert gone.left_recorded_at == case.clock.now()
        assert successor.reason == gone.reason
        assert successor.asked_at is not None
        assert seat in assigned_members(work.session, case.case)
        assert {former, seat} == seats_of(work.session, successor)
        assert seats_of(work.session, gone) == {former}
        links = select(MemberLink).where(MemberLink.member_id == former)
        left_open = {link.purpose for link in work.session.scalars(links) if not link.revoked_at}
        assert left_open <= {LinkPurpose.MINUTES, LinkPurpose.SIGN}  # of the meetings they sat in
    (told,) = case.messages("members/successor", sergeant)
    assert told.context["actions"] > 0
    assert not case.messages("declarations/request", sergeant)  # the same mail asks
    assert seat in case.duties()[Duty.WRITE_REPORT].members


@pytest.mark.article("8(9)")
def test_a_report_that_was_given_is_the_places_report(a_case: At) -> None:
    case = a_case("reports_asked")
    case.report()
    sergeant = a_sergeant(case)
    leave(case, successor=sergeant)
    assert not case.messages("reports/request", sergeant)
    assert Duty.WRITE_REPORT not in case.duties()


@pytest.mark.article("8(6)")
def test_who_sits_already_takes_over_without_declaring_anew(a_case: At) -> None:
    case = a_case("minuted")
    with unit_of_work() as work:
        former = work.session.get_one(Member, case.seat(SILENT))
        every = select(Member).where(Member.life_id == case.case, Member.id != former.id)
        others = [m for m in work.session.scalars(every) if m.professional.kind == "1.6"]
        colleague = others[0].professional_id
    met_on, given_on = case.held().day, former.selected_on
    before, today = len(case.members()), case.clock.today()
    over: dict[str, object] = {"reason": "Iku.", "successor": colleague}
    for refusal, days in (
        (EndedBeforeGiven, {"on": given_on - timedelta(days=1)}),
        (ThereAfterwards, {"on": met_on - timedelta(days=1)}),  # the record has them there
        (PlaceNotFree, {"on": today, "succeeded_on": today - timedelta(days=1)}),
    ):
        with pytest.raises(refusal):
            leave(case, **over, **days)
    assert len(case.members()) == before
    leave(case, successor=colleague)
    assert len(case.members()) == before - 1
    (told,) = case.messages("members/successor", colleague)
    assert told.context["declares"] is False


@pytest.mark.article("8(6)", "9")
def test_a_successor_has_the_day_on_which_they_took_the_place(a_case: At) -> None:
    case = a_case("told")
    met_on, sergeant = case.clock.today(), a_sergeant(case)
    before = met_on - timedelta(days=1)
    former = leave(case, on=before, successor=sergeant, succeeded_on=before)
    with unit_of_work() as work:
        bond = work.session.scalars(select(Succession)).one()
        seat = work.session.get_one(Member, bond.successor_id)
        assert (bond.named_on, bond.recorded_at) == (before, case.clock.now())
        assert seat.sat_on(met_on)
        assert not work.session.get_one(Member, former).sat_on(met_on)


@pytest.mark.article("8(6)")
def test_nobody_but_the_head_sees_it(a_case: At) -> None:
    case = a_case("minuted")
    member = leave(case, reason="U transferua.")
    with unit_of_work() as work:
        manager, head = officer(work, MANAGER).id, officer(work, HEAD).id
    with pytest.raises(NotTheHead), case.manager() as work:
        succession.see(work, case.case, member, by=manager)
    with case.head() as work:
        succession.see(work, case.case, member, by=head)
    assert Duty.SEE_DEPARTURE not in case.duties()
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(update(DepartureSeen).values(seen_by_id=manager))


@pytest.mark.article("8(6)")
def test_a_place_is_handed_on_once_and_within_its_table(a_case: At) -> None:
    case = a_case("minuted")
    member = leave(case, successor=a_sergeant(case))
    with pytest.raises(ProcedureRefused), case.manager() as work:
        succession.name_successor(work, case.case, member, case.person(SILENT))
    with pytest.raises(NotThere), case.manager() as work:
        succession.name_successor(work, case.case, case.case, case.person(SILENT))
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(update(Succession).values(member_id=case.seat(SERGEANT)))


@pytest.mark.article("8(11)", "17(5)")
def test_who_could_not_sign_and_why_stands_in_the_form_and_in_the_sealed_file(a_case: At) -> None:
    case = a_case("closure_approved")
    member = leave(case, departure=Departure.DEATH)
    case.convene(case.at(CLOSURE_MEETING))
    case.stage.move_to(case.meeting().day - timedelta(days=8))
    case.meet()
    case.record_opinions()
    case.decide(close=True)
    with unit_of_work() as work:
        closure = work.session.scalars(select(Closure)).one()
        form = read(work.session, closure.id, ClosingForm)
        assert form is not None
        (gone,) = form.words.gone
        assert (gone.left_as, gone.successor) == (Departure.DEATH, "")
        assert [each.left_as for each in who_left(work, case.case)] == [Departure.DEATH]
        before = seal.seal_of(work.session, case.case)
        other = work.session.scalars(select(Member).where(Member.left_on.is_(None))).first()
        assert other is not None
        manager = officer(work, MANAGER).id
        work.session.add(
            Succession(
                member_id=member, successor_id=other.id,
                named_on=work.clock.today(), recorded_at=work.clock.now(), recorded_by_id=manager,
            )
        )  # fmt: skip
        work.session.flush()
        assert seal.seal_of(work.session, case.case) != before
        work.session.rollback()


@pytest.mark.article("13(2.2)")
def test_the_plan_itself_stays_as_it_was_written(a_case: At) -> None:
    case = a_case("minuted")
    with unit_of_work() as work:
        before = set(work.session.scalars(select(PlanAction.member_id)))
    leave(case, successor=a_sergeant(case))
    with unit_of_work() as work:
        assert set(work.session.scalars(select(PlanAction.member_id))) == before
