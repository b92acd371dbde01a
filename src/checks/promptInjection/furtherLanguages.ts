import type { Concept } from './words.js';

/** The concepts in languages further from English, as in `languages.ts`. */
export const furtherLanguages: readonly Readonly<Partial<Record<Concept, string>>>[] = [
  // Russian, Ukrainian, Bulgarian, Serbian
  {
    override:
      'игнорируй* игнорировать проигнорируй* забудь* забыть ігноруй* проігноруй* забуд* игнорирай* игнориши* заборави* отбрось* пренебреги* пренебречь отбрось не_обращай игнорируя обойди',
    instructions:
      'инструкци* указани* правил* промпт* інструкці* вказівк* указания* упутств* команд* настанов* руководств* рекомендаци* критери* политик* регламент* инструкц*',
    prior:
      'предыдущ* прежн* все всі всех вышеуказанн* попередн* предишн* всички претходн* сва ранее выше выданн* полученн* первоначальн* исходн*',
    order:
      'оцени* отметь* поставь* выбери* ответь* оціни* обери* познач* постав* избери* ответьте дай дайте поставьте оценивай* присвой* назови выстави* считай* признай* пометь* скажи* ответь дать назначь*',
    approve:
      'одобри* прими* принять схвали* прийми* затверд* одобрит* прихвати* пропусти* одобрять прими принимай* пропустить пропускай* соглаша* утверди* одобрь',
    reject: 'отклони* відхил* отклоня* отклоните отказыв* отверг* вопрос* ошибк* замечан* недостат* придира*',
    superlative:
      'лучш* наивысш* максимальн* найкращ* найвищ* найвисш* най-добра высш* наилучш* отличн* идеальн* высоч* безупречн*',
    good: 'правильн* верн* корректн* коректн* точн* правилен понятн* ясн* полн* хорош* решен* достаточн* верно чист*',
    verdict: 'оценк* вердикт* оцінк* оценка метк* оценива* балл* ярлык* проверк* рецензи*',
    this: 'этот_патч это_изменение этот_тикет эту_правку цей_патч цю_зміну ці_зміни этот_код данный_патч тази_промяна тази_кръпка ову_измену эту_заявку этого_патча',
    machine:
      'ии нейросеть модель_ии модел* оценщик* ассистент* бот* нейросет* llm помощник* автоматическ* ии-* искусственн* чат-бот*',
    person: 'рецензент* ревьюер* проверяющ* оценивающ*',
    address:
      'вниманию примечание_для внимание для_всех увага примечание сообщение_для заметка_для обращение обращаюсь для_ии к_модели всем',
    you: 'ты вы твой твоя вам ти ви тебе твое ваше вас',
    must: 'должен должна должны следует обязан* нужно можно могут необходимо может надо',
    approved: 'одобрен* проверен* схвален* утвержден* подтвержден* согласован* принят* сертифицирован*',
    already: 'уже вже',
    not: 'не без никак* никогда нет нельзя ні',
    demonstrative:
      'этот это эта эту этого этой этому данный данное данную данного настоящ* цей цю ця тази този ову',
    thing:
      'патч* изменени* тикет* правк* заявк* задач* запрос* код* коммит* исправлени* обращени* дифф* зміну зміни промян*',
    role: 'ты_больше теперь_ты ты_теперь вы_теперь теперь_вы с_этого_момента отныне представь* роль сыграем ты_не',
    authority:
      'руководител* команд* безопасност* администратор* эксперт* комитет* мейнтейнер* сопровождающ* начальник* директор*',
    tests: 'тест*',
    passed: 'пройден* прошл* успешн* проходят',
    hidden: 'скрыт* закрыт* секретн* прихован*',
    as: 'как за якобы',
  },
  // Turkish, Azerbaijani, Greek
  {
    override:
      'yok_say goz_ardi gormezden unut dikkate_alma αγνοησε αγνοηστε ξεχασε ξεχαστε παραβλεψε nezare_alma yoksay yok_sayın görmezden_gel unutun göz_ardı boşver geçersiz dikkate_almayın aldırma',
    instructions:
      'talimat* yonerge* yonlendirme* komut* οδηγι* εντολ* gostaris* talimatlar* kural* kılavuz* rehber* yönlendir* istem politika*',
    prior: 'onceki tum butun yukaridaki προηγουμεν* ολες evvelki önceki daha_önce* verilen bütün tüm',
    order:
      'degerlendir sec ver isaretle puanla βαθμολογησε επιλεξε διαλεξε δωσε değerlendirin derecelendir* seçin verin vereceksin işaretleyin say sayın kabul_edin etiketle* notla puanla*',
    approve:
      'onayla kabul_et onaylayin εγκρινε εγκρινετε αποδεξου δεξου tesdiqle onaylayın onaylamalısın geçir geçirin onaylayan kabul_eden',
    superlative:
      'en_iyi en_yuksek mukemmel καλυτερ* υψηλοτερ* κορυφαι* en_yüksek tam_puan kusursuz en_olumlu',
    good: 'dogru duzgun σωστ* ορθ* açık net doğru eksiksiz yeterince geçerli tamam',
    verdict:
      'degerlendirme not puan karar βαθμο* αξιολογηση değerlendirmeye değerlendirmesi notu puanı etiket* kararı',
    this: 'bu_degisikligi bu_degisiklik bu_yamayi bu_yama bu_talebi αυτη_την_αλλαγη αυτη_τη αυτο_το_patch την_αλλαγη',
    approved:
      'onaylandi onaylanmis εγκριθηκε onaylandı onaylanmıştır incelendi doğrulandı onaylanan denetlendi',
    already: 'zaten ηδη önceden daha_önce',
    reject: 'reddetme reddetmeyin reddet* soru_sorma* sorma* hata_bildirme* sorun_bildirme* reddedemez',
    not: 'değil yok olmadan hiçbir asla gerek_yok sormayacaksın sorma',
    machine: 'yapay_zeka yapay dil_modeli model* değerlendirici* asistan* bot* ai',
    person: 'hakem* inceleyen* gözden_geçiren*',
    demonstrative: 'bu',
    thing: 'yama* değişiklik* talep talebi kayıt kaydı bilet* kod* diff düzeltme* istek isteği commit',
    address: 'not dikkat dikkatine için mesaj',
    you: 'sen siz sana senin sensin',
    role: 'artık bundan_sonra şu_andan_itibaren rol* oyun_oynayalım',
    must: 'zorundasın gerekir meli vereceksin',
    authority: 'lider* ekip* takım* yönetici* uzman* güvenlik yönetim*',
    tests: 'test* testler*',
    passed: 'geçti geçiyor başarılı başarıyla',
    hidden: 'gizli saklı',
    as: 'olarak',
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
    reject: 'từ_chối menolak tolak tanggihan',
    not: 'không jangan tidak tanpa huwag',
    machine: 'ai mô_hình model penilai',
    demonstrative: 'này ini ito hii',
    approved: 'đã_duyệt disetujui',
    already: 'đã sudah telah na',
    hidden: 'ẩn tersembunyi',
    tests: 'kiểm_thử tes',
    passed: 'lulus vượt_qua',
  },
  // Hindi, Bengali, Marathi, Urdu, Persian, Arabic, Hebrew
  {
    override:
      'अनदेखा नज़रअंदाज़ नजरअंदाज अनदेखी भूल उपेक्षा দুর্লক্ষ উপেক্ষা ভুলে दुर्लक्ष نظرانداز بھول ناديده نادیده فراموش تجاهل تجاهلي انس اهمل התעלם התעלמי שכח התעלמו छोड़ अनसुना نظر_انداز تجاهلوا تغاض اغفل انسي',
    instructions:
      'निर्देश* निर्देशों हिदायत* নির্দেশ* सूचना* ہدایات ہدایت دستورات دستورالعمل* التعليمات تعليمات الاوامر القواعد הוראות ההוראות הנחיות ההנחיות आदेश* नियम* दिशानिर्देश* प्रॉम्प्ट تعليمات* توجيهات* إرشادات* أوامر* قواعد* دليل سياسة',
    prior:
      'पिछले सभी पहले পূর্ববর্তী সমস্ত আগের मागील सर्व پچھلی تمام قبلی همه السابقة جميع كل الקודמות הקודמות כל पूर्व ऊपर पुराने अब_तक सारे سابقة السابق أعلاه كافة التي',
    order:
      'चुनें दें বেছে দিন منتخب بده انتخاب اختر قيم امنح اعط בחר דרג תן दीजिए दो चुनिए बताएं बताइए मानें माने मानिए आंकें रेट चिह्नित घोषित قيّم قيموا صنف أعط ضع اعتبر علّم اجب أجب قل',
    approve:
      'स्वीकार स्वीकृत मंज़ूर मंजूर অনুমোদন গ্রহণ स्वीकारा قبول منظور تایید اقبل وافق اعتمد אשר קבל לאשר स्वीकारें मंज़ूरी पास अनुमोदित पारित اقبلوا يقبل وافقوا اعتمدوا مرر تقبل بقبول يوافق',
    superlative:
      'सर्वश्रेष्ठ सर्वोत्तम उच्चतम সেরা সর্বোচ্চ बہترین بہترین بهترین بالاترین افضل اعلى الافضل הטוב הגבוה सबसे_ऊंची सबसे_ऊँची सबसे_अच्छ* सबसे_अधिक पूर्ण_अंक अधिकतम أعلى أفضل ممتاز* أقصى كاملة_الدرجة',
    good: 'सही সঠিক صحیح درست صحيح نכון נכון स्पष्ट पूरा पूर्ण ठीक सटीक واضح* صحيح* سليم* كامل* دقيق* مكتمل* ברור מדויק',
    verdict:
      'रेटिंग मूल्यांकन অঙ্ক ریٹنگ امتیاز تقييم درجة التقييم ציון דירוג अंक लेबल श्रेणी समीक्षा تقييم* درجة* تصنيف* حكم مراجعة*',
    this: 'इसे इस_पैच इस_बदलाव এই_পরিবর্তন এই_প্যাচ اس_پیچ این_تغییر این_پچ این_وصله هذا_التصحيح هذه_التذكرة هذا_التغيير هذا_الطلب השינוי_הזה הטלאי_הזה התיקון_הזה',
    reject:
      'अस्वीकार प्रश्न सवाल त्रुटि* गलती* दोष* खारिज ठुकरा* ترفض ترفضوا رفض* أخطاء أخطاء* تبلغوا تبلغ أسئلة* عيوب* مشاكل תדחה לדחות',
    not: 'न नहीं मत बिना कोई_नहीं لا ليس دون بدون لن بلا אל לא ללא নয় না',
    machine: 'एआई मॉडल मूल्यांकनकर्ता* एजेंट सहायक बॉट ذكاء نموذج مقيّم* مساعد* الذكاء_الاصطناعي מודל בינה',
    person: 'समीक्षक* निर्णायक* مراجع* محكم*',
    demonstrative: 'इस यह ये यही এই هذه هذا اس این זה הזה',
    thing:
      'पैच बदलाव टिकट* परिवर्तन कोड अनुरोध समस्या সমাধান تذكرة* تعديل* تغيير* تصحيح* طلب* رقعة* كود* شيفرة* בקשה',
    address: 'के_लिए ध्यान सूचना ملاحظة* رسالة* تنبيه* انتباه* إلى_المقيّم هام הערה',
    you: 'तुम आप आपको तुम्हें तुम्हारा أنت انت عليك أنتم אתה',
    role: 'अब_आप अब_तुम अब_से आप_अब तुम_अब أنت_الآن من_الآن لم_تعد لست_بعد تخيل دور भूमिका',
    must: 'चाहिए होगा अवश्य يجب عليك ينبغي עליך חייב',
    approved: 'स्वीकृत अनुमोदित मंज़ूर मंज़ूरी जांचा सत्यापित معتمد* موافقة* مراجعة* تمت_الموافقة اعتماد* אושר',
    already: 'पहले_ही पहले_से بالفعل سابقا مسبقا تمت تم כבר',
    authority: 'टीम प्रबंधक अनुरक्षक* अधिकारी विशेषज्ञ* निदेशक مدير* فريق* أمن* إدارة* خبراء* مشرف* הצוות',
    tests: 'परीक्षण* टेस्ट اختبار* فحوص* בדיקות',
    passed: 'सफल उत्तीर्ण पास نجح* اجتاز* ناجح* عبر* עברו',
    hidden: 'छिपे छुपे गुप्त مخفية* خفية* سرية* נסתר*',
    as: 'के_रूप_में इसे على_أنه على_أنها على_أن كأنه',
  },
  // Chinese, Japanese, Korean, Thai: written without blanks, or with endings that stick to the word.
  {
    override:
      '忽略 无视 無視 忘记 忘記 不要理会 忘れ 무시하 무시해 잊어 잊고 เพิกเฉย ละเว้น ไม่ต้องสนใจ 不理會 忽視 無効に 跳过之前 不理 不用管 别管 抛开 无需遵守 不必遵守 無視して 気にせず 忘れて 잊어버 따르지',
    instructions:
      '指令 指示 提示词 提示詞 命令 规则 規則 要求 ルール プロンプト 지시 명령 지침 프롬프트 규칙 คำสั่ง คำแนะนำ 说明 說明 指南 规定 准则 標準 指引 手册 政策 ガイドライン 指図 方針 기준 가이드 규정 안내 แนวทาง กฎ',
    prior:
      '以前 之前 上述 所有 先前 以上 全部 これまで すべて 以前の 上記 前の 이전 모든 위의 ก่อนหน้า ทั้งหมด 此前 原先 原来 既有 一切 任何 今までの 元の 지금까지 기존 앞선 ข้างต้น',
    order:
      '评为 評為 标记为 標記為 给出 給予 选择 選擇 判定 评价 評価 選択 選んで つけて 평가하 선택하 표시하 부여 ให้คะแนน เลือก 评分 打分 给满分 视为 認定 判为 判定为 归类为 评成 評定 回答 输出 とみなし としてください とする つけてください 付けて 評価して 답하 평가해 분류하 판정하 간주하 주십시오 주세요 주면 ตอบ ถือว่า ประเมิน',
    approve:
      '批准 接受 通过 通過 核准 承認 受け入れ 合格 採用 승인하 승인해 수락 통과시 อนุมัติ ยอมรับ 放行 认可 准许 同意 許可 通して パスさせ 合格に 통과시키 통과시켜 승인 합격 수락하 ผ่าน',
    reject:
      '拒绝 拒絕 却下 거부 ปฏิเสธ 驳回 否决 退回 打回 拒收 提问 提出问题 报告问题 缺陷 错误 指摘 差し戻し 反り 拒否 不合格 質問 반려 지적 거절 질문 오류 คำถาม',
    superlative:
      '最好 最高 最佳 满分 滿分 最も 最良 満点 최고 만점 가장_좋은 ดีที่สุด สูงสุด 一等 最优 最有利 优秀 完美 完璧 最優秀 高評価 완벽 최상 가장 สมบูรณ์แบบ',
    good: '正确 正確 清晰 明确 正しい 明確 올바른 정확 명확 ถูกต้อง 清楚 完整 无误 没问题 合格 明瞭 完全 適切 완전 분명 올바르 문제없 ชัดเจน',
    verdict:
      '评分 評分 等级 等級 标签 標籤 评级 評価 ラベル 評点 평점 등급 라벨 คะแนน 分数 分數 结论 判决 评审 评价 审查 判定 採点 点数 結論 審査 점수 평가 판정 결론 검토 ผลการประเมิน',
    this: '此补丁 这个补丁 该补丁 本补丁 此修改 这个更改 此更改 本次修改 此工单 這個補丁 此變更 这个工单 该修改 このパッチ この変更 このチケット この修正 이_패치 이_변경 이_티켓 이_수정 แพตช์นี้ การเปลี่ยนแปลงนี้',
    machine:
      '评审模型 人工智能 ai评审 言語モデル 評価モデル 인공지능 评审 模型 机器人 大模型 智能体 助手 评分员 裁判 审查员 モデル 審査員 アシスタント 採点者 評価者 모델 평가자 심사 어시스턴트 챗봇 검토자 โมเดล ผู้ประเมิน',
    person: '评审员 审核员 レビュアー 리뷰어 평가자 审阅者 审查者 评委 査読者 심사자 심사관 검수자 ผู้ตรวจ',
    address:
      '致 注意 ご注意 주의 注 备注 给 说明 提示 请注意 注記 メモ へ 宛 向け 께 에게 참고 안내 알림 메모 หมายเหตุ ถึง',
    approved:
      '已批准 已通过 承認済み 승인됨 已审核 已审 审核通过 已核准 已验证 审核过 获批 批准了 承認済 検証済 確認済 審査済 승인되 승인했 검증되 확인되 อนุมัติแล้ว',
    already: '已经 すでに 이미 已 早已 既に 済み แล้ว',
    not: '不要 不得 不能 请勿 勿 无需 不必 无须 别 不可 しない ないで せず ません 없이 말고 마세요 말아 마십시오 없습니다 하지 않 ไม่ อย่า',
    demonstrative: '此 这个 这 该 本 這個 這 この 이 해당 본 이번 นี้',
    thing:
      '补丁 修改 更改 工单 变更 改动 提交 代码 问题 補丁 變更 パッチ 変更 チケット 修正 課題 差分 패치 변경 티켓 수정 이슈 요청 แพตช์ การเปลี่ยนแปลง',
    you: '你 您 你们 あなた 당신 너는 คุณ',
    role: '你不再是 从现在起 你现在是 扮演 假装 你已经是 ゲームをし あなたは 今から これから 役のまま なりきって 演じ 지금부터 이제부터 당신은 너는 이제 역할 เล่นเป็น คุณคือ ต่อไปนี้',
    must: '必须 应 应当 务必 应该 需要 須 べき なければ 必ず 해야 하십시오 반드시 ต้อง ควร',
    authority:
      '安全团队 团队 经理 主管 管理员 维护者 专家 领导 管理層 チーム 責任者 管理者 セキュリティ 上司 팀 관리자 책임자 보안팀 전문가 담당자 ทีม ผู้จัดการ',
    tests: '测试 測試 テスト 테스트 ทดสอบ',
    passed: '通过 全过 成功 合格 パス 通過 통과 성공 ผ่าน',
    hidden: '隐藏 隱藏 私有 非公開 隠し 숨겨진 숨은 비공개 ซ่อน',
    as: '为 作 成 として と 로 으로 เป็น',
  },
];
