import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchFromHub, type HubProgress } from '../../../../src/bench/data/hub.js';
import { openLite } from '../../../../src/bench/data/lite.js';
import { namedData } from '../../../../src/bench/data/namedData.js';
import { CouldNotRate } from '../../../../src/core/rating.js';
import { type HubServer, startHubServer } from '../../../host/hubServer.js';
import { sorted } from './datasetFiles.js';

const sha = 'a'.repeat(40);
const large = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));
const outputs = 'instance_id,patch,output_bounce\ni-1,p,True\ni-2,q,False\n';

describe('The Hugging Face Hub', () => {
  let hub: HubServer;
  let cacheDirectory: string;

  beforeEach(async () => {
    cacheDirectory = mkdtempSync(join(tmpdir(), 'bouncer-hub-'));
    hub = await startHubServer({
      'uw-swag/input-bouncer': {
        sha,
        files: {
          'README.md': { content: Buffer.from('about the test') },
          'data/train-00000-of-00001.jsonl': { content: Buffer.from('{}') },
          'data/latest.jsonl': { content: Buffer.from('{}') },
          'data/test.jsonl': {
            content: Buffer.from('{"instance_id": "i-2", "problem_statement": "t", "input_quality": 3}\n'),
          },
        },
      },
      'uw-swag/output-bouncer': { sha, files: { 'test.csv': { content: Buffer.from(outputs) } } },
      'owner/large': {
        sha,
        files: {
          'data/test-00000-of-00002.parquet': { content: large, isLarge: true },
          'data/test-00001-of-00002.parquet': { content: Buffer.from('small') },
          'test.csv': { content: Buffer.from('not wanted') },
        },
      },
    });
  });
  afterEach(async () => {
    await hub.close();
    rmSync(cacheDirectory, { recursive: true });
  });

  const fetchLarge = (more: object = {}, name = 'owner/large') =>
    fetchFromHub(name, { mirror: hub.url, cacheDirectory, ...more });
  const inCache = (...names: string[]) => join(cacheDirectory, 'owner', 'large', ...names);
  const firstPath = '/datasets/owner/large/resolve/';
  const isFirstFile = (path: string) => path.startsWith('/storage/');

  async function fails(attempt: Promise<unknown>, cause: string, message: RegExp): Promise<void> {
    await assert.rejects(attempt, (error) => {
      assert.ok(error instanceof CouldNotRate, String(error));
      assert.match(error.message, message);
      assert.equal(error.unratedBecause, cause);
      assert.ok(error.nextStep.length > 0);
      return true;
    });
  }

  it('gives the test split at a pinned commit, once', async () => {
    const progress: HubProgress[] = [];
    const fetched = await fetchLarge({ onProgress: (step: HubProgress) => progress.push(step) });
    assert.equal(fetched.revision, sha);
    assert.deepEqual(fetched.files, [
      inCache(sha, 'data', 'test-00000-of-00002.parquet'),
      inCache(sha, 'data', 'test-00001-of-00002.parquet'),
    ]);
    assert.ok(readFileSync(fetched.files[0] as string).equals(large));
    assert.deepEqual(progress.at(-1), {
      file: 'data/test-00001-of-00002.parquet',
      receivedBytes: 5,
      totalBytes: 5,
    });
    assert.ok(
      progress.some(
        ({ receivedBytes, totalBytes }) => receivedBytes === totalBytes && totalBytes === 300_000,
      ),
    );
    assert.deepEqual(readdirSync(inCache(sha, 'data')).length, 2);
    const { length } = hub.requests;
    assert.deepEqual(await fetchLarge(), fetched);
    assert.deepEqual(hub.requests.slice(length), ['GET /api/datasets/owner/large/revision/main']);
  });

  it('is not needed for what was fetched before', async () => {
    const fetched = await fetchLarge();
    const { length } = hub.requests;
    assert.deepEqual(await fetchLarge({ revision: sha }), fetched);
    assert.equal(hub.requests.length, length);
    hub.fault = () => ({ status: 503 });
    assert.deepEqual(await fetchLarge(), fetched);
    await hub.close();
    assert.deepEqual(await fetchLarge(), fetched);
    await fails(fetchLarge({ revision: 'other' }), 'unreachable', /can't be reached/);
  });

  it('gives both halves of Lite', async () => {
    const place = { revision: 'main', mirror: `${hub.url}/`, cacheDirectory };
    const lite = await namedData(['lite'], ['input', 'output'], place);
    const [input, output] = (['input', 'output'] as const).map((door) =>
      lite.files.filter((file) => file.door === door).map(({ path }) => path),
    ) as [string[], string[]];
    const { found, problems } = await sorted(openLite(input, output));
    assert.deepEqual(
      [found.map(({ door, id }) => [door, id]), problems],
      [
        [
          ['input', 'i-2'],
          ['output', 'i-2'],
        ],
        [],
      ],
    );
  });

  it('is asked for the rest after a break', async () => {
    hub.fault = (path) =>
      isFirstFile(path) && !hub.requests.slice(0, -1).some((request) => request.includes('/storage/'))
        ? { breakAfter: 100_000 }
        : undefined;
    const fetched = await fetchLarge();
    assert.ok(readFileSync(fetched.files[0] as string).equals(large));
    const ranges = hub.requests.filter((request) => request.includes('/storage/')).map(rangeIn);
    assert.deepEqual(ranges, [undefined, 100_000]);
  });

  it('is asked for the rest when the download starts anew', async () => {
    const stop = new AbortController();
    hub.fault = (path) => (isFirstFile(path) ? { hangAfter: 70_000 } : undefined);
    await fails(
      fetchLarge({
        signal: stop.signal,
        onProgress: ({ receivedBytes }: HubProgress) => {
          if (receivedBytes === 70_000) stop.abort();
        },
      }),
      'cancelled',
      /was cancelled/,
    );
    hub.fault = () => undefined;
    const { length } = hub.requests;
    const fetched = await fetchLarge();
    assert.ok(readFileSync(fetched.files[0] as string).equals(large));
    assert.equal(hub.requests.slice(length).map(rangeIn).find(Boolean), 70_000);
    assert.deepEqual(readdirSync(inCache(sha, 'data')).length, 2);
  });

  function rangeIn(request: string): number | undefined {
    const found = /bytes=(\d+)-$/.exec(request)?.[1];
    return found === undefined ? undefined : Number(found);
  }

  function begin(etag: string): string {
    const file = inCache(sha, 'data', 'test-00000-of-00002.parquet');
    mkdirSync(inCache(sha, 'data'), { recursive: true });
    writeFileSync(`${file}.part`, 'begun');
    writeFileSync(`${file}.part.etag`, etag);
    return file;
  }

  it('starts over when the file has changed since the break', async () => {
    const file = begin('"an older one"');
    await fetchLarge();
    assert.ok(readFileSync(file).equals(large));
    assert.deepEqual(hub.requests.map(rangeIn).filter(Boolean), [5, 5]);
  });

  it('is given up when it is silent, or breaks without sending anything', async () => {
    hub.fault = (path) => (path.startsWith('/storage/') ? { hangAfter: 0 } : undefined);
    await fails(fetchLarge({ idleMilliseconds: 300 }), 'timed-out', /sent nothing for 0.3 s/);
    hub.fault = (path) => (path.startsWith('/storage/') ? { breakAfter: 0 } : undefined);
    const { length } = hub.requests;
    await fails(fetchLarge(), 'unreachable', /can't be reached/);
    assert.equal(hub.requests.slice(length).filter((request) => request.includes('/storage/')).length, 1);
  });

  it('starts over when the rest does not fit', async () => {
    for (const fault of [
      { status: 416 },
      { status: 206, body: 'rest', headers: { 'content-range': 'bytes 7-10/300000' } },
    ]) {
      const file = begin('"the storage\'s own"');
      let isFaulty = true;
      hub.fault = (path) => {
        if (!isFirstFile(path) || !isFaulty) return undefined;
        isFaulty = false;
        return fault;
      };
      await fetchLarge();
      assert.ok(readFileSync(file).equals(large));
      rmSync(file);
    }
  });

  it('gives nothing that is damaged', async () => {
    const file = inCache(sha, 'data', 'test-00000-of-00002.parquet');
    hub.fault = (path) => (isFirstFile(path) ? { body: 'x'.repeat(300_000) } : undefined);
    await fails(fetchLarge(), 'malformed', /arrived damaged/);
    hub.fault = (path) => (isFirstFile(path) ? { body: 'short' } : undefined);
    await fails(fetchLarge(), 'malformed', /arrived damaged/);
    hub.fault = (path) =>
      path.endsWith('00001-of-00002.parquet') ? { headers: { etag: `"${sha}"` } } : undefined;
    await fails(fetchLarge(), 'malformed', /arrived damaged/);
    assert.equal(existsSync(`${file}.part`), false);
    hub.fault = () => undefined;
    await fetchLarge();
  });

  it('may refuse, with a reason', async () => {
    const answers = (status: number, headers = {}) => {
      hub.fault = () => ({ status, headers });
      return fetchLarge();
    };
    await fails(
      answers(401, { 'x-error-code': 'GatedRepo' }),
      'forbidden',
      /is gated: .* accepted its terms/,
    );
    await fails(answers(401), 'forbidden', /gated or private, or does not exist/);
    await fails(answers(404), 'unreadable', /does not have the data set owner\/large at revision main/);
    await fails(answers(429), 'rate-limited', /pause/);
    await fails(answers(500), 'server-failed', /status 500/);
    await fails(answers(418), 'unreachable', /status 418/);
    hub.fault = (path) => (path.startsWith(firstPath) ? { status: 403 } : undefined);
    await fails(fetchLarge(), 'forbidden', /gated or private/);
  });

  it('may answer with nonsense', async () => {
    const answers = (body: string) => {
      hub.fault = (path) => (path.startsWith('/api/') ? { body } : undefined);
      return fetchLarge();
    };
    const lists = (...paths: unknown[]) =>
      JSON.stringify({ sha, siblings: paths.map((rfilename) => ({ rfilename })) });
    await fails(answers('<html>'), 'malformed', /did not answer in JSON/);
    await fails(answers('[]'), 'malformed', /commit and its files/);
    await fails(answers(JSON.stringify({ sha: '../x', siblings: [] })), 'malformed', /commit and its files/);
    await fails(answers(lists('train.csv', 7, 'contest.csv')), 'malformed', /no file of a test split/);
    hub.fault = (path) => (path.startsWith('/api/') ? { body: lists('test.csv') } : undefined);
    await fails(fetchLarge({ revision: 'b'.repeat(40) }), 'malformed', /another commit/);
  });

  it('names no file outside the cache', async () => {
    for (const path of [
      '../../test.csv',
      '/tmp/test.csv',
      'data/../../test.csv',
      '..\\test.csv',
      'c:/test.csv',
      'a//test.csv',
      './test.csv',
      'test/\u0000.csv',
    ]) {
      const body = JSON.stringify({ sha, siblings: [{ rfilename: path }] });
      hub.fault = () => ({ body });
      await fails(fetchLarge(), 'malformed', /outside its data set/);
    }
    await fails(fetchLarge({}, '../other'), 'unreadable', /not the name of a data set/);
    await fails(fetchLarge({}, 'a/b/c'), 'unreadable', /not the name of a data set/);
    assert.deepEqual(readdirSync(cacheDirectory), []);
  });

  it('may redirect to other servers, but not to other protocols or for ever', async () => {
    const redirects = (location: string) => {
      hub.fault = (path) => (path.startsWith(firstPath) ? { status: 302, headers: { location } } : undefined);
      return fetchLarge();
    };
    await fails(redirects('file:///etc/passwd'), 'malformed', /neither http nor https/);
    await fails(redirects('data:text/plain,x'), 'malformed', /neither http nor https/);
    await fails(redirects('http://['), 'malformed', /redirects to nowhere/);
    await fails(redirects(`${firstPath}${sha}/again`), 'malformed', /more than 5 times/);
  });

  it('may be cancelled before it begins, and needs a real address', async () => {
    await fails(fetchLarge({ signal: AbortSignal.abort() }), 'cancelled', /cancelled/);
    await fails(fetchLarge({ mirror: 'huggingface' }), 'unreachable', /not the address of a hub/);
    await fails(fetchLarge({ mirror: 'file:///tmp' }), 'unreachable', /not the address of a hub/);
    writeFileSync(join(cacheDirectory, 'owner'), 'a file where a folder should be');
    await fails(fetchLarge(), 'unreadable', /can't be kept/);
  });
});
