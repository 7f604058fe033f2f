"""What stands on paper beside the record, as eyes see it: signatures, the office's numbers."""

from sqlalchemy import select

from casework.case import (
    closing_signatures,
    closure,
    information,
)
from casework.table import (
    minutes,
    signature_corrections,
)
from core.clock import local_day
from models.office_number import OfficeNumber
from models.outbox import MessageStatus
from models.protocol_number import ProtocolNumber
from models.session import unit_of_work
from rules.signing import SignatureMethod
from tests.builders import MANAGER, ACase
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes
from tests.portal.members import HEALTH
from tests.portal.test_proof_of_notice import say


def over_a_signature(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """What was typed from paper under minutes and a closing form, and what stands no more."""
    case.stage.settle()
    paper, form = case.papers()[-1], case.closure()
    seat, way = case.members()[0], SignatureMethod.PAPER
    with case.manager() as work:
        one = minutes.sign(work, paper.id, member_id=seat, method=way)
        other = closure.sign(work, form.id, member_id=seat, method=way)
    eyes.become(sign_in(MANAGER))
    of_minutes = f"/meetings/{paper.meeting_id}/minutes"
    of_form = f"/cases/{case.row().number}/closure"
    eyes.at(f"{of_minutes}/signatures/{one.id}")
    with case.manager() as work:
        came = information.enter(
            work, case.case, given_on=case.clock.today(), words="Mungon.", source="Shkolla"
        )
    eyes.at(f"/days/{case.case}/information/{came.id}")
    eyes.at(f"{of_form}/signatures/{other.id}")
    with case.manager() as work:
        signature_corrections.take_back(work, one.id, why="E dikujt tjetër.")
        closing_signatures.take_back(work, other.id, why="E dikujt tjetër.")
    for path in (of_minutes, of_form, f"{of_form}/signatures/{other.id}"):
        eyes.at(path)


def over_a_number(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """The office's own number of a notice that a server took, and of the case, entered and to be
    corrected."""
    (sent, *_) = case.messages("convening/invitation", case.person(HEALTH))
    say(sent.id, status=MessageStatus.SENT, accepted_at=sent.queued_at)
    of_it = f"/cases/{case.row().number}/notices/{sent.id}/protocol"
    manager = sign_in(MANAGER)
    eyes.become(manager)
    eyes.at(of_it)
    on = f"{local_day(sent.queued_at):%d.%m.%Y}"
    assert manager.post(of_it, {"protocol": "04-123/26", "on": on}).status_code == 303
    with unit_of_work() as work:
        entry = work.session.scalars(select(ProtocolNumber.id)).one()
    eyes.at(f"{of_it}/{entry}")
    of_case = f"/cases/{case.row().number}/protocol"
    eyes.at(of_case)
    assert manager.post(of_case, {"protocol": "04-123/26"}).status_code == 303
    with unit_of_work() as work:
        of_office = work.session.scalars(select(OfficeNumber.id)).one()
    for path in (of_case, f"{of_case}/{of_office}", f"/cases/{case.row().number}/notices"):
        eyes.at(path)
