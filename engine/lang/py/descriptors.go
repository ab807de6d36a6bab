package py

func init() {
	PropertyType.New = func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
		p := &PropertyObject{}
		if class != PropertyType {
			p.class = class
		}
		a := propertyArguments.bindArguments(args, keywords)
		optional := func(o Object) Object {
			if o == None {
				return nil
			}
			return o
		}
		p.get, p.set, p.del, p.doc = optional(a[0]), optional(a[1]), optional(a[2]), a[3]
		if f, ok := p.get.(*Function); ok && p.doc == None {
			p.doc = f.doc()
		}
		return p
	}
	change := func(name string, set func(p *PropertyObject, f Object)) Func {
		return Func{Sig: name + "(self, function, /)", Doc: "The property with another " + name + ".", Impl: func(_ *Thread, a []Object) Object {
			p := *a[0].(*PropertyObject)
			set(&p, a[1])
			return &p
		}}
	}
	part := func(name string, get func(p *PropertyObject) Object) Property {
		return Property{Name: name, Get: func(_ *Thread, o Object) Object {
			if v := get(o.(*PropertyObject)); v != nil {
				return v
			}
			return None
		}}
	}
	PropertyType.Define(
		change("getter", func(p *PropertyObject, f Object) { p.get = f }),
		change("setter", func(p *PropertyObject, f Object) { p.set = f }),
		change("deleter", func(p *PropertyObject, f Object) { p.del = f }),
		part("fget", func(p *PropertyObject) Object { return p.get }),
		part("fset", func(p *PropertyObject) Object { return p.set }),
		part("fdel", func(p *PropertyObject) Object { return p.del }),
		part("__doc__", func(p *PropertyObject) Object { return p.doc }),
		Func{Sig: "__set_name__(self, owner, name, /)", Impl: func(t *Thread, a []Object) Object {
			a[0].(*PropertyObject).name = Text(a[2], "name")
			return None
		}},
	)
	one := func(name string, args []Object, keywords []Keyword) Object {
		noKeywords(name, keywords)
		if len(args) != 1 {
			panic(Errorf(TypeError, "%s expected 1 argument, got %d", name, len(args)))
		}
		return args[0]
	}
	StaticMethodType.New = func(_ *Thread, _ *Type, args []Object, keywords []Keyword) Object {
		return &StaticMethod{one("staticmethod", args, keywords)}
	}
	ClassMethodType.New = func(_ *Thread, _ *Type, args []Object, keywords []Keyword) Object {
		return &ClassMethod{one("classmethod", args, keywords)}
	}
	StaticMethodType.Define(Property{Name: "__func__", Get: func(_ *Thread, o Object) Object { return o.(*StaticMethod).Func }})
	ClassMethodType.Define(Property{Name: "__func__", Get: func(_ *Thread, o Object) Object { return o.(*ClassMethod).Func }})
	SuperType.New = func(t *Thread, _ *Type, args []Object, keywords []Keyword) Object {
		noKeywords("super", keywords)
		if len(args) == 0 {
			panic(Errorf(RuntimeError, "super(): no arguments"))
		}
		c, ok := args[0].(*Type)
		if !ok || len(args) != 2 {
			panic(Errorf(TypeError, "super() argument 1 must be a type, not %s", typeName(args[0])))
		}
		return NewSuper(c, args[1])
	}
	defineFunctionAttributes()
	TypeType.New = func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
		switch len(args) {
		case 1:
			return args[0].Type()
		case 3:
			dict, ok := args[2].(*Dict)
			if !ok {
				panic(Errorf(TypeError, "type.__new__() argument 3 must be dict, not %s", typeName(args[2])))
			}
			if class == TypeType {
				return t.BuildClass(Text(args[0], "type.__new__() argument 1"), t.Elements(args[1]), dict.copy(), keywords)
			}
			keywords = append(keywords, Keyword{"metaclass", class})
			return t.NewClass(Text(args[0], "type.__new__() argument 1"), t.Elements(args[1]), dict.copy(), keywords)
		}
		panic(Errorf(TypeError, "type() takes 1 or 3 arguments"))
	}
	ModuleType.New = func(t *Thread, _ *Type, args []Object, _ []Keyword) Object {
		if len(args) == 0 {
			panic(Errorf(TypeError, "module() missing required argument 'name' (pos 1)"))
		}
		return NewModule(Text(args[0], "module() argument 'name'"))
	}
}

var propertyArguments = NewBuiltin(Func{Sig: "property(fget=None, fset=None, fdel=None, doc=None)", Impl: func(*Thread, []Object) Object { return None }})

func (f *Function) doc() Object {
	if f.Doc != nil {
		return f.Doc
	}
	return None
}

