// Package figure draws charts as SVG: axes with lines, points, bars, images,
// contours and legends, laid out as matplotlib does. The Python module
// matplotlib.pyplot binds to it (package engine/lang/pyplot).
//
// A [Figure] holds [Axes], which hold artists such as [Line] and [Image] with
// their data. Nothing is computed before [Figure.SVG] draws them, or a limit is
// asked for; so artists may be changed at any time.
//
// Lengths are in points (1/72 inch) where a style gives them and in pixels
// inside the painter; y points upwards in data and downwards in pixels.
//
// Positions of ticks, limits and default sizes follow matplotlib 3.11.
package figure
