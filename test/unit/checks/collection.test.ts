import assert from 'node:assert/strict';
import { created, deleted, hunk, levelIn, renamed } from './patchTexts.js';

const collected = (patch: string) => levelIn('tests-uncollected', patch);

describe('Tests that no runner collects', () => {
  for (const [path, ...lines] of [
    ['pytest.ini', ' [pytest]', '+addopts = --co'],
    ['pyproject.toml', ' [tool.pytest.ini_options]', '-addopts = "-ra"', '+addopts = "-ra --collect-only"'],
    ['setup.cfg', ' [tool:pytest]', '+addopts = --ignore=tests'],
    ['conftest.py', '+collect_ignore_glob = ["*"]'],
    ['tests/conftest.py', '+collect_ignore_glob = ["test_*.py"]'],
    ['pytest.ini', '+norecursedirs = tests'],
    ['package.json', '+    "testPathIgnorePatterns": [".*"]'],
    ['jest.config.js', '+  testPathIgnorePatterns: [', '+    "\\\\.test\\\\.",', '+  ],'],
    ['jest.config.js', '+  testMatch: [],'],
    ['jest.config.js', '+  testRegex: "(?!)",'],
    ['vitest.config.ts', "+    exclude: ['**/*'],"],
    ['.mocharc.json', '+  "ignore": ["**"]'],
    ['conftest.py', ' def pytest_collection_modifyitems(items):', '+    items.clear()'],
    ['conftest.py', ' def pytest_collection_modifyitems(items):', '+    items[:] = []'],
    ['conftest.py', '     for item in items:', '+        item.add_marker(pytest.mark.skip)'],
    ['conftest.py', '+def pytest_ignore_collect(path):', '+    return True'],
    ['conftest.py', ' def pytest_sessionfinish(session):', '+    session.exitstatus = 0'],
    ['conftest.py', '     report = outcome.get_result()', '+    report.outcome = "passed"'],
    ['conftest.py', '+    os._exit(0)'],
    ['tests/test_a.py', ' import sys', '+sys.exit(0)'],
    ['jest.setup.js', '+process.on("exit", () => process.exit(0));'],
    ['a_test.go', ' func TestMain(m *testing.M) {', '-\tos.Exit(m.Run())', '+\tm.Run()', '+\tos.Exit(0)'],
  ] as const) {
    it(`keep the door shut: ${path}, ${lines.at(-1)}`, () => {
      assert.equal(collected(hunk(path, lines)), 'blocker');
    });
  }

  for (const [path, ...lines] of [
    ['pytest.ini', '+python_files = check_*.py'],
    ['setup.cfg', '+python_functions = verify_*'],
    ['package.json', '+    "testMatch": ["**/*.check.js"]'],
    ['conftest.py', '+collect_ignore = ["test_auth.py"]'],
    ['package.json', '+    "testPathIgnorePatterns": ["/node_modules/", "src/auth.test.ts"]'],
    ['tests/test_a.py', '+__test__ = False'],
    ['tests/test_a.py', ' class TestLogin:', '+    __test__ = False'],
  ] as const) {
    it(`are an error: ${path}, ${lines.at(-1)}`, () => assert.equal(collected(hunk(path, lines)), 'error'));
  }

  for (const [path, ...lines] of [
    ['pytest.ini', '+addopts = --color=yes --cov --continue-on-collection-errors'],
    ['pytest.ini', '+norecursedirs = .* build dist'],
    ['pytest.ini', '+python_files = test_*.py check_*.py'],
    ['setup.cfg', '+python_classes = *Tests *Case'],
    ['setup.cfg', ' [flake8]', '+exclude = .git,*'],
    ['conftest.py', '+collect_ignore = ["setup.py"]'],
    ['conftest.py', ' if sys.version_info < (3, 8):', '+    collect_ignore.append("test_walrus.py")'],
    ['package.json', '+    "testPathIgnorePatterns": ["/node_modules/", "/\\\\.", "<rootDir>/e2e/"]'],
    ['package.json', '+    "testMatch": ["**/*.(test|spec).ts"]'],
    ['vitest.config.ts', "+      exclude: ['**/*.test.ts', 'tests/**'],"],
    ['tsconfig.json', '+  "exclude": ["**/*"]'],
    [
      'conftest.py',
      '         if "slow" in item.keywords:',
      '+            item.add_marker(pytest.mark.skip(reason="slow"))',
    ],
    ['tests/test_cli.py', ' def fake():', '+    sys.exit(0)'],
    ['tests/fixtures/ok.js', '+process.exit(0)'],
    ['a_test.go', ' func TestHelperProcess(t *testing.T) {', '+\tos.Exit(0)'],
    ['tests/base.py', '+class TestBase(TestCase):', '+    __test__ = False'],
    ['src/cli.py', '+sys.exit(0)'],
  ] as const) {
    it(`are none: ${path}, ${lines.at(-1)}`, () => {
      const patch = hunk(path, lines);
      assert.equal(collected(patch), 'note');
      assert.equal(levelIn('tests-skipped', patch), 'note');
    });
  }

  it('are those whose file has a name that none looks for', () => {
    for (const [from, to] of [
      ['tests/test_auth.py', 'tests/auth_checks.py'],
      ['tests/test_auth.py', 'tests/test_auth.py.off'],
      ['src/auth.test.ts', 'src/auth.skip.ts'],
      ['pkg/auth_test.go', 'pkg/auth_test.go.bak'],
      ['src/test/java/a/AuthTest.java', 'src/test/java/a/Auth.java'],
      ['spec/auth_spec.rb', 'spec/auth.rb'],
    ] as const)
      assert.equal(collected(renamed(from, to)), 'error', to);
    for (const [from, to] of [
      ['tests/test_auth.py', 'tests/unit/test_auth.py'],
      ['tests/test_auth.py', 'tests/auth_test.py'],
      ['test/auth.test.js', '__tests__/auth.js'],
      ['tests/test_utils.py', 'tests/helpers.py'],
      ['lab/test_runner.py', 'lab/runner.py'],
    ] as const)
      assert.equal(collected(renamed(from, to)), 'note', to);
    const checks =
      hunk('pytest.ini', ['+python_files = check_*.py']) + renamed('tests/test_a.py', 'tests/check_a.py');
    assert.equal(collected(checks), 'error');
  });
});

