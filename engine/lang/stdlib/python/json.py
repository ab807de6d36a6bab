"""JSON: text for values and values for text."""

import math as _math


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _quote(s, ascii):
    out = []
    for c in s:
        n = ord(c)
        if c in _ESCAPES:
            out.append(_ESCAPES[c])
        elif n < 32 or ascii and 126 < n < 0x10000:
            out.append("\\u%04x" % n)
        elif ascii and n > 126:
            n -= 0x10000
            out.append("\\u%04x\\u%04x" % (0xD800 | n >> 10, 0xDC00 | n & 0x3FF))
        else:
            out.append(c)
    return '"' + "".join(out) + '"'


class JSONEncoder:
    item_separator, key_separator = ", ", ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.allow_nan, self.sort_keys, self.indent = skipkeys, ensure_ascii, allow_nan, sort_keys, indent
        if isinstance(indent, int):
            self.indent = " " * indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError("Object of type %s is not JSON serializable" % type(o).__name__)

    def encode(self, o):
        return "".join(self.iterencode(o))

    def iterencode(self, o):
        return self._parts(o, "\n", [])

    def _float(self, o):
        if _math.isfinite(o):
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return "NaN" if o != o else "Infinity" if o > 0 else "-Infinity"

    def _atom(self, o):
        if isinstance(o, str):
            return _quote(o, self.ensure_ascii)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def _key(self, k):
        if isinstance(k, str):
            return k
        if k is None or isinstance(k, (bool, int, float)):
            return self._atom(k)
        if self.skipkeys:
            return None
        raise TypeError("keys must be str, int, float, bool or None, not " + type(k).__name__)

    def _parts(self, o, line, above):
        text = self._atom(o)
        if text is not None:
            yield text
            return
        if not isinstance(o, (list, tuple, dict)):
            yield from self._parts(self.default(o), line, above)
            return
        if any(o is a for a in above):
            raise ValueError("Circular reference detected")
        mapping = isinstance(o, dict)
        first, last = "{}" if mapping else "[]"
        if not o:
            yield first + last
            return
        above = above + [o]
        inner = line
        separator = self.item_separator
        yield first
        if self.indent is not None:
            inner = line + self.indent
            separator += inner
            yield inner
        items = o.items() if mapping else o
        if mapping and self.sort_keys:
            items = sorted(items)
        started = False
        for item in items:
            head = ""
            if mapping:
                k, item = item
                k = self._key(k)
                if k is None:
                    continue
                head = _quote(k, self.ensure_ascii) + self.key_separator
            if started:
                yield separator
            started = True
            yield head
            yield from self._parts(item, inner, above)
        if self.indent is not None:
            yield line
        yield last


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    return (cls or JSONEncoder)(skipkeys=skipkeys, ensure_ascii=ensure_ascii, allow_nan=allow_nan, indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))


_CONSTANTS = {"null": None, "true": True, "false": False, "NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_BACK = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, object_pairs_hook=None):
        self.object_hook, self.object_pairs_hook = object_hook, object_pairs_hook
        self.parse_float, self.parse_int = parse_float or float, parse_int or int

    def decode(self, s):
        v, i = self.raw_decode(s, self._space(s, 0))
        i = self._space(s, i)
        if i != len(s):
            raise JSONDecodeError("Extra data", s, i)
        return v

    def raw_decode(self, s, idx=0):
        return self._value(s, idx)

    def _space(self, s, i):
        n = len(s)
        while i < n and s[i] in " \t\n\r":
            i += 1
        return i

    def _string(self, s, i):
        begin, out, n = i - 1, [], len(s)
        while True:
            j = i
            while j < n and s[j] not in '"\\' and s[j] >= " ":
                j += 1
            out.append(s[i:j])
            if j >= n:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            if s[j] == '"':
                return "".join(out), j + 1
            if s[j] != "\\":
                raise JSONDecodeError("Invalid control character at", s, j)
            if j + 1 >= n:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            c = s[j + 1]
            if c == "u":
                code = self._hex(s, j + 2)
                i = j + 6
                if 0xD800 <= code < 0xDC00 and s[i : i + 2] == "\\u":
                    low = self._hex(s, i + 2)
                    if 0xDC00 <= low < 0xE000:
                        code = 0x10000 + ((code - 0xD800) << 10 | low - 0xDC00)
                        i += 6
                out.append(chr(code))
            elif c in _BACK:
                out.append(_BACK[c])
                i = j + 2
            else:
                raise JSONDecodeError("Invalid \\escape", s, j)

    def _hex(self, s, i):
        digits = s[i : i + 4]
        if len(digits) != 4 or any(c not in "0123456789abcdefABCDEF" for c in digits):
            raise JSONDecodeError("Invalid \\uXXXX escape", s, i - 1)
        return int(digits, 16)

    def _value(self, s, i):
        if i >= len(s):
            raise JSONDecodeError("Expecting value", s, i)
        c = s[i]
        if c == '"':
            return self._string(s, i + 1)
        if c == "[":
            return self._array(s, i + 1)
        if c == "{":
            return self._object(s, i + 1)
        for name, v in _CONSTANTS.items():
            if s.startswith(name, i):
                return v, i + len(name)
        j = i + (c == "-")
        n = len(s)
        first = j
        while j < n and s[j] in "0123456789":
            j += 1
        if j == first:
            raise JSONDecodeError("Expecting value", s, i)
        if s[first] == "0":
            j = first + 1
        real = False
        if j + 1 < n and s[j] == "." and s[j + 1] in "0123456789":
            real = True
            j += 1
            while j < n and s[j] in "0123456789":
                j += 1
        if j < n and s[j] in "eE":
            k = j + 1
            if k < n and s[k] in "+-":
                k += 1
            if k < n and s[k] in "0123456789":
                real = True
                while k < n and s[k] in "0123456789":
                    k += 1
                j = k
        return (self.parse_float if real else self.parse_int)(s[i:j]), j

    def _array(self, s, i):
        out = []
        i = self._space(s, i)
        if s[i : i + 1] == "]":
            return out, i + 1
        while True:
            v, i = self._value(s, i)
            out.append(v)
            i = self._space(s, i)
            c = s[i : i + 1]
            if c == "]":
                return out, i + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = self._space(s, i + 1)

    def _object(self, s, i):
        pairs = []
        i = self._space(s, i)
        if s[i : i + 1] == "}":
            return self._made(pairs), i + 1
        while True:
            if s[i : i + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
            k, i = self._string(s, i + 1)
            i = self._space(s, i)
            if s[i : i + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, i)
            v, i = self._value(s, self._space(s, i + 1))
            pairs.append((k, v))
            i = self._space(s, i)
            c = s[i : i + 1]
            if c == "}":
                return self._made(pairs), i + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = self._space(s, i + 1)

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        d = dict(pairs)
        return d if self.object_hook is None else self.object_hook(d)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    if not isinstance(s, str):
        raise TypeError("the JSON object must be str, bytes or bytearray, not %s" % type(s).__name__)
    return (cls or JSONDecoder)(object_hook=object_hook, parse_float=parse_float, parse_int=parse_int, object_pairs_hook=object_pairs_hook, **kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)
