// Makes generators of the functions that may suspend, which the compiler wrote like any other and names in `ankurahSuspending`.
//
// A coroutine is a generator that yields promises: whoever begins it enters it again with what each gives. A function that may
// suspend is called by `yield*`. A method that is called by name may have bodies of both kinds, so what it gives is looked at first.
// Whom the host calls cannot wait; there a generator runs to its end at once, and the program refuses to wait before it would.
import { call, isCall, isMember, name, parsed, rewrite, statements, visit } from './tree.mjs';

const LIST = 'ankurahSuspending';
const RUNTIME = `
let ankurahIsBegun = (value) => value?.[Symbol.toStringTag] === 'Generator';
let ankurahBegin = (coroutine) => {
  let enter = (way, value) => {
    let next = coroutine[way](value);
    if (!next.done) {
      next.value.then((given) => enter('next', given), (error) => enter('throw', error));
    }
  };
  Promise.resolve().then(() => enter('next'));
};
let ankurahAnswer = (value) => ankurahIsBegun(value) ? value : { [Symbol.iterator]: () => ({ next: () => ({ done: true, value }) }) };
let ankurahAtOnce = (value) => {
  if (ankurahIsBegun(value)) {
    let next = value.next();
    if (!next.done) {
      throw Error('a wait where nothing can');
    }
    value = next.value;
  }
  return value;
};
`;

const yielded = (argument, delegate) => ({ type: 'YieldExpression', argument, delegate });

/** Takes the list of functions that may suspend out of a tree. */
function takeList(tree) {
  const statement = tree.body.find(({ declarations }) => declarations?.[0].id.name === LIST);
  tree.body = tree.body.filter((one) => one !== statement);
  return new Set(statement?.declarations[0].init.elements.map((one) => one.name));
}

/** The names of methods behind which one may suspend. */
function calledByName({ classes }, suspending) {
  const names = new Set();
  for (const { virtual } of classes.values()) {
    virtual.forEach(({ behind }, key) => suspending.has(behind.name) && names.add(key));
  }
  return names;
}

/** Calls in a function of what may suspend, as they have to be where that waits and where nothing can. */
function rewriteCalls(node, suspending, names, waits) {
  rewrite(node, (one) => {
    if (isCall(one, 'ankurahYield')) {
      return yielded(one.arguments[0], false);
    }
    if (isCall(one, 'ankurahBegin')) {
      const [begun] = one.arguments;
      one.arguments = [begun.type === 'YieldExpression' ? begun.argument : begun.arguments[0]];
    } else if (isCall(one) && suspending.has(one.callee.name)) {
      return waits ? yielded(one, true) : call(name('ankurahAtOnce'), [one]);
    } else if (one.type === 'CallExpression' && isMember(one.callee) && names.has(one.callee.property.name)) {
      return waits ? yielded(call(name('ankurahAnswer'), [one]), true) : call(name('ankurahAtOnce'), [one]);
    }
    return undefined;
  });
}

/** Whether a function is one that the host calls. */
const isExported = (key) => key.includes('$exported$');

/** Rewrites a program that names what suspends; another is left as it is. Gives it back. */
export function withGenerators(program) {
  const { tree, functions } = program;
  const suspending = takeList(tree);
  if (suspending.size === 0) {
    return program;
  }
  const names = calledByName(program, suspending);
  for (const { name: key, node } of functions.values()) {
    const waits = suspending.has(key);
    let calls = false;
    visit(node, (one) => {
      calls ||= isCall(one, 'ankurahBegin') || (isCall(one) && suspending.has(one.callee.name));
    });
    if (waits || calls || isExported(key)) {
      rewriteCalls(node, suspending, names, waits);
    }
    if (waits) {
      Object.assign(node, { type: 'FunctionExpression', id: null, generator: true, expression: false, body: statements(node) });
    }
  }
  tree.body.unshift(...parsed(RUNTIME).body);
  return program;
}
