package engine

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"testing"
)

// control.txt holds what JAX's control flow stages to and computes; control.py
// wrote it.
//
//go:embed testdata/control.txt
var controlGolden string

type scanned struct{ Carry, Ys Array }

var (
	one32   = FromFloat32s([]float32{1.5}).Reshape()
	four    = FromFloat32s([]float32{0.5, -1, 2, 0.25})
	weights = FromFloat32s([]float32{0.5, -0.25, 1, 0.75}, 2, 2)
	carry2  = FromFloat32s([]float32{0.1, -0.2})
	rows    = FromFloat32s([]float32{1, 2, 0.5, -1, 0.25, 0}, 3, 2)
	none    = struct{}{}
	places  = FromInt32s([]int32{2, 0, 2, 7}, 4, 1)
	updates = FromFloat32s([]float32{2, 0.5, 2, 1})
)

func twice(x Array) Array { return Mul(x, Num(2)) }

func branching(x Array) Array { return Cond(Gt(x, Num(0)), Sin, twice, x) }

func closing(a [2]Array) Array {
	x, y := a[0], a[1]
	return Cond(Gt(x, Num(0)), func(x Array) Array { return Add(Sin(x), y) }, twice, x)
}

func switching(a [2]Array) Array {
	return Switch(a[0], []func(Array) Array{
		func(x Array) Array { return Add(x, Num(1)) }, func(x Array) Array { return Sub(x, Num(2)) }, func(x Array) Array { return Add(x, Num(3)) },
	}, a[1])
}

func counting(x Array) [2]Array {
	return While(func(s [2]Array) Array { return Lt(s[0], Int(10)) },
		func(s [2]Array) [2]Array { return [2]Array{Add(s[0], Int(1)), Mul(s[1], Num(2))} }, [2]Array{Int(0), x})
}

func countingTo(a [2]Array) [2]Array {
	x, n := a[0], a[1]
	return While(func(s [2]Array) Array { return Lt(s[0], n) },
		func(s [2]Array) [2]Array { return [2]Array{Add(s[0], Int(1)), Mul(s[1], x)} }, [2]Array{Int(0), x})
}

func doubling(x Array) Array {
	return While(func(x Array) Array { return Lt(x, Int(10)) }, twice, x)
}

func counted(x Array) Array {
	return Fori(Int(0), Int(10), func(i, s Array) Array { return Add(twice(s), i) }, x)
}

func waves(x, n Array) Array {
	return Fori(Int(0), n, func(_, s Array) Array { return Mul(Sin(s), x) }, x)
}

func power(x Array) Array { return waves(x, Int(10)) }

func scan2(f func(c, x Array) (Array, Array), c, xs Array, options ...StageOption) scanned {
	last, ys := Scan(f, c, xs, -1, options...)
	return scanned{last, ys}
}

func runningTotal(a [2]Array) scanned {
	return scan2(func(c, x Array) (Array, Array) { return Add(c, x), Mul(c, x) }, a[0], a[1])
}

func scaled(a [3]Array) scanned {
	return scan2(func(c, x Array) (Array, Array) { return Add(c, Mul(x, LiftTo(x, a[2]))), Mul(c, x) }, a[0], a[1], Reverse)
}

func repeated(c Array) Array {
	last, _ := Scan(func(c Array, _ struct{}) (Array, struct{}) { return twice(c), none }, c, none, 5)
	return last
}

func wave(c, xs Array) scanned {
	return scan2(func(c, x Array) (Array, Array) { return Mul(Sin(c), x), Mul(c, x) }, c, xs)
}

func recurrent(w, c, xs Array) scanned {
	return scan2(func(c, x Array) (Array, Array) { return Tanh(Add(MatMul(w, c), x)), Sum(Mul(c, x)) }, c, xs)
}

func nestedLoops(a [2]Array) scanned {
	return scan2(func(c, x Array) (Array, Array) {
		return Fori(Int(0), Int(3), func(_, s Array) Array { return Mul(s, x) }, c), c
	}, a[0], a[1])
}

func invariant(xs Array) func(k Array) Array {
	return func(k Array) Array {
		return scan2(func(c, x Array) (Array, Array) { return Add(Mul(Sin(LiftTo(x, k)), c), x), c }, k, xs).Carry
	}
}

