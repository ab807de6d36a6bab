"""Values over several lines."""


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return _format(object, indent, width, 0, 0, depth, 1, sort_dicts, compact)


def _sorted(items):
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=lambda item: (str(type(item[0])), repr(item[0])))


def _flat(o, sort, depth, level):
    if depth is not None and level > depth and isinstance(o, (list, tuple, dict, set)) and o:
        return {list: "[...]", tuple: "(...)", dict: "{...}", set: "{...}"}[type(o)]
    if type(o) is dict and o:
        items = _sorted(o.items()) if sort else o.items()
        return "{" + ", ".join(_flat(k, sort, depth, level + 1) + ": " + _flat(v, sort, depth, level + 1) for k, v in items) + "}"
    if type(o) is list:
        return "[" + ", ".join(_flat(v, sort, depth, level + 1) for v in o) + "]"
    if type(o) is tuple:
        return "(" + ", ".join(_flat(v, sort, depth, level + 1) for v in o) + ("," if len(o) == 1 else "") + ")"
    return repr(o)


def _format(o, indent, width, column, after, depth, level, sort, compact):
    flat = _flat(o, sort, depth, level)
    if len(flat) <= width - column - after or type(o) not in (list, tuple, dict, set, frozenset) or not o:
        return flat
    if depth is not None and level > depth:
        return flat
    deeper = column + indent
    gap = " " * (indent - 1)
    line = ",\n" + " " * deeper
    if type(o) is dict:
        items = list(_sorted(o.items()) if sort else o.items())
        parts = []
        for i, (k, v) in enumerate(items):
            head = repr(k) + ": "
            last = i == len(items) - 1
            parts.append(head + _format(v, indent, width, deeper + len(head), after + 1 if last else 1, depth, level + 1, sort, compact))
        return "{" + gap + line.join(parts) + "}"
    first, last = {list: "[]", tuple: "()", set: "{}", frozenset: "{}"}[type(o)]
    if type(o) is frozenset:
        first, last = "frozenset({", "})"
        deeper += 10
        line = ",\n" + " " * deeper
    elems = sorted(o) if type(o) in (set, frozenset) else list(o)
    if type(o) is tuple and len(o) == 1:
        last = ",)"
    if not compact:
        parts = []
        for i, v in enumerate(elems):
            parts.append(_format(v, indent, width, deeper, after + len(last) if i == len(elems) - 1 else 1, depth, level + 1, sort, compact))
        return first + gap + line.join(parts) + last
    out, room = first + gap, width - deeper
    for i, v in enumerate(elems):
        text = _format(v, indent, width, deeper, 1, depth, level + 1, sort, compact)
        if i:
            if len(text) + 2 <= room:
                out += ", "
                room -= 2
            else:
                out += line
                room = width - deeper
        out += text
        room -= len(text.rpartition("\n")[2])
    return out + last


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    print(pformat(object, indent, width, depth, compact=compact, sort_dicts=sort_dicts), file=stream)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return _flat(object, True, None, 0)


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        self._options = dict(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts)
        self._stream = stream

    def pformat(self, object):
        return pformat(object, **self._options)

    def pprint(self, object):
        pprint(object, stream=self._stream, **self._options)
