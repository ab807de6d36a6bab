/** Python in colours, outside of editors: the classes are those that the editors give. */
import { pythonLanguage } from '@codemirror/lang-python';
import { classHighlighter, highlightCode } from '@lezer/highlight';

/** Longer code is shown plain. */
const MAX_LENGTH = 20_000;

/** Calls `text` for every run of characters of one colour, line ends included. */
export function highlight(code: string, text: (run: string, classes: string) => void): void {
  if (code.length > MAX_LENGTH) {
    text(code, '');
    return;
  }
  highlightCode(code, pythonLanguage.parser.parse(code), classHighlighter, text, () => text('\n', ''));
}
