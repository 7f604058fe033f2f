-- Who sees a row: written by `python -m models.walls`, where the reasons stand.

ALTER TABLE absence_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE absence_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON absence_notice TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = absence_notice.case_id));
CREATE POLICY whole_record ON absence_notice TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON absence_notice TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON absence_notice AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE age_announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE age_announcement FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON age_announcement TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = age_announcement.case_id));
CREATE POLICY whole_record ON age_announcement TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON age_announcement TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON age_announcement AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE age_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE age_finding FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON age_finding TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = age_finding.case_id));
CREATE POLICY whole_record ON age_finding TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON age_finding TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON age_finding AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE agenda_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE agenda_item FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON agenda_item TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = agenda_item.meeting_id));
CREATE POLICY whole_record ON agenda_item TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON agenda_item TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON agenda_item AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE annual_handing ENABLE ROW LEVEL SECURITY;
ALTER TABLE annual_handing FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON annual_handing TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = annual_handing.life_id));
CREATE POLICY whole_record ON annual_handing TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON annual_handing TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON annual_handing AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE annual_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE annual_report FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON annual_report TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = annual_report.life_id));
CREATE POLICY whole_record ON annual_report TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON annual_report TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON annual_report AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE answer_taken_back ENABLE ROW LEVEL SECURITY;
ALTER TABLE answer_taken_back FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON answer_taken_back TO tryeza_portal USING (
    (SELECT true FROM inquiry_answer WHERE inquiry_answer.id = answer_taken_back.answer_id));
CREATE POLICY whole_record ON answer_taken_back TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON answer_taken_back TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON answer_taken_back AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE appointment ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON appointment TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = appointment.case_id));
CREATE POLICY whole_record ON appointment TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON appointment TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON appointment AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE appointment_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment_day FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON appointment_day TO tryeza_portal USING (
    (SELECT true FROM appointment WHERE appointment.id = appointment_day.appointment_id));
CREATE POLICY whole_record ON appointment_day TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON appointment_day TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON appointment_day AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE archive_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE archive_order FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON archive_order TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = archive_order.case_id));
CREATE POLICY whole_record ON archive_order TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON archive_order TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON archive_order AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON assessment TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = assessment.case_id));
CREATE POLICY whole_record ON assessment TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON assessment TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON assessment AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE attendance ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendance FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON attendance TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = attendance.meeting_id));
CREATE POLICY whole_record ON attendance TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON attendance TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON attendance AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON audit TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = audit.life_id));
CREATE POLICY whole_record ON audit TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON audit TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON audit AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON audit_seal TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = audit_seal.life_id));
CREATE POLICY whole_record ON audit_seal TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON audit_seal TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON audit_seal AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE breach ENABLE ROW LEVEL SECURITY;
ALTER TABLE breach FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON breach TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = breach.life_id));
CREATE POLICY whole_record ON breach TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON breach TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON breach AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR NOT corrected AND struck_on IS NULL);

ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_feed FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON calendar_feed TO tryeza_portal USING (
    (SELECT true FROM professional WHERE professional.id = calendar_feed.professional_id) OR EXISTS (SELECT FROM account WHERE account.id = calendar_feed.account_id AND account.municipality_id = (SELECT seen_centre())));
CREATE POLICY whole_record ON calendar_feed TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON calendar_feed TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON calendar_feed AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE call_asked ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_asked FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON call_asked TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = call_asked.life_id) OR call_asked.member_id = (SELECT (door_seat()).id));
CREATE POLICY whole_record ON call_asked TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON call_asked TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON call_asked AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR member_id = (SELECT (door_seat()).id) AND ended_at IS NULL);

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON cases TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = cases.id));
CREATE POLICY whole_record ON cases TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON cases TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON cases AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE chair_correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE chair_correction FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON chair_correction TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = chair_correction.meeting_id));
CREATE POLICY whole_record ON chair_correction TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON chair_correction TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON chair_correction AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE child ENABLE ROW LEVEL SECURITY;
ALTER TABLE child FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON child TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = child.case_id));
CREATE POLICY whole_record ON child TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON child TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON child AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE claim ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON claim TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = claim.case_id));
CREATE POLICY whole_record ON claim TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON claim TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON claim AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE claim_outcome ENABLE ROW LEVEL SECURITY;
ALTER TABLE claim_outcome FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON claim_outcome TO tryeza_portal USING (
    (SELECT true FROM claim WHERE claim.id = claim_outcome.claim_id));
CREATE POLICY whole_record ON claim_outcome TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON claim_outcome TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON claim_outcome AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE closure ENABLE ROW LEVEL SECURITY;
ALTER TABLE closure FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON closure TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = closure.case_id));
CREATE POLICY whole_record ON closure TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON closure TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON closure AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE coming_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE coming_step FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON coming_step TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = coming_step.life_id));
CREATE POLICY whole_record ON coming_step TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON coming_step TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON coming_step AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR true);

ALTER TABLE confirmation ENABLE ROW LEVEL SECURITY;
ALTER TABLE confirmation FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON confirmation TO tryeza_portal USING (
    (SELECT true FROM member WHERE member.id = confirmation.member_id));
