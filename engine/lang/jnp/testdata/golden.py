"""Writes golden.json: what JAX makes of every expression in cases.txt."""
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
        try:
            result = repr(eval(line, namespace))
        except Exception as e:
            result = f"{type(e).__name__}: {str(e).splitlines()[0]}"
            if section != "errors":
                print(line, "->", result)
        cases.append({"section": section, "source": line, "result": result})
with open(os.path.join(here, "golden.json"), "w") as f:
    json.dump({"jax": jax.__version__, "cases": cases}, f, indent=1)
    f.write("\n")
