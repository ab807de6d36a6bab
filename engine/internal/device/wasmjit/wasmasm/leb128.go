package wasmasm

import "encoding/binary"

// Integers are encoded in LEB128, seven bits a byte, lowest first:
// https://webassembly.github.io/spec/core/binary/values.html#integers

func appendUnsigned(out []byte, v uint64) []byte { return binary.AppendUvarint(out, v) }

func appendSigned(out []byte, v int64) []byte {
	for {
		low := byte(v & 0x7f)
		v >>= 7
		// The sign bit of the last byte is copied upwards by the reader.
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(out, low)
		}
		out = append(out, low|0x80)
	}
}

func appendName(out []byte, name string) []byte {
	return append(appendUnsigned(out, uint64(len(name))), name...)
}
