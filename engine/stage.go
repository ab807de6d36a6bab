package engine

import (
	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/transform"
	"fluxion/engine/internal/tree"
)

// A Stage is a program being recorded: by Jit, MakeJaxpr, or as the body of a
// loop or branch. Operations on traced arrays are recorded by themselves;
// operations on constants are evaluated at once, unless these are lifted.
type Stage struct{ staging transform.Staging }

// Lift returns a as a traced array of the program, so that what is computed
// from it is recorded even where a is a constant: an interpreter that lifts
// every operand stages programs as JAX does. Arrays of a transformation inside
// the program stay as they are.
func (s Stage) Lift(a Array) Array {
	if s.staging == nil {
		return a
	}
	return Array{s.staging.Lift(a.value())}
}

// StageOf returns the program that a takes part in; the zero Stage, which
// lifts nothing, if there is none.
func StageOf(a Array) Stage { return Stage{transform.StagingOf(a.value())} }

// LiftTo returns constant as a traced array of the program that owner takes
// part in, if it does in one.
func LiftTo(owner, constant Array) Array { return StageOf(owner).Lift(constant) }

// A StageOption adjusts how a function is recorded.
type StageOption func(*stageOptions)

type stageOptions struct {
	enter   func(Stage) (leave func())
	reverse bool
	unroll  int
	carry   string
	paths   []string
	where   func() any
	donate  []string
	device  string
}

// OnStage has enter called before the function is recorded, each time, and
// what it returns afterwards.
func OnStage(enter func(Stage) (leave func())) StageOption {
	return func(o *stageOptions) { o.enter = enter }
}

// Located has where called for each operation that is recorded: it says which
// place in the source that comes from.
func Located(where func() any) StageOption { return func(o *stageOptions) { o.where = where } }

// ExplainedOn has Explain show the code of another device than "wasm".
func ExplainedOn(device string) StageOption { return func(o *stageOptions) { o.device = device } }

// Reverse makes Scan and Map run from the last element to the first.
func Reverse(o *stageOptions) { o.reverse = true }

// Unroll sets the number of iterations that Scan, Map and Fori are asked to
// run at a time; it shows in jaxprs and changes nothing else.
func Unroll(n int) StageOption { return func(o *stageOptions) { o.unroll = n } }

// CarryNames sets how errors call the carry of a loop and its leaves: by the
// name of a parameter, and by paths such as "[0]" or "['x']".
func CarryNames(name string, paths []string) StageOption {
	return func(o *stageOptions) { o.carry, o.paths = name, paths }
}

func optionsOf(options []StageOption) *stageOptions {
	o := &stageOptions{unroll: 1}
	for _, set := range options {
		set(o)
	}
	return o
}

// record stages a function of flat lists.
func (o *stageOptions) record(name string, f transform.Func, avals []ir.Aval) *ir.Closed {
	return transform.StageWith(name, func(s transform.Staging, in []core.Value) []core.Value {
		if o.enter != nil {
			defer o.enter(Stage{s})()
		}
		return f(in)
	}, avals, o.where)
}

// recordTree stages a function of nested values.
func recordTree[A, R any](o *stageOptions, name string, f func(A) R, in *tree.Structure, avals []ir.Aval) (*ir.Closed, *tree.Structure) {
	run, out := flat[A, R](f, in)
	closed := o.record(name, run, avals)
	return closed, out()
}

// SetInterrupt sets a function that every operation and every iteration of a
// running loop calls, on the goroutine that evaluates it; it may panic to stop
// an endless program. Nil removes it. It concerns the whole process.
func SetInterrupt(check func()) { core.SetInterrupt(check) }

// SetReserve sets a function that is called before memory for a large array is
// taken, with its size in bytes; it may panic to refuse it. Nil removes it. It
// concerns the whole process.
func SetReserve(reserve func(bytes float64)) { device.SetReserve(reserve) }

// SetInspection sets a function that sees the results of each operation that is
// evaluated on its own, with the name of its primitive; it may panic to refuse
// them. Nil removes it. It concerns the whole process.
func SetInspection(inspect func(op string, out []Array)) {
	if inspect == nil {
		core.SetInspection(nil)
		return
	}
	core.SetInspection(func(op string, out []*device.Tensor) {
		results := make([]Array, len(out))
		for i, x := range out {
			results[i] = Array{&core.Const{Tensor: x}}
		}
		inspect(op, results)
	})
}
