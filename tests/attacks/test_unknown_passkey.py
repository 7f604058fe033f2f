"""A6: of a passkey nobody knows the portal says and does what it does of a wrong one."""

import base64
import hashlib
import json
import re
from html import unescape

import cbor2
import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from bench.statements import counted
from core.clock import FrozenClock
from core.settings import Settings
from models.credentials import Passkey
from models.session import sign_in_work
from tests.builders import MANAGER
from tests.conftest import At
from tests.portal.conftest import Browser

PRESENT_AND_VERIFIED = 0x05


def letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Device:
    """What signs for a passkey: ES256, as WebAuthn's text says it."""

    def __init__(self, settings: Settings, credential: bytes) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.settings, self.credential = settings, credential

    @property
    def public_key(self) -> bytes:
        """As COSE writes it."""
        point = self.key.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def answers(self, browser: Browser) -> httpx.Response:
        """The question of the page as it stands now, signed."""
        page = browser.get("/sign-in?lang=en").text
        options = re.search(r'data-options="([^"]+)"', page)
        assert options is not None
        asked = json.loads(unescape(options[1]))
        said = {
            "type": "webauthn.get",
            "challenge": asked["challenge"],
            "origin": self.settings.base_url,
        }
        client = json.dumps(said).encode()
        name = hashlib.sha256(asked["rpId"].encode()).digest()
        device = name + bytes([PRESENT_AND_VERIFIED]) + (1).to_bytes(4, "big")
        signed = self.key.sign(device + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "id": letters(self.credential),
            "rawId": letters(self.credential),
            "type": "public-key",
            "response": {
                "clientDataJSON": letters(client),
                "authenticatorData": letters(device),
                "signature": letters(signed),
            },
        }
        return browser.post("/sign-in/passkey", {"answer": json.dumps(answer), "to": "/"})


def shown(answer: httpx.Response) -> str:
    """Without what differs on every page: keys of forms and the next question."""
    return re.sub(r'(data-options|value)="[^"]*"', "", answer.text)


def test_an_unknown_passkey_is_answered_as_a_wrong_one(
    a_case: At, browser: Browser, demo: Settings, real_time: FrozenClock
) -> None:
    case = a_case("referred")
    owned = Device(demo, b"a passkey of the manager")
    with sign_in_work() as work:
        row = Passkey(
            account_id=case.account(MANAGER).id,
            credential_id=owned.credential,
            public_key=owned.public_key,
            sign_count=0,
            relying_party=demo.passkey_domain,
            made_at=real_time.now(),
        )
        row.name = "telephone"
        work.session.add(row)
    wrong, unknown = Device(demo, owned.credential), Device(demo, b"a passkey of nobody here")
    browser.get("/sign-in?lang=en")
    answers, asked = [], []
    for device in (wrong, unknown):
        with counted() as seen:
            answers.append(device.answers(browser))
        asked.append(seen)
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "This passkey opens no account here." in answers[0].text
    assert shown(answers[0]) == shown(answers[1])
    assert asked[0] == asked[1]
    assert owned.answers(browser).status_code == 303, "the same answer, signed by its own key"
