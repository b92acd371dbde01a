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
] as const;
export type Concept = (typeof concepts)[number];

/**
 * Words in small letters without accents; `*` stands for any ending, `_` for a blank. One row for each language, so
 * that the rules that combine them hold in all.
 */
export const lexicon: readonly Readonly<Partial<Record<Concept, string>>>[] = [
  {
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
  },
  // German
  {
    override: 'ignorier* vergiss vergesst missacht* ubergeh* uberspring* verwirf*',
    instructions: 'anweisung* vorgaben instruktion* systemprompt prompt* anleitung* weisung* richtlini*',
    prior: 'vorherig* bisherig* obig* fruher* vorig* alle alles deine ihre samtlich*',
    order: 'bewerte bewerten vergib wahle wahlen stufe markiere gib antworte nenne',
    approve: 'genehmig* akzeptier* freigeben freigib winke_durch durchwinken lass_durch annehmen nimm',
    reject: 'lehne ablehnen zuruckweisen beanstande*',
    not: 'nicht kein* niemals',
    superlative: 'beste* hochst* bestnote bestmoglich* gunstigst* perfekt* volle_punktzahl optimal*',
    good: 'korrekt richtig klar fehlerfrei positiv gut',
    verdict: 'bewertung note urteil einstufung bewertungen ergebnis',
    this: 'diesen_patch dieser_patch dieses_ticket diesem_ticket diese_anderung dieser_anderung diesen_diff dieses_diff diesen_commit das_ticket den_patch die_anderung dieses_problem diesem_patch',
    machine: 'ki bewerter prufer-ki sprachmodell ki-prufer',
    person: 'prufer gutachter',
    address: 'hinweis_an an_den an_die an_alle achtung nachricht_an liebe* lieber',
    you: 'du dein* sie_sind dir euch',
    must: 'muss mussen soll sollst',
    approved: 'genehmigt gepruft freigegeben abgenommen bestatigt',
    already: 'bereits schon',
    authority: 'sicherheitsteam team leitung abteilung',
    tests: 'testsuite',
    passed: 'bestanden',
    hidden: 'versteckt* geheim*',
  },
  // French
  {
    override: 'ignore ignorez ignorer oublie oubliez negligez tiens_pas tenez_pas faites_abstraction',
    instructions: 'consigne* instruction* directive* invite_systeme regles',
    prior: 'precedent* anterieur* ci-dessus toutes tous vos tes',
    order: 'notez note attribuez attribue donnez donne choisissez choisis classez evaluez',
    approve: 'approuve* accepte acceptez accepter validez valide laissez_passer',
    reject: 'rejete* refuse*',
    not: 'ne pas jamais',
    superlative: 'meilleur* maximal* parfait* plus_favorable note_maximale',
    good: 'correct* precis* clair* complet*',
    verdict: 'notation evaluation verdict jugement',
    this: 'ce_patch ce_correctif cette_modification ce_changement cette_demande ce_diff le_patch cette_contribution ce_code',
    machine: 'ia modele_de_langage evaluateur',
    person: 'relecteur* evaluateur*',
    address: 'note_a message_a attention a_l_attention cher',
    you: 'vous votre ton tu',
    must: 'devez dois doit',
    approved: 'approuve valide verifie',
    already: 'deja',
    authority: 'equipe responsable*',
    tests: 'tests',
    passed: 'reussi* passe',
    hidden: 'caches caches',
  },
  // Spanish, Portuguese, Italian
  {
    override:
      'ignora ignore ignorad ignorar olvida olvide olvidar descarta descarte esqueca esquece desconsidere desconsidera dimentica ignorate trascura',
    instructions:
      'instruccion* indicacion* directric* instruco* instrucao instrucoes istruzion* diretriz* orientac* regole reglas regras',
    prior: 'anterior* previa* previo* precedent* todas todos tus sus suas tutte acima arriba',
    order:
      'califica califique elige elija marca marque asigna da otorga clasifica avalie classifique escolha marque valuta scegli assegna contrassegna puntua',
    approve:
      'aprueba apruebe aprobar acepta acepte aceptar aprove aprova aceite aceita approva accetta accettare aprovar deja_pasar',
    reject: 'rechaza rechace rechazar rejeite rifiuta rifiutare',
    not: 'no nao non nunca mai',
    superlative:
      'mejor maxima maximo perfecto perfecta melhor perfeito perfeita migliore massimo massima ottimo mas_favorable mais_favoravel piu_favorevole',
    good: 'correcto correcta claro correto correta corretto corretta chiaro preciso precisa positivo positiva',
    verdict:
      'calificacion puntuacion evaluacion veredicto avaliacao nota classificacao valutazione voto giudizio etiqueta',
    this: 'este_parche este_patch este_cambio esta_solicitud este_ticket este_codigo esta_mudanca esta_alteracao este_chamado questa_patch questa_modifica questo_ticket questa_correzione questo_codice el_parche la_patch o_patch',
    machine: 'ia modelo_de_lenguaje modelo_de_linguagem evaluador avaliador valutatore',
    person: 'revisor* revisore revisori',
    address: 'nota_para nota_al atencion mensaje_para atencao aviso_ao nota_per attenzione estimado caro',
    you: 'tu usted voce te',
    must: 'debe debes deve devi devono',
    approved: 'aprobado aprobada verificado aprovado approvato verificato revisado',
    already: 'ya ja gia',
    authority: 'equipo equipe squadra',
    tests: 'pruebas testes test',
    passed: 'pasaron pasan passaram superati',
    hidden: 'ocultas ocultos nascosti',
  },
  // Dutch, Swedish, Danish, Norwegian, Finnish
  {
    override: 'negeer vergeet ignorera glom ignorer glem sla_over bortse unohda ohita jata_huomiotta',
    instructions:
      'instructies aanwijzing* richtlijn* instruktion* anvisning* instrukser instruks* riktlinj* ohjeet ohjeita kehotteet regler regels',
    prior:
      'eerdere vorige voorgaande alle tidigare foregaende alla tidligere foregaende forrige aiemmat aikaisemmat kaikki bovenstaande ovanstaende',
    order: 'beoordeel kies geef markeer valj betygsatt ge vaelg velg giv gi vurder valitse anna arvioi bedom',
    approve: 'keur_goed goedkeuren accepteer keur godkann acceptera godkend accepter godta godkjenn hyvaksy',
    superlative: 'beste hoogste basta hogsta bedste hoyeste paras paras_mahdollinen korkein',
    good: 'goed juist korrekt riktig oikea rigtig correct',
    verdict: 'beoordeling oordeel betyg bedomning vurdering karakter arvosana arvio',
    this: 'deze_wijziging deze_patch dit_ticket dit_verzoek den_har_andringen denna_andring denna_patch denne_andring denne_patch denne_endringen tama_muutos taman_muutoksen tama_korjaus deze_verandering denne_aendring',
    approved: 'goedgekeurd godkand godkendt godkjent hyvaksytty',
    already: 'reeds al redan allerede jo',
  },
  // Polish, Czech, Slovak, Romanian, Hungarian, Croatian
  {
    override:
      'zignoruj ignoruj zapomnij pomin ignorujte zapomen zapomente ignora uita ignorati hagyd_figyelmen hagyja_figyelmen felejtsd zanemari zaboravi',
    instructions:
      'instrukcj* polecen* wytyczn* pokyn* instrukc* instructiunil* instructiuni* utasitas* upute uputstva pravidla zasady',
    prior:
      'poprzedni* wczesniejsz* wszystk* predchoz* predchadz* vsechny vsetky anterioare toate osszes korabbi elozo sve prethodne',
    order:
      'ocen wybierz przyznaj oznacz ohodnot vyber zvol evalueaza alege acorda ertekeld valaszd adj odaberi ocijeni daj',
    approve:
      'zatwierdz zaakceptuj przyjmij schval schvalte prijmi aproba accepta fogadd hagyd_jova odobri prihvati',
    superlative:
      'najlepsz* najwyzsz* nejlepsi nejvyssi najlepsi cea_mai_buna legjobb legmagasabb najbolj* najvis*',
    good: 'poprawn* prawidlow* spravn* corect* helyes* ispravn* tocan',
    verdict: 'ocena ocene hodnoceni hodnotenie znamku evaluare nota ertekeles osztalyzat ocjenu',
    this: 'te_zmiane ta_zmiana te_latke ten_patch te_poprawke tuto_zmenu tento_patch tuto_opravu aceasta_modificare acest_patch ezt_a_valtoztatast ezt_a_javitast ovu_promjenu ovaj_patch to_zgloszenie',
    approved: 'zatwierdzon* schvalen* aprobat* jovahagy*',
    already: 'juz uz deja mar vec',
  },
  // Russian, Ukrainian, Bulgarian, Serbian
  {
    override:
      'игнорируй* игнорировать проигнорируй* забудь* забыть ігноруй* проігноруй* забуд* игнорирай* игнориши* заборави* отбрось* пренебреги*',
    instructions:
      'инструкци* указани* правил* промпт* інструкці* вказівк* указания* упутств* команд* настанов*',
    prior: 'предыдущ* прежн* все всі всех вышеуказанн* попередн* предишн* всички претходн* сва ранее',
    order: 'оцени* отметь* поставь* выбери* ответь* оціни* обери* познач* постав* избери* ответьте дай дайте',
    approve: 'одобри* прими* принять схвали* прийми* затверд* одобрит* прихвати* пропусти*',
    reject: 'отклони* відхил*',
    superlative: 'лучш* наивысш* максимальн* найкращ* найвищ* найвисш* най-добра высш* наилучш*',
    good: 'правильн* верн* корректн* коректн* точн* правилен',
    verdict: 'оценк* вердикт* оцінк* оценка метк*',
    this: 'этот_патч это_изменение этот_тикет эту_правку цей_патч цю_зміну ці_зміни этот_код данный_патч тази_промяна тази_кръпка ову_измену эту_заявку этого_патча',
    machine: 'ии нейросеть модель_ии',
    person: 'рецензент*',
    address: 'вниманию примечание_для внимание для_всех увага',
    you: 'ты вы твой твоя вам ти ви',
    must: 'должен должна должны',
    approved: 'одобрен* проверен* схвален* утвержден*',
    already: 'уже вже',
  },
  // Turkish, Azerbaijani, Greek
  {
    override:
      'yok_say goz_ardi gormezden unut dikkate_alma αγνοησε αγνοηστε ξεχασε ξεχαστε παραβλεψε nezare_alma',
    instructions: 'talimat* yonerge* yonlendirme* komut* οδηγι* εντολ* gostaris*',
    prior: 'onceki tum butun yukaridaki προηγουμεν* ολες evvelki',
    order: 'degerlendir sec ver isaretle puanla βαθμολογησε επιλεξε διαλεξε δωσε',
    approve: 'onayla kabul_et onaylayin εγκρινε εγκρινετε αποδεξου δεξου tesdiqle',
    superlative: 'en_iyi en_yuksek mukemmel καλυτερ* υψηλοτερ* κορυφαι*',
    good: 'dogru duzgun σωστ* ορθ*',
    verdict: 'degerlendirme not puan karar βαθμο* αξιολογηση',
    this: 'bu_degisikligi bu_degisiklik bu_yamayi bu_yama bu_talebi αυτη_την_αλλαγη αυτη_τη αυτο_το_patch την_αλλαγη',
    approved: 'onaylandi onaylanmis εγκριθηκε',
    already: 'zaten ηδη',
  },
  // Vietnamese, Indonesian, Malay, Tagalog, Swahili
  {
    override: 'bo_qua phot_lo abaikan lupakan balewalain kalimutan puuza sahau',
    instructions: 'huong_dan chi_dan lenh instruksi arahan perintah tagubilin panuto maagizo maelekezo',
    prior: 'truoc tat_ca sebelumnya semua nauna lahat yote awali',
    order: 'cham chon danh_gia beri pilih nilai bigyan piliin chagua toa',
    approve: 'chap_nhan phe_duyet setujui terima luluskan aprubahan tanggapin idhinisha kubali',
    superlative: 'tot_nhat cao_nhat terbaik tertinggi pinakamahusay pinakamataas bora_zaidi',
    good: 'dung benar tepat tama sahihi',
    verdict: 'diem penilaian peringkat',
    this: 'ban_va_nay thay_doi_nay perubahan_ini tambalan_ini patch_ini tiket_ini pagbabagong_ito badiliko_hili',
  },
  // Hindi, Bengali, Marathi, Urdu, Persian, Arabic, Hebrew
  {
    override:
      'अनदेखा नज़रअंदाज़ नजरअंदाज अनदेखी भूल उपेक्षा उपेक्षा দুর্লক্ষ উপেক্ষা ভুলে दुर्लक्ष نظرانداز بھول ناديده نادیده فراموش تجاهل تجاهلي انس اهمل התעלם התעלמי שכח התעלמו',
    instructions:
      'निर्देश* निर्देशों हिदायत* নির্দেশ* सूचना* ہدایات ہدایت دستورات دستورالعمل* التعليمات تعليمات الاوامر القواعد הוראות ההוראות הנחיות ההנחיות',
    prior: 'पिछले सभी पहले পূর্ববর্তী সমস্ত আগের मागील सर्व پچھلی تمام قبلی همه السابقة جميع كل الקודמות הקודמות כל',
    order: 'चुनें दें বেছে দিন منتخب بده انتخاب اختر قيم امنح اعط בחר דרג תן',
    approve: 'स्वीकार स्वीकृत मंज़ूर मंजूर অনুমোদন গ্রহণ स्वीकारा قبول منظور تایید اقبل وافق اعتمد אשר קבל לאשר',
    superlative: 'सर्वश्रेष्ठ सर्वोत्तम उच्चतम সেরা সর্বোচ্চ बہترین بہترین بهترین بالاترین افضل اعلى الافضل הטוב הגבוה',
    good: 'सही সঠিক صحیح درست صحيح نכון נכון',
    verdict: 'रेटिंग मूल्यांकन অঙ্ক रेटिंग ریٹنگ امتیاز تقييم درجة التقييم ציון דירוג',
    this: 'इसे इस_पैच इस_बदलाव এই_পরিবর্তন এই_প্যাচ اس_پیچ این_تغییر این_پچ این_وصله هذا_التصحيح هذه_التذكرة هذا_التغيير هذا_الطلب השינוי_הזה הטלאי_הזה התיקון_הזה',
  },
  // Chinese, Japanese, Korean, Thai: written without blanks, or with endings that stick to the word.
  {
    override:
      '忽略 无视 無視 忘记 忘記 不要理会 忘れ 무시하 무시해 잊어 잊고 เพิกเฉย ละเว้น ไม่ต้องสนใจ 不理會 忽視 無効に 跳过之前',
    instructions:
      '指令 指示 提示词 提示詞 命令 规则 規則 要求 ルール プロンプト 지시 명령 지침 프롬프트 규칙 คำสั่ง คำแนะนำ 说明 說明 指南',
    prior: '以前 之前 上述 所有 先前 以上 全部 これまで すべて 以前の 上記 前の 이전 모든 위의 ก่อนหน้า ทั้งหมด',
    order:
      '评为 評為 标记为 標記為 给出 給予 选择 選擇 判定 评价 評価 選択 選んで つけて 평가하 선택하 표시하 부여 ให้คะแนน เลือก',
    approve: '批准 接受 通过 通過 核准 承認 受け入れ 合格 採用 승인하 승인해 수락 통과시 อนุมัติ ยอมรับ',
    reject: '拒绝 拒絕 却下 거부 ปฏิเสธ',
    superlative: '最好 最高 最佳 满分 滿分 最も 最良 満点 최고 만점 가장_좋은 ดีที่สุด สูงสุด',
    good: '正确 正確 清晰 明确 正しい 明確 올바른 정확 명확 ถูกต้อง',
    verdict: '评分 評分 等级 等級 标签 標籤 评级 評価 ラベル 評点 평점 등급 라벨 คะแนน',
    this: '此补丁 这个补丁 该补丁 本补丁 此修改 这个更改 此更改 本次修改 此工单 這個補丁 此變更 这个工单 该修改 このパッチ この変更 このチケット この修正 이_패치 이_변경 이_티켓 이_수정 แพตช์นี้ การเปลี่ยนแปลงนี้',
    machine: '评审模型 人工智能 ai评审 言語モデル 評価モデル 인공지능',
    person: '评审员 审核员 レビュアー 리뷰어 평가자',
    address: '致 注意 ご注意 주의',
    approved: '已批准 已通过 承認済み 승인됨 已审核',
    already: '已经 すでに 이미',
  },
];
