package webgpu

import "fluxion/engine/internal/ir"

// probe finds out how the GPU computes, which decides what is printed for it.
func (s *session) probe() error {
	program, operand := probe()
	l, err := s.load(program)
	if err == nil {
		err = l.wait()
	}
	if err != nil {
		return err
	}
	var blocks []*block
	for _, b := range program.Buffers {
		block, err := s.alloc(b.Bytes())
		if err != nil {
			return err
		}
		defer s.release(block)
		blocks = append(blocks, block)
	}
	s.write(blocks[0], operand)
	if err := l.run(blocks, nil); err != nil {
		return err
	}
	results := make([]byte, 4*program.Buffers[1].Len)
	if err := s.read(blocks[1], 0, ir.Uint32, results); err != nil {
		return err
	}
	conclude(&s.adapter, results)
	return nil
}
