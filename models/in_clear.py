"""What a stolen dump tells: every column that is not sealed, and why it stands in clear.

`python -m models.in_clear` prints `docs/dump.md`. A test fails for a column that is in no list.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import ARRAY, Boolean, Column, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB

from models import Base

BY_KIND: Final = {
    "ids": "An id is a random number. Keys and joins are made of them; "
    "the person or child it stands for is sealed.",
    "days and moments": "What is due, and what is late, is found by the database: the morning "
    "round, the lists and the limits of the Regulation are days. No day *of a child* is in clear: "
    "birth, death and coming of age are sealed.",
    "numbers": "The how-manieth of something (a version, a reminder, a meeting) and how often. "
    "Uniqueness and order are kept by the database.",
}
"""Columns that hold no words: each kind has one reason."""

IN_CLEAR: Final[Mapping[str, tuple[str, ...]]] = {
    "The number under which centres write to each other; it means nothing outside (Art. 10(6)), "
    "stands in every mail, and a case is found by it.": (
        *("cases.number", "life.key", "message.key", "message.message_id", "erasure.number"),
        "erased_record.number",
    ),
    "How far the procedure has come. Lists, the morning round and the constraints of the record "
    "ask for it in SQL. It tells that there is a case and at which step, not of whom or why.": (
        *("cases.phase", "cases.rules_version", "life.kind", "life.language", "life.waiting_for"),
        *("life.stalled_step", "life.stalled_reference", "life.last_look", "plan.kind"),
        *("step_attempt.step", "step_attempt.article", "step_attempt.outcome"),
        *("step_attempt.error", "step_attempt.reference", "wakeup.reason", "coming_step.act"),
        *("open_duty.actor", "open_duty.article", "open_duty.duty", "open_duty.is_ours"),
        *("open_duty.member_ids", "breach.actor", "breach.article", "breach.duty"),
        *("breach.corrected", "signature_reminder.duty", "last_call.duty"),
        "supervision_question.about",
        *("supervision_question.duty", "question_turn.turn", "typed_day.what", "reminder.held_up"),
        *("signal_answer.kind", "assessment.kind", "follow_up_word.became"),
        *("paper_word.section", "paper_word.answer", "meeting.paper_minutes"),
        *("closure.services_unsaid", "closure.approval_lacked"),
    ),
    "The level (low, middle, high), by which a head filters the list of cases in SQL, in the "
    "assessment, the review and the invitation that set it. It says how urgent, not what happened; "
    "the words of every assessment are sealed.": (
        *("cases.risk", "assessment.risk", "review.risk", "meeting.stated_risk"),
    ),
    "Where and what kind of meeting, as the invitation says it in an open mail: Art. 8(3).": (
        *("meeting.place", "meeting.kind", "meeting.agenda", "meeting.agenda_approval"),
        *("meeting.unplanned", "agenda_item.late"),
    ),
    "Of which page a draft is: numbers and ids; what was typed is sealed.": ("form_draft.page",),
    "Of a professional or officer and what they did, not of the child: seat, part, conflict of "
    "interest, presence. Who may read, who is owed what and what triggers guard is asked in SQL.": (
        *("member.under", "member.left_as", "member.conflict", "member.declared_on_paper"),
        *("member.refused_on_paper", "participant.part", "participant.independent"),
        *("participant_word.word", "participant_word.conflict", "participant_word.on_paper"),
        *("participant_presence.present", "presence_correction.present", "attendance.present"),
        *("presence_correction.was_present", "guest_invitation.independent"),
        *("guest_invitation.after_record", "absence_notice.about", "progress.day_answer"),
        *("decision_record.dissented", "log_entry.whose_doing", "contact_schedule.watch"),
    ),
    "Which section of a paper a member is handed or not, never its words nor why: who may read it "
    "is asked of the database each time.": ("section_word.section", "section_word.withheld"),
    "By which way something was said, sent, signed or asked (mail, paper, call, code).": (
        *("signature.method", "signature.paper", "signature.role", "signed_text.paper"),
        *("confirmation.act", "identity_check.means", "member_authenticator.ended_as"),
        *("supplement_signature.capacity", "family_notice.how", "family_notice.taken_back_by"),
        *("family_word.how", "hand_service.what", "hand_service.not_stated"),
        *("inquiry.abroad", "inquiry.means", "inquiry_answer.how", "meeting_request.means"),
        *("call_asked.said", "call_asked.came_of"),
        *("request_answer.with_end", "referral_receipt.language", "referral_receipt.way"),
        *("referral_receipt.managed", "report_request.on_paper", "superior_service.means"),
        *("superior_service.not_stated", "superior_service.of_fallen", "superior_reply.outcome"),
        *("contribution.means", "contact_change.means", "contact_change.ended_as"),
        *("disputed_number.ended_as", "disowned_address.ended_as", "table_findings.means"),
        *("told_notice.means", "told_notice.taken_back", "protocol_number.taken_back"),
        "office_number.taken_back",
        *("services_letter.sent_by", "services_letter_word.came"),
    ),
    "For which of four reasons a case was read in an emergency, and whether that was justified. "
    "What was needed, and why, is sealed.": (*("emergency.reason", "emergency.justified"),),
    "A year's rounded numbers; who has them.": ("annual_report.figures", "annual_handing.reader"),
    "Whether the family was told, came or was heard. Triggers hold it against the minutes; who "
    "they are and what they said is sealed.": (
        *("family_notice.present", "opinion.outcome", "family_person.relation"),
    ),
    "Whether the person lives: nobody writes to the dead, and the morning round asks so over all "
    "cases at once (Art. 17(3.5)). Name and day are sealed.": ("family_person.died",),
    "How far a planned action is, and to which of the Regulation's aims it belongs. The limits are "
    "found by it in SQL; what the action is, and for what, is sealed.": (
        *("plan_action.status", "plan_action.aim", "plan_action.of_centre", "progress.status"),
        *("progress.changes", "own_progress.status", "reported_action.status"),
        *("contribution.aim",),
        *("goal_criterion.criterion", "goal_criterion.mark", "monitored_action.indicator"),
        *("contact_schedule.weekdays", "claim_outcome.found", "log_entry.kind", "log_entry.seen"),
        *("log_entry.took_place", "decision_record.subject"),
    ),
    "Which field a fact is of, or why a referral was none, never its value: the newest fact of "
    "each name is found in SQL.": ("fact.name", "mistaken_referral.mistake"),
    "Offices, their languages and the words of the Regulation: public.": (
        *("municipality.name_sq", "municipality.name_sr", "municipality.slug"),
        *("centre_contact.phone", "centre_contact.mail"),
        *("centre_registration.address", "centre_registration.registered"),
        *("centre_name.name_sq", "centre_name.name_sr", "centre_name.name_en"),
        *("professional.institution", "professional.kind", "professional.language"),
        *("professional.unit", "professional.superior_language", "professional.standing"),
        *("institution_superior.institution", "institution_superior.language"),
        *("contact_change.superior_language", "annex_wording.line"),
        *("assessment_limit.counted_from", "retention_rule.record_type", "erasure.record_type"),
        *("erased_record.record_type",),
    ),
    "An officer's role and language; whoever they are is sealed.": (
        *("account.language", "account.role", "account.convener"),
        "account_change.was_role",
        *("enrolment.purpose", "enrolment.ended_as", "staff_session.means"),
    ),
    "The public half of a key pair, which signs nothing, and the site it was made for.": (
        *("passkey.credential_id", "passkey.public_key", "passkey.relying_party"),
    ),
    "Not to be reversed: a slow hash of a password, the SHA-256 of 256 random bits, or a "
    "fingerprint keyed outside the database (an address, a telephone number, six digits).": (
        *("account_password.hash", "account.email_index", "sign_in_attempt.subject"),
        *("recovery_code.digest", "enrolment.code_digest"),
        *("superior_link.token_digest", "calendar_feed.token_digest"),
        *("member_link.token_digest", "member_session.token_digest", "staff_session.token_digest"),
        *("contact_change.token_digest", "one_time_code.code_digest", "data_key.wrapped"),
        "member_authenticator.token_digest",
        *("ring_key.name", "ring_key.proof"),
    ),
    "How a word of a child's name sounds, as a fingerprint keyed outside the database: a child is "
    "found by it. A dump alone tells which cases share a sound, as brothers and namesakes do, and "
    "not which sound.": ("name_key.sound",),
    "SHA-256 of a text that names people and is far too long to guess: what was signed is proven "
    "by it, and it stays when the text is erased.": (
        *("signed_text.digest", "signature.digest", "minutes.digest", "closure.digest"),
        *("supplement.digest", "supplement_signature.digest", "signed_month.digest", "cases.seal"),
        *("confirmation.digest", "confirmation.text_digest", "erased_record.digest"),
    ),
    "What a file is, to what it belongs and of which kind its bytes are; its name is sealed.": (
        *("stored_file.kind", "stored_file.form", "stored_file.section", "stored_file.media_type"),
        *("stored_file.beside", "file_before_meeting.is_before"),
    ),
    "How far the archive of a closed file is, and why there is none, in a sentence of ours.": (
        "archive_order.state",
        "archive_order.fault",
    ),
    "Of a record that is handed out: who asks (the child, a guardian), in which language, what "
    "becomes of each row and on which ground, never its words nor why; how far its file is.": (
        *("export_request.asked_by", "export_request.language", "export_decision.piece"),
        *("export_decision.outcome", "export_decision.ground", "export_decision.throughout"),
        *("export_decision.digest", "export_approval.digest", "export_order.state"),
        *("export_order.fault", "export_end.ending", "export_end.means"),
    ),
    "SHA-256 of eighty bits that are nowhere else than on a printed page, and of a seal: whoever "
    "has the page or the file knows it again.": (
        *("page_code.digest", "page_code.file_digest"),
        *("later_print.digest", "later_print.file_digest", "later_print.before_seal"),
    ),
    "SHA-256 of a file, as the trail says it: whoever has the same file knows it again, and who "
    "has not learns nothing.": ("stored_file.sha256",),
    "Sealed all the same, under the key of the child's own file, bound to file and place.": (
        "file_piece.content",
    ),
    "The number on the pages of a paper, which means nothing outside; of what kind the paper is, "
    "in which language, and the SHA-256 of its file and text, which are far too long to guess.": (
        *("made_paper.number", "made_paper.kind", "made_paper.language"),
        *("made_paper.sha256", "made_paper.digest", "made_paper.words_sha256"),
        "filed_page.scan_sha256",
        "waiting_page.scan_sha256",
    ),
    "How a page of ours came back: by its code or by hand, before the seal or after it, and what "
    "is unclear of one that waits.": (
        *("filed_page.by_hand", "filed_page.beside", "signature_scan.beside", "waiting_page.why"),
    ),
    "What a link is for and what closed it.": ("member_link.purpose", "member_link.closed_by"),
    "The outbox: ids, case number, day, hour and place, as the mail says them in the open.": (
        *("message.article", "message.channel", "message.context", "message.recipient"),
        *("message.reply", "message.status", "message.template", "message.cause"),
        "message.gateway_id",
    ),
    "The domain that a mail address names, so that what one server refuses is counted by it: of an "
    "officer, a member or a superior it is the institution's; of who referred a child, none.": (
        "message.server",
    ),
    "The trail: who did what under which article, with ids, days and numbers.": (
        *("audit.process", "audit.act", "audit.actor_kind", "audit.article", "audit.detail"),
        *("audit.digest", "audit_seal.digest", "audit_seal.chain", "audit_seal.life_chain"),
        *("audit_head.chain", "audit_head.key", "audit_head.lanes", "audit_head.signature"),
        *("audit_check.told", "audit_check.findings", "cases.trail_end"),
    ),
    "Of the machine.": (
        *("heartbeat.name", "heartbeat.detail", "demo_clock.single", "sent_form.given_back"),
        *("backup.file", "backup.apart", "restored_copy.file", "restored_copy.waiting"),
    ),
}


def reasons() -> dict[str, str]:
    """The reason of each column that is listed."""
    return {column: why for why, columns in IN_CLEAR.items() for column in columns}


def with_words(column: Column[object]) -> bool:
    """A column that could tell something by itself: words, marks, or bytes that are not sealed."""
    if column.name.endswith("_sealed"):
        return False
    return isinstance(column.type, String | Boolean | JSONB | LargeBinary | ARRAY) or (
        type(column.type).__name__ == "EnumText"
    )


def columns() -> Iterator[str]:
    """Every column of words, marks and bytes that stands in clear, as `table.column`."""
    for table in Base.metadata.sorted_tables:
        yield from (f"{table.name}.{each.name}" for each in table.columns if with_words(each))


def page() -> str:
    """`docs/dump.md`."""
    lines = [OPENING, "| Column | Why it stands in clear |", "|---|---|"]
    lines += [f"| *{kind}* | {why} |" for kind, why in BY_KIND.items()]
    for why, listed in IN_CLEAR.items():
        lines.append(f"| {', '.join(f'`{each}`' for each in sorted(listed))} | {why} |")
    sealed = [
        f"| `{table.name}` | {', '.join(names)} |"
        for table in sorted(Base.metadata.tables.values(), key=lambda each: each.name)
        if (names := [each.name[:-7] for each in table.columns if each.name.endswith("_sealed")])
    ]
    return "\n".join([*lines, SEALED, "| Table | Sealed |", "|---|---|", *sealed]) + "\n"


OPENING: Final = """# What a stolen dump still tells

Whoever has a dump and no key reads this and nothing else. The list is `models/in_clear.py`, a test
keeps this page equal to it, and a new column without a reason fails the build. Why it is so, and
what was weighed, is in [0156](decisions/0156-what-a-stolen-dump-still-tells.md).
"""
SEALED: Final = """
## What is sealed

About a child: under the key of that child's own file. About anybody else: under the key ring.
"""

if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
