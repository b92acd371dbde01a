// Writes what follows from the schema of the settings: the manifest's settings, their table, types and defaults.
import { readFileSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './settings/generate.js';

for (const [path, text] of generatedFiles(readFileSync('package.json', 'utf8'))) writeFileSync(path, text);