CREATE POLICY whole_record ON confirmation TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON confirmation TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON confirmation AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR member_id = (SELECT (door_seat()).id));
CREATE POLICY at_sign_in ON confirmation TO tryeza_sign_in USING (member_id = (SELECT (door_seat()).id));

ALTER TABLE conflict_withdrawal ENABLE ROW LEVEL SECURITY;
ALTER TABLE conflict_withdrawal FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON conflict_withdrawal TO tryeza_portal USING (
    (SELECT true FROM confirmation WHERE confirmation.id = conflict_withdrawal.confirmation_id) OR (SELECT true FROM member WHERE member.id = conflict_withdrawal.member_id) OR (SELECT true FROM participant_word WHERE participant_word.id = conflict_withdrawal.word_id));
CREATE POLICY whole_record ON conflict_withdrawal TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON conflict_withdrawal TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON conflict_withdrawal AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE contact_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_change FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON contact_change TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = contact_change.life_id) OR token_digest = (SELECT borne('change')));
CREATE POLICY whole_record ON contact_change TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON contact_change TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON contact_change AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR professional_id = (SELECT changed_person()));

ALTER TABLE contact_schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_schedule FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON contact_schedule TO tryeza_portal USING (
    (SELECT true FROM plan_action WHERE plan_action.id = contact_schedule.action_id));
CREATE POLICY whole_record ON contact_schedule TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON contact_schedule TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON contact_schedule AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE contribution ENABLE ROW LEVEL SECURITY;
ALTER TABLE contribution FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON contribution TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = contribution.case_id));
CREATE POLICY whole_record ON contribution TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON contribution TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON contribution AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE data_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE data_key FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON data_key TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = data_key.life_id));
CREATE POLICY whole_record ON data_key TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON data_key TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON data_key AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE decision_option ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_option FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON decision_option TO tryeza_portal USING (
    (SELECT true FROM decision_record WHERE decision_record.id = decision_option.record_id));
CREATE POLICY whole_record ON decision_option TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON decision_option TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON decision_option AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE decision_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_record FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON decision_record TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = decision_record.case_id));
CREATE POLICY whole_record ON decision_record TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON decision_record TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON decision_record AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE declaration_seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE declaration_seen FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON declaration_seen TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = declaration_seen.life_id));
CREATE POLICY whole_record ON declaration_seen TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON declaration_seen TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON declaration_seen AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE departure_seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE departure_seen FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON departure_seen TO tryeza_portal USING (
    (SELECT true FROM member WHERE member.id = departure_seen.member_id));
CREATE POLICY whole_record ON departure_seen TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON departure_seen TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON departure_seen AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE disowned_address ENABLE ROW LEVEL SECURITY;
ALTER TABLE disowned_address FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON disowned_address TO tryeza_portal USING (
    (SELECT oversees()) IS NOT TRUE AND ((SELECT true FROM professional WHERE professional.id = disowned_address.professional_id)));
CREATE POLICY whole_record ON disowned_address TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON disowned_address TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON disowned_address AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR professional_id IN ((SELECT (door_seat()).professional_id), (SELECT confirmed_person())));

ALTER TABLE disputed_number ENABLE ROW LEVEL SECURITY;
ALTER TABLE disputed_number FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON disputed_number TO tryeza_portal USING (
    (SELECT oversees()) IS NOT TRUE AND ((SELECT true FROM professional WHERE professional.id = disputed_number.professional_id)));
CREATE POLICY whole_record ON disputed_number TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON disputed_number TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON disputed_number AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR professional_id IN ((SELECT (door_seat()).professional_id), (SELECT confirmed_person())));

ALTER TABLE dissent ENABLE ROW LEVEL SECURITY;
ALTER TABLE dissent FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON dissent TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = dissent.meeting_id));
CREATE POLICY whole_record ON dissent TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON dissent TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON dissent AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE earlier_case_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE earlier_case_link FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON earlier_case_link TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = earlier_case_link.case_id));
CREATE POLICY whole_record ON earlier_case_link TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON earlier_case_link TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON earlier_case_link AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE earlier_case_link_end ENABLE ROW LEVEL SECURITY;
ALTER TABLE earlier_case_link_end FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON earlier_case_link_end TO tryeza_portal USING (
    (SELECT true FROM earlier_case_link WHERE earlier_case_link.id = earlier_case_link_end.link_id));
CREATE POLICY whole_record ON earlier_case_link_end TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON earlier_case_link_end TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON earlier_case_link_end AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE emergency ENABLE ROW LEVEL SECURITY;
ALTER TABLE emergency FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON emergency TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = emergency.case_id));
CREATE POLICY whole_record ON emergency TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON emergency TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON emergency AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE erased_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_record FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON erased_record TO tryeza_portal USING (
    municipality_id = (SELECT seen_centre()));
CREATE POLICY whole_record ON erased_record TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON erased_record TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON erased_record AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON erasure TO tryeza_portal USING (
    municipality_id = (SELECT seen_centre()));
