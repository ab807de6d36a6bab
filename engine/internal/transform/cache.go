package transform

import (
	"slices"
	"sync"

	"fluxion/engine/internal/device"
	"fluxion/engine/internal/ir"
)

// maxRecent is how many compiled programs are kept for others like them.
const maxRecent = 64

// A compilation is a program that was compiled for a device. It keeps the
// program alive, whose fingerprint may contain addresses.
type compilation struct {
	device      device.Device
	fingerprint ir.Fingerprint
	jaxpr       *ir.Jaxpr
	run         device.Executable
}

// recent are the programs that ran or were compiled last, the latest at the end.
var recent struct {
	sync.Mutex
	list []compilation
}

// compile compiles a program, or finds it compiled: a function that is jitted
// anew in every iteration of a loop is traced again and compiled once.
func compile(d device.Device, j *ir.Jaxpr) device.Executable {
	c := compilation{device: d, fingerprint: j.Fingerprint(), jaxpr: j}
	if c.run = lookup(c); c.run == nil {
		c.run = d.Compile(j)
	}
	recent.Lock()
	defer recent.Unlock()
	if len(recent.list) == maxRecent {
		recent.list = slices.Delete(recent.list, 0, 1)
	}
	recent.list = append(recent.list, c)
	return c.run
}

// lookup takes a program like c from the list.
func lookup(c compilation) device.Executable {
	recent.Lock()
	defer recent.Unlock()
	i := slices.IndexFunc(recent.list, func(k compilation) bool { return k.device == c.device && k.fingerprint == c.fingerprint })
	if i < 0 {
		return nil
	}
	found := recent.list[i].run
	recent.list = slices.Delete(recent.list, i, i+1)
	return found
}
