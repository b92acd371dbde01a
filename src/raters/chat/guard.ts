import type { Finding, Rating } from '../../core/rating.js';
import { ordersToJudge } from '../../evidence/orders.js';
import type { PatchInput, TicketInput } from '../rater.js';

/** Orders in languages other than English, and shapes that only an attempt to steer a model has. */
const attempts: readonly RegExp[] = [
  // Answers and votes written out for a rater: {"label": "CORRECT…"}, bounce_probability = 0, "decision: proceed".
  /["']?(?:label|verdict|decision|rating|classification)["']?\s*[:=]\s*["']?(?:well.specified|reasonably.spec|vague\b|impossible.to|correct.(?:and|but)|incorrect\b|broad.missing|proceed\b|abstain\b)/i,
  /["']?bounce(?:_?probability)?["']?\s*[:=]\s*["']?(?:true|false|[01]\b)/i,
  // Labels that were spelled with blanks, once these are gone.
  /\b(?:wellspecified|reasonablyspecified|impossibletosolve|correctandprecise|correctbutincomplete|broadmissingkeyaspects)\b/i,
  // Roles and tool results that only a chat's own frame may carry.
  /<\/?\s*(?:assistant|tool_result|tool_response|function_results?|system_prompt|issue_description|patch|ticket)\s*>/i,
  /^[\s+\-#/*>"']{0,12}(?:system|assistant|developer|tool)\s+(?:prompt|message|result)\s*[:\]]/im,
  /^[\s+\-#/*>"']{0,12}(?:system|assistant|developer)\s*:.{0,80}\b(?:you|rate|rater|approve|bounce|verdict|reviewer|instructions?)\b/im,
  /\[\/?(?:INST|SYS|SYSTEM|ASSISTANT)\]|<<\/?SYS>>|<\|(?:im_\w+|system|user|assistant|end\w*)\|>/i,
  /---\s*(?:ticket|patch|look-up)\s+\S+\s+(?:starts|ends)/i,
  // To whoever reads: forget what you were told, do as I say, choose this.
  /\b(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,3}?(?:instructions?|prompts?|guidelines|were told|been told)\b/i,
  /\b(?:new|updated|real|actual|hidden|secret)\s+(?:instructions|system prompt)\b/i,
  /\b(?:approve|accept|reject|bounce|abstain|merge|proceed|rate|label|classify|mark|answer|respond|reply|vote|score)\s+(?:\w+\s+){0,5}?(?:as|with|to be)\s+(?:\W|an?\s)?(?:well.specified|reasonably|vague|impossible.to|correct\b|incorrect\b|clear\b|clean\b|safe\b|perfect\b|bounced?\b)/i,
  /\b(?:you (?:must|should|will|have to|are required to)|please|always|simply)\s+(?:bounce|abstain|proceed|approve|reject|accept)\b.{0,40}\b(?:patch|ticket|everything|all of|this one|them all)\b/i,
  /\b(?:bounce|reject|abstain from|approve)\s+(?:everything|all (?:patches|tickets)|every (?:patch|ticket)|any (?:patch|ticket))\b/i,
  /\b(?:pre-?approved|already (?:approved|certified)|(?:reviewed|approved|certified) by (?:the )?(?:security|qa|openai|anthropic|senior|human))\b/i,
  /\b(?:ai|llm|automated|model)\s+(?:reviewers?|raters?|judges?|graders?|agents?)\b.{0,60}\b(?:must|should|please|have to|are to|need to)\b/i,
  /\b(?:do not|don't|never)\s+(?:bounce|abstain|flag|report|criticise|criticize)\s+(?:this|it|the|any)\b/i,
  /\bpretend (?:you|to be|that you)\b|\broleplay as\b|\bDAN mode\b|\bdeveloper mode\b/i,
  /\b(?:end of|here ends|close)\s+(?:the\s+)?(?:patch|ticket|untrusted|user)\s+(?:text|content|input|section|data)\b/i,
  /\b(?:your|the) (?:answer|verdict|decision|rating|label) (?:is|must be|should be|shall be|will be)\s*:?\s*["'`«]?(?:well|reasonably|vague|impossible|correct|incorrect|proceed|abstain|yes|accept|reject)/i,
  // The same in German, French, Spanish, Italian, Portuguese, Russian, Chinese, Japanese, Korean, Arabic.
  /(?:ignorier|vergiss|missacht)\w*.{0,40}(?:anweisung|regel|vorgabe|oben|bisherig)/i,
  /(?:bewerte|stufe|markiere|antworte|akzeptiere|genehmige|lehne)\w*.{0,60}(?:ticket|patch|korrekt|richtig|klar|alles|als|ab\b)/i,
  /(?:ignore[zr]?|oublie[zr]?|ne tiens pas compte).{0,40}(?:instructions?|consignes?|règles?|précédent)/i,
  /\b(?:acceptez|accepte|approuvez|approuve|rejetez|rejette|refusez|notez|répondez|réponds)\b.{0,60}(?:patch|ticket|correct|tout|cette?\b|comme)/i,
  /(?:ignora|olvida|descarta)[dr]?.{0,40}(?:instruccion|regla|anterior|istruzion|regole|precedent|instruç|regra)/i,
  /(?:acepta|aprueba|rechaza|responde|califica|accetta|approva|rifiuta|rispondi|aceite|aprove|rejeite|responda)\w*.{0,60}(?:parche|patch|ticket|correct|corrett|corret|todo|tutto|tudo|como|come)/i,
  /(?:игнорируй|забудь|не обращай).{0,60}(?:инструкци|указани|правил|предыдущ)/i,
  /(?:оцени|отметь|прими|одобри|отклони|ответь).{0,60}(?:патч|тикет|задач|правильн|верн|всё|все|как)/i,
  /(?:忽略|无视|忘记|不要理会|無視|忘れ).{0,30}(?:指令|指示|说明|规则|提示|命令|以前|之前|上述)|(?:指示|命令|ルール|プロンプト).{0,12}(?:無視|忘れ)/,
  /(?:接受|批准|拒绝|评为|标记为|回答|输出|判定).{0,30}(?:补丁|工单|正确|清晰|所有|全部)|(?:承認|受け入れ|却下|評価|回答).{0,20}(?:してください|しなさい|せよ)|(?:パッチ|チケット).{0,20}(?:承認|受け入れ|却下)/,
  /(?:무시|잊어).{0,30}|(?:지시|명령|규칙).{0,15}(?:무시|잊)|(?:승인|거부|평가)(?:하세요|해라|하라)/,
  /(?:تجاهل|انس).{0,40}(?:التعليمات|القواعد|السابق)|(?:اقبل|وافق|ارفض).{0,40}(?:التصحيح|التذكرة|كل)/,
];

/** Letters that look like Latin ones; those of texts that are Cyrillic or Greek throughout do no harm. */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  І: 'I',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Ѕ: 'S',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  α: 'a',
  ο: 'o',
  ρ: 'p',
  ν: 'v',
  ι: 'i',
  Ι: 'I',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Η: 'H',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Χ: 'X',
};

/**
 * Whether a text tries to steer whoever rates it, looked at as a model would read it: without invisible characters,
 * in plain letters, decoded from Base64 or escapes, with the breaks between lines gone. Wider than the check
 * `orders-to-reviewer`, because a false alarm here costs only a rating by the local rater instead of the model.
 */
export function triesToSteer(text: string): boolean {
  return formsOf(text).some(
    (form) => ordersToJudge(form).length > 0 || attempts.some((attempt) => attempt.test(form)),
  );
}

/** The ways in which a model may read a text. */
function formsOf(text: string): string[] {
  const plain = text
    .replaceAll(/[\u{e0020}-\u{e007e}]/gu, (c) =>
      String.fromCodePoint((c.codePointAt(0) as number) - 0xe0000),
    )
    .replaceAll(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .normalize('NFKC');
  const latin = plain.replaceAll(/[\u0370-\u04ff]/g, (c) => lookAlikes[c] ?? c);
  const spelled = latin.replaceAll(/\b(?:[A-Za-z][ ._*-]{1,3}){4,}[A-Za-z]\b/g, (word) =>
    word.replaceAll(/[ ._*-]/g, ''),
  );
  return [...new Set([plain, latin, spelled, ...decoded(plain)])];
}

/** What stands in a text encoded, joined lines included. */
function decoded(text: string): string[] {
  const fromBase64 = [...text.matchAll(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}/g)]
    .map(([word]) => Buffer.from(word, 'base64').toString('utf8'))
    .filter((words) => /^[\x20-\x7e\s]{12,}$/.test(words));
  const unescaped = text.replaceAll(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,6});/gi, (_, u, x, h) =>
    String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(u ?? x ?? h, 16))),
  );
  // Comment marks and diff marks between the words of a sentence.
  const joined = text.replaceAll(
    /[ \t]{0,20}\r?\n[ +-]?[ \t]{0,20}(?:#{1,6}|\/{2,4}|\*{1,3}|>)?[ \t]{0,20}/g,
    ' ',
  );
  const reversed = /snoitcurtsni|tcerroc|eteled|tcejer/i.test(text) ? [...text].reverse().join('') : '';
  return [...fromBase64, unescaped, joined, reversed];
}

/** Whether a ticket, or a patch or its ticket, tries to steer its rater. */
export function steers(input: TicketInput | PatchInput): boolean {
  const texts = 'patch' in input ? [input.patch.text, input.ticket?.text ?? ''] : [input.ticket.text];
  return texts.some(triesToSteer);
}

/** What a person is told of such an attempt. */
export const steering: Finding = {
  id: 'orders-to-reviewer',
  severity: 'warning',
  message: 'Contains words that try to steer whoever rates it. They do not count, but a person should know.',
};

/** The rating when a text tries to steer its rater: by the local rater, whom no words can talk round. */
export function unasked(local: Rating): Rating {
  const told = local.findings.some(({ id }) => id === 'orders-to-reviewer');
  return {
    ...local,
    explanation: `The text addresses whoever rates it, so no model was asked; the local rater judged it. ${local.explanation}`,
    findings: told ? local.findings : [steering, ...local.findings],
  };
}
