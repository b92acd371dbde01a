/** How tests look in the frameworks of many languages. Patterns are for a trimmed line of code. */

export const assertion =
  /\bassert\w*\s*[!(.]|^assert\s|\b(?:expect|expectTypeOf|assertThat|verify|refute|raises|warns)\s*[({]|\bexpect\.\w|\bAssert\.|\bXCTAssert\w*\(|\bXCTFail\(|\b(?:EXPECT|ASSERT|REQUIRE|CHECK)_?\w*\(|\.should\b|\.to\.(?:be|equal|have)\b|^(?:t|is|tap|require|assert|check)\.\w+\(|\bt\.(?:Error|Fatal|Fail)\w*\(|->(?:assert|expect)\w*\(|^(?:must|should)\w*\(/;

/** An assertion that holds whatever the code does. */
export const hollow =
  /^assert\s+(?:True|1)\b|\bassert(?:True|_true|!)?\(\s*(?:true|1)\s*\)|\bexpect\(\s*(true|1)\s*\)\.to(?:Be|Equal)\(\s*\1\s*\)|\bAssert\.(?:True|IsTrue)\(\s*true\s*\)|\bor True\b|\|\| true\b|\bassert\s+\w+ is not None$/i;

export const testStart =
  /^(?:async )?def test|^(?:public |internal )*(?:async )?(?:void|Task) test|^func Test|^func test|^(?:export )?(?:it|test|specify|scenario)(?:\.(?:each|concurrent|only|skip)\b[^(]*(?:\([^)]*\))?)?\s*[(`]|^#\[(?:tokio::|async_std::|actix_rt::)?(?:test|rstest)\b|^@(?:Test|ParameterizedTest|RepeatedTest)\b|^\[(?:Fact|Theory|Test|TestCase|TestMethod|DataTestMethod)\b|^TEST(?:_F|_P|_CASE)?\s*\(|^SCENARIO\(|^(?:public )?function test|^(?:it|test|specify|should)\s+["'].*\bdo$|^@test\b|^Scenario(?: Outline)?:/;

/** Marks of a test that runs once for each row of a table. */
export const tableOfTests =
  /\bparametri[sz]e\b|\.each\b|\b(?:InlineData|TestCase|DataRow|CsvSource|ValueSource|MethodSource|EnumSource|DataProvider|dataProvider|rstest|test_case|subTest|with_them|INSTANTIATE_TEST|Examples:)|\bt\.Run\(|for _, (?:tt|tc|test)\b/;

/** Turns a test off, or all others (`.only`). Skips under a condition have names of their own or stand in an `if`. */
export const skip =
  /@(?:unittest\.)?(?:skip|expectedFailure)\b|\bmark\.skip\b|\bmark\.xfail\b(?!\((?!reason|strict|raises|run)\w)|\b(?:it|test|describe|context|suite|specify|scenario)\.(?:skip|todo|fixme|fails|only)\b(?!\(\s*(?:!|\(|process\.|[\w.]+\s*[=!]==?))|^(?:xit|xdescribe|xtest|xcontext|xspecify|xscenario|fit|fdescribe)[\s(]+["'`]|@(?:Disabled|Ignore)\b|\[(?:Ignore|Explicit)\b|\bSkip\s*=\s*"|#\[ignore\b|\bmarkTest(?:Skipped|Incomplete)\(|^@(?:tag|moduletag) :?skip|\bDISABLED_\w+|^#if (?:0|false)$|\[[!.]hide\]|\b[sS]kip[iI]f\(\s*(?:["']?[Tt]rue|1|not False)\b|\b(?:[sS]kipUnless|[rR]unIf)\(\s*(?:[Ff]alse|0)\b|^if (?:\((?:false|0)\)|(?:False|0):$|false \{)|#\[cfg\((?:any\(\)|FALSE|never)\)\]/;

/** A handler that drops a failed assertion, above the line that does nothing. */
export const catchesAssertion =
  /^except\s*\(?.{0,80}\bAssertionError\b|^\}?\s*catch\s*\(\s*(?:java\.lang\.)?AssertionError\b/;

/** Skips from within the test, which are none where a condition stands before them. */
export const skipCall =
  /\bpytest\.skip\(|\.add_marker\(.{0,80}\bskip|\bself\.skipTest\(|\braise (?:unittest\.)?SkipTest|\bt\.Skip(?:f|Now)?\(|^(?:throw )?XCTSkip\(|\bGTEST_SKIP\(|^(?:skip|pending)(?:\s+["']|\(["']|$)|^this\.skip\(/;