CREATE POLICY whole_record ON erasure TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON erasure TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON erasure AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE export_approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_approval FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON export_approval TO tryeza_portal USING (
    (SELECT true FROM record_export WHERE record_export.id = export_approval.export_id));
CREATE POLICY whole_record ON export_approval TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON export_approval TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON export_approval AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE export_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON export_decision TO tryeza_portal USING (
    (SELECT true FROM record_export WHERE record_export.id = export_decision.export_id));
CREATE POLICY whole_record ON export_decision TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON export_decision TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON export_decision AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE export_end ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_end FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON export_end TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = export_end.case_id));
CREATE POLICY whole_record ON export_end TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON export_end TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON export_end AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE export_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_order FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON export_order TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = export_order.case_id));
CREATE POLICY whole_record ON export_order TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON export_order TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON export_order AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE export_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_request FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON export_request TO tryeza_portal USING (
    (SELECT true FROM record_export WHERE record_export.id = export_request.export_id));
CREATE POLICY whole_record ON export_request TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON export_request TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON export_request AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE fact FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON fact TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = fact.case_id));
CREATE POLICY whole_record ON fact TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON fact TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON fact AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE family_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON family_notice TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = family_notice.meeting_id));
CREATE POLICY whole_record ON family_notice TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON family_notice TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON family_notice AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE family_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_person FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON family_person TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = family_person.case_id));
CREATE POLICY whole_record ON family_person TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON family_person TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON family_person AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE family_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_word FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON family_word TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = family_word.meeting_id));
CREATE POLICY whole_record ON family_word TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON family_word TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON family_word AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE file_before_meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_before_meeting FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON file_before_meeting TO tryeza_portal USING (
    (SELECT true FROM stored_file WHERE stored_file.id = file_before_meeting.file_id));
CREATE POLICY whole_record ON file_before_meeting TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON file_before_meeting TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON file_before_meeting AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE file_piece ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_piece FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON file_piece TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = file_piece.life_id));
CREATE POLICY whole_record ON file_piece TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON file_piece TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON file_piece AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE file_removal ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_removal FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON file_removal TO tryeza_portal USING (
    (SELECT true FROM stored_file WHERE stored_file.id = file_removal.file_id));
CREATE POLICY whole_record ON file_removal TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON file_removal TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON file_removal AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE filed_page ENABLE ROW LEVEL SECURITY;
ALTER TABLE filed_page FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON filed_page TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = filed_page.life_id));
CREATE POLICY whole_record ON filed_page TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON filed_page TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON filed_page AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE follow_up ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow_up FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON follow_up TO tryeza_portal USING (
    (SELECT true FROM monitoring_visit WHERE monitoring_visit.id = follow_up.visit_id));
CREATE POLICY whole_record ON follow_up TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON follow_up TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON follow_up AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE follow_up_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow_up_word FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON follow_up_word TO tryeza_portal USING (
    (SELECT true FROM follow_up WHERE follow_up.id = follow_up_word.follow_up_id));
CREATE POLICY whole_record ON follow_up_word TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON follow_up_word TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON follow_up_word AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE form_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE form_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON form_draft TO tryeza_portal USING (
    account_id = (SELECT seen_officer()));
CREATE POLICY whole_record ON form_draft TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON form_draft TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON form_draft AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE goal_criterion ENABLE ROW LEVEL SECURITY;
ALTER TABLE goal_criterion FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON goal_criterion TO tryeza_portal USING (
    (SELECT true FROM plan WHERE plan.id = goal_criterion.plan_id) OR (SELECT true FROM review WHERE review.id = goal_criterion.review_id));
CREATE POLICY whole_record ON goal_criterion TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON goal_criterion TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON goal_criterion AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE guest_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE guest_invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON guest_invitation TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = guest_invitation.meeting_id));
CREATE POLICY whole_record ON guest_invitation TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON guest_invitation TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON guest_invitation AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE hand_service ENABLE ROW LEVEL SECURITY;
ALTER TABLE hand_service FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON hand_service TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = hand_service.meeting_id));
CREATE POLICY whole_record ON hand_service TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON hand_service TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON hand_service AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE identity_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_check FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON identity_check TO tryeza_portal USING (
    (SELECT oversees()) IS NOT TRUE AND ((SELECT true FROM member WHERE member.id = identity_check.member_id)));
CREATE POLICY whole_record ON identity_check TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON identity_check TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON identity_check AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE information ENABLE ROW LEVEL SECURITY;
ALTER TABLE information FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON information TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = information.case_id));
CREATE POLICY whole_record ON information TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON information TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON information AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE inquiry ENABLE ROW LEVEL SECURITY;
ALTER TABLE inquiry FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON inquiry TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = inquiry.case_id));
CREATE POLICY whole_record ON inquiry TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON inquiry TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON inquiry AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE inquiry_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE inquiry_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON inquiry_answer TO tryeza_portal USING (
    (SELECT true FROM inquiry WHERE inquiry.id = inquiry_answer.inquiry_id));