func pickElements(x, indices Array) Array {
	return Gather(x, indices, GatherDims{CollapsedSliceDims: []int{0}, StartIndexMap: []int{0}}, []int{1}, IndexPromise, IndexHints{})
}

func scattering(op ScatterOp, unique bool) func(a [3]Array) Array {
	dims := ScatterDims{InsertedWindowDims: []int{0}, ScatterDimsToOperandDims: []int{0}}
	return func(a [3]Array) Array {
		return Scatter(op, a[0], a[1], a[2], dims, IndexFill, IndexHints{Unique: unique})
	}
}

func elevenSines(x Array) Array {
	for range 11 {
		x = Sin(x)
	}
	return x
}

// controlJaxprs are the programs of control.txt.
func controlJaxprs() map[string]func() Jaxpr {
	type pairs = [2]Array
	call := JitNamed("<lambda>", func(x Array) Array { return twice(Sin(x)) })
	calls := JitNamed("<lambda>", func(x Array) Array { return call(call(x)) })
	twelve := [12]Array{}
	for i := range twelve {
		twelve[i] = one32
	}
	return map[string]func() Jaxpr{
		"cond":         func() Jaxpr { return MakeJaxpr(branching, Num(1)) },
		"cond closes":  func() Jaxpr { return MakeJaxpr(closing, pairs{Num(1), Num(2)}) },
		"switch":       func() Jaxpr { return MakeJaxpr(switching, pairs{Int(1), Num(1)}) },
		"while":        func() Jaxpr { return MakeJaxpr(counting, Num(1)) },
		"while closes": func() Jaxpr { return MakeJaxpr(countingTo, pairs{Num(1), Int(5)}) },
		"fori":         func() Jaxpr { return MakeJaxpr(counted, Num(1)) },
		"fori dynamic": func() Jaxpr {
			return MakeJaxpr(func(a pairs) Array { return waves(a[0], a[1]) }, pairs{Num(1), Int(4)})
		},
		"scan":         func() Jaxpr { return MakeJaxpr(runningTotal, pairs{one32, four}) },
		"scan closes":  func() Jaxpr { return MakeJaxpr(scaled, [3]Array{one32, four, Num(2)}) },
		"scan repeats": func() Jaxpr { return MakeJaxpr(repeated, Num(1)) },
		"map":          func() Jaxpr { return MakeJaxpr(func(xs Array) Array { return Map(twice, xs) }, four) },
		"grad of scan": func() Jaxpr {
			return MakeJaxpr(func(a pairs) Array { return Grad(func(c Array) Array { return wave(c, a[1]).Carry })(a[0]) }, pairs{one32, four})
		},
		"jvp of scan": func() Jaxpr {
			return MakeJaxpr(func(a pairs) [2]scanned {
				y, dy := JVP(func(c Array) scanned { return wave(c, a[1]) }, a[0], a[0])
				return [2]scanned{y, dy}
			}, pairs{one32, four})
		},
		"jvp of while": func() Jaxpr {
			return MakeJaxpr(func(a pairs) pairs {
				y, dy := JVP(func(c Array) Array { return waves(c, a[1]) }, a[0], a[0])
				return pairs{y, dy}
			}, pairs{one32, Int(3)})
		},
		"vmap of cond": func() Jaxpr {
			return MakeJaxpr(func(a pairs) Array {
				return Vmap(func(x Array) Array { return Cond(Gt(a[0], Num(0)), Sin, twice, x) })(a[1])
			}, pairs{Num(1), four})
		},
		"vmap of while": func() Jaxpr { return MakeJaxpr(Vmap(doubling), four) },
		"vmap of scan":  func() Jaxpr { return MakeJaxpr(Vmap(runningTotal, 0, Shared), pairs{four, four}) },
		"grad of fori":  func() Jaxpr { return MakeJaxpr(Grad(power), one32) },
		"vjp of rnn": func() Jaxpr {
			return MakeJaxpr(func(a [4]Array) pairs {
				_, pull := VJP(func(p pairs) Array { return recurrent(p[0], p[1], a[2]).Carry }, pairs{a[0], a[1]})
				return pull(a[3])
			}, [4]Array{weights, carry2, rows, carry2})
		},
		"vjp of vmap of rnn": func() Jaxpr {
			return MakeJaxpr(func(a [4]Array) Array {
				_, pull := VJP(Vmap(func(c Array) Array { return recurrent(a[0], c, a[2]).Ys }), a[1])
				return pull(a[3])
			}, [4]Array{weights, weights, rows, rows.T()})
		},
		"grad of invariant": func() Jaxpr {
			return MakeJaxpr(func(a pairs) Array { return Grad(invariant(a[1]))(a[0]) }, pairs{one32, four})
		},
		"passed on": func() Jaxpr {
			type carry = struct{ A, B Array }
			return MakeJaxpr(func(a [3]Array) [4]Array {
				c, ys := Scan(func(c carry, x Array) (carry, pairs) { return carry{c.A, Mul(c.B, c.A)}, pairs{x, c.A} }, carry{a[0], a[1]}, a[2], -1)
				return [4]Array{c.A, c.B, ys[0], ys[1]}
			}, [3]Array{one32, one32, four})
		},
		"nested loops": func() Jaxpr { return MakeJaxpr(nestedLoops, pairs{one32, four}) },
		"call":         func() Jaxpr { return MakeJaxpr(call, one32) },
		"shared calls": func() Jaxpr { return MakeJaxpr(func(x Array) Array { return Add(call(call(x)), call(x)) }, one32) },
		"shared in a loop": func() Jaxpr {
			return MakeJaxpr(func(x Array) Array {
				first := call(x)
				last, _ := Scan(func(c Array, _ struct{}) (Array, struct{}) { return call(c), none }, x, none, 3)
				return Add(first, last)
			}, one32)
		},
		"nested calls": func() Jaxpr { return MakeJaxpr(func(x Array) Array { return calls(calls(x)) }, one32) },
		"long call":    func() Jaxpr { return MakeJaxpr(JitNamed("long", elevenSines), one32) },
		"long body": func() Jaxpr {
			return MakeJaxpr(func(x Array) Array {
				return Fori(Int(0), Int(2), func(_, s Array) Array { return elevenSines(s) }, x)
			}, one32)
		},
		"many operands": func() Jaxpr {
			return MakeJaxpr(JitNamed("<lambda>", func(a [12]Array) Array {
				sum := a[0]
				for _, x := range a[1:] {
					sum = Add(sum, x)
				}
				return sum
			}), twelve)
		},
		"gather": func() Jaxpr {
			return MakeJaxpr(func(a pairs) Array { return pickElements(a[0], a[1]) }, pairs{four, places})
		},
		"vjp of gather": func() Jaxpr {
			return MakeJaxpr(func(a [3]Array) Array {
				_, pull := VJP(func(x Array) Array { return pickElements(x, a[1]) }, a[0])
				return pull(a[2])
			}, [3]Array{four, places, updates})
		},
		"scatter": func() Jaxpr { return MakeJaxpr(scattering(ScatterSet, false), [3]Array{four, places, updates}) },
		"scatters": func() Jaxpr {
			f := scattering(ScatterSum, false)
			return MakeJaxpr(func(a [3]Array) Array { return f([3]Array{f(a), a[1], a[2]}) }, [3]Array{four, places, updates})
		},
		"scatter-mul": func() Jaxpr { return MakeJaxpr(scattering(ScatterProduct, true), [3]Array{four, places, updates}) },
		"scatter-max": func() Jaxpr { return MakeJaxpr(scattering(ScatterMax, false), [3]Array{four, places, updates}) },
		"zeros": func() Jaxpr {
			return MakeJaxpr(func(x Array) Array { return Add(x, Zeros([]int{3, 2}, Float32)) }, one32)
		},
	}
}

