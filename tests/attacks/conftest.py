"""The portal that is attacked is the one of `tests/portal`."""

from tests.portal.conftest import browser, demo, head, portal, real_time, sign_in

__all__ = ["browser", "demo", "head", "portal", "real_time", "sign_in"]