CREATE POLICY whole_record ON inquiry_answer TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON inquiry_answer TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON inquiry_answer AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE inquiry_withdrawal ENABLE ROW LEVEL SECURITY;
ALTER TABLE inquiry_withdrawal FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON inquiry_withdrawal TO tryeza_portal USING (
    (SELECT true FROM inquiry WHERE inquiry.id = inquiry_withdrawal.inquiry_id));
CREATE POLICY whole_record ON inquiry_withdrawal TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON inquiry_withdrawal TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON inquiry_withdrawal AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE invitation_taken_back ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation_taken_back FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON invitation_taken_back TO tryeza_portal USING (
    (SELECT true FROM guest_invitation WHERE guest_invitation.id = invitation_taken_back.invitation_id));
CREATE POLICY whole_record ON invitation_taken_back TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON invitation_taken_back TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON invitation_taken_back AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE last_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE last_call FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON last_call TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = last_call.life_id));
CREATE POLICY whole_record ON last_call TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON last_call TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON last_call AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE late_coming ENABLE ROW LEVEL SECURITY;
ALTER TABLE late_coming FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON late_coming TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = late_coming.meeting_id));
CREATE POLICY whole_record ON late_coming TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON late_coming TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON late_coming AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE left_contribution ENABLE ROW LEVEL SECURITY;
ALTER TABLE left_contribution FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON left_contribution TO tryeza_portal USING (
    (SELECT true FROM contribution WHERE contribution.id = left_contribution.contribution_id));
CREATE POLICY whole_record ON left_contribution TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON left_contribution TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON left_contribution AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON legal_hold TO tryeza_portal USING (
    municipality_id = (SELECT seen_centre()));
CREATE POLICY whole_record ON legal_hold TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON legal_hold TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON legal_hold AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE life ENABLE ROW LEVEL SECURITY;
ALTER TABLE life FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON life TO tryeza_portal USING (
    hidden_at IS NULL AND ARRAY[id, municipality_id] && (SELECT shown_lives())) WITH CHECK (ARRAY[id, municipality_id] && (SELECT shown_lives()) OR kind = 'reminders' AND municipality_id = (SELECT door_centre()));
CREATE POLICY whole_record ON life TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON life TO tryeza_owner USING (true);
CREATE POLICY from_inside ON life AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR ended_at IS NULL);

ALTER TABLE log_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE log_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON log_entry TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = log_entry.case_id));
CREATE POLICY whole_record ON log_entry TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON log_entry TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON log_entry AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE made_paper ENABLE ROW LEVEL SECURITY;
ALTER TABLE made_paper FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON made_paper TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = made_paper.life_id));
CREATE POLICY whole_record ON made_paper TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON made_paper TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON made_paper AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE mail_complaint ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_complaint FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON mail_complaint TO tryeza_portal USING (
    (SELECT true FROM member WHERE member.id = mail_complaint.member_id));
CREATE POLICY whole_record ON mail_complaint TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON mail_complaint TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON mail_complaint AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON meeting TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = meeting.life_id));
CREATE POLICY whole_record ON meeting TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON meeting TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON meeting AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE meeting_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_request FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON meeting_request TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = meeting_request.life_id));
CREATE POLICY whole_record ON meeting_request TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON meeting_request TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON meeting_request AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE meeting_room ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_room FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON meeting_room TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = meeting_room.meeting_id));
CREATE POLICY whole_record ON meeting_room TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON meeting_room TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON meeting_room AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE member ENABLE ROW LEVEL SECURITY;
ALTER TABLE member FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON member TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = member.life_id) OR member.id = (SELECT (door_seat()).id));
CREATE POLICY whole_record ON member TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON member TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON member AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE member_authenticator ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_authenticator FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON member_authenticator TO tryeza_portal USING (
    (SELECT oversees()) IS NOT TRUE AND ((SELECT true FROM professional WHERE professional.id = member_authenticator.professional_id)));
CREATE POLICY whole_record ON member_authenticator TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON member_authenticator TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON member_authenticator AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));
CREATE POLICY at_sign_in ON member_authenticator TO tryeza_sign_in USING (professional_id IN ((SELECT (door_seat()).professional_id), (SELECT offered_person())));

ALTER TABLE member_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_link FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON member_link TO tryeza_portal USING (
    (SELECT true FROM member WHERE member.id = member_link.member_id));
CREATE POLICY whole_record ON member_link TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON member_link TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON member_link AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR EXISTS (SELECT FROM member WHERE member.id = member_id AND professional_id = (SELECT confirmed_person())));

ALTER TABLE member_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_session FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON member_session TO tryeza_portal USING (
    (SELECT oversees()) IS NOT TRUE AND ((SELECT true FROM professional WHERE professional.id = member_session.professional_id)));
CREATE POLICY whole_record ON member_session TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON member_session TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON member_session AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR professional_id = (SELECT confirmed_person()));
CREATE POLICY at_sign_in ON member_session TO tryeza_sign_in USING (professional_id = (SELECT (door_seat()).professional_id));

