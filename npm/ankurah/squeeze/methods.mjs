// Functions become methods of their classes, and all members get names of one letter, or two.
//
// Calls are most of a program. A function has a name of its own, which costs gzip three bytes wherever it stands; a method needs one
// that nothing else has in the classes above and below its own, so that the same sixty names serve all.
import { tellLess } from './metadata.mjs';
import { ancestors, descendants } from './program.mjs';
import { describing } from './runtime.mjs';
import { asMemberCall, call, count, isCall, isMember, member, method, name, result, block, rewrite, self, statements, visit } from './tree.mjs';

const CONSTRUCTOR = 'constructor';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Classes whose functions also take what is no object of theirs: anything, and those of the compiler, objects and classes of the host. */
const OPEN = /^(jl_Object|ot[a-z]*)_/;

/** The class that a function is named after. */
function owner(functionName, classes) {
  for (let end = functionName.lastIndexOf('_'); end > 0; end = functionName.lastIndexOf('_', end - 1)) {
    const found = classes.get(functionName.slice(0, end));
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function canMove({ name: functionName, node, values, virtual }, one) {
  return one !== undefined
    && !one.isInterface
    && !OPEN.test(functionName)
    && values === 0
    && node.params.every(({ type }) => type === 'Identifier')
    && (node.params[0]?.name === '$this' || virtual.length > 0)
    && virtual.every((at) => at.one === one);
}

/** The name under which a method can be called whatever is below its class: one by which it is called anyway, or one of its own. */
function key({ name: functionName, virtual, calls }, one) {
  const inherited = virtual.find((at) => [...descendants(one)].every((below) => !below.virtual.has(at.name)));
  return inherited?.name ?? (calls > 0 || virtual.length === 0 ? `own ${functionName}` : virtual[0].name);
}

/** Says which functions are methods, of which class and by which name. */
function choose({ classes, functions }) {
  const chosen = new Map();
  for (const one of classes.values()) {
    if (one.constructing !== undefined) {
      const { of } = one.constructing;
      chosen.set(of.name, { ...of, of: one, key: CONSTRUCTOR });
    }
  }
  for (const one of functions.values()) {
    const of = owner(one.name, classes);
    if (!chosen.has(one.name) && canMove(one, of)) {
      chosen.set(one.name, { ...one, of, key: key(one, of) });
    }
  }
  return chosen;
}

/** A function as a method: its first parameter is `this`. */
function asMethod({ key, node }) {
  const [first, ...params] = node.params;
  const body = statements(node);
  const keeps = count(body, (one) => one.type === 'FunctionExpression'
    || (one.type === 'AssignmentExpression' && one.left.name === first.name)
    || (one.type === 'UpdateExpression' && one.argument.name === first.name)) > 0;
  if (keeps) {
    body.body.unshift({ type: 'VariableDeclaration', kind: 'let', declarations: [{ type: 'VariableDeclarator', id: name(first.name), init: self() }] });
  } else {
    rewrite(body, (one) => (one.type === 'Identifier' && one.name === first.name ? self() : undefined));
  }
  if (key !== CONSTRUCTOR) {
    return method(key, params, body, node.generator);
  }
  body.body.unshift({ type: 'ExpressionStatement', expression: call({ type: 'Super' }, []) });
  return { ...method(key, params, body), kind: CONSTRUCTOR };
}

/** What a name stands for beside the method itself: another method, or a function. */
function forward(key, { behind, arity }, moved) {
  const params = Array.from({ length: arity }, (_, i) => name(`a${i}`));
  const target = moved === undefined
    ? call(name(behind.name), [self(), ...params])
    : call(member(self(), moved.key), params);
  return method(key, params, block(result(target)));
}

function classBody(one, moved) {
  const own = moved.filter(({ of }) => of === one);
  const keys = new Set(own.map(({ key }) => key));
  const forwards = [...one.virtual].filter(([virtual]) => !keys.has(virtual));
  return [...own.map(asMethod), ...forwards.map(([virtual, to]) => forward(virtual, to, own.find((at) => at.name === to.behind.name)))];
}

/** Every member by name, with the classes that have it on their own, and how often it is written. */
function readMembers(classes, bodies, tree) {
  const members = new Map();
  const declare = (key, one) => {
    const found = members.get(key) ?? { key, classes: new Set(), uses: 0 };
    found.classes.add(one);
    found.uses++;
    members.set(key, found);
  };
  for (const one of classes.values()) {
    one.fields.forEach((field) => declare(field.name, one));
    bodies.get(one).filter(({ kind }) => kind === 'method').forEach(({ key }) => declare(key.name, one));
  }
  const seen = (node) => {
    const used = isMember(node) ? members.get(node.property.name) : undefined;
    if (used !== undefined) {
      used.uses++;
    }
  };
  visit(tree, seen);
  [...bodies.values()].flat().forEach(({ value }) => visit(value, seen));
  return members;
}

/** All names that may be given, the shortest first. */
function allNames(taken) {
  const two = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
  return [...LETTERS, ...two].filter((one) => !taken.has(one));
}

/** A name for each member that no class above or below has for another: the one that is used most first. */
function shortNames({ classes }, members, taken) {
  const names = allNames(taken);
  const used = new Map([...classes.values()].map((one) => [one, new Set()]));
  const given = new Map();
  for (const { key, classes: owners } of [...members.values()].sort((one, other) => other.uses - one.uses)) {
    const near = new Set([...owners].flatMap((one) => [one, ...ancestors(one, classes), ...descendants(one)]));
    const short = names.find((candidate) => [...near].every((one) => !used.get(one).has(candidate)));
    owners.forEach((one) => used.get(one).add(short));
    given.set(key, short);
  }
  return given;
}

/** Names of properties that are not of the compiler's making. */
function foreignNames(tree, bodies, members) {
  const taken = new Set([CONSTRUCTOR]);
  const seen = ({ type, computed, property, key, value }) => {
    if (type === 'MemberExpression' && !computed && !members.has(property.name)) {
      taken.add(property.name);
    } else if (type === 'Property' && !computed) {
      taken.add(key.name ?? String(key.value));
    } else if (type === 'Literal' && typeof value === 'string') {
      taken.add(value);
    }
  };
  visit(tree, seen);
  [...bodies.values()].flat().forEach(({ value }) => visit(value, seen));
  return taken;
}

/** Writes classes with methods; gives the tree back. */
export function withMethods(program) {
  const { tree, classes } = program;
  tellLess(program);
  const moved = choose(program);
  rewrite(tree, (node) => {
    const to = isCall(node) ? moved.get(node.callee.name) : undefined;
    return to === undefined ? undefined : asMemberCall(node, to.key);
  });
  const gone = new Set([...moved.values()].map(({ statement }) => statement));
  tree.body = tree.body.filter((one) => !gone.has(one));
  const all = [...moved.values()];
  const bodies = new Map([...classes.values()].map((one) => [one, classBody(one, all)]));
  const members = readMembers(classes, bodies, tree);
  const short = shortNames(program, members, foreignNames(tree, bodies, members));
  const declared = new Map([...classes.values()].map((one) => [one.statement, {
    type: 'ClassDeclaration',
    id: name(one.name),
    superClass: one.parent === undefined ? null : name(one.parent),
    body: {
      type: 'ClassBody',
      body: [...one.fields.filter((field) => !one.constructing?.sets.has(field.name)).map(({ name: key, value }) => ({ type: 'PropertyDefinition', key: name(key), value, computed: false, static: false })),
        ...bodies.get(one),
        ...(one.name === 'jl_Object' ? describing() : [])],
    },
  }]));
  tree.body = tree.body.map((one) => declared.get(one) ?? one);
  visit(tree, (node) => {
    if (isMember(node) && short.has(node.property.name)) {
      node.property = name(short.get(node.property.name));
    } else if ((node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') && short.has(node.key.name)) {
      node.key = name(short.get(node.key.name));
    }
  });
  return tree;
}
