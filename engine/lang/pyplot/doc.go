// Package pyplot is the Python module matplotlib.pyplot, and what programs use
// of the modules around it. It binds package figure, which draws, to Python:
// arguments, aliases, errors and reprs are those of matplotlib 3.11.
//
// Every method of Axes is one row of a table; the function of the same name in
// matplotlib.pyplot is made from it.
package pyplot
