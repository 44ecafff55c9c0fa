// The suite's own client: runs every test through the address that it is given, and
// prints, as JSON, each test with what the suite says of it: true, or [error, message].
import fetch from 'node-fetch'
import { runTests, getResults } from 'http-cache-tests/client/runner.mjs'
import suites from 'http-cache-tests/tests/index.mjs'
import surrogate from 'http-cache-tests/tests/surrogate-control.mjs'

const [base, only] = process.argv.slice(2)
const all = [...suites, surrogate].map(suite => ({
  ...suite,
  tests: suite.tests.filter(test => !only || test.id === only)
}))
const log = console.log
console.log = console.error // What a test dumps is not a result.
if (only) all.forEach(suite => suite.tests.forEach(test => { test.dump = true }))
await runTests(all, fetch, false, base)
const results = getResults()
const tests = all.flatMap(suite => suite.tests.map(test => ({
  id: test.id,
  suite: suite.id,
  name: test.name,
  kind: test.kind ?? 'required',
  depends_on: test.depends_on ?? [],
  result: results[test.id]
})))
log(JSON.stringify(tests.filter(test => test.result !== undefined)))
