package webgpu

import (
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// probe finds out how the GPU computes, which decides what is printed for it.
func (s *session) probe() error {
	program, operand := probe()
	results, err := s.answer(program, operand)
	if err != nil {
		return err
	}
	conclude(&s.adapter, results)
	if s.adapter.Subgroups[0] < 2 {
		return nil
	}
	if results, err = s.answer(neighbours(s.adapter), nil); err != nil {
		return err
	}
	if !areNeighbours(results) {
		s.adapter.Subgroups = [2]int{}
	}
	return nil
}

// answer runs a program on an operand, if there is one, and returns its last
// buffer.
func (s *session) answer(program *wgsl.Program, operand []byte) ([]byte, error) {
	l, err := s.load(program)
	if err == nil {
		err = l.wait()
	}
	if err != nil {
		return nil, err
	}
	var blocks []*block
	for _, b := range program.Buffers {
		block, err := s.alloc(b.Bytes())
		if err != nil {
			return nil, err
		}
		defer s.release(block)
		blocks = append(blocks, block)
	}
	if operand != nil {
		s.write(blocks[0], operand)
	}
	if err := l.run(blocks, nil); err != nil {
		return nil, err
	}
	last := len(blocks) - 1
	results := make([]byte, 4*program.Buffers[last].Len)
	return results, s.read(blocks[last], 0, ir.Uint32, results)
}
