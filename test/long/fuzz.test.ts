import { mutated } from './mutations.js';
import { below, chance, pick, type Random } from './random.js';
import { asAddedFile, roads } from './roads.js';
import { amount, randomFor, seed } from './scale.js';
import { tokens } from './tokens.js';

/** Inputs for each road in the whole run: a million and more together. Redaction and what takes the whole road are slow. */
const counts: Readonly<Record<string, number>> = {
  ticket: 300_000,
  patch: 400_000,
  guard: 200_000,
  redaction: 20_000,
  rating: 20_000,
  prompt: 10_000,
  answer: 200_000,
};

describe(`Fuzzed texts (seed ${seed})`, function () {
  this.timeout('60m');

  for (const [name, road] of Object.entries(roads)) {
    const all = counts[name] ?? 100_000;
    const count = amount({ inSlice: all / 100, inAll: all });
    it(`${name}: ${count} texts without an exception`, async () => {
      const random = randomFor(`fuzz ${name}`);
      const make = name === 'patch' ? patchLike : name === 'answer' ? answerLike : tokenText;
      for (let i = 0; i < count; i++) {
        const text = make(random);
        try {
          await road(text);
        } catch (error) {
          throw new Error(`Input ${i}: ${JSON.stringify(text)}`, { cause: error });
        }
      }
    });
  }
});

function tokenText(random: Random): string {
  return Array.from({ length: 1 + below(14, random) }, () => pick(tokens, random)).join('');
}

const sample = Buffer.from(`diff --git a/lib/one.py b/lib/one.py
index 1234567..89abcde 100644
--- a/lib/one.py
+++ b/lib/one.py
@@ -1,3 +1,4 @@ def one():
 a
-b
+c
+d
 e
diff --git a/two b/three
similarity index 90%
rename from two
rename to three
diff --git a/bin b/bin
new file mode 100755
index 0000000..e69de29
GIT binary patch
literal 0
HcmV?d00001

--- four.js\t2024-03-01 12:30:00
+++ four.js\t2024-03-01 12:30:01
@@ -0,0 +1 @@
+x
\\ No newline at end of file
`);

function patchLike(random: Random): string {
  switch (below(4, random)) {
    case 0:
      return tokenText(random);
    case 1:
      return asAddedFile(tokenText(random));
    default: {
      const { patch } = mutated(sample, random);
      const text = patch.toString('latin1');
      if (chance(0.5, random)) return text;
      const at = below(text.length, random);
      return text.slice(0, at) + tokenText(random) + text.slice(at);
    }
  }
}

const answers = [
  '{"label": "WELL_SPECIFIED", "explanation": "a", "confidence": 90, "questions": [], "findings": []}',
  '{"label": "INCORRECT", "explanation": "b", "confidence": 0.5, "findings": [{"message": "m", "severity": "error", "file": "a", "line": 3, "confidence": 90, "quote": "q"}]}',
  '<think>VAGUE?</think>\n```json\n{"label":"VAGUE"}\n```',
  'CORRECT_AND_PRECISE',
];

function answerLike(random: Random): string {
  const text = pick(answers, random);
  const [from, to] = [below(text.length, random), below(text.length, random)];
  return text.slice(0, from) + (chance(0.7, random) ? tokenText(random) : '') + text.slice(to);
}
