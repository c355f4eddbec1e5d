// Draws the events of an entity: one a line, oldest above, in a lane for each branch that is open.

const SVG = 'http://www.w3.org/2000/svg';
const [ROW, LANE, LEFT] = [34, 22, 18];

function node(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, String(value));
  }
  element.append(...children);
  return element;
}

/** A parent's lane goes on with its first child; other children open one, and lanes that end are taken again. */
function lanes(events) {
  const children = new Map();
  events.forEach((event) => event.parents.forEach((parent) => children.set(parent, [...(children.get(parent) ?? []), event.id])));
  const lane = new Map();
  const open = [];
  for (const event of events) {
    const mine = event.parents.find((parent) => children.get(parent)[0] === event.id && open.includes(parent));
    let at = mine === undefined ? open.indexOf(undefined) : open.indexOf(mine);
    at = at < 0 ? open.length : at;
    event.parents.forEach((parent) => {
      const place = open.indexOf(parent);
      if (place >= 0 && children.get(parent).at(-1) === event.id) {
        open[place] = undefined;
      }
    });
    open[at] = event.id;
    lane.set(event.id, at);
    if (!children.has(event.id)) {
      open[at] = undefined;
    }
  }
  return lane;
}

/** @param choose is called with the event that is looked at */
export function drawing(events, choose) {
  const lane = lanes(events);
  const row = new Map(events.map((event, index) => [event.id, index]));
  const x = (id) => LEFT + lane.get(id) * LANE;
  const y = (id) => ROW / 2 + row.get(id) * ROW;
  const text = LEFT + (Math.max(0, ...lane.values()) + 1) * LANE;
  const width = text + 600;
  const edges = events.flatMap((event) =>
    event.parents.map((parent) => {
      const [x1, y1, x2, y2] = [x(parent), y(parent), x(event.id), y(event.id)];
      return node('path', { class: 'edge', d: `M${x1} ${y1} C${x1} ${y1 + ROW * 0.7} ${x2} ${y2 - ROW * 0.7} ${x2} ${y2}` });
    }),
  );
  const points = events.map((event) => {
    const kind = ['event', event.parents.length === 0 ? 'genesis' : '', event.erased ? 'erased' : ''].join(' ').trim();
    const what = event.erased ? 'erased' : Object.keys(event.changes ?? {}).join(', ');
    const words = node('text', { x: text, y: y(event.id) + 4 }, what.length > 48 ? `${what.slice(0, 47)}…` : what);
    const time = node('text', { class: 'when', x: text + 330, y: y(event.id) + 4 }, `${new Date(event.millis).toISOString().slice(0, 19).replace('T', ' ')} ${event.author}`);
    const group = node('g', { class: kind, tabindex: 0, role: 'button' }, node('rect', { class: 'line', x: 0, y: y(event.id) - ROW / 2, width, height: ROW }), node('circle', { cx: x(event.id), cy: y(event.id), r: 6 }), words, time);
    const chosen = () => {
      group.ownerSVGElement.querySelectorAll('.chosen').forEach((other) => other.classList.remove('chosen'));
      group.classList.add('chosen');
      choose(event);
    };
    group.addEventListener('click', chosen);
    group.addEventListener('keydown', (key) => key.key === 'Enter' && chosen());
    return group;
  });
  const height = events.length * ROW;
  return node('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Events and their parents' }, ...points, ...edges);
}
