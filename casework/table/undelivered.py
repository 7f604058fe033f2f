"""A report that a mail came back is taken in: what it closes, who is told, and by which way.

A wrong address shuts out whoever reads there, until the contact is corrected: decision 0170.
"""

from collections.abc import Sequence
from typing import Final

from casework.table import contact_change
from casework.table.shut_out import shut_out
from casework.tell import contacts as tell
from identity import disputed_numbers, superior_links
from models.life import Life
from models.outbox import Message, RecipientKind
from models.people import Professional
from models.session import Work
from notifications import given_back
from notifications.channels.came_back import CameBack
from notifications.given_back import Became, Given
from notifications.superiors import TO_A_SUPERIOR
from workflow.life import after_act, lock_open

REASON: Final = "mail came back"
OF_A_PERSON: Final = (RecipientKind.MEMBER, RecipientKind.SUPERIOR)


def take_in(work: Work, report: CameBack) -> Given:
    """Of a mail of ours, once; whoever sends it again changes nothing."""
    _hold(work, given_back.find(work, report))
    found = given_back.find(work, report)  # somebody may have had it sent again meanwhile
    given = [_take_in(work, message, report) for message in found]
    believed = (each for each in given if each.became is not Became.NOTHING)
    return next(believed, Given(Became.NOTHING))


def _take_in(work: Work, message: Message, report: CameBack) -> Given:
    given = given_back.note(work, message, report)
    if given.became is Became.NOTHING:
        return given
    tables = shut_out(work, given.person_id) if given.person_id else []
    if given.became is Became.NOT_SENT and message.template in TO_A_SUPERIOR:
        superior_links.close_all(work, [message.recipient_id], message.life_id)
    life = work.session.get(Life, message.life_id) if message.life_id else None
    shut = {"shut_out": given.person_id} if given.person_id else {}
    work.record(f"{REASON}: {given.became}", "8(3)", life=life, message=message.id, **shut)
    if given.became is Became.UNDELIVERED and message.recipient is RecipientKind.MEMBER:
        _text(work, message, report)
    for each in lock_open(work, sorted({*tables, *([life.id] if life else [])})):
        after_act(work, each.id, REASON)
        work.wake(each.id, REASON)
    return given


def _hold(work: Work, messages: Sequence[Message]) -> None:
    """The people first, then the lives in one order: as all who change a contact."""
    lives = {each.life_id for each in messages if each.life_id}
    people = {each.recipient_id for each in messages if each.recipient in OF_A_PERSON}
    for person in sorted(people):
        contact_change.lock_person(work, person)
        lives |= set(contact_change.open_lives(work, person))
    lock_open(work, sorted(lives))
    for each in messages:
        work.session.expire(each)


def _text(work: Work, message: Message, report: CameBack) -> None:
    """The next way: the telephone on record, unless its owner said that it is not theirs."""
    person = work.session.get_one(Professional, message.recipient_id)
    if person.phone and not disputed_numbers.standing(work, person.id):
        today = work.clock.today()
        tell.mail_came_back(work, person, on=today, full=report.is_of_a_full_mailbox)
