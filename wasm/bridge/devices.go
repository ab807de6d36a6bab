package bridge

// The types of the messages about devices.
const (
	TypeDevice = "device"
	TypeNotice = "notice"
)

// A DeviceRequest chooses the device that programs run on from now on.
type DeviceRequest struct {
	ID     int    `js:"id"`
	Device string `js:"device"`
}

// A DeviceReply says what was chosen, and in words what "auto" has measured on
// this machine so far.
type DeviceReply struct {
	ID       int      `js:"id"`
	Device   string   `js:"device"`
	Measured []string `js:"measured"`
}

// A Notice tells the user of something that answers no request, such as the loss
// of a device. Its ID is 0.
type Notice struct {
	ID      int    `js:"id"`
	Message string `js:"message"`
}
