package figure

// Advance widths of the characters from space to ~ of DejaVu Sans, in 2048ths
// of the font size. Verdana, which stands in where that font is missing, has
// almost the same.
var advances = [...]int{
	651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690,
	1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087,
	2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540, 604, 604, 1343, 1141, 1767, 1532, 1612,
	1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799, 690, 799, 1716, 1024,
	1024, 1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298, 1253,
	1300, 1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716,
}

// Heights of DejaVu Sans in ems.
const (
	ascent    = 0.76 // of capitals with some room
	descent   = 0.24
	capHeight = 0.729
	lineSkip  = 1.2
)

// advance returns the width of a character in ems.
func advance(r rune) float64 {
	switch {
	case r >= ' ' && r <= '~':
		return float64(advances[r-' ']) / 2048
	case r == '−' || r == '×' || r == '±' || r == '≤' || r == '≥' || r == '≈' || r == '∞':
		return 0.838
	case r >= 0x300 && r <= 0x36f: // combining marks
		return 0
	case r >= 0x1100 && r <= 0xffdc && r > 0x2e80, r >= 0x1f000: // ideographs and pictures
		return 1
	}
	return 0.62
}

const fontFamily = "DejaVu Sans, Verdana, Geneva, sans-serif"
