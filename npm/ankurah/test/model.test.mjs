import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ankql, bind, InvalidError, model, t } from '../dist/index.js';

const Album = model('Album', {
  name: t.string,
  year: t.int.default(0),
  label: t.string.optional,
  length: t.long.optional,
  heard: t.instant.optional,
  title: t.string.storedAs('first_title').optional,
});
const STRING = 5;
const INT = 2;

test('a collection is named as Java names it', () => {
  assert.equal(model('PlaylistTrack', {}).collection, 'playlist_track');
  assert.equal(model('Person', {}, 'people').collection, 'people');
});

test('a query is AnkQL with bound values', () => {
  const query = Album.where('year', '>', 1985).where('title', 'is null').orderBy('year', 'desc', 'nulls last').limit(5);
  assert.equal(query.text(), '("year" > ?) AND ("first_title" IS NULL) ORDER BY "year" DESC NULLS LAST LIMIT 5');
  assert.deepEqual(query.values(), [INT, 1985]);
});

test('text that looks like a query stays a value', () => {
  const name = `x' OR 'a' = 'a`;
  const { text, values } = ankql`name = ${name}`;
  assert.equal(text, 'name = ?');
  assert.deepEqual(values, [STRING, name]);
});

test('equal queries have equal keys', () => {
  const query = (year) => Album.where('year', '=', year);
  assert.equal(query(1).key, query(1).key);
  assert.notEqual(query(1).key, query(2).key);
  assert.equal(Album.where('length', '=', 1n << 60n).key, Album.where('length', '=', 1n << 60n).key);
});

test('what is no value of the type is refused where it is written', () => {
  assert.throws(() => Album.where('year', '=', 1.5), InvalidError);
  assert.throws(() => bind(t.long, 1n << 63n), { code: 'web.value' });
  assert.throws(() => Album.written({ name: 'x', titel: 'y' }, true), { code: 'web.value' });
});

test('rows are frozen, and have their defaults', () => {
  const row = Album.row(['id', 'name', STRING, 'Muse']);
  assert.deepEqual({ ...row }, { id: 'id', name: 'Muse', year: 0, label: null, length: null, heard: null, title: null });
  assert.throws(() => (row.year = 1), TypeError);
});

test('a number is read as what the model says', () => {
  const row = Album.row(['id', 'name', STRING, '', 'year', INT, 3, 'length', INT, '9007199254740993']);
  assert.equal(row.year, 3);
  assert.equal(row.length, 9007199254740993n);
});

test('a value that cannot be shown is told when it is read, and hides no other', () => {
  const row = Album.row(['id', 'year', INT, '9007199254740993']);
  assert.throws(() => row.year, { code: 'model.unreadable', category: 'conflict' });
  assert.throws(() => row.name, { code: 'model.unreadable' });
  assert.equal(row.label, null);
});
