"""Two centres in whose lists the same doctor stands, each with a case of its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

from core.ids import new_id
from models.case import Case
from models.life import Life
from models.outbox import Message, RecipientKind
from models.people import Municipality, OneTimeCode, Professional
from models.session import Work, unit_of_work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.reminders import OwedItem, OwedReminder
from notifications.same_person import ALIKE
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import messages
from tests.notifications.table import _doctor, _officer, _seat

MORNING = date(2026, 3, 2)
DAY = timedelta(days=1)
PLACES = (("ferizaj", "Ferizaj", "R-26-1001"), ("gjilan", "Gjilan", "R-26-2002"))


@dataclass(frozen=True)
class There:
    """One of them, ids only."""

    place: UUID
    round: UUID
    """The life that carries the reminders."""
    case: UUID
    number: str
    doctor: UUID
    link: UUID

    def queue(self, number: int = 1, morning: date = MORNING) -> None:
        """What the morning's round of this centre queues."""
        with unit_of_work() as work:
            item = OwedItem(self.number, morning + timedelta(days=5), self.link)
            reader = Recipient(RecipientKind.MEMBER, self.doctor)
            notice = OwedReminder(
                recipient=reader, life_id=self.round, morning=morning, items=(item,), number=number
            )
            outbox.queue(work, notice)

    def mail(self) -> Message:
        (found,) = [each for each in messages() if each.life_id == self.round]
        return found


Centres = tuple[There, There]


def two_centres(*, confirmed: bool = True) -> tuple[There, There]:
    with unit_of_work() as work:
        first, second = (_centre(work, *named, confirmed=confirmed) for named in PLACES)
    ALIKE.forget()
    return first, second


def _centre(work: Work, slug: str, name: str, number: str, *, confirmed: bool) -> There:
    place = Municipality(slug=slug, name_sq=name, name_sr=name)
    work.session.add(place)
    work.session.flush()
    manager = _officer(place, "manager", f"Menaxher {name}", "sq")
    manager.email = f"manager@{slug}.example"
    manager.email_index = type(manager).index_of(manager.email)
    doctor, now = _doctor(place, "en"), work.clock.now()
    lives = [
        Life(kind=kind, key=key, municipality_id=place.id, began_at=now)
        for kind, key in (("case", number), ("reminders", slug))
    ]
    work.session.add_all([manager, doctor, *lives])
    work.session.flush()
    case, of_reminders = lives
    work.session.add(
        Case(
            id=case.id,
            number=number,
            municipality_id=place.id,
            referred_on=work.clock.today(),
            manager_id=manager.id,
            categories={"N1": ""},
        )
    )
    work.session.flush()
    _, link, _ = _seat(work, case, doctor)
    if confirmed:
        typed_a_code(work, doctor.id, now)
    return There(place.id, of_reminders.id, case.id, number, doctor.id, link.id)


def typed_a_code(work: Work, doctor: UUID, at: datetime, change: UUID | None = None) -> None:
    """Behind a link of theirs, at that centre; or to confirm a change of their contact."""
    work.session.add(
        OneTimeCode(
            id=new_id(),
            professional_id=doctor,
            change_id=change,
            code="123456",
            code_digest=b"-",
            created_at=at,
            expires_at=at + timedelta(minutes=10),
            used_at=at,
        )
    )


def person(there: There, **changes: object) -> None:
    """Something of the doctor is otherwise in this centre's list."""
    with unit_of_work() as work:
        row = work.session.get_one(Professional, there.doctor)
        for name, value in changes.items():
            setattr(row, name, value)
    ALIKE.forget()


def text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def numbers(server: MailServer) -> list[list[str]]:
    """Which cases each mail that was taken speaks of."""
    return [
        [each for each in ("R-26-1001", "R-26-2002") if each in text(mail)]
        for _, mail in server.accepted
    ]
