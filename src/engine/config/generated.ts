// `npm run settings` writes this file from schema.ts and package.json.
import type { Settings } from './schema.js';
import type { Shape } from './settings.js';

/** Every command in the manifest. */
export type CommandId =
  | 'bouncer.rateTicket'
  | 'bouncer.rateTicketSelection'
  | 'bouncer.rateTicketFromClipboard'
  | 'bouncer.reviewPatch'
  | 'bouncer.reviewPatchSelection'
  | 'bouncer.reviewPatchFromClipboard'
  | 'bouncer.reviewWorkingTree'
  | 'bouncer.rate'
  | 'bouncer.showReview'
  | 'bouncer.chooseTicket'
  | 'bouncer.copyQuestions'
  | 'bouncer.rewriteTicket'
  | 'bouncer.chooseRater'
  | 'bouncer.setApiKey'
  | 'bouncer.testConnection'
  | 'bouncer.showWhatIsSent'
  | 'bouncer.clearAnswerCache'
  | 'bouncer.runBench'
  | 'bouncer.resumeBench'
  | 'bouncer.showBenchReport'
  | 'bouncer.exportBench'
  | 'bouncer.showBenchTasks'
  | 'bouncer.followDecision'
  | 'bouncer.overrideDecision'
  | 'bouncer.recordOutcome'
  | 'bouncer.howGood'
  | 'bouncer.filterHistory'
  | 'bouncer.resetHistoryFilter'
  | 'bouncer.newDatasetFromLedger'
  | 'bouncer.exportLedger'
  | 'bouncer.deleteLedger'
  | 'bouncer.calibrate'
  | 'bouncer.showCalibrations'
  | 'bouncer.choosePolicy'
  | 'bouncer.restoreFindings'
  | 'bouncer.showCard'
  | 'bouncer.showLog';

