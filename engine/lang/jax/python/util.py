"""Helpers that programs which look into JAX's own programs use."""


def safe_zip(*args):
    args = list(map(list, args))
    n = len(args[0])
    for arg in args[1:]:
        if len(arg) != n:
            raise ValueError(f"length mismatch: {list(map(len, args))}")
    return list(zip(*args))


def safe_map(f, *args):
    return [f(*row) for row in safe_zip(*args)]


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
