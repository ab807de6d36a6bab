package devicetest

import (
	"testing"

	"fluxion/engine/internal/device/host"
)

// Compiled programs of the reference device give what its loops give one by
// one, bit for bit.
func TestHost(t *testing.T) { Run(t, host.Device{}, 0) }
