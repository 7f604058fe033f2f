"""Who acts: the roles of a centre's officers, and on whom a duty falls."""

from enum import StrEnum


class Role(StrEnum):
    """An officer with an account."""

    HEAD = "head"
    """Of social services: agrees dates, approves closure: Art. 8(3), 17(3)."""
    MANAGER = "manager"
    """Manages cases and chairs their tables: Art. 4(2)."""
    ADMIN = "admin"
    """Runs the machine, and sees no case."""


class Owner(StrEnum):
    """On whom a duty falls; `MANAGER` is who chairs the table."""

    HEAD = "head"
    MANAGER = "manager"
    MEMBERS = "members"
    SYSTEM = "system"
