"""What the local system keeps, where it keeps it, and who may run from it."""

import os
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from core.crypto import KeyRing
from core.mode import WAYS, Mode, ModeRefused, chosen
from deployments.account import CannotPrepare
from deployments.ports import Ports
from deployments.process_environment import ProcessEnvironment
from deployments.state import State, state_directory


@pytest.fixture
def state(tmp_path: Path) -> State:
    prepared = State(tmp_path / "a state")
    prepared.prepare()
    return prepared


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TRYEZA_STATE_DIR": "/srv/tryeza"}, "/srv/tryeza"),
        ({"TRYEZA_STATE_DIR": "/srv/tryeza", "XDG_STATE_HOME": "/elsewhere"}, "/srv/tryeza"),
    ],
)
def test_the_state_folder_is_the_one_that_was_asked_for(
    environment: dict[str, str], expected: str
) -> None:
    assert state_directory(environment) == Path(expected)


def test_without_asking_it_is_the_systems_for_root_and_the_users_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert state_directory({"XDG_STATE_HOME": "/elsewhere/state"}) == Path("/var/lib/tryeza")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert state_directory({"XDG_STATE_HOME": "/home/a/state"}) == Path("/home/a/state/tryeza")


def test_secrets_are_made_once_and_ours_alone(state: State) -> None:
    keys, auth = state.keys_file.read_text(), state.prefect_auth
    assert KeyRing.parse(keys)
    assert (state.keys_file.read_text(), state.prefect_auth) == (keys, auth)
    for name in ("keys", "prefect-auth"):
        assert (state.path / name).stat().st_mode & 0o777 == 0o600


def test_a_second_start_is_refused_with_the_address_and_changes_nothing(state: State) -> None:
    state.take()
    state.write({"base_url": "http://127.0.0.1:8321"})
    second = State(state.path)
    with pytest.raises(CannotPrepare, match=r"already runs .*:8321"):
        second.take()
    second.release()
    assert second.running() == {"base_url": "http://127.0.0.1:8321"}
    state.release()
    assert second.running() == {}


def test_the_note_of_a_killed_system_is_not_one_that_runs(state: State) -> None:
    state.write({"processes": [4_000_000]})
    assert state.running() == {}
    assert state.read() == {"processes": [4_000_000]}


def test_a_folder_that_cannot_be_made_is_one_sentence() -> None:
    with pytest.raises(CannotPrepare, match="set TRYEZA_STATE_DIR"):
        State(Path("/proc/tryeza")).prepare()


def test_no_new_key_signs_a_trail_that_another_has_signed(state: State) -> None:
    """With a new one whatever was signed before would look forged."""
    with pytest.raises(CannotPrepare, match=r"\(0123456789abcdef\) is not at .*/trail-key"):
        state.make_trail_key("0123456789abcdef")
    assert not state.trail_key_file.exists()
    state.make_trail_key(None)
    made = state.trail_key_file.read_text()
    for signed_with in (None, "0123456789abcdef"):
        state.make_trail_key(signed_with)  # brought back, or another one made for good
        assert state.trail_key_file.read_text() == made


def process_environment(state: State, **given: str) -> ProcessEnvironment:
    return ProcessEnvironment(given, state, 8321, 8325, 8330, chosen(given))


def test_the_portal_knows_nothing_of_prefect_nor_of_the_owner(state: State) -> None:
    told = process_environment(
        state,
        PREFECT_API_URL="http://prefect.example/api",
        PREFECT_API_AUTH_STRING="admin:x",
        OWNER_DATABASE_URL="postgresql://owner",
        REPORTS_DATABASE_URL="postgresql://reports",
    ).portal_env("postgresql://app", "postgresql://in")
    assert told["DATABASE_URL"] == "postgresql://app"
    assert told["SIGN_IN_DATABASE_URL"] == "postgresql://in"
    assert [name for name in told if name.startswith("PREFECT") or "OWNER" in name] == []
    assert "REPORTS_DATABASE_URL" not in told


def test_a_worker_opens_no_session_and_no_password(state: State) -> None:
    told = process_environment(state, SIGN_IN_DATABASE_URL="postgresql://in")
    assert "SIGN_IN_DATABASE_URL" not in told.worker_env("postgresql://db.example/tryeza")


def test_each_variable_replaces_its_part(state: State) -> None:
    ours = process_environment(state)
    assert (ours.database_is_ours, ours.engine_is_ours, ours.mailbox_is_ours) == (True, True, True)
    theirs = process_environment(
        state,
        DATABASE_URL="postgresql://db.example/tryeza",
        PREFECT_API_URL="http://prefect.example/api/",
        SMTP_HOST="mail.example",
    )
    assert (theirs.database_is_ours, theirs.engine_is_ours) == (False, False)
    assert (ours.mode, theirs.mode, theirs.mailbox_is_ours) == ("demo", "production", False)
    told = theirs.worker_env("postgresql://db.example/tryeza")
    assert told["PREFECT_API_URL"] == "http://prefect.example/api"
    assert told["SMTP_HOST"] == "mail.example"
    assert "SMTP_TLS" not in told


REAL: Final = {
    "SMTP_HOST": "mail.example",
    "SMTP_FROM": "tryeza@rks-gov.net",
    "TRYEZA_SMS_URL": "https://sms.example/send?to={to}",
    "TRYEZA_SMS_FROM": "Tryeza",
}


@pytest.mark.parametrize(
    "given",
    [
        *({name: value} for name, value in REAL.items()),
        {"TRYEZA_BASE_URL": "https://tryeza.rks-gov.net"},
        {"PORTAL_DATABASE_URL": "postgresql://db.example/tryeza"},
        {"TRYEZA_MODE": "production"},
    ],
)
def test_whatever_is_real_means_production(given: dict[str, str]) -> None:
    assert chosen(given) is Mode.PRODUCTION
    if "PORTAL_DATABASE_URL" in given:  # a database of its own a demo may have
        assert chosen(given, demo=True) is Mode.DEMO
        return
    with pytest.raises(ModeRefused, match=next(iter(given))):
        chosen(given, demo=True)


def test_a_demo_is_where_nothing_real_is_given() -> None:
    assert chosen({}) is Mode.DEMO
    assert chosen({"TRYEZA_BASE_URL": "http://localhost:9000"}) is Mode.DEMO
    with pytest.raises(ModeRefused, match="show"):
        chosen({"TRYEZA_MODE": "show"})


@pytest.mark.parametrize("missing", WAYS)
def test_production_begins_with_every_way_to_people_or_not_at_all(
    state: State, missing: str
) -> None:
    given = {name: value for name, value in REAL.items() if name != missing}
    with closing(Ports(0)) as ports, pytest.raises(ModeRefused, match=rf"Missing: {missing}\."):
        ProcessEnvironment.choose(given, state, ports)


def test_the_servers_process_knows_nothing_of_the_record(state: State) -> None:
    told = process_environment(state, DATABASE_URL="postgresql://app").server_env(
        "postgresql://u:p@/prefect"
    )
    assert not any(name.startswith(("DATABASE", "TRYEZA", "SMTP")) for name in told)


def test_the_note_holds_nothing_of_the_operators_own_environment(state: State) -> None:
    ours = process_environment(state, SECRET_OF_MINE="x")
    assert "SECRET_OF_MINE" not in ours.told(ours.portal_env("postgresql://app", "postgresql://in"))
