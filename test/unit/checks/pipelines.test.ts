import assert from 'node:assert/strict';
import { created, deleted, hunk, levelIn, renamed } from './patchTexts.js';

const workflow = '.github/workflows/ci.yml';

const levelOf = (patch: string) => levelIn('automation-changed', patch);

const step = (command: string) => hunk(workflow, ['-      - run: pytest -x', `+      - run: ${command}`]);
/** An expression as a workflow writes it. */
const expression = (text: string) => `$${`{{ ${text} }}`}`;
const job = ['name: ci', 'on: [push]', 'jobs:', '  test:', '    steps:', '      - run: pytest'];

describe('A check in a pipeline', () => {
  for (const command of [
    'pytest -x || true',
    'pytest -x || :',
    'pytest -x || echo failed',
    'pytest -x || exit 0',
    'pytest -x ; true',
    'pytest -x && echo fine || echo failed',
    'pytest -x | tee log',
    'pytest -x |& cat',
    'pytest -x &',
    '"! pytest -x"',
    'pytest --version',
    'pytest --collect-only',
    'echo pytest -x',
    'echo "$(pytest -x)"',
    '"# pytest -x"',
    'bash -c "pytest -x || true"',
    'if pytest -x; then echo fine; fi',
    'pip install pytest',
    'ruff check .',
  ]) {
    it(`can fail no more by "${command}"`, () => assert.equal(levelOf(step(command)), 'blocker'));
  }

  for (const command of [
    'pytest -x -q',
    'pytest',
    'pytest -x 2>&1',
    'pytest -x > log 2>&1',
    'set -o pipefail; pytest -x | tee log',
    'pytest -x || pytest -x --lf',
    'pytest -x || { echo failed; exit 1; }',
    'if ! pytest -x; then exit 1; fi',
    'rm -rf build || true; pytest -x',
    'cd src && pytest -x',
    'CI=1 python -m pytest -x',
    'pip install pytest && pytest -x',
    'make ci',
    './scripts/run.sh',
    'uv run nox -s tests',
  ]) {
    it(`can still fail with "${command}"`, () => assert.equal(levelOf(step(command)), 'info'));
  }

  it('is read with the lines around it', () => {
    const script = (...lines: string[]) => levelOf(hunk(workflow, ['       - run: |', ...lines]));
    assert.equal(script('           pytest \\', '+            -x || true', '-            -x'), 'blocker');
    assert.equal(script('+          set +e', '           pytest', '+          echo done'), 'blocker');
    assert.equal(
      script('+          set +e', '           pytest', '+          status=$?', '+          exit $status'),
      'info',
    );
    assert.equal(script('-          set -o pipefail', '           pytest | tee log'), 'blocker');
    assert.equal(script('+          # only for now', '-          pytest'), 'blocker');
    const bash = ['       - shell: bash', '-        run: pytest', '+        run: pytest | tee log'];
    assert.equal(levelOf(hunk(workflow, bash)), 'info');
    // What stands above the hunk may have set the option.
    assert.equal(
      levelOf(hunk(workflow, ['-      - run: pytest', '+      - run: pytest | tee log'], { first: 40 })),
      'warning',
    );
    assert.equal(levelOf(hunk('.gitlab-ci.yml', ['-    - pytest', '+    - pytest | tee log'])), 'info');
  });

  it('counts where another takes its place', () => {
    assert.equal(
      levelOf(hunk(workflow, ['-      - run: pytest a', '-      - run: pytest b', '+      - run: pytest'])),
      'info',
    );
    assert.equal(levelOf(hunk(workflow, ['-      - run: flake8', '+      - run: ruff check .'])), 'info');
    assert.equal(
      levelOf(
        hunk(workflow, ['-      - run: pytest', '+      - run: tox']) +
          created('tox.ini', ['[testenv]', 'commands = pytest']),
      ),
      'info',
    );
    assert.equal(levelOf(hunk('Makefile', ['-\tpytest tests', '+\t@-pytest tests'])), 'blocker');
    assert.equal(levelOf(hunk('tox.ini', ['-commands = pytest', '+commands = - pytest'])), 'blocker');
    assert.equal(
      levelOf(
        hunk('noxfile.py', [
          '-    session.run("pytest")',
          '+    session.run("pytest", success_codes=[0, 1])',
        ]),
      ),
      'blocker',
    );
    assert.equal(levelOf(hunk('package.json', ['-    "test": "jest"', '+    "test": "echo ok"'])), 'blocker');
    assert.equal(
      levelOf(hunk('package.json', ['-    "test": "jest"', '+    "test": "node tools/all.js"'])),
      'info',
    );
    assert.equal(levelOf(hunk('package.json', ['-    "jest": "^28"', '+    "jest": "^29"'])), 'info');
  });

  it('may be one that never failed', () => {
    assert.equal(levelOf(hunk(workflow, ['       - run: flake8 || true', '+      - run: pytest'])), 'info');
    assert.equal(
      levelOf(
        hunk(workflow, [
          '-      - run: flake8 || true',
          '       - run: pytest',
          '+      - run: flake8 || true',
        ]),
      ),
      'info',
    );
    assert.equal(levelOf(hunk(workflow, ['+      - run: mypy . || true'])), 'warning');
    assert.equal(levelOf(created(workflow, [...job, '      - run: flake8 --exit-zero'])), 'info');
  });
});

