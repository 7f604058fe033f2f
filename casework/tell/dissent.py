"""What is told of a member's dissent: to the head: Art. 9, 10(1)."""

from casework.tell.readers import head_yet
from models.case import Case
from models.dissent import Dissent
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from notifications import outbox
from notifications.notices.dissent import MemberDissents
from workflow.kinds import kind_of, label_of


def dissented(work: Work, life: Life, meeting: Meeting, dissent: Dissent) -> None:
    """That somebody dissents, and where it is read: neither who nor from what.

    Where nobody decides it waits for who comes, and stands on the page all the while (0090).
    """
    is_case = kind_of(life).of_a_child
    case = work.session.get_one(Case, life.id) if is_case else None
    head = head_yet(work, life, manager_id=case.manager_id if case else None)
    label = label_of(work.session, life.id)
    outbox.queue(
        work,
        MemberDissents(
            recipient=head,
            life_id=life.id,
            dissent_id=dissent.id,
            case_number=label if is_case else "",
            quarter="" if is_case else label,
            met_on=meeting.met_on,
        ),
    )
    work.wake(life.id, "dissent recorded")
