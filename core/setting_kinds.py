"""What a setting may be: each kind says by its error what it would have been."""

import json
import re
from ipaddress import ip_network
from typing import Annotated, Final
from urllib.parse import parse_qs, urlsplit

from pydantic import AfterValidator, SecretStr

from core import metrics

HERE: Final = frozenset({"127.0.0.1", "::1", "localhost"})

PROVEN: Final = frozenset({"verify-full", "verify-ca"})
"""Of `sslmode`: the server's certificate is looked at."""

LONGEST_ADDRESS: Final = 2000
_IN_A_LINE: Final = re.compile(r"[\x20-\x7e]+")
_MAIL_OR_PAGE: Final = re.compile(r"mailto:[^@\s]+@[^@\s]+$|tel:\+[\d-]+$|https://\S+$")
_TOKEN: Final = re.compile(r"[A-Za-z0-9-]+")


def _nobody_reads_along(said: str) -> bool:
    """An address by https, or on this machine."""
    address = urlsplit(said)
    is_safe = address.scheme == "https" or (address.hostname in HERE and address.scheme == "http")
    is_one = bool(_IN_A_LINE.fullmatch(said)) and bool(address.hostname) and address.port != 0
    return is_safe and is_one and len(said) <= LONGEST_ADDRESS


def _of_a_gateway(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not _nobody_reads_along(value.get_secret_value()):
        raise ValueError("TRYEZA_SMS_URL is https://…, or http:// on this machine")
    return value


def _of_whoever_watches(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not _nobody_reads_along(value.get_secret_value()):
        raise ValueError("TRYEZA_ALIVE_URL is https://…, or http:// on this machine")
    return value


def is_proven(address: str) -> bool:
    """Whether a Postgres on another machine is spoken to by TLS and proves who it is (libpq docs,
    34.19.1): every password of a role and every row goes over that line."""
    url = urlsplit(address)
    said = parse_qs(url.query)
    host = said.get("host", [url.hostname or ""])[-1]
    is_here = not host or host.startswith("/") or host in HERE
    return is_here or said.get("sslmode", [""])[-1] in PROVEN


def _headers(value: SecretStr) -> SecretStr:
    found = json.loads(value.get_secret_value())
    if not isinstance(found, dict) or not all(
        isinstance(said, str) and _IN_A_LINE.fullmatch(said) and _TOKEN.fullmatch(name)
        for name, said in found.items()
    ):
        raise ValueError("TRYEZA_SMS_HEADERS is a JSON object of plain texts")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error:
        raise ValueError("not a regular expression") from None
    return value


def trusted_proxies(value: str) -> str:
    """Addresses and networks with commas; raises `ValueError`, also for everybody (`*`, `/0`): whom
    they name is believed on whose behalf they ask, and guesses are counted by that."""
    for each in filter(None, map(str.strip, value.split(","))):
        if ip_network(each, strict=False).prefixlen == 0:
            raise ValueError("TRYEZA_PROXY would be everybody")
    return value


def _of_whoever_is_told(value: str) -> str:
    is_line = bool(_IN_A_LINE.fullmatch(value)) and len(value) <= LONGEST_ADDRESS
    if value and not (is_line and _MAIL_OR_PAGE.match(value)):
        raise ValueError("TRYEZA_SECURITY_CONTACT is mailto:…, tel:… or https://…")
    return value


def _of_this_machine(value: str) -> str:
    if value:
        metrics.place(value)
    return value


GatewayAddress = Annotated[SecretStr, AfterValidator(_of_a_gateway)]
OutsideAddress = Annotated[SecretStr, AfterValidator(_of_whoever_watches)]
Contact = Annotated[str, AfterValidator(_of_whoever_is_told)]
HeaderTable = Annotated[SecretStr, AfterValidator(_headers)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Proxies = Annotated[str, AfterValidator(trusted_proxies)]
OwnPlace = Annotated[str, AfterValidator(_of_this_machine)]
