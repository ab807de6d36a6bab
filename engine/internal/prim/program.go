package prim

import (
	"fmt"
	"sync"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/ir"
)

// A programCache holds the compiled expansions of one primitive.
type programCache struct {
	primitive *core.Primitive
	programs  sync.Map // programKey → *kernel.Program
}

// A programKey is what an expansion depends on: parameters by value, and up to
// four operand types.
type programKey struct {
	params string
	types  [4]ir.DType
}

func newProgramCache(p *core.Primitive) *programCache { return &programCache{primitive: p} }

func (c *programCache) get(in []*device.Tensor, params ir.Params) *kernel.Program {
	var key programKey
	if params != nil {
		key.params = fmt.Sprint(params)
	}
	types := make([]ir.DType, len(in))
	for i, t := range in {
		types[i] = t.DType
		key.types[i] = t.DType
	}
	if p, ok := c.programs.Load(key); ok {
		return p.(*kernel.Program)
	}
	program := kernel.Compile(types, func(b *kernel.Builder, nodes []kernel.Node) []kernel.Node {
		return c.primitive.Expand(b, nodes, params)
	})
	c.programs.Store(key, program)
	return program
}
