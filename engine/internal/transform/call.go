package transform

import (
	"slices"
	"sync"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/host"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// callParams are those of the jit primitive: a program without constants and
// the name of the function it was traced from.
type callParams struct {
	Name     string
	Program  *ir.Closed
	linear   bool // linear in the operands that a linear program passes to it
	compiled *executable
}

func (p *callParams) Fields() []ir.Field {
	return []ir.Field{{Name: "name", Value: p.Name}, {Name: "jaxpr", Value: p.Program}}
}

// String identifies the call in keys of common subexpressions: calls of the
// same trace are the same computation.
func (p *callParams) String() string { return p.Program.Jaxpr.String() }

// An executable is a program compiled on its first run.
type executable struct {
	once    sync.Once
	program device.Executable
	consts  []*device.Tensor
	out     []ir.Aval
}

func (x *executable) compile(program *ir.Closed) {
	flat := Simplified(program)
	x.out = flat.OutAvals()
	j, consts := hoist(flat)
	x.program = host.Device{}.Compile(j)
	for _, v := range consts {
		x.consts = append(x.consts, core.Tensor(v))
	}
}

func newCall(name string, j *ir.Jaxpr, linear bool) *callParams {
	return &callParams{Name: name, Program: &ir.Closed{Jaxpr: j}, linear: linear, compiled: &executable{}}
}

// call applies a staged program as one operation.
func call(name string, c *ir.Closed, linear bool, in []Value) []Value {
	j, consts := hoist(c)
	return core.Bind(prim.Lookup("jit"), newCall(name, j, linear), append(slices.Clone(consts), in...)...)
}

// A Compiled is a staged program that is ready to be called many times.
type Compiled struct {
	params *callParams
	consts []Value
}

// Compile prepares a staged program for repeated calls.
func Compile(name string, c *ir.Closed) *Compiled {
	j, consts := hoist(c)
	return &Compiled{newCall(name, j, false), consts}
}

// Call applies the program as one operation.
func (c *Compiled) Call(in []Value) []Value {
	return core.Bind(prim.Lookup("jit"), c.params, append(slices.Clone(c.consts), in...)...)
}

// run evaluates a call whose operands are concrete; otherwise it applies the
// equations one by one.
func run(params ir.Params, in []Value) []Value {
	c := params.(*callParams)
	if slices.ContainsFunc(in, core.IsTraced) {
		return EvalJaxpr(c.Program.Jaxpr, nil, in)
	}
	c.compiled.once.Do(func() { c.compiled.compile(c.Program) })
	operands := slices.Clone(c.compiled.consts)
	for _, v := range in {
		operands = append(operands, core.Tensor(v))
	}
	out := make([]Value, len(c.compiled.out))
	for i, t := range c.compiled.program.Run(operands) {
		out[i] = &core.Const{Tensor: t, Weak: c.compiled.out[i].Weak}
	}
	return out
}

// jvpCall differentiates the program into one that also maps tangents.
func jvpCall(params ir.Params, x, t []Value) (y, dy []Value) {
	c := params.(*callParams)
	active := defined(t)
	var zero []bool
	staged := Stage(c.Name, func(in []Value) []Value {
		tangents := scatter(in[len(x):], active)
		y, dy := JVP("jvp", c.evaluate, in[:len(x)], tangents)
		zero = undefined(dy)
		return append(y, gather(dy)...)
	}, append(ir.Avals(x), ir.Avals(gather(t))...))
	out := call(c.Name, staged, false, append(slices.Clone(x), gather(t)...))
	n := len(zero)
	return out[:n], scatter(out[n:], not(zero))
}

func (p *callParams) evaluate(in []Value) []Value { return EvalJaxpr(p.Program.Jaxpr, nil, in) }

// linearizeCall splits the program into one that computes the results and what
// the derivative needs, and a linear one that maps tangents.
func linearizeCall(params ir.Params, x, t []Value) (y, dy []Value) {
	c := params.(*callParams)
	active := defined(t)
	var linear *Linear
	var residuals []Value
	known := map[Value]int{} // residuals that are operands, with their place
	var results int
	forward := Stage(c.Name, func(in []Value) []Value {
		var y []Value
		y, linear = linearize(c.Name, c.evaluate, in, active)
		for i, v := range in {
			known[v] = i
		}
		residuals = linear.residuals()
		out := y
		for _, r := range residuals {
			if _, ok := known[r]; !ok {
				out = append(out, r)
			}
		}
		results = len(y)
		return out
	}, ir.Avals(x))
	out := call(c.Name, forward, false, x)
	y = out[:results]

	nonzero := defined(linear.out)
	if !slices.Contains(nonzero, true) {
		return y, make([]Value, results)
	}
	computed := out[results:]
	values := make([]Value, len(residuals))
	for i, r := range residuals {
		if k, ok := known[r]; ok {
			values[i] = x[k]
		} else {
			values[i], computed = computed[0], computed[1:]
		}
	}
	backward := Stage(c.Name, func(in []Value) []Value {
		replace := make(map[Value]Value, len(residuals))
		for i, r := range residuals {
			replace[r] = in[i]
		}
		return gather(linear.withResiduals(replace).Apply(scatter(in[len(residuals):], active)))
	}, append(ir.Avals(values), ir.Avals(gather(t))...))
	tangents := call(c.Name, backward, true, append(slices.Clone(values), gather(t)...))
	return y, scatter(tangents, nonzero)
}

// transposeCall transposes a program that is linear in its undefined operands.
func transposeCall(params ir.Params, ct, in []Value) []Value {
	c := params.(*callParams)
	linear := make([]bool, len(in))
	var fixed []Value
	for i, v := range in {
		if linear[i] = core.IsUndefined(v); !linear[i] {
			fixed = append(fixed, v)
		}
	}
	// A nil cotangent stays out of the transposed program.
	present := defined(ct)
	var nonzero []bool
	staged := Stage(c.Name, func(args []Value) []Value {
		values := args[:len(fixed)]
		tr := &linearTrace{Scope: core.NewScope(c.Name)}
		l := &Linear{trace: tr, avals: c.Program.OutAvals()}
		operands := make([]Value, len(in))
		for i, v := range in {
			if linear[i] {
				lv := tr.newVar(v.Aval())
				l.in = append(l.in, lv)
				operands[i] = lv
			} else {
				operands[i], values = values[0], values[1:]
			}
		}
		l.out = c.evaluate(operands)
		cts := l.Transpose(scatter(args[len(fixed):], present))
		nonzero = defined(cts)
		return gather(cts)
	}, append(ir.Avals(fixed), ir.Avals(gather(ct))...))
	cts := call(c.Name, staged, true, append(fixed, gather(ct)...))
	return scatter(scatter(cts, nonzero), linear)
}

// batchCall batches the program.
func batchCall(params ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	c := params.(*callParams)
	var outAxes []int
	staged := Stage(c.Name, func(args []Value) []Value {
		var out []Value
		out, outAxes = Vmap("vmap", c.evaluate, args, axes, size)
		return out
	}, ir.Avals(in))
	return call(c.Name, staged, c.linear, in), outAxes
}

// defined reports which values are not nil.
func defined(values []Value) []bool {
	out := make([]bool, len(values))
	for i, v := range values {
		out[i] = v != nil
	}
	return out
}

func undefined(values []Value) []bool { return not(defined(values)) }

func not(mask []bool) []bool {
	out := make([]bool, len(mask))
	for i, m := range mask {
		out[i] = !m
	}
	return out
}

// gather returns the values that are not nil; scatter puts them back where the
// mask is set.
func gather(values []Value) []Value {
	var out []Value
	for _, v := range values {
		if v != nil {
			out = append(out, v)
		}
	}
	return out
}

func scatter(values []Value, mask []bool) []Value {
	out := make([]Value, len(mask))
	for i, m := range mask {
		if m {
			out[i], values = values[0], values[1:]
		}
	}
	return out
}

func init() {
	prim.Register(&core.Primitive{
		Op: "jit", Arity: -1,
		Shape: func(in []ir.Aval, p ir.Params) []ir.Aval {
			c := p.(*callParams).Program
			if len(in) != len(c.In) {
				ir.Fail("jit", in, "%d operands given, %d are expected", len(in), len(c.In))
			}
			return c.OutAvals()
		},
		Call:      run,
		JVP:       jvpCall,
		Linearize: linearizeCall,
		Transpose: transposeCall,
		Vmap:      batchCall,
	})
}
