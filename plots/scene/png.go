package scene

import (
	"bufio"
	"encoding/binary"
)

// writePNG writes an image with a palette as the data of a PNG in base64, after the
// PNG specification, third edition. The pixels are stored as they are: a coder
// would be larger than what it saves.
func writePNG(w *bufio.Writer, columns int, colors []Color, pixels []byte) {
	var file []byte
	file = append(file, "\x89PNG\r\n\x1a\n"...)
	chunk := func(kind string, data []byte) {
		file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
		start := len(file)
		file = append(append(file, kind...), data...)
		file = binary.BigEndian.AppendUint32(file, crc32(file[start:]))
	}
	rows := len(pixels) / columns
	header := binary.BigEndian.AppendUint32(nil, uint32(columns))
	header = binary.BigEndian.AppendUint32(header, uint32(rows))
	chunk("IHDR", append(header, 8, 3, 0, 0, 0)) // 8 bits, palette
	var plte, trns []byte
	for _, c := range colors {
		r, g, b, a := c.RGBA()
		plte, trns = append(plte, r, g, b), append(trns, a)
	}
	chunk("PLTE", plte)
	chunk("tRNS", trns)

	raw := make([]byte, 0, len(pixels)+rows)
	for row := range rows {
		raw = append(append(raw, 0), pixels[row*columns:(row+1)*columns]...) // no filter
	}
	chunk("IDAT", stored(raw))
	chunk("IEND", nil)
	inBase64(w, file)
}

// stored returns data as a zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
func stored(data []byte) []byte {
	out := []byte{0x78, 0x01}
	a, b := uint32(1), uint32(0) // Adler-32
	for rest := data; ; {
		n := min(len(rest), 0xffff)
		final := byte(0)
		if n == len(rest) {
			final = 1
		}
		out = append(out, final, byte(n), byte(n>>8), byte(^n), byte(^n>>8))
		out = append(out, rest[:n]...)
		for _, v := range rest[:n] {
			a = (a + uint32(v)) % 65521
			b = (b + a) % 65521
		}
		if rest = rest[n:]; final == 1 {
			return binary.BigEndian.AppendUint32(out, b<<16|a)
		}
	}
}

// crc32 returns the CRC of PNG's chunks.
func crc32(data []byte) uint32 {
	crc := ^uint32(0)
	for _, v := range data {
		crc ^= uint32(v)
		for range 8 {
			crc = crc>>1 ^ 0xedb88320&-(crc&1)
		}
	}
	return ^crc
}

func inBase64(w *bufio.Writer, data []byte) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for len(data) > 0 {
		var group [3]byte
		n := copy(group[:], data)
		v := uint(group[0])<<16 | uint(group[1])<<8 | uint(group[2])
		for i := range 4 {
			if i > n {
				w.WriteByte('=')
			} else {
				w.WriteByte(digits[v>>(18-6*i)&63])
			}
		}
		data = data[n:]
	}
}
