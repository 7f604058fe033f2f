"""What stands in a mail's head is read as it was written, by old readers and new."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Settings
from notifications.channels import Letter
from notifications.channels.mail import envelope

pytestmark = pytest.mark.usefixtures("configured")

WORDS = [
    "Tryeza",
    "komunale",
    "në",
    "Gjilan:",
    "një",
    "deklaratë",
    "për",
    "nënshkrim",
    "deri",
    "më",
    "22",
    "janar",
    "Përgjegjësia",
    "Skupština",
    "Uroševac",
    "R-26-1005",
    "(Art.",
    "8)",
    "d.m.th.",
    "čćžšđ",
    "e-mail",
]
LONGEST_LINE = 78  # RFC 5322, 2.1.1
line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=18).map(" ".join)


@given(subject=line, sender=line)
def test_no_blank_is_lost_where_a_line_is_folded(
    configured: Settings, subject: str, sender: str
) -> None:
    letter = Letter(sender=sender, subject=subject, text="x", html="<p>x</p>", language="sq")
    at = datetime(2026, 11, 27, tzinfo=UTC)
    content = envelope(letter, to="a@b.example", message_id="<1@b.example>", date=at).content
    head = content.partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= LONGEST_LINE
    new, old = message_from_bytes(content, policy=policy.default), message_from_bytes(content)
    assert new["Subject"] == str(make_header(decode_header(old["Subject"]))) == subject
    words, address = parseaddr(old["From"])
    assert str(make_header(decode_header(words))) == sender  # the new reader parts long names
    assert address == new["From"].addresses[0].addr_spec
