package numpy

import _ "embed"

//go:embed python/numpy.py
var ownSource string
