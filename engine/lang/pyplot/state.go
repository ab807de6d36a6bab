package pyplot

import (
	"runtime"
	"slices"
	"sync"
	"weak"

	"fluxion/engine/lang/py"
	"fluxion/plots/scene/figure"
)

// A state holds the open figures of a program, in the order of creation, and
// the defaults of new ones.
type state struct {
	figures []*Figure
	current *Figure
	style   figure.Style
	rc      *py.Dict
}

// states maps weak pointers to threads to their states, so that a state goes
// when its thread does.
var states sync.Map

func stateOf(t *py.Thread) *state {
	key := weak.Make(t)
	if s, ok := states.Load(key); ok {
		return s.(*state)
	}
	s, loaded := states.LoadOrStore(key, &state{style: figure.DefaultStyle(), rc: py.NewDict()})
	if !loaded {
		runtime.AddCleanup(t, func(key weak.Pointer[py.Thread]) { states.Delete(key) }, key)
	}
	return s.(*state)
}

// restyle changes the defaults, for what is made from now on in open figures
// too.
func (s *state) restyle(style figure.Style) {
	s.style = style
	for _, f := range s.figures {
		f.Style = style
	}
}

// figure returns the current figure, a new one if there is none.
func (s *state) figure() *Figure {
	if s.current == nil {
		s.open(s.free())
	}
	return s.current
}

// free returns a number that no open figure has.
func (s *state) free() int {
	n := 1
	for _, f := range s.figures {
		n = max(n, f.number+1)
	}
	return n
}

// open makes a figure of a number and has it be the current one.
func (s *state) open(number int) *Figure {
	f := newFigure(s.style, number)
	s.figures = append(s.figures, f)
	s.current = f
	return f
}

func (s *state) find(number int) *Figure {
	for _, f := range s.figures {
		if f.number == number {
			return f
		}
	}
	return nil
}

// close forgets a figure.
func (s *state) close(f *Figure) {
	s.figures = slices.DeleteFunc(s.figures, func(g *Figure) bool { return f == g })
	if s.current == f {
		s.current = nil
		if n := len(s.figures); n > 0 {
			s.current = s.figures[n-1]
		}
	}
}

// Flush shows the open figures and closes them, as a notebook does at the end of
// a cell. Without a display it leaves them as they are.
func Flush(t *py.Thread) {
	if t.Display == nil {
		return
	}
	s := stateOf(t)
	open := s.figures
	s.figures, s.current = nil, nil
	for _, f := range open {
		t.Display(f.forms(t))
	}
}

// image returns the artist that colorbar and clim are about: the last of the
// current axes, else of other axes of the figure; nil if there is none.
func (s *state) image() *Artist {
	f := s.current
	if f == nil {
		return nil
	}
	if f.current != nil && f.current.image != nil {
		return f.current.image
	}
	for i := len(f.axes) - 1; i >= 0; i-- {
		if im := f.axes[i].image; im != nil {
			return im
		}
	}
	return nil
}

// axes returns the current axes, new ones if there are none.
func (s *state) axes() *Axes { return s.figure().gca() }
