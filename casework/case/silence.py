"""A superior who was notified of silence that was none hears so: Art. 14(3.2), decision 0014."""

from uuid import UUID

from casework.case.superior import request_in, service_of
from casework.record.report_facts import report_as_known
from casework.record.silence import silence_of
from casework.tell import superiors
from casework.tell.withdrawal import correction_taken_back
from models.session import Work
from rules.silence import check_fell, check_fell_by_mail
from rules.superior import ToldSuperior, check_told
from workflow.life import after_act


def take_back(work: Work, request_id: UUID) -> None:
    """On the manager's word a mail says that the notice does not hold: Art. 14(3.2)."""
    request, case = request_in(work, request_id)
    known = report_as_known(work.session, request)
    check_fell_by_mail(
        silence_of(request),
        work.clock.today(),
        superior_known=known.superior_known,
        died=known.died,
    )
    superiors.silence_was_none(work, request)
    request.fell_told_on = work.clock.today()
    work.record(
        "superior told that it does not hold", "14(3.2)", life=case.life, request=request.id
    )
    after_act(work, case.id, "superior told that it does not hold")


def record_told(work: Work, request_id: UUID, said: ToldSuperior) -> None:
    """A letter or a call said it, on its true day; what waits to leave does not: Art. 14(3.2)."""
    request, case = request_in(work, request_id)
    check_told(said, work.clock.today())
    if correction_taken_back(work, case.id, request.id):  # the letter said it, not the mail
        work.session.refresh(request)
    check_fell(silence_of(request), said.on)
    work.session.add(service_of(work, said, request_id=request.id, of_fallen=True))
    request.fell_told_on = said.on
    work.record(
        "superior told that it does not hold", "14(3.2)", life=case.life, request=request.id,
        on=said.on, means=said.means,
    )  # fmt: skip
    after_act(work, case.id, "superior told that it does not hold")
