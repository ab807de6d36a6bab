package wgsl

import "fmt"

// Check returns an error if a program asks for more than an adapter offers.
func (p *Program) Check(a Adapter) error {
	for i, b := range p.Buffers {
		if b.Bytes() > a.Buffer {
			return fmt.Errorf("webgpu: array %d has %d bytes, at most %d are possible on this GPU", i, b.Bytes(), a.Buffer)
		}
	}
	for _, s := range p.Shaders {
		if len(s.Writes) > a.Bindings {
			return fmt.Errorf("webgpu: shader %s has %d arrays, at most %d are possible on this GPU", s.Name, len(s.Writes), a.Bindings)
		}
	}
	return p.checkCommands(p.Commands, a)
}

func (p *Program) checkCommands(list []Command, a Adapter) error {
	for i := range list {
		switch c := &list[i]; {
		case c.Repeat != nil:
			if err := p.checkCommands(c.Repeat.Body, a); err != nil {
				return err
			}
		case c.Launch != nil:
			if err := p.checkLaunch(c.Launch, a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Program) checkLaunch(l *Launch, a Adapter) error {
	name := p.Shaders[l.Shader].Name
	for k, w := range l.Bindings {
		size := ElementSize(p.Buffers[w.Buffer].DType)
		switch {
		case w.Len <= 0 || w.First < 0 || w.First+w.Len > p.Buffers[w.Buffer].Len:
			return fmt.Errorf("webgpu: shader %s gets elements %d to %d of an array of %d as its array %d", name, w.First, w.First+w.Len, p.Buffers[w.Buffer].Len, k)
		case size*w.First%(4*a.Alignment) != 0:
			return fmt.Errorf("webgpu: shader %s gets its array %d from byte %d on, which is no multiple of %d", name, k, size*w.First, 4*a.Alignment)
		case size*w.Len > a.Binding:
			return fmt.Errorf("webgpu: shader %s gets %d bytes as its array %d, at most %d are possible on this GPU", name, size*w.Len, k, a.Binding)
		}
	}
	for _, n := range l.Groups {
		if n < 1 || n > a.Groups {
			return fmt.Errorf("webgpu: shader %s is launched with %d groups, at most %d are possible on this GPU", name, n, a.Groups)
		}
	}
	return nil
}
