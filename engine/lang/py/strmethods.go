package py

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func init() {
	StrType.New = func(t *Thread, class *Type, args []Object, keywords []Keyword) Object {
		for _, k := range keywords {
			if k.Name == "object" && len(args) == 0 {
				args = []Object{k.Value}
			}
		}
		v := Str("")
		if len(args) > 0 {
			v = Str(t.Str(args[0]))
		}
		return wrapScalar(class, StrType, v)
	}

	predicate := func(sig, doc string, test func(s string) bool) Func {
		return Func{Sig: sig, Doc: doc, Impl: func(_ *Thread, a []Object) Object { return Bool(test(text(a[0]))) }}
	}
	mapping := func(sig, doc string, change func(s string) string) Func {
		return Func{Sig: sig, Doc: doc, Impl: func(_ *Thread, a []Object) Object { return Str(change(text(a[0]))) }}
	}
	StrType.Define(
		predicate("isalnum(self, /)", "Whether all characters are letters or digits.", func(s string) bool {
			return allRunes(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
		}),
		predicate("isalpha(self, /)", "Whether all characters are letters.", func(s string) bool { return allRunes(s, unicode.IsLetter) }),
		predicate("isascii(self, /)", "Whether all characters are ASCII.", func(s string) bool { return Str(s).ascii() }),
		predicate("isdecimal(self, /)", "Whether all characters are decimal digits.", func(s string) bool { return allRunes(s, unicode.IsDigit) }),
		predicate("isdigit(self, /)", "Whether all characters are digits.", func(s string) bool {
			return allRunes(s, func(r rune) bool {
				return unicode.IsDigit(r) || strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", r)
			})
		}),
		predicate("isidentifier(self, /)", "Whether the string can be a name.", IsIdentifier),
		predicate("islower(self, /)", "Whether all letters are lower case.", func(s string) bool { return cased(s, unicode.IsLower) }),
		predicate("isnumeric(self, /)", "Whether all characters are numeric.", func(s string) bool { return allRunes(s, unicode.IsNumber) }),
		predicate("isprintable(self, /)", "Whether all characters can be printed.", func(s string) bool { return s == "" || allRunes(s, printable) }),
		predicate("isspace(self, /)", "Whether all characters are white space.", func(s string) bool { return allRunes(s, unicode.IsSpace) }),
		predicate("istitle(self, /)", "Whether each word begins with a capital.", isTitle),
		predicate("isupper(self, /)", "Whether all letters are upper case.", func(s string) bool { return cased(s, unicode.IsUpper) }),
		mapping("capitalize(self, /)", "The first character as a capital, the rest in lower case.", capitalize),
		mapping("casefold(self, /)", "The string for comparisons without case.", func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ß", "ss") }),
		mapping("lower(self, /)", "The string in lower case.", strings.ToLower),
		mapping("swapcase(self, /)", "The string with upper and lower case exchanged.", func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsUpper(r) {
					return unicode.ToLower(r)
				}
				return unicode.ToUpper(r)
			}, s)
		}),
		mapping("title(self, /)", "The string with words in title case.", toTitle),
		mapping("upper(self, /)", "The string in upper case.", func(s string) string { return strings.ReplaceAll(strings.ToUpper(s), "ß", "SS") }),
	)
	defineStrip()
	defineSearch()
	defineSplit()
	StrType.Define(
		Func{Sig: "center(self, width, fillchar=' ', /)", Doc: "The string in the middle of a field.", Impl: func(t *Thread, a []Object) Object {
			width := t.ToInt(a[1])
			return t.pad(Str(text(a[0])), a, func(total int) int { return total/2 + total&width&1 })
		}},
		Func{Sig: "ljust(self, width, fillchar=' ', /)", Doc: "The string at the left of a field.", Impl: func(t *Thread, a []Object) Object {
			return t.pad(Str(text(a[0])), a, func(int) int { return 0 })
		}},
		Func{Sig: "rjust(self, width, fillchar=' ', /)", Doc: "The string at the right of a field.", Impl: func(t *Thread, a []Object) Object {
			return t.pad(Str(text(a[0])), a, func(total int) int { return total })
		}},
		Func{Sig: "zfill(self, width, /)", Doc: "The string with zeros before the digits.", Impl: func(t *Thread, a []Object) Object {
			width := t.ToInt(a[1])
			t.Reserve(float64(width))
			return Str(zfill(text(a[0]), width))
		}},
		Func{Sig: "expandtabs(self, tabsize=8)", Doc: "The string with tabs replaced by spaces.", Impl: func(t *Thread, a []Object) Object {
			size := t.ToInt(a[1])
			t.Reserve(float64(size) * float64(strings.Count(text(a[0]), "\t")))
			return Str(expandTabs(text(a[0]), size))
		}},
		Func{Sig: "join(self, iterable, /)", Doc: "The strings of iterable with this one between them.", Impl: func(t *Thread, a []Object) Object {
			return Str(t.Join(text(a[0]), a[1]))
		}},
		Func{Sig: "replace(self, old, new, count=-1, /)", Doc: "The string with old replaced by new.", Impl: func(t *Thread, a []Object) Object {
			s, old, replacement := text(a[0]), Text(a[1], "replace() argument 1"), Text(a[2], "replace() argument 2")
			n := t.ToInt(a[3])
			t.Reserve(float64(len(s)) * float64(1+len(replacement)))
			return Str(strings.Replace(s, old, replacement, n))
		}},
		Func{Sig: "format(self, *args, **kwargs)", Doc: "The string with replacement fields filled in.", Impl: func(t *Thread, a []Object) Object {
			return Str(t.formatFields(text(a[0]), a[1].(*Tuple).Elems, a[2]))
		}},
		Func{Sig: "format_map(self, mapping, /)", Doc: "The string with replacement fields filled in from a mapping.", Impl: func(t *Thread, a []Object) Object {
			return Str(t.formatFields(text(a[0]), nil, a[1]))
		}},
		Func{Sig: "translate(self, table, /)", Doc: "The string with characters replaced as the table says.", Impl: func(t *Thread, a []Object) Object {
			return Str(t.translate(text(a[0]), a[1]))
		}},
		StaticFunc{Sig: "maketrans(x, y?, z?, /)", Doc: "A table for translate.", Impl: func(t *Thread, a []Object) Object {
			return t.makeTranslation(a[0], a[1], a[2])
		}},
	)
}

