package ir

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"reflect"
)

// A Fingerprint is equal for programs that compute the same by the same
// equations, whatever their variables are and wherever in the source they come
// from.
//
// Parameters that are no plain values, such as those with functions, count by
// their address: a fingerprint means something as long as the program is not garbage.
type Fingerprint [16]byte

// Fingerprint returns that of j.
func (j *Jaxpr) Fingerprint() (sum Fingerprint) {
	p := fingerprinter{number: map[*Var]int{}}
	p.jaxpr(j)
	h := fnv.New128a()
	h.Write(p.text)
	h.Sum(sum[:0])
	return sum
}

// A fingerprinter writes a program in full, with variables numbered in the order
// of their definition.
type fingerprinter struct {
	text   []byte
	number map[*Var]int
}

func (p *fingerprinter) int(n int) { p.text = binary.AppendVarint(p.text, int64(n)) }

func (p *fingerprinter) define(vars []*Var) {
	p.int(len(vars))
	for _, v := range vars {
		p.number[v] = len(p.number)
		p.aval(v.aval)
	}
}

func (p *fingerprinter) aval(a Aval) {
	kind := int(a.DType) << 1
	if a.Weak {
		kind |= 1
	}
	p.int(kind)
	p.int(len(a.Shape))
	for _, n := range a.Shape {
		p.int(n)
	}
}

func (p *fingerprinter) use(atoms []Atom) {
	p.int(len(atoms))
	for _, a := range atoms {
		switch a := a.(type) {
		case *Var:
			p.int(p.number[a])
		case *Literal:
			p.int(-1)
			p.aval(a.Aval())
			p.text = binary.LittleEndian.AppendUint64(p.text, math.Float64bits(a.Val))
			p.text = binary.LittleEndian.AppendUint64(p.text, math.Float64bits(a.Imag))
		}
	}
}

func (p *fingerprinter) jaxpr(j *Jaxpr) {
	p.define(j.Consts)
	p.define(j.In)
	p.int(len(j.Eqns))
	for i := range j.Eqns {
		e := &j.Eqns[i]
		p.text = append(append(p.text, e.Op.Name()...), 0)
		p.params(e.Params)
		p.use(e.In)
		p.define(e.Out)
	}
	p.use(j.Out)
}

// params writes parameters: plain values by their content, of equations that
// carry programs all fields, and what else is a pointer by the address.
func (p *fingerprinter) params(params Params) {
	if params == nil {
		return
	}
	if reflect.TypeOf(params).Kind() != reflect.Pointer {
		p.text = append(fmt.Appendf(p.text, "%T%+v", params, params), 0)
		return
	}
	if _, programs := subprograms(params); len(programs) == 0 {
		p.text = append(fmt.Appendf(p.text, "%p", params), 0)
		return
	}
	for _, f := range params.Fields() {
		p.text = append(append(p.text, f.Name...), 0)
		switch v := f.Value.(type) {
		case *Jaxpr:
			p.jaxpr(v)
		case []*Jaxpr:
			p.int(len(v))
			for _, j := range v {
				p.jaxpr(j)
			}
		default:
			p.text = append(fmt.Appendf(p.text, "%v", v), 0)
		}
	}
}
