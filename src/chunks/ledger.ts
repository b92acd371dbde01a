export { datasetOf } from '../ledger/dataset.js';
export { goodReport } from '../ledger/goodReport.js';
export { Ledger } from '../ledger/ledger.js';
export { sameDecision } from '../ledger/sameDecision.js';
export { choices, filterEntries } from '../ledger/view.js';
