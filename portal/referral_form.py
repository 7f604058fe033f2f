"""What a referral asks: Annex 1, personal data, categories, services given: Art. 5(1.1), 20(1)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from casework.case.from_paper import TakenFromPaper
from casework.case.receipt import WantedReceipt
from casework.case.referral import ChildRecord, Referral
from core.i18n import N_
from portal import questions
from portal.fields import UNSAID, Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.log_forms import Given, gaps_of_given, given_of
from portal.paper_words import FROM_THAT_DAY, RUNS_HERE_FROM, WHERE_IT_LIES, WHICH_DAY
from portal.receipt_forms import (
    ONLY,
    TO_THE_REFERRER,
    Tongue,
    Where,
    gaps_of_receipt,
)
from rules.composition import ChildStatus
from rules.receipt import ReceiptWay
from rules.referral import OTHER_CATEGORIES, NoCategory, check_categories

NOT_BORN: Final = N_("This day has not come yet. Look at the year again.")


Came = Annotated[
    Happened,
    Ask(
        N_("On which day did the referral reach the centre?"),
        N_("Every day that is counted from the referral is counted from this one."),
        UNSAID,
    ),
]


class CorrectReferralDay(FormModel):
    """On which day it came, and why another one stands there: beside Art. 8(1)."""

    came: Came
    reason: Annotated[
        Prose,
        Ask(
            N_("Why is the day on record wrong?"),
            N_("It stays to be read, with what you write here."),
            N_("Write why the day on record is wrong."),
        ),
    ]


class CorrectAppointmentDay(FormModel):
    """On which day it was made, and why another one stands there: beside Art. 4(2)."""

    appointment: Annotated[
        UUID, Ask(N_("Which appointment?"), missing=N_("Choose the appointment."))
    ]
    on: Annotated[Happened, Ask(N_("On which day was it made?"), missing=UNSAID)]
    reason: Annotated[
        Prose,
        Ask(
            N_("Why is the day on record wrong?"),
            N_("It stays to be read, with what you write here."),
            N_("Write why the day on record is wrong."),
        ),
    ]


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
    came: Came
    receipt: Annotated[
        Literal["mail", "sms", "by_hand", "none", "anonymous", ""],
        Ask(TO_THE_REFERRER, ONLY, open=True),
    ] = ""
    receipt_to: Where = ""
    receipt_language: Tongue = "sq"
    paper_on: Annotated[Day | None, Ask(RUNS_HERE_FROM, FROM_THAT_DAY, open=True)] = None
    paper_lies: Annotated[Line, Ask(WHERE_IT_LIES, N_("Empty: not known."), open=True)] = ""
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
    given: Given = ()
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
    already: Annotated[Line, Ask(N_("Do you know this child already?"), open=True)] = ""
    """Asked only where somebody on record sounds alike: `portal.known_already`."""

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
        yield from questions.of_a_referral(sheet)
        if sheet.value("paper_lies").strip() and sheet.known("paper_on") is None:
            yield "paper_on", WHICH_DAY
        yield from gaps_of_given(sheet)
        yield from gaps_of_receipt(sheet, "receipt", "receipt_to")

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
            came_on=self.came,
            situation=self.situation,
            best_interest=self.best_interest,
            categories={code: self._words(code) for code in self.categories},
            services_before=self.services_before,
            given=given_of(self.given),
            sibling_of=sibling_of,
            receipt=self._receipt(),
        )

    def on_paper(self) -> TakenFromPaper | None:
        """Where it has been running on paper until now."""
        return TakenFromPaper(self.paper_on, self.paper_lies) if self.paper_on else None

    def _receipt(self) -> WantedReceipt | None:
        if not self.receipt:
            return None
        way = ReceiptWay(self.receipt)
        return WantedReceipt(way, self.receipt_to, self.receipt_language)

    def _words(self, code: str) -> str:
        return str(getattr(self, f"words_{code}")) if code in OTHER_CATEGORIES else ""


_OF_THE_CHILD: Final = (
    *("gender", "ethnicity", "birth_place", "residence"),
    *("whereabouts", "health", "disability", "other"),
)
