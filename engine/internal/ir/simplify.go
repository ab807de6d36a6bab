package ir

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Simplify returns an equivalent jaxpr without dead code, common
// subexpressions and equations that their primitive folds away. Results are
// the same to the last bit, so it never reorders arithmetic.
func Simplify(j *Jaxpr) *Jaxpr {
	return EliminateDeadCode(eliminateCommon(j))
}

// Prune returns j without the equations that its outputs do not depend on and
// without the inputs that then nothing reads; used tells which inputs remain.
func Prune(j *Jaxpr) (pruned *Jaxpr, used []bool) {
	live := EliminateDeadCode(j)
	read := map[*Var]bool{}
	mark := func(atoms []Atom) {
		for _, a := range atoms {
			if v, ok := a.(*Var); ok {
				read[v] = true
			}
		}
	}
	mark(live.Out)
	for i := range live.Eqns {
		mark(live.Eqns[i].In)
	}
	pruned = &Jaxpr{Consts: live.Consts, Eqns: live.Eqns, Out: live.Out}
	used = make([]bool, len(j.In))
	for i, v := range j.In {
		if used[i] = read[v]; used[i] {
			pruned.In = append(pruned.In, v)
		}
	}
	return pruned, used
}

// eliminateCommon walks the equations once, rewriting operands to the first
// computation of the same value.
func eliminateCommon(j *Jaxpr) *Jaxpr {
	replace := map[*Var]Atom{}
	resolve := func(atoms []Atom) []Atom {
		out := make([]Atom, len(atoms))
		for i, a := range atoms {
			out[i] = a
			if v, ok := a.(*Var); ok {
				if r, ok := replace[v]; ok {
					out[i] = r
				}
			}
		}
		return out
	}
	seen := map[string]int{} // the equation that computes it
	ids := map[*Var]int{}
	var eqns []Eqn
	var key []byte
	for _, e := range j.Eqns {
		e.In = resolve(e.In)
		if a := e.Op.Fold(&e); a != nil {
			replace[e.Out[0]] = a
			continue
		}
		key = appendKey(key[:0], &e, ids)
		if first, ok := seen[string(key)]; ok {
			kept := &eqns[first]
			for i, v := range e.Out {
				replace[v] = kept.Out[i]
			}
			if where, ok := kept.Where.(Joined); ok {
				kept.Where = where.With(e.Where)
			}
			continue
		}
		seen[string(key)] = len(eqns)
		eqns = append(eqns, e)
	}
	return &Jaxpr{Consts: j.Consts, In: j.In, Eqns: eqns, Out: resolve(j.Out)}
}

// A Joined place in the source is several: an equation that replaces others
// comes from where they do. Of other places the first remains.
type Joined interface {
	With(other any) Joined
}

// appendKey writes what identifies a computation: the primitive, its parameters
// and operands. Weakness is part of it, because it is part of the type of the
// result.
func appendKey(key []byte, e *Eqn, ids map[*Var]int) []byte {
	key = append(key, e.Op.Name()...)
	if e.Params != nil {
		key = fmt.Appendf(key, "%+v", e.Params)
	}
	for _, a := range e.In {
		switch a := a.(type) {
		case *Var:
			id, ok := ids[a]
			if !ok {
				id = len(ids)
				ids[a] = id
			}
			key = binary.AppendUvarint(append(key, " v"...), uint64(id))
		case *Literal:
			key = binary.LittleEndian.AppendUint64(append(key, " l"...), math.Float64bits(a.Val))
			key = binary.LittleEndian.AppendUint64(key, math.Float64bits(a.Imag))
			key = append(key, byte(a.DType))
			if a.Weak {
				key = append(key, 'w')
			}
		}
	}
	return key
}

// EliminateDeadCode keeps the equations that the outputs depend on.
func EliminateDeadCode(j *Jaxpr) *Jaxpr {
	live := map[*Var]bool{}
	mark := func(atoms []Atom) {
		for _, a := range atoms {
			if v, ok := a.(*Var); ok {
				live[v] = true
			}
		}
	}
	mark(j.Out)
	kept := make([]Eqn, 0, len(j.Eqns))
	for i := len(j.Eqns) - 1; i >= 0; i-- {
		e := j.Eqns[i]
		for _, v := range e.Out {
			if live[v] {
				mark(e.In)
				kept = append(kept, e)
				break
			}
		}
	}
	for i, k := 0, len(kept)-1; i < k; i, k = i+1, k-1 {
		kept[i], kept[k] = kept[k], kept[i]
	}
	return &Jaxpr{Consts: j.Consts, In: j.In, Eqns: kept, Out: j.Out}
}
