"""What a centre's letterhead may say of its registration: decision 0190."""

from rules.refusals import NotPossible


class NothingRegistered(NotPossible):
    reason = "Neither an address nor a number is written."
    way_out = "Write at least one of them."


def check_registered(address: str, number: str) -> None:
    """Raises `NothingRegistered`."""
    if not (address or number):
        raise NothingRegistered
