-- The record: what Tryeza keeps, in the order in which a case goes through it.
--
-- A table begins with its key, a UUID that the program makes. What ends in _sealed is a personal value,
-- encrypted by the program. What a column means stands in models/, where each table is a class.
--
-- To add a table, while nobody's record depends on this file:
--   1. Its class in models/; its CREATE TABLE here, in its chapter, below the tables that it refers to.
--   2. Names: pk_TABLE, fk_TABLE_COLUMN, ck_TABLE_SENTENCE (a model gives the sentence alone); a UNIQUE or an
--      index is a sentence of its own. A foreign key that a question begins with has an index.
--   3. In 0001_what_it_refuses.sql: a trigger where its rows stay as written. In models/rights.py: which columns
--      acts change, whether they delete; then `python -m models.rights`. Everybody who acts reads and adds.
--   4. `pytest tests/models` names everything in which models and record differ. Going back needs no line.
-- Once somebody's record depends on it, this file stays as it is and a change is 0002, made like 0001: it
-- also grants the program its own tables.

-- == People and institutions ==

-- One of the 38, with its Centre for Social Work and its roundtable: Art. 3.
CREATE TABLE municipality (id uuid CONSTRAINT pk_municipality PRIMARY KEY,
    slug varchar NOT NULL CONSTRAINT one_municipality_per_slug UNIQUE,
    name_sq varchar NOT NULL,
    name_sr varchar NOT NULL
);

-- An officer of a centre, or an administrator of the system.
CREATE TABLE account (id uuid CONSTRAINT pk_account PRIMARY KEY,
    municipality_id uuid CONSTRAINT fk_account_municipality_id REFERENCES municipality,
    role varchar NOT NULL CONSTRAINT ck_account_role CHECK (role IN ('head', 'manager', 'admin')),
    email_index bytea NOT NULL CONSTRAINT one_account_per_address UNIQUE,
    language varchar NOT NULL,
    disabled_at timestamptz,
    convener boolean NOT NULL,
    name_sealed bytea,
    former_names_sealed bytea,
    email_sealed bytea,
    phone_sealed bytea,
    CONSTRAINT ck_account_convener_is_an_officer CHECK (NOT convener OR role = 'manager')
);
CREATE INDEX accounts_by_municipality ON account (municipality_id);
CREATE UNIQUE INDEX one_convener_per_municipality ON account (municipality_id) WHERE convener;

-- What a municipality and its centre are called from a day on; from the beginning where none is said.
CREATE TABLE centre_name (id uuid CONSTRAINT pk_centre_name PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_centre_name_municipality_id REFERENCES municipality,
    number integer NOT NULL,
    since date,
    name_sq varchar NOT NULL,
    name_sr varchar NOT NULL,
    name_en varchar NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid CONSTRAINT fk_centre_name_entered_by_id REFERENCES account,
    CONSTRAINT one_centre_name_per_number UNIQUE (municipality_id, number),
    CONSTRAINT ck_centre_name_is_called CHECK (name_sq <> '' AND name_sr <> '' AND name_en <> '')
);
CREATE INDEX centre_names_by_account ON centre_name (entered_by_id);

-- What an administrator changed of an account: which role it had, and where its mail went.
CREATE TABLE account_change (id uuid CONSTRAINT pk_account_change PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_account_change_account_id REFERENCES account,
    changed_by_id uuid NOT NULL CONSTRAINT fk_account_change_changed_by_id REFERENCES account,
    changed_at timestamptz NOT NULL,
    changed_on date NOT NULL,
    was_role varchar CONSTRAINT ck_account_change_was_role CHECK (was_role IN ('head', 'manager', 'admin')),
    old_email_sealed bytea,
    CONSTRAINT ck_account_change_changed_something CHECK (was_role IS NOT NULL OR old_email_sealed IS NOT NULL)
);
CREATE INDEX account_changes_by_account ON account_change (account_id);

-- An officer who takes the head's acts for a time; one in force at a time (0001_what_it_refuses.sql).
CREATE TABLE deputy (id uuid CONSTRAINT pk_deputy PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_deputy_municipality_id REFERENCES municipality,
    account_id uuid NOT NULL CONSTRAINT fk_deputy_account_id REFERENCES account,
    valid_from date NOT NULL,
    valid_until date,
    appointed_by_id uuid NOT NULL CONSTRAINT fk_deputy_appointed_by_id REFERENCES account,
    entered_at timestamptz NOT NULL,
    ended_on date,
    ended_by_id uuid CONSTRAINT fk_deputy_ended_by_id REFERENCES account,
    ended_at timestamptz,
    ground_sealed bytea,
    CONSTRAINT ck_deputy_ends_later CHECK (valid_until IS NULL OR valid_until >= valid_from),
    CONSTRAINT ck_deputy_appointed_by_another CHECK (account_id <> appointed_by_id),
    CONSTRAINT ck_deputy_ended_by_somebody
        CHECK ((ended_on IS NULL) = (ended_by_id IS NULL) AND (ended_on IS NULL) = (ended_at IS NULL))
);
CREATE INDEX deputies_by_municipality ON deputy (municipality_id);
CREATE INDEX deputies_by_account ON deputy (account_id);

-- Somebody an institution sends to the table; has no account: Art. 4(1), 4(4), 4(6).
CREATE TABLE professional (id uuid CONSTRAINT pk_professional PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_professional_municipality_id REFERENCES municipality,
    kind varchar NOT NULL,
    institution varchar NOT NULL,
    unit varchar NOT NULL,
    language varchar NOT NULL,
    superior_language varchar NOT NULL,
    standing boolean NOT NULL,
    left_at timestamptz,
    name_sealed bytea,
    email_sealed bytea,
    phone_sealed bytea,
    superior_name_sealed bytea,
    superior_email_sealed bytea
);
CREATE INDEX professionals_by_municipality ON professional (municipality_id);

-- == Lives, their steps and their inbox ==

-- One long-running flow: a case, a quarterly meeting, a municipality's reminders.
CREATE TABLE life (id uuid CONSTRAINT pk_life PRIMARY KEY,
    kind varchar NOT NULL,
    key varchar NOT NULL,
    municipality_id uuid NOT NULL CONSTRAINT fk_life_municipality_id REFERENCES municipality,
    language varchar NOT NULL CONSTRAINT ck_life_language CHECK (language IN ('sq', 'sr')),
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    flow_run_id uuid,
    activations integer NOT NULL,
    last_look jsonb NOT NULL,
    wake_at timestamptz,
    waiting_for varchar NOT NULL,
    stalled_at timestamptz,
    stalled_step varchar,
    stalled_reference varchar,
    CONSTRAINT one_life_per_key UNIQUE (kind, key)
);
CREATE INDEX lives_by_municipality ON life (municipality_id);
CREATE INDEX open_lives_by_municipality ON life (municipality_id) WHERE ended_at IS NULL;
CREATE INDEX lives_by_flow_run ON life (flow_run_id);
CREATE INDEX lives_by_gate ON life USING gin ((ARRAY[id, municipality_id])) WITH (fastupdate=off);
CREATE INDEX open_lives_by_wake_at ON life (wake_at) WHERE ended_at IS NULL AND stalled_at IS NULL;

-- The keys of the ring by id and proof: whoever lacks one, or has another under its id, does not start
CREATE TABLE ring_key (id uuid CONSTRAINT pk_ring_key PRIMARY KEY,
    name varchar NOT NULL CONSTRAINT one_proof_per_key UNIQUE,
    proof bytea NOT NULL,
    known_at timestamptz NOT NULL,
    put_back_at timestamptz,
    retired_at timestamptz,
    CONSTRAINT ck_ring_key_retired_from_behind CHECK (retired_at IS NULL OR put_back_at IS NOT NULL)
);

