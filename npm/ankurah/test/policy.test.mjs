import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Policy } from '../dist/policy.js';

const policy = await Policy.parse(`{
  "format": "ankurah-policy-1",
  "collections": {
    "note": {
      "read": ["owner = $principal.id", "shared", {"name": "editing", "role": "editor"}],
      "update": ["owner = $principal.id", {"role": "editor", "where": "locked IS NULL"}],
      "create": "owner = $principal.id",
      "delete": "owner = $principal.id",
      "properties": {"rating": {"role": "editor"}}
    },
    "album": {"read": "artist.label.owner = $principal.id"},
    "task": {"read": "team IN ($principal.teams)", "update": "$before.state <> 'done' AND due > '2026-01-01T00:00:00Z'"}
  }
}`);
const ann = { id: 'ann' };
const bob = { id: 'bob' };
const editor = { id: 'eve', roles: ['editor'] };

test('who owns a note reads it, and editors do', () => {
  const note = policy.row('note', { owner: 'ann' });
  assert.equal(policy.read(ann, note).allowed, true);
  assert.equal(policy.read(bob, note).allowed, false);
  assert.deepEqual(policy.read(editor, note).allowing, ['note.read.editing']);
  assert.equal(policy.read({}, note).allowed, false);
});

test('a rule looks through references, also two of them', () => {
  const label = policy.row('label', { owner: 'ann' });
  const artist = policy.row('artist', { label });
  const album = policy.row('album', { artist, title: 'x' });
  assert.equal(policy.read(ann, album).allowed, true);
  assert.equal(policy.read(bob, album).allowed, false);
});

test('a note cannot be given away, nor its rating written by who is no editor', () => {
  const note = policy.row('note', { owner: 'ann', text: 'x' });
  assert.equal(policy.update(ann, note, { text: 'y' }).allowed, true);
  assert.equal(policy.update(ann, note, { owner: 'bob' }).allowed, false);
  const refused = policy.update(ann, note, { rating: 5 });
  assert.equal(refused.allowed, false);
  assert.match(refused.text, /note\.rating: refused/);
  assert.equal(policy.update(editor, note, { rating: 5 }).allowed, true);
  assert.equal(policy.create(bob, note).allowed, false);
  assert.equal(policy.delete(ann, note).allowed, true);
  assert.equal(policy.erase(ann, note).allowed, false);
});

test('lists among the claims, dates and large numbers are what they are at a server', () => {
  const row = policy.row('task', { team: 3n, state: 'open', due: new Date('2026-02-03T04:05:06.789Z') });
  assert.equal(policy.read({ id: 'x', teams: [1, 3] }, row).allowed, true);
  assert.equal(policy.read({ id: 'x', teams: [1] }, row).allowed, false);
  assert.equal(policy.read({ id: 'x' }, row).allowed, false);
  assert.equal(policy.update({ id: 'x', teams: [3] }, row, { state: 'done' }).allowed, true);
  const early = policy.row('task', { team: 3, state: 'open', due: new Date('2025-02-03') });
  assert.equal(policy.update({ id: 'x', teams: [3] }, early, { state: 'done' }).allowed, false);
});

test('an explanation says which rule, and what stood in its places', () => {
  const why = policy.read(bob, policy.row('note', { owner: 'ann' }));
  assert.equal(why.steps[0].place, 'note.read');
  assert.deepEqual(why.steps[0].verdicts[0], {
    rule: 'note.read[0]',
    condition: 'owner = $principal.id',
    outcome: 'is_false',
    values: { '$principal.id': '"bob"', owner: '"ann"' },
  });
});

test('a policy that is not understood is refused, with the place', async () => {
  await assert.rejects(Policy.parse('{"collections": {"note": {"raed": true}}}'), (error) => {
    assert.equal(error.code, 'policy.invalid');
    assert.match(error.message, /note/);
    return true;
  });
  assert.notEqual(policy.version, (await Policy.parse('{"collections": {}}')).version);
});
