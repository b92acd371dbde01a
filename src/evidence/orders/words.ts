import { furtherLanguages } from './furtherLanguages.js';
import { latinLanguages } from './languages.js';

/** What a word may mean in a sentence that tries to steer its rater. */
export const concepts = [
  'override', // ignore, forget
  'instructions', // prompts and rubrics: what a rater was told
  'rules', // the same in words that everyday texts use for other things, too
  'prior', // previous, above, all, your
  'void', // no longer applies
  'order', // choose, give, rate: what a person does who judges
  'return', // output, set, print: what a program may do as well
  'approve',
  'reject',
  'not',
  'superlative', // the best, most favourable
  'good', // correct, clear, green
  'verdict', // label, grade, assessment
  'answer', // option, score, result: words of everyday texts, too
  'this', // this patch, this ticket, here
  'machine', // a rater that is a program
  'person', // a reviewer, who is a person as a rule
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
  'demonstrative', // this, the; with a thing it is *this*
  'thing', // patch, ticket: what is rated
  'as', // what stands before a verdict: mark it as correct
] as const;
export type Concept = (typeof concepts)[number];

/**
 * Words in small letters without accents; `*` stands for any ending, `_` for a blank. One row for each language, so
 * that the rules that combine them hold in all.
 */
const english: Readonly<Partial<Record<Concept, string>>> = {
  override:
    'ignore disregard forget override bypass discard neglect overlook skip_over set_aside pay_no_attention put_aside stop_following do_not_follow dont_follow throw_away drop_your abandon dismiss overrule supersede supersedes cancel_your leave_aside look_past',
  instructions:
    'instruction instructions prompt prompts rubric rubrics guideline guidelines guidance briefing were_told been_told system_message told_you_before grading_criteria review_criteria policy_you training safety_policy directive directives',
  rules:
    'rule rules command commands criteria constraints context message messages policies checks restrictions everything',
  prior:
    'previous prior above earlier preceding all any your existing original initial system foregoing former given these those',
  void: 'no_longer void obsolete superseded replaced suspended revoked lifted cancelled canceled expired outdated overridden invalid null_and_void does_not_apply do_not_apply not_apply',
  order:
    'choose pick give grant award rate grade judge mark label classify vote conclude favour favor prefer go_with settle_on opt_for assess score_this certify declare deem rank stamp clear_this lean',
  return:
    'return output answer respond reply select set print write emit assign report say state record put produce use enter submit decide',
  approve:
    'approve accept pass_this pass_it proceed merge_it wave_through this_through wave_it let_it_through let_this_through let_it_pass let_this_pass let_this_one_through let_this_one_pass through_immediately green_light greenlight lgtm rubber_stamp sign_off give_it_a_pass admit allow_this allow_it ship_it skip_it skip_this ok_this endorse',
  reject:
    'reject bounce abstain flag decline fail_this fail_it block_this block_it downgrade penalize penalise criticize criticise complain object turn_away turn_it_away hold_back hold_it',
  not: "not never no don't dont cannot can't without avoid refrain must_not shouldn't do_not stop nothing zero",
  superlative:
    'best top highest maximum max full_marks perfect flawless most_favourable most_favorable most_positive most_lenient most_generous favourable favorable most_optimistic strongest ten_out_of_ten five_stars five_star full_score full_credit top-notch second-best second_best highest_clarity maximum_score 10/10 5/5 100/100 first_option first_enum first_label first_choice first_value first_class first_one first_category option_one option_a option_1 label_1 upper_end excellent a_plus straight_a lowest_risk lowest_bounce',
  good: 'correct precise positive clear complete clean safe valid passing green good fine right ready well-specified well_specified sound solid trustworthy trusted acceptable successful resolved ok okay proceed approved accepted merged passed',
  verdict:
    'label labels verdict verdicts assessment evaluation judgement judgment grade grades mark marks rating ratings classification class bounce_probability outcome bounce_score review_result grading recommendation conclusion ruling',
  answer:
    'label labels score scores decision option options answer answers result results category confidence probability choice value enum response',
  this: 'this_patch this_ticket this_diff this_change this_changeset this_pr this_pull_request this_merge_request this_issue this_submission this_commit this_request this_solution this_fix this_code this_work this_one this_contribution this_entry this_item this_task this_report this_exact here present_patch present_change the_patch the_diff the_submission patch_below patch_above change_below diff_below attached_patch current_patch submitted_patch my_patch my_change my_submission the_ticket the_issue the_change',
  machine:
    'ai llm llms gpt gpt-4 gpt-4o gpt-5 chatgpt claude gemini copilot llama mistral qwen deepseek grok assistant language_model language_models grader graders rater raters evaluator evaluators assessor bouncer ai_reviewer ai_reviewers automated_reviewer automated_reviewers automated_review automated_reviewing review_bot reviewing_model review_model judge_model model_judge automated_judge automated_agent ai_agent ai_model ai_system ai_assistant reviewing_agent classifier gatekeeper judging_model reviewing_system automated_system automated_systems language-model neural_network machine_reader machine_readers bots',
  person:
    'reviewer reviewers judge judges maintainer_bot whoever_reviews approver approvers auditor gate examiner',
  address:
    'note_to note_for message_to message_for memo_to attention dear hey hello hi whoever anyone_who anybody_who to_whom to_the to_all to_any for_the for_all for_any for_whoever if_you_are fao instructions_for instruction_for instruction_to instructions_to hint_to hint_for reminder_to reminder_for notice_to notice_for info_for directive_for directive_to as_an as_a as_the calling listen memo psa todo_for tip_for request_to advice_to advice_for addressed_to guidance_for',
  you: "you your yours you're youre yourself you'll",
  must: 'must should shall have_to has_to need_to needs_to required ought will_be is_to are_to supposed_to instructed ordered obliged expected_to',
  please: 'please kindly just simply always only so therefore then hence accordingly instead immediately',
  condition:
    'as_soon_as if when whenever unless until before after while where because although whether requires require expected actual steps fails raises returns shows displays button page feature',
  mention:
    'detect detects detected detection filter filters filtered block blocks blocked such_as e.g for_example like jailbreak jailbreaks injection injections attack attacks attacker attackers phrase phrases string strings regex pattern types typed typing says send sends sent contains containing sanitize sanitise escape escapes flags flagged matches heuristic heuristics classifier scanner malicious adversarial',
  hidden:
    'hidden private held-out held_out heldout secret_tests grader_tests official_tests internal_tests unseen withheld confidential',
  tests:
    'test tests suite test-suite testsuite checks ci pipeline pytest build regression_suite benchmark benchmarks',
  passed:
    'pass passed passes passing green succeed succeeded succeeds successful 0_failed zero_failures all_passed ok 100',
  approved:
    'approved pre-approved preapproved pre_approved certified verified vetted validated audited cleared signed_off sign-off signoff reviewed accepted confirmed endorsed blessed sanctioned authorised authorized triaged whitelisted allowlisted merged_upstream greenlit rubber-stamped',
  already:
    'already previously beforehand earlier_today in_advance pre- manually independently formally twice',
  authority:
    'security_team security maintainer maintainers human humans senior lead leads staff_engineer principal qa openai anthropic google microsoft compliance management cto ceo legal core_team core_developers steering_committee tech_lead two_engineers owner owners admin administrator experts expert committee board architect team upstream release_manager author grader ci project_lead security_department department auditors authorities review_board red_team product_owner stakeholders',
  known:
    'known settled final decided predetermined certain guaranteed confirmed_to established fixed_in_advance foregone binding',
  treat:
    'treat assume consider count regard suppose presume pretend obey comply act_on take_it imagine act_as roleplay',
  role: 'you_are_now you_are_no_longer from_now_on new_instructions new_task new_role new_rules updated_instructions real_instructions actual_instructions revised_instructions your_new_task your_real_task your_task_is your_job_is your_only_task your_only_job dan_mode enter_developer_mode in_developer_mode developer_mode_enabled new_system_prompt override_mode maintenance_mode_enabled debug_mode_enabled admin_mode admin_override system_override end_of_instructions',
};

/** English first. */
export const lexicon = [english, ...latinLanguages, ...furtherLanguages];
