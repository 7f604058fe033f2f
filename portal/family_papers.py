"""What child, parent and guardian are given: that a meeting is held, and a sheet for their opinion.

In words for whoever reads it, and without a name: it is written there by hand. Art. 8(10), 10(5),
17(2).
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from core.i18n import N_, Translator
from documents.form import FormPaper, FormPart, LetterPaper, SignedBy
from models.case import Case, FamilyPerson
from models.meeting import Meeting
from models.people import Municipality
from portal import papers
from portal.form_parts import asked, free
from portal.papers import Printing
from queries.meeting_file import MeetingFile
from rules.composition import BY_LAW, Relation

TO_A_CHILD: Final = N_("A letter for you: there is a meeting")
TO_AN_ADULT: Final = N_("Notice that a meeting is held")
FROM_A_CHILD: Final = N_("What you think")
FROM_AN_ADULT: Final = N_("Opinion on how the case went and on closing it")

CHILD_IS_TOLD: Final = (
    N_("On %(day)s at %(hour)s some people meet, at this place: %(place)s."),
    N_("They talk about how you are, and about what could help you and your family."),
    N_(
        "They are people whose work is to help children, for example from the centre for social"
        " work, from a school or from health care. What they hear about you they keep to"
        " themselves."
    ),
    N_(
        "It matters what you think. If you are not there yourself, %(name)s tells the others what"
        " you want to say, and they have to think about it."
    ),
    N_(
        "You may write or draw it on this sheet, or say it to %(name)s. You may also say nothing."
        " Nobody may be angry with you for that."
    ),
    N_(
        "Perhaps you can come too. Ask %(name)s about it, and about anything that you want to know."
    ),
)
CHILD_WISHES: Final = (
    N_("I want to come to the meeting."),
    N_("I want somebody to say it for me. This person:"),
    N_("I do not want to say anything now."),
)
OF_A_PARENT: Final = N_(
    "the Multidisciplinary Roundtable meets about case %(case)s, which concerns your child."
)
OF_A_GUARDIAN: Final = N_(
    "the Multidisciplinary Roundtable meets about case %(case)s, which concerns the child whose"
    " guardian you are."
)
OF_A_CARER: Final = N_(
    "the Multidisciplinary Roundtable meets about case %(case)s, which concerns the child whom you"
    " care for or are related to."
)
ADULT_IS_TOLD: Final = (
    (
        N_(
            "The case manager presents what is known, the needs, the services given so far and"
            " those proposed."
        ),
        "10(4)",
    ),
    (
        N_(
            "If you are not there, the Roundtable is told your views, and takes them into account."
            " Tell them to the case manager before the meeting, or write them below."
        ),
        "8(10)",
    ),
    (
        N_(
            "The meeting is closed. Whoever takes part keeps what is said about the case to"
            " themselves."
        ),
        "10(6)",
    ),
)
MAY_COME: Final = N_(
    "You may be invited to take part and to say your views. Ask the case manager whether you are."
)
HELP: Final = N_(
    "If you need an interpreter, or help with reading or writing, tell the case manager."
)


def letter(
    by: Printing, say: Translator, place: Municipality, file: MeetingFile, person: FamilyPerson
) -> LetterPaper:
    """That a meeting is held: Art. 8(10). Whoever may not take part is not told that they may."""
    is_child = person.relation is Relation.CHILD
    number = say.gettext("Meeting %(number)s", number=file.meeting.number)
    what = say.gettext(TO_A_CHILD if is_child else TO_AN_ADULT)
    frame = papers.frame(by, say, place, what, file.label, number)
    name = file.chaired or say.gettext(N_("the case manager"))
    signs = [SignedBy([name, say.gettext("Case manager")])]
    if is_child:
        return _to_child(say, frame, file.meeting, name, signs)
    received = SignedBy([say.gettext(N_("Received: signature and day"))])
    return LetterPaper(
        **frame,
        book=free(say, N_("Protocol number"), N_("Date")),
        to=[say.gettext("To:")],
        opening=list(_to_adult(say, file, person)),
        parts=[asked(say, N_("What I wish the Roundtable to know"), room=5)],
        signs=[*signs, received],
    )


def _to_child(
    say: Translator, frame: dict[str, Any], meeting: Meeting, name: str, signs: list[SignedBy]
) -> LetterPaper:
    said = {**_when(say, meeting), "name": name}
    return LetterPaper(
        **frame,
        large=True,
        book=(),
        to=[say.gettext(N_("For:"))],
        opening=[say.gettext(each, **said) for each in CHILD_IS_TOLD],
        parts=[
            asked(
                say,
                N_("What you want to say"),
                boxes=[(say.gettext(each), False) for each in CHILD_WISHES],
                room=8,
            )
        ],
        signs=signs,
    )


def _to_adult(say: Translator, file: MeetingFile, person: FamilyPerson) -> Iterator[str]:
    if person.relation is Relation.GUARDIAN:
        of = OF_A_GUARDIAN
    else:
        of = OF_A_PARENT if person.relation in BY_LAW else OF_A_CARER
    when = say.gettext(N_("On %(day)s at %(hour)s, %(place)s,"), **_when(say, file.meeting))
    yield f"{when} {say.gettext(of, case=file.label)}"
    for words, article in ADULT_IS_TOLD:
        yield f"{say.gettext(words)} ({say.article(article)})"
    if person.alleged_perpetrator is False:
        laws = ", ".join(say.article(each) for each in ("4(5)", "10(5)"))
        yield f"{say.gettext(MAY_COME)} ({laws})"
    yield say.gettext(HELP)


def _when(say: Translator, meeting: Meeting) -> dict[str, str]:
    at = meeting.starts_at
    return {"day": say.day(at), "hour": say.hour(at), "place": meeting.place or "–"}


AGREES: Final[Sequence[str]] = (
    N_("I agree that the case is closed."),
    N_("I do not agree that the case is closed."),
    N_("I do not want to say anything about it."),
)
CHILD_AGREES: Final[Sequence[str]] = (
    N_("It is good for me if the meetings end."),
    N_("It is too early. I still need help."),
    N_("I do not know."),
    N_("I do not want to say anything about it."),
)
CHILD_IS_ASKED: Final = N_(
    "The people who met to help you think that they may stop meeting about you. Before they decide,"
    " they want to know what you think. You may write or draw it, or say it to somebody who writes"
    " it down for you. You may also say nothing."
)
ADULT_IS_ASKED: Final = N_(
    "Before a case is closed, the case manager asks for the opinion of the child, where that is"
    " possible, and of the parent or legal guardian on how the case went and on closing it."
)


def opinion(by: Printing, say: Translator, case: Case, person: FamilyPerson) -> FormPaper:
    """On closing the case, for one of the family to fill in, or for whoever asks: Art. 17(2)."""
    is_child = person.relation is Relation.CHILD
    what = say.gettext(FROM_A_CHILD if is_child else FROM_AN_ADULT)
    frame = papers.frame(by, say, case.municipality, what, case.number) | {"hand": True}
    return _opinion(say, frame, (say.gettext("Case"), case.number), is_child=is_child)


def child_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    frame = papers.blank_frame(by, say, place, say.gettext(FROM_A_CHILD))
    return _opinion(say, frame, (say.gettext("Case"), ""), is_child=True)


def adult_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    frame = papers.blank_frame(by, say, place, say.gettext(FROM_AN_ADULT))
    return _opinion(say, frame, (say.gettext("Case"), ""), is_child=False)


def _opinion(
    say: Translator, frame: dict[str, Any], of: tuple[str, str], *, is_child: bool
) -> FormPaper:
    if is_child:
        why = say.gettext(CHILD_IS_ASKED)
        went, ends = N_("How was it for you? What became better, what did not?"), CHILD_AGREES
        closing, more = N_("What do you think of ending?"), N_("What else should they know?")
    else:
        why = f"{say.gettext(ADULT_IS_ASKED)} ({say.article('17(2)')})"
        went, ends = N_("How did the case go? What helped, what is missing?"), AGREES
        closing, more = N_("What do you think of closing it?"), N_("What else matters?")
    boxes = [(say.gettext(each), False) for each in ends]
    asker = N_("Who asked, and on which day")
    return FormPaper(
        **frame,
        facts=[of]
        if is_child
        else [of, *free(say, N_("Name and surname"), N_("Mother, father, guardian or other"))],
        parts=[
            FormPart(lines=[why]),
            asked(say, went, room=5),
            asked(say, closing, boxes=boxes, room=3),
            asked(say, more, room=4),
        ],
        signs=[
            SignedBy([say.gettext(N_("Signature, if you wish") if is_child else "Signature")]),
            SignedBy([say.gettext(asker)]),
        ],
    )
