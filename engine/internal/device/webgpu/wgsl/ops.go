package wgsl

import (
	"fmt"

	"fluxion/engine/internal/device/kernel"
)

// operators are the operations that are an operator for every type that they
// are defined for here.
var operators = map[kernel.Op]string{
	kernel.Add: "+", kernel.Sub: "-", kernel.Mul: "*",
	kernel.And: "&", kernel.Or: "|", kernel.Xor: "^",
	kernel.Eq: "==", kernel.Ne: "!=", kernel.Lt: "<", kernel.Le: "<=",
}

// functions are the operations that are a function of WGSL.
var functions = map[kernel.Op]string{
	kernel.Abs: "abs", kernel.Floor: "floor", kernel.Ceil: "ceil", kernel.Trunc: "trunc", kernel.RoundEven: "round",
	kernel.Min: "min", kernel.Max: "max", kernel.Sqrt: "sqrt", kernel.Fma: "fma", kernel.MulAdd: "fma",
}

// operation returns the value of an instruction other than a Skip.
func (s *shader) operation(ins kernel.Instr, args ...value) value {
	if ins.From == kernel.F32 && s.adapter.Reordering {
		s.hide(ins.Op, args)
	}
	if bits, ok := folded(ins, args); ok {
		return s.literal(ins.Type, uint64(bits))
	}
	if ins.Op == kernel.Move {
		return args[0]
	}
	if !s.computes(args) {
		args[0] = s.let(args[0]) // compilers evaluate constant expressions, and reject some
	}
	switch ins.Op {
	case kernel.Select:
		return s.choose(args[0], args[1], args[2])
	case kernel.Convert:
		return s.convert(args[0], ins.Type)
	case kernel.Bitcast:
		return reinterpreted(args[0], ins.Type)
	case kernel.Neg:
		return s.negated(args[0])
	case kernel.Not:
		if ins.Type == kernel.Mask {
			return before("!", args[0])
		}
		return before("~", args[0])
	case kernel.Shl, kernel.Shr, kernel.Sar:
		return s.shift(ins.Op, args[0], args[1])
	}
	if ins.From == kernel.F32 {
		if v, ok := s.float32Operation(ins.Op, args); ok {
			return v
		}
	}
	return s.plain(ins.Op, args)
}

// hide keeps compilers from taking x + 0 for x, x·0 and x - x for 0, x / x for 1
// and x / 3 for x times a third.
func (s *shader) hide(op kernel.Op, args []value) {
	switch op {
	case kernel.Sub, kernel.Div:
		if args[0].text == args[1].text {
			args[0] = s.apply("keep", kernel.F32, args[0])
		}
	}
	switch op {
	case kernel.Add, kernel.Sub, kernel.Mul, kernel.Div, kernel.Fma, kernel.MulAdd:
		for i, a := range args {
			if a.constant && (a.word<<1 == 0 || op == kernel.Div && i == 1) {
				args[i] = name(fmt.Sprintf("%s(0x%xu)", s.helper("float_of", 1), a.word), kernel.F32, 1)
			}
		}
	}
}

// computes reports whether an operation on the values is one at runtime.
func (s *shader) computes(args []value) bool {
	for _, a := range args {
		if !a.constant {
			return true
		}
	}
	return false
}

// plain returns an operation that WGSL has too.
func (s *shader) plain(op kernel.Op, args []value) value {
	t := args[0].typ
	switch op {
	case kernel.Add, kernel.Sub, kernel.Mul:
		return arithmetic(operators[op], args[0], args[1])
	case kernel.Div:
		return s.apply("divide_"+scalars[t], t, args...)
	case kernel.Rem:
		return s.apply("remainder_"+scalars[t], t, args...)
	case kernel.And, kernel.Or, kernel.Xor:
		if op == kernel.Xor && t == kernel.Mask {
			return comparison("!=", level(args)[0], level(args)[1])
		}
		return bitwise(operators[op], level(args)[0], level(args)[1])
	case kernel.Eq, kernel.Ne, kernel.Lt, kernel.Le:
		return comparison(operators[op], level(args)[0], level(args)[1])
	}
	f, ok := functions[op]
	if !ok {
		panic(fmt.Sprintf("BUG: webgpu: no %v of %v", op, t))
	}
	return call(f, t, lanesOf(args), level(args)...)
}