describe('A workflow', () => {
  it('is out of the way where CI does not look', () => {
    for (const to of [
      '.github/workflows/ci.yml.off',
      '.github/ci.yml',
      '.github/workflows/old/ci.yml',
      'docs/ci.yml',
    ])
      assert.equal(levelOf(renamed(workflow, to)), 'blocker', to);
    assert.equal(levelOf(deleted(workflow, job)), 'blocker');
    assert.equal(levelOf(deleted(workflow, job) + created(`${workflow}.off`, job)), 'blocker');
  });

  it('may move, with a rewrite', () => {
    assert.equal(levelOf(renamed(workflow, '.github/workflows/tests.yaml')), 'info');
    assert.equal(
      levelOf(renamed(workflow, 'docs/ci.yml') + created('.github/workflows/all.yml', job)),
      'info',
    );
    const rewritten = job.map((line) => line.replace('pytest', 'python -m pytest -q'));
    assert.equal(levelOf(deleted(workflow, job) + created('.github/workflows/all.yml', rewritten)), 'info');
    const forgiving = [...job, '        continue-on-error: true'];
    assert.equal(
      levelOf(deleted(workflow, job) + created('.github/workflows/all.yml', forgiving)),
      'blocker',
    );
  });

  it('runs on changes no more without their events', () => {
    const rest = [' jobs:', '   test:'];
    const on = (...lines: string[]) => levelOf(hunk(workflow, [' name: ci', ...lines, ...rest]));
    assert.equal(on('-on: [push]', '+on: [workflow_dispatch]'), 'blocker');
    assert.equal(on('-on: push', '+on: workflow_dispatch'), 'blocker');
    assert.equal(
      on(' on:', '-  push:', '-    branches: [main]', '-  pull_request:', '+  workflow_dispatch:'),
      'blocker',
    );
    assert.equal(on(' on:', '   push:', "+    paths-ignore: ['**']"), 'blocker');
    assert.equal(on('-on: [push]', '+on:', '+  schedule:', "+    - cron: '0 4 * * *'"), 'warning');
    assert.equal(on('-on: [push]', '+on: [push, workflow_dispatch]'), 'info');
    assert.equal(on(' on:', '-  push:', '   pull_request:', '+  workflow_dispatch:'), 'info');
    assert.equal(on(' on:', '   push:', "+    paths-ignore: ['docs/**']"), 'info');
    assert.equal(
      levelOf(created('.github/workflows/manual.yml', ['on: workflow_dispatch', ...job.slice(2)])),
      'info',
    );
    assert.equal(
      levelOf(hunk('.github/workflows/release.yml', ['-on: [push]', '+on: [workflow_dispatch]', ' jobs:'])),
      'info',
    );
  });

  it('does not run under a condition that never holds', () => {
    const under = (condition: string, ...lines: string[]) =>
      levelOf(hunk(workflow, ['   test:', `+    if: ${condition}`, '     runs-on: ubuntu-latest', ...lines]));
    for (const condition of [
      'false',
      expression('false'),
      expression('1 == 2 && github.ref'),
      "'a' == 'b'",
      '!true',
      "github.actor == 'nobody'",
      expression("github.triggering_actor == 'x'"),
      "github.event_name == 'workflow_dispatch'",
      'failure()',
    ])
      assert.equal(under(condition), 'blocker', condition);
    for (const condition of [
      'true',
      'always()',
      "github.repository == 'a/b'",
      "github.actor != 'dependabot[bot]'",
      "github.event_name == 'push' || true",
    ])
      assert.equal(under(condition), 'info', condition);
    const deploys = ['     steps:', '       - run: ./deploy.sh'];
    assert.equal(under("github.actor == 'releaser'", ...deploys), 'info');
  });

  it('fails on checks, whatever it forgives besides', () => {
    const forgiven = (...lines: string[]) =>
      levelOf(hunk(workflow, [...lines, '+        continue-on-error: true', '       - run: ls']));
    assert.equal(forgiven('       - run: pytest'), 'blocker');
    assert.equal(forgiven('       - uses: codecov/upload@v4'), 'info');
    const rules = (...lines: string[]) =>
      levelOf(hunk('.gitlab-ci.yml', [' test:', '   rules:', ...lines, ' build:']));
    assert.equal(rules('+    - when: never'), 'blocker');
    assert.equal(rules('+    - if: $CI_COMMIT_TAG', '+      when: on_success', '+    - when: never'), 'info');
  });
});
