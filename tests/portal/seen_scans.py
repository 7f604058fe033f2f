"""Pages that came back from paper, as eyes see them."""

from PIL import Image
from sqlalchemy import select

from models.filed_page import WaitingPage
from tests.builders import MANAGER, ACase
from tests.documents.camera import batch, sheet
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes
from tests.portal.test_made_papers import made_papers
from tests.portal.test_scanned_pages import printed, send


def over_scans(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """What was filed and what waits, the questions on each, and a file that was not chosen."""
    case.stage.settle()
    manager = sign_in(MANAGER)
    eyes.become(manager)
    made = printed(manager, f"/meetings/{case.papers()[-1].meeting_id}/minutes")
    blank = Image.new("RGB", (1240, 1754), "white")
    send(manager, batch(sheet(made, 0, 100), blank))
    with reading() as work:
        (waiting,) = work.session.scalars(select(WaitingPage.id))
    for path in (f"/scans/{waiting}", f"/papers/{made_papers()[0].number}", "/scans"):
        eyes.at(path)
    eyes.press("main form button.main", "a scan that was not chosen")
