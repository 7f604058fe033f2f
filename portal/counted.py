"""What several people owe, in words with their number."""

from core.i18n import Translator


def declarations(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s declaration is missing", "%(num)s declarations are missing", number
    )


def minutes_signatures(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s signature under the minutes is missing",
        "%(num)s signatures under the minutes are missing",
        number,
    )


def closing_signatures(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s signature under the closing form is missing",
        "%(num)s signatures under the closing form are missing",
        number,
    )


def reports(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s progress report is missing", "%(num)s progress reports are missing", number
    )


def contacts(say: Translator, number: int) -> str:
    return say.ngettext(
        "Correct the contact of %(num)s member", "Correct the contacts of %(num)s members", number
    )


def broken_contacts(say: Translator, number: int) -> str:
    return say.ngettext(
        "The contact of %(num)s member does not work",
        "The contacts of %(num)s members do not work",
        number,
    )


def left_actions(say: Translator, number: int) -> str:
    return say.ngettext(
        "Nobody answers for %(num)s action of the plan: the member left",
        "Nobody answers for %(num)s actions of the plan: the members left",
        number,
    )
