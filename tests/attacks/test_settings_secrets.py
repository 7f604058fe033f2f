"""No word of a secret setting stands in what a start says, whatever is wrong with it."""

import traceback
from typing import Final, get_args

import pytest
from pydantic import SecretStr, ValidationError

from core.settings import OddSettings, Settings, odd_ones, prepare
from deployments.faults import as_sentence
from models import pool
from tests.told import told

CANARY: Final = "zzqanarija"
SECRETS: Final = sorted(
    name
    for name, field in Settings.model_fields.items()
    if SecretStr in (field.annotation, *get_args(field.annotation))
)
VARIABLES: Final = {
    "database_url": "DATABASE_URL",
    "sign_in_database_url": "SIGN_IN_DATABASE_URL",
    "smtp_password": "SMTP_PASSWORD",
}
ODD: Final = {
    "alive_url": f"http://alive.example/{CANARY}",
    "database_url": f"postgresql+psycopg://role:{CANARY}@db.example/tryeza?sslmode=require",
    "sign_in_database_url": f"postgresql+psycopg://role:{CANARY}@db.example/tryeza",
    "sms_url": f"http://gateway.example/?password={CANARY}",
    "sms_headers": f'{{"Authorization": "Bearer {CANARY}"',
    "sms_report_secret": CANARY,
}
"""What no process starts with; any text is an address or a password otherwise."""


def variable(name: str) -> str:
    return VARIABLES.get(name, f"TRYEZA_{name.upper()}")


def said(error: BaseException) -> str:
    """All that whoever catches it could write down, its causes too."""
    told_of = as_sentence(error)
    whole = "".join(traceback.format_exception(error))
    return f"{whole} {error!r} {told_of} {vars(told_of) if told_of else ''}"


def test_every_secret_is_one_by_its_type() -> None:
    assert set(SECRETS) == {*VARIABLES, *ODD, "sms_body"}


@pytest.mark.parametrize(
    ("where", "starts"),
    [
        ("db.example/tryeza", False),
        ("db.example/tryeza?sslmode=require", False),
        ("10.0.0.5:5432/tryeza?sslmode=prefer", False),
        ("127.0.0.1/tryeza?host=db.example", False),
        ("db.example/tryeza?sslmode=verify-full", True),
        ("db.example/tryeza?sslmode=verify-ca&sslrootcert=/etc/ca.pem", True),
        ("127.0.0.1:5432/tryeza", True),
        ("localhost/tryeza", True),
        ("/tryeza?host=/run/postgresql", True),
    ],
)
def test_a_record_on_another_machine_is_asked_by_tls_alone(
    configured: Settings, where: str, *, starts: bool
) -> None:
    address = f"postgresql+psycopg://role:{CANARY}@{where}"
    for name in ("DATABASE_URL", "SIGN_IN_DATABASE_URL"):
        assert (odd_ones({name: address}) == []) is starts
        assert odd_ones({name: address}) in ([], [name])


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_in_no_word_of_a_start(configured: Settings, name: str) -> None:
    right = {"sms_headers": f'{{"Authorization": "{CANARY}"}}', "sms_report_secret": CANARY * 2}
    right |= dict.fromkeys(("alive_url", "sms_url"), f"https://place.example/{CANARY}")
    with told({variable(name): right.get(name, CANARY)}):
        assert CANARY in getattr(Settings(), name).get_secret_value()
        assert CANARY not in f"{Settings()!r} {Settings()} {Settings().model_dump_json()}"
    # The secret beside a setting that is odd, and the secret itself as an odd one.
    for wrong in ({variable(name): right.get(name, CANARY)}, {variable(name): ODD.get(name, "")}):
        with told(wrong | {"TRYEZA_METRICS": "0.0.0.0:9"}):
            with pytest.raises(OddSettings) as one_sentence:
                prepare()
            with pytest.raises(ValidationError) as raw:
                Settings()
        assert CANARY not in said(one_sentence.value) + said(raw.value)


def test_an_address_of_a_database_is_not_told_back(
    configured: Settings, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither where it is none nor where nobody answers there."""
    begins, ends = "postgresql+psycopg://tryeza", "127.0.0.1:1/tryeza"
    for url in (f"{begins}:{CANARY}@host:port/x", f"{begins}:{CANARY}@{ends}", CANARY):
        with pytest.raises(Exception) as refused:  # noqa: PT011 - whatever it is
            pool.engine_for(url).connect()
        assert CANARY not in said(refused.value), url
    assert CANARY not in caplog.text + "".join(capfd.readouterr())
