// Makes constructors of what the compiler writes as two functions, one that makes an object without content and one that fills it:
//
//   acb_Link__init_0 = (var_0) => { let var_1 = new acb_Link(); acb_Link__init_(var_1, var_0); return var_1; }
//
// So it is for classes with one such pair, nothing below, and nobody else who makes one.
import { count, isCall, isMember, isName, name, rewrite, statements, visit } from './tree.mjs';

/** What a function makes and by which other it fills it, if it does only this. */
function made({ node }) {
  const [declared, filled, given, ...more] = statements(node).body;
  const [{ id, init } = {}] = declared?.declarations ?? [];
  const filling = filled?.expression;
  const isSo = more.length === 0
    && init?.type === 'NewExpression'
    && init.callee.type === 'Identifier'
    && isCall(filling)
    && given?.type === 'ReturnStatement'
    && isName(given.argument, id.name)
    && [id, ...node.params].every((one, i) => isName(filling.arguments[i], one.name))
    && filling.arguments.length === node.params.length + 1;
  return isSo ? { of: init.callee.name, by: filling.callee.name } : undefined;
}

/** The fields that a function sets before anything can read them. */
function setAtOnce({ node }) {
  const self = node.params[0].name;
  const reads = (tree) => count(tree, (one) => isName(one, self)) > 0;
  const fields = new Set();
  for (const statement of statements(node).body) {
    const { left, operator, right } = statement.expression ?? {};
    if (operator === '=' && isMember(left) && isName(left.object, self) && !reads(right)) {
      fields.add(left.property.name);
    } else if (reads(statement)) {
      break;
    }
  }
  return fields;
}

const givesSomething = ({ node }) => count(node, ({ type, argument }) => type === 'ReturnStatement' && argument !== null) > 0;

/** Says of classes which function is their constructor; gives the program back. */
export function withConstructors(program) {
  const { tree, classes, functions } = program;
  const makers = new Map();
  const news = new Map();
  visit(tree, ({ type, callee }) => {
    if (type === 'NewExpression' && callee.type === 'Identifier') {
      news.set(callee.name, (news.get(callee.name) ?? 0) + 1);
    }
  });
  for (const one of functions.values()) {
    const { of, by } = made(one) ?? {};
    const [type, filler] = [classes.get(of), functions.get(by)];
    if (type !== undefined
      && filler !== undefined
      && type.below.length === 0
      && news.get(of) === 1
      && one.values + filler.values === 0
      && filler.calls === 1
      && filler.node.type === 'ArrowFunctionExpression'
      && !givesSomething(filler)) {
      makers.set(one.name, of);
      type.constructing = { of: filler, sets: setAtOnce(filler) };
    }
  }
  rewrite(tree, (node) => {
    const type = isCall(node) ? makers.get(node.callee.name) : undefined;
    return type === undefined ? undefined : { type: 'NewExpression', callee: name(type), arguments: node.arguments };
  });
  tree.body = tree.body.filter(({ declarations }) => !makers.has(declarations?.[0].id.name));
  makers.forEach((_, key) => functions.delete(key));
  return program;
}
