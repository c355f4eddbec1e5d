// Makes closures of lambdas, each of which the compiler writes as a class with what it captures in fields and one method:
//
//   v = new acb_Link$open$lambda$_1_0; v.$_0 = url;     becomes     v = acb_Link$open$lambda$_1_0(url);
//
// where that gives an object of a class that all lambdas of one interface share, whose method is a closure. Classes that anything else
// is done with are left as they are.
import { asMemberCall, block, call, count, isCall, isMember, isName, literal, member, name, rewrite, visit } from './tree.mjs';

const arrow = (params, body) => ({ type: 'ArrowFunctionExpression', params, body, expression: body.type !== 'BlockStatement', async: false, generator: false });

/** The classes that may be closures: of a lambda, with at most one method that is called, which reads nothing of itself but what it captured. */
function candidates({ classes, functions }) {
  const found = new Map();
  for (const one of classes.values()) {
    const own = [...one.virtual.values()].map(({ behind }) => behind).filter((behind) => behind.name.startsWith(`${one.name}_`));
    const [behind] = own;
    const isSo = one.name.includes('$lambda$')
      && one.parent === 'jl_Object'
      && one.below.length === 0
      && new Set(own).size <= 1
      && !functions.has(`${one.name}__init_`)
      && (behind === undefined || readsOnly(behind, one));
    if (isSo) {
      found.set(one.name, { one, behind, made: 0, filled: 0, others: 0, touched: 0 });
    }
  }
  return found;
}

/** Whether a method does with its own object only this: read a field. */
function readsOnly({ node, values, virtual }, one) {
  const self = node.params[0].name;
  const captured = new Set(one.fields.map((field) => field.name));
  let [all, reads] = [0, 0];
  visit(node.body, (at, above) => {
    all += isName(at, self) && !(isMember(above) && above.property === at) ? 1 : 0;
    reads += isMember(at) && isName(at.object, self) && captured.has(at.property.name) ? 1 : 0;
    reads -= at.type === 'AssignmentExpression' && isMember(at.left) && isName(at.left.object, self) ? 1 : 0;
  });
  return values === 0 && all === reads && virtual.every((at) => at.one === one);
}

/** Counts how the classes are used, to tell those that are only made, and filled at once. */
function countUses(tree, found) {
  const byField = new Map([...found.values()].flatMap((used) => used.one.fields.map((field) => [field.name, used])));
  visit(tree, (node, above) => {
    if (isMember(node) && byField.has(node.property.name)) {
      byField.get(node.property.name).touched++;
    }
    const used = node.type === 'Identifier' ? found.get(node.name) : undefined;
    if (used === undefined || (isMember(above) && above.property === node)) {
      return;
    }
    if (above.type === 'NewExpression' && above.callee === node) {
      used.made++;
    } else {
      used.others++;
    }
  });
}

/** The statements behind a place that set fields of a variable, as what each sets. */
function fillings(body, at, variable, { fields }) {
  const set = new Map();
  for (let i = at + 1; i < body.length; i++) {
    const { left, operator, right } = body[i].expression ?? {};
    const isFilling = operator === '=' && isMember(left) && isName(left.object, variable)
      && fields.some((field) => field.name === left.property.name) && count(right, (one) => isName(one, variable)) === 0;
    if (!isFilling) {
      break;
    }
    set.set(left.property.name, right);
  }
  return set;
}

/** What an object without content is assigned to, by the name of its class. */
function made(statement) {
  const { left, operator, right } = statement.expression ?? {};
  return operator === '=' && left.type === 'Identifier' && right.type === 'NewExpression' ? { variable: left.name, of: right.callee.name } : {};
}

const listsOf = ({ type, body, consequent }) => (type === 'BlockStatement' ? body : type === 'SwitchCase' ? consequent : undefined);

/** Rewrites the places where closures are made; who is made in another way is left out of the candidates. */
function rewritePlaces(tree, found, rewriting) {
  visit(tree, (node) => {
    const list = listsOf(node) ?? [];
    for (let i = 0; i < list.length; i++) {
      const { variable, of } = made(list[i]);
      const one = found.get(of);
      if (one !== undefined) {
        const set = fillings(list, i, variable, one.one);
        if (rewriting) {
          list[i].expression.right = call(name(of), one.one.fields.map((field) => set.get(field.name) ?? field.value));
          list.splice(i + 1, set.size);
        } else {
          one.filled++;
          one.touched -= set.size;
        }
      }
    }
  });
}

