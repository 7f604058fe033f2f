"""What the portal's tests bring along."""

import tomllib
from hashlib import sha256

from tests.portal.eyes import VENDORED


def test_what_the_tests_bring_along_is_what_was_published() -> None:
    listed = tomllib.loads((VENDORED / "vendored.toml").read_text(encoding="utf-8"))["vendored"]
    for each in listed:
        assert sha256((VENDORED / each["file"]).read_bytes()).hexdigest() == each["sha256"]
        assert (VENDORED / each["licence_file"]).exists()
