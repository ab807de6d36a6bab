import json
import logging
import pprint
import random
import re
import statistics
import sys
import textwrap

# random
random.seed(7)
print(random.random(), random.randint(-5, 5), random.choice("xyz"), random.uniform(-1, 1))
deck = list(range(12))
random.shuffle(deck)
print(deck, random.sample(deck, 4), random.choices("ab", weights=[1, 3], k=6))
# logarithms and powers may differ in the last digit from one machine to another
print(*(round(x, 12) for x in (random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(0.5), random.triangular(0, 1, 0.2))))
print(random.getrandbits(5), random.getrandbits(100), random.randrange(3, 90, 9), *(round(x, 12) for x in (random.lognormvariate(0, 1), random.paretovariate(2), random.weibullvariate(1, 2))))
own = random.Random(12345678901234567890)
state = own.getstate()
first = [own.random() for _ in range(3)]
own.setstate(state)
print(first == [own.random() for _ in range(3)], first)
for bad in (lambda: random.randrange(0), lambda: random.choice([]), lambda: random.sample([1], 2)):
    try:
        bad()
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)

# json
data = {"name": "π", "list": [1, 2.5, -0.0, 1e300, True, None], "nested": {"b": [], "a": {}}, 7: "seven"}
print(json.dumps(data))
print(json.dumps(data, indent=4, ensure_ascii=False))
print(json.dumps([{"b": 1, "a": [1, 2]}], sort_keys=True, separators=(",", ":")), json.dumps({"k": 1j.imag}, indent=1))
print(json.loads(json.dumps(data)) == {**{k: v for k, v in data.items() if k != 7}, "7": "seven"})
print(json.loads(' {"x" : [1, 2.0, -3e2, "a\\n\\u0041\\ud83d\\ude00", true, false, null]} '))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())), json.dumps({1, 2}, default=sorted))
for text in ('{"a" 1}', "[1,]", "", "nul", '{"a": 1} x', '"abc', "[1 2]", '{1: 2}'):
    try:
        json.loads(text)
    except json.JSONDecodeError as e:
        print(e)
for value in (object, {(1, 2): 3}, [float("inf")]):
    try:
        print(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError) as e:
        print(e)

# re
print(re.findall(r"[a-z]+\d*", "ab12 c3 d"), re.findall(r"(\w)=(\w)", "a=b c=d"), re.split(r"\s*[,;]\s*", "a , b;c", maxsplit=1))
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)", "on 2024-05-06")
print(m, m["year"], m.group(1, 2), m.groupdict(), m.span("month"), m.start(), m.string[m.end() :])
print(re.sub(r"(?P<a>\w+) (\w+)", r"\2 \g<a>!", "hello world"), re.sub("a", lambda m: m.group().upper(), "banana", count=2), re.subn("x", "y", "xxz"))
print(re.match("b", "ab"), re.fullmatch("a+", "aaab"), re.compile(r"^\w+$", re.M | re.I).findall("One\nTwo 3\nfour"), re.escape("1+1=2?"))
print([(m.start(), m.group()) for m in re.finditer(r"é\w*", "été éa bé")], re.match(r"(a)?(b)", "b").groups(), re.match(r"(a)?(b)", "b").groups("-"))
print(re.compile("a b", re.VERBOSE), re.compile("x").search("axb", 1), bool(re.match(r".", "\n")), bool(re.match(r".", "\n", re.DOTALL)))

# text
text = "It was the best of times, it was the worst of times; a well-known, over-quoted beginning of a book."
print(textwrap.fill(text, 34, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap("averyveryverylongword and more", 10), textwrap.shorten(text, 30), textwrap.wrap(text, 40, max_lines=2))
print(textwrap.dedent("    one\n      two\n\n    three"), textwrap.indent("a\n\nb\n", "- "))

# statistics
print(statistics.mean([1, 2, 3, 5]), statistics.fmean([1.5, 2.5]), statistics.median([5, 1, 4]), statistics.median_low([1, 2, 3, 4]), statistics.mode([1, 1, 2]))
print(statistics.stdev([1.5, 2.5, 2.5, 2.75]), statistics.pvariance([1, 2, 3, 4]), statistics.quantiles(range(1, 10), n=4), statistics.multimode("aabbc"))
try:
    statistics.variance([1])
except statistics.StatisticsError as e:
    print(e)

# pprint
tree = {"layers": [{"weights": [[0.5] * 6] * 2, "name": f"layer {i}"} for i in range(2)], "rate": 0.125, "empty": {}, "pair": (1,)}
pprint.pprint(tree)
pprint.pprint(tree, width=40, depth=2)
print(pprint.pformat(list(range(40)), compact=True, width=60), pprint.pformat({"b": 1, "a": 2}, sort_dicts=False))

# logging
logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format="%(levelname)s|%(name)s|%(message)s")
log = logging.getLogger("model.train")
log.debug("step %d of %d", 3, 10)
log.setLevel(logging.WARNING)
log.info("not shown")
log.error("%(what)s failed", {"what": "it"})
logging.warning("root")
print(log, log.isEnabledFor(20), log.parent.name, logging.getLevelName(25))
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname}: {message}", style="{"))
log.addHandler(handler)
log.propagate = False
log.critical("own handler")
