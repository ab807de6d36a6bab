/** Finds functions of one variable that the plot can draw, in the text of a cell. */
import { pythonLanguage } from '@codemirror/lang-python';
import type { SyntaxNode } from '@lezer/common';

/** Longer definitions are programs, not formulas. */
const MAX_LENGTH = 500;

export interface Definition {
  name: string;
  /** `f(x) = x**3`, and the same under the name f, where the plot's language may know another function of its name. */
  spellings: string[];
}

/** The definitions in the order in which they stand, for the plot's parser to judge. */
export function definitions(source: string): Definition[] {
  const found: Definition[] = [];
  const text = ({ from, to }: { from: number; to: number }): string => source.slice(from, to);
  const add = (name: SyntaxNode, parameter: string | null, value: SyntaxNode | null): void => {
    if (!parameter || !value || value.to - value.from > MAX_LENGTH) return;
    const rest = `(${parameter}) = ${text(value).replace(/\s+/g, ' ')}`;
    found.push({ name: text(name), spellings: [...new Set([text(name) + rest, `f${rest}`])] });
  };
  const top = pythonLanguage.parser.parse(source).topNode;
  for (let node = top.firstChild; node; node = node.nextSibling) {
    if (node.name === 'FunctionDefinition') {
      const name = node.getChild('VariableName');
      if (name) add(name, onlyParameter(node, text), returned(node.getChild('Body')));
    } else if (node.name === 'AssignStatement') {
      const lambda = node.getChild('LambdaExpression');
      const name = node.firstChild;
      const plain = node.getChildren('AssignOp').length === 1 && name?.name === 'VariableName';
      if (plain && lambda) add(name, onlyParameter(lambda, text), lambda.lastChild);
    }
  }
  return found;
}

/** The parameter's name; null if there are others, or it has a default or a star. */
function onlyParameter(definition: SyntaxNode, text: (node: SyntaxNode) => string): string | null {
  const list = definition.getChild('ParamList');
  if (!list) return null;
  const parts: SyntaxNode[] = [];
  for (let node = list.firstChild; node; node = node.nextSibling) {
    if (!'()'.includes(node.name) && node.name !== 'TypeDef') parts.push(node);
  }
  return parts.length === 1 && parts[0]!.name === 'VariableName' ? text(parts[0]!) : null;
}

/** The expression of a body that is one return statement, perhaps under a docstring. */
function returned(body: SyntaxNode | null): SyntaxNode | null {
  const statements: SyntaxNode[] = [];
  for (let node = body?.firstChild ?? null; node; node = node.nextSibling) {
    if (node.name !== ':' && node.name !== 'Comment') statements.push(node);
  }
  const [first] = statements;
  if (first?.name === 'ExpressionStatement' && first.firstChild?.name === 'String') statements.shift();
  const [only] = statements;
  if (statements.length !== 1 || only?.name !== 'ReturnStatement') return null;
  const value = only.firstChild?.nextSibling;
  // `return a, b` has more than one expression.
  return value && !value.nextSibling ? value : null;
}
