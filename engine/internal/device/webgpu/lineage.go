package webgpu

import (
	"sync"
	"weak"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// A node is an array by its history: elements that are known outside of the GPU,
// or the evaluation that computed it. Memory on the GPU may vanish with the GPU; then
// what is still needed is computed again from its history.
type node struct {
	aval ir.Aval
	mu   sync.Mutex
	// known has the elements: those that came from outside or were read back, or
	// a tensor that was computed again.
	known  *device.Tensor
	from   *evaluation // nil if known is set
	saving bool        // the elements are being read back
}

// An evaluation is one run of a program. It keeps the histories of its operands
// alive, but no memory of a GPU, nor its results.
type evaluation struct {
	program device.Executable
	in      []*node
	out     []weak.Pointer[node]
	depth   int     // of those in a row that would have to be done again
	work    float64 // in bytes, of the longest row of them
	once    sync.Mutex
}

// outside returns the node of elements that are known.
func outside(t *device.Tensor) *node { return &node{aval: t.Aval(), known: t} }

// evaluationWork is added to the work of each evaluation, in bytes: what its
// launches cost besides.
const evaluationWork = 1 << 20

// newEvaluation records one and returns the nodes of its results.
func newEvaluation(program device.Executable, in []*node, out []ir.Aval) (*evaluation, []*node) {
	c := &evaluation{program: program, in: in, work: evaluationWork}
	nodes := make([]*node, len(out))
	for i, a := range out {
		nodes[i] = &node{aval: a, from: c}
		c.out = append(c.out, weak.Make(nodes[i]))
		c.work += float64(4 * a.Size())
	}
	before := 0.0
	for _, n := range in {
		c.work += float64(4 * n.aval.Size())
		if from := n.toRepeat(); from != nil {
			c.depth, before = max(c.depth, from.depth), max(before, from.work)
		}
	}
	c.depth, c.work = c.depth+1, c.work+before
	return c, nodes
}

// history returns the evaluation that computed a node; nil if its elements are
// known.
func (n *node) history() *evaluation {
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

// leastDepth is how many evaluations in a row are not worth to be cut off, readWork
// what a byte of a read-back costs, measured by the work of evaluations, and
// leastWork what is added to that.
const (
	leastDepth = 16
	readWork   = 500
	leastWork  = 64 << 20
)

// isDeep reports whether so much would have to be done again to compute a node
// that it pays to read its elements back in time.
func (n *node) isDeep() bool {
	from := n.toRepeat()
	return from != nil && from.depth >= leastDepth &&
		from.work >= leastWork+readWork*float64(4*n.aval.Size())
}

// saved notes that the elements are being read back.
func (n *node) saved() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.saving = true
}

// toRepeat is history for who wants to know what the loss of the GPU would cost.
func (n *node) toRepeat() *evaluation {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.saving {
		return nil
	}
	return n.from
}

// revive returns a tensor with the elements of a node: the evaluations that led to
// it are done again, each of them once and those before it first.
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

// again repeats an evaluation whose operands are known.
func (e *evaluation) again() {
	e.once.Lock()
	defer e.once.Unlock()
	wanted := false
	for _, w := range e.out {
		if n := w.Value(); n != nil && n.history() == e {
			wanted = true
		}
	}
	if !wanted { // another goroutine was faster
		return
	}
	in := make([]*device.Tensor, len(e.in))
	for i, n := range e.in {
		in[i] = n.tensor()
	}
	for i, t := range e.program.Run(in) {
		if n := e.out[i].Value(); n != nil {
			n.learn(t)
		}
	}
}