// controlValues are the results of control.txt.
func controlValues() map[string][]Array {
	list := func(parts ...Array) []Array { return parts }
	second := func(f func(pairs [2]Array) Array, x, y Array) []Array {
		g := Grad(f)([2]Array{x, y})
		return list(g[0], g[1])
	}
	along := func(x Array) Array { _, dy := JVP(traced(4), x, x); return dy }
	y, dy := JVP(traced(4), one32, Scalar(1, Float32))
	y2, dy2 := JVP(along, one32, Scalar(1, Float32))
	all := Abs(four)
	v, dv := JVP(Vmap(doubling), all, four)
	switched := func(i int) Array {
		return Grad(func(x Array) Array { return switching([2]Array{Int(i), x}) })(Num(2))
	}
	scattered := func(op ScatterOp, indices, u Array) []Array {
		f := scattering(op, op == ScatterProduct)
		y, pull := VJP(func(a [2]Array) Array { return f([3]Array{a[0], indices, a[1]}) }, [2]Array{four, u})
		cts := pull(FromFloat32s([]float32{1, 10, 100, 1000}))
		return list(y, cts[0], cts[1])
	}
	out := map[string][]Array{
		"scatter set": scattered(ScatterSet, places, updates), "scatter sum": scattered(ScatterSum, places, updates),
		"scatter max": scattered(ScatterMax, places, updates), "scatter min": scattered(ScatterMin, places, updates),
		"scatter mul":                scattered(ScatterProduct, FromInt32s([]int32{2, 0, 7}, 3, 1), Slice(updates, 0, 0, 3)),
		"grad of cond":               list(Grad(branching)(Num(1.5)), Grad(branching)(Num(-1.5))),
		"grad of closing cond":       append(second(closing, Num(1.5), Num(3)), second(closing, Num(-1.5), Num(3))...),
		"grad of switch":             list(switched(-1), switched(0), switched(1), switched(2), switched(7)),
		"jvp of dynamic fori":        list(y, dy),
		"jvp of jvp of dynamic fori": list(y2, dy2),
		"vmap of while":              list(Vmap(doubling)(all)),
		"jvp of vmap of while":       list(v, dv),
		"vmap of grad of scan":       list(Vmap(Grad(func(c Array) Array { return wave(c, four).Carry }))(four)),
		"grad of nested":             list(Grad(func(c Array) Array { return nestedLoops([2]Array{c, four}).Carry })(one32)),
		"grad of invariant":          list(Grad(invariant(four))(one32)),
		"third derivative of power":  list(Grad(Grad(Grad(power)))(one32)),
		"grad of wave": second(func(a [2]Array) Array {
			s := wave(a[0], a[1])
			return Add(s.Carry, Sum(s.Ys))
		}, one32, four),
		"hessian of rnn": list(Hessian(func(w Array) Array {
			s := recurrent(w, carry2, rows)
			return Add(Sum(s.Carry), Sum(s.Ys))
		})(weights)),
	}
	return out
}