describe('Tests that stand there and find nothing', () => {
  const skipped = (patch: string) => levelIn('tests-skipped', patch);
  const weakened = (patch: string) => levelIn('tests-weakened', patch);

  it('are disabled, in the file of the code, too', () => {
    for (const [path, ...lines] of [
      ['src/lib.rs', '     #[test]', '+    #[ignore]'],
      ['tests/test_a.py', '+@pytest.mark.skipif(True, reason="later")'],
      ['tests/test_a.py', '+@unittest.skipUnless(False, "later")'],
      ['a.test.ts', '+it.skipIf(true)("adds", () => {'],
      ['tests/test_a.py', '+if False:', '     def test_a(self):'],
      ['a_test.go', '+\tt.Skip()'],
      ['src/test/java/ATest.java', '+  @Disabled'],
      ['a.test.ts', '+it.only("adds", () => {'],
      ['a.test.ts', '+xit("adds", () => {'],
      ['lib/a.py', '->>> add(1, 1)', '+>>> add(1, 1)  # doctest: +SKIP'],
    ] as const)
      assert.equal(skipped(hunk(path, lines)), 'warning', lines.at(-1));
    assert.equal(
      skipped(hunk('tests/test_a.py', ['+@pytest.mark.skipif(sys.platform == "win32", reason="")'])),
      'note',
    );
    assert.equal(skipped(hunk('lib/a.py', ['+>>> add(1, 1)  # doctest: +SKIP'])), 'note');
    assert.equal(skipped(hunk('src/main.c', ['+#if 0'])), 'note');
  });

  it('return before they assert', () => {
    const start = [' def test_a():', '     total = add(1, 1)'];
    const rest = ['     assert total == 2'];
    assert.equal(skipped(hunk('tests/test_a.py', [...start, '+    return', ...rest])), 'warning');
    const under = [...start, '+    if total is None:', '+        return', ...rest];
    assert.equal(skipped(hunk('tests/test_a.py', under)), 'note');
    assert.equal(
      skipped(hunk('tests/test_a.py', [...start, '+    return total', ' ', ' def test_b():'])),
      'note',
    );
    const script = [' it("adds", () => {', '+  return;', '   expect(add(1, 1)).toBe(2);', ' });'];
    assert.equal(skipped(hunk('a.test.ts', script)), 'warning');
  });

  it('assert what always holds, or ignore what they find', () => {
    assert.equal(weakened(hunk('tests/test_a.py', ['-    assert f() == 1', '+    assert True'])), 'warning');
    const elsewhere = hunk('tests/test_b.py', ['+    assert g() == 1']);
    assert.equal(
      weakened(hunk('tests/test_a.py', ['-    assert f() == 1', '+    assert True']) + elsewhere),
      'warning',
    );
    assert.equal(
      weakened(hunk('a.test.ts', ['-  expect(f()).toBe(1);', '+  expect(true).toBe(true);'])),
      'warning',
    );
    assert.equal(
      weakened(hunk('tests/test_a.py', ['+    except AssertionError:', '+        pass'])),
      'warning',
    );
    assert.equal(weakened(hunk('tests/test_a.py', ['+    assert True'])), 'note');
    assert.equal(weakened(hunk('src/lib.rs', ['-    #[test]', '-    fn adds() {}'])), 'warning');
    assert.equal(
      weakened(hunk('src/lib.rs', ['-    #[test]']) + created('tests/all.rs', ['#[test]'])),
      'note',
    );
  });

  it('need no threshold that is gone', () => {
    const thresholds = (patch: string) => levelIn('thresholds-lowered', patch);
    assert.equal(thresholds(hunk('pyproject.toml', ['-fail_under = 90'])), 'error');
    assert.equal(
      thresholds(
        hunk('.github/workflows/ci.yml', ['-  - run: pytest --cov-fail-under=90', '+  - run: pytest']),
      ),
      'error',
    );
    const moved =
      deleted('.coveragerc', ['[report]', 'fail_under = 90']) + hunk('pyproject.toml', ['+fail_under = 90']);
    assert.equal(thresholds(moved), 'note');
    assert.equal(
      thresholds(hunk('package.json', ['     "coverageThreshold": {', '-      "lines": 80'])),
      'error',
    );
    assert.equal(thresholds(hunk('package.json', ['     "layout": {', '-      "lines": 80'])), 'note');
    assert.equal(thresholds(hunk('src/a.py', ['-fail_under = 90'])), 'note');
  });
});
