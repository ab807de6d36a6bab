package device

import (
	"errors"
	"testing"
)

func TestRegister(t *testing.T) {
	defer func(old []Opener) { registry = old }(registry)
	registry = nil
	no := errors.New("not here")
	opened := 0
	RegisterDeferred("a", func() (Device, error) { opened++; return nil, no })
	Register("b", func() (Device, error) { return nil, nil })
	Register("b", func() (Device, error) { return nil, no })
	list := Registered()
	if len(list) != 2 || list[0].Name != "a" || list[1].Name != "b" || !list[0].Deferred || list[1].Deferred {
		t.Fatalf("registered %+v", list)
	}
	if _, err := list[1].Open(); err != no {
		t.Errorf("the second device of a name did not take the place of the first")
	}
	if list[0].Asked() || opened != 0 {
		t.Errorf("a deferred device was opened to list it")
	}
	if _, err := list[0].Open(); err != no || !Registered()[0].Asked() {
		t.Errorf("a deferred device that was opened is not known as asked")
	}
}
