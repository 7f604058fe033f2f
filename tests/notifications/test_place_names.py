"""Whose mail it is: the centre, as it is called on the day on which it leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.municipality import centre_names
from casework.municipality.centre_names import NamedSince
from core.clock import FrozenClock
from core.ids import new_id
from models.people import PlaceNames
from models.session import unit_of_work
from notifications import delivery, entries, letters, preview, samples
from notifications.notices.entries import OfEntry
from notifications.places import places_of
from tests.notifications.mail_server import MailServer
from tests.notifications.table import Table


def test_a_mail_names_the_centre_as_it_is_called_on_the_day_on_which_it_leaves(
    table: Table, server: MailServer, database: FrozenClock
) -> None:
    names = PlaceNames("Ferizaj i Ri", "Novi Uroševac", "New Ferizaj")
    with unit_of_work() as work:
        named = NamedSince(names, work.clock.today() + timedelta(days=1))
        assert centre_names.enter_here(work, "ferizaj", named)
    table.queue()
    assert delivery.deliver(table.life).sent == 1
    database.move_to(work.clock.today() + timedelta(days=1))
    table.queue(request_id=new_id())
    assert delivery.deliver(table.life).sent == 1
    first, second = (str(mail["From"]) for _, mail in server.accepted)
    assert first.startswith('"QPS Ferizaj, Tryeza"')
    assert second.startswith('"QPS Ferizaj i Ri, Tryeza"')


@pytest.mark.parametrize(
    ("written", "read"), [("CSR Uroševac", "CSW Ferizaj"), ("Sala 2, opština", "Sala 2, opština")]
)
def test_a_meeting_at_the_centre_is_where_its_reader_calls_it(written: str, read: str) -> None:
    own = places_of({"sq": "Ferizaj", "sr": "Uroševac", "en": "Ferizaj"})
    reader = replace(preview.reader("en"), own_places=own)
    invitation = samples.sample("convening/invitation", place=written)
    assert read in letters.compose(invitation, reader, {}).text
    assert isinstance(invitation, OfEntry)
    entry = entries.written(invitation, reader, invitation.starts_at)
    assert entry is not None
    assert f"LOCATION:{read}".replace(",", "\\,") in entry.text
