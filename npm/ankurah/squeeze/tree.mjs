// Reading and changing syntax trees, as acorn gives them and terser takes them.
import { parse } from 'acorn';

export const parsed = (text) => parse(text, { ecmaVersion: 'latest', sourceType: 'module' });

/** The nodes right below a node. */
function* children(node) {
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) {
      if (typeof one?.type === 'string') {
        yield one;
      }
    }
  }
}

/** Calls a function with every node of a tree and the one above it. */
export function visit(node, seen, above) {
  seen(node, above);
  for (const child of children(node)) {
    visit(child, seen, node);
  }
}

/** Replaces every node of a tree, the innermost first, by what a function gives for it; undefined leaves it as it is. */
export function rewrite(node, change) {
  for (const [key, child] of Object.entries(node)) {
    if (Array.isArray(child)) {
      child.forEach((one, i) => {
        if (typeof one?.type === 'string') {
          child[i] = rewrite(one, change);
        }
      });
    } else if (typeof child?.type === 'string') {
      node[key] = rewrite(child, change);
    }
  }
  return change(node) ?? node;
}

/** How many nodes of a tree are so. */
export function count(node, is) {
  let found = 0;
  visit(node, (one) => {
    found += is(one) ? 1 : 0;
  });
  return found;
}

export const isName = (node, value) => node?.type === 'Identifier' && node.name === value;

export const isCall = (node, called) => node?.type === 'CallExpression' && node.callee.type === 'Identifier' && (called === undefined || node.callee.name === called);

/** Whether it is `something.name`. */
export const isMember = (node) => node.type === 'MemberExpression' && !node.computed;

export const name = (value) => ({ type: 'Identifier', name: value });

export const literal = (value) => ({ type: 'Literal', value });

export const self = () => ({ type: 'ThisExpression' });

export const call = (callee, args) => ({ type: 'CallExpression', callee, arguments: args, optional: false });

export const member = (object, property) => ({ type: 'MemberExpression', object, property: name(property), computed: false, optional: false });

/** The call of a function as that of a method of its first argument. */
export const asMemberCall = ({ arguments: [object, ...args] }, key) => call(member(object, key), args);

export const block = (...body) => ({ type: 'BlockStatement', body });

export const result = (argument) => ({ type: 'ReturnStatement', argument });

export const method = (key, params, body, generator = false) => ({
  type: 'MethodDefinition',
  kind: 'method',
  computed: false,
  static: false,
  key: name(key),
  value: { type: 'FunctionExpression', id: null, generator, async: false, params, body },
});

/** The body of a function, as statements. */
export const statements = ({ body }) => (body.type === 'BlockStatement' ? body : block(result(body)));
