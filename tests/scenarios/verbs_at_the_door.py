"""What a member says on the link before any code, and what an officer finds out of it."""

from sqlalchemy import select

from casework.table import disowned_addresses, disputed_numbers, member_door
from models.case import Member
from models.people import MemberLink
from models.session import Work, unit_of_work
from tests.onrecord import NothingYet
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import Which
from tests.scenarios.verb import verb


def _token(play: Play, work: Work, who: str, table: Which) -> str:
    """Of their newest link."""
    query = select(MemberLink).join(Member, Member.id == MemberLink.member_id)
    theirs = query.where(Member.id == play.seat(who, table), MemberLink.revoked_at.is_(None))
    link = work.session.scalars(theirs.order_by(MemberLink.created_at.desc())).first()
    if link is None:
        raise NothingYet(f"{who!r} has no link")
    return link.token or ""


@verb
def report_obstacle(play: Play, *, who: str, obstacle: str, table: Which = "case") -> None:
    """Instead of acting they say what is in the way."""
    with unit_of_work() as work:
        member_door.report_obstacle(work, _token(play, work, who, table), obstacle)


@verb
def say_own_number(play: Play, *, who: str, table: Which = "case") -> None:
    """The number of which they said that it is not theirs is theirs after all."""
    with unit_of_work() as work:
        disputed_numbers.take_back(work, _token(play, work, who, table))


@verb
def find_number_right(
    play: Play, *, of: str, basis: str = "Institucioni.", by: str = "manager", table: Which = "case"
) -> None:
    """The officer asked their institution: the number is theirs."""
    with play.as_manager(by) as work:
        life = play.life(table)
        disputed_numbers.confirm_right(work, life, play.seat(of, table), basis)


@verb
def find_address_right(
    play: Play, *, of: str, basis: str = "Institucioni.", by: str = "manager", table: Which = "case"
) -> None:
    """The officer asked their institution: they sit there still, and the address is theirs."""
    with play.as_manager(by) as work:
        life = play.life(table)
        disowned_addresses.confirm_right(work, life, play.seat(of, table), basis)