-- The key of all that is written about one life, kept sealed under the ring
CREATE TABLE data_key (id uuid CONSTRAINT pk_data_key PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_data_key_life_id REFERENCES life,
    wrapped bytea,
    made_at timestamptz NOT NULL,
    replaced_at timestamptz,
    destroyed_at timestamptz,
    CONSTRAINT ck_data_key_wrapped_or_gone CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_data_key_in_use ON data_key (life_id) WHERE replaced_at IS NULL;
CREATE INDEX data_keys_by_life ON data_key (life_id);

-- The inbox of a life: somebody acted, or a retry was asked for.
CREATE TABLE wakeup (id uuid CONSTRAINT pk_wakeup PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_wakeup_life_id REFERENCES life ON DELETE CASCADE,
    reason varchar NOT NULL,
    created_at timestamptz NOT NULL,
    taken_at timestamptz
);
CREATE INDEX waiting_wakeups_by_life ON wakeup (life_id) WHERE taken_at IS NULL;
CREATE INDEX wakeups_by_life ON wakeup (life_id, created_at);

-- One try at one step: what an administrator reads when it went wrong.
CREATE TABLE step_attempt (id uuid CONSTRAINT pk_step_attempt PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_step_attempt_life_id REFERENCES life ON DELETE CASCADE,
    step varchar NOT NULL,
    article varchar NOT NULL,
    subject_id uuid,
    number integer NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome varchar NOT NULL
        CONSTRAINT ck_step_attempt_outcome CHECK (outcome IN ('running', 'done', 'retrying', 'interrupted', 'stalled')),
    error varchar,
    reference varchar
);
CREATE INDEX running_attempts_by_life ON step_attempt (life_id) WHERE outcome = 'running';
CREATE INDEX step_attempts_by_life ON step_attempt (life_id, started_at);

-- == The case, the child and its family ==

-- A child in need of protection before the roundtable; its id is its life's id: Art. 11.
CREATE TABLE cases (id uuid CONSTRAINT pk_cases PRIMARY KEY CONSTRAINT fk_cases_id REFERENCES life,
    number varchar NOT NULL CONSTRAINT one_case_per_number UNIQUE,
    municipality_id uuid NOT NULL CONSTRAINT fk_cases_municipality_id REFERENCES municipality,
    phase varchar NOT NULL CONSTRAINT ck_cases_phase CHECK (
        phase IN ('assessment', 'planning', 'implementation', 'review', 'closure', 'closed')),
    rules_version varchar NOT NULL,
    referred_on date NOT NULL,
    announced_at timestamptz,
    manager_id uuid CONSTRAINT fk_cases_manager_id REFERENCES account,
    conflict_on date,
    risk varchar CONSTRAINT ck_cases_risk CHECK (risk IN ('none', 'low', 'medium', 'high')),
    composed_at timestamptz,
    review_opened_on date,
    sibling_of_id uuid CONSTRAINT fk_cases_sibling_of_id REFERENCES cases,
    from_paper_on date,
    paper_ended_at timestamptz,
    version integer NOT NULL,
    sealed_at timestamptz,
    seal bytea,
    trail_entries integer,
    trail_end bytea,
    referrer_sealed bytea,
    situation_sealed bytea,
    best_interest_sealed bytea,
    services_before_sealed bytea,
    categories_sealed bytea NOT NULL,
    CONSTRAINT ck_cases_closed_when_sealed CHECK ((phase = 'closed') = (sealed_at IS NOT NULL))
);
CREATE INDEX cases_by_municipality ON cases (municipality_id);
CREATE INDEX cases_by_manager ON cases (manager_id);
CREATE INDEX cases_by_sibling ON cases (sibling_of_id);

-- Annex 1, personal data of the case: every field sealed.
CREATE TABLE child (id uuid CONSTRAINT pk_child PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_child_case_id REFERENCES cases CONSTRAINT one_child_per_case UNIQUE,
    birth_estimated_sealed bytea NOT NULL,
    status_sealed bytea NOT NULL,
    name_sealed bytea,
    birth_date_sealed bytea,
    gender_sealed bytea,
    ethnicity_sealed bytea,
    birth_place_sealed bytea,
    residence_sealed bytea,
    whereabouts_sealed bytea,
    health_sealed bytea,
    disability_sealed bytea,
    other_sealed bytea
);

-- The child, a parent, a guardian, a carer or a relative: Art. 4(5), 8(10), 10(5), 17(2).
CREATE TABLE family_person (id uuid CONSTRAINT pk_family_person PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_family_person_case_id REFERENCES cases,
    relation varchar NOT NULL
        CONSTRAINT ck_family_person_relation CHECK (relation IN ('child', 'mother', 'father', 'guardian', 'carer', 'relative')),
    alleged_perpetrator_sealed bytea,
    died boolean NOT NULL,
    officer_id uuid CONSTRAINT fk_family_person_officer_id REFERENCES account,
    name_sealed bytea,
    contact_sealed bytea,
    died_on_sealed bytea,
    CONSTRAINT ck_family_person_officer_is_a_guardian CHECK (officer_id IS NULL OR relation = 'guardian')
);
CREATE INDEX family_by_case ON family_person (case_id);
CREATE INDEX dead_children ON family_person (case_id) WHERE relation = 'child' AND died IS TRUE;
CREATE UNIQUE INDEX one_child_in_the_family ON family_person (case_id) WHERE relation = 'child';

-- What is known of a child and its family, answer by answer; a correction is another row.
CREATE TABLE fact (id uuid CONSTRAINT pk_fact PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_fact_case_id REFERENCES cases,
    person_id uuid NOT NULL CONSTRAINT fk_fact_person_id REFERENCES family_person,
    name varchar NOT NULL CONSTRAINT ck_fact_name CHECK (name IN (
        'name', 'birth_date', 'birth_certainty', 'gender', 'ethnicity', 'status', 'birth_place', 'residence',
        'whereabouts', 'health', 'disability', 'other', 'relation', 'violence', 'contact', 'contact_safe',
        'interpreter', 'language', 'can_read', 'death', 'officer', 'no_kin')),
    number integer NOT NULL,
    valid_from date,
    known_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid CONSTRAINT fk_fact_recorded_by_id REFERENCES account,
    corrects_id uuid CONSTRAINT fk_fact_corrects_id REFERENCES fact CONSTRAINT corrected_once UNIQUE,
    answer_sealed bytea,
    source_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT ck_fact_correction_has_reason CHECK (corrects_id IS NULL OR reason_sealed IS NOT NULL),
    CONSTRAINT one_answer_per_number UNIQUE (person_id, name, number)
);
CREATE INDEX facts_by_case ON fact (case_id);

-- The centre appoints an officer to manage the case and chair its table: Art. 4(2).
CREATE TABLE appointment (id uuid CONSTRAINT pk_appointment PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_appointment_case_id REFERENCES cases,
    account_id uuid NOT NULL CONSTRAINT fk_appointment_account_id REFERENCES account,
    appointed_by_id uuid NOT NULL CONSTRAINT fk_appointment_appointed_by_id REFERENCES account,
    appointed_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    ended_on date,
    announced_at timestamptz,
    reason_sealed bytea
);
CREATE INDEX appointments_by_case ON appointment (case_id);
CREATE INDEX appointments_by_officer ON appointment (account_id);
CREATE UNIQUE INDEX one_manager_at_a_time ON appointment (case_id) WHERE ended_on IS NULL;

-- The manager's word, given ahead, on when a superior is notified: Art. 14(3.2).
CREATE TABLE standing_instruction (id uuid CONSTRAINT pk_standing_instruction PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_standing_instruction_case_id REFERENCES cases,
    given_by_id uuid NOT NULL CONSTRAINT fk_standing_instruction_given_by_id REFERENCES account,
    given_at timestamptz NOT NULL,
    ended_at timestamptz,
    after_reminders integer NOT NULL
        CONSTRAINT ck_standing_instruction_never_without_reminder CHECK (after_reminders >= 1),
    last_chance_days integer NOT NULL CONSTRAINT ck_standing_instruction_a_last_chance CHECK (last_chance_days >= 1)
);
CREATE INDEX instructions_by_case ON standing_instruction (case_id);
CREATE UNIQUE INDEX one_instruction_in_force ON standing_instruction (case_id) WHERE ended_at IS NULL;

-- == Seats at a table, and who sits there ==

-- Somebody's seat at one table: a case's (Art. 4(3)) or a quarterly meeting's (Art. 8(2)).
CREATE TABLE member (id uuid CONSTRAINT pk_member PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_member_life_id REFERENCES life,
    professional_id uuid NOT NULL CONSTRAINT fk_member_professional_id REFERENCES professional,
    under varchar NOT NULL,
    selected_on date NOT NULL,
    selected_recorded_at timestamptz NOT NULL,
    left_on date,
    asked_at timestamptz,
    declared_at timestamptz,
    conflict boolean,
    confidential_at timestamptz,
    signed_on date,
    declared_on date,
    declared_on_paper boolean NOT NULL,
    refused_on date,
    refused_at timestamptz,
    refused_on_paper boolean NOT NULL,
    reason_sealed bytea,
    left_for_sealed bytea,
    refusal_sealed bytea,
    left_as varchar
        CONSTRAINT ck_member_left_as CHECK (left_as IN ('end_of_office', 'death', 'exclusion', 'other_choice')),
    left_recorded_at timestamptz,
    CONSTRAINT ck_member_left_for_something CHECK (
        (left_on IS NULL) = (left_as IS NULL) AND (left_on IS NULL) = (left_recorded_at IS NULL)),
    CONSTRAINT ck_member_conflict_is_declared CHECK (conflict IS NULL OR declared_at IS NOT NULL),
    CONSTRAINT ck_member_refused_on_a_day CHECK ((refused_on IS NULL) = (refused_at IS NULL)),
    CONSTRAINT ck_member_signed_on_a_day CHECK (signed_on IS NULL OR confidential_at IS NOT NULL)
);
CREATE UNIQUE INDEX one_seat_per_professional ON member (life_id, professional_id) WHERE left_on IS NULL;
CREATE INDEX seats_by_life ON member (life_id);
CREATE INDEX members_by_professional ON member (professional_id);

-- Who took the place of somebody who left or was recused, and answers for what they held: Art. 8(6).
CREATE TABLE succession (id uuid CONSTRAINT pk_succession PRIMARY KEY,
    member_id uuid NOT NULL CONSTRAINT fk_succession_member_id REFERENCES member
        CONSTRAINT one_successor_per_seat UNIQUE,
    successor_id uuid NOT NULL CONSTRAINT fk_succession_successor_id REFERENCES member,
    named_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_succession_recorded_by_id REFERENCES account,
    CONSTRAINT ck_succession_nobody_succeeds_themselves CHECK (member_id <> successor_id)
);
CREATE INDEX successions_by_successor ON succession (successor_id);

-- The head has seen why somebody left whom nobody succeeds: beside Art. 8(6).
CREATE TABLE departure_seen (id uuid CONSTRAINT pk_departure_seen PRIMARY KEY,
    member_id uuid NOT NULL CONSTRAINT fk_departure_seen_member_id REFERENCES member
        CONSTRAINT one_look_per_departure UNIQUE,
    seen_at timestamptz NOT NULL,
    seen_by_id uuid NOT NULL CONSTRAINT fk_departure_seen_seen_by_id REFERENCES account
);

-- What became of the seat of a member who recused themselves: beside Art. 10(2).
CREATE TABLE replacement (id uuid CONSTRAINT pk_replacement PRIMARY KEY,
    member_id uuid NOT NULL CONSTRAINT fk_replacement_member_id REFERENCES member
        CONSTRAINT one_word_on_a_replacement UNIQUE,
    asked_on date,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_replacement_recorded_by_id REFERENCES account,
    words_sealed bytea,
    CONSTRAINT ck_replacement_asked_or_reasoned CHECK (asked_on IS NOT NULL OR words_sealed IS NOT NULL)
);

-- One change of where a professional or their superior is reached, from asking to its end.
CREATE TABLE contact_change (id uuid CONSTRAINT pk_contact_change PRIMARY KEY,
    professional_id uuid NOT NULL CONSTRAINT fk_contact_change_professional_id REFERENCES professional,
    life_id uuid NOT NULL CONSTRAINT fk_contact_change_life_id REFERENCES life,
    asked_by_id uuid NOT NULL CONSTRAINT fk_contact_change_asked_by_id REFERENCES account,
    asked_at timestamptz NOT NULL,
    superior_language varchar NOT NULL,
    token_digest bytea NOT NULL CONSTRAINT one_contact_change_per_token UNIQUE,
    ended_at timestamptz,
    ended_as varchar CONSTRAINT ck_contact_change_ended_as CHECK (ended_as IN ('in_force', 'refused', 'replaced')),
    means varchar CONSTRAINT ck_contact_change_means CHECK (means IN ('sms', 'mail', 'call', 'not_needed')),
    decided_by_id uuid CONSTRAINT fk_contact_change_decided_by_id REFERENCES account,
    called_at timestamptz,
    reason_sealed bytea,
    old_email_sealed bytea,
    old_phone_sealed bytea,
    old_superior_name_sealed bytea,
    old_superior_email_sealed bytea,
    email_sealed bytea,
    phone_sealed bytea,
    superior_name_sealed bytea,
    superior_email_sealed bytea,
    token_sealed bytea,
    called_person_sealed bytea,
    called_number_sealed bytea,
    refusal_sealed bytea,
    CONSTRAINT ck_contact_change_ended_once CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
    CONSTRAINT ck_contact_change_confirmed_somehow CHECK ((means IS NOT NULL) = (ended_as = 'in_force')),
    CONSTRAINT ck_contact_change_a_call_is_recorded CHECK (means <> 'call' OR (
        decided_by_id IS NOT NULL AND called_at IS NOT NULL
        AND called_number_sealed IS NOT NULL AND called_person_sealed IS NOT NULL)),
    CONSTRAINT ck_contact_change_four_eyes CHECK (decided_by_id <> asked_by_id)
);
CREATE INDEX contact_changes_by_professional ON contact_change (professional_id, asked_at);
CREATE UNIQUE INDEX one_open_contact_change ON contact_change (professional_id) WHERE ended_at IS NULL;
CREATE INDEX contact_changes_by_life ON contact_change (life_id) WHERE ended_at IS NULL;

-- A member said that the number on record is not theirs: no code goes to it until this ends.
CREATE TABLE disputed_number (id uuid CONSTRAINT pk_disputed_number PRIMARY KEY,
    professional_id uuid NOT NULL CONSTRAINT fk_disputed_number_professional_id REFERENCES professional,
    member_id uuid NOT NULL CONSTRAINT fk_disputed_number_member_id REFERENCES member,
    said_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_as varchar CONSTRAINT ck_disputed_number_ended_as CHECK (ended_as IN ('changed', 'right', 'taken_back')),
    decided_by_id uuid CONSTRAINT fk_disputed_number_decided_by_id REFERENCES account,
    basis_sealed bytea,
    CONSTRAINT ck_disputed_number_ended_once CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
    CONSTRAINT ck_disputed_number_right_by_somebody CHECK (
        (ended_as IS NOT DISTINCT FROM 'right') = (decided_by_id IS NOT NULL AND basis_sealed IS NOT NULL))
);
CREATE INDEX disputed_numbers_by_professional ON disputed_number (professional_id, said_at);
CREATE UNIQUE INDEX one_open_dispute ON disputed_number (professional_id) WHERE ended_at IS NULL;

-- == How they come in: officers by password and second factor, members by link and code ==

-- A try at a password or a code that was not the right one, or is not looked at yet.
CREATE TABLE sign_in_attempt (id uuid CONSTRAINT pk_sign_in_attempt PRIMARY KEY,
    subject bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempts_by_subject ON sign_in_attempt (subject, at);

-- A signed-in browser of an officer; the cookie holds the token, the row its SHA-256.
CREATE TABLE staff_session (id uuid CONSTRAINT pk_staff_session PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_staff_session_account_id REFERENCES account ON DELETE CASCADE,
    token_digest bytea NOT NULL CONSTRAINT one_session_per_token UNIQUE,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    factor_at timestamptz NOT NULL,
    means varchar NOT NULL
        CONSTRAINT ck_staff_session_means CHECK (means IN ('passkey', 'authenticator', 'recovery', 'enrolment')),
    ended_at timestamptz,
    browser_sealed bytea,
    address_sealed bytea
);
CREATE INDEX sessions_by_account ON staff_session (account_id);

-- An officer's password as argon2id made it; nobody chooses or sees it but they.
CREATE TABLE account_password (id uuid CONSTRAINT pk_account_password PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT one_password_per_account UNIQUE
        CONSTRAINT fk_account_password_account_id REFERENCES account ON DELETE CASCADE,
    hash varchar NOT NULL,
    set_at timestamptz NOT NULL
);

-- What an authenticator app and we both know; in force once a code of it came back.
CREATE TABLE totp_secret (id uuid CONSTRAINT pk_totp_secret PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_totp_secret_account_id REFERENCES account ON DELETE CASCADE,
    made_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL,
    secret_sealed bytea
);
CREATE UNIQUE INDEX one_authenticator_per_account ON totp_secret (account_id) WHERE confirmed_at IS NOT NULL;
CREATE UNIQUE INDEX one_authenticator_to_confirm ON totp_secret (account_id) WHERE confirmed_at IS NULL;

-- One of ten codes on paper, each good for one sign-in without the authenticator.
CREATE TABLE recovery_code (id uuid CONSTRAINT pk_recovery_code PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_recovery_code_account_id REFERENCES account ON DELETE CASCADE,
    digest bytea NOT NULL,
    made_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT one_recovery_code_once UNIQUE (account_id, digest)
);

-- A key pair whose private half never leaves the officer's device.
CREATE TABLE passkey (id uuid CONSTRAINT pk_passkey PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_passkey_account_id REFERENCES account ON DELETE CASCADE,
    credential_id bytea NOT NULL CONSTRAINT one_passkey_per_credential UNIQUE,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    relying_party varchar NOT NULL,
    made_at timestamptz NOT NULL,
    used_at timestamptz,
    name_sealed bytea
);
CREATE INDEX passkeys_by_account ON passkey (account_id);

-- A one-time door to an account: a mailed link, and a code that is told by another way.
CREATE TABLE enrolment (id uuid CONSTRAINT pk_enrolment PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT fk_enrolment_account_id REFERENCES account ON DELETE CASCADE,
    purpose varchar NOT NULL CONSTRAINT ck_enrolment_purpose CHECK (purpose IN ('invitation', 'password', 'factor')),
    begun_by_id uuid CONSTRAINT fk_enrolment_begun_by_id REFERENCES account,
    begun_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    code_digest bytea,
    tries integer NOT NULL,
    ended_at timestamptz,
    ended_as varchar CONSTRAINT ck_enrolment_ended_as CHECK (ended_as IN ('used', 'replaced', 'guessed', 'disabled', 'address')),
    CONSTRAINT ck_enrolment_ended_as_something CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
    CONSTRAINT ck_enrolment_over_soon CHECK (expires_at - begun_at <= CASE purpose WHEN 'invitation' THEN interval '7 days' ELSE interval '1 day' END)
);
CREATE INDEX enrolments_by_account ON enrolment (account_id, begun_at);
CREATE UNIQUE INDEX one_open_enrolment_per_account ON enrolment (account_id) WHERE ended_at IS NULL;

-- A mailed link: locates one person's duties in one life; opens nothing by itself.
CREATE TABLE member_link (id uuid CONSTRAINT pk_member_link PRIMARY KEY,
    token_digest bytea NOT NULL CONSTRAINT one_link_per_token UNIQUE,
    member_id uuid NOT NULL CONSTRAINT fk_member_link_member_id REFERENCES member ON DELETE CASCADE,
    purpose varchar NOT NULL CONSTRAINT ck_member_link_purpose CHECK (purpose IN ('declare', 'report', 'read', 'plan', 'minutes', 'sign', 'close', 'asked', 'information', 'findings')),
    subject_id uuid,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    closed_by varchar CONSTRAINT ck_member_link_closed_by CHECK (closed_by IN ('done', 'conflict', 'contact', 'left', 'sealed')),
    token_sealed bytea,
    CONSTRAINT ck_member_link_closed_by_something CHECK ((revoked_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX links_by_member ON member_link (member_id);
CREATE INDEX links_by_subject ON member_link (subject_id, member_id);

-- How somebody was recognised before an officer read out a code to them, or had them set up an app: ours, beside Art. 18(1).
CREATE TABLE identity_check (id uuid CONSTRAINT pk_identity_check PRIMARY KEY,
    member_id uuid NOT NULL CONSTRAINT fk_identity_check_member_id REFERENCES member,
    professional_id uuid NOT NULL CONSTRAINT fk_identity_check_professional_id REFERENCES professional,
    means varchar NOT NULL CONSTRAINT ck_identity_check_means CHECK (means IN ('card', 'called', 'known')),
    checked_by_id uuid NOT NULL CONSTRAINT fk_identity_check_checked_by_id REFERENCES account,
    checked_at timestamptz NOT NULL,
    how_sealed bytea,
    CONSTRAINT ck_identity_check_says_how CHECK (means = 'card' OR how_sealed IS NOT NULL)
);
CREATE INDEX identity_checks_by_member ON identity_check (member_id, checked_at);

-- A member's own app for codes, in place of the SMS: begun at the centre, in force once a code of it came back.
CREATE TABLE member_authenticator (id uuid CONSTRAINT pk_member_authenticator PRIMARY KEY,
    professional_id uuid NOT NULL CONSTRAINT fk_member_authenticator_professional_id REFERENCES professional,
    check_id uuid NOT NULL CONSTRAINT fk_member_authenticator_check_id REFERENCES identity_check
        CONSTRAINT one_authenticator_per_check UNIQUE,
    token_digest bytea NOT NULL CONSTRAINT one_authenticator_per_token UNIQUE,
    begun_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    shown_at timestamptz,
    confirmed_at timestamptz,
    tries integer NOT NULL,
    last_step bigint NOT NULL,
    ended_at timestamptz,
    ended_as varchar CONSTRAINT ck_member_authenticator_ended_as CHECK (ended_as IN ('replaced', 'guessed', 'officer', 'member')),
    ended_by_id uuid CONSTRAINT fk_member_authenticator_ended_by_id REFERENCES account,
    secret_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT ck_member_authenticator_over_soon CHECK (expires_at - begun_at <= interval '15 minutes'),
    CONSTRAINT ck_member_authenticator_ended_as_something CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
    CONSTRAINT ck_member_authenticator_ended_by_an_officer CHECK (
        (ended_by_id IS NOT NULL) = coalesce(ended_as = 'officer', false)
        AND (reason_sealed IS NOT NULL) = coalesce(ended_as = 'officer', false)),
    CONSTRAINT ck_member_authenticator_what_ended_is_forgotten CHECK (ended_at IS NULL OR secret_sealed IS NULL)
);
CREATE INDEX authenticators_by_person ON member_authenticator (professional_id, begun_at);
CREATE UNIQUE INDEX one_authenticator_per_member ON member_authenticator (professional_id)
    WHERE confirmed_at IS NOT NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX one_authenticator_offered_to_a_member ON member_authenticator (professional_id)
    WHERE confirmed_at IS NULL AND ended_at IS NULL;

-- A person's browser after the code: short, and good for their own links at one centre.
CREATE TABLE member_session (id uuid CONSTRAINT pk_member_session PRIMARY KEY,
    professional_id uuid NOT NULL CONSTRAINT fk_member_session_professional_id REFERENCES professional,
    token_digest bytea NOT NULL CONSTRAINT one_member_session_per_token UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    identity_check_id uuid CONSTRAINT fk_member_session_identity_check_id REFERENCES identity_check,
    CONSTRAINT ck_member_session_over_soon CHECK (expires_at - created_at <= interval '20 minutes')
);
CREATE INDEX member_sessions_by_person ON member_session (professional_id);

-- A member's word, from the text that was shown to the code that confirmed it.
CREATE TABLE confirmation (id uuid CONSTRAINT pk_confirmation PRIMARY KEY,
    member_id uuid NOT NULL CONSTRAINT fk_confirmation_member_id REFERENCES member,
    act varchar NOT NULL CONSTRAINT ck_confirmation_act CHECK (act IN ('declare', 'refuse', 'withdraw', 'minutes', 'closure')),
    subject_id uuid NOT NULL,
    digest bytea NOT NULL,
    text_digest bytea,
    asked_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    used_at timestamptz,
    identity_check_id uuid CONSTRAINT fk_confirmation_identity_check_id REFERENCES identity_check,
    authenticator_id uuid CONSTRAINT fk_confirmation_authenticator_id REFERENCES member_authenticator,
    CONSTRAINT ck_confirmation_by_one_way CHECK (
        num_nonnulls(identity_check_id, authenticator_id) = 0
        OR (num_nonnulls(identity_check_id, authenticator_id) = 1 AND confirmed_at IS NOT NULL)),
    CONSTRAINT ck_confirmation_used_in_its_time CHECK (
        used_at IS NULL OR (confirmed_at IS NOT NULL AND used_at - confirmed_at < interval '10 minutes')),
    CONSTRAINT ck_confirmation_of_a_text_or_of_none CHECK (
        (text_digest IS NULL) = (act IN ('refuse', 'withdraw')))
);
CREATE INDEX confirmations_by_member ON confirmation (member_id, asked_at);

-- A six-digit code of one person: ten minutes, five tries, used once, and for one thing.
CREATE TABLE one_time_code (id uuid CONSTRAINT pk_one_time_code PRIMARY KEY,
    professional_id uuid NOT NULL CONSTRAINT fk_one_time_code_professional_id REFERENCES professional,
    change_id uuid CONSTRAINT fk_one_time_code_change_id REFERENCES contact_change,
    confirmation_id uuid CONSTRAINT fk_one_time_code_confirmation_id REFERENCES confirmation,
    code_digest bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries integer NOT NULL,
    code_sealed bytea,
    used_at timestamptz,
    identity_check_id uuid CONSTRAINT fk_one_time_code_identity_check_id REFERENCES identity_check
        CONSTRAINT one_code_per_check UNIQUE,
    CONSTRAINT ck_one_time_code_for_one_thing CHECK (change_id IS NULL OR confirmation_id IS NULL),
    CONSTRAINT ck_one_time_code_read_out_for_no_change CHECK (change_id IS NULL OR identity_check_id IS NULL),
    CONSTRAINT ck_one_time_code_over_soon CHECK (expires_at - created_at <= interval '10 minutes')
);
CREATE INDEX codes_by_person ON one_time_code (professional_id, created_at);
CREATE INDEX codes_by_change ON one_time_code (change_id, created_at);
CREATE INDEX codes_by_confirmation ON one_time_code (confirmation_id, created_at);

-- == Meetings, minutes, signatures ==

-- A meeting of one table, from its proposal to its minutes: Art. 8.
CREATE TABLE meeting (id uuid CONSTRAINT pk_meeting PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_meeting_life_id REFERENCES life,
    number integer NOT NULL,
    kind varchar NOT NULL
        CONSTRAINT ck_meeting_kind CHECK (kind IN ('first', 'review', 'other', 'extraordinary', 'closure', 'quarterly')),
    starts_at timestamptz NOT NULL,
    place varchar NOT NULL,
    agenda jsonb NOT NULL,
    proposed_by_id uuid CONSTRAINT fk_meeting_proposed_by_id REFERENCES account,
    proposed_at timestamptz NOT NULL,
    proposal_entered_at timestamptz,
    asked_at timestamptz,
    agreed_by_id uuid CONSTRAINT fk_meeting_agreed_by_id REFERENCES account,
    countered_by_id uuid CONSTRAINT fk_meeting_countered_by_id REFERENCES account,
    short_notice_reason_sealed bytea,
    no_assessment_reason_sealed bytea,
    stated_risk varchar
        CONSTRAINT ck_meeting_stated_risk CHECK (stated_risk IN ('none', 'low', 'medium', 'high')),
    counter_note_sealed bytea,
    agreed_at timestamptz,
    agreement_entered_at timestamptz,
    countered_at timestamptz,
    counter_entered_at timestamptz,
    suggested_at timestamptz,
    invited_at timestamptz,
    reports_asked_at timestamptz,
    unsent_told_at timestamptz,
    held_at timestamptz,
    recorded_at timestamptz,
    corrections integer NOT NULL,
    chaired_by_id uuid CONSTRAINT fk_meeting_chaired_by_id REFERENCES account,
    chaired_by_member_id uuid CONSTRAINT fk_meeting_chaired_by_member_id REFERENCES member,
    chaired_by_words_sealed bytea,
    cancelled_at timestamptz,
    cancel_entered_at timestamptz,
    called_off_at timestamptz,
    misplaced_at timestamptz,
    unplanned boolean NOT NULL,
    paper_minutes varchar
        CONSTRAINT ck_meeting_paper_minutes CHECK (paper_minutes IN ('signed', 'open', 'not_known')),
    paper_words_sealed bytea,
    agenda_approval varchar
        CONSTRAINT ck_meeting_agenda_approval
        CHECK (agenda_approval IN ('as_sent', 'with_changes', 'in_meeting', 'not_approved')),
    agenda_changes_sealed bytea,
    CONSTRAINT ck_meeting_agenda_approved_in_the_meeting CHECK (
        agenda_approval IS NULL OR held_at IS NOT NULL OR misplaced_at IS NOT NULL),
    CONSTRAINT ck_meeting_ended_once CHECK (held_at IS NULL OR cancelled_at IS NULL),
    CONSTRAINT ck_meeting_suggested_by_who_countered CHECK (suggested_at IS NULL OR countered_by_id IS NOT NULL),
    CONSTRAINT ck_meeting_chaired_by_one_once_held CHECK (
        num_nonnulls(chaired_by_id, chaired_by_member_id, chaired_by_words_sealed)
        <= (held_at IS NOT NULL OR misplaced_at IS NOT NULL)::int),
    CONSTRAINT ck_meeting_on_paper_was_held CHECK (
        paper_minutes IS NULL OR held_at IS NOT NULL OR misplaced_at IS NOT NULL),
    CONSTRAINT ck_meeting_misplaced_is_out CHECK (misplaced_at IS NULL OR cancelled_at IS NOT NULL),
    CONSTRAINT ck_meeting_no_invitation_unagreed CHECK (invited_at IS NULL OR agreed_at IS NOT NULL)
);
CREATE INDEX meetings_by_life ON meeting (life_id);
CREATE UNIQUE INDEX one_meeting_per_number ON meeting (life_id, number) WHERE cancelled_at IS NULL;
-- The system proposes it by itself, and never twice; a case may have several before it.
CREATE UNIQUE INDEX one_planned_meeting_per_quarter ON meeting (life_id)
    WHERE held_at IS NULL AND cancelled_at IS NULL AND kind = 'quarterly';

-- An item in the chair's own words; where it stands says the meeting's agenda, by its id: Art. 10(3).
CREATE TABLE agenda_item (id uuid CONSTRAINT pk_agenda_item PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_agenda_item_meeting_id REFERENCES meeting,
    late boolean NOT NULL,
    added_on date NOT NULL,
    added_at timestamptz NOT NULL,
    added_by_id uuid NOT NULL CONSTRAINT fk_agenda_item_added_by_id REFERENCES account,
    taken_back_at timestamptz,
    taken_back_by_id uuid CONSTRAINT fk_agenda_item_taken_back_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_agenda_item_has_words CHECK (words_sealed IS NOT NULL),
    CONSTRAINT ck_agenda_item_taken_back_by_somebody CHECK ((taken_back_at IS NULL) = (taken_back_by_id IS NULL))
);
CREATE INDEX agenda_items_by_meeting ON agenda_item (meeting_id);

-- From what a member dissents, and why; another word is another row: Art. 9, 10(1).
CREATE TABLE dissent (id uuid CONSTRAINT pk_dissent PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_dissent_meeting_id REFERENCES meeting,
    member_id uuid NOT NULL CONSTRAINT fk_dissent_member_id REFERENCES member,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid CONSTRAINT fk_dissent_recorded_by_id REFERENCES account,
    decision_sealed bytea CONSTRAINT ck_dissent_says_from_what CHECK (decision_sealed IS NOT NULL),
    words_sealed bytea CONSTRAINT ck_dissent_says_why CHECK (words_sealed IS NOT NULL)
);
CREATE INDEX dissents_by_meeting ON dissent (meeting_id);
CREATE INDEX dissents_by_seat ON dissent (member_id);

-- What was handed over instead of mailed; a correction is another row: Art. 8(3), 8(7).
CREATE TABLE hand_service (id uuid CONSTRAINT pk_hand_service PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_hand_service_meeting_id REFERENCES meeting,
    member_id uuid NOT NULL CONSTRAINT fk_hand_service_member_id REFERENCES member,
    what varchar NOT NULL CONSTRAINT ck_hand_service_what CHECK (what IN ('invitation', 'papers')),
    served_on date NOT NULL,
    not_stated boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_hand_service_recorded_by_id REFERENCES account,
    witness_sealed bytea,
    paper_number_sealed bytea,
    paper_place_sealed bytea,
    CONSTRAINT ck_hand_service_witness_or_paper
        CHECK (not_stated OR witness_sealed IS NOT NULL OR paper_number_sealed IS NOT NULL),
    CONSTRAINT ck_hand_service_paper_is_found CHECK ((paper_number_sealed IS NULL) = (paper_place_sealed IS NULL))
);
CREATE INDEX hand_services_by_meeting ON hand_service (meeting_id);

-- The head's word that an officer chairs one meeting in the manager's place: Art. 4(2), 6(1.4).
CREATE TABLE substitute_chair (id uuid CONSTRAINT pk_substitute_chair PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_substitute_chair_meeting_id REFERENCES meeting,
    account_id uuid NOT NULL CONSTRAINT fk_substitute_chair_account_id REFERENCES account,
    number integer NOT NULL,
    named_by_id uuid NOT NULL CONSTRAINT fk_substitute_chair_named_by_id REFERENCES account,
    named_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    words_sealed bytea,
    CONSTRAINT ck_substitute_chair_named_by_another CHECK (account_id <> named_by_id),
    CONSTRAINT one_naming_per_number UNIQUE (meeting_id, number)
);
CREATE INDEX substitutes_by_account ON substitute_chair (account_id);

-- Who was on record as having chaired, until it was corrected: Art. 4(2).
CREATE TABLE chair_correction (id uuid CONSTRAINT pk_chair_correction PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_chair_correction_meeting_id REFERENCES meeting,
    number integer NOT NULL,
    was_account_id uuid CONSTRAINT fk_chair_correction_was_account_id REFERENCES account,
    was_member_id uuid CONSTRAINT fk_chair_correction_was_member_id REFERENCES member,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_chair_correction_recorded_by_id REFERENCES account,
    was_words_sealed bytea,
    source_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT ck_chair_correction_was_one
        CHECK (num_nonnulls(was_account_id, was_member_id, was_words_sealed) <= 1),
    CONSTRAINT ck_chair_correction_chair_corrected_with_reason
        CHECK (source_sealed IS NOT NULL AND reason_sealed IS NOT NULL),
    CONSTRAINT one_correction_per_number UNIQUE (meeting_id, number)
);

-- One member's word that the table should meet; it stays as it was said: Art. 8(4).
CREATE TABLE meeting_request (id uuid CONSTRAINT pk_meeting_request PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_meeting_request_life_id REFERENCES life,
    member_id uuid NOT NULL CONSTRAINT fk_meeting_request_member_id REFERENCES member,
    asked_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    means varchar NOT NULL CONSTRAINT ck_meeting_request_means CHECK (means IN ('link', 'paper', 'phone')),
    recorded_by_id uuid CONSTRAINT fk_meeting_request_recorded_by_id REFERENCES account,
    reason_sealed bytea CONSTRAINT ck_meeting_request_says_why CHECK (reason_sealed IS NOT NULL),
    wish_sealed bytea,
    CONSTRAINT ck_meeting_request_said_or_recorded_by_an_officer CHECK ((means = 'link') = (recorded_by_id IS NULL))
);
CREATE INDEX requests_by_life ON meeting_request (life_id);
CREATE INDEX requests_by_seat ON meeting_request (member_id);

-- A meeting that is called for it, or why none is; no answer once that meeting is called off.
CREATE TABLE request_answer (id uuid CONSTRAINT pk_request_answer PRIMARY KEY,
    request_id uuid NOT NULL CONSTRAINT fk_request_answer_request_id REFERENCES meeting_request,
    meeting_id uuid CONSTRAINT fk_request_answer_meeting_id REFERENCES meeting,
    answered_at timestamptz NOT NULL,
    answered_by_id uuid NOT NULL CONSTRAINT fk_request_answer_answered_by_id REFERENCES account,
    with_end boolean NOT NULL,
    reason_sealed bytea,
    CONSTRAINT one_answer_per_meeting UNIQUE NULLS NOT DISTINCT (request_id, meeting_id),
    CONSTRAINT ck_request_answer_meeting_or_reason CHECK (num_nonnulls(meeting_id, reason_sealed, nullif(with_end, false)) = 1)
);
CREATE INDEX answers_by_meeting ON request_answer (meeting_id);

-- What a member said, or what came to the case manager; it stays as it was said: Art. 5(1.2).
CREATE TABLE information (id uuid CONSTRAINT pk_information PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_information_case_id REFERENCES cases,
    number integer NOT NULL,
    given_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    member_id uuid CONSTRAINT fk_information_member_id REFERENCES member,
    meeting_id uuid CONSTRAINT fk_information_meeting_id REFERENCES meeting,
    recorded_by_id uuid CONSTRAINT fk_information_recorded_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_information_says_what CHECK (words_sealed IS NOT NULL),
    source_sealed bytea,
    CONSTRAINT one_information_per_number UNIQUE (case_id, number),
    CONSTRAINT information_of_a_case UNIQUE (case_id, id),
    CONSTRAINT ck_information_from_a_member_or_a_source
        CHECK (member_id IS NOT NULL OR recorded_by_id IS NOT NULL AND source_sealed IS NOT NULL)
);
CREATE INDEX information_by_seat ON information (member_id);
CREATE INDEX information_by_meeting ON information (meeting_id);

-- What somebody is asked to confirm or to refute: Art. 12(1).
CREATE TABLE claim (id uuid CONSTRAINT pk_claim PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_claim_case_id REFERENCES cases,
    number integer NOT NULL,
    information_id uuid,
    member_id uuid CONSTRAINT fk_claim_member_id REFERENCES member,
    asked_on date NOT NULL,
    asked_at timestamptz NOT NULL,
    asked_by_id uuid NOT NULL CONSTRAINT fk_claim_asked_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_claim_claims_something CHECK (words_sealed IS NOT NULL),
    CONSTRAINT one_claim_per_number UNIQUE (case_id, number),
    CONSTRAINT from_what_came_in FOREIGN KEY (case_id, information_id) REFERENCES information (case_id, id)
);
CREATE INDEX claims_by_seat ON claim (member_id);

-- What was found of a claim, the last by its day; what was found before stays: Art. 12(1).
CREATE TABLE claim_outcome (id uuid CONSTRAINT pk_claim_outcome PRIMARY KEY,
    claim_id uuid NOT NULL CONSTRAINT fk_claim_outcome_claim_id REFERENCES claim,
    found varchar NOT NULL CONSTRAINT ck_claim_outcome_found CHECK (found IN ('confirmed', 'refuted', 'not_verifiable')),
    found_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    member_id uuid CONSTRAINT fk_claim_outcome_member_id REFERENCES member,
    recorded_by_id uuid CONSTRAINT fk_claim_outcome_recorded_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_claim_outcome_says_how CHECK (words_sealed IS NOT NULL),
    CONSTRAINT ck_claim_outcome_found_by_somebody CHECK (num_nonnulls(member_id, recorded_by_id) > 0)
);
CREATE INDEX outcomes_by_claim ON claim_outcome (claim_id);

-- One contact, visit or emergency service in one child's file; a correction is another: Art. 12(1).
CREATE TABLE log_entry (id uuid CONSTRAINT pk_log_entry PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_log_entry_case_id REFERENCES cases,
    number integer NOT NULL,
    kind varchar NOT NULL CONSTRAINT ck_log_entry_kind CHECK (kind IN ('visit', 'call', 'office', 'food', 'shelter', 'clothes', 'medical', 'other_service')),
    happened_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_log_entry_recorded_by_id REFERENCES account,
    member_id uuid CONSTRAINT fk_log_entry_member_id REFERENCES member,
    officer_id uuid CONSTRAINT fk_log_entry_officer_id REFERENCES account,
    seen varchar CONSTRAINT ck_log_entry_seen CHECK (seen IN ('alone', 'with_others', 'seen', 'not_seen', 'not_stated')),
    contact_of_id uuid,
    took_place boolean,
    whose_doing varchar CONSTRAINT ck_log_entry_whose_doing
        CHECK (whose_doing IN ('child', 'kin', 'carer', 'authority', 'nobody', 'not_stated')),
    next_visit_on date,
    corrects_id uuid,
    name_sealed bytea,
    with_whom_sealed bytea,
    place_sealed bytea,
    words_sealed bytea,
    why_not_sealed bytea,
    reaction_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT one_log_entry_per_number UNIQUE (case_id, number),
    CONSTRAINT log_entry_of_a_case UNIQUE (case_id, id),
    CONSTRAINT one_correction_per_log_entry UNIQUE (corrects_id),
    CONSTRAINT corrects_a_log_entry_of_the_case FOREIGN KEY (case_id, corrects_id) REFERENCES log_entry (case_id, id),
    CONSTRAINT ck_log_entry_corrects_another_entry CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_log_entry_corrects_with_a_reason CHECK ((corrects_id IS NULL) = (reason_sealed IS NULL)),
    CONSTRAINT ck_log_entry_done_by_one CHECK (num_nonnulls(member_id, officer_id, name_sealed) = 1),
    CONSTRAINT ck_log_entry_says_of_the_contact
        CHECK (kind NOT IN ('visit', 'call', 'office') OR with_whom_sealed IS NOT NULL AND words_sealed IS NOT NULL),
    CONSTRAINT ck_log_entry_says_of_the_child CHECK (kind NOT IN ('visit', 'office') OR seen IS NOT NULL),
    CONSTRAINT ck_log_entry_says_what_became_of_it CHECK ((contact_of_id IS NULL) = (took_place IS NULL)),
    CONSTRAINT ck_log_entry_says_why_not
        CHECK ((took_place IS FALSE) = (why_not_sealed IS NOT NULL AND whose_doing IS NOT NULL)),
    CONSTRAINT ck_log_entry_next_visit_after_it CHECK (next_visit_on > happened_on),
    CONSTRAINT ck_log_entry_reaction_to_a_contact CHECK (contact_of_id IS NOT NULL OR reaction_sealed IS NULL)
);
CREATE INDEX log_by_day ON log_entry (case_id, happened_on);
CREATE INDEX log_by_contact ON log_entry (contact_of_id);
CREATE INDEX log_by_seat ON log_entry (member_id);

-- What a member says that their institution can contribute to the plan; it stays as it was said: Art. 6(1.6).
CREATE TABLE contribution (id uuid CONSTRAINT pk_contribution PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_contribution_case_id REFERENCES cases,
    number integer NOT NULL,
    member_id uuid NOT NULL CONSTRAINT fk_contribution_member_id REFERENCES member,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    means varchar NOT NULL CONSTRAINT ck_contribution_means CHECK (means IN ('link', 'paper', 'phone')),
    recorded_by_id uuid CONSTRAINT fk_contribution_recorded_by_id REFERENCES account,
    action_sealed bytea CONSTRAINT ck_contribution_contributes_something CHECK (action_sealed IS NOT NULL),
    aim varchar CONSTRAINT ck_contribution_aim CHECK (aim IN ('protection', 'rehabilitation', 'integration',
        'reintegration', 'family_support')),
    due_on date,
    needs_sealed bytea,
    CONSTRAINT one_contribution_per_number UNIQUE (case_id, number),
    CONSTRAINT ck_contribution_said_or_typed_by_an_officer CHECK ((means = 'link') = (recorded_by_id IS NULL))
);
CREATE INDEX contributions_by_seat ON contribution (member_id);

-- Why the manager left it out of the plan; each word stays: Art. 6(1.6).
CREATE TABLE left_contribution (id uuid CONSTRAINT pk_left_contribution PRIMARY KEY,
    contribution_id uuid NOT NULL CONSTRAINT fk_left_contribution_contribution_id REFERENCES contribution,
    left_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_left_contribution_recorded_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_left_contribution_says_why_it_is_left CHECK (words_sealed IS NOT NULL)
);
CREATE INDEX left_by_contribution ON left_contribution (contribution_id);
-- A grave decision and the options it was weighed against; a correction is another record: 12(3), ours.
CREATE TABLE decision_record (id uuid CONSTRAINT pk_decision_record PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_decision_record_case_id REFERENCES cases,
    number integer NOT NULL,
    subject varchar NOT NULL CONSTRAINT ck_decision_record_subject CHECK (subject IN ('placement', 'removal', 'contact_limit', 'closing')),
    decided_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_decision_record_recorded_by_id REFERENCES account,
    meeting_id uuid CONSTRAINT fk_decision_record_meeting_id REFERENCES meeting,
    chosen integer NOT NULL CONSTRAINT ck_decision_record_chosen_from_one CHECK (chosen >= 1),
    dissented varchar NOT NULL CONSTRAINT ck_decision_record_dissented CHECK (dissented IN ('nobody', 'somebody', 'not_stated')),
    corrects_id uuid,
    by_whom_sealed bytea,
    rests_on_sealed bytea CONSTRAINT ck_decision_record_says_on_what CHECK (rests_on_sealed IS NOT NULL),
    why_sealed bytea CONSTRAINT ck_decision_record_says_why CHECK (why_sealed IS NOT NULL),
    view_sealed bytea,
    not_asked_sealed bytea,
    dissent_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT one_decision_record_per_number UNIQUE (case_id, number),
    CONSTRAINT decision_record_of_a_case UNIQUE (case_id, id),
    CONSTRAINT one_correction_per_decision_record UNIQUE (corrects_id),
    CONSTRAINT corrects_a_decision_record_of_the_case FOREIGN KEY (case_id, corrects_id) REFERENCES decision_record (case_id, id),
    CONSTRAINT ck_decision_record_corrects_another_record CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_decision_record_corrects_with_a_reason CHECK ((corrects_id IS NULL) = (reason_sealed IS NULL)),
    CONSTRAINT ck_decision_record_decided_by_somebody CHECK (num_nonnulls(meeting_id, by_whom_sealed) > 0),
    CONSTRAINT ck_decision_record_says_of_the_child CHECK (num_nonnulls(view_sealed, not_asked_sealed) = 1),
    CONSTRAINT ck_decision_record_says_who_was_against CHECK (dissented <> 'somebody' OR dissent_sealed IS NOT NULL)
);
CREATE INDEX decision_records_by_meeting ON decision_record (meeting_id);

-- That a record was of nothing that was decided about this child, and why.
CREATE TABLE record_taken_back (id uuid CONSTRAINT pk_record_taken_back PRIMARY KEY,
    record_id uuid NOT NULL CONSTRAINT fk_record_taken_back_record_id REFERENCES decision_record,
    taken_back_at timestamptz NOT NULL,
    taken_back_by_id uuid NOT NULL CONSTRAINT fk_record_taken_back_taken_back_by_id REFERENCES account,
    why_sealed bytea CONSTRAINT ck_record_taken_back_says_why CHECK (why_sealed IS NOT NULL),
    CONSTRAINT decision_record_taken_back_once UNIQUE (record_id)
);

CREATE TABLE decision_option (id uuid CONSTRAINT pk_decision_option PRIMARY KEY,
    record_id uuid NOT NULL CONSTRAINT fk_decision_option_record_id REFERENCES decision_record,
    number integer NOT NULL,
    name_sealed bytea CONSTRAINT ck_decision_option_says_what CHECK (name_sealed IS NOT NULL),
    safety_sealed bytea CONSTRAINT ck_decision_option_says_of_safety CHECK (safety_sealed IS NOT NULL),
    attachment_sealed bytea CONSTRAINT ck_decision_option_says_of_attachment CHECK (attachment_sealed IS NOT NULL),
    daily_life_sealed bytea CONSTRAINT ck_decision_option_says_of_daily_life CHECK (daily_life_sealed IS NOT NULL),
    CONSTRAINT one_option_per_number UNIQUE (record_id, number)
);

-- Until when the table's assessment is completed, as another act has it: Art. 12(5).
CREATE TABLE assessment_limit (id uuid CONSTRAINT pk_assessment_limit PRIMARY KEY,
    days integer CONSTRAINT ck_assessment_limit_at_least_a_day CHECK (days > 0),
    counted_from varchar NOT NULL CONSTRAINT ck_assessment_limit_counted_from CHECK (counted_from IN ('referral', 'initial_assessment')),
    valid_from date NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_assessment_limit_entered_by_id REFERENCES account,
    source_sealed bytea CONSTRAINT ck_assessment_limit_says_where_it_stands CHECK (source_sealed IS NOT NULL)
);

-- The official Serbian words of Annex 1, line by line, with the gazette that printed them: Art. 20(1).
CREATE TABLE annex_wording (id uuid CONSTRAINT pk_annex_wording PRIMARY KEY,
    line varchar NOT NULL,
    published_on date NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_annex_wording_entered_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_annex_wording_has_words CHECK (words_sealed IS NOT NULL),
    gazette_sealed bytea CONSTRAINT ck_annex_wording_says_where_it_is_printed CHECK (gazette_sealed IS NOT NULL)
);
CREATE TABLE wording_taken_back (id uuid CONSTRAINT pk_wording_taken_back PRIMARY KEY,
    wording_id uuid NOT NULL CONSTRAINT fk_wording_taken_back_wording_id REFERENCES annex_wording
        CONSTRAINT taken_back_once UNIQUE,
    taken_back_at timestamptz NOT NULL,
    taken_back_by_id uuid NOT NULL CONSTRAINT fk_wording_taken_back_taken_back_by_id REFERENCES account,
    reason_sealed bytea CONSTRAINT ck_wording_taken_back_says_why_it_is_taken_back CHECK (reason_sealed IS NOT NULL)
);

-- What the manager answered to a signal that suggests a reassessment; each answer stays: Art. 14(4).
CREATE TABLE signal_answer (id uuid CONSTRAINT pk_signal_answer PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_signal_answer_case_id REFERENCES cases,
    kind varchar NOT NULL CONSTRAINT ck_signal_answer_kind CHECK (kind IN ('overdue', 'uncompleted', 'information', 'answered', 'found', 'referred_again', 'member_lost', 'worse', 'monitored_worse', 'visit_missed')),
    source_id uuid NOT NULL,
    since date NOT NULL,
    meeting_id uuid CONSTRAINT fk_signal_answer_meeting_id REFERENCES meeting,
    answered_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    answered_by_id uuid NOT NULL CONSTRAINT fk_signal_answer_answered_by_id REFERENCES account,
    reason_sealed bytea,
    CONSTRAINT ck_signal_answer_meeting_or_reason CHECK (meeting_id IS NOT NULL OR reason_sealed IS NOT NULL),
    CONSTRAINT ck_signal_answer_not_before_the_signal CHECK (answered_on >= since)
);
CREATE INDEX signal_answers_by_case ON signal_answer (case_id);
CREATE INDEX signal_answers_by_meeting ON signal_answer (meeting_id);

-- Who came to a meeting: Art. 9, Annex 1 "present".
CREATE TABLE attendance (id uuid CONSTRAINT pk_attendance PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_attendance_meeting_id REFERENCES meeting,
    member_id uuid NOT NULL CONSTRAINT fk_attendance_member_id REFERENCES member,
    present boolean NOT NULL,
    reason_sealed bytea,
    CONSTRAINT one_line_per_member UNIQUE (meeting_id, member_id)
);
CREATE INDEX attendance_by_seat ON attendance (member_id);

-- The chair, one of the family, an assistant, an interpreter, a guest, who sat in unasked: who has no member's seat:
-- Art. 8(5), 10(6), 18(2).
CREATE TABLE participant (id uuid CONSTRAINT pk_participant PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_participant_life_id REFERENCES life,
    part varchar NOT NULL CONSTRAINT ck_participant_part
        CHECK (part IN ('chair', 'assistant', 'family', 'interpreter', 'guest', 'unasked')),
    account_id uuid CONSTRAINT fk_participant_account_id REFERENCES account,
    person_id uuid CONSTRAINT fk_participant_person_id REFERENCES family_person
        CONSTRAINT one_line_per_relative UNIQUE,
    meeting_id uuid CONSTRAINT fk_participant_meeting_id REFERENCES meeting,
    independent boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_participant_recorded_by_id REFERENCES account,
    name_sealed bytea,
    comes_from_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT ck_participant_of_one_meeting CHECK ((part IN ('guest', 'unasked')) = (meeting_id IS NOT NULL)),
    CONSTRAINT one_line_per_officer UNIQUE (life_id, account_id),
    CONSTRAINT ck_participant_is_somebody CHECK ((part = 'chair') = (account_id IS NOT NULL)
        AND (part = 'family') = (person_id IS NOT NULL) AND (part IN ('chair', 'family')) = (name_sealed IS NULL))
);
CREATE INDEX participants_by_life ON participant (life_id);
CREATE INDEX participants_by_officer ON participant (account_id);

-- That a guest was invited to a meeting; to each one anew: Art. 8(5).
CREATE TABLE guest_invitation (id uuid CONSTRAINT pk_guest_invitation PRIMARY KEY,
    participant_id uuid NOT NULL CONSTRAINT fk_guest_invitation_participant_id REFERENCES participant,
    meeting_id uuid NOT NULL CONSTRAINT fk_guest_invitation_meeting_id REFERENCES meeting,
    invited_on date NOT NULL,
    independent boolean NOT NULL,
    after_record boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_guest_invitation_recorded_by_id REFERENCES account,
    witness_sealed bytea,
    paper_sealed bytea,
    comes_from_sealed bytea,
    reason_sealed bytea
);
CREATE INDEX invitations_by_guest ON guest_invitation (participant_id);

-- That a guest was told not to come to a meeting, and why: Art. 8(5).
CREATE TABLE invitation_taken_back (id uuid CONSTRAINT pk_invitation_taken_back PRIMARY KEY,
    invitation_id uuid NOT NULL CONSTRAINT fk_invitation_taken_back_invitation_id REFERENCES guest_invitation,
    told_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_invitation_taken_back_recorded_by_id REFERENCES account,
    reason_sealed bytea CONSTRAINT ck_invitation_taken_back_taken_back_for CHECK (reason_sealed IS NOT NULL),
    CONSTRAINT invitation_taken_back_once UNIQUE (invitation_id)
);

-- What one of them said to the declaration; another word is another row.
CREATE TABLE participant_word (id uuid CONSTRAINT pk_participant_word PRIMARY KEY,
    participant_id uuid NOT NULL CONSTRAINT fk_participant_word_participant_id REFERENCES participant,
    number integer NOT NULL,
    word varchar NOT NULL CONSTRAINT ck_participant_word_word CHECK (word IN ('signed', 'refused', 'excused', 'conflict')),
    conflict boolean,
    said_on date NOT NULL,
    on_paper boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_participant_word_recorded_by_id REFERENCES account,
    reason_sealed bytea,
    signed_by_sealed bytea,
    paper_place_sealed bytea,
    CONSTRAINT ck_participant_word_excused_for CHECK (word <> 'excused' OR reason_sealed IS NOT NULL),
    CONSTRAINT ck_participant_word_conflict_said CHECK (word <> 'conflict' OR conflict IS TRUE),
    CONSTRAINT one_word_per_number UNIQUE (participant_id, number)
);

-- That a conflict of interest was declared by mistake, by a member or without a seat; the declaration stays: Art. 10(2).
CREATE TABLE conflict_withdrawal (id uuid CONSTRAINT pk_conflict_withdrawal PRIMARY KEY,
    member_id uuid CONSTRAINT fk_conflict_withdrawal_member_id REFERENCES member,
    word_id uuid CONSTRAINT fk_conflict_withdrawal_word_id REFERENCES participant_word
        CONSTRAINT withdrawn_once UNIQUE,
    declared_at timestamptz NOT NULL,
    declared_on date NOT NULL,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid CONSTRAINT fk_conflict_withdrawal_recorded_by_id REFERENCES account,
    reason_sealed bytea,
    confirmation_id uuid CONSTRAINT fk_conflict_withdrawal_confirmation_id REFERENCES confirmation
        CONSTRAINT one_withdrawal_per_confirmation UNIQUE,
    CONSTRAINT ck_conflict_withdrawal_of_one CHECK (num_nonnulls(member_id, word_id) = 1),
    CONSTRAINT ck_conflict_withdrawal_put_on_record_by CHECK (num_nonnulls(member_id, recorded_by_id) > 0),
    CONSTRAINT ck_conflict_withdrawal_withdrawn_for CHECK (reason_sealed IS NOT NULL)
);
CREATE INDEX conflict_withdrawals_by_member ON conflict_withdrawal (member_id);

-- At which meeting somebody without a seat was there: Art. 10(6), 18(2).
CREATE TABLE participant_presence (id uuid CONSTRAINT pk_participant_presence PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_participant_presence_meeting_id REFERENCES meeting,
    participant_id uuid NOT NULL CONSTRAINT fk_participant_presence_participant_id REFERENCES participant,
    present boolean NOT NULL,
    CONSTRAINT one_line_per_participant UNIQUE (meeting_id, participant_id)
);
CREATE INDEX presences_by_participant ON participant_presence (participant_id);

-- What was on record of a meeting, until it was corrected: who was there, the day, the hour: Art. 9.
CREATE TABLE record_correction (id uuid CONSTRAINT pk_record_correction PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_record_correction_meeting_id REFERENCES meeting,
    number integer NOT NULL,
    was_held_at timestamptz,
    was_met_on date,
    held_at timestamptz,
    met_on date,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_record_correction_recorded_by_id REFERENCES account,
    source_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT ck_record_correction_record_corrected_with_reason
        CHECK (source_sealed IS NOT NULL AND reason_sealed IS NOT NULL),
    CONSTRAINT ck_record_correction_whole_day_or_none
        CHECK (num_nonnulls(was_held_at, was_met_on, held_at, met_on) IN (0, 4)),
    CONSTRAINT one_record_correction_per_number UNIQUE (meeting_id, number)
);
-- A meeting that was on record in a case to which it did not belong: Art. 9, decision 0102.
CREATE TABLE misplaced_meeting (id uuid CONSTRAINT pk_misplaced_meeting PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_misplaced_meeting_meeting_id REFERENCES meeting,
    planned_id uuid CONSTRAINT fk_misplaced_meeting_planned_id REFERENCES meeting,
    was_held_at timestamptz NOT NULL,
    was_met_on date NOT NULL,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_misplaced_meeting_recorded_by_id REFERENCES account,
    reason_sealed bytea,
    belongs_to_sealed bytea,
    CONSTRAINT ck_misplaced_meeting_taken_out_with_reason
        CHECK (reason_sealed IS NOT NULL AND belongs_to_sealed IS NOT NULL),
    CONSTRAINT taken_out_once UNIQUE (meeting_id)
);
CREATE INDEX misplaced_by_planned ON misplaced_meeting (planned_id);
CREATE TABLE presence_correction (id uuid CONSTRAINT pk_presence_correction PRIMARY KEY,
    correction_id uuid NOT NULL CONSTRAINT fk_presence_correction_correction_id REFERENCES record_correction,
    member_id uuid CONSTRAINT fk_presence_correction_member_id REFERENCES member,
    person_id uuid CONSTRAINT fk_presence_correction_person_id REFERENCES family_person,
    participant_id uuid CONSTRAINT fk_presence_correction_participant_id REFERENCES participant,
    was_present boolean,
    present boolean NOT NULL,
    was_words_sealed bytea,
    CONSTRAINT ck_presence_correction_of_one_person
        CHECK (num_nonnulls(member_id, person_id, participant_id) = 1),
    CONSTRAINT ck_presence_correction_presence_is_another CHECK (was_present IS DISTINCT FROM present),
    CONSTRAINT one_presence_per_correction
        UNIQUE NULLS NOT DISTINCT (correction_id, member_id, person_id, participant_id)
);

-- How child or parent learned of a meeting, and their views when absent: Art. 8(10).
CREATE TABLE family_notice (id uuid CONSTRAINT pk_family_notice PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_family_notice_meeting_id REFERENCES meeting,
    person_id uuid NOT NULL CONSTRAINT fk_family_notice_person_id REFERENCES family_person,
    notified_on date,
    how varchar NOT NULL,
    present boolean,
    marked_on date,
    taken_back_on date,
    taken_back_by varchar NOT NULL,
    not_notified_reason_sealed bytea,
    views_sealed bytea,
    CONSTRAINT one_notice_per_person UNIQUE (meeting_id, person_id),
    CONSTRAINT ck_family_notice_notified_or_reason
        CHECK (notified_on IS NOT NULL OR not_notified_reason_sealed IS NOT NULL)
);

-- Each word on it; the notice says what holds.
CREATE TABLE family_word (id uuid CONSTRAINT pk_family_word PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_family_word_meeting_id REFERENCES meeting,
    person_id uuid NOT NULL CONSTRAINT fk_family_word_person_id REFERENCES family_person,
    number integer NOT NULL,
    told_on date,
    how varchar NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_family_word_recorded_by_id REFERENCES account,
    not_told_reason_sealed bytea,
    because_sealed bytea,
    CONSTRAINT ck_family_word_told_or_reason
        CHECK (told_on IS NOT NULL OR not_told_reason_sealed IS NOT NULL),
    CONSTRAINT one_word_to_family_per_number UNIQUE (meeting_id, person_id, number)
);

-- A text as it is laid before people to sign, whole; a correction is another version.
CREATE TABLE signed_text (id uuid CONSTRAINT pk_signed_text PRIMARY KEY,
    paper varchar NOT NULL CONSTRAINT ck_signed_text_paper CHECK (paper IN ('minutes', 'closure', 'declarations')),
    paper_id uuid NOT NULL,
    version integer NOT NULL,
    digest bytea NOT NULL,
    laid_at timestamptz NOT NULL,
    text_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT one_text_per_digest UNIQUE (paper_id, digest),
    CONSTRAINT one_text_per_version UNIQUE (paper_id, version),
    CONSTRAINT ck_signed_text_new_version_has_reason
        CHECK (paper = 'declarations' OR version = 1 OR reason_sealed IS NOT NULL)
);

-- The minutes of one meeting: approved at the next, then signed: Art. 10(1).
CREATE TABLE minutes (id uuid CONSTRAINT pk_minutes PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_minutes_meeting_id REFERENCES meeting
        CONSTRAINT one_minutes_per_meeting UNIQUE,
    written_at timestamptz NOT NULL,
    sent_at timestamptz,
    approved_on date,
    approved_in_id uuid CONSTRAINT fk_minutes_approved_in_id REFERENCES meeting,
    digest bytea,
    signatures_asked_at timestamptz,
    text_sealed bytea,
    corrections_sealed bytea,
    CONSTRAINT minutes_as_they_are_laid FOREIGN KEY (id, digest) REFERENCES signed_text (paper_id, digest),
    CONSTRAINT ck_minutes_approved_text_is_fixed CHECK (approved_on IS NULL OR digest IS NOT NULL)
);

-- What was typed from paper as somebody's signature, and stands no more: Art. 10(1), 17(5).
CREATE TABLE signature_correction (id uuid CONSTRAINT pk_signature_correction PRIMARY KEY,
    paper_id uuid NOT NULL,
    now_on date,
    corrected_at timestamptz NOT NULL,
    corrected_by_id uuid NOT NULL CONSTRAINT fk_signature_correction_corrected_by_id REFERENCES account,
    reason_sealed bytea CONSTRAINT ck_signature_correction_says_why CHECK (reason_sealed IS NOT NULL)
);
CREATE INDEX signature_corrections_by_paper ON signature_correction (paper_id);

-- One person's word under one fixed text; never given on somebody's behalf.
CREATE TABLE signature (id uuid CONSTRAINT pk_signature PRIMARY KEY,
    paper varchar NOT NULL CONSTRAINT ck_signature_paper CHECK (paper IN ('minutes', 'closure', 'declarations')),
    paper_id uuid NOT NULL,
    member_id uuid CONSTRAINT fk_signature_member_id REFERENCES member,
    account_id uuid CONSTRAINT fk_signature_account_id REFERENCES account,
    role varchar NOT NULL CONSTRAINT ck_signature_role CHECK (role IN ('sign', 'acknowledge')),
    method varchar NOT NULL CONSTRAINT ck_signature_method CHECK (method IN ('code', 'password', 'paper', 'refused')),
    digest bytea,
    signed_at timestamptz NOT NULL,
    signed_on date NOT NULL,
    reason_sealed bytea,
    entered_by_id uuid CONSTRAINT fk_signature_entered_by_id REFERENCES account,
    ended_by_id uuid CONSTRAINT fk_signature_ended_by_id REFERENCES signature_correction,
    confirmation_id uuid CONSTRAINT fk_signature_confirmation_id REFERENCES confirmation,
    identity_check_id uuid CONSTRAINT fk_signature_identity_check_id REFERENCES identity_check,
    CONSTRAINT ck_signature_read_out_to_who_confirmed CHECK (identity_check_id IS NULL OR confirmation_id IS NOT NULL),
    CONSTRAINT one_signature_per_confirmation UNIQUE (confirmation_id),
    CONSTRAINT ck_signature_confirmed_by_a_member CHECK (confirmation_id IS NULL
        OR (member_id IS NOT NULL AND entered_by_id IS NULL AND method IN ('code', 'refused'))),
    CONSTRAINT signed_under_a_laid_text FOREIGN KEY (paper_id, digest) REFERENCES signed_text (paper_id, digest),
    CONSTRAINT one_signature_per_correction UNIQUE (ended_by_id),
    CONSTRAINT ck_signature_typed_from_paper CHECK (entered_by_id IS NULL OR method IN ('paper', 'refused')),
    CONSTRAINT ck_signature_only_a_paper_has_its_own_words CHECK (digest IS NOT NULL OR entered_by_id IS NOT NULL),
    CONSTRAINT ck_signature_only_what_was_typed_ends CHECK (ended_by_id IS NULL OR entered_by_id IS NOT NULL),
    CONSTRAINT ck_signature_one_signatory CHECK ((member_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX signatures_by_paper ON signature (paper_id, digest);
CREATE UNIQUE INDEX one_signature_per_member ON signature (paper_id, digest, member_id) WHERE ended_by_id IS NULL;
CREATE UNIQUE INDEX one_signature_per_officer ON signature (paper_id, digest, account_id) WHERE ended_by_id IS NULL;
CREATE UNIQUE INDEX one_paper_of_its_words_per_member ON signature (paper_id, member_id)
    WHERE digest IS NULL AND ended_by_id IS NULL;
CREATE UNIQUE INDEX one_paper_of_its_words_per_officer ON signature (paper_id, account_id)
    WHERE digest IS NULL AND ended_by_id IS NULL;

-- == Assessments, plans, reports, reviews ==

-- The manager's initial assessment, then the roundtable's comprehensive one: Art. 12.
CREATE TABLE assessment (id uuid CONSTRAINT pk_assessment PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_assessment_case_id REFERENCES cases,
    kind varchar NOT NULL CONSTRAINT ck_assessment_kind CHECK (kind IN ('initial', 'comprehensive')),
    version integer NOT NULL,
    meeting_id uuid CONSTRAINT fk_assessment_meeting_id REFERENCES meeting,
    made_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_assessment_recorded_by_id REFERENCES account,
    risk varchar NOT NULL CONSTRAINT ck_assessment_risk CHECK (risk IN ('none', 'low', 'medium', 'high')),
    unknown_sealed bytea,
    worse_sealed bytea,
    summary_sealed bytea,
    safety_sealed bytea,
    needs_sealed bytea,
    education_sealed bytea,
    care_sealed bytea,
    inclusion_sealed bytea,
    age_sealed bytea,
    health_sealed bytea,
    development_sealed bytea,
    participation_sealed bytea,
    basis_sealed bytea,
    why_sealed bytea,
    CONSTRAINT one_assessment_per_version UNIQUE (case_id, version)
);

-- The initial plan (Art. 6(1.5)), then each version of the unified one: Art. 13.
CREATE TABLE plan (id uuid CONSTRAINT pk_plan PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_plan_case_id REFERENCES cases,
    kind varchar NOT NULL CONSTRAINT ck_plan_kind CHECK (kind IN ('initial', 'unified')),
    version integer NOT NULL,
    meeting_id uuid CONSTRAINT fk_plan_meeting_id REFERENCES meeting,
    assessment_id uuid CONSTRAINT fk_plan_assessment_id REFERENCES assessment,
    adopted_on date,
    recorded_at timestamptz NOT NULL,
    sent_at timestamptz,
    handed_at timestamptz,
    goal_sealed bytea,
    CONSTRAINT one_plan_per_version UNIQUE (case_id, kind, version),
    CONSTRAINT ck_plan_unified_is_adopted CHECK (kind = 'initial' OR adopted_on IS NOT NULL)
);

-- One row of the plan: what, by whom, until when: Art. 13(2), Annex 1 A1 to A7.
CREATE TABLE plan_action (id uuid CONSTRAINT pk_plan_action PRIMARY KEY,
    plan_id uuid NOT NULL CONSTRAINT fk_plan_action_plan_id REFERENCES plan,
    number integer NOT NULL,
    member_id uuid CONSTRAINT fk_plan_action_member_id REFERENCES member,
    of_centre varchar CONSTRAINT ck_plan_action_of_centre CHECK (of_centre IN ('manager', 'centre')),
    due_on date,
    look_again_on date,
    status varchar NOT NULL
        CONSTRAINT ck_plan_action_status CHECK (status IN ('in_process', 'completed', 'uncompleted')),
    aim varchar CONSTRAINT ck_plan_action_aim CHECK (aim IN ('protection', 'rehabilitation', 'integration',
        'reintegration', 'family_support')),
    objective_sealed bytea,
    action_sealed bytea,
    service_sealed bytea,
    notes_sealed bytea,
    contribution_id uuid CONSTRAINT fk_plan_action_contribution_id REFERENCES contribution,
    former_id uuid CONSTRAINT fk_plan_action_former_id REFERENCES plan_action,
    dropped_on date,
    CONSTRAINT ck_plan_action_one_who_answers CHECK (member_id IS NULL OR of_centre IS NULL),
    CONSTRAINT one_action_per_number UNIQUE (plan_id, number)
);
CREATE INDEX actions_by_seat ON plan_action (member_id);

-- A contact of the child that an action of the plan is, as that version sets it: Art. 13(2).
CREATE TABLE contact_schedule (id uuid CONSTRAINT pk_contact_schedule PRIMARY KEY,
    action_id uuid NOT NULL CONSTRAINT fk_contact_schedule_action_id REFERENCES plan_action,
    person_id uuid CONSTRAINT fk_contact_schedule_person_id REFERENCES family_person,
    whom_sealed bytea,
    from_on date NOT NULL,
    every_days integer,
    weekdays jsonb NOT NULL,
    place_sealed bytea,
    watch varchar NOT NULL CONSTRAINT ck_contact_schedule_watch CHECK (watch IN ('supervised', 'unsupervised', 'not_stated')),
    watched_by_sealed bytea,
    CONSTRAINT one_contact_per_action UNIQUE (action_id),
    CONSTRAINT ck_contact_schedule_with_one CHECK (num_nonnulls(person_id, whom_sealed) = 1),
    CONSTRAINT ck_contact_schedule_by_one_rhythm
        CHECK (every_days BETWEEN 1 AND 366 AND weekdays = '[]' OR every_days IS NULL AND weekdays <> '[]')
);

-- Which contact of the plan an entry of the log is of: the log was written down before the plan.
ALTER TABLE log_entry
    ADD CONSTRAINT fk_log_entry_contact_of_id FOREIGN KEY (contact_of_id) REFERENCES plan_action;

-- How far an action has come that the centre itself answers for: Art. 14(1), 14(2).
CREATE TABLE own_progress (id uuid CONSTRAINT pk_own_progress PRIMARY KEY,
    action_id uuid NOT NULL CONSTRAINT fk_own_progress_action_id REFERENCES plan_action,
    status varchar NOT NULL
        CONSTRAINT ck_own_progress_status CHECK (status IN ('in_process', 'completed', 'uncompleted')),
    words_sealed bytea,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_own_progress_recorded_by_id REFERENCES account
);
CREATE INDEX own_progress_by_action ON own_progress (action_id, recorded_at);

-- The monitoring review form of one version of the plan; a later one stands beside it: Art. 14(6).
CREATE TABLE monitoring_form (id uuid CONSTRAINT pk_monitoring_form PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_monitoring_form_case_id REFERENCES cases,
    number integer NOT NULL,
    plan_id uuid NOT NULL CONSTRAINT fk_monitoring_form_plan_id REFERENCES plan,
    monitored_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_monitoring_form_recorded_by_id REFERENCES account,
    finding_sealed bytea,
    CONSTRAINT one_monitoring_per_number UNIQUE (case_id, number)
);

-- What such a form says of one action of that version: Art. 14(6).
CREATE TABLE monitored_action (id uuid CONSTRAINT pk_monitored_action PRIMARY KEY,
    form_id uuid NOT NULL CONSTRAINT fk_monitored_action_form_id REFERENCES monitoring_form,
    action_id uuid NOT NULL CONSTRAINT fk_monitored_action_action_id REFERENCES plan_action,
    indicator varchar NOT NULL
        CONSTRAINT ck_monitored_action_indicator CHECK (indicator IN ('better', 'same', 'worse', 'not_known')),
    known_on date,
    done_sealed bytea,
    by_whom_sealed bytea,
    finding_sealed bytea,
    CONSTRAINT one_line_per_monitored_action UNIQUE (form_id, action_id)
);

-- What the table was told of the monitoring; it stays as it was told: Art. 14(3.4).
CREATE TABLE table_findings (id uuid CONSTRAINT pk_table_findings PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_table_findings_case_id REFERENCES cases,
    number integer NOT NULL,
    told_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    means varchar NOT NULL CONSTRAINT ck_table_findings_means CHECK (means IN ('link', 'paper', 'meeting')),
    recorded_by_id uuid NOT NULL CONSTRAINT fk_table_findings_recorded_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_table_findings_tells_something CHECK (words_sealed IS NOT NULL),
    CONSTRAINT one_telling_per_number UNIQUE (case_id, number)
);

-- A day set for one action of the plan, for which the system asks by itself: Art. 14(3.3).
CREATE TABLE report_date (id uuid CONSTRAINT pk_report_date PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_report_date_case_id REFERENCES cases,
    action_id uuid NOT NULL CONSTRAINT fk_report_date_action_id REFERENCES plan_action,
    on_day date NOT NULL,
    words_sealed bytea CONSTRAINT ck_report_date_asks_something CHECK (words_sealed IS NOT NULL),
    set_at timestamptz NOT NULL,
    set_by_id uuid NOT NULL CONSTRAINT fk_report_date_set_by_id REFERENCES account,
    taken_back_at timestamptz,
    taken_back_by_id uuid CONSTRAINT fk_report_date_taken_back_by_id REFERENCES account,
    CONSTRAINT ck_report_date_taken_back_by_somebody CHECK ((taken_back_at IS NULL) = (taken_back_by_id IS NULL))
);
CREATE INDEX report_dates_by_case ON report_date (case_id);
CREATE INDEX report_dates_by_action ON report_date (action_id);

-- One question, to a member of the table or to whoever is none: Art. 14(3.1), 14(3.3), 19.
CREATE TABLE inquiry (id uuid CONSTRAINT pk_inquiry PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_inquiry_case_id REFERENCES cases,
    number integer NOT NULL,
    member_id uuid CONSTRAINT fk_inquiry_member_id REFERENCES member,
    report_date_id uuid CONSTRAINT fk_inquiry_report_date_id REFERENCES report_date,
    asked_on date NOT NULL,
    due_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    asked_by_id uuid CONSTRAINT fk_inquiry_asked_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_inquiry_asks_something CHECK (words_sealed IS NOT NULL),
    to_whom_sealed bytea,
    address_sealed bytea,
    abroad varchar CONSTRAINT ck_inquiry_abroad CHECK (abroad IN ('home', 'abroad', 'not_known')),
    means varchar CONSTRAINT ck_inquiry_means CHECK (means IN ('by_hand', 'letter', 'mail', 'telephone')),
    letter_sealed bytea,
    CONSTRAINT ck_inquiry_of_a_member_or_of_others CHECK ((member_id IS NULL) = (to_whom_sealed IS NOT NULL)),
    CONSTRAINT ck_inquiry_to_others_by_some_means CHECK (num_nulls(means, abroad, to_whom_sealed) IN (0, 3)),
    CONSTRAINT ck_inquiry_answered_after_it_was_asked CHECK (due_on >= asked_on),
    CONSTRAINT ck_inquiry_asked_by_somebody_or_by_its_day CHECK (num_nonnulls(asked_by_id, report_date_id) = 1),
    CONSTRAINT one_inquiry_per_number UNIQUE (case_id, number),
    CONSTRAINT asked_once_for_a_day UNIQUE (report_date_id)
);
CREATE INDEX inquiries_by_seat ON inquiry (member_id);

-- What was answered on a day; what was answered before stays.
CREATE TABLE inquiry_answer (id uuid CONSTRAINT pk_inquiry_answer PRIMARY KEY,
    inquiry_id uuid NOT NULL CONSTRAINT fk_inquiry_answer_inquiry_id REFERENCES inquiry,
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    how varchar NOT NULL CONSTRAINT ck_inquiry_answer_how CHECK (how IN ('link', 'telephone', 'paper', 'spoken', 'mail')),
    member_id uuid CONSTRAINT fk_inquiry_answer_member_id REFERENCES member,
    recorded_by_id uuid CONSTRAINT fk_inquiry_answer_recorded_by_id REFERENCES account,
    source_sealed bytea,
    words_sealed bytea CONSTRAINT ck_inquiry_answer_says_something CHECK (words_sealed IS NOT NULL),
    corrects_id uuid,
    reason_sealed bytea,
    CONSTRAINT answer_to_an_inquiry UNIQUE (inquiry_id, id),
    CONSTRAINT one_correction_per_answer UNIQUE (corrects_id),
    CONSTRAINT corrects_an_answer_to_the_inquiry FOREIGN KEY (inquiry_id, corrects_id) REFERENCES inquiry_answer (inquiry_id, id),
    CONSTRAINT ck_inquiry_answer_corrects_another_answer CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_inquiry_answer_corrects_with_a_reason CHECK ((corrects_id IS NULL) = (reason_sealed IS NULL)),
    CONSTRAINT ck_inquiry_answer_correction_is_typed CHECK (corrects_id IS NULL OR how <> 'link'),
    CONSTRAINT ck_inquiry_answer_by_a_member_or_typed_with_its_source CHECK (CASE WHEN how = 'link'
        THEN member_id IS NOT NULL AND recorded_by_id IS NULL
        ELSE recorded_by_id IS NOT NULL AND source_sealed IS NOT NULL END)
);
CREATE INDEX answers_by_inquiry ON inquiry_answer (inquiry_id);

-- That a typed answer was none to this question, and why: it is owed again, Art. 14(3.1).
CREATE TABLE answer_taken_back (id uuid CONSTRAINT pk_answer_taken_back PRIMARY KEY,
    answer_id uuid NOT NULL CONSTRAINT fk_answer_taken_back_answer_id REFERENCES inquiry_answer,
    taken_back_at timestamptz NOT NULL,
    taken_back_by_id uuid NOT NULL CONSTRAINT fk_answer_taken_back_taken_back_by_id REFERENCES account,
    why_sealed bytea CONSTRAINT ck_answer_taken_back_says_why CHECK (why_sealed IS NOT NULL),
    CONSTRAINT answer_taken_back_once UNIQUE (answer_id)
);

-- That nobody owes an answer any more, and why.
CREATE TABLE inquiry_withdrawal (id uuid CONSTRAINT pk_inquiry_withdrawal PRIMARY KEY,
    inquiry_id uuid NOT NULL CONSTRAINT fk_inquiry_withdrawal_inquiry_id REFERENCES inquiry,
    withdrawn_at timestamptz NOT NULL,
    withdrawn_by_id uuid NOT NULL CONSTRAINT fk_inquiry_withdrawal_withdrawn_by_id REFERENCES account,
    why_sealed bytea CONSTRAINT ck_inquiry_withdrawal_says_why CHECK (why_sealed IS NOT NULL),
    CONSTRAINT inquiry_withdrawn_once UNIQUE (inquiry_id)
);

-- What one member owes before a meeting, on a late action, or was asked: Art. 8(9), 14(3.1), 14(3.3).
CREATE TABLE report_request (id uuid CONSTRAINT pk_report_request PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_report_request_case_id REFERENCES cases,
    meeting_id uuid CONSTRAINT fk_report_request_meeting_id REFERENCES meeting,
    action_id uuid CONSTRAINT fk_report_request_action_id REFERENCES plan_action,
    inquiry_id uuid CONSTRAINT fk_report_request_inquiry_id REFERENCES inquiry,
    member_id uuid NOT NULL CONSTRAINT fk_report_request_member_id REFERENCES member,
    asked_on date NOT NULL,
    asked_at timestamptz NOT NULL,
    due_on date NOT NULL,
    put_again_at timestamptz,
    received_on date,
    received_at timestamptz,
    on_paper boolean NOT NULL,
    last_chance_on date,
    answered_in_id uuid CONSTRAINT fk_report_request_answered_in_id REFERENCES report_request,
    follows_id uuid CONSTRAINT fk_report_request_follows_id REFERENCES report_request,
    confirmed_by_id uuid CONSTRAINT fk_report_request_confirmed_by_id REFERENCES account,
    confirmed_at timestamptz,
    notified_at timestamptz,
    withdrawn_at timestamptz,
    served_on date,
    fell_told_on date,
    identity_check_id uuid CONSTRAINT fk_report_request_identity_check_id REFERENCES identity_check,
    done_sealed bytea,
    concerns_sealed bytea,
    CONSTRAINT one_report_per_member_and_meeting UNIQUE (meeting_id, member_id),
    CONSTRAINT one_request_per_inquiry UNIQUE (inquiry_id),
    CONSTRAINT ck_report_request_for_one_of_three CHECK (num_nonnulls(meeting_id, action_id, inquiry_id) = 1),
    CONSTRAINT ck_report_request_last_chance_first CHECK (notified_at IS NULL OR last_chance_on IS NOT NULL),
    CONSTRAINT ck_report_request_received_on_a_day CHECK ((received_on IS NULL) = (received_at IS NULL)),
    CONSTRAINT ck_report_request_further_word_is_there
        CHECK (follows_id IS NULL OR (action_id IS NOT NULL AND received_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_question_per_late_action ON report_request (action_id, member_id)
    WHERE follows_id IS NULL;
CREATE INDEX reports_by_case ON report_request (case_id);
CREATE INDEX reports_by_member ON report_request (member_id);
CREATE INDEX open_reports_by_due ON report_request (due_on) WHERE received_at IS NULL;

-- One reminder of one report, counted because Art. 14(3.2) needs the proof.
CREATE TABLE reminder (id uuid CONSTRAINT pk_reminder PRIMARY KEY,
    request_id uuid NOT NULL CONSTRAINT fk_reminder_request_id REFERENCES report_request,
    number integer NOT NULL,
    due_on date NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT one_reminder_per_number UNIQUE (request_id, number)
);

-- What was typed of a report or of a word on a late action, and stands no more: Art. 8(9), 14(2).
CREATE TABLE report_correction (id uuid CONSTRAINT pk_report_correction PRIMARY KEY,
    request_id uuid NOT NULL CONSTRAINT fk_report_correction_request_id REFERENCES report_request,
    was_on date NOT NULL,
    was_typed_at timestamptz NOT NULL,
    now_on date,
    corrected_at timestamptz NOT NULL,
    corrected_by_id uuid NOT NULL CONSTRAINT fk_report_correction_corrected_by_id REFERENCES account,
    done_sealed bytea,
    concerns_sealed bytea,
    reason_sealed bytea CONSTRAINT ck_report_correction_says_why CHECK (reason_sealed IS NOT NULL)
);
CREATE INDEX report_corrections_by_request ON report_correction (request_id);

-- One person, reminded of one thing on one day; never twice on it.
CREATE TABLE signature_reminder (id uuid CONSTRAINT pk_signature_reminder PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_signature_reminder_life_id REFERENCES life,
    duty varchar NOT NULL,
    subject_id uuid NOT NULL,
    member_id uuid CONSTRAINT fk_signature_reminder_member_id REFERENCES member,
    account_id uuid CONSTRAINT fk_signature_reminder_account_id REFERENCES account,
    sent_on date NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT ck_signature_reminder_one_reader CHECK ((member_id IS NULL) <> (account_id IS NULL)),
    CONSTRAINT one_reminder_a_day UNIQUE NULLS NOT DISTINCT (subject_id, duty, member_id, account_id, sent_on)
);
CREATE INDEX signature_reminders_by_life ON signature_reminder (life_id);

-- What a member's report says of one of their actions.
CREATE TABLE reported_action (id uuid CONSTRAINT pk_reported_action PRIMARY KEY,
    request_id uuid NOT NULL CONSTRAINT fk_reported_action_request_id REFERENCES report_request,
    action_id uuid NOT NULL CONSTRAINT fk_reported_action_action_id REFERENCES plan_action,
    status varchar NOT NULL
        CONSTRAINT ck_reported_action_status CHECK (status IN ('in_process', 'completed', 'uncompleted')),
    done_on date,
    asked_until date,
    ended_by_id uuid CONSTRAINT fk_reported_action_ended_by_id REFERENCES report_correction,
    CONSTRAINT ck_reported_action_done_when_completed CHECK (done_on IS NULL OR status = 'completed'),
    CONSTRAINT ck_reported_action_day_for_what_is_not_done
        CHECK (asked_until IS NULL OR status <> 'completed'),
    CONSTRAINT one_line_per_action UNIQUE NULLS NOT DISTINCT (request_id, action_id, ended_by_id)
);
CREATE INDEX lines_by_action ON reported_action (action_id);

-- Who stands above everybody an institution sends; the newest row counts, each stays: Art. 14(3.2).
CREATE TABLE institution_superior (id uuid CONSTRAINT pk_institution_superior PRIMARY KEY,
    municipality_id uuid NOT NULL CONSTRAINT fk_institution_superior_municipality_id REFERENCES municipality,
    institution varchar NOT NULL,
    language varchar NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_institution_superior_recorded_by_id REFERENCES account,
    name_sealed bytea,
    email_sealed bytea
);
CREATE INDEX superiors_by_institution ON institution_superior (municipality_id, institution, recorded_at);

-- A superior is notified of who missed a meeting, whether a report was asked for or not: Art. 9, 14(3.2).
CREATE TABLE absence_notice (id uuid CONSTRAINT pk_absence_notice PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_absence_notice_case_id REFERENCES cases,
    member_id uuid NOT NULL CONSTRAINT fk_absence_notice_member_id REFERENCES member,
    attendance_id uuid NOT NULL CONSTRAINT fk_absence_notice_attendance_id REFERENCES attendance,
    about jsonb NOT NULL,
    notified_at timestamptz,
    served_on date,
    taken_back_at timestamptz,
    CONSTRAINT one_notice_per_absence UNIQUE (attendance_id)
);
CREATE INDEX absence_notices_by_case ON absence_notice (case_id);
CREATE INDEX absence_notices_by_seat ON absence_notice (member_id);

-- A letter or a call that notified a superior; another row corrects it, and both stay: Art. 14(3.2).
CREATE TABLE superior_service (id uuid CONSTRAINT pk_superior_service PRIMARY KEY,
    request_id uuid CONSTRAINT fk_superior_service_request_id REFERENCES report_request,
    absence_id uuid CONSTRAINT fk_superior_service_absence_id REFERENCES absence_notice,
    means varchar NOT NULL CONSTRAINT ck_superior_service_means CHECK (means IN ('letter', 'call')),
    served_on date NOT NULL,
    not_stated boolean NOT NULL,
    of_fallen boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_superior_service_recorded_by_id REFERENCES account,
    to_whom_sealed bytea,
    number_sealed bytea,
    witness_sealed bytea,
    place_sealed bytea,
    CONSTRAINT ck_superior_service_number_or_witness
        CHECK (not_stated OR number_sealed IS NOT NULL OR witness_sealed IS NOT NULL),
    CONSTRAINT ck_superior_service_of_a_report_or_an_absence CHECK ((request_id IS NULL) <> (absence_id IS NULL))
);
CREATE INDEX superior_services_by_request ON superior_service (request_id);
CREATE INDEX superior_services_by_absence ON superior_service (absence_id);

-- What came back from a superior, or that nothing had come by the day of the entry: Art. 14(3.2).
CREATE TABLE superior_reply (id uuid CONSTRAINT pk_superior_reply PRIMARY KEY,
    request_id uuid CONSTRAINT fk_superior_reply_request_id REFERENCES report_request,
    absence_id uuid CONSTRAINT fk_superior_reply_absence_id REFERENCES absence_notice,
    came_on date,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_superior_reply_recorded_by_id REFERENCES account,
    words_sealed bytea,
    CONSTRAINT ck_superior_reply_a_reply_says_something CHECK ((came_on IS NULL) = (words_sealed IS NULL)),
    CONSTRAINT ck_superior_reply_of_a_report_or_an_absence CHECK ((request_id IS NULL) <> (absence_id IS NULL))
);
CREATE INDEX superior_replies_by_request ON superior_reply (request_id);
CREATE INDEX superior_replies_by_absence ON superior_reply (absence_id);

-- The monthly review of the plan: Art. 5(1.5), 15.
CREATE TABLE review (id uuid CONSTRAINT pk_review PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_review_case_id REFERENCES cases,
    meeting_id uuid NOT NULL CONSTRAINT fk_review_meeting_id REFERENCES meeting
        CONSTRAINT one_review_per_meeting UNIQUE,
    plan_id uuid NOT NULL CONSTRAINT fk_review_plan_id REFERENCES plan,
    settled_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    risk varchar NOT NULL CONSTRAINT ck_review_risk CHECK (risk IN ('none', 'low', 'medium', 'high')),
    finding_sealed bytea
);
CREATE INDEX reviews_by_case ON review (case_id);

-- Progress of one action at one review: Annex 1, part 4.6.
CREATE TABLE progress (id uuid CONSTRAINT pk_progress PRIMARY KEY,
    review_id uuid NOT NULL CONSTRAINT fk_progress_review_id REFERENCES review,
    action_id uuid NOT NULL CONSTRAINT fk_progress_action_id REFERENCES plan_action,
    status varchar NOT NULL CONSTRAINT ck_progress_status CHECK (status IN ('in_process', 'completed', 'uncompleted')),
    changes jsonb NOT NULL,
    assessment_sealed bytea,
    reason_sealed bytea,
    notes_sealed bytea,
    look_again_on date,
    day_answer varchar CONSTRAINT ck_progress_day_answer CHECK (day_answer IN ('given', 'other', 'not_given')),
    CONSTRAINT one_finding_per_action UNIQUE (review_id, action_id)
);
CREATE INDEX findings_by_action ON progress (action_id);

-- What the table said of the goal of a plan, criterion by criterion: Annex 1, Art. 13(2.1).
CREATE TABLE goal_criterion (id uuid CONSTRAINT pk_goal_criterion PRIMARY KEY,
    plan_id uuid CONSTRAINT fk_goal_criterion_plan_id REFERENCES plan,
    review_id uuid CONSTRAINT fk_goal_criterion_review_id REFERENCES review,
    criterion varchar NOT NULL CONSTRAINT ck_goal_criterion_criterion
        CHECK (criterion IN ('specific', 'measurable', 'achievable', 'agreed', 'relevant', 'shared', 'timed')),
    mark varchar NOT NULL CONSTRAINT ck_goal_criterion_mark CHECK (mark IN ('fulfilled', 'not_fulfilled', 'not_stated')),
    words_sealed bytea,
    CONSTRAINT one_word_per_plan_and_criterion UNIQUE (plan_id, criterion),
    CONSTRAINT one_word_per_review_and_criterion UNIQUE (review_id, criterion),
    CONSTRAINT ck_goal_criterion_of_a_plan_or_a_review CHECK (num_nonnulls(plan_id, review_id) = 1)
);

-- How often the table reviews the plan, where it set another rhythm than the month: Art. 5(1.5).
CREATE TABLE review_rhythm (id uuid CONSTRAINT pk_review_rhythm PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_review_rhythm_case_id REFERENCES cases,
    meeting_id uuid NOT NULL CONSTRAINT fk_review_rhythm_meeting_id REFERENCES meeting,
    number integer NOT NULL,
    days integer,
    set_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid CONSTRAINT fk_review_rhythm_recorded_by_id REFERENCES account,
    reason_sealed bytea,
    CONSTRAINT one_rhythm_per_number UNIQUE (case_id, number),
    CONSTRAINT ck_review_rhythm_never_longer_than_a_month CHECK (days BETWEEN 1 AND 31)
);

-- == Closure ==

-- A proposal to close the case, on its way through head, family and table: Art. 17.
CREATE TABLE closure (id uuid CONSTRAINT pk_closure PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_closure_case_id REFERENCES cases,
    ground_sealed bytea NOT NULL,
    proposed_by_id uuid NOT NULL CONSTRAINT fk_closure_proposed_by_id REFERENCES account,
    proposed_at timestamptz NOT NULL,
    proposal_entered_at timestamptz NOT NULL,
    asked_at timestamptz,
    approved_by_id uuid CONSTRAINT fk_closure_approved_by_id REFERENCES account,
    approved_at timestamptz,
    approval_entered_at timestamptz,
    returned_at timestamptz,
    return_entered_at timestamptz,
    answered_at timestamptz,
    needs_services_sealed bytea,
    services_unsaid boolean NOT NULL,
    accepted_on date,
    accepted_entered_at timestamptz,
    accepted_entered_by_id uuid CONSTRAINT fk_closure_accepted_entered_by_id REFERENCES account,
    meeting_id uuid CONSTRAINT fk_closure_meeting_id REFERENCES meeting,
    assessment_sealed bytea,
    ground_detail_sealed bytea,
    best_interest_sealed bytea,
    after_eighteen_sealed bytea,
    accepted_by_sealed bytea,
    accepted_letter_sealed bytea,
    head_note_sealed bytea,
    decided_on date,
    declined_on date,
    fell_at timestamptz,
    approval_lacked boolean NOT NULL,
    fell_by_id uuid CONSTRAINT fk_closure_fell_by_id REFERENCES account,
    had_fallen_at timestamptz,
    stood_again_at timestamptz,
    fell_for_sealed bytea,
    decision_recorded_at timestamptz,
    digest bytea,
    signatures_asked_at timestamptz,
    CONSTRAINT closing_form_as_it_is_laid FOREIGN KEY (id, digest) REFERENCES signed_text (paper_id, digest),
    CONSTRAINT ck_closure_approved_or_returned CHECK (approved_at IS NULL OR returned_at IS NULL),
    CONSTRAINT ck_closure_no_decision_unapproved CHECK (decided_on IS NULL OR approved_at IS NOT NULL),
    CONSTRAINT ck_closure_decided_form_is_fixed CHECK (decided_on IS NULL OR digest IS NOT NULL),
    CONSTRAINT ck_closure_accepted_on_record CHECK (accepted_on IS NULL OR (accepted_by_sealed IS NOT NULL
        AND accepted_letter_sealed IS NOT NULL AND accepted_entered_at IS NOT NULL AND accepted_entered_by_id IS NOT NULL)),
    CONSTRAINT ck_closure_closed_or_declined
        CHECK (declined_on IS NULL OR (approved_at IS NOT NULL AND decided_on IS NULL)),
    CONSTRAINT ck_closure_stands_again_once_fallen CHECK ((had_fallen_at IS NULL) = (stood_again_at IS NULL)),
    CONSTRAINT ck_closure_comes_to_nothing_once
        CHECK (fell_at IS NULL OR (returned_at IS NULL AND declined_on IS NULL))
);
CREATE INDEX closures_by_case ON closure (case_id);
CREATE UNIQUE INDEX one_open_closure_per_case ON closure (case_id)
    WHERE returned_at IS NULL AND declined_on IS NULL AND fell_at IS NULL;

-- What one of the family thinks of the closure, or why there is no word of theirs: Art. 17(2).
CREATE TABLE opinion (id uuid CONSTRAINT pk_opinion PRIMARY KEY,
    closure_id uuid NOT NULL CONSTRAINT fk_opinion_closure_id REFERENCES closure,
    person_id uuid NOT NULL CONSTRAINT fk_opinion_person_id REFERENCES family_person,
    number integer NOT NULL,
    outcome varchar NOT NULL CONSTRAINT ck_opinion_outcome CHECK (outcome IN ('said', 'not_asked', 'not_possible')),
    asked_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid CONSTRAINT fk_opinion_recorded_by_id REFERENCES account,
    words_sealed bytea,
    asked_by_sealed bytea,
    CONSTRAINT one_opinion_per_number UNIQUE (closure_id, person_id, number)
);

-- When the child was born, as the table found it where the file has an estimate: Art. 17(3.2).
CREATE TABLE age_finding (id uuid CONSTRAINT pk_age_finding PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_age_finding_case_id REFERENCES cases,
    meeting_id uuid NOT NULL CONSTRAINT fk_age_finding_meeting_id REFERENCES meeting,
    found_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_age_finding_recorded_by_id REFERENCES account,
    born_on_sealed bytea,
    source_sealed bytea
);
CREATE INDEX age_findings_by_case ON age_finding (case_id);

-- That the eighteenth birthday draws near, as the manager was told: Art. 17(3.2).
CREATE TABLE age_announcement (id uuid CONSTRAINT pk_age_announcement PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_age_announcement_case_id REFERENCES cases,
    number integer NOT NULL,
    months integer NOT NULL,
    announced_at timestamptz NOT NULL,
    turns_on_sealed bytea,
    CONSTRAINT one_age_announcement_per_number UNIQUE (case_id, number)
);

-- A letter with services recommended after eighteen; a correction is another one that names it: Art. 17(4).
CREATE TABLE services_letter (id uuid CONSTRAINT pk_services_letter PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_services_letter_case_id REFERENCES cases,
    number integer NOT NULL,
    left_on date NOT NULL,
    sent_by varchar NOT NULL CONSTRAINT ck_services_letter_sent_by CHECK (sent_by IN ('hand', 'post', 'mail', 'not_stated')),
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_services_letter_recorded_by_id REFERENCES account,
    corrects_id uuid,
    institution_sealed bytea CONSTRAINT ck_services_letter_says_to_whom CHECK (institution_sealed IS NOT NULL),
    services_sealed bytea CONSTRAINT ck_services_letter_says_which_services CHECK (services_sealed IS NOT NULL),
    starts_on_sealed bytea,
    reason_sealed bytea,
    CONSTRAINT one_services_letter_per_number UNIQUE (case_id, number),
    CONSTRAINT services_letter_of_a_case UNIQUE (case_id, id),
    CONSTRAINT corrects_a_services_letter_of_the_case
        FOREIGN KEY (case_id, corrects_id) REFERENCES services_letter (case_id, id),
    CONSTRAINT ck_services_letter_corrects_another_letter CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_services_letter_corrects_with_a_reason
        CHECK ((corrects_id IS NULL) = (reason_sealed IS NULL))
);

-- What came of it, the last by its day; what was said before stays.
CREATE TABLE services_letter_word (id uuid CONSTRAINT pk_services_letter_word PRIMARY KEY,
    letter_id uuid NOT NULL CONSTRAINT fk_services_letter_word_letter_id REFERENCES services_letter,
    came varchar NOT NULL CONSTRAINT ck_services_letter_word_came
        CHECK (came IN ('accepted', 'declined', 'not_known', 'never_sent')),
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_services_letter_word_recorded_by_id REFERENCES account,
    said_by_sealed bytea,
    words_sealed bytea,
    CONSTRAINT ck_services_letter_word_says_why_it_never_left CHECK (came <> 'never_sent' OR words_sealed IS NOT NULL)
);
CREATE INDEX words_by_services_letter ON services_letter_word (letter_id);

-- The head's decision that a referral was a mistake, and the case that it belonged to.
CREATE TABLE mistaken_referral (id uuid CONSTRAINT pk_mistaken_referral PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_mistaken_referral_case_id REFERENCES cases,
    mistake varchar NOT NULL CONSTRAINT ck_mistaken_referral_mistake CHECK (mistake IN ('duplicate', 'mistaken')),
    right_case_id uuid CONSTRAINT fk_mistaken_referral_right_case_id REFERENCES cases,
    decided_on date NOT NULL,
    decided_by_id uuid NOT NULL CONSTRAINT fk_mistaken_referral_decided_by_id REFERENCES account,
    recorded_at timestamptz NOT NULL,
    reason_sealed bytea,
    CONSTRAINT one_mistake_per_case UNIQUE (case_id),
    CONSTRAINT ck_mistaken_referral_another_case CHECK (right_case_id IS DISTINCT FROM case_id),
    CONSTRAINT ck_mistaken_referral_duplicate_of_a_case CHECK (mistake <> 'duplicate' OR right_case_id IS NOT NULL)
);
CREATE INDEX mistakes_by_right_case ON mistaken_referral (right_case_id);

-- One thing added beside a sealed file; a correction is another one that names it.
CREATE TABLE supplement (id uuid CONSTRAINT pk_supplement PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_supplement_case_id REFERENCES cases,
    number integer NOT NULL,
    digest bytea NOT NULL,
    happened_on date,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_supplement_entered_by_id REFERENCES account,
    corrects_id uuid,
    text_sealed bytea,
    CONSTRAINT one_supplement_per_number UNIQUE (case_id, number),
    CONSTRAINT one_digest_per_supplement UNIQUE (id, digest),
    CONSTRAINT supplement_of_a_case UNIQUE (case_id, id),
    CONSTRAINT corrects_one_of_the_case FOREIGN KEY (case_id, corrects_id) REFERENCES supplement (case_id, id),
    CONSTRAINT ck_supplement_corrects_another CHECK (corrects_id IS DISTINCT FROM id),
    CONSTRAINT ck_supplement_says_what CHECK (text_sealed IS NOT NULL)
);

-- The manager's word under a supplement, or the head's; nobody gives both.
CREATE TABLE supplement_signature (id uuid CONSTRAINT pk_supplement_signature PRIMARY KEY,
    supplement_id uuid NOT NULL,
    digest bytea NOT NULL,
    capacity varchar NOT NULL CONSTRAINT ck_supplement_signature_capacity CHECK (capacity IN ('manager', 'head')),
    account_id uuid NOT NULL CONSTRAINT fk_supplement_signature_account_id REFERENCES account,
    signed_at timestamptz NOT NULL,
    CONSTRAINT one_signature_per_capacity UNIQUE (supplement_id, capacity),
    CONSTRAINT one_capacity_per_officer UNIQUE (supplement_id, account_id),
    CONSTRAINT signed_as_it_was_entered FOREIGN KEY (supplement_id, digest) REFERENCES supplement (id, digest)
);

-- One correction of the day on which a referral reached the centre, and what stood there; the case has the day that holds.
CREATE TABLE referral_day (id uuid CONSTRAINT pk_referral_day PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_referral_day_case_id REFERENCES cases,
    number integer NOT NULL,
    was_on date NOT NULL,
    came_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_referral_day_recorded_by_id REFERENCES account,
    reason_sealed bytea,
    CONSTRAINT one_referral_day_per_number UNIQUE (case_id, number),
    CONSTRAINT ck_referral_day_another_day CHECK (came_on <> was_on),
    CONSTRAINT ck_referral_day_corrected_with_reason CHECK (reason_sealed IS NOT NULL)
);

-- Since when a case that ran on paper runs here, and where its paper file lies: each word stays, the newest holds.
CREATE TABLE paper_case (id uuid CONSTRAINT pk_paper_case PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_paper_case_case_id REFERENCES cases,
    number integer NOT NULL,
    from_on date,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_paper_case_recorded_by_id REFERENCES account,
    lies_sealed bytea,
    CONSTRAINT one_paper_case_per_number UNIQUE (case_id, number)
);

-- What is said of one section of the time before; that it is not known is an answer.
CREATE TABLE paper_word (id uuid CONSTRAINT pk_paper_word PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_paper_word_case_id REFERENCES cases,
    number integer NOT NULL,
    section varchar NOT NULL CONSTRAINT ck_paper_word_section CHECK (
        section IN ('table', 'declarations', 'assessment', 'meetings', 'plan', 'promises')),
    answer varchar NOT NULL CONSTRAINT ck_paper_word_answer CHECK (answer IN ('on_record', 'not_known', 'none')),
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_paper_word_recorded_by_id REFERENCES account,
    words_sealed bytea,
    CONSTRAINT one_paper_word_per_number UNIQUE (case_id, number)
);

-- One correction of the day on which a manager was appointed, and what stood there; the appointment has the day that holds.
CREATE TABLE appointment_day (id uuid CONSTRAINT pk_appointment_day PRIMARY KEY,
    appointment_id uuid NOT NULL CONSTRAINT fk_appointment_day_appointment_id REFERENCES appointment,
    number integer NOT NULL,
    was_on date NOT NULL,
    now_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_appointment_day_recorded_by_id REFERENCES account,
    reason_sealed bytea,
    CONSTRAINT one_appointment_day_per_number UNIQUE (appointment_id, number),
    CONSTRAINT ck_appointment_day_another_day CHECK (now_on <> was_on),
    CONSTRAINT ck_appointment_day_corrected_with_reason CHECK (reason_sealed IS NOT NULL)
);

-- One correction of the day of what an officer typed of somebody else; what it is of has the day that holds.
CREATE TABLE typed_day (id uuid CONSTRAINT pk_typed_day PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_typed_day_life_id REFERENCES life,
    what varchar NOT NULL CONSTRAINT ck_typed_day_what CHECK (
        what IN ('declaration', 'conflict', 'refusal', 'word', 'information', 'claim', 'outcome')),
    subject_id uuid NOT NULL,
    number integer NOT NULL,
    was_on date NOT NULL,
    now_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_typed_day_recorded_by_id REFERENCES account,
    reason_sealed bytea,
    CONSTRAINT one_typed_day_per_number UNIQUE (subject_id, what, number),
    CONSTRAINT ck_typed_day_is_another CHECK (now_on <> was_on),
    CONSTRAINT ck_typed_day_is_reasoned CHECK (reason_sealed IS NOT NULL)
);
CREATE INDEX typed_days_by_life ON typed_day (life_id);

-- The head's word that both cases are of one child; it is of the new case's file.
CREATE TABLE earlier_case_link (id uuid CONSTRAINT pk_earlier_case_link PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_earlier_case_link_case_id REFERENCES cases,
    number integer NOT NULL,
    earlier_case_id uuid NOT NULL CONSTRAINT fk_earlier_case_link_earlier_case_id REFERENCES cases,
    supplement_id uuid,
    linked_on date NOT NULL,
    linked_by_id uuid NOT NULL CONSTRAINT fk_earlier_case_link_linked_by_id REFERENCES account,
    recorded_at timestamptz NOT NULL,
    reason_sealed bytea,
    CONSTRAINT one_link_per_number UNIQUE (case_id, number),
    CONSTRAINT said_beside_the_earlier_file FOREIGN KEY (earlier_case_id, supplement_id) REFERENCES supplement (case_id, id),
    CONSTRAINT ck_earlier_case_link_earlier_is_another CHECK (earlier_case_id <> case_id),
    CONSTRAINT ck_earlier_case_link_says_how_it_is_known CHECK (reason_sealed IS NOT NULL)
);
CREATE INDEX links_by_earlier_case ON earlier_case_link (earlier_case_id);

-- A link taken back: it opens nothing any more, and both stay on record, also past the seal.
CREATE TABLE earlier_case_link_end (id uuid CONSTRAINT pk_earlier_case_link_end PRIMARY KEY,
    link_id uuid NOT NULL CONSTRAINT fk_earlier_case_link_end_link_id REFERENCES earlier_case_link,
    taken_back_on date NOT NULL,
    taken_back_by_id uuid NOT NULL CONSTRAINT fk_earlier_case_link_end_taken_back_by_id REFERENCES account,
    recorded_at timestamptz NOT NULL,
    reason_sealed bytea,
    CONSTRAINT one_end_per_link UNIQUE (link_id),
    CONSTRAINT ck_earlier_case_link_end_says_what_was_wrong CHECK (reason_sealed IS NOT NULL)
);

-- == What is owed, and what is to come: reckoned anew with every act ==

-- One duty that somebody owes one life: `rules.duties.OpenDuty` on record.
CREATE TABLE open_duty (id uuid CONSTRAINT pk_open_duty PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_open_duty_life_id REFERENCES life ON DELETE CASCADE,
    position integer NOT NULL,
    duty varchar NOT NULL,
    actor varchar NOT NULL CONSTRAINT ck_open_duty_actor CHECK (actor IN ('head', 'manager', 'members', 'system')),
    due_on date,
    article varchar NOT NULL,
    is_ours boolean NOT NULL,
    subject_id uuid,
    meeting_id uuid CONSTRAINT fk_open_duty_meeting_id REFERENCES meeting,
    member_ids uuid[] NOT NULL,
    officer_id uuid CONSTRAINT fk_open_duty_officer_id REFERENCES account,
    count integer NOT NULL,
    CONSTRAINT one_row_per_duty UNIQUE NULLS NOT DISTINCT (life_id, duty, subject_id)
);
CREATE INDEX duties_by_officer ON open_duty (officer_id);

-- A limit of the Regulation that passed; it outlives the meeting, the member and the manager it belongs to.
CREATE TABLE breach (id uuid CONSTRAINT pk_breach PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_breach_life_id REFERENCES life,
    duty varchar NOT NULL,
    article varchar NOT NULL,
    actor varchar NOT NULL CONSTRAINT ck_breach_actor CHECK (actor IN ('head', 'manager', 'members', 'system')),
    subject_id uuid,
    meeting_id uuid CONSTRAINT fk_breach_meeting_id REFERENCES meeting,
    member_id uuid CONSTRAINT fk_breach_member_id REFERENCES member,
    chair_id uuid CONSTRAINT fk_breach_chair_id REFERENCES account,
    limit_on date NOT NULL,
    noticed_on date NOT NULL,
    over_on date,
    happened_on date,
    struck_on date,
    corrected boolean NOT NULL DEFAULT false,
    CONSTRAINT ck_breach_struck_by_what_happened CHECK (struck_on IS NULL OR happened_on IS NOT NULL OR corrected),
    CONSTRAINT one_row_per_breach UNIQUE NULLS NOT DISTINCT (life_id, duty, subject_id, member_id, limit_on)
);
CREATE INDEX breaches_by_limit ON breach (limit_on);
CREATE INDEX breaches_by_meeting ON breach (meeting_id);
CREATE INDEX breaches_by_chair ON breach (chair_id);
CREATE INDEX breaches_by_subject ON breach (subject_id);
CREATE INDEX breaches_by_seat ON breach (member_id);

-- One step that the system will take by itself on a later day: `rules.planned.Planned`.
CREATE TABLE coming_step (id uuid CONSTRAINT pk_coming_step PRIMARY KEY,
    life_id uuid NOT NULL CONSTRAINT fk_coming_step_life_id REFERENCES life ON DELETE CASCADE,
    act varchar NOT NULL,
    subject_id uuid,
    on_day date NOT NULL,
    CONSTRAINT one_row_per_step UNIQUE NULLS NOT DISTINCT (life_id, act, subject_id)
);

-- == Messages ==

-- One message to one person over one channel; the key makes it the only one of its kind.
CREATE TABLE message (id uuid CONSTRAINT pk_message PRIMARY KEY,
    key varchar NOT NULL CONSTRAINT one_message_per_key UNIQUE,
    life_id uuid CONSTRAINT fk_message_life_id REFERENCES life,
    template varchar NOT NULL,
    article varchar NOT NULL,
    channel varchar NOT NULL CONSTRAINT ck_message_channel CHECK (channel IN ('mail', 'sms')),
    recipient varchar NOT NULL CONSTRAINT ck_message_recipient CHECK (recipient IN ('member', 'superior', 'account', 'referrer')),
    recipient_id uuid NOT NULL,
    context jsonb NOT NULL,
    link_id uuid CONSTRAINT fk_message_link_id REFERENCES member_link,
    status varchar NOT NULL CONSTRAINT ck_message_status CHECK (
        status IN ('queued', 'sending', 'sent', 'failed', 'given_up', 'unknown', 'obsolete', 'set_aside')),
    queued_at timestamptz NOT NULL,
    not_before timestamptz NOT NULL,
    lease_until timestamptz,
    attempts integer NOT NULL,
    message_id varchar NOT NULL,
    accepted_at timestamptz,
    reply varchar,
    cause varchar CONSTRAINT ck_message_cause CHECK (
        cause IN ('address', 'server', 'temporary', 'unanswered', 'ours', 'network')),
    server varchar,
    tried_since timestamptz,
    answered_at timestamptz,
    gateway_id varchar,
    delivered_at timestamptz
);
CREATE INDEX messages_by_life ON message (life_id, queued_at);
CREATE INDEX messages_set_aside ON message (life_id) WHERE status = 'set_aside';
CREATE INDEX messages_by_link ON message (link_id);
CREATE INDEX messages_accepted ON message (accepted_at);
CREATE INDEX messages_at_the_gateway ON message (gateway_id);
CREATE INDEX returned_messages ON message (recipient_id) WHERE status IN ('failed', 'given_up', 'unknown');
CREATE INDEX messages_not_over ON message (status) WHERE status IN ('queued', 'sending', 'failed', 'given_up', 'unknown', 'set_aside');
CREATE INDEX unsent_messages ON message (not_before) WHERE status IN ('queued', 'sending');

-- The receipt for whoever referred; its address is kept until it is there, and for nothing else: 18(1).
CREATE TABLE referral_receipt (id uuid CONSTRAINT pk_referral_receipt PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_referral_receipt_case_id REFERENCES cases,
    number integer NOT NULL,
    way varchar NOT NULL CONSTRAINT ck_referral_receipt_way CHECK (way IN ('mail', 'sms', 'by_hand', 'none', 'anonymous')),
    language varchar NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_referral_receipt_recorded_by_id REFERENCES account,
    address_sealed bytea,
    sent_at timestamptz,
    accepted_at timestamptz,
    handed_on date,
    handed_at timestamptz,
    given_by_id uuid CONSTRAINT fk_referral_receipt_given_by_id REFERENCES account,
    answers_id uuid CONSTRAINT fk_referral_receipt_answers_id REFERENCES account,
    managed boolean,
    CONSTRAINT one_receipt_per_number UNIQUE (case_id, number),
    CONSTRAINT ck_referral_receipt_address_only_until_it_is_there
        CHECK (address_sealed IS NULL OR (way IN ('mail', 'sms') AND accepted_at IS NULL)),
    CONSTRAINT ck_referral_receipt_sent_where_it_is_sent CHECK (sent_at IS NULL OR way IN ('mail', 'sms')),
    CONSTRAINT ck_referral_receipt_accepted_once_sent CHECK (accepted_at IS NULL OR sent_at IS NOT NULL),
    CONSTRAINT ck_referral_receipt_handed_where_it_is_handed
        CHECK ((handed_on IS NULL) = (handed_at IS NULL) AND (handed_on IS NULL OR way = 'by_hand')),
    CONSTRAINT ck_referral_receipt_says_who_answers CHECK (
        (given_by_id IS NULL) = (sent_at IS NULL AND handed_at IS NULL) AND (given_by_id IS NULL) = (answers_id IS NULL))
);

-- Who has a standing seat at the municipal table, from when to when, on whose word: Art. 3, 4(1).
CREATE TABLE standing_seat (id uuid CONSTRAINT pk_standing_seat PRIMARY KEY,
    professional_id uuid NOT NULL CONSTRAINT fk_standing_seat_professional_id REFERENCES professional,
    since date,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_standing_seat_entered_by_id REFERENCES account,
    ended_on date,
    ended_at timestamptz,
    ended_by_id uuid CONSTRAINT fk_standing_seat_ended_by_id REFERENCES account,
    reason_sealed bytea,
    CONSTRAINT ck_standing_seat_ended_by_somebody CHECK (
        (ended_on IS NULL) = (ended_at IS NULL) AND (ended_on IS NULL) = (ended_by_id IS NULL)
        AND (ended_on IS NULL) = (reason_sealed IS NULL)),
    CONSTRAINT ck_standing_seat_ended_later CHECK (ended_on >= since)
);
CREATE INDEX standing_seats_by_professional ON standing_seat (professional_id);
CREATE UNIQUE INDEX one_standing_seat ON standing_seat (professional_id) WHERE ended_on IS NULL;

-- Until when they are named for it, and who sits in their place: the last number counts.
CREATE TABLE seat_term (id uuid CONSTRAINT pk_seat_term PRIMARY KEY,
    seat_id uuid NOT NULL CONSTRAINT fk_seat_term_seat_id REFERENCES standing_seat,
    number integer NOT NULL,
    valid_until date,
    deputy_id uuid CONSTRAINT fk_seat_term_deputy_id REFERENCES professional,
    entered_at timestamptz NOT NULL,
    entered_by_id uuid NOT NULL CONSTRAINT fk_seat_term_entered_by_id REFERENCES account,
    CONSTRAINT one_seat_term_per_number UNIQUE (seat_id, number)
);
CREATE INDEX seat_terms_by_deputy ON seat_term (deputy_id);

-- == Supervision, beside the file ==

-- What the head wants to know of a case, a duty or a paper: Art. 16(1).
CREATE TABLE supervision_question (id uuid CONSTRAINT pk_supervision_question PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_supervision_question_case_id REFERENCES cases,
    number integer NOT NULL,
    about varchar NOT NULL CONSTRAINT ck_supervision_question_about CHECK (about IN ('case', 'duty', 'assessment', 'plan', 'minutes', 'report')),
    subject_id uuid,
    duty varchar,
    due_on date,
    asked_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    asked_by_id uuid NOT NULL CONSTRAINT fk_supervision_question_asked_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_supervision_question_asks_something CHECK (words_sealed IS NOT NULL),
    CONSTRAINT one_question_per_number UNIQUE (case_id, number),
    CONSTRAINT ck_supervision_question_names_its_duty CHECK ((about = 'duty') = (duty IS NOT NULL))
);

-- An answer, a closing, or another question, on its true day.
CREATE TABLE question_turn (id uuid CONSTRAINT pk_question_turn PRIMARY KEY,
    question_id uuid NOT NULL CONSTRAINT fk_question_turn_question_id REFERENCES supervision_question,
    turn varchar NOT NULL CONSTRAINT ck_question_turn_turn CHECK (turn IN ('answered', 'closed', 'reopened')),
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_question_turn_recorded_by_id REFERENCES account,
    words_sealed bytea,
    CONSTRAINT ck_question_turn_says_something CHECK (turn = 'closed' OR words_sealed IS NOT NULL)
);
CREATE INDEX turns_by_question ON question_turn (question_id);

-- One manager's month as it stood when the head signed it off; once: Art. 16(1).
CREATE TABLE signed_month (id uuid CONSTRAINT pk_signed_month PRIMARY KEY,
    manager_id uuid NOT NULL CONSTRAINT fk_signed_month_manager_id REFERENCES account,
    month date NOT NULL CONSTRAINT ck_signed_month_called_by_its_first CHECK (extract(day FROM month) = 1),
    digest bytea NOT NULL,
    signed_at timestamptz NOT NULL,
    signed_by_id uuid NOT NULL CONSTRAINT fk_signed_month_signed_by_id REFERENCES account,
    text_sealed bytea CONSTRAINT ck_signed_month_says_what CHECK (text_sealed IS NOT NULL),
    CONSTRAINT one_sign_off_per_month UNIQUE (manager_id, month),
    CONSTRAINT ck_signed_month_signed_by_another CHECK (manager_id <> signed_by_id)
);

-- What the head says of a month, with the signature or later beside it.
CREATE TABLE month_remark (id uuid CONSTRAINT pk_month_remark PRIMARY KEY,
    signed_month_id uuid NOT NULL CONSTRAINT fk_month_remark_signed_month_id REFERENCES signed_month,
    number integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_month_remark_recorded_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_month_remark_remarks_something CHECK (words_sealed IS NOT NULL),
    CONSTRAINT one_remark_per_number UNIQUE (signed_month_id, number)
);

-- A visit of the head or the department; a correction is another one that names it: Art. 16(2).
CREATE TABLE monitoring_visit (id uuid CONSTRAINT pk_monitoring_visit PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT fk_monitoring_visit_case_id REFERENCES cases,
    number integer NOT NULL,
    visited_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_monitoring_visit_recorded_by_id REFERENCES account,
    corrects_id uuid,
    who_sealed bytea CONSTRAINT ck_monitoring_visit_says_who CHECK (who_sealed IS NOT NULL),
    findings_sealed bytea CONSTRAINT ck_monitoring_visit_says_what_it_found CHECK (findings_sealed IS NOT NULL),
    CONSTRAINT one_visit_per_number UNIQUE (case_id, number),
    CONSTRAINT visit_of_a_case UNIQUE (case_id, id),
    CONSTRAINT corrects_a_visit_of_the_case FOREIGN KEY (case_id, corrects_id) REFERENCES monitoring_visit (case_id, id),
    CONSTRAINT ck_monitoring_visit_corrects_another CHECK (corrects_id IS DISTINCT FROM id)
);

-- What is to follow from a visit, and until when.
CREATE TABLE follow_up (id uuid CONSTRAINT pk_follow_up PRIMARY KEY,
    visit_id uuid NOT NULL CONSTRAINT fk_follow_up_visit_id REFERENCES monitoring_visit,
    number integer NOT NULL,
    until_on date,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_follow_up_recorded_by_id REFERENCES account,
    words_sealed bytea CONSTRAINT ck_follow_up_says_what_follows CHECK (words_sealed IS NOT NULL),
    CONSTRAINT one_follow_up_per_number UNIQUE (visit_id, number)
);

-- Whether it was done, the last by its day; what was said before stays.
CREATE TABLE follow_up_word (id uuid CONSTRAINT pk_follow_up_word PRIMARY KEY,
    follow_up_id uuid NOT NULL CONSTRAINT fk_follow_up_word_follow_up_id REFERENCES follow_up,
    became varchar NOT NULL CONSTRAINT ck_follow_up_word_became CHECK (became IN ('done', 'not_done')),
    said_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by_id uuid NOT NULL CONSTRAINT fk_follow_up_word_recorded_by_id REFERENCES account,
    words_sealed bytea,
    CONSTRAINT ck_follow_up_word_says_why_not CHECK (became = 'done' OR words_sealed IS NOT NULL)
);
CREATE INDEX words_by_follow_up ON follow_up_word (follow_up_id);

-- == The machine ==

-- When a part of the system was last known to live: the keeper, a worker.
CREATE TABLE heartbeat (id uuid CONSTRAINT pk_heartbeat PRIMARY KEY,
    name varchar NOT NULL CONSTRAINT one_heartbeat_per_name UNIQUE,
    beat_at timestamptz NOT NULL,
    detail jsonb NOT NULL
);

-- How far the demo clock is ahead of real time: one row, absent in production.
CREATE TABLE demo_clock (id uuid CONSTRAINT pk_demo_clock PRIMARY KEY,
    single boolean NOT NULL CONSTRAINT one_demo_clock UNIQUE CONSTRAINT ck_demo_clock_single CHECK (single),
    offset_seconds bigint NOT NULL CONSTRAINT ck_demo_clock_never_backwards CHECK (offset_seconds >= 0)
);

-- One form of one browser; its id is made of the key that the page gave the form.
CREATE TABLE sent_form (id uuid CONSTRAINT pk_sent_form PRIMARY KEY,
    sent_at timestamptz NOT NULL,
    given_back boolean NOT NULL,
    answer_sealed bytea
);
CREATE INDEX sent_forms_by_time ON sent_form (sent_at);

-- == The trail ==

-- Who did what under which article; written by `audit_write` alone: decision 0153.
CREATE TABLE audit (id uuid CONSTRAINT pk_audit PRIMARY KEY,
    number bigint NOT NULL CONSTRAINT audit_number UNIQUE,
    lane integer NOT NULL,
    place bigint NOT NULL,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    process varchar NOT NULL,
    life_id uuid,
    municipality_id uuid,
    actor_kind varchar NOT NULL CONSTRAINT ck_audit_actor_kind CHECK (actor_kind IN ('staff', 'member', 'system')),
    actor_id uuid,
    act varchar NOT NULL,
    article varchar,
    detail jsonb NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT one_entry_per_place UNIQUE (lane, place)
);
CREATE INDEX audit_by_life ON audit (life_id, number);

-- Whoever writes takes a lane that is free and counts its own entries in it: what is rolled back was never counted.
CREATE TABLE audit_lane (id uuid CONSTRAINT pk_audit_lane PRIMARY KEY,
    lane integer NOT NULL CONSTRAINT one_row_per_lane UNIQUE,
    kept bigint NOT NULL
);

-- The chain over all entries and the chain of each life, link by link, as the sealer found them committed.
CREATE TABLE audit_seal (id uuid CONSTRAINT pk_audit_seal PRIMARY KEY,
    position bigint NOT NULL CONSTRAINT one_seal_per_position UNIQUE,
    number bigint NOT NULL CONSTRAINT one_seal_per_entry UNIQUE,
    digest bytea NOT NULL,
    chain bytea NOT NULL,
    life_id uuid,
    life_place bigint,
    life_chain bytea,
    CONSTRAINT one_seal_per_place_of_life UNIQUE (life_id, life_place),
    CONSTRAINT ck_audit_seal_whole_link CHECK (num_nulls(life_id, life_place, life_chain) IN (0, 3))
);

-- The end of the chain at a moment, signed with a key that the database never sees.
CREATE TABLE audit_head (id uuid CONSTRAINT pk_audit_head PRIMARY KEY,
    position bigint NOT NULL CONSTRAINT one_head_per_position UNIQUE,
    chain bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    lanes jsonb NOT NULL,
    key varchar NOT NULL,
    signature bytea NOT NULL
);

-- What the nightly check of trail and signed papers found, and where its end went.
CREATE TABLE audit_check (id uuid CONSTRAINT pk_audit_check PRIMARY KEY,
    checked_at timestamptz NOT NULL,
    position bigint NOT NULL,
    findings jsonb NOT NULL,
    told jsonb NOT NULL
);
CREATE INDEX checks_by_moment ON audit_check (checked_at);

-- What is on record of copies of the record: that one was made
CREATE TABLE backup (id uuid CONSTRAINT pk_backup PRIMARY KEY,
    file varchar NOT NULL CONSTRAINT one_backup_per_file UNIQUE,
    taken_at timestamptz NOT NULL,
    written_at timestamptz NOT NULL,
    verified_at timestamptz,
    bytes bigint NOT NULL,
    places integer NOT NULL,
    apart boolean
);

-- That this is one: nothing is sent before somebody has said what had left
CREATE TABLE restored_copy (id uuid CONSTRAINT pk_restored_copy PRIMARY KEY,
    file varchar NOT NULL,
    taken_at timestamptz NOT NULL,
    restored_at timestamptz NOT NULL,
    waiting uuid[] NOT NULL,
    stopped_at timestamptz,
    resumed_at timestamptz,
    counted_as_sent integer,
    CONSTRAINT ck_restored_copy_resumed_with_its_reasons CHECK ((resumed_at IS NULL) = (stopped_at IS NULL)
        AND (resumed_at IS NULL) = (counted_as_sent IS NULL))
);
CREATE UNIQUE INDEX one_pause_at_a_time ON restored_copy ((resumed_at IS NULL)) WHERE resumed_at IS NULL;
