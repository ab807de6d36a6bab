package webgpu

import (
	"fmt"
	"strings"
	"time"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/device/kernel"
	"fluxion/engine/internal/device/webgpu/wgsl"
	"fluxion/engine/internal/ir"
)

// Explain prints a program as it would run on an adapter: the shaders in the
// order in which they are first launched, and between them what is left to
// another device. It needs no GPU, and makes nothing that runs.
func Explain(j *ir.Jaxpr, a wgsl.Adapter) *device.Code {
	d := &Device{machine: machineOf(a)}
	c := &device.Code{}
	start := time.Now()
	parts := d.divide(j)
	c.Plan = time.Since(start)
	x := explainer{code: c, origin: origins(j)}
	start = time.Now()
	for _, p := range parts {
		x.part(d, p)
	}
	c.Print = time.Since(start)
	for _, l := range c.Lines {
		c.Bytes += len(l.Text) + 1
	}
	return c
}

// An explainer writes the lines of the parts of a program.
type explainer struct {
	code   *device.Code
	origin map[*ir.Var]int32
}

// origins returns, for each variable of a program, the line's origin that reads
// it or computes it has, as in [device.CodeLine].
func origins(j *ir.Jaxpr) map[*ir.Var]int32 {
	of := map[*ir.Var]int32{}
	for i, v := range j.In {
		of[v] = -1 - int32(i)
	}
	for i := range j.Eqns {
		for _, v := range j.Eqns[i].Out {
			of[v] = int32(i + 1)
		}
	}
	return of
}

func (x *explainer) line(origin int32, format string, a ...any) {
	x.code.Lines = append(x.code.Lines, device.CodeLine{Text: fmt.Sprintf(format, a...), Origin: origin})
}

func (x *explainer) part(d *Device, p part) {
	if len(x.code.Lines) > 0 {
		x.line(0, "")
	}
	if !p.onGPU {
		x.code.HostSteps += len(p.jaxpr.Eqns)
		x.line(0, "// No GPU computes with these types: WebAssembly does")
		for k := range p.jaxpr.Eqns {
			x.line(p.origins[k], "//   %s", p.jaxpr.Eqns[k].Op.Name())
		}
		return
	}
	printed, err := d.print(p.jaxpr)
	if err != nil {
		panic(err) // BUG: what cannot be printed is in no part for the GPU
	}
	nests, _ := kernel.Count(printed.Plan.Steps)
	x.code.Nests += nests
	for i, s := range printed.Shaders {
		if i > 0 {
			x.line(0, "")
		}
		times := launches(printed.Commands, i)
		x.line(0, "// shader %s%s", s.Name, times)
		for k, text := range strings.Split(strings.TrimSuffix(s.Source, "\n"), "\n") {
			var origin int32
			if k < len(s.Origins) {
				origin = x.of(p, s.Origins[k])
			}
			x.line(origin, "%s", text)
		}
	}
}

// of returns an origin in a part as one in the whole program.
func (x *explainer) of(p part, origin int32) int32 {
	switch {
	case origin > 0:
		return p.origins[origin-1]
	case origin < 0:
		return x.origin[p.jaxpr.In[-1-origin]]
	}
	return 0
}

// launches tells how often a shader is launched, and by how many workgroups.
func launches(list []wgsl.Command, shader int) string {
	count, groups := 0, [3]int{}
	var visit func(list []wgsl.Command, times int)
	visit = func(list []wgsl.Command, times int) {
		for _, c := range list {
			switch {
			case c.Launch != nil && c.Launch.Shader == shader:
				count, groups = count+times, c.Launch.Groups
			case c.Repeat != nil:
				visit(c.Repeat.Body, times*max(c.Repeat.Turns, 1))
			}
		}
	}
	visit(list, 1)
	text := fmt.Sprintf(": %d × %d × %d workgroups", groups[0], groups[1], groups[2])
	if count > 1 {
		text += fmt.Sprintf(", %d times", count)
	}
	return text
}