ALTER TABLE message ENABLE ROW LEVEL SECURITY;
ALTER TABLE message FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON message TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = message.life_id) OR link_id IN (SELECT id FROM member_link WHERE member_id = (SELECT (door_seat()).id)) OR recipient_id = (SELECT changed_person()) OR life_id IS NULL AND invites(recipient_id, key) OR (SELECT oversees()));
CREATE POLICY whole_record ON message TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON message TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON message AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR true);
CREATE POLICY at_sign_in ON message TO tryeza_sign_in USING (life_id IS NULL);

ALTER TABLE minutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON minutes TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = minutes.meeting_id));
CREATE POLICY whole_record ON minutes TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON minutes TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON minutes AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE misplaced_meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE misplaced_meeting FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON misplaced_meeting TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = misplaced_meeting.meeting_id));
CREATE POLICY whole_record ON misplaced_meeting TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON misplaced_meeting TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON misplaced_meeting AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE mistaken_referral ENABLE ROW LEVEL SECURITY;
ALTER TABLE mistaken_referral FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON mistaken_referral TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = mistaken_referral.case_id));
CREATE POLICY whole_record ON mistaken_referral TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON mistaken_referral TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON mistaken_referral AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE monitored_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE monitored_action FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON monitored_action TO tryeza_portal USING (
    (SELECT true FROM plan_action WHERE plan_action.id = monitored_action.action_id));
CREATE POLICY whole_record ON monitored_action TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON monitored_action TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON monitored_action AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE monitoring_form ENABLE ROW LEVEL SECURITY;
ALTER TABLE monitoring_form FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON monitoring_form TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = monitoring_form.case_id));
CREATE POLICY whole_record ON monitoring_form TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON monitoring_form TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON monitoring_form AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE monitoring_visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE monitoring_visit FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON monitoring_visit TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = monitoring_visit.case_id));
CREATE POLICY whole_record ON monitoring_visit TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON monitoring_visit TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON monitoring_visit AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE month_remark ENABLE ROW LEVEL SECURITY;
ALTER TABLE month_remark FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON month_remark TO tryeza_portal USING (
    (SELECT true FROM signed_month WHERE signed_month.id = month_remark.signed_month_id));
CREATE POLICY whole_record ON month_remark TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON month_remark TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON month_remark AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE name_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE name_key FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON name_key TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = name_key.case_id));
CREATE POLICY whole_record ON name_key TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON name_key TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON name_key AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE office_number ENABLE ROW LEVEL SECURITY;
ALTER TABLE office_number FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON office_number TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = office_number.case_id));
CREATE POLICY whole_record ON office_number TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON office_number TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON office_number AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE one_time_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE one_time_code FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON one_time_code TO tryeza_portal USING (
    (SELECT oversees()) IS NOT TRUE AND ((SELECT true FROM professional WHERE professional.id = one_time_code.professional_id)));
CREATE POLICY whole_record ON one_time_code TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON one_time_code TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON one_time_code AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR professional_id IN ((SELECT (door_seat()).professional_id), (SELECT changed_person())));
CREATE POLICY at_sign_in ON one_time_code TO tryeza_sign_in USING (professional_id IN ((SELECT (door_seat()).professional_id), (SELECT changed_person())));

ALTER TABLE open_duty ENABLE ROW LEVEL SECURITY;
ALTER TABLE open_duty FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON open_duty TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = open_duty.life_id) OR (SELECT oversees()));
CREATE POLICY whole_record ON open_duty TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON open_duty TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON open_duty AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR true);

ALTER TABLE opinion ENABLE ROW LEVEL SECURITY;
ALTER TABLE opinion FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON opinion TO tryeza_portal USING (
    (SELECT true FROM closure WHERE closure.id = opinion.closure_id));
CREATE POLICY whole_record ON opinion TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON opinion TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON opinion AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE original_opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE original_opening FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON original_opening TO tryeza_portal USING (
    (SELECT true FROM stored_file WHERE stored_file.id = original_opening.file_id));
CREATE POLICY whole_record ON original_opening TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON original_opening TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON original_opening AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE own_progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE own_progress FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON own_progress TO tryeza_portal USING (
    (SELECT true FROM plan_action WHERE plan_action.id = own_progress.action_id));
CREATE POLICY whole_record ON own_progress TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON own_progress TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON own_progress AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE page_taken_back ENABLE ROW LEVEL SECURITY;
ALTER TABLE page_taken_back FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON page_taken_back TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = page_taken_back.life_id));
CREATE POLICY whole_record ON page_taken_back TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON page_taken_back TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON page_taken_back AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE paper_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper_case FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON paper_case TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = paper_case.case_id));
CREATE POLICY whole_record ON paper_case TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON paper_case TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON paper_case AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE paper_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper_word FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON paper_word TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = paper_word.case_id));
CREATE POLICY whole_record ON paper_word TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON paper_word TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON paper_word AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE participant ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON participant TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = participant.life_id));
CREATE POLICY whole_record ON participant TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON participant TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON participant AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE participant_presence ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant_presence FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON participant_presence TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = participant_presence.meeting_id));
CREATE POLICY whole_record ON participant_presence TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON participant_presence TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON participant_presence AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE participant_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant_word FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON participant_word TO tryeza_portal USING (
    (SELECT true FROM participant WHERE participant.id = participant_word.participant_id));
