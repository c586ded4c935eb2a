import ts from 'typescript';

const shifted = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
]);
const joins = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken];
/** What a rule says about itself: text for people, and the examples that are to notice. */
const notJudging = ['examples', 'falsePositives', 'nextStepsVi', 'version', 'params', 'clauses'];

/** The changes of one node, as texts to put in its place. */
function changesOf(node, text) {
  if (ts.isIfStatement(node)) return [[node.expression, `!(${text(node.expression)})`, 'condition negated']];
  if (ts.isConditionalExpression(node)) return [[node.condition, `!(${text(node.condition)})`, 'condition negated']];
  if (ts.isNumericLiteral(node)) {
    return [1, -1].map((by) => [node, `(${text(node)} + ${by})`, `${text(node)} shifted by ${by}`]);
  }
  if (!ts.isBinaryExpression(node)) return [];
  const { left, right, operatorToken } = node;
  if (joins.includes(operatorToken.kind)) {
    return [
      [node, `(${text(left)})`, `without ${operatorToken.getText()} ${text(right)}`],
      [node, `(${text(right)})`, `without ${text(left)} ${operatorToken.getText()}`],
    ];
  }
  const bound = shifted.get(operatorToken.kind);
  return bound ? [[operatorToken, bound, `${text(node)} with ${bound}`]] : [];
}

const nameOf = (node) => (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) ? node.name.text : undefined);

/** Every change of a built rule file in one place: a condition negated, a part of it left out, a bound shifted by one. */
export function mutantsOf(source) {
  const file = ts.createSourceFile('rule.js', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const found = [];
  const text = (node) => node.getText(file);
  const visit = (node) => {
    if (notJudging.includes(nameOf(node))) return;
    for (const [place, put, what] of changesOf(node, text)) {
      const line = file.getLineAndCharacterOfPosition(place.getStart(file)).line + 1;
      const [before, after] = [source.slice(0, place.getStart(file)), source.slice(place.getEnd())];
      found.push({ line, what: what.replace(/\s+/g, ' ').slice(0, 100), text: before + put + after });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
