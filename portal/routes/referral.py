"""A child is referred, and the head appoints a manager: Art. 4(2), 5(1.1)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import referral
from casework.case.referral import ChildRecord, Referral
from core.i18n import N_, capital
from identity import access
from identity.access import NotThere
from models.session import Work
from portal.annex import CATEGORIES, CATEGORY_WORDS, GENDERS, STATUSES
from portal.fields import Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.web import ForHead, ForOfficers, Page
from queries import case_file, dashboard
from rules.composition import ChildStatus
from rules.referral import OTHER_CATEGORIES, NoCategory, check_categories
from rules.roles import Role

router = APIRouter(prefix="/cases")

NOT_BORN: Final = N_("This day has not come yet. Look at the year again.")


class ReferChild(FormModel):
    """Annex 1, personal data and categories, with the reasons of Art. 5(1.1)."""

    referrer: Annotated[
        Line,
        Ask(
            N_("Who refers the child?"),
            N_("Institution or person"),
            N_("Write who refers the child."),
        ),
    ]
    categories: Annotated[tuple[Line, ...], Ask(N_("What is it about?"))] = ()
    words_M7: Annotated[Line, Ask(N_("Other maltreatment, in words"), open=True)] = ""
    words_S4: Annotated[Line, Ask(N_("Other sexual abuse, in words"), open=True)] = ""
    words_E5: Annotated[Line, Ask(N_("Other emotional abuse, in words"), open=True)] = ""
    words_N3: Annotated[Line, Ask(N_("Other neglect, in words"), open=True)] = ""
    situation: Annotated[
        Prose, Ask(N_("What has happened?"), missing=N_("Write in a few words what has happened."))
    ]
    best_interest: Annotated[
        Prose,
        Ask(
            N_("Why does the table serve the child's best interest?"),
            missing=N_("Write why the table serves the child's best interest."),
        ),
    ]
    services_before: Annotated[
        Prose, Ask(N_("Services given before"), N_("Each with its date; also food or shelter"))
    ] = ""
    name: Annotated[
        Line, Ask(N_("Name and surname of the child"), missing=N_("Write the child's name."))
    ]
    birth_date: Annotated[Day | None, Ask(N_("Date of birth"))] = None
    birth_estimated: Annotated[
        bool, Ask(N_("The date is a guess, or the birth is not registered"))
    ] = False
    gender: Annotated[Literal["girl", "boy", "other", ""], Ask(N_("Gender"))] = ""
    ethnicity: Annotated[Line, Ask(N_("Nationality or ethnicity"))] = ""
    status: Annotated[
        ChildStatus,
        Ask(
            N_("Where does the child belong?"),
            missing=N_("Choose where the child belongs: foreign affairs may have to be invited."),
        ),
    ]
    birth_place: Annotated[Line, Ask(N_("Place of birth"))] = ""
    residence: Annotated[Line, Ask(N_("Permanent residence"))] = ""
    whereabouts: Annotated[Line, Ask(N_("Where the child is now"))] = ""
    health: Annotated[Prose, Ask(N_("State of health"))] = ""
    disability: Annotated[Prose, Ask(N_("Disability"))] = ""
    other: Annotated[Prose, Ask(N_("Other"))] = ""
    family: Annotated[
        Literal["no", "yes", "unknown"],
        Ask(
            N_("Are there other children in the family?"),
            N_("A child who only stands by is easily missed."),
            N_("Say whether there are other children; not knowing is an answer too."),
        ),
    ]
    sibling_of: Line = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A box of Annex 1, and a day of birth that has come."""
        try:
            check_categories(sheet.known("categories") or ())
        except NoCategory as refusal:
            yield "categories", refusal
        born = sheet.known("birth_date")
        if born and born > sheet.today:
            yield "birth_date", NOT_BORN

    def referral(self, sibling_of: UUID | None) -> Referral:
        known = {name: getattr(self, name) or None for name in _OF_THE_CHILD}
        return Referral(
            child=ChildRecord(
                name=self.name,
                birth_date=self.birth_date,
                birth_estimated=self.birth_estimated,
                status=self.status,
                **known,
            ),
            referrer=self.referrer,
            situation=self.situation,
            best_interest=self.best_interest,
            categories={code: self._words(code) for code in self.categories},
            services_before=self.services_before,
            sibling_of=sibling_of,
        )

    def _words(self, code: str) -> str:
        return str(getattr(self, f"words_{code}")) if code in OTHER_CATEGORIES else ""


