"""The verbs of the timelines: none missing, none unused, each written down."""

import ast
from pathlib import Path

from tests.architecture.reading import ROOT, called, functions, modules
from tests.scenarios.each_kind import FILES
from tests.scenarios.timeline_file import read
from tests.scenarios.verbs import BY_ROOM, VERBS

NO_ACTS = {
    "quarterly.open_quarter",  # the schedule's
    *("death.stop", "death.go_on"),  # of stating that a child has died
    *("overtaken.fall", "overtaken.stand_again"),  # the same, or of correcting a day
    "approval.settled",
    "chairing.judge",  # of holding a meeting
    "chairing.hand_over",  # of appointing another manager, or of the manager's conflict
    "meeting_requests.call_for",  # of planning a meeting
    *("meeting_requests.answer_with_end", "seal.close_file"),  # of closing a case, or ending it
    *("contact_change.settle_lives", "minutes.approve", "minutes.lay"),
    "minutes.approve_in_writing",  # of the last signature
    "superior.withdraw_begun",
    "resuming.ask",  # an administrator's, of no case
    *("centre_contacts.enter", "centre_registrations.enter"),  # of a centre, in no case
    "participants.record_word",  # of what came on paper
    *("unplanned.enter", "unplanned.stands_again", "telling.record"),  # of holding a meeting
    "telling.with_the_record",
    *("absences.follow_record", "last_calls.call"),
    "closing_day.follow",  # of correcting the record
    "receipt.with_the_referral",  # of referring a child, or of wanting one later
    "put_forward.record",  # of proposing a day
    "answers.record_answer",  # of an answer, by link or typed, and of correcting one
    *("people.correct", "people.leave", "people_file.enter", "people_export.export"),  # in no case
    *("seat_terms.name_term", "contacts.ask"),  # of a standing seat, and of changing a contact
    *("messages.send_again", "unwanted.take_in"),  # timelines send nothing
    "codes_by_phone.read_out",  # lets a member in, and changes nothing in the case
    *("annual.open_year", "annual.count_again", "annual.close"),  # of a municipality's year
    "calls.end",  # lets what was promised behind a link be ticked off
    "own_language.choose",  # of a person, and changes nothing in the case
    *("archives.ask", "archives.fail", "archives.finish", "archives.hand_out"),
    *("exports.ask", "exports.correct", "exports.decide", "exports.approve", "exports.end"),
    *("export_orders.finish_export", "export_orders.fail_export"),  # a record that is handed out
    *("files.open_original", "files.put_before", "signed_pdfs.keep"),  # a file is no step
    *("made_papers.put_on_record", "filing.reject", "filing.let_wait"),  # a paper, a scan
    *(
        "pages_back.take_back_page",
        "pages_back.take_back_signer",
        "signed_pdfs.take_back",
    ),  # the same
    *("meeting_room.keep", "meeting_room.arrive"),  # a draft, until the meeting is on record
    *("retention.give_notice", "retention.hide", "retention.decide"),  # of what is over for years
    *("retention.hold", "retention.lift", "retention_rule.enter"),
    *("emergencies.ask", "emergencies.count"),  # to read, and changes nothing in the case
    "latecomers.came_late",  # corrects the record, and keeps an hour
    *("codes_by_phone.begin_app", "codes_by_phone.end_app", "codes_by_phone.end_own_app"),
}
"""What no person does by itself: parts of acts, and steps."""


def acts_of_casework() -> set[str]:
    """Every public function that settles a life or writes the trail, and is no step's act."""
    return {
        f"{Path(path).stem}.{function.name}"
        for path, tree in modules("casework")
        for function in functions(tree)
        if _calls(function) & {"after_act", "settle_lives", "record"}
        and not function.name.startswith("_")
        and f'": {function.name},' not in (ROOT / path).read_text(encoding="utf-8")
    }


def _calls(function: ast.AST) -> set[str]:
    return {called(node) for node in ast.walk(function) if isinstance(node, ast.Call)}


def test_every_act_of_casework_has_a_verb() -> None:
    words = "\n".join(Path(room.__file__ or "").read_text(encoding="utf-8") for room in BY_ROOM)
    without = {name for name in acts_of_casework() if f"{name}(" not in words}
    assert without == NO_ACTS


def test_every_verb_stands_in_the_readme() -> None:
    readme = (ROOT / "tests/scenarios/README.md").read_text(encoding="utf-8")
    assert [name for name in VERBS if f"`{name}`" not in readme] == []


def test_every_verb_is_used_by_a_timeline() -> None:
    used = set()
    for path in FILES:
        _, timeline = read(path)
        for entry in timeline.story:
            acts = [*entry.act, *(act for each in entry.allowed for act in each.act)]
            acts += [act for each in entry.refused for act in each.act]
            used |= {name for act in acts for name in act}
    assert VERBS.keys() - used == set()
