"""Regular expressions, without lookaround and references back."""

import _regexp
from enum import IntFlag as _IntFlag


class RegexFlag(_IntFlag):
    NOFLAG = 0
    IGNORECASE = I = 2
    LOCALE = L = 4
    MULTILINE = M = 8
    DOTALL = S = 16
    UNICODE = U = 32
    VERBOSE = X = 64
    DEBUG = 128
    ASCII = A = 256


NOFLAG, IGNORECASE, I, MULTILINE, M, DOTALL, S = (RegexFlag.NOFLAG, RegexFlag.IGNORECASE, RegexFlag.I, RegexFlag.MULTILINE, RegexFlag.M,
                                                  RegexFlag.DOTALL, RegexFlag.S)
UNICODE, U, VERBOSE, X, ASCII, A = RegexFlag.UNICODE, RegexFlag.U, RegexFlag.VERBOSE, RegexFlag.X, RegexFlag.ASCII, RegexFlag.A


class error(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        super().__init__(msg)
        self.msg, self.pattern, self.pos = msg, pattern, pos


class Match:
    def __init__(self, pattern, string, places, pos, endpos):
        self.re, self.string, self.pos, self.endpos = pattern, string, pos, endpos
        self.regs = tuple((places[i], places[i + 1]) for i in range(0, len(places), 2))

    def __repr__(self):
        return "<re.Match object; span=%r, match=%r>" % (self.span(), self.group())

    def _index(self, group):
        if isinstance(group, str):
            if group not in self.re.groupindex:
                raise IndexError("no such group")
            return self.re.groupindex[group]
        if not 0 <= group < len(self.regs):
            raise IndexError("no such group")
        return group

    def span(self, group=0):
        return self.regs[self._index(group)]

    def start(self, group=0):
        return self.span(group)[0]

    def end(self, group=0):
        return self.span(group)[1]

    def _text(self, group, default=None):
        start, end = self.span(group)
        return default if start < 0 else self.string[start:end]

    def group(self, *groups):
        if len(groups) > 1:
            return tuple(self._text(g) for g in groups)
        return self._text(groups[0] if groups else 0)

    __getitem__ = _text

    def groups(self, default=None):
        return tuple(self._text(i, default) for i in range(1, len(self.regs)))

    def groupdict(self, default=None):
        return {name: self._text(name, default) for name in self.re.groupindex}

    @property
    def lastindex(self):
        last = [i for i in range(1, len(self.regs)) if self.regs[i][0] >= 0]
        return last[-1] if last else None

    @property
    def lastgroup(self):
        for name, i in self.re.groupindex.items():
            if i == self.lastindex:
                return name

    def expand(self, template):
        return _expand(template, self)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "f": "\f", "v": "\v", "a": "\a", "b": "\b"}


def _expand(template, match):
    out, i, n = [], 0, len(template)
    while i < n:
        c = template[i]
        if c != "\\" or i + 1 >= n:
            out.append(c)
            i += 1
            continue
        c = template[i + 1]
        i += 2
        if c == "g" and template[i : i + 1] == "<":
            end = template.index(">", i)
            name = template[i + 1 : end]
            out.append(match._text(int(name) if name.isdigit() else name, ""))
            i = end + 1
        elif c.isdigit():
            if template[i : i + 1].isdigit():
                c += template[i]
                i += 1
            out.append(match._text(int(c), ""))
        elif c in _ESCAPES:
            out.append(_ESCAPES[c])
        elif c.isalpha():
            raise error("bad escape \\%s" % c)
        else:
            out.append("\\" + c)
    return "".join(out)


class Pattern:
    def __init__(self, pattern, flags):
        self.pattern, self.flags = pattern, int(flags) | 32
        try:
            names = _regexp.groups(pattern, int(flags))
        except ValueError as e:
            raise error(str(e), pattern) from None
        self.groups = len(names) - 1
        self.groupindex = {name: i for i, name in enumerate(names) if name}

    def __repr__(self):
        names = [f.name for f in (RegexFlag.IGNORECASE, RegexFlag.MULTILINE, RegexFlag.DOTALL, RegexFlag.VERBOSE, RegexFlag.ASCII) if self.flags & f]
        return "re.compile(%r%s)" % (self.pattern, ", " + "|".join("re." + n for n in names) if names else "")

    def __eq__(self, other):
        return isinstance(other, Pattern) and (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def _matches(self, string, pos, endpos, many, pattern=None):
        if not isinstance(string, str):
            raise TypeError("expected string or bytes-like object, got '%s'" % type(string).__name__)
        text = string[:endpos] if endpos is not None else string
        pos = min(max(pos, 0), len(text))
        found = _regexp.find(self.pattern if pattern is None else pattern, self.flags, text[pos:] if pos else text, many)
        return [Match(self, string, [p + pos if p >= 0 else p for p in m], pos, len(text)) for m in found]

    def search(self, string, pos=0, endpos=None):
        found = self._matches(string, pos, endpos, False)
        return found[0] if found else None

    def match(self, string, pos=0, endpos=None):
        found = self._matches(string, pos, endpos, False, "\\A(?:" + self.pattern + self._close())
        return found[0] if found else None

    def fullmatch(self, string, pos=0, endpos=None):
        found = self._matches(string, pos, endpos, False, "\\A(?:" + self.pattern + self._close() + "\\Z")
        return found[0] if found else None

    def _close(self):
        return "\n)" if self.flags & 64 else ")"

    def finditer(self, string, pos=0, endpos=None):
        return iter(self._matches(string, pos, endpos, True))

    def findall(self, string, pos=0, endpos=None):
        found = self._matches(string, pos, endpos, True)
        if self.groups > 1:
            return [m.groups("") for m in found]
        return [m._text(self.groups, "") for m in found]

    def subn(self, repl, string, count=0):
        out, last, n = [], 0, 0
        for m in self._matches(string, 0, None, True):
            if count and n == count:
                break
            n += 1
            out.append(string[last : m.start()])
            out.append(repl(m) if callable(repl) else _expand(repl, m) if "\\" in repl else repl)
            last = m.end()
        out.append(string[last:])
        return "".join(out), n

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def split(self, string, maxsplit=0):
        out, last = [], 0
        for n, m in enumerate(self._matches(string, 0, None, True)):
            if maxsplit and n == maxsplit:
                break
            out.append(string[last : m.start()])
            out += m.groups()
            last = m.end()
        return out + [string[last:]]


_cache = {}


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, str):
        raise TypeError("first argument must be string or compiled pattern")
    key = pattern, int(flags)
    if key not in _cache:
        if len(_cache) >= 512:
            _cache.clear()
        _cache[key] = Pattern(pattern, flags)
    return _cache[key]


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def escape(pattern):
    return "".join("\\" + c if c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f" else c for c in pattern)


def purge():
    _cache.clear()
