"""A notice to a superior leaves by mail and by SMS, over a mail server and a gateway: 14(3.2)."""

import json

import pytest

from models.outbox import MessageStatus
from notifications.channels import Verdict
from notifications.channels.gateway import sender
from notifications.channels.sms import Sms
from tests.casework.case.test_superior_by_sms import (
    MOBILE,
    TEXT,
    as_it_leaves,
    give_mobile,
    notified,
)
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.notifications.test_gateway import Operator, by, operator
from workflow.life import deliver

__all__ = ["operator"]
JSON = {
    "TRYEZA_SMS_HEADERS": json.dumps({"Content-Type": "application/json"}),
    "TRYEZA_SMS_BODY": '{"to": "{to}", "text": "{text}"}',
}
SUPERIOR = "bekim.rama@policia-ferizaj.example"


@pytest.mark.article("14(3.2)")
def test_mail_and_text_are_handed_over_once_each(a_case: At, server: MailServer) -> None:
    case = a_case("overdue")
    give_mobile(case)
    notified(case)
    for _ in range(2):
        deliver(case.case)
    (row,) = case.messages(TEXT)
    assert (row.status, row.attempts) == (MessageStatus.SENT, 1)
    assert [to for to, _ in server.accepted].count(SUPERIOR) == 1


@pytest.mark.article("14(3.2)")
def test_the_gateway_has_number_and_words(a_case: At, operator: Operator) -> None:
    case = a_case("overdue")
    give_mobile(case)
    notified(case)
    text = as_it_leaves(case.messages(TEXT)[0])
    assert isinstance(text, Sms)
    with by(operator, "/send", **JSON):
        assert sender().send(text).verdict is Verdict.ACCEPTED
    said = json.loads(operator.asked[0][2])
    assert said["to"] == MOBILE
    assert "14(3.2)" in said["text"]
