// What the compiler wrote, as classes, their members and functions.
//
// The compiler makes a class of a function that sets the fields (`function acb_Link() { let a = this; jl_Object.call(a); a.$url = null; }`),
// a function of each method (`acb_Link_close = ($this, $why) => ..`), and tells its runtime at the end, eight values for a class, what
// a class is below, what it is called, and which function does what is called by name (`"$close1", $rt_wrapFunction1(acb_Link_close)`).
import { isCall, isMember, visit } from './tree.mjs';

const FIELDS = ['name', 'folder', 'parent', 'interfaces', 'modifiers', 'outer', 'initializer', 'methods'];
/** The modifier of interfaces. */
export const INTERFACE = 512;

/** A class; `said` is what the runtime is told of it, `virtual` are the functions behind the names of its methods. */
function type(name, parent, fields, statement, isInterface = false) {
  return { name, parent, fields, statement, isInterface, said: undefined, virtual: new Map(), below: [] };
}

/** What `this.$name = ..`, or `a.$name = ..` behind `let a = this`, sets in a function that does only this, and whom it calls with `call`. */
function constructed({ body: { body } }) {
  const fields = [];
  let parent;
  for (const { type, expression, declarations } of body) {
    if (type === 'ExpressionStatement' && expression.type === 'AssignmentExpression' && isMember(expression.left)) {
      fields.push({ name: expression.left.property.name, value: expression.right });
    } else if (type === 'ExpressionStatement' && isMember(expression.callee) && expression.callee.property.name === 'call') {
      parent = expression.callee.object.name;
    } else if (!(type === 'VariableDeclaration' && declarations.every(({ init }) => init?.type === 'ThisExpression'))) {
      return undefined;
    }
  }
  return { parent, fields };
}

function readClasses(body) {
  const classes = new Map();
  for (const statement of body) {
    if (statement.type === 'FunctionDeclaration' && statement.params.length === 0) {
      const made = constructed(statement);
      if (made !== undefined) {
        classes.set(statement.id.name, type(statement.id.name, made.parent, made.fields, statement));
      }
    } else if (statement.type === 'VariableDeclaration' && isCall(statement.declarations[0].init, '$rt_classWithoutFields')) {
      const [{ id, init }] = statement.declarations;
      const isInterface = init.arguments[0]?.type === 'Literal';
      const parent = isInterface ? undefined : (init.arguments[0]?.name ?? 'jl_Object');
      classes.set(id.name, type(id.name, parent, [], statement, isInterface));
    }
  }
  for (const one of classes.values()) {
    classes.get(one.parent)?.below.push(one);
  }
  return classes;
}

/** What the runtime is told of a class, from a place in what it is told, and the place behind it. */
function said(values, at) {
  const entry = { of: values[at++].name };
  for (const field of FIELDS) {
    // The folder of a name stands there only if there is a name.
    if (field !== 'folder' || entry.name.value !== 0) {
      entry[field] = values[at++];
    }
  }
  return [entry, at];
}

function readSaid(statement, classes) {
  const values = statement.expression.arguments[0].elements;
  for (let at = 0; at < values.length;) {
    const [entry, next] = said(values, at);
    at = next;
    const one = classes.get(entry.of);
    one.said = entry;
    one.isInterface ||= (entry.modifiers.value & INTERFACE) !== 0;
    const methods = entry.methods.elements ?? [];
    for (let i = 0; i < methods.length; i += 2) {
      const names = methods[i].elements ?? [methods[i]];
      names.forEach(({ value }) => one.virtual.set(value, methods[i + 1]));
    }
  }
}

/** The list of what suspends is no use of it. */
const isList = ({ declarations }) => declarations?.[0].id.name === 'ankurahSuspending';

function readFunctions(body) {
  const functions = new Map();
  for (const statement of body) {
    const { id, init } = statement.declarations?.[0] ?? {};
    if (init?.type === 'ArrowFunctionExpression') {
      functions.set(id.name, { name: id.name, node: init, statement, calls: 0, values: 0, virtual: [] });
    }
  }
  return functions;
}

/** How often each function is called, and how often it stands for something else. */
function countUses(tree, functions) {
  visit(tree, (node, above) => {
    const used = node.type === 'Identifier' ? functions.get(node.name) : undefined;
    if (used === undefined || (isMember(above) && above.property === node) || (above.type === 'VariableDeclarator' && above.id === node)) {
      return;
    }
    if (above.type === 'CallExpression' && above.callee === node) {
      used.calls++;
    } else {
      used.values++;
    }
  });
}

/** What a method called by name is made of: `$rt_wrapFunction1(function)`, or `function(a) { return function(this, a); }`. */
function wrapped(value) {
  if (/^\$rt_wrapFunction\d$/.test(value.callee?.name)) {
    return { of: value.arguments[0].name, arity: Number(value.callee.name.at(-1)), uses: 'values' };
  }
  const [{ expression, argument } = {}] = value.body?.body ?? [];
  const called = expression ?? argument;
  return isCall(called) ? { of: called.callee.name, arity: value.params.length, uses: 'calls' } : {};
}

/** Which function is behind each method that is called by name. */
function readVirtual(classes, functions) {
  for (const one of classes.values()) {
    const seen = new Set();
    for (const [name, value] of one.virtual) {
      const { of, arity, uses } = wrapped(value);
      const behind = functions.get(of);
      if (behind === undefined) {
        throw new Error(`method ${name} of ${one.name} is made in a way that is not known`);
      }
      behind.virtual.push({ one, name });
      if (!seen.has(value)) {
        seen.add(value);
        behind[uses]--;
      }
      one.virtual.set(name, { behind, arity });
    }
  }
}

/** A tree of the compiler, every variable declared on its own, and what is in it. */
export function read(tree) {
  tree.body = tree.body.flatMap((one) => one.declarations?.map((declared) => ({ ...one, declarations: [declared] })) ?? one);
  const classes = readClasses(tree.body);
  for (const statement of tree.body) {
    if (statement.type === 'ExpressionStatement' && isCall(statement.expression, '$rt_metadata')) {
      readSaid(statement, classes);
    }
  }
  const functions = readFunctions(tree.body);
  countUses({ type: tree.type, body: tree.body.filter((one) => !isList(one)) }, functions);
  readVirtual(classes, functions);
  return { tree, classes, functions };
}

/** The classes below a class, at any depth. */
export function* descendants({ below }) {
  for (const one of below) {
    yield one;
    yield* descendants(one);
  }
}

/** The classes above a class. */
export function* ancestors({ parent }, classes) {
  for (let one = classes.get(parent); one !== undefined; one = classes.get(one.parent)) {
    yield one;
  }
}
