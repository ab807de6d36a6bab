package stdlib

import (
	"io"
	"math"
	"time"

	"fluxion/engine/lang/py"
)

var timeModule = &py.ModuleSpec{
	Name: "time",
	Doc:  "Clocks.",
	Funcs: []py.Func{
		{Sig: "time()", Doc: "Seconds since 1970.", Impl: func(*py.Thread, []py.Object) py.Object {
			return py.Float(float64(time.Now().UnixNano()) / 1e9)
		}},
		{Sig: "time_ns()", Doc: "Nanoseconds since 1970.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Int(time.Now().UnixNano()) }},
		clock("perf_counter", 1e9), clock("monotonic", 1e9), clock("process_time", 1e9),
		clock("perf_counter_ns", 1), clock("monotonic_ns", 1), clock("process_time_ns", 1),
		{Sig: "sleep(seconds, /)", Doc: "Waits.", Impl: func(t *py.Thread, a []py.Object) py.Object {
			s := t.ToFloat(a[0])
			if !(s >= 0) {
				panic(py.Errorf(py.ValueError, "sleep length must be non-negative"))
			}
			t.Sleep(time.Duration(min(s*1e9, math.MaxInt64/2)))
			return py.None
		}},
	},
}

var started = time.Now()

// clock declares a function that returns the time since the start of the
// process in units of nanoseconds: a float unless the unit is 1.
func clock(name string, unit float64) py.Func {
	return py.Func{Sig: name + "()", Doc: "A clock that only goes forward.", Impl: func(*py.Thread, []py.Object) py.Object {
		d := time.Since(started)
		if unit == 1 {
			return py.Int(d)
		}
		return py.Float(float64(d) / unit)
	}}
}

var sysModule = &py.ModuleSpec{
	Name: "sys",
	Doc:  "The interpreter.",
	Values: map[string]py.Object{
		"maxsize": py.Int(math.MaxInt64), "version": py.Str("3.11 (Fluxion)"), "platform": py.Str("fluxion"),
		"version_info": py.NewTuple(py.Int(3), py.Int(11), py.Int(0), py.Str("final"), py.Int(0)),
		"byteorder":    py.Str("little"),
	},
	Funcs: []py.Func{
		{Sig: "exit(status=None, /)", Doc: "Ends the program.", Impl: exit},
		{Sig: "getrecursionlimit()", Doc: "How deep calls may be nested.", Impl: func(*py.Thread, []py.Object) py.Object { return py.Int(py.RecursionLimit) }},
		{Sig: "intern(string, /)", Doc: "The string.", Impl: func(_ *py.Thread, a []py.Object) py.Object { return a[0] }},
		{Sig: "exc_info()", Doc: "The exception being handled.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
			e := t.Handling()
			if e == nil {
				return py.NewTuple(py.None, py.None, py.None)
			}
			return py.NewTuple(e.Type(), e, e.Traceback())
		}},
	},
	Init: func(t *py.Thread, m *py.Module) {
		m.Set("stdout", &stream{"stdout", func(t *py.Thread) io.Writer { return t.Stdout }})
		m.Set("stderr", &stream{"stderr", func(t *py.Thread) io.Writer { return t.Stderr }})
		m.Set("argv", py.NewList(py.Str("")))
		m.Set("path", py.NewList())
		m.Set("modules", py.NewDict())
		info := py.NewModule("sys.float_info")
		info.Set("max", py.Float(math.MaxFloat64))
		info.Set("min", py.Float(0x1p-1022))
		info.Set("epsilon", py.Float(0x1p-52))
		info.Set("dig", py.Int(15))
		info.Set("mant_dig", py.Int(53))
		m.Set("float_info", info)
	},
}

var tracebackFuncs = []py.Func{
	{Sig: "format_exc()", Doc: "The traceback of the exception being handled.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		if e := t.Handling(); e != nil {
			return py.Str(t.FormatException(e))
		}
		return py.Str("NoneType: None\n")
	}},
	{Sig: "print_exc()", Doc: "Prints the traceback of the exception being handled.", Impl: func(t *py.Thread, _ []py.Object) py.Object {
		if e := t.Handling(); e != nil {
			t.Print(t.FormatException(e))
		}
		return py.None
	}},
	{Sig: "format_exception(exc, /, *args)", Doc: "The traceback of an exception, as a list of strings.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		e := a[0]
		if rest := a[1].(*py.Tuple).Elems; len(rest) > 0 {
			e = rest[0]
		}
		return py.NewList(py.Str(t.FormatException(t.ToException(e))))
	}},
	{Sig: "format_exception_only(exc, /, *args)", Doc: "The last lines of a traceback.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		e := a[0]
		if rest := a[1].(*py.Tuple).Elems; len(rest) > 0 {
			e = rest[0]
		}
		return py.NewList(py.Str(t.FormatExceptionOnly(t.ToException(e))))
	}},
	{Sig: "print_exception(exc, /, *args)", Doc: "Prints the traceback of an exception.", Impl: func(t *py.Thread, a []py.Object) py.Object {
		e := a[0]
		if rest := a[1].(*py.Tuple).Elems; len(rest) > 0 {
			e = rest[0]
		}
		t.Print(t.FormatException(t.ToException(e)))
		return py.None
	}},
}
