"""Which part of the local system is ours, where it listens, and what each process is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from core.mode import WAYS, Mode, check_ways, chosen
from deployments import prefect_settings
from deployments.ports import Ports
from deployments.postgres import ADDRESSES
from deployments.prefect_settings import LOOPBACK
from deployments.state import State

TOLD_ANEW = {*ADDRESSES.values(), "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class ProcessEnvironment:
    """The addresses and environments of one start."""

    given: Mapping[str, str]
    state: State
    portal_port: int
    mailbox_port: int
    prefect_port: int
    mode: Mode

    @classmethod
    def choose(
        cls, given: Mapping[str, str], state: State, ports: Ports, *, demo: bool = False
    ) -> Self:
        """A port for each part that is ours. Raises `ModeRefused`."""
        mode = chosen(given, demo=demo)
        if mode is Mode.PRODUCTION:
            check_ways([name for name in WAYS if not given.get(name)])
        portal = ports.hold("portal")
        mailbox = ports.hold("mailbox") if mode is Mode.DEMO else 0
        prefect = 0 if given.get("PREFECT_API_URL") else ports.hold("prefect")
        return cls(given, state, portal, mailbox, prefect, mode)

    @property
    def is_demo(self) -> bool:
        return self.mode is Mode.DEMO

    @property
    def database_is_ours(self) -> bool:
        return not self.given.get("DATABASE_URL")

    @property
    def engine_is_ours(self) -> bool:
        return not self.given.get("PREFECT_API_URL")

    @property
    def mailbox_is_ours(self) -> bool:
        return self.is_demo

    @property
    def base_url(self) -> str:
        # By name: a passkey is bound to one, and takes no number.
        return self.given.get("TRYEZA_BASE_URL") or f"http://localhost:{self.portal_port}"

    @property
    def portal_url(self) -> str:
        """Where the portal answers on this machine, whatever people call it."""
        return f"http://{LOOPBACK}:{self.portal_port}"

    @property
    def api_url(self) -> str:
        given = self.given.get("PREFECT_API_URL", "").rstrip("/")
        return given or f"http://{LOOPBACK}:{self.prefect_port}/api"

    @property
    def api_auth(self) -> str:
        if self.engine_is_ours:
            return self.state.prefect_auth
        return self.given.get("PREFECT_API_AUTH_STRING", "")

    @property
    def plain(self) -> dict[str, str]:
        """The environment we were given, without what each process is told anew."""
        return {
            name: value
            for name, value in self.given.items()
            if name not in TOLD_ANEW and not name.startswith("PREFECT_")
        }

    def server_env(self, database_url: str) -> dict[str, str]:
        """What the Prefect server runs with; nothing of the record."""
        return self.plain | prefect_settings.server_environment(
            database_url, self.api_auth, self.prefect_port, self.state.prefect_home
        )

    def portal_env(self, database_url: str, sign_in_url: str) -> dict[str, str]:
        """What the portal runs with: it never talks to Prefect and has no credentials for it."""
        return self._record_env(database_url) | {"SIGN_IN_DATABASE_URL": sign_in_url}

    def _record_env(self, database_url: str) -> dict[str, str]:
        keys = self.given.get("TRYEZA_KEYS_FILE") or str(self.state.keys_file)
        told = {
            "DATABASE_URL": database_url,
            "TRYEZA_KEYS_FILE": keys,
            "TRYEZA_STATE_DIR": str(self.state.path),
            "TRYEZA_BASE_URL": self.base_url,
            "TRYEZA_PORTAL_PORT": str(self.portal_port),
            "TRYEZA_MODE": self.mode,
        }
        mailbox = {"SMTP_HOST": LOOPBACK, "SMTP_PORT": str(self.mailbox_port), "SMTP_TLS": "none"}
        return self.plain | told | (mailbox if self.mailbox_is_ours else {})

    def worker_env(self, database_url: str) -> dict[str, str]:
        """What a worker runs with, and whatever else acts on this system."""
        client = prefect_settings.client_environment(
            self.api_url, self.api_auth, self.state.prefect_home
        )
        key = self.given.get("TRYEZA_TRAIL_KEY_FILE") or str(self.state.trail_key_file)
        return self._record_env(database_url) | client | {"TRYEZA_TRAIL_KEY_FILE": key}

    def told(self, env: Mapping[str, str]) -> dict[str, str]:
        """What of an environment is ours to note on disk, and not the operator's own."""
        return {name: value for name, value in env.items() if self.given.get(name) != value}
