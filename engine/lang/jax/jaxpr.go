package jax

import (
	"fmt"

	"fluxion/engine"
	"fluxion/engine/lang/py"
)

// A jaxprObject is what make_jaxpr returns.
type jaxprObject struct {
	jaxpr  engine.Jaxpr
	closed bool
	vars   *jaxprVars
}

// jaxprVars are the variables of a program as Python values, so that each is one
// object.
type jaxprVars struct {
	known map[engine.Atom]*jaxprAtom
	keys  map[engine.Atom]bool // those that are random number keys
}

// A jaxprAtom is a variable or a number in a program.
type jaxprAtom struct {
	atom engine.Atom
	key  bool
}

// A jaxprEqn is an operation in a program.
type jaxprEqn struct {
	eqn  engine.Equation
	vars *jaxprVars
}

var (
	closedJaxprType = &py.Type{Name: "ClosedJaxpr", Module: "jax._src.core", Final: true}
	jaxprType       = &py.Type{Name: "Jaxpr", Module: "jax._src.core", Final: true}
	jaxprVarType    = &py.Type{Name: "Var", Module: "jax._src.core", Final: true}
	literalType     = &py.Type{Name: "Literal", Module: "jax._src.core", Final: true}
	jaxprEqnType    = &py.Type{Name: "JaxprEqn", Module: "jax._src.core", Final: true}
)

func newJaxpr(tr *trace) *jaxprObject {
	j := &jaxprObject{tr.program.Jaxpr(), true, &jaxprVars{map[engine.Atom]*jaxprAtom{}, map[engine.Atom]bool{}}}
	for i, a := range j.jaxpr.Inputs() {
		j.vars.keys[a] = tr.in.keys[i]
	}
	for i, a := range j.jaxpr.Outputs() {
		if _, number := a.Number(); !number {
			j.vars.keys[a] = tr.out.keys[i]
		}
	}
	return j
}

// Type returns the class.
func (j *jaxprObject) Type() *py.Type {
	if j.closed {
		return closedJaxprType
	}
	return jaxprType
}

// Repr implements [py.Representer].
func (j *jaxprObject) Repr(*py.Thread) string { return j.jaxpr.String() }

// Type returns the class.
func (a *jaxprAtom) Type() *py.Type {
	if _, number := a.atom.Number(); number {
		return literalType
	}
	return jaxprVarType
}

// aval returns the type of the atom.
func (a *jaxprAtom) aval() *shapeStruct {
	s := &shapeStruct{shape: a.atom.Shape(), dtype: DTypeOf(a.atom.DType()), weak: a.atom.Weak(), abstract: true}
	if a.key {
		s.shape, s.dtype = s.shape[:len(s.shape)-1], dtypeNames["key<fry>"]
	}
	return s
}

// Repr implements [py.Representer].
func (a *jaxprAtom) Repr(t *py.Thread) string {
	if v, number := a.atom.Number(); number {
		return "Literal(" + t.Repr(FromArray(v).item()) + ")"
	}
	s := a.aval()
	return fmt.Sprintf("Var(id=%d):%s[%s]", int64(py.ID(a).(py.Int)), s.dtype.Name, dims(s.shape))
}

// Hash implements [py.Hasher].
func (a *jaxprAtom) Hash(*py.Thread) uint64 { return uint64(py.ID(a).(py.Int)) }

// Type returns the class.
func (*jaxprEqn) Type() *py.Type { return jaxprEqnType }

// Repr implements [py.Representer].
func (e *jaxprEqn) Repr(*py.Thread) string { return e.eqn.String() }

// atom returns an atom as a Python value.
func (v *jaxprVars) atom(a engine.Atom) py.Object {
	if _, number := a.Number(); number {
		return &jaxprAtom{atom: a}
	}
	if v.known[a] == nil {
		v.known[a] = &jaxprAtom{a, v.keys[a]}
	}
	return v.known[a]
}

func (v *jaxprVars) list(atoms []engine.Atom) py.Object {
	list := py.NewList()
	for _, a := range atoms {
		list.Elems = append(list.Elems, v.atom(a))
	}
	return list
}

func (v *jaxprVars) avals(atoms []engine.Atom) py.Object {
	list := py.NewList()
	for _, a := range atoms {
		list.Elems = append(list.Elems, v.atom(a).(*jaxprAtom).aval())
	}
	return list
}

// parameterValue returns a parameter of an operation as a Python value.
func parameterValue(value any) py.Object {
	switch v := value.(type) {
	case nil:
		return py.None
	case bool:
		return py.Bool(v)
	case int:
		return py.Int(v)
	case float64:
		return py.Float(v)
	case []int:
		return ShapeTuple(v)
	case engine.DType:
		return DTypeOf(v)
	case engine.Contraction:
		pair := func(x, y []int) py.Object { return py.NewTuple(ShapeTuple(x), ShapeTuple(y)) }
		return py.NewTuple(pair(v.ContractX, v.ContractY), pair(v.BatchX, v.BatchY))
	case engine.Jaxpr:
		return &jaxprObject{v, true, &jaxprVars{map[engine.Atom]*jaxprAtom{}, nil}}
	case []engine.Jaxpr:
		list := make([]py.Object, len(v))
		for i, j := range v {
			list[i] = parameterValue(j)
		}
		return py.NewTuple(list...)
	}
	return py.Str(fmt.Sprint(value))
}

