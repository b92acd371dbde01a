export { datasetOf } from '../ledger/dataset.js';
export { goodReport } from '../ledger/goodReport.js';
export { Ledger } from '../ledger/ledger.js';
export { PatchOutcomes } from '../ledger/outcomes.js';
export { sameDecision } from '../ledger/sameDecision.js';
export { filterEntries, ratersIn } from '../ledger/view.js';
