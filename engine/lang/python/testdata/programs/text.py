# strings, f-strings, format specifications, %, .format
import math
a, s, n, x = 5, "text", -1234567, 3.14159265
print(f"{a=} {a = } {a!r:>5} {s!s:^10} {s!a} {n:,} {n:_d} {x:.3f} {x:10.2e} {x:g} {a:05d} {a:+} {a:b} {a:#x} {255:X} {1e10} {x=:.2f} {s:*^12}")
print(f"{'nested ' + 'quotes'} {{literal}} {a if a > 3 else 'no'} {[i for i in range(3)]} {(lambda v: v * 2)(4)} {a:{n // n + 4}d} {x:{'>'}{10}.{2}f} {'a' 'b'}")
print(f'{a}' "plain" f"{s}" rf"\n{a}" R"\t", f"""triple {a}
line {s}""")
print(f"{math.pi:.{a}f}", f"{1_000_000:,}", f"{0.1 + 0.2}", f"{1/3:.0%} {0.5:%} {12.5:.1%}", f"{True:d} {True} {None}", f"{3:c}" == "\x03")
for spec in ("", "d", ",", "_", "+d", " d", "#b", "#o", "#x", "010d", "<10", ">10", "^10", "*^10", "=+10", "010,", "08.2f", ".2f", "e", ".3e", "g", "%", "n", "c", "10.3g", "+.1f", "x>10d"):
    try: print(repr(spec), repr(format(42, spec)), repr(format(-7, spec)) if spec != "c" else "")
    except Exception as e: print(repr(spec), type(e).__name__, e)
for spec in ("", "f", ".0f", ".1f", "10.4f", "<10.2f", "+", "e", ".2e", "g", ".3g", "G", "%", ".1%", ",", ",.2f", "_.3f", "010.3f", "#.0f", "n", "z.1f", "d", "s", "x", ".10g", "020,.2f", "^20", "=+10.1f"):
    for v in (3.14159, -0.04, 1e20, 1e-7, 0.0, float("inf"), float("nan"), 123456789.123):
        try: print(repr(spec), repr(format(v, spec)), end="; ")
        except Exception as e: print(repr(spec), type(e).__name__, e, end="; ")
    print()
for spec in ("", "10", "<10", ">10", "^10", ".2", "10.2", "*^9", "s", "d", "=10", "010", "é>5", "+", ",", "#"):
    try: print(repr(spec), repr(format("abc", spec)))
    except Exception as e: print(repr(spec), type(e).__name__, e)
print(format(1+2j, ".2f"), format(1+2j, ""), format(2j, ">10"), format(10**30, ","), format(-10**20, "x"), format(2**70, "b")[:10])
print("%s %r %d %5.2f %-5s| %05d %+d %x %X %o %e %g %c %c %% %i" % ("s", "r", 42.9, 3.14159, "l", 42, 7, 255, 255, 8, 12345.678, 0.0001, "c", 100, 5))
print("%(a)s %(b)03d" % {"a": 1, "b": 2}, "%*d" % (5, 3), "%.*f" % (2, 3.14159), "%-*d|" % (4, 2), "%s" % [1, 2], "%s" % (1,), "%#x %#o" % (255, 8), "%.3s" % "abcdef", "% d" % 5, "%5s%%" % "x")
print("%.0f %.0f %.0f" % (0.5, 1.5, 2.5), "%d" % 10**20, "%.3g" % 1234567, "%g" % 1e-5, "%r" % "it's")
for bad in ("%d", "%q", "%", "%(a)s", "%s %s"):
    try: print(bad % "x")
    except Exception as e: print(type(e).__name__, e)
print("{} {} {}".format(1, "a", [2]), "{0} {1} {0}".format("x", "y"), "{name} {0.real} {1[0]} {2[k]}".format(5, [7], {"k": 8}, name="N"), "{:>{w}.{p}f}".format(3.14159, w=8, p=2), "{!r:>6} {!s}".format("a", "b"), "{{}}".format())
for bad, args in (("{} {}", (1,)), ("{0} {}", (1,)), ("{", ()), ("}", ()), ("{a}", ()), ("{0.nope}", (1,)), ("{!x}", (1,)), ("{:d}", ("s",))):
    try: print(bad.format(*args))
    except Exception as e: print(type(e).__name__, e)
