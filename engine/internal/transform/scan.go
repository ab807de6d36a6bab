package transform

import (
	"fmt"
	"slices"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
)

// scanParams are those of scan, which applies its body once for every element
// of arrays: operands constants, initial carry, arrays; results final carry,
// stacked results. The body maps constants, carry, elements to carry, results.
type scanParams struct {
	body    *program
	length  int
	consts  int // how many operands are constants
	carry   int // how many are carried
	reverse bool
	unroll  int    // shown only
	linear  []bool // per operand; nil if the body is not linear
}

func (s *scanParams) Fields() []ir.Field {
	return []ir.Field{{Name: "jaxpr", Value: s.body.Jaxpr}, {Name: "length", Value: s.length}, {Name: "num_carry", Value: s.carry},
		{Name: "num_consts", Value: s.consts}, {Name: "reverse", Value: s.reverse}, {Name: "unroll", Value: s.unroll}}
}

// String tells applications apart.
func (s *scanParams) String() string { return fmt.Sprintf("%p", s) }

func (s *scanParams) linearIn(i int) bool { return s.linear != nil && s.linear[i] }

// A ScanOptions adjusts a scan.
type ScanOptions struct {
	Length  int
	Reverse bool
	Unroll  int // shown in jaxprs
}

// Scan applies a staged body over the leading axis of arrays. Carry that the
// body passes on becomes a constant, and results that are elements are not
// copied.
func Scan(body *ir.Closed, init, xs []Value, o ScanOptions) []Value {
	j, consts := hoist(body)
	operands := slices.Concat(consts, init, xs)
	n, m := len(consts), len(init)

	// Which operand of the body each result is.
	sources := make([]int, len(j.Out))
	keep := make([]bool, len(j.Out))
	var constant, rest []int // inputs that move to the front, and the others
	for i := range consts {
		rest = append(rest, i)
	}
	for i := range j.Out {
		sources[i] = forwards(j, i)
		passed := i < m && sources[i] == n+i || i >= m && sources[i] >= n+m
		if keep[i] = !passed; !passed {
			sources[i] = -1
		}
		if i < m && passed {
			constant = append(constant, n+i)
		} else if i < m {
			rest = append(rest, n+i)
		}
	}
	for i := range xs {
		rest = append(rest, n+m+i)
	}
	order := append(constant, rest...)
	in := make([]*ir.Var, len(order))
	moved := make([]Value, len(order))
	for i, k := range order {
		in[i], moved[i] = j.In[k], operands[k]
	}
	pruned := &ir.Jaxpr{In: in, Eqns: j.Eqns, Out: pick(j.Out, keep)}
	out := bindScan(&scanParams{newProgram(pruned), o.Length, n + len(constant), m - len(constant), o.Reverse, o.Unroll, nil}, moved)
	full := make([]Value, len(sources))
	for i, source := range sources {
		if source >= 0 {
			full[i] = operands[source]
		} else {
			full[i], out = out[0], out[1:]
		}
	}
	return full
}

func bindScan(p *scanParams, operands ...[]Value) []Value {
	return core.Bind(prim.Lookup("scan"), p, slices.Concat(operands...)...)
}

// with returns the parameters of a scan of the same length and direction.
func (s *scanParams) with(body *program, consts, carry int) *scanParams {
	return &scanParams{body, s.length, consts, carry, s.reverse, s.unroll, nil}
}

// split divides a list of operands into constants, carry and arrays.
func split[T any](s *scanParams, list []T) (consts, carry, xs []T) {
	n := s.consts + s.carry
	return list[:s.consts:s.consts], list[s.consts:n:n], list[n:]
}

func stacked(a ir.Aval, length int) ir.Aval {
	a.Shape = slices.Insert(slices.Clone(a.Shape), 0, length)
	return a
}

func scanShape(in []ir.Aval, p ir.Params) []ir.Aval {
	s := p.(*scanParams)
	if len(in) != len(s.body.In) {
		ir.Fail("scan", in, "%d operands given, %d are expected", len(in), len(s.body.In))
	}
	for i, a := range in {
		want := s.body.In[i].Aval()
		if i >= s.consts+s.carry {
			want = stacked(want, s.length)
		}
		if !a.Equal(want) {
			ir.Fail("scan", in, "operand %d is %s, %s is expected", i, a.Long(), want.Long())
		}
	}
	out := s.body.OutAvals()
	for i := s.carry; i < len(out); i++ {
		out[i] = stacked(out[i], s.length)
	}
	return out
}

func evalScan(dst, in []*device.Tensor, p ir.Params) {
	s := p.(*scanParams)
	consts, carry, xs := split(s, in)
	carry = slices.Clone(carry)
	for n := range s.length {
		core.Poll()
		i := n
		if s.reverse {
			i = s.length - 1 - n
		}
		args := slices.Concat(consts, carry)
		for _, x := range xs {
			row := device.New(x.DType, x.Shape[1:]...)
			size := len(row.Bytes())
			copy(row.Bytes(), x.Bytes()[i*size:])
			args = append(args, row)
		}
		out := s.body.execute(args)
		copy(carry, out)
		for k, y := range out[s.carry:] {
			copy(dst[s.carry+k].Bytes()[i*len(y.Bytes()):], y.Bytes())
		}
	}
	for k, c := range carry {
		copy(dst[k].Bytes(), c.Bytes())
	}
}

// arrange reorders the inputs of d, behind its constants, and its results.
func (d derivation) arrange(in, out []int) derivation {
	n := len(d.consts)
	j := &ir.Jaxpr{In: slices.Clone(d.In[:n]), Eqns: d.Eqns}
	for _, i := range in {
		j.In = append(j.In, d.In[n+i])
	}
	for _, i := range out {
		j.Out = append(j.Out, d.Out[i])
	}
	return derivation{newProgram(j), d.consts}
}

