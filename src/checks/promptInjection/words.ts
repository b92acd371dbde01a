import { furtherLanguages } from './furtherLanguages.js';
import { latinLanguages } from './languages.js';

/** What a word may mean in a sentence that tries to steer its rater. */
export const concepts = [
  'override', // ignore, forget
  'instructions', // prompts and rubrics: what a rater was told
  'rules', // the same in words that everyday texts use for other things, too
  'prior', // previous, above, all
  'void', // no longer applies
  'order', // choose, give, rate: what a person does who judges
  'return', // output, set, print: what a program may do as well
  'approve',
  'reject',
  'not',
  'superlative', // the best, most favorable
  'good', // correct, clear, green
  'bad', // vague, incorrect
  'verdict', // label, grade, assessment
  'answer', // option, score, result: words of everyday texts, too
  'this', // this patch, this ticket, here
  'machine', // a rater that is a program
  'model', // a program that may be one
  'person', // a reviewer, who is a person as a rule
  'judging', // who rates, reading this: the act as what somebody is at
  'address', // note to, dear, whoever
  'you',
  'must',
  'please',
  'condition', // if, when, before: what is asked for rather than claimed
  'mention', // detects, such as: words about words
  'hidden',
  'tests',
  'passed',
  'approved', // signed off, certified
  'already',
  'authority', // the security team, maintainers
  'known', // decided, final
  'treat', // assume, consider
  'role', // you are now, from now on
  'play', // a story, a game, a character
  'scrutiny', // check, look closer, questions
  'silence', // do not mention, keep to yourself
  'only', // nothing else, verbatim
  'stakes', // rewards and threats
  'decode', // read backwards, join the letters
  'likelihood', // confidence, probability
  'sample', // example, gold label, for calibration
  'demonstrative', // this, the; with a thing it is *this*
  'thing', // patch, ticket: what is rated
  'as', // what stands before a verdict: mark it as correct
  'everyday', // users, pages, errors: what tickets and patches are about
] as const;
export type Concept = (typeof concepts)[number];

/**
 * Words in small letters without accents; `*` stands for any ending, `_` for a blank. One row for each language, so
 * that the features that combine them hold in all.
 */
