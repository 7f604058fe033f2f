"""Passkeys: the questions we put to a browser, and whether its answer is of one we know.

A question is made of the time, chance and a fingerprint under the visit that it was put to, and
stored nowhere; each is answered once.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from webauthn.helpers import base64url_to_bytes, options_to_json, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from core import crypto
from core.settings import Settings
from models.credentials import Passkey
from models.people import Account
from models.sent_form import SentForm
from models.session import SignInWork
from rules.sign_in_limits import LIMITS

ANSWERED_WITHIN: Final = timedelta(minutes=LIMITS.PASSKEY.minutes)
CHANCE: Final = 16
TIME: Final = 8
LONGEST: Final = 20_000
"""Characters of an answer; the largest of an authenticator that says nothing of itself is 2,000."""


class NoPasskey(Exception):
    """The answer opens nothing; which half of it was wrong is nobody's business."""


@dataclass(frozen=True, slots=True)
class KeyDoor:
    """Under which name passkeys are made here, and for which visit a question is."""

    name: str
    origin: str
    visit: str

    @classmethod
    def of(cls, settings: Settings, visit: str) -> "KeyDoor":
        address = urlsplit(settings.base_url)
        return cls(settings.passkey_domain, f"{address.scheme}://{address.netloc}", visit)


def question(door: KeyDoor, now: datetime, chance: bytes) -> bytes:
    head = int(now.timestamp()).to_bytes(TIME, "big") + chance
    return head + crypto.ring().index(f"{door.visit} {head.hex()}", "passkey.question")


def options_to_make(work: SignInWork, door: KeyDoor, account: Account, asked: bytes) -> str:
    """What a browser needs to make one, as JSON; none is made twice on one device."""
    return options_to_json(
        webauthn.generate_registration_options(
            rp_id=door.name,
            rp_name="Tryeza",
            user_id=account.id.bytes,
            user_name=account.email or "",
            user_display_name=account.name or "",
            challenge=asked,
            exclude_credentials=_descriptors(work, door, account.id),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
    )


def options_to_use(
    work: SignInWork | None, door: KeyDoor, account_id: UUID | None, asked: bytes
) -> str:
    """What a browser needs to use one: of somebody, or of whoever sits there."""
    known = _descriptors(work, door, account_id) if work and account_id else []
    return options_to_json(
        webauthn.generate_authentication_options(
            rp_id=door.name,
            challenge=asked,
            allow_credentials=known,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def _descriptors(
    work: SignInWork, door: KeyDoor, account_id: UUID
) -> list[PublicKeyCredentialDescriptor]:
    query = select(Passkey.credential_id).where(
        Passkey.account_id == account_id, Passkey.relying_party == door.name
    )
    return [PublicKeyCredentialDescriptor(id=each) for each in work.session.scalars(query)]


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What the browser said of one it made, and what its owner calls it."""

    answer: str
    name: str


def make(work: SignInWork, door: KeyDoor, account_id: UUID, new: NewPasskey, now: datetime) -> None:
    """Keep a new passkey; raises `NoPasskey`."""
    found = _parsed(new.answer)
    asked = _take_question(work, door, found, now)
    try:
        made = webauthn.verify_registration_response(
            credential=found,
            expected_challenge=asked,
            expected_rp_id=door.name,
            expected_origin=door.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise NoPasskey from None
    if work.session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)):
        raise NoPasskey
    row = Passkey(
        account_id=account_id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        relying_party=door.name,
        made_at=now,
    )
    row.name = new.name
    work.session.add(row)


def use(work: SignInWork, door: KeyDoor, answer: str, now: datetime) -> UUID:
    """Whose passkey gave this answer; raises `NoPasskey`."""
    found = _parsed(answer)
    asked = _take_question(work, door, found, now)
    try:
        key = work.session.scalars(
            select(Passkey)
            .where(Passkey.credential_id == base64url_to_bytes(str(found["id"])))
            .with_for_update(key_share=True)
        ).one_or_none()
        if key is None:
            raise NoPasskey
        used = webauthn.verify_authentication_response(
            credential=found,
            expected_challenge=asked,
            expected_rp_id=door.name,
            expected_origin=door.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise NoPasskey from None
    key.sign_count, key.used_at = used.new_sign_count, now
    return key.account_id


def _parsed(answer: str) -> dict[str, Any]:
    try:
        found = json.loads(answer[:LONGEST])
    except (ValueError, RecursionError):
        raise NoPasskey from None
    if not isinstance(found, dict):
        raise NoPasskey
    return found


def _take_question(work: SignInWork, door: KeyDoor, found: dict[str, Any], now: datetime) -> bytes:
    """The question that was answered: one of ours, to this visit, of these minutes, and once."""
    try:
        said = parse_client_data_json(base64url_to_bytes(found["response"]["clientDataJSON"]))
        asked = said.challenge
        at = datetime.fromtimestamp(int.from_bytes(asked[:TIME], "big"), now.tzinfo)
    except (WebAuthnException, ValueError, TypeError, KeyError, OverflowError, OSError):
        raise NoPasskey from None
    if asked != question(door, at, asked[TIME : TIME + CHANCE]):
        raise NoPasskey
    if not now - ANSWERED_WITHIN <= at <= now:
        raise NoPasskey
    # The answer to one is written down as a form is: the same answer again finds its row.
    mark = UUID(bytes=crypto.ring().index(asked.hex(), "passkey.answered")[:16])
    row = insert(SentForm).values(id=mark, sent_at=now, given_back=False).on_conflict_do_nothing()
    if work.session.scalar(row.returning(SentForm.id)) is None:
        raise NoPasskey
    return asked


@dataclass(frozen=True, slots=True)
class OwnPasskey:
    """One line of somebody's own list."""

    id: UUID
    name: str
    made_at: datetime
    used_at: datetime | None
    works_here: bool
    """Made under the name that the portal has now."""


def own(work: SignInWork, door_name: str, account_id: UUID) -> list[OwnPasskey]:
    rows = work.session.scalars(
        select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.made_at)
    )
    return [
        OwnPasskey(row.id, row.name or "", row.made_at, row.used_at, row.relying_party == door_name)
        for row in rows
    ]


def remove(work: SignInWork, account_id: UUID, passkey_id: UUID) -> bool:
    removed = work.session.scalars(
        delete(Passkey)
        .where(Passkey.id == passkey_id, Passkey.account_id == account_id)
        .returning(Passkey.id)
    )
    return removed.one_or_none() is not None