/** Shape and default of each setting of the editor. */
export const values = {
  "ticketFiles": {"default":["**/*.ticket.md","**/{ticket,tickets,issue,issues}/**/*.{md,txt,json}","**/{TICKET,ISSUE}.md"],"type":"array","items":{"type":"string"}},
  "rateAutomatically": {"default":true,"type":"boolean"},
  "codeLens": {"default":true,"type":"boolean"},
  "problems": {"default":true,"type":"boolean"},
  "tickets.rater": {"default":"local","type":"string","enum":["local","chat","agentic","panel","editor"]},
  "tickets.threshold": {"default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "tickets.baseRate": {"default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "tickets.failOpen": {"default":false,"type":"boolean"},
  "patches.rater": {"default":"local","type":"string","enum":["local","chat","agentic","panel","editor"]},
  "patches.threshold": {"default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "patches.baseRate": {"default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "patches.failOpen": {"default":false,"type":"boolean"},
  "minimumCoverage": {"default":0.5,"type":"number","minimum":0,"maximum":1},
  "generatedFiles": {"default":["**/*.min.{js,css}","**/*.map","**/*.snap","**/*_pb2.py","**/*.pb.{go,cc,h}","**/*.generated.*","**/node_modules/**"],"type":"array","items":{"type":"string"}},
  "calibration": {"default":"default","type":"string","enum":["default","off"]},
  "localOnly": {"default":false,"type":"boolean"},
  "editorModel": {"default":"","type":"string"},
  "chat.baseUrl": {"default":"https://api.openai.com/v1","type":"string"},
  "chat.model": {"default":"","type":"string"},
  "chat.azureApiVersion": {"default":"","type":"string"},
  "chat.strategy": {"default":"confidence","type":"string","enum":["confidence","plain","strict","reasoning"]},
  "chat.templateFile": {"default":"","type":"string"},
  "chat.samples": {"default":1,"type":"integer","minimum":1,"maximum":25},
  "chat.contextTokens": {"default":32000,"type":"integer","minimum":2000,"maximum":10000000},
  "chat.maxOutputTokens": {"default":4000,"type":"integer","minimum":100,"maximum":1000000},
  "chat.timeout": {"default":120,"type":"number","minimum":1,"maximum":3600},
  "chat.prices": {"default":{"gpt-4.1":{"input":2,"output":8},"gpt-4.1-mini":{"input":0.4,"output":1.6},"gpt-4.1-nano":{"input":0.1,"output":0.4},"gpt-4o":{"input":2.5,"output":10},"gpt-4o-mini":{"input":0.15,"output":0.6},"o3":{"input":2,"output":8},"o4-mini":{"input":1.1,"output":4.4}},"type":"object","additionalProperties":{"type":"object","properties":{"input":{"type":"number","minimum":0},"output":{"type":"number","minimum":0}},"required":["input","output"]}},
  "chat.budgetPerDay": {"default":null,"type":["number","null"],"minimum":0},
  "panel.combination": {"default":"stack","type":"string","enum":["stack","mean","majority"]},
  "panel.margin": {"default":0.2,"type":"number","minimum":0,"maximum":1},
  "bench.mirror": {"default":"","type":"string"},
  "ledger.enabled": {"default":true,"type":"boolean"},
  "ledger.keepText": {"default":false,"type":"boolean"},
  "ledger.mostDecisions": {"default":20000,"type":"integer","minimum":1},
} satisfies { [K in keyof Settings]?: Shape & { default: Settings[K] } };

/** The options of the terminal that are settings. */
export const options = {
  "rater": {"id":"rater","flags":"--rater <name>","help":"Who rates.","default":"local","type":"string","enum":["local","chat","agentic","panel"]},
  "threshold": {"id":"tickets.threshold","flags":"--threshold <p>","help":"Abstain at this bounce probability or more (default: from the training data).","default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "baseRate": {"id":"tickets.baseRate","flags":"--base-rate <p>","help":"Share that deserves a bounce where you work (default: the training data's).","default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "failOpen": {"id":"tickets.failOpen","flags":"--fail-open","help":"Let through what could not be rated (default: it may not proceed).","default":false,"type":"boolean"},
  "minCoverage": {"id":"minimumCoverage","flags":"--min-coverage <p>","help":"Abstain if less than this share of a ticket or patch was reviewed, from 0 to 1.","default":0.5,"type":"number","minimum":0,"maximum":1},
  "calibration": {"id":"calibrationFile","flags":"--calibration <file>","help":"What the model's answers mean: a file from bouncer calibrate --out, or off (default: the one that comes with Bouncer for the model, if there is one).","default":"","type":"string"},
  "baseUrl": {"id":"chat.namedBaseUrl","flags":"--base-url <url>","help":"Address of an OpenAI-compatible server (default: BOUNCER_BASE_URL, else https://api.openai.com/v1).","default":"","type":"string"},
  "model": {"id":"chat.model","flags":"--model <name>","help":"Name of the model; for the rater panel, several, separated by commas, cheapest first. For Azure, the deployment.","default":"","type":"string"},
  "azureApiVersion": {"id":"chat.azureApiVersion","flags":"--azure-api-version <version>","help":"API version of Azure OpenAI; the server is then Azure, and --model names the deployment.","default":"","type":"string"},
  "strategy": {"id":"chat.strategy","flags":"--strategy <name>","help":"How the model is asked.","default":"confidence","type":"string","enum":["confidence","plain","strict","reasoning"]},
  "template": {"id":"chat.templateFile","flags":"--template <file>","help":"Path of a prompt of your own, with {{ticket}}, {{patch}}, {{evidence}} and {{labels}} in it. It replaces the strategy.","default":"","type":"string"},
  "samples": {"id":"chat.samples","flags":"--samples <n>","help":"The most answers to ask for. More than one is asked for only if the first is near the threshold; their agreement is then the probability.","default":1,"type":"integer","minimum":1,"maximum":25},
  "contextTokens": {"id":"chat.contextTokens","flags":"--context-tokens <n>","help":"Tokens that the model takes, prompt and answer together. A larger patch is cut to fit, by whole hunks, and the coverage says so.","default":32000,"type":"integer","minimum":2000,"maximum":10000000},
  "maxOutputTokens": {"id":"chat.maxOutputTokens","flags":"--max-output-tokens <n>","help":"Tokens that an answer may have, reasoning included.","default":4000,"type":"integer","minimum":100,"maximum":1000000},
  "timeout": {"id":"chat.timeout","flags":"--timeout <seconds>","help":"Seconds that one request may take.","default":120,"type":"number","minimum":1,"maximum":3600},
  "price": {"id":"chat.price","flags":"--price <in,out>","help":"US dollars per million tokens in and out, such as 2,8, for models that Bouncer has no price for.","default":"","type":"string"},
  "budget": {"id":"chat.budgetPerRun","flags":"--budget <usd>","help":"US dollars that this run may cost; it stops before it costs more. Needs a price for each model.","default":null,"type":["number","null"],"minimum":0},
  "concurrency": {"id":"chat.concurrency","flags":"--concurrency <n>","help":"Rows to rate at the same time.","default":4,"type":"integer","minimum":1,"maximum":64},
  "cache": {"id":"chat.cache","flags":"--no-cache","help":"Ask again, even if there is a cached answer.","default":true,"type":"boolean"},
  "mirror": {"id":"bench.mirror","flags":"--mirror <url>","help":"Address of a mirror of the Hugging Face Hub (default: HF_ENDPOINT, else https://huggingface.co).","default":"","type":"string"},
  "ledger": {"id":"ledger.directory","flags":"--ledger <dir>","help":"Folder to keep the decisions in, without texts; bouncer ledger reads it.","default":"","type":"string"},
} as const;
