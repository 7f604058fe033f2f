"""A small centre with invented people: what a notice needs to find its reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.ids import digest, new_id, new_token
from models.case import Case, Member
from models.life import Life
from models.people import Account, LinkEnd, MemberLink, Municipality, Professional
from models.session import Work, unit_of_work
from notifications import outbox
from notifications.notices.base import Notice, Recipient
from notifications.samples import CASE, sample


@dataclass(frozen=True)
class Table:
    """Ids only: rows belong to the unit of work that loads them."""

    municipality: UUID
    head: UUID
    manager: UUID
    life: UUID
    doctor: UUID
    member: UUID
    link: UUID
    token: str

    def notice(self, template: str, **changes: Any) -> Notice:
        """A sample notice, addressed to this table's people."""
        made = sample(template, life_id=self.life)
        reader = self.manager if made.recipient.kind == "account" else self.doctor
        values: dict[str, Any] = {"recipient": Recipient(made.recipient.kind, reader)}
        if made.link_id:
            values["link_id"] = self.link
        return sample(template, life_id=self.life, **values | changes)

    def queue(self, template: str = "reports/request", **changes: Any) -> Notice:
        """Queue it in a transaction of its own."""
        notice = self.notice(template, **changes)
        with unit_of_work() as work:
            outbox.queue(work, notice)
        return notice

    def queue_many(self, count: int) -> None:
        for _ in range(count):
            self.queue(request_id=new_id())


def set_table(language: str = "sq") -> Table:
    """One case with a manager and one member who has a link."""
    with unit_of_work() as work:
        place = Municipality(slug="ferizaj", name_sq="Ferizaj", name_sr="Uroševac")
        work.session.add(place)
        work.session.flush()
        head = _officer(place, "head", "Valbona Krasniqi", language)
        manager = _officer(place, "manager", "Blerim Hoxha", language)
        doctor = _doctor(place, language)
        life = Life(kind="case", key=CASE, municipality_id=place.id, began_at=work.clock.now())
        work.session.add_all([head, manager, doctor, life])
        work.session.flush()
        work.session.add(
            Case(
                id=life.id,
                number=CASE,
                municipality_id=place.id,
                referred_on=work.clock.today(),
                manager_id=manager.id,
                categories={"N1": ""},
            )
        )
        work.session.flush()
        member, link, token = _seat(work, life, doctor)
    return Table(place.id, head.id, manager.id, life.id, doctor.id, member.id, link.id, token)


def _officer(place: Municipality, role: str, name: str, language: str) -> Account:
    mail = f"{role}@qps-ferizaj.example"
    return Account(
        municipality_id=place.id,
        role=role,
        name=name,
        email=mail,
        phone="+38344000001",
        email_index=Account.index_of(mail),
        language=language,
    )


def _doctor(place: Municipality, language: str) -> Professional:
    return Professional(
        municipality_id=place.id,
        kind="1.5",
        institution="QKMF Ferizaj",
        name="Dr. Arta Bytyqi",
        email="arta.bytyqi@qkmf.example",
        phone="+38344000002",
        language=language,
        superior_name="Naser Gashi",
        superior_email="naser.gashi@qkmf.example",
        superior_language=language,
    )


def another_doctor(work: Work, municipality: UUID) -> UUID:
    """Of the same centre, with an address and a number, at no table."""
    doctor = _doctor(work.session.get_one(Municipality, municipality), "sq")
    doctor.email, doctor.phone = "tjeter.mjek@qkmf.example", "+38344000003"
    work.session.add(doctor)
    work.session.flush()
    return doctor.id


def _seat(work: Work, life: Life, doctor: Professional) -> tuple[Member, MemberLink, str]:
    member = Member(
        life_id=life.id,
        professional_id=doctor.id,
        under="4(1)",
        reason="health",
        selected_on=work.clock.today(),
        selected_recorded_at=work.clock.now(),
    )
    work.session.add(member)
    work.session.flush()
    token = new_token()
    link = MemberLink(
        token_digest=digest(token),
        token=token,
        member_id=member.id,
        purpose="report",
        created_at=work.clock.now(),
    )
    work.session.add(link)
    work.session.flush()
    return member, link, token


def change(kind: type[Any], row: UUID, act: Callable[[Any], None]) -> None:
    """Change one row in a transaction of its own."""
    with unit_of_work() as work:
        act(work.session.get_one(kind, row))


def closed(at: datetime, by: LinkEnd = LinkEnd.DONE) -> Callable[[MemberLink], None]:
    """A link that leads to nothing any more, from that moment on."""

    def close(link: MemberLink) -> None:
        link.revoked_at, link.closed_by = at, by

    return close
