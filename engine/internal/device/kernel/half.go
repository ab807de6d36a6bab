package kernel

import (
	"math"
	"slices"

	"fluxion/engine/internal/ir"
)

// widened returns x of type F16 as F32.
func (b *Builder) widened(x Node) Node {
	if v := b.values[x]; v.leaf == constant {
		return b.Const(F32, float64(ir.Half(v.bits).Float32()))
	}
	if !b.spells {
		return b.node(value{op: Convert, typ: F32, a: x, b: none, c: none})
	}
	u := func(v uint64) Node { return b.ConstBits(U32, v) }
	bits := b.Bitcast(x, U32)
	magnitude := b.And(bits, u(0x7fff))
	// Multiplied by a power of two, the exponent gets its bias.
	moved := b.Bitcast(b.Shl(magnitude, u(23-10)), F32)
	wide := b.Bitcast(b.Mul(moved, b.Const(F32, 0x1p112)), U32)
	wide = b.Select(b.Lt(magnitude, u(halfInfinity)), wide, b.Or(wide, u(0x7f800000)))
	sign := b.Shl(b.And(bits, u(0x8000)), u(16))
	return b.Bitcast(b.Or(wide, sign), F32)
}

// narrowed returns x rounded to F16.
func (b *Builder) narrowed(x Node) Node {
	v := b.values[x]
	switch {
	case v.leaf == constant && v.typ == F32:
		return b.Const(F16, float64(math.Float32frombits(uint32(v.bits))))
	case v.leaf == inner && v.op == Convert && v.typ == F32 && b.Type(v.a) == F16:
		return v.a
	case v.typ == F64:
		x = b.toOdd(x)
	case v.typ != F32: // from 2^24 on, where F32 rounds, everything is infinite
		x = b.Convert(x, F32)
	}
	if !b.spells {
		return b.node(value{op: Convert, typ: F16, a: x, b: none, c: none})
	}
	i := func(v uint64) Node { return b.ConstBits(I32, v) }
	bits := b.Bitcast(x, I32)
	size := b.And(bits, i(math.MaxInt32))
	// Half a unit, less a bit for even numbers, carries into the last bit kept.
	odd := b.And(b.Shr(size, i(23-10)), i(1))
	half := b.Shr(b.Add(size, b.Add(odd, i(math.MaxUint32&(1<<(23-10-1)-1-(127-15)<<23)))), i(23-10))
	// Subnormal numbers have the unit of 0.5's last bit.
	small := b.Sub(b.Bitcast(b.Add(b.Bitcast(size, F32), b.Const(F32, 0.5)), I32), i(0x3f000000))
	half = b.Select(b.Lt(size, i(0x38800000)), small, half)
	half = b.Select(b.Lt(size, i(0x47800000)), half, i(halfInfinity)) // 2^16
	half = b.Select(b.Gt(size, i(0x7f800000)), i(0x7e00), half)
	sign := b.And(b.Shr(bits, i(16)), i(0x8000))
	return b.Bitcast(b.Convert(b.Or(half, sign), U32), F16)
}

const halfInfinity = 0x7c00

// toOdd returns x of type F64 as F32, rounded such that rounding the result
// once more to F16 gives what rounding x does: towards zero, but with the last
// bit set if that is not exact.
func (b *Builder) toOdd(x Node) Node {
	nearest := b.Convert(x, F32)
	wide := b.Convert(nearest, F64)
	bits := b.Bitcast(nearest, U32)
	one := b.Const(U32, 1)
	bits = b.Select(b.Gt(b.Abs(wide), b.Abs(x)), b.Sub(bits, one), bits)
	exact := b.Or(b.Eq(wide, x), b.Ne(x, x))
	return b.Bitcast(b.Select(exact, bits, b.Or(bits, one)), F32)
}

// Expanded returns what expand makes of operands, computing in F32 where some
// are F16, and rounding the results.
func (b *Builder) Expanded(in []Node, expand func(in []Node) []Node) []Node {
	wide, half := make([]Node, len(in)), false
	for i, x := range in {
		wide[i] = x
		if b.Type(x) == F16 {
			wide[i], half = b.Convert(x, F32), true
		}
	}
	out := expand(wide)
	if !half {
		return out
	}
	rounded := make([]Node, len(out))
	for i, x := range out {
		rounded[i] = x
		if b.Type(x) == F32 {
			rounded[i] = b.Convert(x, F16)
		}
	}
	return rounded
}

