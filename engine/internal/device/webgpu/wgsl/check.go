package wgsl

import "fmt"

// Check returns an error if a program asks for more than an adapter offers.
func (p *Program) Check(a Adapter) error {
	for i, b := range p.Buffers {
		if 4*b.Len > a.Buffer {
			return fmt.Errorf("webgpu: array %d has %d bytes, at most %d are possible on this GPU", i, 4*b.Len, a.Buffer)
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
		switch {
		case w.Len <= 0 || w.First < 0 || w.First+w.Len > p.Buffers[w.Buffer].Len:
			return fmt.Errorf("webgpu: shader %s gets words %d to %d of an array of %d as its array %d", name, w.First, w.First+w.Len, p.Buffers[w.Buffer].Len, k)
		case w.First%a.Alignment != 0:
			return fmt.Errorf("webgpu: shader %s gets its array %d from word %d on, which is no multiple of %d", name, k, w.First, a.Alignment)
		case 4*w.Len > a.Binding:
			return fmt.Errorf("webgpu: shader %s gets %d bytes as its array %d, at most %d are possible on this GPU", name, 4*w.Len, k, a.Binding)
		}
	}
	for _, n := range l.Groups {
		if n < 1 || n > a.Groups {
			return fmt.Errorf("webgpu: shader %s is launched with %d groups, at most %d are possible on this GPU", name, n, a.Groups)
		}
	}
	return nil
}
