"""Our choices where the Regulation is silent; people see them as ours (`our limit`)."""

from typing import Final

from rules.basis import Article, Default


class DEFAULTS:
    """Every gap that a rule of this edition fills; `docs/procedure.md` lists them."""

    APPOINT: Final = Default("appoint", 1, Article(4, "2"))
    """The head appoints a manager by the day after the referral."""
    PREPARE: Final = Default("prepare", 3, Article(8, "7"))
    """Assessment, plan and composition within three days of the appointment."""
    AGREE: Final = Default("agree", 1, Article(8, "3"))
    """The head answers a proposed date by the next day."""
    REMIND_TO_AGREE: Final = (1, 2)
    """Whoever was asked to agree to a day is reminded so many days after, on both mornings."""
    AGREE_AGAIN: Final = Default("agree_again", 7, Article(8, "3"))
    """And each week after that, and on the last day on which that day can be agreed to."""
    INVITE_AHEAD: Final = Default("invite_ahead", 7, Article(8, "3"))
    """Invitations leave a week ahead, so that reports can still be written."""
    SHORT_NOTICE: Final = Default("short_notice", 0, Article(8, "3"))
    """With a reason for short notice on record, invitations leave by the day of the meeting."""
    SERVED_BY_HAND: Final = Default("served_by_hand", 0, Article(8, "3"))
    """What was handed over names a witness or a paper; "not stated" is taken, and shown."""
    DECLARE: Final = Default("declare", 0, Article(18, "2"))
    """Both declarations are there by the day of the meeting, and before any paper is opened."""
    CHILD_DECLARES: Final = Default("child_declares", 0, Article(18, "2"))
    """A child signs itself, through a guardian, or there is a reason why it does not."""
    CONFLICT_OF_OTHERS: Final = Default("conflict_of_others", 0, Article(10, "2"))
    """Also an assistant, an interpreter or a guest says whether they have a conflict."""
    ASK_REPORTS_AHEAD: Final = Default("ask_reports_ahead", 10, Article(8, "9"))
    """Reports are asked for ten days before the meeting."""
    REPORT_AT_ONCE: Final = Default("report_at_once", 0, Article(8, "9"))
    """Asked for when no day is left, a report is in time until the day of the meeting."""
    REMIND_AHEAD: Final = (7, 5, 4)
    """Reminders of a report leave so many days before the meeting."""
    LAST_CALL: Final = Default("last_call", 0, Article(8, "9"))
    """On the last day of what somebody owes a text says so to whoever has a mobile, once."""
    LAST_CALL_AHEAD: Final = Default("last_call_ahead", 1, Article(18, "2"))
    """Of declarations, which a meeting waits for, the day before it."""
    REMIND_LATE: Final = (1, 3, 7)
    """A question that left no time for them is reminded of so many days after its day."""
    REMIND_AFTER_ANEW: Final = Default("remind_after_anew", 3, Article(8, "9"))
    """Whose links left anew, to a corrected address, is not reminded within so many days."""
    DAYS_OFF: Final = Default("days_off", 0, Article(8, "9"))
    """What is ours leaves neither at a weekend nor on a public holiday."""
    HOURS: Final = (7, 20)
    """Messages leave from seven in the morning until eight in the evening, as clocks show here."""
    LAST_CHANCE: Final = Default("last_chance", 2, Article(14, "3.2"))
    """How long a last chance is where the manager says nothing else."""
    ANSWER_ACTION: Final = Default("answer_action", 5, Article(14, "3.3"))
    """Who answers for an action whose day passed writes within five days what became of it."""
    INQUIRY: Final = Default("inquiry", 0, Article(14, "3.1"))
    """What is asked at will says what, and until when; a typed answer has its day and source."""
    PUT_AGAIN: Final = Default("put_again", 5, Article(14, "3.1"))
    """What fell due while a member's own word barred them has another day once that was none."""
    REPORT_DATE: Final = Default("report_date", 7, Article(14, "3.3"))
    """A day may be set for an action; a week before it the system asks its member by itself."""
    OUTSIDE: Final = Default("outside", 0, Article(19))
    """Who is no member is asked by letter, by hand or in a call, never by a mail of the system."""
    OWN_ACTION: Final = Default("own_action", 0, Article(14, "2"))
    """The case manager, or the centre through them, may answer for an action; late, it is shown to
    the head, and nobody is asked for a report or notified of it."""
    LATE_ACTION: Final = Default("late_action", 0, Article(14, "2"))
    """An action is late from the day after its own, until it is completed, dropped, given another
    day or handed over by the table; a line for manager and head, and no breach by itself."""
    NEW_DAY: Final = Default("new_day", 0, Article(15, "3"))
    """Who is late may ask for a day to come; asking gives none: the table does."""
    LOOK_AGAIN: Final = Default("look_again", 0, Article(15, "1"))
    """An action may have a day of its own by which it is reviewed."""
    LOOKED_EARLY: Final = Default("looked_early", 7, Article(15, "1"))
    """A review so many days before that day, or later, is the one that was meant."""
    CONTACT_SCHEDULE: Final = Default("contact_schedule", 0, Article(13, "2"))
    """An action may be a contact of the child: with whom, how often, from when, supervised or not;
    what was due and of which the log says nothing is a line from the day after, and no breach."""
    NEXT_VISIT: Final = Default("next_visit", 0, Article(14, "1"))
    """An entry of the log may name the day by which the next visit is made; it is held to."""
    HAND_ON: Final = Default("hand_on", 14, Article(13, "2.2"))
    """What a member answered for who left is somebody else's within two weeks, or dropped."""
    LAST_CHANCE_WORKS: Final = Default("last_chance_works", 1, Article(14, "3.2"))
    """At least one working day lies in a last chance."""
    SUPERIOR_SERVED: Final = Default("superior_served", 0, Article(14, "3.2"))
    """A letter or a call to a superior names a number or a witness; "not stated" is taken."""
    SUPERIOR_REPLY: Final = Default("superior_reply", 0, Article(14, "3.2"))
    """What a superior replied, and when, is put on record; or that nothing came."""
    ASK_SUPERIOR_AGAIN: Final = (7, 14)
    """A superior who was notified by mail and has not replied is asked again so many days later, as
    long as what was asked for is missing."""
    INSTITUTION_SUPERIOR: Final = Default("institution_superior", 0, Article(14, "3.2"))
    """A person's own superior is notified first, else the one that the head named for all."""
    REPEATED_ABSENCE: Final = Default("repeated_absence", 0, Article(14, "3.2"), count=2)
    """Missing two meetings running, with an open action, suggests a notice to the superior."""
    AFTER_REMINDERS: Final = 3
    """After how many reminders the manager is asked about the superior."""
    HAPPENED: Final = Default("happened", 0, Article(10, "1"))
    """What is put on record has happened, on any day up to today; the text names none."""
    ONE_MEETING: Final = Default("one_meeting", 0, Article(8, "1"))
    """Whoever plans a meeting beside another is asked whether they do so all the same."""
    AT_ONE_HOUR: Final = Default("at_one_hour", 0, Article(8, "3"), count=1)
    """Meetings within an hour of each other are asked about, where the same people sit at both."""
    MINUTES_FIRST: Final = Default("minutes_first", 0, Article(10, "1"))
    """So is whoever plans one before the last one's minutes are written; not under 14(5)."""
    MINUTES: Final = Default("minutes", 3, Article(10, "1"))
    """Minutes are written within three days of the meeting."""
    WRITE_ASSESSMENT: Final = Default("write_assessment", 3, Article(12, "2"))
    """What the table assessed is written down within three days of the meeting."""
    WRITE_DECISION: Final = Default("write_decision", 3, Article(17, "3"))
    """So is what it decided on closing the case."""
    PLAN_CLOSING: Final = Default("plan_closing", 7, Article(17, "3"))
    """The meeting on closing is planned within a week of the head's approval."""
    NO_EMPTY_ITEMS: Final = Default("no_empty_items", 0, Article(10, "4"))
    """Whoever leaves an item of the agenda without words is asked whether nothing was said."""
    AGENDA: Final = Default("agenda", 0, Article(10, "3"))
    """What was sent stays, a later item is late, an item has words, and so has what was changed."""
    DISSENT: Final = Default("dissent", 0, Article(10, "1"))
    """A member's dissent says from what, and why; the text has no word of it."""
    SIGN: Final = Default("sign", 7, Article(10, "1"))
    """Signatures are due a week after they were asked for."""
    REMIND_TO_SIGN: Final = Default("remind_to_sign", 3, Article(10, "1"))
    """Who owes a signature or a declaration is reminded three days after it was asked for."""
    REMIND_AGAIN: Final = Default("remind_again", 7, Article(10, "1"))
    """And each week after that, until it is there, refused, or not theirs to give any more."""
    NEARS: Final = Default("nears", 2, Article(14, "1"))
    """Two days before its day an officer is told of a duty, in the mail of that morning."""
    TOLD_AGAIN: Final = Default("told_again", 7, Article(14, "1"))
    """What is late is told the morning after, and again after a week without a mail."""
    HEADS_WEEK: Final = Default("heads_week", 0, Article(16, "1"))
    """On Monday, after a holiday on the next working day, the head's morning has the week too."""
    SEND_PLAN: Final = Default("send_plan", 2, Article(13, "3"))
    """The plan leaves within two days of the meeting."""
    OPEN_REVIEW_AHEAD: Final = Default("open_review_ahead", 16, Article(15, "1"))
    """The monthly review opens early enough for reports and invitations."""
    PLAN_REVIEW: Final = Default("plan_review", 3, Article(15, "1"))
    """The review meeting has a date within three days of the review's opening."""
    APPROVE_CLOSURE: Final = Default("approve_closure", 3, Article(17, "3"))
    """The head decides on a closure within three days."""
    OPINIONS: Final = Default("opinions", 7, Article(17, "2"))
    """Opinions are asked for within a week of the head's approval."""
    SIGN_CLOSURE: Final = Default("sign_closure", 7, Article(17, "5"))
    """The closing form is signed within a week."""
    CONFIRM_NOTICE: Final = Default("confirm_notice", 1, Article(14, "3.2"))
    """The manager answers by the next day whether a superior is notified."""
    REMINDED_FIRST: Final = Default("reminded_first", 0, Article(14, "3.2"))
    """Before a reminder, or in time, the manager is asked whether a superior is told already."""
    QUARTER_MEETING_AHEAD: Final = Default("quarter_meeting_ahead", 21, Article(8, "2"))
    """The system proposes the quarterly meeting for three weeks after the quarter begins."""
    QUARTER_TIME_TO_AGREE: Final = Default("quarter_time_to_agree", 14, Article(8, "2"))
    """A day proposed by the system is two weeks off, so that the head can answer."""
    IN_SERVICE: Final = Default("in_service", 0, Article(8, "2"))
    """Before the first municipal meeting, its three months run from the entry into service."""
    QUARTER_DAY: Final = Default("quarter_day", 0, Article(8, "2"))
    """The quarterly meeting is held on the day agreed; by law it has three months from the last."""
    ANNUAL_REPORT: Final = Default("annual_report", 90, Article(5, "1.6"))
    """The report of a year is with the Municipality within ninety days of its end."""
    ANNUAL_ANSWER: Final = Default("annual_answer", 15, Article(5, "1.6"))
    """Whoever may ask for it has it within fifteen days of asking."""
    ANNUAL_APPROVAL: Final = Default("annual_approval", 0, Article(5, "1.6"))
    """A municipal meeting after the year approves the text; what was approved stays."""
    SMALL_NUMBERS: Final = Default("small_numbers", 0, Article(18, "1"), count=3)
    """Numbers of children that leave the centre are rounded to threes, up or down."""
    MEETING_DAY: Final = Default("meeting_day", 0, Article(8, "1"))
    """A case's meeting is held, and recorded, on the day agreed; the text gives no day."""
    CONTACT: Final = Default("contact", 1, Article(8, "3"))
    """A returned mail is looked into by the next day."""
    CONFIRM_CONTACT: Final = Default("confirm_contact", 1, Article(18, "1"))
    """A changed contact is confirmed by the next day, over a contact on record or by a call."""
    CODES_A_DAY: Final = Default("codes_a_day", 0, Article(18, "1"), count=10)
    """Ten codes that nobody typed are sent to one person a day; the manager may say another."""
    NEW_LINKS_A_DAY: Final = Default("new_links_a_day", 0, Article(18, "1"), count=3)
    """Behind links that open nothing, one person is sent so many mails with new ones a day."""
    NEW_LINKS_APART: Final = Default("new_links_apart", 0, Article(18, "1"), count=5)
    """Whoever asks for it again within so many minutes has that mail already."""
    SUPERIOR_LINK: Final = Default("superior_link", 30, Article(14, "3.2"))
    """The link in a notice to a superior leads to its reply for so many days."""
    CALENDAR_READS: Final = Default("calendar_reads", 0, Article(18, "1"), count=30)
    """So often within an hour a program reads one person's meetings."""
    IDENTITY_CHECK: Final = Default("identity_check", 0, Article(18, "1"))
    """Before a code is read out or an app set up: by card, by a call back, or known personally."""
    KEEP_BACKUPS: Final = Default("keep_backups", 30, Article(18, "1"))
    """A copy of the record is kept for a month."""
    LEAST_BACKUPS: Final = Default("least_backups", 0, Article(18, "1"), count=7)
    """The newest seven are kept in any case: where none is made any more, none is lost."""
    FRESH_BACKUP: Final = Default("fresh_backup", 1, Article(18, "1"))
    """No day's work is lost with a machine: the newest copy that was tried is a day old at most."""
    PUT_BACK: Final = Default("put_back", 14, Article(18, "1"))
    """So long officers read that the record was put back, and what is to be looked through."""
    NEW_ADDRESS: Final = Default("new_address", 7, Article(18, "1"))
    """Whoever changed the mail address of an account begins no reset of it within a week."""
    ASK_REPLACEMENT: Final = Default("ask_replacement", 2, Article(10, "2"))
    """Within two days the institution of a recused member is asked for somebody else."""
    SUCCESSION: Final = Default("succession", 0, Article(8, "6"))
    """A successor comes from the same kind of institution, and answers for what was left open."""
    SEE_DEPARTURE: Final = Default("see_departure", 3, Article(8, "6"))
    """Within three days the head sees why somebody left whom nobody succeeds."""
    ANSWER_REQUEST: Final = Default("answer_request", 3, Article(8, "4"))
    """A member's request for a meeting is answered within three days."""
    CALL_BACK: Final = Default("call_back", 1, Article(6, "1.1"))
    """Who cannot act behind a link is called by the end of the next working day."""
    MISTAKEN_REFERRAL: Final = Default("mistaken_referral", 0, Article(8, "1"))
    """Before the first meeting the head alone ends a mistaken or duplicate referral."""
    REOPENING: Final = Default("reopening", 0, Article(18, "1"))
    """A child who comes back has a new case, which the head links to the sealed one."""
    REQUEST_REASON: Final = Default("request_reason", 0, Article(8, "4"))
    """Whoever asks for a meeting says why."""
    FACT: Final = Default("fact", 0, Article(12, "1"))
    """A fact names its source, a correction its reason; no fact is of a day to come."""
    INFORMATION: Final = Default("information", 0, Article(5, "1.2"))
    """What comes in is entered at any time, with its day; what the assessment lacks is shown."""
    VERIFY: Final = Default("verify", 0, Article(12, "1"))
    """A claim says what is to be verified, an outcome how it was; one without holds nothing up."""
    LOG: Final = Default("log", 3, Article(12, "1"))
    """An entry of the log says who did what, with whom and where; after three days it is late."""
    WEIGHING: Final = Default("weighing", 30, Article(12, "3"))
    """A grave decision names what else it was weighed against; one without holds nothing up."""
    ASSESSMENT_LIMIT: Final = Default("assessment_limit", 0, Article(12, "5"))
    """The quality standards' limit is entered with its source; without one none is counted."""
    ANNEX_WORDING: Final = Default("annex_wording", 0, Article(20, "1"))
    """Official Serbian words of the Annex are entered with their gazette; until then ours stand."""
    CONTRIBUTION: Final = Default("contribution", 0, Article(6, "1.6"))
    """Each invitation to a meeting that plans asks what an institution can contribute; who says
    nothing is named in a line, and what was said waits for the manager's word."""
    SIGNAL: Final = Default("signal", 0, Article(14, "4"))
    """What suggests a reassessment is shown, and answered with a meeting or a reason."""
    MONITORING: Final = Default("monitoring", 0, Article(14, "6"))
    """The form asks of each open action of its version what was done, and how it stands."""
    FINDINGS: Final = Default("findings", 0, Article(14, "3.4"))
    """The table is told in words of its own; nothing since its last meeting is warned of."""
    VIOLENCE: Final = Default("violence", 0, Article(4, "5"))
    """Also an allegation bars, by a decision with its source, and is lifted with a reason."""
    GUARDIAN: Final = Default("guardian", 0, Article(4, "5"))
    """Who is guardian on behalf of the centre does not manage the case."""
    SUBSTITUTE: Final = Default("substitute", 0, Article(4, "2"))
    """The head may name another officer of the centre to chair one meeting."""
    STAND_IN: Final = Default("stand_in", 0, Article(4, "2"))
    """From the manager's conflict on the head does their part, until another is appointed."""
    NAME_FAMILY: Final = Default("name_family", 3, Article(8, "10"))
    """Within three days of the appointment a parent or guardian is named, or why none is."""
    DEPUTY: Final = Default("deputy", 0, Article(17, "3"))
    """An officer whom the head appointed for these days takes the head's acts."""
    OWN_APPOINTMENT: Final = Default("own_appointment", 0, Article(4, "2"))
    """Nobody appoints themselves to manage a case, or names themselves to chair."""
    OWN_CASE: Final = Default("own_case", 0, Article(8, "3"))
    """Nobody takes the head's part on a case that they manage; for 17(3) that is law."""
    CONVENER: Final = Default("convener", 0, Article(8, "2"))
    """The municipal table is convened and chaired by whom the head names, else by the head."""
    STANDING_SEAT: Final = Default("standing_seat", 0, Article(4, "1"))
    """For each kind of institution, with somebody to reach; a gap is shown and refuses nothing."""
    ENTER_PAPER: Final = Default("enter_paper", 7, Article(11, "1"))
    """What lay before the day from which a case of paper runs here is entered within a week."""
    FROM_PAPER: Final = Default("from_paper", 14, Article(11, "1"))
    """What had passed before that day is marked, starts nothing, and is owed within two weeks."""
    WARNING: Final = Default("warning", 0, Article(14, "3.2"))
    """A standing instruction notifies nobody without a reminder and a last chance."""
    REVIEW_RISK: Final = Default("review_risk", 0, Article(15, "2"))
    """A review says the level of risk; the text asks for the progress alone."""
    RHYTHM: Final = Default("rhythm", 0, Article(5, "1.5"))
    """A shorter rhythm is the table's own, set in a meeting with its reason."""
    CHANGE_REASON: Final = Default("change_reason", 0, Article(15, "3"))
    """Whatever a review drops, moves, hands over or words anew says why."""
    WRITTEN_ANEW: Final = Default("written_anew", 0, Article(12, "2"))
    """An assessment that was in use is written anew with a sentence that says why."""
    UNCOMPLETED: Final = Default("uncompleted", 0, Article(15, "2"))
    """What a review found uncompleted is not in process again: it is completed, or acted anew."""
    AIM: Final = Default("aim", 0, Article(5, "1.4"))
    """Each action names its aim; a plan that supports no family is warned of, never refused."""
    PARENT_EXCUSED: Final = Default("parent_excused", 0, Article(17, "2"))
    """Why no parent was asked is taken in place of their opinion; shown as ours."""
    AFTER_DEATH: Final = Default("after_death", 0, Article(17, "3.5"))
    """After a child's death the manager recommends closing; the text gives no day, nor do we."""
    DEATH_BY_HAND: Final = Default("death_by_hand", 0, Article(14, "3.2"))
    """Once a child has died no mail goes to a superior; a letter or a call is put on record."""
    EIGHTEEN_AHEAD: Final = (6, 3, 1)
    """The eighteenth birthday is announced so many months before, by the first of the month."""
    EIGHTEEN_RADAR: Final = 12
    """Whoever turns eighteen within so many months stands on the list of those who do."""
    AGE_FOUND: Final = Default("age_found", 0, Article(17, "3.2"))
    """Where the date of birth is an estimate, the table finds the age and names its source."""
    TAKEN_OVER: Final = Default("taken_over", 0, Article(17, "3.3"))
    """Who accepted the case for the other centre, on which day and by which letter."""
    WHY_UNSIGNED_MINUTES: Final = Default("why_unsigned_minutes", 0, Article(10, "1"))
    """Whoever does not sign the minutes is asked why; "not stated" is taken."""
    WORDS_ON_PAPER: Final = Default("words_on_paper", 0, Article(10, "1"))
    """A paper that was signed before a text had its words is no signature under it."""
    OWN_HAND: Final = Default("own_hand", 0, Article(10, "1"))
    """Nobody enters their own word as one on paper: they sign, or refuse, with their password."""
    WHY_UNSIGNED: Final = Default("why_unsigned", 0, Article(17, "5"))
    """Who does not sign the closing form says why: it stands in place of the signature."""
    LET_FALL: Final = Default("let_fall", 0, Article(17, "3"))
    """A closing whose approval does not carry it falls on the word of whoever decides, with why."""
    CLOSED_TOLD: Final = Default("closed_told", 0, Article(17, "5"))
    """Each member is told once that the case is closed and that their links have ended."""
    SUPPLEMENT: Final = Default("supplement", 0, Article(17, "5"))
    """After the seal it is a supplement beside the file, with its true day, signed by two."""
    SUPERVISE: Final = Default("supervise", 0, Article(16, "1"))
    DRAFT: Final = Default("draft", 30, Article(18, "1"))
    """The head asks, the manager answers; a month is signed off once, with later remarks."""
    RECEIPT: Final = Default("receipt", 1, Article(18, "1"))
    """Whoever refers and wants a receipt gets it within a day, at somebody's press."""
    SERVICES_LETTER: Final = Default("services_letter", 7, Article(17, "4"))
    """A letter with services after eighteen says which, to whom and with what end, once decided."""
    VISIT: Final = Default("visit", 0, Article(16, "2"))
    """A visit says who made it, what it found, and what is to follow until when."""
    OTHERS_READ: Final = Default("others_read", 0, Article(4, "4"))
    """Who is invited beside the listed institutions is handed what their members are."""
    REPORTS_READ: Final = Default("reports_read", 0, Article(8, "9"))
    """The written reports are for everybody at the table, where the manager withholds none."""
    WEIGHED_READ: Final = Default("weighed_read", 0, Article(10, "1"))
    """What a decision was weighed against goes to the table beside the draft of the minutes."""
    FILES_READ: Final = Default("files_read", 0, Article(18, "1"))
    """An attachment goes to nobody at the table until the manager gives it to them."""
    WITHHOLD: Final = Default("withhold", 0, Article(18, "1"))
    """The manager withholds a section from one reader, or gives it again, each time with why."""
    EMERGENCY: Final = Default("emergency", 1, Article(18, "1"))
    """A case read in an emergency is confirmed by a second officer, open for four hours, and seen
    to by the head within a day of its opening."""
    RETENTION: Final = Default("retention", 0, Article(18, "1"))
    """Nothing is erased until an administrator has set how long it is kept, with the act in which
    that stands."""
    ERASURE_STEPS: Final = Default("erasure_steps", 14, Article(18, "1"))
    """A file goes in steps: notice, hidden, a named decision; at least so many days lie between."""
    EXPORT: Final = Default("export", 0, Article(18, "1"))
    """A child's record is handed out as somebody decided, piece by piece, and the head confirmed;
    who reported stays out of it unless a person decides otherwise with a reason."""
