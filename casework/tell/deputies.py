"""What is told of who stands in for the head; in the life of the reminders, of no case."""

from casework.tell.reminders import open_reminders
from identity.officers import head_of
from models.outbox import RecipientKind
from models.people import Deputy
from models.session import Work
from notifications import outbox
from notifications.notices.appointment import DeputyAppointed
from notifications.notices.base import Recipient


def appointed(work: Work, deputy: Deputy) -> None:
    """To the deputy and to the head, who may be neither of those who did it; ended likewise."""
    head = head_of(work.session, deputy.municipality_id)
    readers = {deputy.account_id, head.id} if head else {deputy.account_id}
    life_id = open_reminders(work, deputy.municipality_id)
    outbox.queue_all(
        work,
        [
            DeputyAppointed(
                recipient=Recipient(RecipientKind.ACCOUNT, reader),
                life_id=life_id,
                deputyship_id=deputy.id,
                valid_from=deputy.valid_from,
                valid_until=deputy.valid_until,
                ended_on=deputy.ended_on,
                own=reader == deputy.account_id,
            )
            for reader in sorted(readers)  # one order for everybody
        ],
    )
    work.wake(life_id, "deputy")
