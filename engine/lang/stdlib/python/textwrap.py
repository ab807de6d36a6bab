"""Text in lines of a width."""


def _chunks(text):
    words, word = [], ""
    for c in text:
        if word and (c == " ") != (word[-1] == " "):
            words.append(word)
            word = ""
        word += c
        if c == "-" and len(word) > 1 and word[-2].isalpha():
            words.append(word)
            word = ""
    if word:
        words.append(word)
    return words


def wrap(text, width=70, *, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True, drop_whitespace=True,
         break_long_words=True, break_on_hyphens=True, max_lines=None, placeholder=" [...]", tabsize=8, fix_sentence_endings=False):
    if width <= 0:
        raise ValueError("invalid width %r (must be > 0)" % width)
    if expand_tabs:
        text = text.expandtabs(tabsize)
    if replace_whitespace:
        for c in "\t\n\x0b\x0c\r":
            text = text.replace(c, " ")
    if break_on_hyphens:
        chunks = _chunks(text)
    else:
        chunks = []
        for part in text.split(" "):
            chunks += [part, " "] if part else [" "]
        chunks = chunks[:-1]
    lines = []
    chunks.reverse()
    while chunks:
        indent = subsequent_indent if lines else initial_indent
        room = width - len(indent)
        line, length = [], 0
        if drop_whitespace and not chunks[-1].strip() and lines:
            chunks.pop()
        while chunks and length + len(chunks[-1]) <= room:
            length += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > room:
            space = max(1, room - length)
            if break_long_words:
                line.append(chunks[-1][:space])
                chunks[-1] = chunks[-1][space:]
            elif not line:
                line.append(chunks.pop())
        if drop_whitespace and line and not line[-1].strip():
            line.pop()
        if line:
            if max_lines is not None and len(lines) + 1 == max_lines and "".join(chunks).strip():
                while line and len("".join(line)) + len(placeholder) > room:
                    line.pop()
                lines.append(indent + "".join(line).rstrip() + placeholder if line else indent + placeholder.lstrip())
                break
            lines.append(indent + "".join(line))
    return lines


def fill(text, width=70, **kwargs):
    return "\n".join(wrap(text, width, **kwargs))


def shorten(text, width, *, placeholder=" [...]", **kwargs):
    return fill(" ".join(text.strip().split()), width, max_lines=1, placeholder=placeholder, **kwargs)


def dedent(text):
    lines = [l if l.strip() else "" for l in text.split("\n")]
    margin = None
    for l in lines:
        if l:
            indent = l[: len(l) - len(l.lstrip(" \t"))]
            if margin is None:
                margin = indent
            else:
                n = 0
                while n < min(len(margin), len(indent)) and margin[n] == indent[n]:
                    n += 1
                margin = margin[:n]
    n = len(margin or "")
    return "\n".join(l[n:] for l in lines)


def indent(text, prefix, predicate=None):
    return "".join(prefix + l if (predicate(l) if predicate else l.strip()) else l for l in text.splitlines(True))
