package bridge

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"syscall/js"
	"unsafe"

	"github.com/norunners/vert"
)

// typedArray is what Encode and Decode see of a Typed field.
type typedArray interface {
	toJS() js.Value
	fromJS(js.Value) error
}

// Decode reads a message into a struct of this package. A missing property, or
// one of another type than its field, is an error that names it.
func Decode[T any](value js.Value) (T, error) {
	var message T
	return message, decode(reflect.ValueOf(&message).Elem(), value)
}

// decode reads value into the struct, field or optional field that target is.
func decode(target reflect.Value, value js.Value) error {
	absent := value.IsUndefined() || value.IsNull()
	if array, ok := target.Addr().Interface().(typedArray); ok {
		return array.fromJS(value)
	}
	switch target.Kind() {
	case reflect.Pointer:
		if absent {
			return nil
		}
		target.Set(reflect.New(target.Type().Elem()))
		return decode(target.Elem(), value)
	case reflect.Struct:
		if value.Type() != js.TypeObject {
			return mismatch(value, "an object")
		}
		for i := range target.NumField() {
			name := target.Type().Field(i).Tag.Get("js")
			if err := decode(target.Field(i), value.Get(name)); err != nil {
				return fmt.Errorf("property %s: %w", name, err)
			}
		}
		return nil
	case reflect.Int:
		if value.Type() != js.TypeNumber || value.Float() != math.Trunc(value.Float()) || math.Abs(value.Float()) > 1<<53 {
			return mismatch(value, "an integer")
		}
	}
	if absent || (vert.Value{Value: value}).AssignTo(target.Addr().Interface()) != nil {
		return mismatch(value, target.Type().String())
	}
	return nil
}

// mismatch describes a value that does not fit.
func mismatch(given js.Value, expected string) error {
	if t := given.Type(); t == js.TypeNumber || t == js.TypeString || t == js.TypeBoolean {
		return fmt.Errorf("given %s %s, expected %s", t, js.Global().Call("String", given), expected)
	}
	return fmt.Errorf("given %s, expected %s", given.Type(), expected)
}

// Encode returns a message struct as an object with the given type property,
// and the list of buffers to transfer with it.
func Encode(kind string, message any) (object js.Value, transfer []any) {
	object = js.Global().Get("Object").New()
	object.Set("type", kind)
	fields := reflect.Indirect(reflect.ValueOf(message))
	for i := range fields.NumField() {
		name, field := fields.Type().Field(i).Tag.Get("js"), fields.Field(i)
		if field.Kind() == reflect.Pointer && field.IsNil() {
			continue
		}
		pointer := reflect.New(field.Type())
		pointer.Elem().Set(field)
		if array, ok := pointer.Interface().(typedArray); ok {
			view := array.toJS()
			object.Set(name, view)
			transfer = append(transfer, view.Get("buffer"))
			continue
		}
		object.Set(name, vert.ValueOf(field.Interface()).Value)
	}
	return object, transfer
}

// toJS returns a new JavaScript typed array with the elements. WebAssembly is
// little-endian, as typed arrays are on every platform that browsers run on.
func (t *Typed[T]) toJS() js.Value {
	length := len(t.values) * int(unsafe.Sizeof(*new(T)))
	bytes := js.Global().Get("Uint8Array").New(length)
	js.CopyBytesToJS(bytes, t.bytes())
	return js.Global().Get(t.constructor()).New(bytes.Get("buffer"))
}

// fromJS copies the elements of a typed array of the right type.
func (t *Typed[T]) fromJS(value js.Value) error {
	constructor := js.Global().Get(t.constructor())
	if value.Type() != js.TypeObject || !value.InstanceOf(constructor) {
		return mismatch(value, t.constructor())
	}
	t.values = make([]T, value.Length())
	js.CopyBytesToGo(t.bytes(), js.Global().Get("Uint8Array").New(value.Get("buffer"), value.Get("byteOffset"), value.Get("byteLength")))
	return nil
}

func (t *Typed[T]) bytes() []byte {
	if len(t.values) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&t.values[0])), len(t.values)*int(unsafe.Sizeof(t.values[0])))
}

func (*Typed[T]) constructor() string {
	switch any(*new(T)).(type) {
	case int32:
		return "Int32Array"
	case float32:
		return "Float32Array"
	default:
		return "Float64Array"
	}
}

// Callback wraps f as a JavaScript function of one argument. A panic of f does
// not end the program: it is handed to failed as an error.
func Callback(f func(js.Value), failed func(error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer Recover(failed)
		f(args[0])
		return nil
	})
}

// Recover, deferred at the boundary of a callback or goroutine, hands a panic
// to failed as an error.
func Recover(failed func(error)) {
	switch r := recover().(type) {
	case nil:
	case error:
		failed(fmt.Errorf("internal error: %w", r))
	default:
		failed(errors.New("internal error: " + fmt.Sprint(r)))
	}
}
