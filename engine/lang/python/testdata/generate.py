"""Makes the outputs that the tests compare with: run it with CPython 3.11.

programs/NAME.py prints programs/NAME.out. The programs of errors.txt, separated
by lines "#----", fail with the texts of errors.out, separated likewise.
"""

import pathlib
import platform
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
assert sys.version_info[:2] == (3, 11)


def run(path):
    return subprocess.run([sys.executable, "-P", "-W", "ignore", path.name], cwd=path.parent, capture_output=True, text=True)


for path in sorted((here / "programs").glob("*.py")):
    result = run(path)
    assert result.returncode == 0, (path, result.stderr)
    path.with_suffix(".out").write_text(result.stdout)

outputs = []
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "x.py"
    for program in (here / "errors.txt").read_text().split("#----\n"):
        path.write_text(program)
        result = run(path)
        assert result.returncode != 0, program
        outputs.append((result.stdout + result.stderr).replace(folder + "/", ""))
(here / "errors.out").write_text("#----\n".join(outputs))
(here / "version.txt").write_text(f"{platform.python_implementation()} {platform.python_version()}\n")