func defineStrip() {
	strip := func(sig, doc string, space func(string) string, set func(s, cutset string) string) Func {
		return Func{Sig: sig, Doc: doc, Impl: func(_ *Thread, a []Object) Object {
			if a[1] == None {
				return Str(space(text(a[0])))
			}
			cutset, ok := scalar(a[1]).(Str)
			if !ok {
				panic(Errorf(TypeError, "%s arg must be None or str", sig[:strings.IndexByte(sig, '(')]))
			}
			return Str(set(text(a[0]), string(cutset)))
		}}
	}
	StrType.Define(
		strip("strip(self, chars=None, /)", "The string without white space, or chars, at both ends.", strings.TrimSpace, strings.Trim),
		strip("lstrip(self, chars=None, /)", "The string without white space, or chars, at the beginning.",
			func(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }, strings.TrimLeft),
		strip("rstrip(self, chars=None, /)", "The string without white space, or chars, at the end.",
			func(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) }, strings.TrimRight),
		Func{Sig: "removeprefix(self, prefix, /)", Doc: "The string without the prefix.", Impl: func(_ *Thread, a []Object) Object {
			return Str(strings.TrimPrefix(text(a[0]), Text(a[1], "removeprefix() argument")))
		}},
		Func{Sig: "removesuffix(self, suffix, /)", Doc: "The string without the suffix.", Impl: func(_ *Thread, a []Object) Object {
			return Str(strings.TrimSuffix(text(a[0]), Text(a[1], "removesuffix() argument")))
		}},
	)
}

