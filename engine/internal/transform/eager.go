package transform

import (
	"fmt"
	"strings"
	"sync"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/ir"
)

// keptOperations bounds how many operations are kept compiled. A program that
// uses more starts over.
const keptOperations = 256

// operations are programs of one equation each, for operations on large arrays
// that are evaluated on their own.
var operations struct {
	sync.Mutex
	device   device.Device
	programs map[string]device.Executable
}

func init() { core.Compiler = operation }

// operation returns the program of an operation on the present device, the same
// one for equal types and parameters; nil where the host would evaluate it
// anyway.
func operation(p *core.Primitive, params ir.Params, in, out []ir.Aval) (x device.Executable, fresh bool) {
	d := Device()
	if _, ok := params.(openable); ok { // its programs are compiled, each on its own
		return nil, false
	}
	if d == (host.Device{}) || p.FormOf(in, params) == nil {
		return nil, false
	}
	var key strings.Builder
	key.WriteString(p.Op)
	if params != nil {
		fmt.Fprintf(&key, "%+v", params)
	}
	for _, a := range in {
		fmt.Fprint(&key, " ", a.DType, a.Shape)
	}
	operations.Lock()
	defer operations.Unlock()
	if operations.device != d || len(operations.programs) >= keptOperations {
		operations.device, operations.programs = d, map[string]device.Executable{}
	}
	if x := operations.programs[key.String()]; x != nil {
		return x, false
	}
	x = d.Compile(equation(p, params, in, out))
	operations.programs[key.String()] = x
	return x, true
}

// equation returns the program of one equation.
func equation(p *core.Primitive, params ir.Params, in, out []ir.Aval) *ir.Jaxpr {
	j := &ir.Jaxpr{}
	e := ir.Eqn{Op: p, Params: params}
	for _, a := range in {
		v := ir.NewVar(a)
		j.In, e.In = append(j.In, v), append(e.In, v)
	}
	for _, a := range out {
		v := ir.NewVar(a)
		e.Out, j.Out = append(e.Out, v), append(j.Out, v)
	}
	j.Eqns = []ir.Eqn{e}
	return j
}
