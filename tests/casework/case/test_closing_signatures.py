"""Signatures under a closing form that were typed wrong from paper: Art. 17(5), decision 0148."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import closing_signatures, closure
from identity.access import NotThere
from models.meeting import Signature
from models.session import unit_of_work
from rules.duties import Duty
from rules.refusals import ProcedureRefused
from rules.signature_corrections import SignatureIsTheirs, SignatureStandsNoMore
from rules.signing import SignatureMethod, SignedBeforeItMet
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import ACase
from tests.casework.conftest import At

DAY = timedelta(days=1)
WHY = "Ishte e dikujt tjetër."


def typed(case: ACase, member: UUID, reason: str = "") -> Signature:
    method = SignatureMethod.REFUSED if reason else SignatureMethod.PAPER
    with case.manager() as work:
        return closure.sign(work, case.closure().id, member_id=member, method=method, reason=reason)


def take_back(case: ACase, signature: Signature) -> None:
    with case.manager() as work:
        closing_signatures.take_back(work, signature.id, why=WHY)


def waited_for(case: ACase) -> int:
    owed = case.duties().get(Duty.SIGN_CLOSURE)
    return owed.count if owed else 0


@pytest.mark.article("17(5)")
def test_it_is_taken_back_once_and_their_own_refusal_is_taken(a_case: At) -> None:
    case = a_case("decided")
    case.stage.settle()
    first, second, *_ = case.members()
    said, before = typed(case, first), waited_for(case)
    asked = len(case.messages("closure/sign"))
    take_back(case, said)
    assert waited_for(case) == before + 1
    assert len(case.messages("closure/sign")) == asked + 1
    with pytest.raises(SignatureStandsNoMore):
        take_back(case, said)
    form, refused = case.closure().id, SignatureMethod.REFUSED
    with member_acting(first) as work:
        own = closure.sign(work, form, **by_code.signing_of(work, form, first, refused, "Kurrë."))
    assert waited_for(case) == before
    with pytest.raises(SignatureIsTheirs):  # a refusal behind the link is theirs, too
        take_back(case, own)
    another = typed(case, second)
    with pytest.raises(NotThere), case.manager() as work:
        closing_signatures.take_back(work, case.case, why=WHY)
    with unit_of_work() as work:
        stands = select(Signature.member_id).where(Signature.paper_id == form, Signature.stands())
        assert set(work.session.scalars(stands)) == {first, second}
    assert another.entered_by_id == case.row().manager_id


@pytest.mark.article("17(5)")
def test_its_day_is_corrected_and_not_before_the_table_met(a_case: At) -> None:
    case = a_case("decided")
    case.stage.settle()
    case.stage.move_to(case.clock.today() + 2 * DAY)
    met_on, asked = case.closure().decided_on, len(case.messages("closure/sign"))
    assert met_on is not None
    said, before = typed(case, case.members()[0], "S'pajtohem."), waited_for(case)
    with pytest.raises(SignedBeforeItMet), case.manager() as work:
        closing_signatures.correct_day(work, said.id, met_on - DAY, reason=WHY)
    with pytest.raises(ProcedureRefused), case.manager() as work:
        closing_signatures.correct_day(work, said.id, case.clock.today() + DAY, reason=WHY)
    with case.manager() as work:
        anew = closing_signatures.correct_day(work, said.id, met_on, reason=WHY)
    assert (anew.signed_on, anew.method, anew.reason) == (met_on, "refused", "S'pajtohem.")
    assert waited_for(case) == before
    assert len(case.messages("closure/sign")) == asked
