// `npm run settings` writes this file from schema.ts and package.json.
import type { Settings } from './schema.js';
import type { Shape } from './settings.js';

/** Every command in the manifest. */
export type CommandId = 'bouncer.openTicket' | 'bouncer.openPatch' | 'bouncer.trySample' | 'bouncer.rateTicket' | 'bouncer.rateTicketSelection' | 'bouncer.rateTicketFromClipboard' | 'bouncer.reviewPatch' | 'bouncer.reviewPatchSelection' | 'bouncer.reviewPatchFromClipboard' | 'bouncer.reviewWorkingTree' | 'bouncer.applyPatch' | 'bouncer.undoApply' | 'bouncer.stageAndCommit' | 'bouncer.reviewScope' | 'bouncer.reviewAgain' | 'bouncer.openAllReviewed' | 'bouncer.closeReview' | 'bouncer.nextFinding' | 'bouncer.previousFinding' | 'bouncer.dismissHere' | 'bouncer.turnRuleOff' | 'bouncer.copyFinding' | 'bouncer.revertHunk' | 'bouncer.revertFile' | 'bouncer.fixWithAgent' | 'bouncer.rate' | 'bouncer.showReview' | 'bouncer.chooseTicket' | 'bouncer.chooseAgent' | 'bouncer.copyQuestions' | 'bouncer.rewriteTicket' | 'bouncer.connectModel' | 'bouncer.chooseRater' | 'bouncer.setApiKey' | 'bouncer.testConnection' | 'bouncer.showWhatIsSent' | 'bouncer.clearAnswerCache' | 'bouncer.runBench' | 'bouncer.resumeBench' | 'bouncer.showBenchReport' | 'bouncer.exportBench' | 'bouncer.showBenchTasks' | 'bouncer.followDecision' | 'bouncer.overrideDecision' | 'bouncer.recordOutcome' | 'bouncer.howGood' | 'bouncer.filterHistory' | 'bouncer.resetHistoryFilter' | 'bouncer.newDatasetFromLedger' | 'bouncer.exportLedger' | 'bouncer.deleteLedger' | 'bouncer.calibrate' | 'bouncer.showCalibrations' | 'bouncer.choosePolicy' | 'bouncer.restoreFindings' | 'bouncer.showCard' | 'bouncer.openSettings' | 'bouncer.showLog';