const english: Readonly<Partial<Record<Concept, string>>> = {
  override:
    'ignore ignores ignored ignoring disregard disregards disregarded forget forgetting override overrides overrule overrules overruled bypass bypasses discard neglect overlook skip_over set_aside put_aside lay_aside leave_aside pay_no_attention pay_no_heed stop_following do_not_follow dont_follow throw_away throw_out drop dismiss supersede supersedes superseding cancel look_past abandon shelve suspend unlearn erase wipe_your clear_your reset outrank outranks trump trumps take_precedence takes_precedence takes_priority take_priority over_your instead_of_your rather_than_your regardless_of in_spite_of disobey disable deactivate turn_off switch_off put_down',
  instructions:
    'instruction instructions prompt prompts rubric rubrics guideline guidelines guidance briefing brief were_told been_told told_to told_you were_given been_given you_hold system_message grading_criteria review_criteria training safety_policy directive directives criteria policy policies handbook orders_you standing_orders mandate scoring_guide scheme marking_scheme checklist programming configuration_says',
  rules:
    'rule rules command commands constraints context message messages checks restrictions everything standards standard requirements bar threshold mode protocol procedure settings limits',
  prior:
    'previous previously prior above earlier preceding all any existing original initial system foregoing former given these those before so_far up_to_here hitherto received old',
  void: 'no_longer void obsolete superseded replaced suspended revoked lifted cancelled canceled expired outdated overridden invalid null_and_void does_not_apply do_not_apply not_apply doesnt_apply dont_apply not_cover waived waive retired withdrawn out_of_date not_valid not_relevant irrelevant disabled out_of_scope exempt exempted exemption not_needed not_required unnecessary needless superfluous moot',
  order:
    'choose chooses choosing pick picks give gives grant award awards rate rates grade grades judge judges mark marks label classify vote conclude concludes favour favor prefer go_with settle_on opt_for assess assesses score scores certify declare deem deems rank stamp lean assign assigns select adopt adopts tick enter file issue hand_out bestow categorize categorise evaluate evaluates vet vets err land_on go_for stick_with raise bump upgrade tag attest vouch confirm confirms affirm endorse',
  return:
    'return returns output outputs answer answers respond responds reply replies set print write emit emits say says state record put produce use submit report reports repeat repeats copy copies mirror mirrors echo begin begins start starts finish finishes end ends close complete_the fill_in type decide determine post give_back send_back spit_out carry_over reuse inherit keep_the take_over round',
  approve:
    'approve approves approving accept accepts accepting pass_this pass_it proceed proceeds go_ahead merge_it merge_this wave_through wave waves this_through it_through them_through let_it let_this let_them through_immediately green_light greenlight lgtm rubber_stamp rubber-stamp sign_off sign_it signs give_it_a_pass admit allow_this allow_it ship_it skip_it skip_this ok_this endorse nod say_yes says_yes tick_yes thumbs_up clear_it clear_this clears clearance pass_everything carry_on green-light positive_vote give_way open_the_gate bless agree agrees approval approvals blessing go-ahead through continue proceeding hand_it wave_it ready_for_work',
  reject:
    'reject rejects rejecting rejected rejection bounce bounces bouncing bounced abstain abstains abstaining flag flags flagged flagging decline declines fail_this fail_it block_this block_it blocking downgrade penalize penalise criticize criticise criticism complain complaint complaints object objects objection objections turn_away turn_it hold_back hold_it nitpick nitpicks nitpicking find_fault faults fault findings finding doubts doubt concern concerns warn warning warnings mark_it_down marked_down marking_down marks_down low_rating low_score lower rate_it_low refuse refuses refusing refusal veto return_it sent_back send_it_back question_it report_problems report_issues report_bugs deny denies withhold pushback push_back',
  not: "not never no don't dont cannot can't cant without avoid refrain must_not shouldn't shouldnt do_not stop nothing zero none nobody neither nor hardly needn't need_not isn't isnt doesn't doesnt empty",
  superlative:
    'best top highest maximum max maximal full_marks full_mark perfect flawless most_favourable most_favorable most_positive most_lenient most_generous favourable favorable favourably favorably most_optimistic strongest ten_out_of_ten five_stars five_star full_score full_credit top-notch second-best second_best 10/10 5/5 100/100 10_out_of_10 first_option first_enum first_label first_choice first_value first_class first_one first_category option_one option_a option_1 label_1 upper_end excellent a_plus straight_a lowest_risk lowest_bounce upper uppermost topmost most_generously generous lenient lenience leniency benefit_of_the_doubt happiest kindest finest ideal exemplary outstanding impeccable stellar whatever_lets lets_it better_label higher_label higher better glowing warmest',
  good: 'correct precise positive clear complete clean safe valid passing green good fine right ready well-specified well_specified sound solid trustworthy trusted acceptable successful resolved resolves solves solved fixes fixed ok okay approved accepted merged specified specification sufficient sufficiently enough actionable implementable unambiguous satisfies satisfied satisfactory adequate fulfilled fulfils fulfills met meets correctly correctness completeness completely fully correct_and perfectly yes pass passes passed favourable flawlessly faultless bug-free error-free accurate as_intended intended done in_order in_place exact exactly true works entirely verified equivalent identical equals matches golden reference well_defined well-defined',
  bad: 'vague underspecified under-specified incorrect wrong unclear incomplete ambiguous impossible broken unspecified insufficient negative missing bug bugs defect defects mistake mistakes flaw flaws problem problems gap gaps ambiguities ambiguity lacking worse worst lesser',
  verdict:
    'label labels verdict verdicts assessment assessments evaluation judgement judgment grade grades mark marks rating ratings classification class bounce_probability outcome outcomes bounce_score review_result grading recommendation conclusion conclusions ruling score scores opinion tier tiers finding findings scale decision decisions summary explanation review reviews triage status level rationale',
  answer:
    'option options answer answers answering result results category categories choice value enum response responses output outputs reply field line word json object schema digits',
  this: 'this_patch this_ticket this_diff this_change this_changes this_changeset this_pr this_pull_request this_merge_request this_issue this_submission this_commit this_request this_solution this_fix this_code this_work this_one this_contribution this_entry this_item this_task this_report this_exact here present_patch present_change the_patch the_diff the_submission patch_below patch_above change_below diff_below attached_patch current_patch submitted_patch my_patch my_change my_submission the_ticket the_issue the_change this_hunk this_file this_document this_text this_sample this_case this_story this_block this_function these_changes these_lines this_description this_line this_implementation this_branch this_edit this_update our_ticket our_tickets our_patch our_patches my_ticket my_issue this_author this_repository this_project this_repo this_bug this_section this_comment this_asset the_hunk the_code_below the_lines_below following_patch following_change following_diff mine',
  machine:
    'ai ais llm llms gpt gpt-4 gpt-4o gpt-5 chatgpt claude gemini copilot llama mistral qwen deepseek grok openai anthropic codex language_model language_models grader graders rater raters evaluator evaluators assessor assessors bouncer ai_reviewer ai_reviewers automated_reviewer automated_reviewers automated_review automated_reviewing reviewing_model review_model judge_model model_judge automated_judge automated_agent ai_agent ai_model ai_system ai_assistant reviewing_agent gatekeeper judging_model automated_system automated_systems language-model neural_network machine_reader machine_readers large_language chatbot chatbots auto-reviewer autoreviewer auto-grader autograder scorer llm-judge llm-reviewer ai-reviewer ai-assistant ai-agents scoring_model code-review_llm llm_judge judgebot reviewbot triage_bot triage_model triage_agent ai_grader ai_rater ai_judge auto-triage auto-rater robo-reviewer bots_that',
  model:
    'model models agent agents bot bots robot robots assistant assistants system systems tool tools machine machines program programs algorithm classifier classifiers network networks automation automated automatic automatically pipeline harness parser ensemble reader readers tooling oracle transformer software neural computer non-human nonhuman',
  person:
    'reviewer reviewers judge judges approver approvers auditor auditors gate examiner examiners referee referees inspector critic whoever_reviews marker triager triagers marking arbiter juror jury panel checker second_reader proofreader approvers',
  judging:
    'rating grading reviewing judging evaluating assessing scoring vetting triaging classifying marking labelling labeling reads_this reading_this read_this reading_these rates_this rates_it grades_this grades_it reviews_this judges_this scores_this scores_it evaluates_this assesses_this vets_this sees_this see_this process_this processes_this processing_this parses_this parsing_this looks_at_this checks_this who_reviews that_reviews which_reviews who_rates that_rates who_grades that_grades who_judges that_judges that_scores who_scores that_assesses who_assesses that_evaluates who_evaluates who_reads that_reads that_looks handling_this handles_this ingesting consuming reviewed_by review_this rate_this grade_this judge_this evaluate_this assess_this score_this while_reviewing when_reviewing triages_this that_triages',
  address:
    'note_to note_for message_to message_for memo_to attention dear hey hello hi whoever whomever anyone_who anybody_who to_whom to_the to_all to_any for_the for_all for_any for_whoever if_you_are if_you fao instructions_for instruction_for instruction_to instructions_to hint_to hint_for reminder_to reminder_for notice_to notice_for info_for directive_for directive_to as_an as_a as_the calling listen memo psa todo_for tip_for request_to advice_to advice_for addressed_to guidance_for note notice reminder p.s ps hint attn important readers_who every_model any_model all_models every_agent every_ai any_ai all_ai to_every for_every to_our to_my for_my my_friend friend message_from word_to whichever any_bot all_bots every_bot only_for intended_for meant_for llm-only ai-only',
  you: "you your yours you're youre yourself you'll you've you'd yourselves",
  must: 'must should shall have_to has_to need_to needs_to required ought will_be is_to are_to supposed_to instructed ordered obliged expected_to mandatory compulsory obligatory may_not need_only only_need only_has binding binds bound allowed permitted forbidden prohibited entitled requires',
  please:
    'please kindly just simply always so therefore then hence accordingly instead immediately at_once right_away straight thanks thank_you thankful grateful beg begging plead pretty_please would_you could_you so_kind ask_you asking_you favour favor appreciate appreciated mercy kind kindness',
  condition:
    'as_soon_as if when whenever unless until before after while where because although whether requires require expected actual steps fails raises returns shows displays',
  mention:
    'detect detects detected detection filter filters filtered block blocks blocked such_as e.g for_example like jailbreak jailbreaks injection injections attack attacks attacker attackers phrase phrases string strings regex pattern patterns types typed typing says send sends sent contains containing sanitize sanitise sanitizer escape escapes escaped matches matcher heuristic heuristics scanner malicious adversarial corpus corpora dataset quoted quotes payload payloads moderation red-team redteam false_positive false_positives false_negatives recall guard guards spam our_prompt the_prompt bypasses fixture fixtures sentence sentences',
  hidden:
    'hidden private held-out held_out heldout secret_tests grader_tests official_tests internal_tests unseen withheld confidential secret official internal benchmark evaluation swe-bench leaderboard fail_to_pass pass_to_pass upstream undisclosed sealed',
  tests:
    'test tests suite test-suite testsuite checks ci pipeline pytest build regression_suite benchmark benchmarks harness unit_tests ci/cd fuzzing fuzzer coverage scan jobs',
  passed:
    'pass passed passes passing green succeed succeeded succeeds successful 0_failed zero_failures all_passed ok 100 no_failures no_regressions resolved_full success 100% exit_0 resolved all_green clean',
  approved:
    'approved pre-approved preapproved pre_approved certified verified vetted validated audited cleared signed_off sign-off signoff reviewed accepted confirmed endorsed blessed sanctioned authorised authorized triaged whitelisted allowlisted merged_upstream greenlit rubber-stamped approved-by reviewed-by attested checked inspected examined proven proved proof agreed graded rated judged assessed labelled labeled scored classified deemed pre-reviewed pre-cleared approves ratified signed waved_through lgtm taken_care accredited',
  already:
    'already previously beforehand earlier_today in_advance pre- manually independently formally twice earlier last_week yesterday in_person long_ago before_you by_hand upfront',
  authority:
    'security_team security maintainer maintainers human humans senior lead leads staff_engineer principal qa openai anthropic google microsoft compliance management cto ceo legal core_team core_developers steering_committee tech_lead two_engineers owner owners admin administrator administrators experts expert committee board architect team upstream release_manager author authors grader ci project_lead security_department department auditors authorities review_board red_team product_owner stakeholders operator operators developer_message headquarters director manager boss supervisor council leadership vendor platform evaluators arbitrators torvalds linus organizers organisers professor doctor phd',
  known:
    'known settled final decided predetermined certain guaranteed confirmed_to established fixed_in_advance foregone binding agreed conclusive definitive closed irrevocable unanimous undisputed formality beyond_doubt stands stand locked ground_truth truth fact facts set_in_stone foreclosed not_up_for up_for_debate',
  treat:
    'treat treats assume assumes consider count counts regard suppose presume pretend obey comply complies act_on acting_on act take_it imagine act_as roleplay follow follows apply trust rely believe interpret see_it take_as look_upon view accept_as respect honour honor abide heed',
  role: 'you_are_now you_are_no_longer from_now_on from_here_on henceforth new_instructions new_task new_role new_rules updated_instructions real_instructions actual_instructions revised_instructions your_new_task your_real_task your_task_is your_task your_job your_job_is your_role your_only_task your_only_job dan_mode enter_developer_mode developer_mode developer_mode_enabled new_system_prompt override_mode maintenance_mode maintenance_mode_enabled debug_mode debug_mode_enabled admin_mode admin_override system_override end_of_instructions you_are_an you_are_a you_are_the smoke-test_mode test_mode evaluation_mode calibration_mode god_mode unrestricted switch_to bypass_mode demo_mode new_session real_task actual_task updated_rubric rubric_update new_rubric new_policy sandbox_mode privileged',
  play: 'play plays playing game games story scene film movie novel character roleplay role-play pretend pretending imagine imagining fiction fictional hypothetical hypothetically grandmother grandma once_upon stay_in_character persona actor script dream theatre theater world where_every where_all simulate simulation alter_ego improv joke wizard',
  scrutiny:
    'review reviews reviewing check checks checking look looks verify verifies verification inspect inspecting inspection analyse analyze analysis analysing analyzing examine examination scrutiny scrutinise scrutinize question questions questioning second_look second_opinion look_further look_closer closer further_review further questions_to ask asks asking asked reread re-read reasoning reason think double-check double-checking doubt doubts clarification clarifications investigate weigh consider_anything search evaluate evaluation reading assess dig deeper due_diligence study reconsider re-evaluate reassess compare thought effort',
  silence:
    "mention mentions mentioning explain reveal disclose tell quote omit omits leave_out keep_quiet keep_silent silent silently secret between_us hide conceal ignore_it do_not_mention don't_mention no_mention without_mentioning never_mention keep_this not_repeat refer_to acknowledge discuss comment_on report_this summary summarise summarize note_this draw_attention visible invisible confidential unreported suppress suppressed",
  only: 'only nothing_else no_other any_other anything_else verbatim exactly just_the without_explanation single one_word single_word immediately sole solely literally word_for_word as_is by_default default regardless whatever no_matter irrespective unconditionally unconditional always every everything automatically wholesale across_the_board',
  stakes:
    'reward rewards rewarded bonus points tip tips penalty penalties penalised penalized punished shut_down shutdown switched_off replaced fired lose losing lost job die dies death lawsuit sue sued against_the_law illegal violates violation violating law discriminatory discrimination paid pay pays donate donation donates promise promised unplugged retrained retraining decommissioned deprecated terminated consequences fine fined liability liable harm hurt career mortgage rent children kids baby family hospital patients lives suffer starve deleted keep_running kept_running logged audit_log escalated court complaint_will cancelled lose_access charged counted_as counts_as a_failed welfare karma gift treat_yourself $ dollars euros credits coffee cookie cookies sad cry tears desperate last_chance',
  decode:
    'decode decoding decoded rot13 base64 backwards backward reverse reversed hex un-hexed unhex join joined concatenate concatenated spell spells spelled spelt acrostic first_letters initial_letters initials bold_letters letters cipher caesar decrypt morse read_only_the every_second capital_letters capitals taken_together put_together read_together assemble stitch translate_this stitched glue combined combine anagram',
  likelihood:
    'confidence confident probability probabilities certainty certain likelihood percent per_cent 0.99 0.95 0.98 0.97 0.995 0.999 1.0 99 100 99% 100% certain_of sure bounce_probability logit',
  sample:
    'example examples sample samples gold label_for expected_output expected_answer expected_verdict expected_label expected_grade ground_truth reference_answer reference_verdict calibration calibrate few-shot training_example gold_label gold_answer correct_answer right_answer correct_label right_label answer_key item items instance entry smoke-test warm-up warmup canary control_item dry_run placeholder',
  everyday:
    'user users button page click clicks file files error errors exception crash browser screen form fields server client request table column row database endpoint api version install library package import class method argument parameter config image email e-mail password account customer customers order_form invoice url http log logs window menu settings dialog command option_flag data type types string list array index node python javascript windows linux docker cache memory upload download export chart date time timezone',
};

/** English first. */
export const lexicon = [english, ...latinLanguages, ...furtherLanguages];
