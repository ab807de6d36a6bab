package bridge

import "testing"

func TestUTF16Offset(t *testing.T) {
	for _, test := range []struct {
		text         string
		offset, want int
	}{
		{"", 0, 0},
		{"abc", 2, 2},
		{"abc", 99, 3},
		{"π+x", 2, 1},       // π: two bytes, one unit
		{"𝑥+1", 4, 2},       // 𝑥: four bytes, a surrogate pair
		{"𝑥²−1", 9, 4},      // ² takes two bytes, − three
		{"\xff\xfex", 2, 2}, // stray bytes become one replacement character each
	} {
		if got := UTF16Offset(test.text, test.offset); got != test.want {
			t.Errorf("UTF16Offset(%q, %d) = %d, want %d", test.text, test.offset, got, test.want)
		}
	}
}
