"""What goes over the wire is what the library writes by its slower, newer policy: part by part."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.i18n import LANGUAGES
from core.settings import Settings, settings
from notifications import entries, letters, preview
from notifications.channels import Letter
from notifications.channels.mail import envelope
from notifications.notices import NOTICES
from notifications.notices.entries import OfEntry
from notifications.samples import sample

pytestmark = pytest.mark.usefixtures("configured")

AT = datetime(2026, 11, 30, 7, 0, 5, tzinfo=UTC)
TO, ID = "arta.bytyqi@qkmf.example", "<0123456789abcdef@qps.example>"
BY_MAIL = sorted(
    name for name, each in NOTICES.items() if not issubclass(each, preview.BY_SMS_ALONE)
)
LONGEST_LINE = 78  # RFC 5322, 2.1.1
SIMPLE = Letter(sender="QPS", subject="x", text="x\n", html="<p>x</p>\n", language="sq")


def written(letter: Letter) -> bytes:
    return envelope(letter, to=TO, message_id=ID, date=AT).content


def by_the_library(letter: Letter) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    sender = parseaddr(settings().smtp_from)[1]
    message["From"] = Address(letter.sender, addr_spec=sender)
    message["To"], message["Date"] = Address(addr_spec=TO), AT
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Subject"], message["Message-ID"] = letter.subject, ID
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.entry:
        method = {"method": letter.entry.method.value}
        message.add_alternative(letter.entry.text, subtype="calendar", params=method)
    message["Content-Language"] = letter.language
    return message.as_bytes()


def heads(part: Message) -> dict[str, object]:
    """As they are read; how a part is encoded, and where it ends, is the writer's own."""
    own = {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    # the library reads a blank into names of several encoded words, wherever they were folded
    read = {name: "".join(str(value).split()) for name, value in part.items() if name not in own}
    kind = (part.get_content_type(), part.get_param("charset"), part.get_param("method"))
    return read | {"kind": kind}


def parts(content: bytes) -> Iterator[tuple[dict[str, object], list[bytes]]]:
    for part in message_from_bytes(content, policy=policy.default).walk():
        assert not part.defects
        payload = part.get_payload(decode=True)
        yield heads(part), payload.splitlines() if isinstance(payload, bytes) else []


@pytest.mark.parametrize("template", BY_MAIL)
def test_every_notice_is_read_as_the_library_would_have_written_it(template: str) -> None:
    notice = sample(template)
    for language in LANGUAGES:
        reader = preview.reader(language)
        letter = letters.compose(notice, reader, preview.urls(notice))
        if isinstance(notice, OfEntry):
            letter = replace(letter, entry=entries.written(notice, reader, AT))
        content = written(letter)
        assert list(parts(content)) == list(parts(by_the_library(letter)))
        _goes_through_any_server(content)


def _goes_through_any_server(content: bytes) -> None:
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(text=words, html=words)
def test_no_text_comes_out_as_another(configured: Settings, text: str, html: str) -> None:
    """Whatever stands in it: dots, boundaries, lines that look like headers, blanks at an end."""
    content = written(replace(SIMPLE, text=text, html=html))
    _goes_through_any_server(content)
    for letter, (_, read) in zip((text, html), list(parts(content))[1:], strict=True):
        assert read == letter.encode().splitlines() or not letter


@pytest.mark.parametrize(
    "text", ["From here on\n", ".\n", "--=_x\n", "=20\n", "a \n\n", "x" * 500, "Subject: y\n\nz\n"]
)
def test_what_servers_and_readers_take_for_a_sign_stays_text(text: str) -> None:
    content = written(replace(SIMPLE, text=text))
    boundary = str(message_from_bytes(content).get_boundary())
    of_boundary = written(replace(SIMPLE, text=f"--{boundary}--\n{text}"))
    for each in (content, of_boundary):
        _goes_through_any_server(each)
    (_, plain), (_, html) = list(parts(of_boundary))[1:]
    assert plain == [f"--{boundary}--".encode(), *text.encode().splitlines()]
    assert html == [b"<p>x</p>"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("header", ["subject", "sender", "reply_to"])
def test_no_header_begins_another(header: str, end: str) -> None:
    for evil in (f"x{end}Bcc: thief@evil.example", f"ë{end}{end}<p>x</p>", f"x{end}"):
        said: dict[str, Any] = {header: evil}
        with pytest.raises(ValueError, match=r"^(Subject|From|Reply-To)$"):
            written(replace(SIMPLE, **said))


@pytest.mark.parametrize("said", ["=?utf-8?q?Bcc=3A_thief?=", "ë =?utf-8?b?eA==?="])
def test_what_looks_encoded_is_read_as_it_was_written(said: str) -> None:
    read = message_from_bytes(written(replace(SIMPLE, subject=said)), policy=policy.default)
    assert read["Subject"] == said


def test_a_mail_that_is_repeated_is_the_same_to_the_last_sign() -> None:
    assert written(SIMPLE) == written(SIMPLE)