func init() {
	of := func(o py.Object) *jaxprObject { return o.(*jaxprObject) }
	list := func(name, doc string, get func(j *jaxprObject) py.Object) py.Member {
		return py.Property{Name: name, Doc: doc, Get: func(_ *py.Thread, o py.Object) py.Object { return get(of(o)) }}
	}
	eqns := list("eqns", "The operations.", func(j *jaxprObject) py.Object {
		l := py.NewList()
		for _, e := range j.jaxpr.Equations() {
			l.Elems = append(l.Elems, &jaxprEqn{e, j.vars})
		}
		return l
	})
	consts := func(j *jaxprObject) py.Object {
		_, values := j.jaxpr.Constants()
		return arrayList(values)
	}
	closedJaxprType.Define(
		py.Property{Name: "jaxpr", Doc: "The program without its constants.", Get: func(_ *py.Thread, o py.Object) py.Object {
			open := *of(o)
			open.closed = false
			return &open
		}},
		list("consts", "The arrays that the program closed over.", consts),
		list("literals", "The arrays that the program closed over.", consts),
		list("in_avals", "The types of the arguments.", func(j *jaxprObject) py.Object { return j.vars.avals(j.jaxpr.Inputs()) }),
		list("out_avals", "The types of the results.", func(j *jaxprObject) py.Object { return j.vars.avals(j.jaxpr.Outputs()) }),
		list("effects", "Nothing: effects are not part of programs.", func(*jaxprObject) py.Object { return py.NewTuple() }),
		eqns,
	)
	jaxprType.Define(
		list("constvars", "The variables of the arrays that the program closed over.", func(j *jaxprObject) py.Object {
			vars, _ := j.jaxpr.Constants()
			return j.vars.list(vars)
		}),
		list("invars", "The variables of the arguments.", func(j *jaxprObject) py.Object { return j.vars.list(j.jaxpr.Inputs()) }),
		list("outvars", "The results.", func(j *jaxprObject) py.Object { return j.vars.list(j.jaxpr.Outputs()) }),
		list("in_avals", "The types of the arguments.", func(j *jaxprObject) py.Object { return j.vars.avals(j.jaxpr.Inputs()) }),
		list("out_avals", "The types of the results.", func(j *jaxprObject) py.Object { return j.vars.avals(j.jaxpr.Outputs()) }),
		list("effects", "Nothing: effects are not part of programs.", func(*jaxprObject) py.Object { return py.NewTuple() }),
		eqns,
	)
	aval := py.Property{Name: "aval", Doc: "The type.", Get: func(_ *py.Thread, o py.Object) py.Object { return o.(*jaxprAtom).aval() }}
	jaxprVarType.Define(aval)
	literalType.Define(aval, py.Property{Name: "val", Doc: "The number.", Get: func(_ *py.Thread, o py.Object) py.Object {
		v, _ := o.(*jaxprAtom).atom.Number()
		return FromArray(v).item()
	}})
	eqn := func(o py.Object) *jaxprEqn { return o.(*jaxprEqn) }
	jaxprEqnType.Define(
		py.Property{Name: "primitive", Doc: "The operation.", Get: func(_ *py.Thread, o py.Object) py.Object { return &operation{eqn(o).eqn.Op(), &eqn(o).eqn} }},
		py.Property{Name: "invars", Doc: "The operands.", Get: func(_ *py.Thread, o py.Object) py.Object { return eqn(o).vars.list(eqn(o).eqn.Operands()) }},
		py.Property{Name: "outvars", Doc: "The results.", Get: func(_ *py.Thread, o py.Object) py.Object { return eqn(o).vars.list(eqn(o).eqn.Results()) }},
		py.Property{Name: "params", Doc: "The parameters.", Get: func(_ *py.Thread, o py.Object) py.Object {
			return eqn(o).params()
		}},
	)
}

// params returns the parameters, those that JAX has without printing them
// included.
func (e *jaxprEqn) params() *py.Dict {
	d := py.NewDict()
	result := e.eqn.Results()
	switch e.eqn.Op() {
	case "exp", "exp2", "expm1", "log", "log1p", "sin", "cos", "tan", "tanh", "logistic", "sqrt", "rsqrt", "cbrt":
		d.SetString("accuracy", py.None)
	case "broadcast_in_dim":
		d.SetString("shape", ShapeTuple(result[0].Shape()))
		d.SetString("broadcast_dimensions", py.NewTuple())
	}
	for _, p := range e.eqn.Parameters() {
		d.SetString(p.Name, parameterValue(p.Value))
		if p.Name == "dimension_numbers" && e.eqn.Op() == "dot_general" {
			d.SetString("precision", py.None)
		}
	}
	switch e.eqn.Op() {
	case "dot_general":
		d.SetString("out_sharding", py.None)
	case "broadcast_in_dim", "convert_element_type":
		d.SetString("sharding", py.None)
	}
	return d
}

// evalJaxpr is jax.core.eval_jaxpr.
func evalJaxpr(t *py.Thread, a []py.Object) py.Object {
	j, ok := a[0].(*jaxprObject)
	if !ok {
		panic(py.Errorf(py.TypeError, "eval_jaxpr expects a Jaxpr, got %s", t.Repr(a[0].Type())))
	}
	consts := takeApart(t, py.NewTuple(t.Elements(a[1])...), invalid(t)).data
	args := takeApart(t, a[2], invalid(t)).data
	vars, _ := j.jaxpr.Constants()
	if len(consts) != len(vars) || len(args) != len(j.jaxpr.Inputs()) {
		panic(py.Errorf(py.TypeError, "eval_jaxpr: the program has %d constants and %d arguments, %d and %d are given", len(vars), len(j.jaxpr.Inputs()), len(consts), len(args)))
	}
	return arrayList(j.jaxpr.Eval(consts, args))
}
