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
	programs map[operationKey]device.Executable
}

// An operationKey is a device and what tells operations apart.
type operationKey struct {
	device device.Device
	text   string
}

func init() {
	core.Compiler = operation
	core.MadeAt = MadeAt
}

// operation returns the program of an operation on a device, the present one if
// that is nil, the same one for equal types and parameters; nil where the host
// would evaluate it anyway.
func operation(p *core.Primitive, params ir.Params, in, out []ir.Aval, d device.Device) (x device.Executable, fresh bool) {
	if d == nil {
		d = Device()
	}
	if _, ok := params.(openable); ok { // its programs are compiled, each on its own
		return nil, false
	}
	if d == (host.Device{}) || p.FormOf(in, params) == nil {
		return nil, false
	}
	var text strings.Builder
	text.WriteString(p.Op)
	if params != nil {
		fmt.Fprintf(&text, "%+v", params)
	}
	for _, a := range in {
		fmt.Fprint(&text, " ", a.DType, a.Shape)
	}
	key := operationKey{d, text.String()}
	operations.Lock()
	defer operations.Unlock()
	if operations.programs == nil || len(operations.programs) >= keptOperations {
		operations.programs = map[operationKey]device.Executable{}
	}
	if x := operations.programs[key]; x != nil {
		return x, false
	}
	x = d.Compile(equation(p, params, in, out))
	operations.programs[key] = x
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
