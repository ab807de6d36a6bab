# Writes what Jupyter makes of rough.ipynb, a notebook as other programs may write it: rough.out.ipynb.
# Usage: python generate.py   (nbformat 5.11.1)
import os

import nbformat

os.chdir(os.path.dirname(os.path.abspath(__file__)))
nbformat.write(nbformat.read("rough.ipynb", as_version=4), "rough.out.ipynb")
