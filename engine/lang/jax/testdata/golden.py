"""Runs the programs of this folder with JAX and writes what they print.

Usage: python golden.py [name ...]   (JAX 0.10.2, CPU)
"""

import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
names = sys.argv[1:] or sorted(p.stem for p in here.glob("*.py") if p.stem != "golden")
for name in names:
    run = subprocess.run([sys.executable, f"{name}.py"], cwd=here, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{name}: {run.stderr}")
    (here / f"{name}.out").write_text(run.stdout.replace(f"{here.absolute()}/", ""))