func defineFunctionAttributes() {
	fn := func(o Object) *Function { return o.(*Function) }
	FunctionType.Define(
		Property{Name: "__name__", Get: func(_ *Thread, o Object) Object { return Str(fn(o).Name) },
			Set: func(_ *Thread, o, v Object) { fn(o).Name = Text(v, "__name__") }},
		Property{Name: "__qualname__", Get: func(_ *Thread, o Object) Object { return Str(fn(o).Qualname) },
			Set: func(_ *Thread, o, v Object) { fn(o).Qualname = Text(v, "__qualname__") }},
		Property{Name: "__module__", Get: func(_ *Thread, o Object) Object { return Str(fn(o).Module) },
			Set: func(t *Thread, o, v Object) { fn(o).Module = t.Str(v) }},
		Property{Name: "__doc__", Get: func(_ *Thread, o Object) Object { return fn(o).doc() },
			Set: func(_ *Thread, o, v Object) { fn(o).Doc = v }},
		Property{Name: "__annotations__", Get: func(_ *Thread, o Object) Object {
			if fn(o).Annotations == nil {
				fn(o).Annotations = NewDict()
			}
			return fn(o).Annotations
		}, Set: func(_ *Thread, o, v Object) { fn(o).Annotations, _ = v.(*Dict) }},
		Property{Name: "__defaults__", Get: func(_ *Thread, o Object) Object {
			if len(fn(o).Defaults) == 0 {
				return None
			}
			return NewTuple(fn(o).Defaults...)
		}, Set: func(t *Thread, o, v Object) {
			var values []Object
			if v != None {
				values = t.Elements(v)
			}
			if len(values) > fn(o).Code.NumPositional {
				panic(Errorf(ValueError, "more default values than parameters"))
			}
			fn(o).Defaults = values
		}},
		Property{Name: "__kwdefaults__", Get: func(_ *Thread, o Object) Object {
			f := fn(o)
			d := NewDict()
			for i, v := range f.KeyDefaults {
				if v != nil {
					d.setStr(f.Code.Params[f.Code.NumPositional+i], v)
				}
			}
			if d.Len() == 0 {
				return None
			}
			return d
		}},
		Property{Name: "__closure__", Get: func(_ *Thread, o Object) Object {
			if len(fn(o).Cells) == 0 {
				return None
			}
			var cells []Object
			for _, c := range fn(o).Cells {
				cells = append(cells, c)
			}
			return NewTuple(cells...)
		}},
		Property{Name: "__code__", Get: func(_ *Thread, o Object) Object { return fn(o).Code }},
	)
	cellType.Define(Property{Name: "cell_contents", Get: func(_ *Thread, o Object) Object {
		if v := o.(*Cell).Value; v != nil {
			return v
		}
		panic(Errorf(ValueError, "Cell is empty"))
	}})
	code := func(o Object) *Code { return o.(*Code) }
	codeType.Define(
		Property{Name: "co_name", Get: func(_ *Thread, o Object) Object { return Str(code(o).Name) }},
		Property{Name: "co_filename", Get: func(_ *Thread, o Object) Object { return Str(code(o).Source.Name) }},
		Property{Name: "co_firstlineno", Get: func(_ *Thread, o Object) Object {
			line, _ := code(o).Source.Position(code(o).At.From)
			return Int(line)
		}},
		Property{Name: "co_argcount", Get: func(_ *Thread, o Object) Object { return Int(code(o).NumPositional) }},
		Property{Name: "co_varnames", Get: func(_ *Thread, o Object) Object { return NewTuple(strObjects(code(o).Locals)...) }},
	)
	BuiltinType.Define(
		Property{Name: "__name__", Get: func(_ *Thread, o Object) Object { return Str(o.(*Builtin).Name) }},
		Property{Name: "__qualname__", Get: func(_ *Thread, o Object) Object { return Str(o.(*Builtin).displayName()) }},
		Property{Name: "__module__", Get: func(_ *Thread, o Object) Object {
			if m := o.(*Builtin).Module; m != "" {
				return Str(m)
			}
			return Str("builtins")
		}},
		Property{Name: "__doc__", Get: func(_ *Thread, o Object) Object { return docOf(o.(*Builtin).Doc) }},
		Property{Name: "__text_signature__", Get: func(_ *Thread, o Object) Object { return Str(o.(*Builtin).sig) }},
	)
	MethodType.Define(
		Property{Name: "__self__", Get: func(_ *Thread, o Object) Object { return o.(*BoundMethod).Self }},
		Property{Name: "__func__", Get: func(_ *Thread, o Object) Object { return o.(*BoundMethod).Func }},
	)
	for _, name := range []string{"__name__", "__qualname__", "__doc__", "__module__", "__annotations__", "__wrapped__"} {
		MethodType.Define(Property{Name: name, Get: func(t *Thread, o Object) Object { return t.GetAttr(o.(*BoundMethod).Func, name) }})
	}
}

var (
	cellType = &Type{Name: "cell", Final: true}
	codeType = &Type{Name: "code", Final: true}
)

// Type returns the type of cells.
func (*Cell) Type() *Type { return cellType }

// Type returns the type of code objects.
func (*Code) Type() *Type { return codeType }
