package engine

import (
	"strings"
	"testing"
)

// Misuse gives an error that says what was given and what was expected, never
// any other panic.
func TestMisuse(t *testing.T) {
	v3, v4 := Ones([]int{3}, Float32), Ones([]int{4}, Float32)
	m := Ones([]int{2, 3}, Float32)
	i3 := FromInt32s([]int32{1, 2, 3})
	b3 := FromBools([]bool{true, false, true})
	identity := func(x Array) Array { return x }
	for name, c := range map[string]struct {
		f     func()
		parts []string // of the message
	}{
		"grad of a vector": {func() { Grad(identity)(v3) },
			[]string{"Gradient only defined for scalar-output functions. Output had shape: (3,)."}},
		"grad at an integer": {func() { Grad(identity)(Int(3)) },
			[]string{"grad requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but got int32."}},
		"grad of an integer": {func() { Grad(func(x Array) Array { return ArgMax(x, 0) })(v3) },
			[]string{"grad requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but got int32."}},
		"jacfwd at a bool":         {func() { Jacfwd(identity)(b3) }, []string{"jacfwd requires", "bool"}},
		"add":                      {func() { Add(v3, v4) }, []string{"(3,)", "(4,)", "3 ≠ 4"}},
		"matmul":                   {func() { MatMul(m, Ones([]int{5, 6}, Float32)) }, []string{"matmul: shapes (2, 3) and (5, 6) do not align: 3 ≠ 5"}},
		"matmul of a scalar":       {func() { MatMul(Num(1), v3) }, []string{"matmul", "rank at least 1"}},
		"matmul of batches":        {func() { MatMul(Ones([]int{2, 1, 3}, Float32), Ones([]int{3, 3, 1}, Float32)) }, []string{"matmul", "2 ≠ 3"}},
		"dot":                      {func() { Dot(v3, v4) }, []string{"dot", "3 ≠ 4"}},
		"tensordot":                {func() { TensorDot(m, m, 3) }, []string{"tensordot"}},
		"reshape":                  {func() { Reshape(v3, 2, 2) }, []string{"reshape", "3 elements", "(2, 2)"}},
		"reshape by two unknowns":  {func() { Reshape(m, -1, -1) }, []string{"reshape"}},
		"reshape to a fraction":    {func() { Reshape(v3, 2, -1) }, []string{"reshape"}},
		"axis":                     {func() { Sum(v3, 1) }, []string{"sum", "axis 1", "rank 1"}},
		"negative axis":            {func() { Sum(v3, -2) }, []string{"sum", "axis -2"}},
		"axis twice":               {func() { Sum(m, 0, -2) }, []string{"sum", "twice"}},
		"argmax of nothing":        {func() { ArgMax(Zeros([]int{0}, Float32), 0) }, []string{"argmax", "no elements"}},
		"argmax of a scalar":       {func() { ArgMax(Num(1), 0) }, []string{"argmax"}},
		"softmax of a scalar":      {func() { Softmax(Num(1), 0) }, []string{"softmax"}},
		"cumsum of a scalar":       {func() { CumSum(Num(1), 0) }, []string{"cumsum"}},
		"sort of a scalar":         {func() { Sort(Num(1), 0) }, []string{"sort"}},
		"sort by another length":   {func() { SortBy(v3, v4) }, []string{"sort"}},
		"transpose":                {func() { Transpose(m, 0, 0) }, []string{"transpose"}},
		"transpose of part":        {func() { Transpose(m, 0) }, []string{"transpose"}},
		"broadcast":                {func() { BroadcastTo(v3, 2, 4) }, []string{"broadcast_to", "(3,)", "(2, 4)"}},
		"broadcast to negative":    {func() { BroadcastTo(Num(1), -2) }, []string{"-2"}},
		"concatenate":              {func() { Concatenate([]Array{v3, m}, 0) }, []string{"concatenate"}},
		"concatenate nothing":      {func() { Concatenate(nil, 0) }, []string{"concatenate"}},
		"concatenate scalars":      {func() { Concatenate([]Array{Num(1), Num(2)}, 0) }, []string{"concatenate"}},
		"stack":                    {func() { Stack([]Array{v3, v4}, 0) }, []string{"3", "4"}},
		"stack nothing":            {func() { Stack(nil, 0) }, []string{"stack"}},
		"squeeze":                  {func() { Squeeze(m, 0) }, []string{"squeeze", "size 2"}},
		"index":                    {func() { Index(v3, 3) }, []string{"index 3 is out of range"}},
		"index of a scalar":        {func() { Index(Num(1), 0) }, []string{"index"}},
		"take by floats":           {func() { Take(v3, v3, 0) }, []string{"integer"}},
		"full":                     {func() { Full([]int{-1}, 0, Float32) }, []string{"full", "negative"}},
		"too many elements":        {func() { Zeros([]int{1 << 20, 1 << 20}, Float32) }, []string{"full", "(1048576, 1048576)", "too many elements"}},
		"more than can be counted": {func() { Zeros([]int{1 << 40, 1 << 40, 0, 1 << 40}, Float32) }, []string{"too many elements"}},
		"outer product too large":  {func() { Outer(Zeros([]int{1 << 16}, Bool), Zeros([]int{1 << 16}, Bool)) }, []string{"too many elements"}},
		"linspace":                 {func() { Linspace(0, 1, -1, Float32) }, []string{"linspace", "-1"}},
		"eye":                      {func() { Eye(-1, Float32) }, []string{"negative"}},
		"iota":                     {func() { Iota([]int{2}, 1, Int32) }, []string{"iota"}},
		"array":                    {func() { FromFloat64s([]float64{1, 2}, 3) }, []string{"2 elements", "(3,)"}},
		"array of negative shape":  {func() { FromFloat64s([]float64{1, 2}, -1, -2) }, []string{"(-1, -2)"}},
		"item":                     {func() { v3.Item() }, []string{"one element", "3"}},
		"and of floats":            {func() { And(v3, v3) }, []string{"and", "integer or bool"}},
		"not of floats":            {func() { Not(v3) }, []string{"not", "integer or bool"}},
		"shift of floats":          {func() { ShiftLeft(v3, v3) }, []string{"shift_left"}},
		"shift of bools":           {func() { ShiftLeft(b3, b3) }, []string{"shift_left"}},
		"bitcast":                  {func() { BitcastFloat32(Ones([]int{2}, Float64)) }, []string{"bitcast"}},
		"bitcast of bools":         {func() { BitcastUint32(b3) }, []string{"bitcast"}},
		"threefry":                 {func() { Threefry2x32(v3, v3, v3, v3) }, []string{"uint32"}},
		"integer to a power < 0":   {func() { IntPow(i3, -1) }, []string{"integer_pow"}},
		"pad":                      {func() { Pad(v3, Num(0), []int{-4}, []int{0}) }, []string{"pad"}},
		"pad of another rank":      {func() { Pad(v3, Num(0), []int{1, 1}, []int{0, 0}) }, []string{"pad"}},
		"pad without ends":         {func() { Pad(v3, Num(0), []int{1}, nil) }, []string{"pad"}},
		"dynamic slice":            {func() { DynamicSlice(v3, []Array{Int(0)}, []int{4}) }, []string{"dynamic_slice", "size 4"}},
		"dynamic slice, starts":    {func() { DynamicSlice(v3, nil, []int{1}) }, []string{"dynamic_slice"}},
		"dynamic slice, sizes":     {func() { DynamicSlice(v3, []Array{Int(0)}, []int{1, 1}) }, []string{"dynamic_slice"}},
		"dynamic slice, float":     {func() { DynamicSlice(v3, []Array{Num(0)}, []int{1}) }, []string{"dynamic_slice", "integer scalar"}},
		"dynamic update slice":     {func() { DynamicUpdateSlice(v3, m, []Array{Int(0)}) }, []string{"dynamic_update_slice"}},
		"take along axis":          {func() { TakeAlongAxis(m, i3, 0) }, []string{"take_along_axis"}},
		"moveaxis":                 {func() { MoveAxis(m, 2, 0) }, []string{"moveaxis"}},
		"polygamma":                {func() { Polygamma(-1, v3) }, []string{"polygamma"}},
		"jet of integers":          {func() { Jet(identity, Int(1), []Array{Num(1)}) }, []string{"jet", "int32"}},
		"jet of another shape":     {func() { Jet(identity, v3, []Array{v4}) }, []string{"(4,)"}},
		"tangent of another shape": {func() { JVP(identity, v3, v4) },
			[]string{"jvp", "float32[4]", "float32[3]"}},
		"tangent of another type": {func() { JVP(identity, v3, Ones([]int{3}, Float64)) }, []string{"float64[3]", "float32[3]"}},
		"cotangent": {func() { _, pull := VJP(identity, v3); pull(v4) },
			[]string{"vjp", "float32[4]", "float32[3]"}},
		"an unset array": {func() { Sin(Array{}) }, []string{"never set"}},
		"vmap of a scalar": {func() { Vmap(identity)(Num(1)) },
			[]string{"vmap was requested to map its argument along axis 0, which implies that its rank should be at least 1, but is only 0 (its shape is ())"}},
		"vmap of nothing": {func() { Vmap(identity, Shared)(v3) },
			[]string{"vmap must have at least one non-None value in in_axes or axis_size must be specified"}},
		"vmap of two sizes": {func() { Vmap(func(p operands) Array { return p.X })(operands{v3, v4}) },
			[]string{"vmap got inconsistent sizes for array axes to be mapped", "3", "4"}},
		"vmap axis": {func() { Vmap(identity, 1)(v3) }, []string{"vmap", "axis 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			err := Try(c.f)
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range c.parts {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
		})
	}
}

// The same misuse is an error inside every transformation.
func TestMisuseInsideTransformations(t *testing.T) {
	f := func(x Array) Array { return Sum(Add(x, Ones([]int{4}, Float32))) }
	x := Ones([]int{3}, Float32)
	for name, run := range map[string]func(){
		"grad": func() { Grad(f)(x) }, "jit": func() { Jit(f)(x) }, "vmap": func() { Vmap(f)(Reshape(x, 1, 3)) },
		"jet": func() { Jet(f, x, []Array{Num(1)}) }, "jacfwd": func() { Jacfwd(f)(x) }, "make_jaxpr": func() { MakeJaxpr(f, x) },
	} {
		if err := Try(run); err == nil || !strings.Contains(err.Error(), "3") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestConcreteValuesAreNeeded(t *testing.T) {
	branch := func(x Array) Array {
		if x.Item() > 0 {
			return Sin(x)
		}
		return Neg(x)
	}
	for name, run := range map[string]func(){
		"jit":          func() { Jit(branch)(Num(1)) },
		"make_jaxpr":   func() { MakeJaxpr(branch, Num(1)) },
		"vmap":         func() { Vmap(branch)(Ones([]int{2}, Float32)) },
		"jit of grad":  func() { Jit(Grad(branch))(Num(1)) },
		"reading":      func() { Jit(func(x Array) Array { return FromFloat64s(x.Float64s()) })(Num(1)) },
		"reading bool": func() { Jit(func(x Array) Array { return FromBools(x.Bools()) })(Num(1)) },
		"text":         func() { Jit(func(x Array) Array { _ = x.Text(); return x })(Num(1)) },
	} {
		err := Try(run)
		e, ok := err.(*Error)
		if !ok || e.Kind != ConcretizationError || !strings.Contains(err.Error(), "concrete") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Printing a traced array is no misuse: it shows its type.
	Jit(func(x Array) Array {
		if !strings.Contains(x.String(), "float32[]") {
			t.Errorf("a traced array prints as %s", x)
		}
		return x
	})(Num(1))
}

// Control flow on values works where the values are known: under grad, as in
// JAX.
func TestControlFlowUnderGrad(t *testing.T) {
	f := func(x Array) Array {
		for x.Item() < 100 {
			x = Square(x)
		}
		return x
	}
	if g := Grad(f)(Scalar(3, Float64)).Item(); g != 8*2187 { // x⁸
		t.Errorf("gradient %g, want 8·3⁷", g)
	}
	if g := Grad(Grad(f))(Scalar(3, Float64)).Item(); g != 56*729 {
		t.Errorf("second derivative %g, want 56·3⁶", g)
	}
	_, d := Jet(f, Scalar(3, Float64), []Array{Num(1), Num(0)})
	if d[1].Item() != 56*729 {
		t.Errorf("Taylor mode %v", d)
	}
}

func TestLeakedTracers(t *testing.T) {
	var leaked Array
	leak := func(x Array) Array { leaked = Sin(x); return leaked }
	for name, run := range map[string]func(){
		"grad": func() { Grad(leak)(Num(1)) }, "loss": func() { JitNamed("loss", leak)(Num(1)) }, "vmap": func() { Vmap(leak)(Ones([]int{2}, Float32)) },
		"jvp": func() { JVP(leak, Num(1), Num(1)) }, "jet": func() { Jet(leak, Num(1), []Array{Num(1)}) },
	} {
		run()
		err := Try(func() { Exp(leaked) })
		e, ok := err.(*Error)
		if !ok || e.Kind != LeakedTracerError {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error %q does not name the transformation", name, err)
		}
		_ = leaked.String() // still prints
	}
}

func TestTryPassesOtherPanics(t *testing.T) {
	defer func() {
		if r := recover(); r != "mine" {
			t.Errorf("recovered %v", r)
		}
	}()
	_ = Try(func() { panic("mine") })
}
