"""The mobile of a superior in a file of people: decisions 0163, 0180."""

import pytest

from models.session import unit_of_work
from rules.contacts import SuperiorWithoutMail
from simulation.life import CaseStory
from simulation.seed import professional
from tests.builders import ADMIN
from tests.portal.asking import seen
from tests.portal.conftest import SignIn
from tests.portal.test_people_file import AT, upload


@pytest.mark.article("14(3.2)")
def test_the_mobile_of_a_superior_is_read_written_and_read_again(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin = sign_in(ADMIN)
    heads = "kind;institution;name;mail;superior;superior_mail;superior_mobile\n"
    line = "1.6;Policia e Kosovës;Željko Đorđević;z@policia.example;{};{};{}"
    for cells, words in (
        (("", "", "044 111 222"), SuperiorWithoutMail.reason),
        (("Ana", "ana@policia.example", "038 200 100"), "takes no SMS"),
    ):
        told = seen(upload(admin, AT, (heads + line.format(*cells)).encode()).text)
        assert words in told
    right = heads + line.format("Ana", "ana@policia.example", "044 111 222")
    answer = admin.post(f"{AT}/file", {"lines": right, "step": "enter"})
    assert "New: 1" in seen(answer.text)
    with unit_of_work() as work:
        assert professional(work, "z@policia.example").superior_phone == "+38344111222"
    written = admin.client.get(f"{AT}/people.csv").text
    assert "044 111 222" in written
    again = seen(upload(admin, AT, written.encode()).text)
    assert "New: " not in again
