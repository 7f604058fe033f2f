"""Where the tests of this folder find the type of `a_case`; the fixture itself serves them all."""

from tests.conftest import At

__all__ = ["At"]
