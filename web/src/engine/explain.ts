/** Explanations as `window.fluxion` gives them, made from what the engine sends: texts, and numbers by line. */
import type { CodeLine, CodeOptions, Explanation, Listing, Term } from '../api';
import type { ExplainReply, ExplainRequest, MeasureRequest } from '../protocol';
import type { Unnumbered } from './client';

/** What the engine calls a line that names or reads inputs. */
const INPUTS = -2;

type CodeRequest = ExplainRequest | MeasureRequest;

export function codeRequest<T extends CodeRequest['type']>(
  type: T,
  expr: string,
  { order = 1, points = 1024, dtype = 'float32', device }: CodeOptions = {},
): Unnumbered<Extract<CodeRequest, { type: T }>> {
  const request = { type, expr, order, points, dtype, ...(type === 'explain' && device && { device }) };
  return request as Unnumbered<Extract<CodeRequest, { type: T }>>;
}

export function explanationOf(expr: string, reply: ExplainReply): Explanation {
  const { tex, name, variables, starts, from, noModule, bytes, nests, hostSteps, phases } = reply;
  const termOf = [...reply.termOf];
  const origins = Array.from({ length: starts.length - 1 }, (_, e) => [
    ...from.subarray(starts[e], starts[e + 1]),
  ]);
  const unique = (list: number[]): number[] =>
    [...new Set(list.filter((term) => term >= 0))].sort((a, b) => a - b);
  const termsBefore = termOf.map((term) => unique([term]));
  const termsAfter = origins.map((list) => unique(list.map((e) => termOf[e]!)));
  return {
    tex,
    name,
    variables,
    terms: termsOf(expr, reply),
    before: listing(reply.before, reply.beforeLines, termsBefore),
    termOf,
    after: listing(reply.after, reply.afterLines, termsAfter),
    origins,
    module: listing(reply.module, reply.moduleLines, termsAfter),
    noModule,
    bytes,
    nests,
    hostSteps,
    phases,
  };
}

function termsOf(expr: string, { spans, variables }: ExplainReply): Term[] {
  const terms: Term[] = [{ text: variables.length > 1 ? 'the variables' : 'the variable', spans: [] }];
  for (let i = 0; i < spans.length; i += 3) {
    const [term, from, to] = spans.subarray(i, i + 3) as unknown as [number, number, number];
    terms[term] ??= { text: expr.slice(from, to), spans: [] };
    terms[term].spans.push([from, to]);
  }
  return terms;
}

function listing(text: string, kinds: Int32Array, terms: number[][]): Listing {
  const none: number[] = [];
  const variable = [0];
  const texts = text === '' ? [] : text.split('\n');
  const lines = texts.map((line, i): CodeLine => {
    const kind = kinds[i]!;
    const reads = kind === INPUTS;
    return {
      text: line,
      equation: kind < 0 ? null : kind,
      reads,
      terms: reads ? variable : kind < 0 ? none : terms[kind]!,
    };
  });
  return { text, lines };
}