CREATE POLICY whole_record ON participant_word TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON participant_word TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON participant_word AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON plan TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = plan.case_id));
CREATE POLICY whole_record ON plan TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON plan TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON plan AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE plan_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_action FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON plan_action TO tryeza_portal USING (
    (SELECT true FROM plan WHERE plan.id = plan_action.plan_id));
CREATE POLICY whole_record ON plan_action TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON plan_action TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON plan_action AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE presence_correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE presence_correction FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON presence_correction TO tryeza_portal USING (
    (SELECT true FROM record_correction WHERE record_correction.id = presence_correction.correction_id));
CREATE POLICY whole_record ON presence_correction TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON presence_correction TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON presence_correction AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE professional ENABLE ROW LEVEL SECURITY;
ALTER TABLE professional FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON professional TO tryeza_portal USING (
    municipality_id = (SELECT seen_centre()) OR (SELECT oversees()) OR EXISTS (SELECT FROM member WHERE member.professional_id = professional.id));
CREATE POLICY whole_record ON professional TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON professional TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON professional AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR id = (SELECT confirmed_person()));

ALTER TABLE progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON progress TO tryeza_portal USING (
    (SELECT true FROM plan_action WHERE plan_action.id = progress.action_id));
CREATE POLICY whole_record ON progress TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON progress TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON progress AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE protocol_number ENABLE ROW LEVEL SECURITY;
ALTER TABLE protocol_number FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON protocol_number TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = protocol_number.case_id));
CREATE POLICY whole_record ON protocol_number TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON protocol_number TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON protocol_number AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE question_turn ENABLE ROW LEVEL SECURITY;
ALTER TABLE question_turn FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON question_turn TO tryeza_portal USING (
    (SELECT true FROM supervision_question WHERE supervision_question.id = question_turn.question_id));
CREATE POLICY whole_record ON question_turn TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON question_turn TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON question_turn AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE record_correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_correction FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON record_correction TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = record_correction.meeting_id));
CREATE POLICY whole_record ON record_correction TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON record_correction TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON record_correction AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE record_export ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_export FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON record_export TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = record_export.case_id));
CREATE POLICY whole_record ON record_export TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON record_export TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON record_export AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE record_taken_back ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_taken_back FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON record_taken_back TO tryeza_portal USING (
    (SELECT true FROM decision_record WHERE decision_record.id = record_taken_back.record_id));
CREATE POLICY whole_record ON record_taken_back TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON record_taken_back TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON record_taken_back AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE referral_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE referral_day FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON referral_day TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = referral_day.case_id));
CREATE POLICY whole_record ON referral_day TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON referral_day TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON referral_day AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE referral_receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE referral_receipt FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON referral_receipt TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = referral_receipt.case_id));
CREATE POLICY whole_record ON referral_receipt TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON referral_receipt TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON referral_receipt AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON reminder TO tryeza_portal USING (
    (SELECT true FROM report_request WHERE report_request.id = reminder.request_id));
CREATE POLICY whole_record ON reminder TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON reminder TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON reminder AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE replacement ENABLE ROW LEVEL SECURITY;
ALTER TABLE replacement FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON replacement TO tryeza_portal USING (
    (SELECT true FROM member WHERE member.id = replacement.member_id));
CREATE POLICY whole_record ON replacement TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON replacement TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON replacement AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE report_correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_correction FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON report_correction TO tryeza_portal USING (
    (SELECT true FROM report_request WHERE report_request.id = report_correction.request_id));
CREATE POLICY whole_record ON report_correction TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON report_correction TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON report_correction AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE report_date ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_date FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON report_date TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = report_date.case_id));
CREATE POLICY whole_record ON report_date TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON report_date TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON report_date AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE report_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_request FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON report_request TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = report_request.case_id));
CREATE POLICY whole_record ON report_request TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON report_request TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON report_request AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE reported_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE reported_action FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON reported_action TO tryeza_portal USING (
    (SELECT true FROM plan_action WHERE plan_action.id = reported_action.action_id));
CREATE POLICY whole_record ON reported_action TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON reported_action TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON reported_action AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE request_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE request_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON request_answer TO tryeza_portal USING (
    (SELECT true FROM meeting_request WHERE meeting_request.id = request_answer.request_id));
CREATE POLICY whole_record ON request_answer TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON request_answer TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON request_answer AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE review ENABLE ROW LEVEL SECURITY;
ALTER TABLE review FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON review TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = review.case_id));
CREATE POLICY whole_record ON review TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON review TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON review AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE review_rhythm ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_rhythm FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON review_rhythm TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = review_rhythm.case_id));
CREATE POLICY whole_record ON review_rhythm TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON review_rhythm TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON review_rhythm AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE room_arrival ENABLE ROW LEVEL SECURITY;
ALTER TABLE room_arrival FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON room_arrival TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = room_arrival.meeting_id));
CREATE POLICY whole_record ON room_arrival TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON room_arrival TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON room_arrival AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE seat_term ENABLE ROW LEVEL SECURITY;
ALTER TABLE seat_term FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON seat_term TO tryeza_portal USING (
    (SELECT true FROM standing_seat WHERE standing_seat.id = seat_term.seat_id));
