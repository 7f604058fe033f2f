"""What this process is told by its environment, for as long as a test needs it otherwise."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from core import crypto, settings


def keys() -> crypto.KeyRing | None:
    """The key ring of this process; none before the first test that needs one."""
    try:
        return crypto.ring()
    except RuntimeError:
        return None


@contextmanager
def told(values: Mapping[str, str]) -> Iterator[pytest.MonkeyPatch]:
    """This process reads these settings; its own, and its own keys, come back at the end.

    What is patched on the way goes back too; whoever patches forgets the settings read before.
    """
    ring = keys()
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in values.items():
                patch.setenv(name, value)
            settings.settings.cache_clear()
            yield patch
    finally:
        settings.settings.cache_clear()
        if ring is not None:
            crypto.install(ring)
