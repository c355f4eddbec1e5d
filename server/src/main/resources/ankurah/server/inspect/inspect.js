// What the server tells is data: it reaches the page as text only, by textContent.
import { drawing } from './graph.js';

const PARTS = ['collections', 'queries', 'connections', 'log', 'entity'];
const REFRESH_MILLIS = 2_000;

const main = document.querySelector('#main');
const stateLine = document.querySelector('#state');
const credential = document.querySelector('#credential');
let before;
let generation = 0;

class Refused extends Error {}

async function ask(path) {
  const token = sessionStorage.getItem('inspect.token');
  const answer = await fetch(`/inspect/${path}`, token ? { headers: { Authorization: `Bearer ${token}` } } : {});
  const body = await answer.json();
  if (answer.ok) {
    return body;
  }
  throw answer.status === 403 ? new Refused(body.message) : new Error(`${body.code}: ${body.message}`);
}

/** An element; texts become text nodes, whatever is in them. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') {
      element.addEventListener('click', value);
    } else if (value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().map((child) => (child instanceof Node ? child : document.createTextNode(String(child)))));
  return element;
}

const number = (value) => el('td', { class: 'number' }, Number(value).toLocaleString('en'));
const code = (text) => el('code', {}, text);
const when = (millis) => (millis > 0 ? new Date(millis).toISOString().replace('T', ' ').slice(0, 19) : '');
const bytes = (count) => (count < 0 ? 'unknown' : count < 1 << 20 ? `${Math.round(count / 1024)} KiB` : `${(count / (1 << 20)).toFixed(1)} MiB`);
const entityLink = (id) => el('a', { href: `#entity/${encodeURIComponent(id)}` }, code(id));

function table(heads, rows, none) {
  if (rows.length === 0) {
    return el('p', { class: 'soft' }, none);
  }
  const head = el('tr', {}, heads.map((text) => el('th', { scope: 'col' }, text)));
  return el('div', { class: 'wide' }, el('table', {}, el('thead', {}, head), el('tbody', {}, rows)));
}

function facts({ system, position, store, viewer, everything }) {
  const known = {
    System: system,
    Position: position.toLocaleString('en'),
    Store: `${store.engine}, ${bytes(store.bytes)}${store.shared ? ', shared' : ''}`,
    Waiting: `${store.waiting} commits`,
    Policy: store.policy,
    Seen: everything ? 'everything' : `as ${viewer}`,
  };
  document
    .querySelector('#facts')
    .replaceChildren(...Object.entries(known).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

const views = {
  collections: ({ collections }) =>
    table(
      ['Collection', 'Rows', 'Properties', 'Indexes'],
      collections.map((collection) =>
        el(
          'tr',
          {},
          el('td', {}, el('strong', {}, collection.name)),
          number(collection.rows),
          el('td', {}, el('ul', { class: 'properties' }, collection.properties.map((p) => el('li', {}, code(p.name), ` ${p.type === 'lww' ? '' : `${p.type} `}`, el('span', { class: 'soft' }, p.kinds.join(', ').toLowerCase()))))),
          el('td', {}, el('ul', {}, collection.indexes.map((index) => el('li', {}, index)))),
        ),
      ),
      'Nothing has been written yet.',
    ),
  queries: ({ queries }) =>
    table(
      ['Collection', 'Query', 'Readers', 'Rows', 'Steps', 'Looked at', 'Told', 'Full reads', 'Last run'],
      queries.map((query) =>
        el(
          'tr',
          {},
          el('td', {}, query.collection),
          el('td', { class: 'query' }, code(query.query || 'all rows'), query.guarded ? el('div', { class: 'soft' }, 'through the policy') : ''),
          number(query.readers),
          number(query.shown),
          number(query.steps),
          number(query.looked),
          number(query.told),
          number(query.reads),
          el('td', { class: 'reason' }, `at ${query.number}: `, el('span', { class: 'soft' }, query.reason)),
        ),
      ),
      'Nobody follows a query.',
    ),
  connections: ({ connections }) =>
    table(
      ['Connection', 'Principal', 'Position', 'Behind', 'Queries', 'Questions', 'Rows to tell', 'To send', 'To look at', 'At entities', 'Silent'],
      connections.map((connection) =>
        el(
          'tr',
          {},
          el('td', {}, connection.number),
          el('td', {}, connection.principal || el('span', { class: 'soft' }, 'nobody in particular')),
          ...[connection.position, connection.behind, connection.subscriptions, connection.requests, connection.backlogRows].map(number),
          el('td', { class: 'number' }, bytes(connection.buffered)),
          el('td', { class: 'number' }, bytes(connection.inboxBytes)),
          number(connection.entities),
          el('td', { class: 'number' }, `${Math.round(connection.silentMillis / 1000)} s`),
        ),
      ),
      'Nobody is connected.',
    ),
};

function log({ position, first, commits }) {
  const rows = commits.map((commit) =>
    el(
      'tr',
      {},
      number(commit.number),
      el('td', {}, when(commit.millis)),
      el('td', {}, commit.author || el('span', { class: 'soft' }, 'nobody in particular')),
      el(
        'td',
        {},
        el('ul', {}, commit.shown.map((event) => el('li', {}, `${event.collection} `, entityLink(event.entity), el('pre', {}, JSON.stringify(event.changes))))),
        commit.events > commit.shown.length ? el('p', { class: 'soft' }, `and ${commit.events - commit.shown.length} more events`) : '',
      ),
    ),
  );
  const older = first > 1 ? el('button', { type: 'button', onclick: () => page(first) }, 'Older') : '';
  const newest = before === undefined ? '' : el('button', { type: 'button', onclick: () => page(undefined) }, `Newest (${position})`);
  return [table(['Number', 'Time', 'Author', 'What it did'], rows, 'The log is empty.'), el('form', {}, newest, older)];
}

function page(from) {
  before = from;
  show();
}

function search(id) {
  const field = el('input', { name: 'id', value: id, 'aria-label': 'Id of an entity', placeholder: 'Id of an entity', spellcheck: 'false' });
  const form = el('form', {}, field, el('button', {}, 'Show'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.hash = `entity/${encodeURIComponent(field.value.trim())}`;
  });
  return form;
}

function entity(found) {
  const detail = el('div', {});
  const choose = (event) =>
    detail.replaceChildren(
      el('h2', {}, 'Event'),
      el('p', {}, code(event.id)),
      el('p', { class: 'soft' }, `${when(event.millis)}, by ${event.author || 'nobody in particular'}${event.erased ? ', erased' : ''}`),
      el('pre', {}, JSON.stringify(event.changes, null, 2)),
    );
  const values = Object.entries(found.values).map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, el('pre', {}, typeof value === 'string' ? value : JSON.stringify(value, null, 2)))));
  const told = `${found.events} events${found.shown.length < found.events ? `, the newest ${found.shown.length} drawn` : ''}, oldest above; a line leads to what its author had seen`;
  return el(
    'div',
    { class: 'two' },
    el('div', {}, el('h2', {}, found.collection, found.deleted ? ', deleted' : ''), el('figure', {}, drawing(found.shown, choose), el('figcaption', {}, told))),
    el('div', {}, el('h2', {}, 'Values'), el('table', {}, el('tbody', {}, values)), detail),
  );
}

async function show() {
  const mine = ++generation;
  const [part, name] = location.hash.slice(1).split('/');
  const shown = PARTS.includes(part) ? part : PARTS[0];
  for (const link of document.querySelectorAll('nav a')) {
    link.hash === `#${shown}` ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  try {
    const overview = await ask('overview.json');
    let content;
    if (shown === 'log') {
      content = log(await ask(`log.json?most=30${before === undefined ? '' : `&before=${before}`}`));
    } else if (shown === 'entity') {
      const id = decodeURIComponent(name ?? '');
      content = [search(id), id === '' ? el('p', { class: 'soft' }, 'Its events are drawn, and who had seen what.') : await ask(`entity.json?id=${encodeURIComponent(id)}`).then(entity, (error) => el('p', {}, error.message))];
    } else {
      content = views[shown](overview);
    }
    if (mine === generation) {
      credential.hidden = true;
      facts(overview);
      main.replaceChildren(...[content].flat());
      stateLine.textContent = '';
    }
  } catch (error) {
    if (mine === generation) {
      stateLine.textContent = error instanceof Refused ? error.message : `The server does not answer: ${error.message}`;
      credential.hidden = !(error instanceof Refused);
      if (error instanceof Refused) {
        main.replaceChildren();
      }
    }
  }
}

credential.addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('inspect.token', new FormData(credential).get('token'));
  show();
});
addEventListener('hashchange', () => {
  before = undefined;
  show();
});
setInterval(() => {
  const live = ['collections', 'queries', 'connections', ''].includes(location.hash.slice(1));
  if (live && credential.hidden && !document.hidden) {
    show();
  }
}, REFRESH_MILLIS);
show();
