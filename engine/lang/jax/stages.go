package jax

import (
	"fmt"
	"slices"
	"strings"

	"fluxion/engine/lang/py"
)

// A stage is a jitted function on its way to a program: traced, lowered or
// compiled for arguments of certain types (jax.stages). Tracing compiles too, so
// the three differ in what they offer only.
type stage struct {
	class *py.Type
	jit   *jitted
	tr    *trace
	names []string // of the arguments that are arrays
}

var (
	tracedType   = &py.Type{Name: "Traced", Module: "jax._src.stages", Doc: "A function traced for arguments of certain types.", Final: true}
	loweredType  = &py.Type{Name: "Lowered", Module: "jax._src.stages", Doc: "A traced function, ready to be compiled.", Final: true}
	compiledType = &py.Type{Name: "Compiled", Module: "jax._src.stages", Doc: "A function compiled for arguments of certain types.", Final: true}
	argInfoType  = &py.Type{Name: "ArgInfo", Module: "jax._src.stages", Final: true}
)

// StagesModule is jax.stages.
var StagesModule = &py.ModuleSpec{Name: "jax.stages", Doc: "What happens to a function before it runs.", Values: map[string]py.Object{
	"Traced": tracedType, "Lowered": loweredType, "Compiled": compiledType, "ArgInfo": argInfoType, "Wrapped": jittedType,
}}

// Type returns the class.
func (s *stage) Type() *py.Type { return s.class }

// An argInfo is what a stage says of one argument.
type argInfo struct{ aval *shapeStruct }

// Type returns the class.
func (*argInfo) Type() *py.Type { return argInfoType }

// Repr implements [py.Representer].
func (a *argInfo) Repr(t *py.Thread) string {
	return "ArgInfo(_aval=" + t.Repr(a.aval) + ", donated=False)"
}

// stageFor traces a jitted function for arguments.
func (j *jitted) stageFor(t *py.Thread, args []py.Object, keywords []py.Keyword) *stage {
	tr := j.program(t, args, keywords)
	return &stage{tracedType, j, tr, dynamicNames(t, j.fun, tr, args, keywords)}
}

// avals returns the pytree of the arguments' types.
func (s *stage) avals(t *py.Thread, leaf func(a *shapeStruct) py.Object) py.Object {
	leaves := make([]py.Object, len(s.tr.in.data))
	for i, o := range avalList(s.tr.in) {
		leaves[i] = leaf(o)
	}
	return s.tr.in.def.Unflatten(t, leaves)
}

// Call implements [py.Callable]: of a compiled function.
func (s *stage) Call(t *py.Thread, args []py.Object, keywords []py.Keyword) py.Object {
	if s.class != compiledType {
		panic(py.Errorf(py.TypeError, "'%s' object is not callable", s.class.Name))
	}
	in := takeApart(t, py.NewTuple(py.NewTuple(args...), keywordDict(keywords)), invalid(t))
	if !in.def.Equal(t, s.tr.in.def) {
		panic(py.Errorf(py.TypeError, "Function compiled with input pytree does not match the input pytree it was called with. There are 1 mismatches, including:\n    * %s",
			s.structureMismatch(args, keywords)))
	}
	var wrong []string
	for i, x := range in.data {
		want := s.tr.in.data[i]
		if x.DType() != want.DType() || !sameShape(x.Shape(), want.Shape()) {
			name := ""
			if i < len(s.names) {
				name = s.names[i]
			}
			wrong = append(wrong, fmt.Sprintf("Argument '%s' compiled with %s and called with %s", name, long(want), long(x)))
		}
	}
	if len(wrong) > 0 {
		panic(py.Errorf(py.TypeError, "Argument types differ from the types for which this computation was compiled. Perhaps you are calling the compiled executable with a different "+
			"enable_x64 mode than when it was AOT compiled? The mismatches are:\n%s", strings.Join(wrong, "\n")))
	}
	operands := *s.tr
	operands.in = &arrays{in.def, slices.Clone(in.data), in.keys}
	for i, x := range in.data {
		operands.in.data[i] = conform(x, s.tr.in.data[i])
	}
	return s.jit.run(t, &operands, func() py.Object { return s.tr.out.rebuild(t, s.tr.program.Call(operands.in.data)) })
}

