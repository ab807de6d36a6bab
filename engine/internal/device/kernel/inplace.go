package kernel

import "fluxion/engine/internal/ir"

// updated reports whether a turn of a loop only puts elements into a carry. It
// then stays where it is, and the turns overwrite it.
func (l *looper) updated(k int) bool {
	if l.makers == nil {
		l.makers = madeBy(l.form.Body.Eqns)
	}
	v, ok := l.form.Body.Out[k].(*ir.Var)
	for updates := 0; ok; updates++ {
		if v == l.form.Body.In[l.form.Consts+k] {
			return updates > 0
		}
		e := l.makers[v]
		if e == nil {
			return false
		}
		if _, ok = formOf(e).(Update); ok {
			v, ok = e.In[0].(*ir.Var)
		}
	}
	return false
}

// madeBy returns the equation that computes each variable.
func madeBy(eqns []ir.Eqn) map[*ir.Var]*ir.Eqn {
	made := map[*ir.Var]*ir.Eqn{}
	for i := range eqns {
		for _, v := range eqns[i].Out {
			made[v] = &eqns[i]
		}
	}
	return made
}