CREATE POLICY whole_record ON seat_term TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON seat_term TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON seat_term AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE section_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE section_word FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON section_word TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = section_word.case_id));
CREATE POLICY whole_record ON section_word TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON section_word TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON section_word AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE services_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE services_letter FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON services_letter TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = services_letter.case_id));
CREATE POLICY whole_record ON services_letter TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON services_letter TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON services_letter AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE services_letter_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE services_letter_word FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON services_letter_word TO tryeza_portal USING (
    (SELECT true FROM services_letter WHERE services_letter.id = services_letter_word.letter_id));
CREATE POLICY whole_record ON services_letter_word TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON services_letter_word TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON services_letter_word AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE signal_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE signal_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON signal_answer TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = signal_answer.case_id));
CREATE POLICY whole_record ON signal_answer TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON signal_answer TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON signal_answer AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE signature ENABLE ROW LEVEL SECURITY;
ALTER TABLE signature FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON signature TO tryeza_portal USING (
    (SELECT true FROM minutes WHERE minutes.id = signature.paper_id) OR (SELECT true FROM closure WHERE closure.id = signature.paper_id) OR (SELECT true FROM member WHERE member.id = signature.paper_id) OR (SELECT true FROM participant WHERE participant.id = signature.paper_id));
CREATE POLICY whole_record ON signature TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON signature TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON signature AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE signature_correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE signature_correction FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON signature_correction TO tryeza_portal USING (
    (SELECT true FROM minutes WHERE minutes.id = signature_correction.paper_id) OR (SELECT true FROM closure WHERE closure.id = signature_correction.paper_id) OR (SELECT true FROM member WHERE member.id = signature_correction.paper_id) OR (SELECT true FROM participant WHERE participant.id = signature_correction.paper_id));
CREATE POLICY whole_record ON signature_correction TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON signature_correction TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON signature_correction AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE signature_reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE signature_reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON signature_reminder TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = signature_reminder.life_id));
CREATE POLICY whole_record ON signature_reminder TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON signature_reminder TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON signature_reminder AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE signature_scan ENABLE ROW LEVEL SECURITY;
ALTER TABLE signature_scan FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON signature_scan TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = signature_scan.life_id));
CREATE POLICY whole_record ON signature_scan TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON signature_scan TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON signature_scan AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE signed_month ENABLE ROW LEVEL SECURITY;
ALTER TABLE signed_month FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON signed_month TO tryeza_portal USING (
    EXISTS (SELECT FROM account WHERE account.id = signed_month.manager_id AND account.municipality_id = (SELECT seen_centre())));
CREATE POLICY whole_record ON signed_month TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON signed_month TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON signed_month AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE signed_text ENABLE ROW LEVEL SECURITY;
ALTER TABLE signed_text FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON signed_text TO tryeza_portal USING (
    (SELECT true FROM minutes WHERE minutes.id = signed_text.paper_id) OR (SELECT true FROM closure WHERE closure.id = signed_text.paper_id) OR (SELECT true FROM member WHERE member.id = signed_text.paper_id) OR (SELECT true FROM participant WHERE participant.id = signed_text.paper_id));
CREATE POLICY whole_record ON signed_text TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON signed_text TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON signed_text AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE standing_instruction ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing_instruction FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON standing_instruction TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = standing_instruction.case_id));
CREATE POLICY whole_record ON standing_instruction TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON standing_instruction TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON standing_instruction AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE standing_seat ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing_seat FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON standing_seat TO tryeza_portal USING (
    (SELECT true FROM professional WHERE professional.id = standing_seat.professional_id) OR (SELECT oversees()));
CREATE POLICY whole_record ON standing_seat TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON standing_seat TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON standing_seat AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE step_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE step_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON step_attempt TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = step_attempt.life_id) OR (SELECT oversees()));
CREATE POLICY whole_record ON step_attempt TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON step_attempt TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON step_attempt AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE stored_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE stored_file FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON stored_file TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = stored_file.life_id));
CREATE POLICY whole_record ON stored_file TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON stored_file TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON stored_file AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE substitute_chair ENABLE ROW LEVEL SECURITY;
ALTER TABLE substitute_chair FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON substitute_chair TO tryeza_portal USING (
    (SELECT true FROM meeting WHERE meeting.id = substitute_chair.meeting_id));
CREATE POLICY whole_record ON substitute_chair TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON substitute_chair TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON substitute_chair AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE succession ENABLE ROW LEVEL SECURITY;
ALTER TABLE succession FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON succession TO tryeza_portal USING (
    (SELECT true FROM member WHERE member.id = succession.member_id));
CREATE POLICY whole_record ON succession TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON succession TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON succession AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE superior_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE superior_link FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON superior_link TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = superior_link.case_id));
CREATE POLICY whole_record ON superior_link TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON superior_link TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON superior_link AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE superior_reply ENABLE ROW LEVEL SECURITY;
ALTER TABLE superior_reply FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON superior_reply TO tryeza_portal USING (
    (SELECT true FROM absence_notice WHERE absence_notice.id = superior_reply.absence_id) OR (SELECT true FROM report_request WHERE report_request.id = superior_reply.request_id));
