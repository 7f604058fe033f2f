"""The person behind a recipient, read when a message leaves: name, address, language, centre."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from core.i18n import Language, language_or
from models.case import Case
from models.contacts import ContactChange
from models.life import Life
from models.people import Account, Municipality, Professional
from notifications.notices import ContactToConfirm, Notice
from notifications.notices.contacts import OfContact, SuperiorNamed


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter greets, where it goes, and who stands behind it."""

    name: str
    mail: str | None
    phone: str | None
    language: Language
    place: str
    """The municipality of the centre that writes, in the reader's language."""
    signer: str | None = None
    """The case manager, under letters to members and their superiors."""
    member: str | None = None
    """Whom a letter to a superior is about."""


def find(session: Session, notice: Notice) -> Addressee:
    """The addressee of a notice; raises `sqlalchemy.exc.NoResultFound` where there is none."""
    if notice.recipient.kind == "account":
        return _officer(session, notice)
    if isinstance(notice, OfContact) and not isinstance(notice, SuperiorNamed):
        return _of_change(session, notice)
    return _professional(session, notice)


def _of_change(session: Session, notice: OfContact) -> Addressee:
    """A contact as it was before the change, or as it is to be: read from the change itself."""
    change = session.get_one(ContactChange, notice.change_id)
    reader = _professional(session, notice)
    if notice.recipient.kind == "superior":
        return replace(reader, name=change.old_superior_name or "", mail=change.old_superior_email)
    if isinstance(notice, ContactToConfirm) and notice.to == "new":
        return replace(reader, name="", mail=change.email, phone=None)  # perhaps a stranger
    return replace(reader, mail=change.old_email, phone=change.old_phone)


def _officer(session: Session, notice: Notice) -> Addressee:
    account = session.get_one(Account, notice.recipient.id)
    language = language_or(account.language, "sq")
    place = _place(session, notice.life_id, account.municipality_id, language)
    return Addressee(account.name or "", account.email, account.phone, language, place)


def _professional(session: Session, notice: Notice) -> Addressee:
    person = session.get_one(Professional, notice.recipient.id)
    superior = notice.recipient.kind == "superior"
    language = language_or(person.superior_language if superior else person.language, "sq")
    return Addressee(
        name=(person.superior_name if superior else person.name) or "",
        mail=person.superior_email if superior else person.email,
        phone=None if superior else person.phone,
        language=language,
        place=_place(session, notice.life_id, person.municipality_id, language),
        signer=_manager(session, notice.life_id),
        member=person.name if superior else None,
    )


def _place(session: Session, life_id: UUID | None, own: UUID | None, language: Language) -> str:
    """The municipality that the notice's life belongs to, else the reader's own."""
    life = session.get(Life, life_id) if life_id else None
    municipality_id = life.municipality_id if life else own
    municipality = session.get(Municipality, municipality_id) if municipality_id else None
    return municipality.name(language) if municipality else ""


def _manager(session: Session, life_id: UUID | None) -> str | None:
    case = session.get(Case, life_id) if life_id else None
    return case.manager.name if case and case.manager else None
