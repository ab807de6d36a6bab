package webgpu

import "math/bits"

// leastBlock is the size in bytes of the smallest blocks.
const leastBlock = 256

// blockSize returns the size of the block that n bytes get: there are four sizes
// to each power of two, so that blocks are found again for what has nearly the
// same size.
func blockSize(n int) int {
	if n <= leastBlock {
		return leastBlock
	}
	step := 1 << (bits.Len(uint(n-1)) - 3)
	step = max(step, leastBlock)
	return (n + step - 1) / step * step
}

// A pool keeps blocks that are free, by their sizes.
type pool[B any] struct {
	free  map[int][]B
	bytes int // of the free ones
}

// get returns a free block of a size, the one that became free last.
func (p *pool[B]) get(size int) (block B, ok bool) {
	list := p.free[size]
	if len(list) == 0 {
		return block, false
	}
	block = list[len(list)-1]
	p.free[size] = list[:len(list)-1]
	p.bytes -= size
	return block, true
}

// put makes a block of a size free.
func (p *pool[B]) put(size int, block B) {
	if p.free == nil {
		p.free = map[int][]B{}
	}
	p.free[size] = append(p.free[size], block)
	p.bytes += size
}

// drain returns all free blocks and forgets them.
func (p *pool[B]) drain() []B {
	var all []B
	for _, list := range p.free {
		all = append(all, list...)
	}
	p.free, p.bytes = nil, 0
	return all
}

// largest returns the size of the largest free blocks; 0 if there are none.
func (p *pool[B]) largest() int {
	most := 0
	for size, list := range p.free {
		if len(list) > 0 {
			most = max(most, size)
		}
	}
	return most
}