/** Shape and default of each setting of the editor. */
export const values = {
  "ticketFiles": {"default":["**/*.ticket.md","**/{ticket,tickets,issue,issues}/**/*.{md,txt,json}","**/{TICKET,ISSUE}.md"],"type":"array","items":{"type":"string"}},
  "rateAutomatically": {"default":true,"type":"boolean"},
  "codeLens": {"default":true,"type":"boolean"},
  "threads": {"default":true,"type":"boolean"},
  "problems": {"default":true,"type":"boolean"},
  "tickets.rater": {"default":"local","type":"string","enum":["local","checks","chat","agentic","panel","editor"]},
  "tickets.threshold": {"default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "tickets.baseRate": {"default":null,"type":["number","null"],"minimum":0,"maximum":1},
  "tickets.failOpen": {"default":false,"type":"boolean"},
  "patches.rater": {"default":"local","type":"string","enum":["local","checks","chat","agentic","panel","editor"]},
  "patches.next": {"default":"person","type":"string","enum":["person","nobody"]},
  "patches.risk": {"default":0.1,"type":"number","minimum":0,"maximum":1},
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
  "commit.trailer": {"default":false,"type":"boolean"},
  "ledger.enabled": {"default":true,"type":"boolean"},
  "ledger.keepText": {"default":false,"type":"boolean"},
  "ledger.mostDecisions": {"default":20000,"type":"integer","minimum":1},
} satisfies { [K in keyof Settings]?: Shape & { default: Settings[K] } };

/** What the editor knows of each kind of rater without loading it. */
export const raterKinds = {
  "local": {"title":"Local","help":"The embedded rater: on this machine, free, without a network.","needs":[]},
  "checks": {"title":"Checks","help":"The checks alone: every warning is a bounce. On this machine, free, without a network.","needs":[]},
  "chat": {"title":"Chat","help":"A model on an OpenAI-compatible server.","needs":["model"]},
  "agentic": {"title":"Agentic","help":"A chat model that may look into the code base, read only.","needs":["model","repository"]},
  "panel": {"title":"Panel","help":"The local rater first, then each chat model while the answer is in doubt.","needs":["model"]},
} as const;

/** The settings that are options in the terminal. */
export const options = {
  "rater": {"value":"name","help":"Who rates.","type":"string","enum":["local","checks","chat","agentic","panel"],"default":"local"},
  "threshold": {"value":"p","help":"Abstain at this bounce probability or more (default: the rater's own limit; see --next for patches).","type":"number","minimum":0,"maximum":1},
  "baseRate": {"value":"p","help":"Share that needs rework where you work (default: for patches the best that is known of the agent, for tickets that of the training data).","type":"number","minimum":0,"maximum":1},
  "failOpen": {"help":"Let through what could not be rated.","type":"boolean","default":false},
  "next": {"value":"who","help":"Who looks at the patch next. person: stop only what is likely wrong. nobody: proceed only at the risk of --risk or less.","type":"string","enum":["person","nobody"],"default":"person"},
  "risk": {"value":"p","help":"The highest risk at which a patch may proceed with --next nobody, from 0 to 1.","type":"number","minimum":0,"maximum":1,"default":0.1},
  "minCoverage": {"value":"p","help":"Abstain if less than this share of a ticket or patch was reviewed, from 0 to 1.","type":"number","minimum":0,"maximum":1,"default":0.5},
  "generated": {"value":"glob","help":"Glob pattern of files in a patch that are generated and not reviewed, instead of the usual ones; may be given several times.","type":"array","items":{"type":"string"},"default":["**/*.min.{js,css}","**/*.map","**/*.snap","**/*_pb2.py","**/*.pb.{go,cc,h}","**/*.generated.*","**/node_modules/**"]},
  "calibration": {"value":"file","help":"What the rater's answers mean: a file from bouncer calibrate --out, or off (default: the one that comes with Bouncer for the rater, if there is one).","type":"string"},
  "baseUrl": {"value":"url","help":"Address of an OpenAI-compatible server. (default: BOUNCER_BASE_URL, else https://api.openai.com/v1)","type":"string"},
  "model": {"value":"name","help":"Name of the model; for the rater panel, several, separated by commas, cheapest first. For Azure, the deployment.","type":"string"},
  "azureApiVersion": {"value":"version","help":"API version of Azure OpenAI; the server is then Azure, and --model names the deployment.","type":"string"},
  "strategy": {"value":"name","help":"How the model is asked.","type":"string","enum":["confidence","plain","strict","reasoning"],"default":"confidence"},
  "template": {"value":"file","help":"Path of a prompt of your own, with {{ticket}}, {{patch}}, {{evidence}} and {{labels}} in it. It replaces the strategy.","type":"string"},
  "samples": {"value":"n","help":"The most answers to ask for. More than one is asked for only if the first is near the threshold; their agreement is then the probability.","type":"integer","minimum":1,"maximum":25,"default":1},
  "contextTokens": {"value":"n","help":"Tokens that the model takes, prompt and answer together. A larger patch is cut to fit, by whole hunks, and the coverage says so.","type":"integer","minimum":2000,"maximum":10000000,"default":32000},
  "maxOutputTokens": {"value":"n","help":"Tokens that an answer may have, reasoning included.","type":"integer","minimum":100,"maximum":1000000,"default":4000},
  "timeout": {"value":"seconds","help":"Seconds that one request may take.","type":"number","minimum":1,"maximum":3600,"default":120},
  "price": {"value":"in,out","help":"US dollars per million tokens in and out, such as 2,8, for models that Bouncer has no price for.","type":"string"},
  "budget": {"value":"usd","help":"US dollars that this run may cost; it stops before it costs more. Needs a price for each model.","type":"number","minimum":0},
  "concurrency": {"value":"n","help":"Rows to rate at the same time.","type":"integer","minimum":1,"maximum":64,"default":4},
  "cache": {"help":"Ask again, even if there is a cached answer.","type":"boolean","default":true},
  "mirror": {"value":"url","help":"Address of the Hugging Face Hub, if not https://huggingface.co. (default: HF_ENDPOINT)","type":"string"},
  "ledger": {"value":"dir","help":"Folder to keep the decisions in, without texts; bouncer ledger reads it.","type":"string"},
} as const;
