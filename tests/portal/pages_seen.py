"""Which pages are looked at when, and by whom: `test_accessible`."""

from collections.abc import Mapping, Sequence
from typing import Final

from tests.builders import HEAD, MANAGER, SILENT
from tests.portal.members import ADVOCATE, COMMUNITIES, HEALTH

FULL: Final = "overdue"
"""The scene in which everybody opens every page there is."""
OF_THE_RECORD: Final = ("chaired", "chaired-by", "correction")
AT_THEIR_TIME: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "referred": [(HEAD, "/cases/{number}/appoint"), (HEAD, "/cases/{number}")],
    "appointed": [
        (MANAGER, "/cases/{number}/assessment"),
        (MANAGER, "/cases/{number}/plan/initial"),
        (MANAGER, "/cases/{number}/table"),
    ],
    "prepared": [(MANAGER, "/cases/{number}/meeting"), (HEAD, "/cases/{number}/assessment")],
    "proposed": [(HEAD, "/meetings/{meeting_id}/agree"), (HEAD, "/cases")],
    "told": [
        (MANAGER, f"/meetings/{{meeting_id}}/{page}") for page in ("record", "family", "room")
    ],
    "met": [
        (MANAGER, "/cases/{number}/assessment/comprehensive"),
        (MANAGER, "/meetings/{meeting_id}/minutes"),
        (MANAGER, "/meetings/{meeting_id}/room"),
        (MANAGER, "/meetings/{meeting_id}/other-case"),
    ],
    "assessed": [(MANAGER, "/cases/{number}/plan")],
    "review_met": [
        (MANAGER, "/cases/{number}/review"),
        (MANAGER, "/meetings/{meeting_id}/room"),
        (HEAD, "/meetings/{meeting_id}"),
        (HEAD, "/cases/{number}/reports/{request_id}"),
    ],
    "reviewed": [(MANAGER, f"/meetings/{{meeting_id}}/{page}") for page in ("minutes", "dissent")],
    "closure_proposed": [(HEAD, "/cases/{number}/closure")],
    "decided": [
        (MANAGER, "/cases/{number}/closure"),
        (MANAGER, "/cases/{number}"),
        *((MANAGER, f"/meetings/{{meeting_id}}/{page}") for page in OF_THE_RECORD),
    ],
    "closed": [
        (HEAD, "/cases/{number}"),
        (HEAD, "/cases/{number}/seal"),
        (HEAD, "/cases/{number}/archive"),
        (HEAD, "/retention/{number}"),
        (MANAGER, "/cases/{number}/supplements"),
    ],
}
"""Pages that are forms, or lists of something, only at one time: who sees them, and where."""
MEMBERS: Final[Mapping[str, Sequence[tuple[str, str, Sequence[str]]]]] = {
    "prepared": [(HEALTH, "declare", ["/declare", "/app"])],
    "invited": [
        (
            HEALTH,
            "read",
            ["/read", "/paper/assessment", "/paper/plan", "/calendar", "/files", "/here"],
        )
    ],
    "planned": [(ADVOCATE, "plan", ["/plan"])],
    "minuted": [
        (ADVOCATE, "minutes", ["/minutes", "/asked", "/information", "/contribute", "/findings"])
    ],
    "overdue": [
        (SILENT, "report", ["/report", "/paper/minutes", "/desk"]),
        (HEALTH, "read", ["/paper/reports"]),
    ],
    "review_met": [(ADVOCATE, "sign", ["/desk", "/sign"])],
    "decided": [(COMMUNITIES, "close", ["/close"])],
}
"""What each link of a member leads to."""
MEETING_PAPERS: Final = ("invitation", "agenda", "sign-in", "minutes")
NO_PAGES: Final = (
    *("/healthz", "/readyz", "/.well-known/security.txt", "/dev/mailbox/{name}/html"),
    *("/scans/{page_id:uuid}/picture.jpg", "/papers/{printed}/pages/{page_id:uuid}.jpg"),
    "/papers/{printed}/signed-pdf/{file_id:uuid}",
    "/cases/changes",  # asked by a script
    "/scans/paper",  # a number that is looked up leads to its paper
    *("/cases/{number}/files/{file_id:uuid}", "/cases/{number}/files/{file_id:uuid}/thumbnail"),
    "/notices/{folder}/{template}/{tongue}",  # the letter in its frame
    *("/people/{slug}/people.csv", "/people/{slug}/template.csv"),
    *("/annex-1/{tongue}.pdf", "/cases/{number}/form/{tongue}.pdf"),
    *("/cases/{number}/plan/{tongue}.pdf", "/cases/{number}/plan/initial/{tongue}.pdf"),
    "/blank/{form}/{tongue}.pdf",
    "/meetings/{meeting_id:uuid}/family/{person_id:uuid}/{tongue}.pdf",
    "/cases/{number}/closure/opinions/{person_id:uuid}/{tongue}.pdf",
    *(f"/cases/{{number}}/inquiries/{of}/{{tongue}}.pdf" for of in ("others", "{inquiry_id:uuid}")),
    *(f"/cases/{{number}}/letters/{of}/{{tongue}}.pdf" for of in ("blank", "{letter_id:uuid}")),
    "/cases/{number}/reports/{request_id:uuid}/told/{tongue}.pdf",
    "/cases/{number}/notices/{tongue}.pdf",
    "/cases/{number}/visits/{visit_id:uuid}/{tongue}.pdf",
    "/cases/{number}/decisions/{record_id:uuid}/{tongue}.pdf",
    *(f"/cases/{{number}}/{part}/{{tongue}}.pdf" for part in ("monitoring/form", "review")),
    "/cases/{number}/monitoring/{form_id:uuid}/{tongue}.pdf",
    "/cases/{number}/review/{review_id:uuid}/{tongue}.pdf",
    *(
        f"/declarations/{{life_id:uuid}}/{who}/{{tongue}}.pdf"
        for who in ("blank", "{subject_id:uuid}")
    ),
    "/cases/{number}/reports/{request_id:uuid}/{tongue}.pdf",
    "/cases/{number}/readers/{member_id:uuid}/{kind}/{tongue}.pdf",
    *("/l/{token}/paper/{kind}/{tongue}.pdf", "/l/{token}/close/{tongue}.pdf"),
    "/meetings/{meeting_id:uuid}/pack/{tongue}.pdf",
    "/cases/{number}/assessments/{tongue}.pdf",
    *("/cases/{number}/closure/{tongue}.pdf", "/cases/{number}/archive/{order_id:uuid}.zip"),
    *(
        f"/cases/{{number}}/exports/{{export_id:uuid}}/{of}"
        for of in ("draft.pdf", "{order_id:uuid}.zip")
    ),
    "/cases/{number}/reports/of/{meeting_id:uuid}/{tongue}.pdf",
    "/cases/{number}/supplements/{supplement_id:uuid}/{tongue}.pdf",
    *(f"/meetings/{{meeting_id:uuid}}/{paper}/{{tongue}}.pdf" for paper in MEETING_PAPERS),
)
PIECES: Final = ("components/", "base.html", "_", "frame.html", "rows.html", "papers.html")