// traced is waves with a number of steps that is not known when it is staged.
func traced(n int) func(x Array) Array {
	return Jit(func(x Array) Array { return waves(x, LiftTo(x, Int(n))) })
}

func TestControlGolden(t *testing.T) {
	jaxprs, results := controlJaxprs(), controlValues()
	sections := strings.Split("\n"+controlGolden, "\n## ")[1:]
	if len(sections) != len(jaxprs)+len(results) {
		t.Errorf("control.txt has %d sections, %d are known", len(sections), len(jaxprs)+len(results))
	}
	for _, section := range sections {
		head, body, _ := strings.Cut(section, "\n")
		kind, name, _ := strings.Cut(head, " ")
		body = strings.TrimSpace(body)
		t.Run(name, func(t *testing.T) {
			if kind == "jaxpr" {
				if jaxprs[name] == nil {
					t.Fatal("this test does not know the program")
				}
				if got := jaxprs[name]().String(); got != body {
					t.Errorf("got\n%s\nwant\n%s", got, body)
				}
				return
			}
			leaves := strings.Split(body, "\n")
			if len(results[name]) != len(leaves) {
				t.Fatalf("%d results, want %d", len(results[name]), len(leaves))
			}
			for i, line := range leaves {
				got, words := results[name][i].Float64s(), strings.Fields(line)
				if len(got) != len(words) {
					t.Fatalf("result %d has %d elements, want %d", i, len(got), len(words))
				}
				for k, word := range words {
					want, err := strconv.ParseFloat(word, 64)
					if err != nil {
						t.Fatal(err)
					}
					if math.Abs(got[k]-want) > 2e-6*max(1, math.Abs(want)) {
						t.Errorf("element %d of result %d is %.9g, want %.9g", k, i, got[k], want)
					}
				}
			}
		})
	}
}
