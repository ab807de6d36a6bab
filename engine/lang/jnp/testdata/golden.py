"""Writes golden.json: what JAX makes of every expression in cases.txt."""
import ast
import json
import os
import warnings

import jax

warnings.filterwarnings("ignore")
here = os.path.dirname(os.path.abspath(__file__))
namespace, cases, section = {}, [], ""
for line in open(os.path.join(here, "cases.txt")):
    line = line.rstrip("\n")
    if line.startswith("## "):
        section = line[3:]
    elif line.startswith("> "):
        exec(line[2:], namespace)
    elif line and not line.startswith("#"):
        tree = ast.parse(line, mode="eval").body
        # A tuple without parentheses is several cases.
        several = isinstance(tree, ast.Tuple) and tree.end_col_offset - tree.col_offset == len(line) and line[0] != "("
        for part in tree.elts if several else [tree]:
            source = ast.get_source_segment(line, part)
            try:
                result = repr(eval(source, namespace))
            except Exception as e:
                result = f"{type(e).__name__}: {str(e).splitlines()[0]}"
                if section not in ("errors", "numpy"):
                    print(source, "->", result)
            cases.append({"section": section, "source": source, "result": result})
with open(os.path.join(here, "golden.json"), "w") as f:
    json.dump({"jax": jax.__version__, "cases": cases}, f, indent=1)
    f.write("\n")