/** A function that gives a closure: it takes what is captured. */
function closure({ one, behind }, shared) {
  const names = new Map(one.fields.map((field, i) => [field.name, `captured${i}`]));
  const params = one.fields.map((field) => name(names.get(field.name)));
  const args = [];
  if (behind !== undefined) {
    const { node } = behind;
    const [self, ...own] = node.params;
    rewrite(node, (at) => (isMember(at) && isName(at.object, self.name) ? name(names.get(at.property.name)) : undefined));
    args.push({ ...node, params: own });
  }
  return arrow(params, { type: 'NewExpression', callee: name(shared.name), arguments: args });
}

/** The class that all lambdas share which have the same interfaces and methods; made when the first is seen. */
function sharedClass({ one, behind }, program, shared) {
  const keys = [...one.virtual].filter(([, to]) => to.behind === behind).map(([key]) => key);
  const others = [...one.virtual].filter(([, to]) => to.behind !== behind);
  const interfaces = one.said.interfaces.elements.map((at) => at.name);
  const id = JSON.stringify([interfaces, keys, others.map(([key, to]) => [key, to.behind.name])]);
  if (!shared.has(id)) {
    const called = `closure${shared.size}`;
    const fields = keys.map((key) => ({ name: key, value: literal(null) }));
    const fill = keys.map((key) => ({
      type: 'ExpressionStatement',
      expression: { type: 'AssignmentExpression', operator: '=', left: member(name('$this'), key), right: name('closure') },
    }));
    const node = arrow([name('$this'), name('closure')], block(...fill));
    const statement = { type: 'EmptyStatement' };
    const made = {
      ...one,
      name: called,
      statement,
      fields,
      said: { ...one.said, of: called, name: literal(0), folder: undefined },
      virtual: new Map(others),
      constructing: { of: { name: `${called}_`, node, statement: undefined, virtual: [] }, sets: new Set(keys) },
    };
    others.forEach(([key, to]) => to.behind.virtual.push({ one: made, name: key }));
    program.classes.set(called, made);
    program.classes.get('jl_Object').below.push(made);
    shared.set(id, made);
  }
  return shared.get(id);
}

/** Takes a class out of what is known. */
function forget({ one, behind }, { classes, functions }) {
  classes.delete(one.name);
  const { below } = classes.get(one.parent);
  below.splice(below.indexOf(one), 1);
  for (const { behind: other } of one.virtual.values()) {
    other.virtual = other.virtual.filter((at) => at.one !== one);
  }
  if (behind !== undefined) {
    functions.delete(behind.name);
  }
}

/** Rewrites a program; gives it back. */
export function withClosures(program) {
  const { tree } = program;
  const found = candidates(program);
  countUses(tree, found);
  rewritePlaces(tree, found, false);
  for (const [key, { one, behind, made, filled, others, touched }] of found) {
    // Beside the place where it is made, a class stands where it is declared and in what the runtime is told of it.
    const everywhere = one.fields.length === 0 ? made : filled;
    const reads = behind === undefined ? 0 : count(behind.node.body, (node) => isMember(node) && isName(node.object, behind.node.params[0].name));
    if (everywhere !== made || others !== 2 || touched !== reads + one.fields.length) {
      found.delete(key);
    }
  }
  rewritePlaces(tree, found, true);
  const called = new Map([...found.values()].filter(({ behind }) => behind !== undefined).map(({ behind }) => [behind.name, behind.virtual[0].name]));
  rewrite(tree, (node) => {
    if (isCall(node) && called.has(node.callee.name)) {
      return asMemberCall(node, called.get(node.callee.name));
    }
    return node.type === 'NewExpression' && found.has(node.callee.name) ? call(node.callee, []) : undefined;
  });
  const shared = new Map();
  const instead = new Map();
  for (const lambda of found.values()) {
    const made = closure(lambda, sharedClass(lambda, program, shared));
    forget(lambda, program);
    instead.set(lambda.one.statement, { type: 'VariableDeclaration', kind: 'let', declarations: [{ type: 'VariableDeclarator', id: name(lambda.one.name), init: made }] });
    instead.set(lambda.behind?.statement, undefined);
  }
  tree.body = tree.body.flatMap((one) => (instead.has(one) ? (instead.get(one) ?? []) : one));
  // Behind the class that all are below.
  const base = tree.body.indexOf(program.classes.get('jl_Object').statement);
  tree.body.splice(base + 1, 0, ...[...shared.values()].map(({ statement }) => statement));
  return program;
}
