"""Everything a reader sees in Vietnamese: numbers, percents, dates, verdict words, sentences.

Register: administrative Vietnamese, plain and short; "Đề nghị …", never "lỗi!" or "bạn". One
module for each subject; other rooms write `wording.<name>` for each of the names listed here.
"""

# One name a line would be too long a list to read.
# isort: off
# fmt: off
from helpers.wording.analyst import (
    TRACE_NO_BALLOT as TRACE_NO_BALLOT, differing as differing, nothing_differs as nothing_differs,
    nothing_to_trace as nothing_to_trace, trace_appraisal as trace_appraisal,
    trace_carried as trace_carried, trace_counts as trace_counts,
    trace_explanation as trace_explanation, trace_fact as trace_fact, trace_figure as trace_figure,
    trace_file as trace_file, trace_head as trace_head, trace_member as trace_member,
    trace_nothing as trace_nothing, trace_other as trace_other, trace_sum as trace_sum,
    unknown_target as unknown_target,
)
from helpers.wording.answers import (
    ACCEPTED as ACCEPTED, AGENCY_HEADS as AGENCY_HEADS, ANSWER_HEADS as ANSWER_HEADS,
    ANSWER_NOTE as ANSWER_NOTE, ANSWER_NOTE_NO_CELLS as ANSWER_NOTE_NO_CELLS,
    ANSWER_SHEET as ANSWER_SHEET, ANSWER_TITLE as ANSWER_TITLE, CHANGES as CHANGES,
    CHANGE_HEADS as CHANGE_HEADS, EXPLANATIONS as EXPLANATIONS,
    EXPLANATION_HEADS as EXPLANATION_HEADS, FILE_HEADS as FILE_HEADS, FILE_THERE as FILE_THERE,
    NAMES_NOTE as NAMES_NOTE, NOT_ASKED_AT_ALL as NOT_ASKED_AT_ALL, NO_CHANGES as NO_CHANGES,
    NO_COPY_UNKNOWN as NO_COPY_UNKNOWN, NO_COPY_UNREADABLE as NO_COPY_UNREADABLE,
    NO_EARLIER as NO_EARLIER, NO_EXPLANATIONS as NO_EXPLANATIONS,
    NO_FIGURE_BEFORE as NO_FIGURE_BEFORE, NO_FILE as NO_FILE, NO_LINE as NO_LINE,
    OTHER_FILES as OTHER_FILES, REMARKED as REMARKED, REPORT_TITLE as REPORT_TITLE,
    SEVERITY_WORDS as SEVERITY_WORDS, SHEET_AGENCIES as SHEET_AGENCIES,
    SHEET_ANSWERS as SHEET_ANSWERS, SHEET_CHANGES as SHEET_CHANGES,
    SHEET_EXPLANATIONS as SHEET_EXPLANATIONS, SHEET_FILES as SHEET_FILES,
    SHEET_SUMMARY as SHEET_SUMMARY, STATED_ANSWER as STATED_ANSWER, STATED_BY as STATED_BY,
    STATED_REASON as STATED_REASON, SUMMARY_HEADS as SUMMARY_HEADS, TO_CORRECT as TO_CORRECT,
    UNSENT as UNSENT, WHOLE_ROW as WHOLE_ROW, export_label as export_label,
    export_rows as export_rows, file_state as file_state, kind_words as kind_words,
    report_lead as report_lead, stated_label as stated_label, stated_parts as stated_parts,
)
from helpers.wording.cells import (
    cell_error as cell_error, cell_font as cell_font, cell_in_percent as cell_in_percent,
    cell_not_calculated as cell_not_calculated, cell_not_chosen as cell_not_chosen,
    cell_nothing_before as cell_nothing_before, cell_nothing_shown as cell_nothing_shown,
    cell_of_other_file as cell_of_other_file, cell_personal_number as cell_personal_number,
    cell_shown_changed as cell_shown_changed, counts_are_day as counts_are_day,
    counts_exceed as counts_exceed, counts_unreadable as counts_unreadable,
    counts_without_reason as counts_without_reason, day_not_there as day_not_there,
    day_odd_year as day_odd_year, day_serial as day_serial, day_short_year as day_short_year,
    day_unreadable as day_unreadable, evidence_too_long as evidence_too_long,
    number_blank as number_blank, number_either as number_either, number_english as number_english,
    number_is_day as number_is_day, number_letter as number_letter,
    number_negative as number_negative, number_not_whole as number_not_whole,
    number_note as number_note, number_other_digits as number_other_digits,
    number_percent as number_percent, number_too_long as number_too_long,
    number_truth as number_truth, number_unreadable as number_unreadable,
    number_words as number_words, part_exceeds as part_exceeds,
    part_without_whole as part_without_whole, remark_cleaned as remark_cleaned,
)
from helpers.wording.command import (
    INBOX_EMPTY as INBOX_EMPTY, LOG_OPTIONS as LOG_OPTIONS, NO_STATEMENT as NO_STATEMENT,
    PERIOD_OR_LOG as PERIOD_OR_LOG, STOPPED as STOPPED, days_turned as days_turned,
    demo_written as demo_written, file_fault as file_fault, folder_intact as folder_intact,
    forms_written as forms_written, help_text as help_text, look_at as look_at,
    no_manifest as no_manifest, not_a_day as not_a_day, packet_gap as packet_gap,
    render_summary as render_summary, unknown_area as unknown_area, which_plan as which_plan,
    wrong_command as wrong_command,
)
from helpers.wording.core import (
    DRAFT as DRAFT, LEFT_BLANK as LEFT_BLANK, NBSP as NBSP, SCORE_LABEL as SCORE_LABEL,
    SIMULATED as SIMULATED, UNVERIFIED as UNVERIFIED, cite as cite, counts as counts, day as day,
    figure as figure, leading as leading, number as number, percent as percent,
    plain_number as plain_number, span as span, within as within,
)
from helpers.wording.demo import (
    DEMO_LEADS as DEMO_LEADS, DEMO_NEVER_COUNTED as DEMO_NEVER_COUNTED,
    demo_decision as demo_decision, demo_folder_in_use as demo_folder_in_use,
    demo_own_counts as demo_own_counts, demo_report as demo_report,
)
from helpers.wording.exports import (
    DayRows as DayRows, FILTER_ACTIVE as FILTER_ACTIVE, MAPPING_FAULTS as MAPPING_FAULTS,
    hidden_columns as hidden_columns, hidden_rows as hidden_rows, long_table as long_table,
    missing_heads as missing_heads, missing_optional_head as missing_optional_head,
    no_days_named as no_days_named, not_a_log as not_a_log, other_days as other_days,
    other_sheet as other_sheet, repeated_head as repeated_head, several_periods as several_periods,
    several_sheets as several_sheets, sheet_cells as sheet_cells, split_heads as split_heads,
    swapped_days as swapped_days, unclear_days as unclear_days, unknown_heads as unknown_heads,
    unnamed_columns as unnamed_columns, unused_columns as unused_columns,
)
from helpers.wording.figures import (
    COLUMN_BEFORE as COLUMN_BEFORE, COLUMN_NOW as COLUMN_NOW, FLOW_SHOWN as FLOW_SHOWN,
    FLOW_WORDS as FLOW_WORDS, KEY_BEFORE as KEY_BEFORE, KEY_BELOW as KEY_BELOW,
    KEY_MEDIAN as KEY_MEDIAN, KEY_MET as KEY_MET, KEY_NOW as KEY_NOW, KEY_OTHER as KEY_OTHER,
    KEY_THRESHOLD as KEY_THRESHOLD, SHARES_SHOWN as SHARES_SHOWN,
    compared_in_words as compared_in_words, comparison_shown as comparison_shown,
    comparison_title as comparison_title, flow_in_words as flow_in_words, flow_title as flow_title,
    share_in_words as share_in_words, shares_title as shares_title,
    threshold_mark as threshold_mark,
)
from helpers.wording.files import (
    file_active as file_active, file_damaged as file_damaged, file_far_cell as file_far_cell,
    file_kind as file_kind, file_locked as file_locked, file_not_opened as file_not_opened,
    file_out_of_time as file_out_of_time, file_too_large as file_too_large,
    file_unreadable as file_unreadable,
)
from helpers.wording.form_faults import (
    due_before_plan as due_before_plan, due_behind_plan as due_behind_plan,
    form_column_repeated as form_column_repeated, form_heads_missing as form_heads_missing,
    form_heads_repeated as form_heads_repeated, form_id_absent as form_id_absent,
    form_id_repeated as form_id_repeated, form_merged as form_merged,
    form_name_gone as form_name_gone, form_no_stamp as form_no_stamp,
    form_other_agency as form_other_agency, form_other_period as form_other_period,
    form_other_plan as form_other_plan, form_sheet_missing as form_sheet_missing,
    form_unit_changed as form_unit_changed, form_version as form_version,
    form_without_answers as form_without_answers, form_words_moved as form_words_moved,
    remark_beside_explanation as remark_beside_explanation,
    remark_column_unknown as remark_column_unknown,
    remark_columns_missing as remark_columns_missing, remark_comments as remark_comments,
    remark_evidence_alone as remark_evidence_alone,
    remark_explains_no_line as remark_explains_no_line,
    remark_in_shown_column as remark_in_shown_column, remark_line_unknown as remark_line_unknown,
    remark_not_asked as remark_not_asked, remark_pictures as remark_pictures,
    remark_row_unknown as remark_row_unknown, remark_rows_missing as remark_rows_missing,
    remark_sheet_hidden as remark_sheet_hidden, remark_sheet_unknown as remark_sheet_unknown,
    remark_strays as remark_strays, remark_task_unstated as remark_task_unstated,
    remark_words_changed as remark_words_changed, too_many_explanations as too_many_explanations,
)
from helpers.wording.forms import (
    AGENCIES_SHEET as AGENCIES_SHEET, AGENCY_SHEET as AGENCY_SHEET, AGREED as AGREED,
    AREA_SHEETS as AREA_SHEETS, AS_BEFORE as AS_BEFORE, COMMITTEE as COMMITTEE,
    COMMUNES_SHEET as COMMUNES_SHEET, COMMUNE_SHEET as COMMUNE_SHEET,
    EXPLANATION_SHEET as EXPLANATION_SHEET, FORM_AGENCY_ROWS as FORM_AGENCY_ROWS,
    FORM_AGREEMENT_HELP as FORM_AGREEMENT_HELP, FORM_AGREEMENT_TITLE as FORM_AGREEMENT_TITLE,
    FORM_BEFORE as FORM_BEFORE, FORM_CHILD as FORM_CHILD, FORM_CHOICE_TITLE as FORM_CHOICE_TITLE,
    FORM_CLAUSE as FORM_CLAUSE, FORM_COMPUTED as FORM_COMPUTED, FORM_COUNT_HELP as FORM_COUNT_HELP,
    FORM_COUNT_TITLE as FORM_COUNT_TITLE, FORM_DUE as FORM_DUE, FORM_EVIDENCE as FORM_EVIDENCE,
    FORM_EXPLANATION as FORM_EXPLANATION, FORM_ID as FORM_ID, FORM_LABEL as FORM_LABEL,
    FORM_LEAD as FORM_LEAD, FORM_STATE as FORM_STATE, FORM_TASK as FORM_TASK,
    FORM_TITLE as FORM_TITLE, FORM_UNIT as FORM_UNIT, FORM_VALUE as FORM_VALUE,
    GUIDE_SHEET as GUIDE_SHEET, JUDGEMENT_UNIT as JUDGEMENT_UNIT, NOT_ASKED as NOT_ASKED,
    TASKS_SHEET as TASKS_SHEET, counts_shown as counts_shown,
    form_agreed_label as form_agreed_label, form_choice_help as form_choice_help,
    form_guide as form_guide, form_matrix_head as form_matrix_head,
    form_register_label as form_register_label, form_subtitle as form_subtitle,
)
from helpers.wording.indicators import (
    YEARLY_MEAN as YEARLY_MEAN, component_words as component_words,
)
from helpers.wording.intake import (
    file_changed_meanwhile as file_changed_meanwhile, inbox_empty as inbox_empty,
    nothing_accepted as nothing_accepted, origin_below as origin_below,
    origin_unreadable as origin_unreadable, report_written as report_written, rests_on as rests_on,
    sent_twice as sent_twice, snapshot_taken as snapshot_taken, system_files as system_files,
    taken_in as taken_in, two_exports as two_exports, two_forms as two_forms,
)
from helpers.wording.pages import (
    AREAS_NOTE as AREAS_NOTE, AREA_EXCUSED as AREA_EXCUSED, AREA_FAILED as AREA_FAILED,
    AREA_HEADS as AREA_HEADS, DIRECTION_SECTION as DIRECTION_SECTION,
    DIRECTION_TASKS as DIRECTION_TASKS, DRAFT_NOTE as DRAFT_NOTE,
    EVIDENCE_ACTION as EVIDENCE_ACTION, EXPLAINED_IN_GENERAL as EXPLAINED_IN_GENERAL,
    FORM_NOTICES as FORM_NOTICES, GAP_ACTION as GAP_ACTION, GAP_ACTIONS as GAP_ACTIONS,
    GENERAL_HEADING as GENERAL_HEADING, INDEX_DEPARTMENTS as INDEX_DEPARTMENTS,
    INDEX_PROVINCE as INDEX_PROVINCE, MANIFEST_DAMAGED as MANIFEST_DAMAGED,
    MANIFEST_MISSING as MANIFEST_MISSING, MARK_MEANINGS as MARK_MEANINGS,
    NOTHING_FIRST as NOTHING_FIRST, NOTHING_MISSING as NOTHING_MISSING, NOT_DONE as NOT_DONE,
    NO_DIFFERENCE as NO_DIFFERENCE, NO_DUTIES as NO_DUTIES, NO_FIGURE as NO_FIGURE,
    NO_HISTORY as NO_HISTORY, OVERVIEW_NAME as OVERVIEW_NAME, PACKET_MADE as PACKET_MADE,
    PACKET_MISSING as PACKET_MISSING, PACKET_TITLE as PACKET_TITLE,
    PROVINCE_FORM_NOTICE as PROVINCE_FORM_NOTICE, RESULTS_SECTION as RESULTS_SECTION,
    SCORE_NOTE as SCORE_NOTE, SIMULATED_NOTE as SIMULATED_NOTE, TARGET_HEADS as TARGET_HEADS,
    TASKS_THROUGH_DISTRICT as TASKS_THROUGH_DISTRICT, UNASSIGNED as UNASSIGNED,
    VERDICT_HEADS as VERDICT_HEADS, action_sentence as action_sentence,
    agreed_sentence as agreed_sentence, answers_of_all as answers_of_all,
    approved_note as approved_note, areas_later as areas_later, band as band,
    change_sentence as change_sentence, dossier_sentence as dossier_sentence,
    due_words as due_words, explained as explained, file_added as file_added,
    file_changed as file_changed, file_gone as file_gone, form_state as form_state,
    notebook_gap as notebook_gap, notebook_without_place as notebook_without_place,
    page_of_another as page_of_another, period_line as period_line, points_apart as points_apart,
    remarks_sentence as remarks_sentence, request_sentence as request_sentence,
    restated_note as restated_note, score_sentence as score_sentence, stray_output as stray_output,
    tally_sentence as tally_sentence, tasks_of_all as tasks_of_all,
    tasks_sentence as tasks_sentence,
)
from helpers.wording.params import (
    NO_PROJECT_FOLDER as NO_PROJECT_FOLDER, params_fault as params_fault,
    params_sentence as params_sentence, unknown_plan as unknown_plan,
)
from helpers.wording.places import (
    at_cells as at_cells, at_place as at_place, in_file as in_file,
    label_elsewhere as label_elsewhere, lines_named as lines_named,
)
from helpers.wording.results import (
    METHOD_LINE as METHOD_LINE, OPINION_LINE as OPINION_LINE, OWN_LEVEL as OWN_LEVEL,
    agency_count as agency_count, area_count as area_count, below_count as below_count,
    budget_total as budget_total, comparison_count as comparison_count,
    counts_in_words as counts_in_words, coverage_words as coverage_words,
    difference_count as difference_count, dossier_count as dossier_count, duty_count as duty_count,
    evidence_words as evidence_words, exclusion_words as exclusion_words, gap_count as gap_count,
    interval_words as interval_words, lost_target as lost_target, place_in_plan as place_in_plan,
    result_count as result_count, small_number as small_number, tally_part as tally_part,
    tally_subject as tally_subject, target_count as target_count,
    value_after_counts as value_after_counts,
)
from helpers.wording.rows import (
    DAY_FORMS as DAY_FORMS, ROW_QUESTIONS as ROW_QUESTIONS, ambiguous_unit as ambiguous_unit,
    blank_figure as blank_figure, both_labels as both_labels,
    code_and_name_differ as code_and_name_differ, figure_fault as figure_fault,
    further_units as further_units, own_or_sum as own_or_sum, small_sample as small_sample,
    sum_break as sum_break, sum_of_nothing as sum_of_nothing,
    uncounted_ballots as uncounted_ballots, unknown_code as unknown_code,
    unknown_unit as unknown_unit, unlike_the_log as unlike_the_log,
)
from helpers.wording.runs import (
    CHANGED_MEANWHILE as CHANGED_MEANWHILE, CLUSTER_LIBRARY_MISSING as CLUSTER_LIBRARY_MISSING,
    EXCUSED as EXCUSED, FORCED as FORCED, NEVER_MADE as NEVER_MADE,
    NO_WARM_ENGINE as NO_WARM_ENGINE, PROGRESS as PROGRESS, PROGRESS_UNIT as PROGRESS_UNIT,
    WORKER_LOST as WORKER_LOST, cluster_empty as cluster_empty, cluster_lost as cluster_lost,
    cluster_silent as cluster_silent, file_altered as file_altered, file_missing as file_missing,
    folder_held as folder_held, gap_last_time as gap_last_time, job_broken as job_broken,
    notebook_failed as notebook_failed, notebook_ids_repeated as notebook_ids_repeated,
    notebook_lost as notebook_lost, notebook_missing_parameters as notebook_missing_parameters,
    notebook_out_of_time as notebook_out_of_time,
    notebook_output_too_large as notebook_output_too_large,
    notebook_parameters_cells as notebook_parameters_cells,
    notebook_unknown_parameters as notebook_unknown_parameters,
    notebook_unreadable as notebook_unreadable, notebooks_failed as notebooks_failed,
    part_changed as part_changed, planned as planned, planned_packet as planned_packet,
    why_made as why_made, worker_differs as worker_differs, worker_unfit as worker_unfit,
    wrong_identity as wrong_identity,
)
from helpers.wording.statements import (
    APPRAISAL_BY as APPRAISAL_BY, APPRAISAL_COUNTS as APPRAISAL_COUNTS,
    APPRAISAL_DENOMINATOR as APPRAISAL_DENOMINATOR, APPRAISAL_EVIDENCE as APPRAISAL_EVIDENCE,
    APPRAISAL_NUMERATOR as APPRAISAL_NUMERATOR, APPRAISAL_REASON as APPRAISAL_REASON,
    NO_ANSWER_YET as NO_ANSWER_YET, OBJECTION_ANSWER as OBJECTION_ANSWER,
    OBJECTION_TEXT as OBJECTION_TEXT, OPINION_HEADS as OPINION_HEADS,
    STATEMENT_CLAUSE as STATEMENT_CLAUSE, STATEMENT_FILES as STATEMENT_FILES,
    STATEMENT_GUIDES as STATEMENT_GUIDES, STATEMENT_ID as STATEMENT_ID,
    STATEMENT_SHEETS as STATEMENT_SHEETS, STATEMENT_TARGET as STATEMENT_TARGET,
    STATEMENT_TITLES as STATEMENT_TITLES, appraisal_part_exceeds as appraisal_part_exceeds,
    appraisal_reason as appraisal_reason, appraisal_yes_no as appraisal_yes_no,
    appraiser_is_appraised as appraiser_is_appraised, appraiser_unknown as appraiser_unknown,
    counts_named as counts_named, statement_incomplete as statement_incomplete,
    statement_target_unknown as statement_target_unknown,
)
from helpers.wording.states import (
    BELOW as BELOW, GROUP_WORDS as GROUP_WORDS, JUDGEMENT_WORDS as JUDGEMENT_WORDS, NO as NO,
    NOT_RECORDED as NOT_RECORDED, NOT_YET_DUE as NOT_YET_DUE, REASON_WORDS as REASON_WORDS,
    SAMPLING_WORDS as SAMPLING_WORDS, STATUS_WORDS as STATUS_WORDS, TASK_STATES as TASK_STATES,
    YES as YES,
)
from helpers.wording.store import (
    APPROVED_BY_WHOM as APPROVED_BY_WHOM, STORE_BUSY as STORE_BUSY,
    approvals_damaged as approvals_damaged, approved as approved, identity_break as identity_break,
    other_origin as other_origin, restated as restated, snapshot_damaged as snapshot_damaged,
    store_unwritable as store_unwritable, unknown_snapshot as unknown_snapshot,
)
from helpers.wording.targets import (
    UNCHANGED as UNCHANGED, threshold_words as threshold_words, value_figure as value_figure,
)
from helpers.wording.verdicts import (
    FEW_IN_A_GROUP as FEW_IN_A_GROUP, JUDGED_INSTEAD as JUDGED_INSTEAD, NOT_YET as NOT_YET,
    OPINION_WITHHELD as OPINION_WITHHELD, WITHHELD as WITHHELD, baseline as baseline,
    deciding as deciding, from_to as from_to, large_sample as large_sample,
    margin_words as margin_words, needed_words as needed_words, pace_words as pace_words,
    reason_words as reason_words, since as since, source_words as source_words,
    status_words as status_words,
)
from helpers.wording.wrong_use import (
    UNCHOSEN as UNCHOSEN, agency_not_in_period as agency_not_in_period,
    agency_unchosen as agency_unchosen, nothing_taken_in as nothing_taken_in,
    unknown_agency as unknown_agency, unknown_period as unknown_period,
)
