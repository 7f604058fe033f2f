"""The settings of a process, read once from its environment; an odd value stops the start."""

import re
from collections.abc import Mapping
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsConfigDict

from core import crypto, reach
from core.i18n import N_
from core.mode import WAYS, Mode
from core.refused import StartRefused
from core.setting_kinds import HERE, Contact, OutsideAddress, OwnPlace, Proxies, is_proven
from core.sms_settings import SmsSettings

NOBODYS_ADDRESS: Final = "tryeza@qps.example"
"""The sender of a demo."""


def readers(addresses: str) -> tuple[str, ...]:
    """The addresses of a setting that names several."""
    return tuple(each.strip() for each in addresses.split(",") if each.strip())


class Settings(SmsSettings):
    """One frozen object; secrets never print."""

    model_config = SettingsConfigDict(
        env_prefix="TRYEZA_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    database_url: SecretStr = Field(validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    """SQLAlchemy URL of the process's own role: `core.database_roles`."""
    sign_in_database_url: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("SIGN_IN_DATABASE_URL", "sign_in_database_url"),
    )
    """Of the role that alone reads and writes what opens an account; only the portal is told it."""
    keys_file: Path
    """The key ring: one `<id>:<base64>` line a key, the first one seals; `index:` fingerprints."""
    trail_key_file: Path | None = None
    """The Ed25519 key that signs the ends of the trail; unsaid, `trail-key` beside the ring."""
    trail_mail: str = ""
    """Addresses, with commas between them, of two people or more who keep the trail's end."""
    trail_url: str | None = None
    """An address of another machine that keeps it."""
    trail_witness: Path | None = None
    """A file in which another user keeps it, one end a line."""
    certificates: Path | None = None
    """A folder with the key and certificate of each centre that has one, `ferizaj.pem`: with it the
    archive of a sealed file is signed."""
    state_dir: Path
    """Where this process may keep files: the mails of the demo's mailbox, logs."""
    base_url: str = "http://localhost:8321"
    """The address people reach the portal under; every link in a mail starts with it."""
    relying_party: str = ""
    """The name that passkeys are made under; empty: the host of `base_url`. Under another one no
    browser offers those that were made before."""
    proxy: Proxies = ""
    """Addresses of the proxies before the portal, with commas; only from them is it believed on
    whose behalf they ask."""
    mode: Mode = Mode.PRODUCTION
    """A start says it to each of its processes; one that is started by hand serves people."""
    metrics: OwnPlace = ""
    """Where on this machine this process says its numbers; empty, nowhere."""
    alive_url: OutsideAddress = SecretStr("")
    """What the keeper asks while it is well; whoever answers there says when it stays away."""
    security_contact: Contact = ""
    """To whom somebody who found a hole writes: RFC 9116, 2.5.3. Empty, nobody is named."""
    language: Literal["sq", "sr", "en"] = "sq"
    smtp_host: str = Field(default="", validation_alias=AliasChoices("SMTP_HOST", "smtp_host"))
    smtp_port: int = Field(default=25, validation_alias=AliasChoices("SMTP_PORT", "smtp_port"))
    smtp_user: str | None = Field(
        default=None, validation_alias=AliasChoices("SMTP_USER", "smtp_user")
    )
    smtp_password: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SMTP_PASSWORD", "smtp_password")
    )
    smtp_tls: Literal["none", "starttls", "tls"] = Field(
        default="starttls", validation_alias=AliasChoices("SMTP_TLS", "smtp_tls")
    )
    """`none` is for a mail server on the same machine only."""
    smtp_from: str = Field(
        default=NOBODYS_ADDRESS, validation_alias=AliasChoices("SMTP_FROM", "smtp_from")
    )

    @property
    def demo(self) -> bool:
        """The demo clock, the mailbox page, the roles on the sign-in page."""
        return self.mode is Mode.DEMO

    @property
    def lacks(self) -> tuple[str, ...]:
        """What production does not begin without: each way by which people are reached. A demo has
        none, and writes to this machine alone."""
        if self.demo:
            return ()
        given = (
            self.smtp_host,
            self.smtp_from != NOBODYS_ADDRESS,
            self.sms_url.get_secret_value(),
            self.sms_from,
        )
        return tuple(name for name, value in zip(WAYS, given, strict=True) if not value)

    @property
    def passkey_domain(self) -> str:
        return self.relying_party or urlsplit(self.base_url).hostname or ""

    @property
    def sign_ins_file(self) -> Path:
        """How the invented officers of a demo sign in; its sign-in page shows them."""
        return self.state_dir / "sign-ins.json"

    @property
    def trail_keys(self) -> Path:
        return self.trail_key_file or self.keys_file.with_name("trail-key")

    @property
    def trail_readers(self) -> tuple[str, ...]:
        return readers(self.trail_mail)

    @field_validator("smtp_from")
    @classmethod
    def _a_sender_that_can_be_answered(cls, value: str) -> str:
        try:
            reach.mail_address(parseaddr(value)[1])
        except reach.Unreachable:
            raise ValueError("SMTP_FROM is not a mail address, like tryeza@place.com") from None
        return value

    @field_validator("database_url", "sign_in_database_url")
    @classmethod
    def _no_record_in_clear(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not is_proven(value.get_secret_value()):
            raise ValueError("a Postgres on another machine wants sslmode=verify-full")
        return value

    @field_validator("trail_mail")
    @classmethod
    def _readers_that_can_be_reached(cls, value: str) -> str:
        try:
            for each in readers(value):
                reach.mail_address(each)
        except reach.Unreachable:
            raise ValueError("TRYEZA_TRAIL_MAIL is not mail addresses with commas") from None
        return value

    @model_validator(mode="after")
    def _no_clear_text_mail_to_strangers(self) -> Self:
        if self.smtp_tls == "none" and self.smtp_host not in {"", *HERE}:
            raise ValueError("SMTP_TLS=none is allowed for a mail server on this machine only")
        return self

    @model_validator(mode="after")
    def _no_demo_towards_people(self) -> Self:
        if self.demo and (self.smtp_host not in {"", *HERE} or self.sms_url.get_secret_value()):
            raise ValueError("in TRYEZA_MODE=demo there is no SMTP_HOST and no TRYEZA_SMS_URL")
        return self


class OddSettings(StartRefused):
    """Names alone: what was given may be a password."""

    message = N_("These settings are missing or odd: %(names)s.")

    def __init__(self, error: ValidationError) -> None:
        found = {name for each in error.errors() for name in _named(each)}
        self.facts = {"names": ", ".join(sorted(found))}
        super().__init__(self.message % self.facts)


def _named(fault: ErrorDetails) -> set[str]:
    """The variables of one fault; of several together its sentence names them."""
    places = [str(part) for part in fault["loc"]]
    if not places:
        return set(re.findall(r"(?:SMTP|TRYEZA)_[A-Z_]+", fault["msg"]))
    return {name if name.isupper() else f"TRYEZA_{name.upper()}" for name in places}


def odd_ones(environment: Mapping[str, str]) -> list[str]:
    """Which variables of an environment no process would start with; what is missing is not odd."""
    aliases = ("DATABASE_URL", "SIGN_IN_DATABASE_URL")
    given = {"mode": Mode.PRODUCTION.value} | {
        (name.removeprefix("TRYEZA_").lower() if name.startswith("TRYEZA_") else name): value
        for name, value in environment.items()
        if name.startswith(("TRYEZA_", "SMTP_")) or name in aliases
    }
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        faults = [each for each in error.errors() if each["type"] != "missing"]
        return sorted({name for each in faults for name in _named(each)})
    return []


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; raises `pydantic.ValidationError` naming what is missing."""
    return Settings()


def prepare() -> Settings:
    """Read the settings and install the key ring: the first line of every process.

    Raises `OddSettings`.
    """
    try:
        current = settings()
    except ValidationError as error:
        raise OddSettings(error) from None
    crypto.install(crypto.RingFile(current.keys_file))
    return current
