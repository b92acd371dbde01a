// Prints the size of the package that `vsce` made, and fails where it is over what a marketplace should load.
import { readFileSync, statSync } from 'node:fs';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const most = 12;
const file = `${name}-${version}.vsix`;
const megabytes = statSync(file).size / 1e6;
console.log(`${file}: ${megabytes.toFixed(1)} MB (at most ${most} MB)`);
if (megabytes > most) process.exitCode = 1;
