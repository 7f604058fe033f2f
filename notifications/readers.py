"""Who reads a notice, as they are to be written to on the day on which it leaves."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from core.i18n import LANGUAGES, Language, language_or
from models.case import Case
from models.contacts import ContactChange
from models.life import Life, LifeKind
from models.outbox import RecipientKind
from models.people import Account, ChangeOfAccount, Municipality, Office, Professional
from notifications import office_numbers, receipts
from notifications.addressees import Addressee
from notifications.notices.base import Notice
from notifications.notices.contacts import ContactToConfirm, OfContact, SuperiorNamed
from notifications.notices.receipt import ReceiptForReferral
from notifications.notices.sign_in import AddressChanged
from notifications.places import places_of
from notifications.superiors import superior_of


def addressee_of(session: Session, notice: Notice, on: date) -> Addressee:
    """The addressee of a notice that leaves on that day.

    Raises `sqlalchemy.exc.NoResultFound` where there is none.
    """
    if notice.recipient.kind == RecipientKind.ACCOUNT:
        return _officer(session, notice, on)
    if isinstance(notice, ReceiptForReferral):
        return receipts.addressee_of(session, notice.receipt_id, on)
    if isinstance(notice, OfContact) and not isinstance(notice, SuperiorNamed):
        return _of_change(session, notice, on)
    return _professional(session, notice, on)


def _of_change(session: Session, notice: OfContact, on: date) -> Addressee:
    """A contact as it was before the change, or as it is to be: read from the change itself."""
    change = session.get_one(ContactChange, notice.change_id)
    reader = _professional(session, notice, on)
    if notice.recipient.kind == RecipientKind.SUPERIOR:
        return replace(reader, name=change.old_superior_name or "", mail=change.old_superior_email)
    if isinstance(notice, ContactToConfirm) and notice.to == "new":
        return replace(reader, name="", mail=change.email, phone=None)  # perhaps a stranger
    return replace(reader, mail=change.old_email, phone=change.old_phone)


def _officer(session: Session, notice: Notice, on: date) -> Addressee:
    account = session.get_one(Account, notice.recipient.id)
    language = language_or(account.language, "sq")
    at = _centre(session, notice.life_id, account.municipality_id)
    mail = account.email
    if isinstance(notice, AddressChanged) and notice.to == "old":
        mail = session.get_one(ChangeOfAccount, notice.change_id).old_email
    place, office = called(at, language, on)
    return Addressee(
        account.name or "",
        mail,
        account.phone,
        language,
        place,
        office=office,
        own_places=own_places(at, on),
        office_number=office_numbers.of_case(_case(session, notice.life_id), notice),
    )


def _professional(session: Session, notice: Notice, on: date) -> Addressee:
    person = session.get_one(Professional, notice.recipient.id)
    superior = notice.recipient.kind == RecipientKind.SUPERIOR
    above = superior_of(session, person) if superior else None
    language = language_or(above.language if above else person.language, "sq")
    case = _case(session, notice.life_id)
    at = _centre(session, notice.life_id, person.municipality_id)
    place, office = called(at, language, on)
    return Addressee(
        name=(above.name if above else "") if superior else person.name or "",
        mail=(above.mail if above else None) if superior else person.email,
        phone=(above.phone if above else None) if superior else person.phone,
        language=language,
        place=place,
        office=office,
        signer=case.manager.name if case and case.manager else None,
        reply_to=_read_by(case) or office.mail or None,
        member=person.name if superior else None,
        own_places=own_places(at, on),
        office_number=office_numbers.of_case(case, notice),
    )


def _centre(session: Session, life_id: UUID | None, own: UUID | None) -> Municipality | None:
    """The municipality of the notice's life, else the reader's own."""
    life = session.get(Life, life_id) if life_id else None
    municipality_id = life.municipality_id if life else own
    return session.get(Municipality, municipality_id) if municipality_id else None


def called(place: Municipality | None, language: Language, on: date) -> tuple[str, Office]:
    """As it is called on that day, and where it is reached; an administrator is of none."""
    return (place.name(language, on), place.office) if place else ("", Office())


def own_places(place: Municipality | None, on: date) -> frozenset[str]:
    return places_of({code: place.name(code, on) for code in LANGUAGES}) if place else frozenset()


def _case(session: Session, life_id: UUID | None) -> Case | None:
    life = session.get(Life, life_id) if life_id else None
    return session.get(Case, life_id) if life and life.kind == LifeKind.CASE else None


def _read_by(case: Case | None) -> str | None:
    """Where an answer by mail is read: by the case manager, unless they declared a conflict."""
    if case is None or case.manager is None or case.conflict_on is not None:  # Art. 10(2)
        return None
    return case.manager.email or None