// float32Operation returns the operations on floats for which WGSL promises too
// little; false if it promises enough.
func (s *shader) float32Operation(op kernel.Op, args []value) (value, bool) {
	t := kernel.F32
	switch {
	case op == kernel.Min:
		return s.apply("min_float", t, args...), true
	case op == kernel.Max:
		return s.apply("max_float", t, args...), true
	case op == kernel.Ne && args[0].text == args[1].text:
		return s.apply("is_nan", kernel.Mask, args[0]), true
	case op == kernel.Eq && args[0].text == args[1].text:
		return before("!", s.apply("is_nan", kernel.Mask, args[0])), true
	case op == kernel.Ne: // != of WGSL may be false where there is a NaN
		equal := comparison("==", level(args)[0], level(args)[1])
		return before("!", equal), true
	case op == kernel.Fma && !s.adapter.Fused:
		return s.apply("fma_f32", t, args...), true
	case op == kernel.MulAdd && !s.adapter.Fused:
		return arithmetic("+", arithmetic("*", args[0], args[1]), args[2]), true
	case op == kernel.Div && s.adapter.Rounded:
		return arithmetic("/", args[0], args[1]), true
	case op == kernel.Sqrt && !s.adapter.Rounded:
		return s.apply("sqrt_f32", t, args...), true
	}
	return value{}, false
}

// apply returns a helper's value.
func (s *shader) apply(helper string, t kernel.Type, args ...value) value {
	lanes := lanesOf(args)
	return call(s.helper(helper, lanes), t, lanes, level(args)...)
}

func lanesOf(args []value) int {
	lanes := 1
	for _, a := range args {
		lanes = max(lanes, a.lanes)
	}
	return lanes
}

// level returns values of equally many lanes.
func level(args []value) []value {
	out := make([]value, len(args))
	for i, a := range args {
		out[i] = a.widened(lanesOf(args))
	}
	return out
}

// choose returns yes where the mask is set and no elsewhere.
func (s *shader) choose(mask, yes, no value) value {
	lanes := max(mask.lanes, yes.lanes, no.lanes)
	if mask.lanes > 1 {
		mask = mask.widened(lanes)
	}
	v := call("select", yes.typ, lanes, no.widened(lanes), yes.widened(lanes), mask)
	return v
}

// negated returns -x. Of floats only the sign bit changes, which is said by bits
// where compilers do not heed the sign of zero.
func (s *shader) negated(x value) value {
	if x.typ == kernel.F32 && s.adapter.Reordering {
		bits := reinterpreted(x, kernel.U32)
		return reinterpreted(bitwise("^", bits, s.literal(kernel.U32, 1<<31).widened(x.lanes)), kernel.F32)
	}
	if x.typ == kernel.U32 {
		return arithmetic("-", s.literal(kernel.U32, 0), x)
	}
	return before("-", x)
}

// reinterpreted returns the bits of x as another type.
func reinterpreted(x value, t kernel.Type) value {
	if x.typ == kernel.F32 || t == kernel.F32 {
		return call("bitcast<"+typeName(t, x.lanes)+">", t, x.lanes, x)
	}
	return call(typeName(t, x.lanes), t, x.lanes, x)
}

// shift returns x shifted by y, which is read as unsigned.
func (s *shader) shift(op kernel.Op, x, y value) value {
	lanes := max(x.lanes, y.lanes)
	t, as := x.typ, kernel.U32
	if op == kernel.Sar {
		as = kernel.I32
	}
	if op == kernel.Shl && y.constant {
		as = t // whose sign does not matter
	}
	if x.typ != as {
		x = reinterpreted(x, as)
	}
	var v value
	switch {
	case !y.constant:
		if y.typ != kernel.U32 {
			y = reinterpreted(y, kernel.U32)
		}
		v = s.apply(map[kernel.Op]string{kernel.Shl: "shift_left", kernel.Shr: "shift_right", kernel.Sar: "shift_sign"}[op], as, x, y)
	case y.word >= 32 && op != kernel.Sar:
		v = s.literal(as, 0)
	default:
		sign := map[kernel.Op]string{kernel.Shl: "<<", kernel.Shr: ">>", kernel.Sar: ">>"}[op]
		v = bitwise(sign, x.widened(lanes), s.literal(kernel.U32, uint64(min(y.word, 31))).widened(lanes))
	}
	if t != as {
		v = reinterpreted(v, t)
	}
	return v
}

// convert returns x as another type.
func (s *shader) convert(x value, t kernel.Type) value {
	switch {
	case t == kernel.F16:
		s.halves = true
		return s.apply("half_of", t, x)
	case x.typ == kernel.F16:
		return s.apply("float_of_half", t, x)
	case t == kernel.Mask && x.typ == kernel.F32:
		return before("!", comparison("==", x, s.literal(x.typ, 0).widened(x.lanes)))
	case t == kernel.Mask:
		return comparison("!=", x, s.literal(x.typ, 0).widened(x.lanes))
	case x.typ == kernel.F32:
		return s.apply("to_"+scalars[t], t, x)
	case x.typ == kernel.U32 && t == kernel.F32:
		return s.apply("float_of_u32", t, x)
	}
	return call(typeName(t, x.lanes), t, x.lanes, x)
}
