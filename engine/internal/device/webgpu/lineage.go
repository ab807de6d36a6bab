package webgpu

import (
	"sync"
	"weak"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A node is an array by its history: elements that are known outside of the GPU,
// or the call that computed it. Memory on the GPU may vanish with the GPU; then
// what is still needed is computed again from its history.
type node struct {
	aval ir.Aval
	mu   sync.Mutex
	// known has the elements: those that came from outside or were read back, or
	// a tensor that was computed again.
	known *device.Tensor
	from  *call // nil if known is set
}

// A call is one run of a program. It keeps the histories of its operands alive,
// but no memory of a GPU, nor its results.
type call struct {
	program runner
	in      []*node
	out     []weak.Pointer[node]
	depth   int     // of calls in a row that would have to be done again
	work    float64 // in bytes, of the longest row of them
	once    sync.Mutex
}

// A runner runs a program as device.Executable, on a GPU or elsewhere.
type runner interface {
	Run(in []*device.Tensor) []*device.Tensor
}

// outside returns the node of elements that are known.
func outside(t *device.Tensor) *node { return &node{aval: t.Aval(), known: t} }

// callWork is added to the work of each call, in bytes: what a launch costs besides.
const callWork = 1 << 20

// newCall records a call and returns the nodes of its results.
func newCall(program runner, in []*node, out []ir.Aval) (*call, []*node) {
	c := &call{program: program, in: in, work: callWork}
	nodes := make([]*node, len(out))
	for i, a := range out {
		nodes[i] = &node{aval: a, from: c}
		c.out = append(c.out, weak.Make(nodes[i]))
		c.work += float64(4 * a.Size())
	}
	before := 0.0
	for _, n := range in {
		c.work += float64(4 * n.aval.Size())
		if from := n.history(); from != nil {
			c.depth, before = max(c.depth, from.depth), max(before, from.work)
		}
	}
	c.depth, c.work = c.depth+1, c.work+before
	return c, nodes
}

// history returns the call that computed a node; nil if its elements are known.
func (n *node) history() *call {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.from
}

// learn sets the elements, and forgets where they are from.
func (n *node) learn(t *device.Tensor) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.known, n.from = t, nil
}

func (n *node) tensor() *device.Tensor {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.known
}

// leastDepth is how many calls in a row are not worth to be cut off; readWork
// what a byte of a read-back costs, measured by the work of calls, and leastWork
// what is added to that.
const (
	leastDepth = 16
	readWork   = 500
	leastWork  = 64 << 20
)

// isDeep reports whether so much would have to be done again to compute a node
// that it pays to read its elements back in time.
func (n *node) isDeep() bool {
	from := n.history()
	return from != nil && from.depth >= leastDepth &&
		from.work >= leastWork+readWork*float64(4*n.aval.Size())
}

// revive returns a tensor with the elements of a node: the calls that led to it
// are done again, each of them once and those before it first.
func (n *node) revive() *device.Tensor {
	stack := []*node{n}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		from := top.history()
		if from == nil {
			stack = stack[:len(stack)-1]
			continue
		}
		before := len(stack)
		for _, operand := range from.in {
			if operand.history() != nil {
				stack = append(stack, operand)
			}
		}
		if len(stack) == before {
			from.again()
		}
	}
	return n.tensor()
}

// again does a call again whose operands are known.
func (c *call) again() {
	c.once.Lock()
	defer c.once.Unlock()
	wanted := false
	for _, w := range c.out {
		if n := w.Value(); n != nil && n.history() == c {
			wanted = true
		}
	}
	if !wanted { // another goroutine was faster
		return
	}
	in := make([]*device.Tensor, len(c.in))
	for i, n := range c.in {
		in[i] = n.tensor()
	}
	for i, t := range c.program.Run(in) {
		if n := c.out[i].Value(); n != nil {
			n.learn(t)
		}
	}
}