// nextHalf is NextAfter for F16. A number's distance to the next one, in units of
// its last place, is more than half a unit and less than one and a half if the
// magnitude grows; below a power of two, units are half as large.
func (b *Builder) nextHalf(x, y Node) Node {
	from, to := b.Convert(x, F32), b.Convert(y, F32)
	c := func(v float64) Node { return b.Const(F32, v) }
	size := b.Min(b.Abs(from), c(0x1p16)) // in place of infinity, the number above the greatest
	step := func(of float64) Node { return b.Max(b.Mul(size, c(of)), c(0x1p-24)) }
	away := b.Eq(b.Lt(from, to), b.Lt(c(0), from))
	sign := func(x Node) Node { return b.And(b.Bitcast(x, U32), b.ConstBits(U32, 1<<31)) }
	moved := b.Select(away, b.Add(size, step(0.75*0x1p-10)), b.Sub(size, step(0.5*0x1p-10)))
	start := b.Eq(from, c(0))
	moved = b.Select(start, c(0x1p-24), moved)
	signed := b.Bitcast(b.Or(b.Bitcast(moved, U32), b.Select(start, sign(to), sign(from))), F32)
	z := b.Select(b.Eq(from, to), to, signed)
	return b.Convert(b.Select(b.Or(b.isNaN(from), b.isNaN(to)), b.nan(from), z), F16)
}

// Accumulates reports whether an equation of the given form combines or
// compares elements along an axis. That is computed on float32 copies of what is
// float16, so that sums are rounded once.
func Accumulates(form Form) bool {
	switch form := form.(type) {
	case Reduction, Contraction, Running, Search, Sort:
		return true
	case Update:
		return form.Combine != Move
	}
	return false
}

func hasHalf(avals []ir.Aval) bool {
	return slices.ContainsFunc(avals, func(a ir.Aval) bool { return a.DType == ir.Float16 })
}

// single returns the type that stands for a where everything is float32.
func single(a ir.Aval) ir.Aval {
	if a.DType == ir.Float16 {
		a.DType = ir.Float32
	}
	return a
}

// inSingle schedules an equation between conversions.
func (f *fuser) inSingle(e *ir.Eqn) {
	wide := *e
	wide.In, wide.Out = make([]ir.Atom, len(e.In)), make([]*ir.Var, len(e.Out))
	for i, a := range e.In {
		wide.In[i] = a
		switch a := a.(type) {
		case *ir.Literal:
			l := *a
			l.DType = single(a.Aval()).DType
			wide.In[i] = &l
		case *ir.Var:
			if a.Aval().DType == ir.Float16 {
				v := ir.NewVar(single(a.Aval()))
				f.uses[v] = 1
				f.convert(v, a)
				wide.In[i] = v
				f.read[a]++
			}
		}
	}
	for i, v := range e.Out {
		wide.Out[i] = v
		if v.Aval().DType == ir.Float16 {
			wide.Out[i] = ir.NewVar(single(v.Aval()))
			f.uses[wide.Out[i]] = min(f.uses[v], 1)
		}
	}
	f.add(&wide)
	for i, v := range e.Out {
		if wide.Out[i] != v && f.uses[v] > 0 {
			f.convert(v, wide.Out[i])
			f.read[wide.Out[i]]++
		}
	}
}

// convert schedules v as the conversion of another variable to its type.
func (f *fuser) convert(v, from *ir.Var) {
	g := f.join(v.Aval().Shape, []ir.Atom{from}, func(*group) bool { return true })
	g.members = append(g.members, member{args: f.arguments(g, []ir.Atom{from}), out: []*ir.Var{v}, origin: f.origin,
		expand: func(b *Builder, in []Node) []Node { return []Node{b.Convert(in[0], TypeOf(v.Aval().DType))} }})
	f.where[v] = &place{group: g}
}