CREATE POLICY whole_record ON superior_reply TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON superior_reply TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON superior_reply AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR recorded_by_id IS NULL AND id = (SELECT (superior_door()).id) AND request_id IS NOT DISTINCT FROM (SELECT (superior_door()).request_id) AND absence_id IS NOT DISTINCT FROM (SELECT (superior_door()).absence_id));

ALTER TABLE superior_service ENABLE ROW LEVEL SECURITY;
ALTER TABLE superior_service FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON superior_service TO tryeza_portal USING (
    (SELECT true FROM absence_notice WHERE absence_notice.id = superior_service.absence_id) OR (SELECT true FROM report_request WHERE report_request.id = superior_service.request_id));
CREATE POLICY whole_record ON superior_service TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON superior_service TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON superior_service AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE supervision_question ENABLE ROW LEVEL SECURITY;
ALTER TABLE supervision_question FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON supervision_question TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = supervision_question.case_id));
CREATE POLICY whole_record ON supervision_question TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON supervision_question TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON supervision_question AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE supplement ENABLE ROW LEVEL SECURITY;
ALTER TABLE supplement FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON supplement TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = supplement.case_id));
CREATE POLICY whole_record ON supplement TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON supplement TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON supplement AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE supplement_signature ENABLE ROW LEVEL SECURITY;
ALTER TABLE supplement_signature FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON supplement_signature TO tryeza_portal USING (
    (SELECT true FROM supplement WHERE supplement.id = supplement_signature.supplement_id));
CREATE POLICY whole_record ON supplement_signature TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON supplement_signature TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON supplement_signature AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE table_findings ENABLE ROW LEVEL SECURITY;
ALTER TABLE table_findings FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON table_findings TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = table_findings.case_id));
CREATE POLICY whole_record ON table_findings TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON table_findings TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON table_findings AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE told_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE told_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON told_notice TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = told_notice.case_id));
CREATE POLICY whole_record ON told_notice TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON told_notice TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON told_notice AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE typed_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE typed_day FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON typed_day TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = typed_day.life_id));
CREATE POLICY whole_record ON typed_day TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON typed_day TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON typed_day AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE waiting_page ENABLE ROW LEVEL SECURITY;
ALTER TABLE waiting_page FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON waiting_page TO tryeza_portal USING (
    EXISTS (SELECT FROM account WHERE account.id = waiting_page.brought_by_id AND account.municipality_id = (SELECT seen_centre())));
CREATE POLICY whole_record ON waiting_page TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON waiting_page TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON waiting_page AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()));

ALTER TABLE wakeup ENABLE ROW LEVEL SECURITY;
ALTER TABLE wakeup FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON wakeup TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = wakeup.life_id) OR EXISTS (SELECT FROM life WHERE life.id = life_id AND life.kind = 'reminders') OR (SELECT oversees()));
CREATE POLICY whole_record ON wakeup TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON wakeup TO tryeza_owner USING (session_user <> current_user OR current_setting('tryeza.wall', true) = 'lifted');
CREATE POLICY from_inside ON wakeup AS RESTRICTIVE TO tryeza_portal USING (true) WITH CHECK ((SELECT is_inside()) OR true);

CREATE POLICY narrower ON life AS RESTRICTIVE FOR UPDATE TO tryeza_portal USING (EXISTS (SELECT FROM open_life WHERE open_life.id = life.id) OR (SELECT oversees()));
CREATE POLICY narrower ON member AS RESTRICTIVE FOR INSERT TO tryeza_portal WITH CHECK (of_ones_centre(professional_id));
CREATE POLICY narrower ON message AS RESTRICTIVE FOR INSERT TO tryeza_portal WITH CHECK (life_id IS NOT NULL AND NOT starts_with(key, 'sign_in/') AND EXISTS (SELECT FROM life WHERE life.id = life_id) OR life_id IS NULL AND ((SELECT oversees()) OR (SELECT seen_centre()) IS NOT NULL OR recipient_id = (SELECT changed_person()) AND NOT starts_with(key, 'sign_in/')));
CREATE POLICY narrower ON professional AS RESTRICTIVE FOR UPDATE TO tryeza_portal USING ((SELECT oversees()) IS NOT TRUE);
CREATE POLICY narrower_to_delete ON open_duty AS RESTRICTIVE FOR DELETE TO tryeza_portal USING ((SELECT oversees()) IS NOT TRUE OR EXISTS (SELECT FROM life WHERE life.id = life_id AND life.kind <> 'case'));
CREATE POLICY narrower ON open_duty AS RESTRICTIVE FOR UPDATE TO tryeza_portal USING ((SELECT oversees()) IS NOT TRUE OR EXISTS (SELECT FROM life WHERE life.id = life_id AND life.kind <> 'case'));
CREATE POLICY narrower ON contact_change AS RESTRICTIVE FOR INSERT TO tryeza_portal WITH CHECK (of_ones_centre(professional_id));