_OF_THE_CHILD: Final = (
    *("gender", "ethnicity", "birth_place", "residence"),
    *("whereabouts", "health", "disability", "other"),
)


class AppointManager(FormModel):
    """Whom the centre appoints: Art. 4(2)."""

    manager: Annotated[
        UUID, Ask(N_("Who manages the case?"), missing=N_("Choose who manages the case."))
    ]
    on: Happened


@router.get("/new")
def new_page(page: ForOfficers, sibling_of: str = "") -> Response:
    """The form of Annex 1; for a sister or brother it knows whose."""
    with page.work() as work:
        known = _sibling(work, sibling_of)
        sheet = Sheet.of(ReferChild, sibling_of=sibling_of if known else None)
        return _new(page, sheet)


def _new(page: Page, sheet: Sheet[ReferChild]) -> Response:
    return page.render(
        "referral/new.html",
        sheet=sheet,
        groups=[(words, list(boxes.items())) for words, boxes in CATEGORIES],
        statuses=[(code, capital(page.say.gettext(words))) for code, words in STATUSES.items()],
        genders=[(code, page.say.gettext(words)) for code, words in GENDERS.items()],
    )


def _sibling(work: Work, number: str) -> UUID | None:
    """The sister's or brother's case, when the reader may see it."""
    return access.case_for(work, number).id if number else None


@router.post("/new")
def refer(page: ForOfficers) -> Response:
    """Open the case; the head is asked for a manager next."""
    sheet = page.typed(ReferChild)

    def act(form: ReferChild) -> Response:
        with page.work() as work:
            account = access.officer_of(work)
            if account.municipality_id is None:
                raise NotThere
            record = form.referral(_sibling(work, form.sibling_of))
            case = referral.refer(work, account.municipality_id, record)
            return _led_on(page, case.number, form)

    return page.submit(sheet, act, again=lambda: _new(page, sheet))


def _led_on(page: Page, number: str, form: ReferChild) -> Response:
    """To the other children, or to what comes next."""
    if not page.is_head:
        return page.go("/cases", done=N_("Registered. The head appoints a manager."))
    if form.family == "yes":
        return page.go(
            f"/cases/new?sibling_of={number}",
            done=N_("The referral is registered. Now the other child: fill in what you know."),
        )
    return page.go(f"/cases/{number}/appoint", done=N_("The referral is registered."))


@router.get("/{number}/referral")
def referral_page(page: ForOfficers, number: str) -> Response:
    """What the referral says; that it was read is on record: Art. 18(1)."""
    with page.work() as work:
        case = access.case_for(work, number)
        work.record("referral read", "18(1)", life=case.life)
        ticked = case_file.categories_of(work, case.id)
        return page.render(
            "referral/referral.html",
            who=case_file.identity_of(work, case),
            case=case,
            child=case_file.child_of(work, case.id),
            categories=[(CATEGORY_WORDS[code], words) for code, words in sorted(ticked.items())],
            statuses=STATUSES,
            genders=GENDERS,
        )


@router.get("/{number}/appoint")
def appoint_page(page: ForHead, number: str) -> Response:
    return _appoint(page, number, Sheet.of(AppointManager))


@router.post("/{number}/appoint")
def appoint(page: ForHead, number: str) -> Response:
    """Appoint; the officer is told by mail."""
    sheet = page.typed(AppointManager)

    def act(form: AppointManager) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.HEAD)
            head = access.officer_of(work).id
            referral.appoint(work, case.id, form.manager, by=head, on=form.on)
        return page.go(
            f"/cases/{number}", done=N_("The case manager is appointed; we tell them by mail.")
        )

    return page.submit(sheet, act, again=lambda: _appoint(page, number, sheet))


def _appoint(page: Page, number: str, sheet: Sheet[AppointManager]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.HEAD)
        lines = dashboard.lines(work)
        officers = [
            (officer.id, officer.name, sum(line.manager == officer.name for line in lines))
            for officer in dashboard.managers_of(work, case.municipality_id)
            if officer.id != case.manager_id
        ]
        return page.render(
            "referral/appoint.html",
            who=case_file.identity_of(work, case),
            sheet=sheet,
            handed=case_file.handed_over_in(work, case),
            options=[
                (key, words, page.say.ngettext("%(num)s open case", "%(num)s open cases", number))
                for key, words, number in officers
            ],
        )
