"""Who sits at a table, who leaves it, and how they are reached: Art. 4, 8(6), 10(2), 18."""

from uuid import UUID

from sqlalchemy import select, update

from casework.table import (
    composition,
    contact_change,
    contact_codes,
    contacts,
    declarations,
    professionals,
)
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from core.clock import at_local
from models.contacts import ContactChange
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import OneTimeCode
from models.session import Work, unit_of_work
from rules.composition import Relation
from simulation import by_code
from simulation.words import REASONS
from tests.builders import HOUR
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People, Which
from tests.scenarios.verb import verb
from workflow.life import look_again

REASON = next(iter(REASONS.values()))
SCENES_TABLE = [
    *("police", "trafficking police", "community office", "welfare", "victim advocate"),
    "prosecutor",
]


@verb
def compose(play: Play, *, who: People = SCENES_TABLE, reason: str = REASON) -> None:
    """Seat people at the table, of the entry's day; who sits already stays."""
    chosen = {play.people.professional(name): reason for name in who}
    with play.as_manager() as work:
        composition.choose(work, play.case.case, chosen, on=play.on())


@verb
def ask_replacement(play: Play, *, of: str) -> None:
    """The institution of a recused member was asked on the day of the entry."""
    seat = play.seat(of)
    with play.as_manager() as work:
        composition.record_replacement(
            work, play.case.case, seat, asked_on=play.happened, words="Komandanti."
        )


@verb
def need_no_replacement(play: Play, *, of: str, reason: str) -> None:
    seat = play.seat(of)
    with play.as_manager() as work:
        composition.record_replacement(work, play.case.case, seat, asked_on=None, words=reason)


@verb
def add_family(play: Play, *, who: Relation, violent: bool | None = False) -> None:
    with play.as_manager() as work:
        composition.add_family(
            work, play.case.case, who,
            name=f"{who} Podgorani", alleged_perpetrator=violent, source="Policia.",
        )  # fmt: skip


@verb
def declare(
    play: Play,
    *,
    who: People,
    on_paper: bool = False,
    confidential: bool = True,
    table: Which = "case",
) -> None:
    """Both declarations, without a conflict; at the municipal table of confidentiality alone."""
    for name in play.several(who, table):
        seat = play.seat(name, table)
        if not on_paper:
            with play.as_member(seat) as work:
                by_code.declare(work, seat, confidential=confidential)
            continue
        with play.acting(play.chair(table)) as work:
            declarations.declare(
                work,
                seat,
                conflict=False,
                confidential=confidential,
                on_paper=True,
                on=play.on(),
            )


@verb
def recuse(play: Play, *, who: str) -> None:
    """They declare a conflict of interest."""
    seat = play.seat(who)
    with play.as_member(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=False)


@verb
def register(
    play: Play,
    *,
    name: str,
    kind: str,
    institution: str,
    superior: bool = True,
    by: str | None = None,
) -> None:
    """An institution sends somebody new; from now on the story calls them `name`."""
    address = name.replace(" ", ".") + "@institucioni.example"
    chief = ("Shefi", f"shefi.{address}") if superior else ("", "")
    profession = Profession(kind, institution, "", f"{name} {institution}", "sq")
    with play.as_manager(by) as work:
        person = professionals.register(
            work, play.place(), profession, Contact(address, "", chief[0], chief[1])
        )
        play.people.newcomers[name] = person.id


@verb
def change_contact(
    play: Play,
    *,
    of: str,
    mail: str | None = None,
    phone: str | None = None,
    superior: str | None = None,
    by: str | None = None,
    table: Which = "case",
) -> None:
    """Somebody asks for another contact; one that is the same sends again what came back."""
    seat = play.seat(of, table)
    with play.as_manager(by) as work:
        person = contacts.member_of(work, play.life(table), seat).professional
        wanted = Contact(
            mail or person.email or "",
            phone or person.phone or "",
            "Shefi i ri" if superior else person.superior_name or "",
            superior or person.superior_email or "",
        )
        contacts.change(work, play.life(table), seat, wanted, "Nga institucioni.")


def _open_change(work: Work, play: Play, of: str) -> ContactChange:
    found = contact_change.open_change(work, play.people.professional(of))
    if found is None:
        raise NothingYet(f"no contact of {of!r} is asked to be changed")
    return found


@verb
def confirm_contact_by_call(
    play: Play, *, of: str, by: str = "head", number: str = "+38338200100"
) -> None:
    """The call was on the day of the entry, at ten where it is entered later."""
    with play.as_head(by) as work:
        late = play.happened < play.today()
        at = at_local(play.happened, HOUR) if late else work.clock.now()
        change = _open_change(work, play, of)
        contact_change.confirm_by_call(work, change.id, person="Ana", number=number, called_at=at)


@verb
def confirm_contact_by_code(
    play: Play, *, of: str, channel: Channel = Channel.SMS, wrong: bool = False
) -> None:
    """They read the new contact and say that it is right, with the code on the old one."""
    with reading() as work:
        change = _open_change(work, play, of)
        token, shown = change.token or "", change.shown
    assert contact_codes.send_code(token, channel)
    code = "000000" if wrong else _newest_code(change.id)
    with unit_of_work() as work:
        by_code.read_contact(work, token, code)
    with unit_of_work() as work:
        by_code.confirm_contact(work, token, code, shown)


def _newest_code(change_id: UUID) -> str:
    with reading() as work:
        query = select(OneTimeCode).where(OneTimeCode.change_id == change_id)
        row = work.session.scalars(query.order_by(OneTimeCode.created_at.desc())).first()
        return (row and row.code) or ""


@verb
def refuse_contact(play: Play, *, of: str, by: str = "head", reason: str = "Jo.") -> None:
    """The officer who called, or who asked, leaves the contact as it was."""
    with play.as_head(by) as work:
        contact_change.refuse(work, _open_change(work, play, of).id, reason=reason)


@verb
def disown_contact(play: Play, *, of: str) -> None:
    """Whoever read the mail says that it is not right."""
    with reading() as work:
        token = _open_change(work, play, of).token or ""
    with unit_of_work() as work:
        contact_change.disown(work, token)


@verb
def mail_comes_back(play: Play, *, to: str, table: Which = "case") -> None:
    """No act of anybody: the mail server refuses for good what was written to them last."""
    person, life = play.people.professional(to), play.life(table)
    with unit_of_work() as work:
        theirs = (Message.life_id == life, Message.recipient_id == person)
        newest = select(Message.id).where(*theirs, Message.recipient == RecipientKind.MEMBER)
        last = newest.order_by(Message.queued_at.desc(), Message.key).limit(1)
        refusal = {"status": MessageStatus.FAILED, "answered_at": work.clock.now()}
        refused = update(Message).where(Message.id.in_(last)).values(accepted_at=None, **refusal)
        if not work.session.scalars(refused.returning(Message.id)).all():
            raise NothingYet(f"{to!r} was not written to")
    look_again(life)
