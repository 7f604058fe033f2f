"""The one-time code: ten minutes, five tries, once, so many a day."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from core.ids import new_id
from core.settings import Settings, settings
from identity import codes, guests, identity_checks, links, typed_codes
from identity.access import NotThere
from models.case import Member
from models.identity_check import IdentityCheck
from models.life import AuditEntry
from models.outbox import Message, RecipientKind
from models.people import LinkEnd, LinkPurpose, MemberLink, OneTimeCode, Professional
from models.session import Work, unit_of_work
from notifications import delivery
from notifications.mailbox import read_texts
from notifications.notices.base import Recipient
from rules.identity_checks import CheckMeans
from tests.notifications.rows import end_lease, only_message
from tests.notifications.table import Table, another_doctor, change, closed

pytestmark = pytest.mark.article("18(1)")


@pytest.fixture(autouse=True)
def telephone(configured: Settings) -> None:
    """No text of another test."""
    for file in (configured.state_dir / "sms").glob("*"):
        file.unlink()


def sent_codes() -> list[str]:
    """What the telephone shows, oldest first."""
    texts = read_texts(settings().state_dir)
    return [re.findall(r"\b\d{6}\b", text.words)[0] for text in texts]


def try_code(person: UUID, code: str) -> bool:
    with unit_of_work() as work:
        return typed_codes.redeem(work, person, code).right


def recognised(work: Work, table: Table) -> IdentityCheck:
    """By the manager, in person."""
    member = work.session.get_one(Member, table.member)
    return identity_checks.note(work, member, table.manager, CheckMeans.CARD)


def another_link(table: Table) -> UUID:
    with unit_of_work() as work:
        return links.issue(work, table.member, LinkPurpose.ASKED).id


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_comes_by_sms_and_opens_once(table: Table) -> None:
    assert codes.send_code(table.link)
    (text,) = read_texts(settings().state_dir)
    assert (text.to, text.parts) == ("+38344000002", 1)
    (code,) = sent_codes()
    assert try_code(table.doctor, code)
    assert not try_code(table.doctor, code)


def test_spaces_do_not_matter(table: Table) -> None:
    codes.send_code(table.link)
    (code,) = sent_codes()
    assert try_code(table.doctor, f" {code[:3]} {code[3:]}\u200b")


def test_a_code_ends_after_ten_minutes(table: Table, clock: FrozenClock) -> None:
    codes.send_code(table.link)
    (code,) = sent_codes()
    clock.moment += timedelta(minutes=10)
    assert not try_code(table.doctor, code)


def test_five_wrong_tries_use_a_code_up(table: Table) -> None:
    codes.send_code(table.link)
    (code,) = sent_codes()
    assert not any(try_code(table.doctor, wrong(code)) for _ in range(codes.TRIES))
    assert not try_code(table.doctor, code)


@pytest.mark.parametrize("typed", ["", "abc", "\x00", "1" * 10_000, "١٢٣٤٥٦"])
def test_odd_input_is_a_wrong_code(table: Table, typed: str) -> None:
    codes.send_code(table.link)
    assert not try_code(table.doctor, typed)


def test_only_the_newest_code_counts(table: Table, clock: FrozenClock) -> None:
    codes.send_code(table.link)
    clock.moment += timedelta(seconds=30)
    codes.send_code(table.link)
    first, second = sent_codes()
    if first != second:
        assert not try_code(table.doctor, first)
    assert try_code(table.doctor, second)


def use_up(table: Table, clock: FrozenClock) -> None:
    for _ in range(codes.A_DAY):
        clock.moment += timedelta(seconds=1)
        codes.send_code(table.link)


def test_the_codes_of_a_day_are_counted_by_person(table: Table, clock: FrozenClock) -> None:
    use_up(table, clock)
    with pytest.raises(codes.TooManyCodes):
        codes.send_code(table.link)
    with pytest.raises(codes.TooManyCodes):
        codes.send_code(another_link(table))
    clock.move_to(clock.today() + timedelta(days=1), time(0, 0))
    assert codes.send_code(table.link)


def test_a_code_that_was_typed_is_not_counted(table: Table, clock: FrozenClock) -> None:
    for _ in range(codes.A_DAY + 1):
        clock.moment += timedelta(seconds=1)
        codes.send_code(table.link)
        assert try_code(table.doctor, sent_codes()[-1])


def test_what_was_sent_last_stays_good_when_the_day_is_used_up(
    table: Table, clock: FrozenClock
) -> None:
    use_up(table, clock)
    with pytest.raises(codes.TooManyCodes):
        codes.send_code(table.link)
    assert try_code(table.doctor, sent_codes()[-1])


def test_one_said_on_the_telephone_is_not_counted_and_opens_the_same(
    table: Table, clock: FrozenClock
) -> None:
    use_up(table, clock)
    clock.moment += timedelta(seconds=1)
    with unit_of_work() as work:
        code = codes.read_out(work, recognised(work, table)).code or ""
    assert try_code(table.doctor, code)
    assert code not in sent_codes()


def test_parallel_requests_do_not_get_round_the_limit(table: Table) -> None:
    def ask(_: int) -> bool:
        try:
            return codes.send_code(table.link)
        except codes.TooManyCodes:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(ask, range(codes.A_DAY + 4))) == codes.A_DAY


def test_parallel_redemptions_have_one_winner(table: Table) -> None:
    codes.send_code(table.link)
    (code,) = sent_codes()
    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(lambda _: try_code(table.doctor, code), range(4)))
    assert sum(won) == 1


def test_a_code_opens_nothing_of_somebody_else(table: Table) -> None:
    codes.send_code(table.link)
    (code,) = sent_codes()
    assert not try_code(new_id(), code)


def test_a_revoked_link_gets_no_code_and_takes_none(table: Table, clock: FrozenClock) -> None:
    codes.send_code(table.link)
    change(MemberLink, table.link, closed(clock.now(), LinkEnd.CONTACT))
    with unit_of_work() as work, pytest.raises(NotThere):
        guests.at_the_door(work, table.token)
    with pytest.raises(codes.LinkClosed):
        codes.send_code(table.link)
    with pytest.raises(codes.LinkClosed):
        codes.send_code(new_id())


def test_nobody_without_a_telephone_gets_a_code(table: Table) -> None:
    change(Professional, table.doctor, lambda doctor: setattr(doctor, "phone", None))
    with pytest.raises(codes.NoTelephone):
        codes.send_code(table.link)


def test_the_code_stands_nowhere_but_in_the_sms(
    table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    codes.send_code(table.link)
    (code,) = sent_codes()
    with unit_of_work() as work:
        row = work.session.scalars(select(OneTimeCode)).one()
        kept = [str(vars(row)), str(vars(only_message()))]
        kept += [str(vars(entry)) for entry in work.session.scalars(select(AuditEntry))]
    assert row.code == code
    assert not [text for text in [*kept, caplog.text] if code in text or "+38344000002" in text]


def test_an_sms_found_half_sent_is_never_sent_again(table: Table) -> None:
    with unit_of_work() as work:
        message = codes.issue(work, table.link)
    assert delivery.take(Message.id == message)
    change(Message, message, end_lease)
    delivery.deliver(table.life)
    assert only_message().status == "unknown"
    assert sent_codes() == []


def test_a_code_that_is_too_old_is_not_sent(table: Table, clock: FrozenClock) -> None:
    with unit_of_work() as work:
        message = codes.issue(work, table.link)
    clock.moment += codes.VALID_FOR
    assert not delivery.deliver_now(message)
    assert only_message().status == "obsolete"


def test_a_code_leaves_to_whose_it_is_and_a_link_too(table: Table) -> None:
    """Whoever adds a row to the outbox gets nobody else's code by it, and nobody else's way in."""
    with unit_of_work() as work:
        made = codes.read_out(work, recognised(work, table)).id
        stranger = another_doctor(work, table.municipality)
    somebody = Recipient(RecipientKind.MEMBER, stranger)
    table.queue("codes/code", recipient=somebody, code_id=made)
    table.queue("reports/request", recipient=somebody)
    delivery.deliver(table.life)
    with unit_of_work() as work:
        found = work.session.scalars(select(Message.status)).all()
    assert found == ["obsolete", "obsolete"]
    assert sent_codes() == []


def test_a_text_that_no_disk_took_is_written_later(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.channels.gateway.SMS_FOLDER", "keys/is a file")
    assert not codes.send_code(table.link)
    assert (only_message().status, only_message().cause) == ("queued", "ours")
