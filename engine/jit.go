package engine

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// Jit returns f traced and simplified on its first call with arguments of new
// types and shapes, or new values in fields that are not arrays; later calls
// run the program. f must depend on nothing else that changes and have no
// other effects. The returned function may be called from several goroutines.
func Jit[A, R any](f func(A) R) func(A) R { return JitNamed("f", f) }

// JitNamed is Jit with the function name that jaxprs show.
func JitNamed[A, R any](name string, f func(A) R, options ...StageOption) func(A) R {
	o := optionsOf(options)
	in, out, list := tree.LayoutOf[A, Array](), tree.LayoutOf[R, Array](), reflect.TypeFor[R]() == reflect.TypeFor[[]Array]()
	var programs sync.Map // signature → *program
	var last atomic.Pointer[program]
	return func(arg A) (result R) {
		if p := last.Load(); p != nil {
			if results, ok := p.direct(unsafe.Pointer(&arg), in); ok {
				switch {
				case out != nil:
					for i, at := range out {
						(*Array)(unsafe.Add(unsafe.Pointer(&result), at)).v = results.At(i)
					}
				case list && results.Len() > 0:
					*(*[]Array)(unsafe.Pointer(&result)) = arraysOf(results)
				default:
					result = tree.Unflatten(p.out, arraysOf(results)).(R)
				}
				return result
			}
		}
		x, structure := tree.Flatten[Array](arg)
		key, known := signature(x, structure)
		entry, ok := programs.Load(key)
		if !ok {
			avals := ir.Avals(values(x))
			staged, out := recordTree(o, name, f, structure, avals)
			entry = &program{transform.Compile(name, staged), avals, out, o.donated(arg, avals, staged.OutAvals())}
			if known && !closesOverTracers(staged) {
				programs.Store(key, entry)
			}
		}
		p := entry.(*program)
		if ok && in != nil {
			last.Store(p)
		}
		y := callProgram(p.call, x)
		if !p.call.Traced() && !slices.ContainsFunc(x, Array.IsTraced) {
			for _, i := range p.donated {
				x[i].delete()
			}
		}
		return tree.Unflatten(p.out, y).(R)
	}
}

// A program is one trace of a jitted function.
type program struct {
	call    *transform.Compiled
	avals   []ir.Aval // of the arguments
	out     *tree.Structure
	donated []int // arguments that a call deletes
}

// direct runs p on the arrays that lie in an argument, if that is what p was
// traced for and nothing is traced.
func (p *program) direct(arg unsafe.Pointer, in tree.Layout) (results transform.Results, ok bool) {
	operands := p.call.Operands()
	for i, at := range in {
		v := (*Array)(unsafe.Add(arg, at)).v
		if !core.Is(v, p.avals[i]) {
			return results, false
		}
		operands = append(operands, core.Operand(v))
	}
	results = p.call.Run(operands)
	for _, i := range p.donated {
		(*Array)(unsafe.Add(arg, in[i])).delete()
	}
	return results, true
}

// callProgram runs a program on arrays, traced or not.
func callProgram(call *transform.Compiled, x []Array) []Array {
	if call.Traced() || slices.ContainsFunc(x, Array.IsTraced) {
		return arrays(call.Call(concrete(x)))
	}
	operands := call.Operands()
	for _, a := range x {
		operands = append(operands, core.Operand(a.v))
	}
	return arraysOf(call.Run(operands))
}

func arraysOf(results transform.Results) []Array {
	out := make([]Array, results.Len())
	for i := range out {
		out[i].v = results.At(i)
	}
	return out
}

// closesOverTracers reports whether a trace mentions values of a
// transformation around it; such a trace is good for one call only.
func closesOverTracers(c *ir.Closed) bool {
	for _, v := range c.Values {
		if core.IsTraced(v) {
			return true
		}
	}
	return false
}

// signature identifies what a trace depends on; it reports false where that
// cannot be known.
func signature(x []Array, s *tree.Structure) (key string, ok bool) {
	var b strings.Builder
	static, ok := s.Static()
	b.WriteString(static)
	for _, a := range x {
		v := a.value().Aval()
		b.WriteByte('|')
		b.WriteByte('0' + byte(v.DType))
		if v.Weak {
			b.WriteByte('w')
		}
		for _, n := range v.Shape {
			b.WriteByte(',')
			b.WriteString(strconv.Itoa(n))
		}
	}
	return b.String(), ok
}

// A Jaxpr is a traced program.
type Jaxpr struct{ closed *ir.Closed }

// MakeJaxpr traces f on arguments of at's types and returns the program,
// before simplification.
func MakeJaxpr[A, R any](f func(A) R, at A, options ...StageOption) Jaxpr {
	x, structure := tree.Flatten[Array](at)
	closed, _ := recordTree(optionsOf(options), "make_jaxpr", f, structure, ir.Avals(values(x)))
	return Jaxpr{closed}
}

// String prints the program in JAX's notation.
func (j Jaxpr) String() string { return j.closed.Jaxpr.String() }

// Simplified returns the program that runs: calls opened, without dead code
// and common subexpressions.
func (j Jaxpr) Simplified() Jaxpr {
	return Jaxpr{transform.Simplified(j.closed)}
}

// Len returns the number of equations.
func (j Jaxpr) Len() int { return len(j.closed.Eqns) }
