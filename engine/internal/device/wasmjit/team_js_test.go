package wasmjit

import (
	"math"
	"slices"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"fluxion/engine/internal/core"
	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/devicetest"
	"fluxion/engine/internal/ir"
	"fluxion/engine/internal/prim"
	"fluxion/engine/internal/transform"
)

// Where these tests run in a page, that is neither isolated nor may it wait, so
// that all must go on in one thread. Node has the same threads under another
// name.
var isNode = js.Global().Get("require").Type() == js.TypeFunction

// prelude makes a thread of Node look like one of a page.
const prelude = `let onmessage;
require('worker_threads').parentPort.once('message', (data) => onmessage({ data }));
`

// withTeam runs a test with a team of its own: of so many helpers, whose script
// was changed, and of which each says that it is up unless it cannot.
func withTeam(t *testing.T, helpers int, change *strings.Replacer, test func(d *Device, team *team)) {
	if !isNode {
		if team, err := newTeam(); err == nil {
			t.Errorf("a page that is not isolated has %v", team)
		}
		return
	}
	keepMayShare, keepStart, keepUp, keepWorth := mayShare, startHelper, teamUp, worthSharing
	defer func() { mayShare, startHelper, teamUp, worthSharing = keepMayShare, keepStart, keepUp, keepWorth }()
	UseThreads()
	mayShare = func() bool { return true }
	startHelper = func(message map[string]any) js.Value {
		threads := js.Global().Get("require").Invoke("worker_threads")
		h := threads.Get("Worker").New(prelude+change.Replace(helperScript), map[string]any{"eval": true})
		h.Call("on", "error", js.FuncOf(func(js.Value, []js.Value) any { return nil }))
		h.Call("postMessage", message)
		return h
	}
	device.SetThreads(helpers + 1)
	defer device.SetThreads(0)
	mine, err := newTeam()
	if err != nil {
		t.Fatal(err)
	}
	teamUp = func() (*team, error) { return mine, nil }
	worthSharing = 0
	mine.start()
	defer mine.dismiss()
	for mine.Threads() <= helpers {
		time.Sleep(time.Millisecond)
	}
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	test(d, mine)
}

var unchanged = strings.NewReplacer()

// long is a program whose every kind of nest is divided, and rows are too.
func long(x []core.Value) []core.Value {
	y := prim.Mul(prim.Sin(x[0]), prim.Exp(prim.Neg(x[0])))
	product := prim.DotGeneral(prim.Reshape(y, []int{300, 1000}), prim.Reshape(x[0], []int{1000, 300}), prim.DotDims{ContractX: []int{1}, ContractY: []int{0}})
	shape := []int{300, 1000}
	along := func(v core.Value) core.Value { return prim.BroadcastInDim(v, shape, []int{0}) }
	row := prim.Reshape(x[0], shape)
	d := prim.Sub(row, along(prim.ReduceMax(row, []int{1})))
	e := prim.Exp(d)
	q := prim.Div(e, along(prim.ReduceSum(e, []int{1})))
	q = prim.Mul(q, prim.Sub(d, along(prim.ReduceSum(prim.Mul(q, d), []int{1}))))
	q = prim.Add(prim.Mul(q, along(prim.ReduceSum(prim.Mul(q, e), []int{1}))), prim.Sub(prim.Mul(e, row), d))
	return []core.Value{y, prim.ReduceSum(y, []int{0}), product, prim.ReduceSum(prim.Reshape(y, []int{30_000, 10}), []int{0}), q}
}

func compile(d *Device, f transform.Func, shapes ...[]int) device.Executable {
	var avals []ir.Aval
	for _, s := range shapes {
		avals = append(avals, ir.Aval{DType: ir.Float32, Shape: s})
	}
	c := transform.Simplified(transform.Stage("test", f, avals))
	return d.Compile(&ir.Jaxpr{In: append(c.Consts, c.In...), Eqns: c.Eqns, Out: c.Out})
}

func wave(n int) *device.Tensor {
	x := device.New(ir.Float32, n)
	for i := range x.Float32s() {
		x.Float32s()[i] = float32(math.Sin(float64(i)))
	}
	return x
}

// expectSame compares the bits of results.
func expectSame(t *testing.T, what string, got, want []*device.Tensor) {
	t.Helper()
	for i := range want {
		if string(got[i].Bytes()) != string(want[i].Bytes()) {
			t.Errorf("%s: result %d differs", what, i)
		}
	}
}

// On many threads, on one, and in Go's memory, results have the same bits; and
// the helpers have a share in them.
func TestTeam(t *testing.T) {
	withTeam(t, 3, unchanged, func(d *Device, team *team) {
		x := wave(300_000)
		shared := compile(d, long, x.Shape)
		if !slices.ContainsFunc(shared.(*dividedProgram).shared().plan.Steps, func(s kernel.Step) bool { return s.Rows != nil && s.Shares() && s.Rows.Bytes > 0 }) {
			t.Error("no rows are shared")
		}
		if p := shared.(device.Placed).Placement(); p.Threads != 4 {
			t.Fatalf("the program has %d threads", p.Threads)
		}
		device.SetThreads(1)
		before := team.word(helpedWord)
		want := shared.Run([]*device.Tensor{wave(300_000)})
		if want[0].Buffer() != nil {
			t.Error("on one thread the results are in the shared memory")
		}
		if team.word(helpedWord) != before || team.Threads() != 1 {
			t.Error("threads helped that were not to")
		}
		device.SetThreads(4)
		for range 20 {
			expectSame(t, "four threads", shared.Run([]*device.Tensor{x}), want)
		}
		if helped := team.word(helpedWord) - before; helped < 20 {
			t.Errorf("helpers did %d chunks in 20 runs", helped)
		}
	})
}

