//go:build js && wasm

package service

import (
	"fluxion/engine"
	"fluxion/wasm/bridge"
)

// ChooseDevice has programs run on a device from now on. The reply tells what was
// measured of them.
func ChooseDevice(r bridge.DeviceRequest, measured ...string) (Reply, error) {
	if err := engine.SetDevice(r.Device); err != nil {
		return Reply{}, err
	}
	return Reply{Kind: bridge.TypeDevice, Message: bridge.DeviceReply{ID: r.ID, Device: r.Device, Measured: append([]string{}, measured...)}}, nil
}
