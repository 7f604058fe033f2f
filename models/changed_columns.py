"""Which columns acts change, table by table; what else is written once: `models/rights.py`."""

from collections.abc import Mapping
from typing import Final

LIFE: Final = "ended_at flow_run_id activations last_look wake_at waiting_for language"
STALL: Final = " stalled_at stalled_step stalled_reference"

CHANGED: Final[Mapping[str, str]] = {
    "absence_notice": "about notified_at served_on taken_back_at",
    "account": "role language convener disabled_at email_index name_sealed former_names_sealed"
    " email_sealed phone_sealed",
    "account_password": "hash set_at",
    "age_finding": "found_on",
    "agenda_item": "taken_back_at taken_back_by_id",
    "annual_handing": "report_id given_on receipt_sealed given_at given_by_id",
    "annual_report": "written_sealed saved_at saved_by_id count_wanted_at counted_at figures"
    " approved_on meeting_id approved_at approved_by_id",
    "appointment": "appointed_on ended_on announced_at",
    "archive_order": "state tries touched_at papers of_papers entries ended_at fault file_id",
    "assessment": "made_on",
    "attendance": "present reason_sealed meeting_id",
    "breach": "actor limit_on over_on happened_on struck_on corrected",
    "calendar_feed": "ended_at",
    "cases": "phase referred_on announced_at manager_id conflict_on risk composed_at"
    " review_opened_on from_paper_on paper_ended_at version sealed_at seal trail_entries trail_end",
    "chair_correction": "meeting_id",
    "child": "birth_estimated_sealed status_sealed name_sealed birth_date_sealed gender_sealed"
    " ethnicity_sealed birth_place_sealed residence_sealed whereabouts_sealed health_sealed"
    " disability_sealed other_sealed",
    "claim": "asked_on",
    "claim_outcome": "found_on",
    "call_asked": "ended_at ended_by_id came_of reason_sealed",
    "closure": "needs_services_sealed services_unsaid asked_at approved_by_id approved_at"
    " approval_entered_at returned_at return_entered_at answered_at accepted_on"
    " accepted_entered_at accepted_entered_by_id meeting_id decided_on declined_on fell_at"
    " fell_by_id approval_lacked had_fallen_at stood_again_at decision_recorded_at digest"
    " signatures_asked_at after_eighteen_sealed head_note_sealed accepted_by_sealed"
    " accepted_letter_sealed fell_for_sealed",
    "coming_step": "on_day",
    "confirmation": "confirmed_at used_at identity_check_id authenticator_id",
    "contact_change": "ended_at ended_as means decided_by_id called_at called_person_sealed"
    " called_number_sealed refusal_sealed",
    "decision_record": "meeting_id",
    "demo_clock": "offset_seconds",
    "deputy": "ended_on ended_by_id ended_at",
    "disputed_number": "ended_at ended_as decided_by_id basis_sealed",
    "disowned_address": "ended_at ended_as decided_by_id basis_sealed",
    "dissent": "meeting_id",
    "emergency": "confirmed_by_id tried_sealed opened_at until ended_at ended_by_id reviewed_at"
    " reviewed_by_id justified judged_sealed",
    "erasure": "hidden_at hidden_by_id decided_at decided_by_id decision_sealed ended_at"
    " ended_by_id",
    "enrolment": "tries ended_at ended_as",
    "export_order": "state tries touched_at ended_at fault file_id",
    "fact": "known_on",
    "family_notice": "meeting_id notified_on how present marked_on taken_back_on taken_back_by"
    " not_notified_reason_sealed views_sealed",
    "family_person": "relation alleged_perpetrator_sealed died officer_id name_sealed"
    " contact_sealed died_on_sealed",
    "guest_invitation": "meeting_id",
    "heartbeat": "beat_at detail",
    "information": "given_on meeting_id",
    "last_call": "taken_at",
    "late_coming": "meeting_id",
    "legal_hold": "lifted_at lifted_by_id lifted_words_sealed",
    "life": LIFE + STALL,
    "meeting": "number kind starts_at place agenda stated_risk asked_at agreed_by_id agreed_at"
    " agreement_entered_at countered_at counter_entered_at countered_by_id suggested_at invited_at"
    " reports_asked_at unsent_told_at held_at recorded_at corrections chaired_by_id"
    " chaired_by_member_id cancelled_at cancel_entered_at called_off_at misplaced_at unplanned"
    " paper_minutes paper_words_sealed agenda_approval"
    " short_notice_reason_sealed no_assessment_reason_sealed counter_note_sealed"
    " chaired_by_words_sealed agenda_changes_sealed",
    "meeting_room": "sheet_sealed kept kept_at kept_by_id",
    "member": "left_on left_as left_recorded_at asked_at declared_at declared_on conflict"
    " confidential_at signed_on declared_on_paper refused_on refused_at refused_on_paper"
    " reason_sealed left_for_sealed refusal_sealed",
    "member_authenticator": "secret_sealed shown_at confirmed_at tries last_step ended_at ended_as"
    " ended_by_id reason_sealed",
    "member_link": "revoked_at closed_by",
    "member_session": "ended_at",
    "message": "context link_id status queued_at not_before lease_until attempts accepted_at reply"
    " cause server tried_since answered_at gateway_id delivered_at",
    "later_print": "broken_on",
    "minutes": "meeting_id sent_at approved_on approved_in_id digest signatures_asked_at"
    " text_sealed corrections_sealed written_at",
    "one_time_code": "tries used_at",
    "form_draft": "typed_sealed kept_at",
    "open_duty": "position duty actor due_on article is_ours meeting_id member_ids officer_id"
    " count since_on",
    "page_code": "broken_on",
    "participant": "meeting_id",
    "participant_presence": "present meeting_id",
    "participant_word": "said_on",
    "passkey": "sign_count used_at",
    "plan": "adopted_on sent_at handed_at",
    "plan_action": "status dropped_on",
    "professional": "kind institution unit language superior_language standing left_at name_sealed"
    " email_sealed phone_sealed superior_name_sealed superior_email_sealed superior_phone_sealed",
    "record_correction": "meeting_id",
    "recovery_code": "used_at",
    "referral_receipt": "address_sealed sent_at accepted_at handed_on handed_at given_by_id"
    " answers_id managed",
    "reminder": "due_on sent_at message_id taken_at held_up",
    "report_date": "taken_back_at taken_back_by_id",
    "report_request": "due_on put_again_at received_on received_at on_paper answered_in_id"
    " last_chance_on confirmed_by_id confirmed_at notified_at withdrawn_at served_on fell_told_on"
    " done_sealed concerns_sealed",
    "reported_action": "status done_on asked_until ended_by_id",
    "restored_copy": "stopped_at resumed_at counted_as_sent",
    "review": "settled_on",
    "review_rhythm": "set_on",
    "sent_form": "answer_sealed given_back",
    "signal_answer": "since",
    "signature": "signed_on ended_by_id",
    "signature_reminder": "message_id taken_at",
    "staff_session": "seen_at ended_at factor_at",
    "standing_instruction": "ended_at",
    "standing_seat": "ended_on ended_at ended_by_id reason_sealed",
    "step_attempt": "ended_at outcome error reference",
    "superior_link": "closed_at disown_ended_at",
    "totp_secret": "confirmed_at last_step",
    "waiting_page": "ended_at ended_by_id filed_page_id reason_sealed picture_sealed",
    "wakeup": "taken_at",
}
"""The columns that acts change. Beside them stands what the triggers let change, and when."""
