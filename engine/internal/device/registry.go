package device

// An Opener is a device under its name; opening it may fail where the platform
// lacks what it needs.
type Opener struct {
	Name string
	Open func() (Device, error)
}

var registry []Opener

// Register makes a device known; init functions call it.
func Register(name string, open func() (Device, error)) {
	registry = append(registry, Opener{name, open})
}

// Registered returns the devices in the order in which they became known.
func Registered() []Opener { return registry }