// Every operation, and programs of many, compute in the shared memory what they
// are to compute.
func TestDeviceOfTheTeam(t *testing.T) {
	withTeam(t, 2, unchanged, func(d *Device, team *team) {
		devicetest.Run(t, d, 2)
		if team.word(helpedWord) == 0 {
			t.Error("nobody helped")
		}
	})
}

// Operands are copied once and results stay where they were computed; both can
// be read, viewed, and used by programs in either memory.
func TestResidence(t *testing.T) {
	withTeam(t, 1, unchanged, func(d *Device, team *team) {
		step := func(x []core.Value) []core.Value {
			return []core.Value{prim.Add(x[0], prim.Lit(x[0], 1)), x[0], prim.Neg(x[0])}
		}
		n := 300_000
		x := device.New(ir.Float32, n)
		add := compile(d, step, x.Shape)
		used := team.arena.Used()
		y := []*device.Tensor{x}
		for range 50 {
			y = add.Run(y[:1])
		}
		if x.Buffer() == nil || y[0].Buffer() == nil || y[1].Buffer() == nil {
			t.Error("a tensor does not lie in the shared memory")
		}
		if copied := team.arena.Used() - used; copied > (1+2*50)*(4*n+64) {
			t.Errorf("%d bytes were taken", copied)
		}
		view := y[0].Reshaped(n/2, 2)
		if view.Buffer() != y[0].Buffer() {
			t.Error("a view has a copy of its own")
		}
		if v := view.Float32s()[n-1]; v != 50 || y[2].Float32s()[0] != -49 || y[1].Float32s()[7] != 49 || x.Float32s()[3] != 0 {
			t.Errorf("the results are %g, %v", v, y[2].Float32s()[0])
		}
		device.SetThreads(1)
		if z := compile(d, step, x.Shape).Run(y[:1]); z[0].Buffer() != nil || z[0].Float32s()[n-1] != 51 {
			t.Errorf("in Go's memory the result is %v", z[0].Float32s()[n-1])
		}
	})
}

// A program may sort on the host between its loops.
func TestHostStepsOfTheTeam(t *testing.T) {
	withTeam(t, 1, unchanged, func(d *Device, team *team) {
		f := func(x []core.Value) []core.Value {
			return []core.Value{prim.Neg(prim.Sort([]core.Value{prim.Sin(x[0])}, 0, 1)[0])}
		}
		x := wave(100_000)
		got := compile(d, f, x.Shape).Run([]*device.Tensor{x})
		device.SetThreads(1)
		expectSame(t, "sorted", got, compile(d, f, x.Shape).Run([]*device.Tensor{x}))
	})
}

// Results that nobody holds give their memory back, without anybody's help.
func TestTeamReturnsMemory(t *testing.T) {
	withTeam(t, 1, unchanged, func(d *Device, team *team) {
		x := []*device.Tensor{device.New(ir.Float32, 50_000)}
		add := compile(d, func(x []core.Value) []core.Value {
			return []core.Value{prim.Add(x[0], prim.Lit(x[0], 1))}
		}, x[0].Shape)
		for range 100_000 {
			x = add.Run(x)
		}
		if v := x[0].Float32s()[49_999]; v != 100_000 {
			t.Errorf("the sum is %g", v)
		}
		// 20 GB passed through it.
		if end := team.arena.End(); end > 512<<20 {
			t.Errorf("the shared memory has grown to %d bytes", end)
		}
		x = nil
		device.Collect()
		device.Collect()
		if used := device.ResidentBytes(); used > 1<<20 {
			t.Errorf("%d bytes are in use", used)
		}
	})
}

// A helper that throws, or that never comes back with its chunk, is done
// without: the results are right, and later ones too.
func TestTeamSurvivesHelpers(t *testing.T) {
	keep := patience
	defer func() { patience = keep }()
	patience = 100e6
	for name, change := range map[string]*strings.Replacer{
		"throws":  strings.NewReplacer("const table = word(TABLE);", "throw new Error('test');"),
		"hangs":   strings.NewReplacer("const table = word(TABLE);", "for (;;) Atomics.wait(words, 100, 0);"),
		"returns": strings.NewReplacer("const table = word(TABLE);", "return;"),
	} {
		t.Run(name, func(t *testing.T) {
			withTeam(t, 2, change, func(d *Device, team *team) {
				x := wave(300_000)
				shared := compile(d, long, x.Shape)
				device.SetThreads(1)
				want := compile(d, long, x.Shape).Run([]*device.Tensor{x})
				device.SetThreads(3)
				for range 200 { // until a helper was quick enough to take a chunk
					expectSame(t, name, shared.Run([]*device.Tensor{x}), want)
					if team.isBroken() {
						break
					}
					time.Sleep(time.Millisecond)
				}
				if !team.isBroken() || team.Threads() != 1 {
					t.Errorf("broken is %t, %d threads", team.isBroken(), team.Threads())
				}
				expectSame(t, "after "+name, shared.Run([]*device.Tensor{x}), want)
				if p, ok := compile(d, long, x.Shape).(device.Placed); !ok || p.Placement().Threads != 1 {
					t.Error("a new program has several threads")
				}
			})
		})
	}
}
