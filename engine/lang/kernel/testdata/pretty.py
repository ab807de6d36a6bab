# Prints how IPython shows the values of results.txt, one after another.
# Usage: python pretty.py > results.out   (version.txt says with what it was run)
import re
import sys
from IPython.lib.pretty import pretty

names = {"__name__": "__main__"}
for cell in open(sys.path[0] + "/results.txt").read().split("#----\n"):
    *statements, last = cell.rstrip("\n").split("\n")
    exec("\n".join(statements), names)
    print(re.sub(r"0x[0-9a-f]+", "0x", pretty(eval(last, names))))
    print("#----")
