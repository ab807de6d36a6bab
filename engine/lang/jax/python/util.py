"""Helpers that programs which look into JAX's own programs use."""


def _rows(name, args):
    args = list(map(list, args))
    for i, arg in enumerate(args[1:], 2):
        if len(arg) != len(args[0]):
            length = "longer" if len(arg) > len(args[0]) else "shorter"
            before = "argument 1" if i == 2 else f"arguments 1-{i - 1}"
            raise ValueError(f"{name}() argument {i} is {length} than {before}")
    return list(zip(*args))


def safe_zip(*args):
    return _rows("safe_zip", args)


def safe_map(f, *args):
    return [f(*row) for row in _rows("safe_map", args)]


def unzip2(pairs):
    pairs = list(pairs)
    return tuple(x for x, _ in pairs), tuple(y for _, y in pairs)


def split_list(args, ns):
    args, lists = list(args), []
    for n in ns:
        lists.append(args[:n])
        args = args[n:]
    return lists + [args]


def partition_list(choice, items):
    out = [], []
    for chosen, item in safe_zip(choice, items):
        out[bool(chosen)].append(item)
    return out
