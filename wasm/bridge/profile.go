package bridge

// A ProgramRun sums up the runs of a program in one place. Host lists the
// operations that ran on the host although the program did not, and Reason says
// why it ran there where that was chosen. Without a name it sums up programs that
// are not told apart, wherever they ran.
type ProgramRun struct {
	Program             string   `js:"program"`
	Eager               bool     `js:"eager"`
	Device              string   `js:"device"`
	Kind                string   `js:"kind"`
	Threads             int      `js:"threads"`
	Equations           int      `js:"equations"`
	Host                []string `js:"host"`
	Code                int      `js:"code"`
	Reason              string   `js:"reason"`
	Runs                int      `js:"runs"`
	Elements            int      `js:"elements"`
	Bytes               int      `js:"bytes"`
	Milliseconds        float64  `js:"milliseconds"`
	Compilations        int      `js:"compilations"`
	CompileMilliseconds float64  `js:"compileMilliseconds"`
}