func (s *stage) structureMismatch(args []py.Object, keywords []py.Keyword) string {
	positional, named := s.tr.in.def.children[0], s.tr.in.def.children[1]
	switch {
	case len(positional.children) != len(args):
		return fmt.Sprintf("at args, seen tuple of length %d but now given tuple of length %d, so the lengths do not match", len(positional.children), len(args))
	case len(named.children) != len(keywords):
		plural := func(n int) string {
			if n == 1 {
				return "1 child"
			}
			return fmt.Sprintf("%d children", n)
		}
		n := len(named.children)
		was := "0 child"
		if n > 0 {
			was = plural(n)
		}
		return fmt.Sprintf("at kwargs, seen <class 'dict'> with %s but now given <class 'dict'> with %s, so the numbers of children do not match", was, plural(len(keywords)))
	}
	return "the structures of the arguments do not match"
}

func init() {
	of := func(o py.Object) *stage { return o.(*stage) }
	as := func(class *py.Type) func(t *py.Thread, a []py.Object) py.Object {
		return func(_ *py.Thread, a []py.Object) py.Object {
			s := *of(a[0])
			s.class = class
			return &s
		}
	}
	noCode := func(t *py.Thread, a []py.Object) py.Object {
		panic(py.Errorf(py.NotImplementedError, "programs are not lowered to StableHLO or XLA here, so there is no text, analysis or executable of that kind; print jax.jit(f).trace(...).jaxpr to see the program"))
	}
	common := []py.Member{
		py.Property{Name: "in_tree", Doc: "The structure of the arguments.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).tr.in.def }},
		py.Property{Name: "out_tree", Doc: "The structure of the result.", Get: func(_ *py.Thread, o py.Object) py.Object { return of(o).tr.out.def }},
		py.Property{Name: "in_avals", Doc: "The types of the arguments.", Get: func(t *py.Thread, o py.Object) py.Object {
			return of(o).avals(t, func(a *shapeStruct) py.Object { return a })
		}},
		py.Property{Name: "args_info", Doc: "What is known of the arguments.", Get: func(t *py.Thread, o py.Object) py.Object {
			return of(o).avals(t, func(a *shapeStruct) py.Object { return &argInfo{a} })
		}},
		py.Property{Name: "out_info", Doc: "The shapes and dtypes of the results.", Get: func(t *py.Thread, o py.Object) py.Object { return of(o).tr.out.shapes(t) }},
		py.Property{Name: "out_avals", Doc: "The types of the results.", Get: func(t *py.Thread, o py.Object) py.Object {
			s := of(o)
			leaves := make([]py.Object, len(s.tr.out.data))
			for i, a := range avalList(s.tr.out) {
				leaves[i] = a
			}
			return s.tr.out.def.Unflatten(t, leaves)
		}},
	}
	tracedType.Define(common...)
	tracedType.Define(
		py.Property{Name: "jaxpr", Doc: "The program.", Get: func(_ *py.Thread, o py.Object) py.Object {
			return newJaxpr(of(o).tr)
		}},
		py.Property{Name: "fun_name", Doc: "The name of the function.", Get: func(_ *py.Thread, o py.Object) py.Object { return py.Str(of(o).jit.name) }},
		py.Func{Sig: "lower(self, *, lowering_platforms=None)", Doc: "The next stage.", Impl: as(loweredType)},
	)
	loweredType.Define(common...)
	loweredType.Define(
		py.Func{Sig: "compile(self, compiler_options=None)", Doc: "The next stage, which can be called.", Impl: as(compiledType)},
		py.Func{Sig: "as_text(self, dialect=None, *, debug_info=False)", Doc: "The program as text of the compiler.", Impl: noCode},
		py.Func{Sig: "compiler_ir(self, dialect=None)", Doc: "The program of the compiler.", Impl: noCode},
		py.Func{Sig: "cost_analysis(self)", Doc: "What the program costs.", Impl: noCode},
	)
	compiledType.Define(common...)
	compiledType.Define(
		py.Func{Sig: "as_text(self)", Doc: "The program as text of the compiler.", Impl: noCode},
		py.Func{Sig: "cost_analysis(self)", Doc: "What the program costs.", Impl: noCode},
		py.Func{Sig: "memory_analysis(self)", Doc: "The memory that the program needs.", Impl: noCode},
		py.Func{Sig: "runtime_executable(self)", Doc: "The program of the machine.", Impl: noCode},
	)
	stageOf := func(t *py.Thread, a []py.Object) *stage {
		return a[0].(*transformed).jit.stageFor(t, slices.Clone(a[1].(*py.Tuple).Elems), keywordsOf(a[2]))
	}
	jittedType.Define(
		py.Func{Sig: "trace(self, *args, **kwargs)", Doc: "The function traced for arguments like these.", Impl: func(t *py.Thread, a []py.Object) py.Object { return stageOf(t, a) }},
		py.Func{Sig: "lower(self, *args, **kwargs)", Doc: "The function traced and lowered for arguments like these.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			s := stageOf(t, a)
			s.class = loweredType
			return s
		}},
	)
}