func defineSearch() {
	search := func(name, doc string, index func(s, sub string) int, raise bool) Func {
		return Func{Sig: name + "(self, sub, start=None, end=None, /)", Doc: doc, Impl: func(t *Thread, a []Object) Object {
			part, offset, ok := t.within(Str(text(a[0])), a[2], a[3])
			i := -1
			if sub := Text(a[1], "must be str, not "+typeName(a[1])+": argument of "+name); ok {
				i = index(part, sub)
			}
			if i >= 0 {
				return Int(utf8.RuneCountInString(part[:i]) + offset)
			}
			if raise {
				panic(Errorf(ValueError, "substring not found"))
			}
			return Int(-1)
		}}
	}
	affix := func(name, doc string, has func(s, affix string) bool) Func {
		return Func{Sig: name + "(self, affix, start=None, end=None, /)", Doc: doc, Impl: func(t *Thread, a []Object) Object {
			part, _, ok := t.within(Str(text(a[0])), a[2], a[3])
			for _, x := range affixes(name, a[1]) {
				if ok && has(part, x) {
					return Bool(true)
				}
			}
			return Bool(false)
		}}
	}
	StrType.Define(
		search("find", "The first position of sub, or -1.", strings.Index, false),
		search("rfind", "The last position of sub, or -1.", strings.LastIndex, false),
		search("index", "The first position of sub.", strings.Index, true),
		search("rindex", "The last position of sub.", strings.LastIndex, true),
		affix("startswith", "Whether the string begins with a prefix.", strings.HasPrefix),
		affix("endswith", "Whether the string ends with a suffix.", strings.HasSuffix),
		Func{Sig: "count(self, sub, start=None, end=None, /)", Doc: "How often sub occurs.", Impl: func(t *Thread, a []Object) Object {
			part, _, ok := t.within(Str(text(a[0])), a[2], a[3])
			sub := Text(a[1], "count() argument")
			if !ok {
				return Int(0)
			}
			return Int(strings.Count(part, sub))
		}},
	)
}

func defineSplit() {
	split := func(name, doc string, reverse bool) Func {
		return Func{Sig: name + "(self, sep=None, maxsplit=-1)", Doc: doc, Impl: func(t *Thread, a []Object) Object {
			s, n := text(a[0]), t.ToInt(a[2])
			if a[1] == None {
				return NewList(splitSpace(s, n, reverse)...)
			}
			sep := Text(a[1], "separator")
			switch {
			case sep == "":
				panic(Errorf(ValueError, "empty separator"))
			case reverse:
				return NewList(splitRight(s, sep, n)...)
			case n < 0:
				return NewList(strObjects(strings.Split(s, sep))...)
			}
			return NewList(strObjects(strings.SplitN(s, sep, n+1))...)
		}}
	}
	partition := func(name, doc string, index func(s, sep string) int, missing func(s Str) Object) Func {
		return Func{Sig: name + "(self, sep, /)", Doc: doc, Impl: func(_ *Thread, a []Object) Object {
			s, sep := text(a[0]), Text(a[1], "separator")
			if sep == "" {
				panic(Errorf(ValueError, "empty separator"))
			}
			i := index(s, sep)
			if i < 0 {
				return missing(Str(s))
			}
			return NewTuple(Str(s[:i]), Str(sep), Str(s[i+len(sep):]))
		}}
	}
	StrType.Define(
		split("split", "The parts between separators.", false),
		split("rsplit", "The parts between separators, counted from the end.", true),
		partition("partition", "The parts before, at and after the first separator.", strings.Index,
			func(s Str) Object { return NewTuple(s, Str(""), Str("")) }),
		partition("rpartition", "The parts before, at and after the last separator.", strings.LastIndex,
			func(s Str) Object { return NewTuple(Str(""), Str(""), s) }),
		Func{Sig: "splitlines(self, keepends=False)", Doc: "The lines.", Impl: func(t *Thread, a []Object) Object {
			return NewList(splitLines(text(a[0]), t.Truth(a[1]))...)
		}},
	)
}
