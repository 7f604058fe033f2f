"""What a mail about a mail says, in the words of four kinds of servers; and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.outbox import MailCause
from notifications.channels import Verdict, answers
from notifications.channels.came_back import CameBack, understood
from tests.notifications.returned_mails import ABOUT_THE_ADDRESS, NO_FAILURE, OTHERWISE, mail

OURS = "<0123456789abcdef0123456789abcdef@qps-ferizaj.example>"
THEIRS = "arta.bytyqi@qkmf.example"


def read(name: str, message_id: str = OURS) -> CameBack | None:
    return understood(mail(name, message_id, THEIRS))


@pytest.mark.parametrize(("name", "code"), [*ABOUT_THE_ADDRESS, *OTHERWISE])
def test_each_server_says_which_mail_whose_address_and_why(name: str, code: str) -> None:
    found = read(name)
    assert found is not None
    assert found.ids == {OURS}
    assert found.addresses == {THEIRS}
    assert found.code == code
    assert found.is_about_the_address is ((name, code) in ABOUT_THE_ADDRESS)


@pytest.mark.parametrize("name", NO_FAILURE)
def test_delays_answers_of_machines_and_of_people_say_nothing(name: str) -> None:
    assert read(name) is None


def test_an_envelope_is_enough_where_a_server_gives_nothing_of_the_mail_back() -> None:
    """RFC 3464, 2: what is returned of the original is the server's choice."""
    raw = mail("postfix_unknown", OURS, THEIRS).decode()
    cut, _, _ = raw.partition("Content-Description: Undelivered Message Headers")
    found = understood(f"{cut}\n--\n".encode())
    assert found is not None
    assert found.ids == {OURS}


def test_a_mail_that_is_not_ours_is_named_by_nothing() -> None:
    found = read("gmail_unknown", "<someones.mail@elsewhere.example>")
    assert found is not None
    assert found.ids == frozenset()


@pytest.mark.parametrize("code", ["5.1.7", "5.1.8", "5.2.1", "5.7.1", "4.1.1", "5.0.0"])
def test_what_is_not_about_the_address_is_not_about_the_address(code: str) -> None:
    raw = mail("postfix_unknown", OURS, THEIRS).decode()
    found = understood(raw.replace("5.1.1", code).encode())
    assert found is not None
    assert not found.is_about_the_address


def test_exchange_online_says_by_the_code_of_a_host_away_that_it_knows_nobody() -> None:
    raw = mail("exchange_unknown_behind", OURS, THEIRS).decode().replace("5.1.351", "5.4.1")
    away = understood(raw.encode())
    said = "Recipient address rejected: Access denied. [AMS0EPF000001B2.eurprd05]"
    found = understood(raw.replace("Remote server returned unknown recipient", said).encode())
    assert found is not None
    assert away is not None
    assert (found.code, found.is_about_the_address) == ("5.4.1", True)
    assert not away.is_about_the_address
    answer = answers.understood(answers.Command.RCPT, 550, f"5.4.1 {said}")
    assert (answer.verdict, answer.cause) == (Verdict.REFUSED, MailCause.ADDRESS)
    away_now = answers.understood(answers.Command.RCPT, 550, "5.4.1 No answer from host")
    assert away_now.verdict == Verdict.DELAYED


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "failed"])
def test_a_report_of_success_is_no_failure_whatever_it_calls_itself(action: str) -> None:
    raw = mail("postfix_unknown", OURS, THEIRS).decode()
    said = raw.replace("Action: failed", f"Action: {action}").replace(
        "Status: 5.1.1", "Status: 2.1.5"
    )
    assert understood(said.encode()) is None
    assert understood(said.replace(f"Action: {action}\n", "").encode()) is None


def test_headers_written_in_any_case_and_addresses_as_rfc_3461_writes_them() -> None:
    raw = mail("postfix_unknown", OURS, "arta+2Btable@qkmf.example").decode()
    found = understood(raw.replace("Action: failed", "ACTION:  Failed").encode())
    assert found is not None
    assert found.addresses == {"arta+table@qkmf.example"}


@given(st.binary(max_size=400), st.integers(0, 3000))
def test_nothing_that_can_be_sent_stops_it(noise: bytes, at: int) -> None:
    raw = mail("gmail_unknown", OURS, THEIRS)
    understood(noise)
    understood(raw[:at] + noise + raw[at:])
    understood(raw[:at])


def test_a_thousand_parts_in_each_other_are_no_report() -> None:
    raw = b"".join(
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="%d"\n\n--%d\n'
        % (n, n)
        for n in range(2000)
    )
    assert understood(raw) is None