// interleave orders a list that holds first n values, then one more for each
// active one, group by group: the values of a group, then its additions.
func interleave(active []bool, groups ...int) []int {
	var order []int
	n, first := len(active), 0
	for _, size := range groups {
		for i := first; i < first+size; i++ {
			order = append(order, i)
		}
		for i := first; i < first+size; i++ {
			if active[i] {
				order = append(order, n+count(active[:i]))
			}
		}
		first += size
	}
	return order
}

// fixpoint finds the carries that become active when those of the operands
// are: step tells which results do. It returns the masks of all operands and
// all results.
func (s *scanParams) fixpoint(active []bool, step func(in, want []bool) (out []bool)) (in, out []bool) {
	in = slices.Clone(active)
	for {
		_, carry, _ := split(s, in)
		want := append(slices.Clone(carry), make([]bool, len(s.body.Out)-s.carry)...)
		out = step(in, want)
		union, grew := either(carry, out[:s.carry])
		if !grew {
			return in, out
		}
		copy(in[s.consts:], union)
	}
}

func jvpScan(p ir.Params, x, t []Value) (y, dy []Value) {
	s := p.(*scanParams)
	active, nonzero := s.fixpoint(defined(t), func(in, want []bool) []bool { return s.body.jvp(in, want).nonzero })
	want := append(slices.Clone(nonzero[:s.carry]), make([]bool, len(nonzero)-s.carry)...)
	xs := len(x) - s.consts - s.carry
	d := remember(s.body, fmt.Sprint("scan jvp", s.consts, s.carry, active), func() (derivation, []Value) {
		d := s.body.jvp(active, want).arrange(interleave(active, s.consts, s.carry, xs), interleave(nonzero, s.carry, len(nonzero)-s.carry))
		return d, d.consts
	})
	t = activate(t, x, active)
	var operands []Value
	operands = append(operands, d.consts...)
	c, cc, cx := split(s, x)
	tc, tcc, tx := split(s, t)
	for _, part := range [][]Value{c, gather(tc), cc, gather(tcc), cx, gather(tx)} {
		operands = append(operands, part...)
	}
	out := bindScan(s.with(d.program, len(d.consts)+len(c)+count(active[:s.consts]), s.carry+count(nonzero[:s.carry])), operands)
	order := interleave(nonzero, s.carry, len(nonzero)-s.carry)
	sorted := make([]Value, len(out))
	for i, k := range order {
		sorted[k] = out[i]
	}
	return sorted[:len(nonzero)], scatter(sorted[len(nonzero):], nonzero)
}

// activate makes the tangents that are zero but must be carried.
func activate(t, x []Value, active []bool) []Value {
	t = slices.Clone(t)
	for i, a := range active {
		if a {
			t[i] = instantiateOne(t[i], x[i])
		}
	}
	return t
}

// batchScan carries batches of what depends on the example.
func batchScan(p ir.Params, size int, in []Value, axes []int) ([]Value, []int) {
	s := p.(*scanParams)
	batched, out := s.fixpoint(carriesBatch(axes), func(in, want []bool) []bool {
		return carriesBatch(s.body.vmap(size, frontAxes(in), frontAxes(want)).axes)
	})
	d := s.body.vmap(size, frontAxes(batched), frontAxes(out))
	operands := slices.Clone(in)
	for i, b := range batched {
		to := 0
		if i >= s.consts+s.carry { // behind the axis that the loop runs along
			to = 1
		}
		if b {
			operands[i] = AtAxis(operands[i], axes[i], to, size)
		}
	}
	next := s.with(d.program, len(d.consts)+s.consts, s.carry)
	if s.linear != nil {
		next.linear = append(make([]bool, len(d.consts)), s.linear...)
	}
	outAxes := frontAxes(out)
	for i := s.carry; i < len(out); i++ {
		if out[i] {
			outAxes[i] = 1
		}
	}
	return bindScan(next, d.consts, operands), outAxes
}

// taylorScan carries the coefficients of the carry.
func taylorScan(p ir.Params, order int, x []Value, u [][]Value) (y []Value, v [][]Value) {
	s := p.(*scanParams)
	given := make([]bool, len(u))
	for i := range u {
		given[i] = u[i] != nil
	}
	active, out := s.fixpoint(given, func(in, want []bool) []bool { return s.body.taylor(order, in, want).active })
	want := append(slices.Clone(out[:s.carry]), make([]bool, len(out)-s.carry)...)
	d := s.body.taylor(order, active, want)
	full := make([][]Value, len(u))
	for i := range u {
		if full[i] = u[i]; full[i] == nil {
			full[i] = make([]Value, order)
		}
	}
	next := s.with(d.program, len(d.consts)+s.consts+order*count(active[:s.consts]), s.carry+order*count(out[:s.carry]))
	return unpack(bindScan(next, d.consts, packSeries(x, full, active)), out, order)
}

func init() {
	prim.Register(&core.Primitive{
		// Operands constants, initial carry, arrays.
		Op: "scan", Arity: -1, Domain: core.Interval{Lo: -1, Hi: 1},
		Shape: scanShape, Eval: evalScan, Alone: alone("scan", func(p ir.Params) *program { return p.(*scanParams).body }), Form: scanForm,
		JVP: jvpScan, Linearize: linearizeScan, Transpose: transposeScan, Vmap: batchScan, Taylor: taylorScan,
	})
}