t = "  Hello, World  "
print(t.strip(), t.lstrip() + "|", t.rstrip() + "|", t.upper(), t.lower(), t.swapcase(), t.strip().title(), "hello world".capitalize(), t.find("o"), t.rfind("o"), t.index("W"), t.count("l"), t.replace("l", "L", 2), t.split(), t.split(","), "a,b,,c".split(","), "a b  c".split(" "), "a  b c".split(None, 1), "a,b,c".rsplit(",", 1), "x".join("abc"))
print("abc".startswith("ab"), "abc".endswith(("x", "c")), "abc".startswith("b", 1), "a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("z"), "l1\nl2\r\nl3".splitlines(), "l1\nl2\n".splitlines(True), "ab".center(7, "*"), "ab".ljust(5) + "|", "ab".rjust(5), "-42".zfill(6), "a\tb".expandtabs(4), "xxhixx".strip("x"), "prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"))
print("abc".isalpha(), "123".isdigit(), "a1".isalnum(), " ".isspace(), "Abc".istitle(), "ABC".isupper(), "abc".islower(), "a b".isidentifier(), "12.5".isnumeric(), "".isalpha(), "é".isalpha(), "½".isnumeric(), "²".isdigit(), "٣".isdecimal(), int("٣"))
print("hello".translate(str.maketrans("el", "ip", "o")), "hello"[1:4], "hello"[::-1], "hello"[-1], "hello"[10:], "héllo wörld".title(), len("héllo"), "héllo"[1], "日本語"[1:], list("añb"), "ß".upper())
print("a" < "b", "abc" < "abd", "Z" < "a", "é" > "z", "a" * 3, "ab" in "cabd", "" in "x", "x" "y", ord("é"), chr(233), chr(128512), "•")
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("tab\t nl\n cr\r nul\0 bs\\ é \x7f \u200b \U0001f600 \xad"), ascii("é\u4e2d\U0001f600"))
print("\x41\u00e9\101", 'single \'quoted\'', "line \
continued", r"raw \n", """multi
  line""", '''a'b''', "\
x")
print(str(1.0), str(1e16), str(1e-5), str(123456789012345680.0), str(0.1), str(1/3), str(2.5e-8), str(-0.0), str(1e100), repr(float("inf")), str(1e22), 1e15, 123456.789e3, 5e-324, 1.7976931348623157e308)
print(str([1, "a", None, True, 2.5, (1,), {"k": "v"}, {1}, ...]), str({}), str(()), str(set()), str(frozenset({1})), str(range(3)), str(slice(1)))
print("a\nb".split("\n"), "%s" % None, "abc".find("z"), "aaa".replace("", "-"), "x".join([]), "".join(["a"]), "abc".index("c", 1), "Hello".casefold(), "a.b.c".split(".", 1), "  x ".split(" "))
for bad in (lambda: "a".index("z"), lambda: "a".split(""), lambda: "".join(5), lambda: ",".join([1]), lambda: "a".center("x"), lambda: "a".ljust(3, "ab"), lambda: "a".startswith(5), lambda: "a".replace(1, 2)):
    try: bad()
    except Exception as e: print(type(e).__name__)
print(f"{a!r}" f"{'x'!r}", f"{s[0]}{s[-1]}{s[1:3]}", f"{ {'a': 1}['a'] }", f"{a:>{a}}", f"{'{'}", f"{a}{{{a}}}", f"{3.0}", f"{1e3:.0f}", f"{s!r:>10}", f'{"a" if True else "b"}', f"{a, s}", f"{a:d}" f"{x:.1f}")
print(f"{(y := 7)} {y}", f"{a!s:>4}|", f"{{}}", f"{x:.2f}".rjust(8), f"{s}".upper(), f"{0:02}:{5:02}", f"{'abc':.2}", f"{12:^{6}}|", f"{a=!s}", f"{s=}", f"{a + 1 = }", f"{1,}")
