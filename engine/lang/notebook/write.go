package notebook

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Bytes returns the notebook as Jupyter writes it: keys sorted, one space for
// each level, texts as lists of lines, a new line at the end.
func (nb *Notebook) Bytes() []byte {
	cells := []any{}
	for _, c := range nb.Cells {
		cells = append(cells, c.fields(nb.Minor))
	}
	metadata := maps.Clone(nb.Metadata)
	for _, transient := range []string{"orig_nbformat", "orig_nbformat_minor", "signature"} {
		delete(metadata, transient)
	}
	file := with(nb.rest, map[string]any{"cells": cells, "metadata": metadata, "nbformat": major, "nbformat_minor": nb.Minor})
	var w writer
	w.value(file, 0)
	w.WriteByte('\n')
	return []byte(w.String())
}

// with returns fields together with those that were not understood.
func with(rest, fields map[string]any) map[string]any {
	all := map[string]any{}
	maps.Copy(all, rest)
	maps.Copy(all, fields)
	return all
}

func (c *Cell) fields(minor int) map[string]any {
	f := with(c.rest, map[string]any{"cell_type": c.Type, "metadata": c.Metadata, "source": lines(c.Source)})
	if minor >= minorWithIDs {
		f["id"] = c.ID
	}
	if attachments, ok := f["attachments"].(map[string]any); ok {
		split := map[string]any{}
		for name, a := range attachments {
			if data, ok := a.(map[string]any); ok {
				split[name] = splitBundle(data)
			} else {
				split[name] = a
			}
		}
		f["attachments"] = split
	}
	if c.Type != Code {
		return f
	}
	f["execution_count"] = nil
	if c.ExecutionCount != nil {
		f["execution_count"] = *c.ExecutionCount
	}
	outputs := []any{}
	for _, o := range c.Outputs {
		shown := maps.Clone(o)
		if text, ok := o["text"].(string); ok && o["output_type"] == "stream" {
			shown["text"] = lines(text)
		}
		if data, ok := o["data"].(map[string]any); ok {
			shown["data"] = splitBundle(data)
		}
		outputs = append(outputs, map[string]any(shown))
	}
	f["outputs"] = outputs
	return f
}

// splitBundle splits the texts that are readable, by MIME type.
func splitBundle(data map[string]any) map[string]any {
	split := map[string]any{}
	for mime, value := range data {
		text, ok := value.(string)
		if ok && (strings.HasPrefix(mime, "text/") || mime == "application/javascript" || mime == "image/svg+xml") {
			split[mime] = lines(text)
		} else {
			split[mime] = value
		}
	}
	return split
}

// lines splits a text after its line ends, which are those of Python's
// str.splitlines.
func lines(s string) []any {
	list := []any{}
	start := 0
	for i, r := range s {
		switch r {
		case '\r':
			if strings.HasPrefix(s[i:], "\r\n") {
				continue
			}
		case '\n', '\v', '\f', '\x1c', '\x1d', '\x1e', '\u0085', '\u2028', '\u2029':
		default:
			continue
		}
		end := i + len(string(r))
		list = append(list, s[start:end])
		start = end
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}

// A writer writes JSON as Python's json.dumps does with indent=1,
// sort_keys=True and ensure_ascii=False.
type writer struct{ strings.Builder }

func (w *writer) value(v any, depth int) {
	switch v := v.(type) {
	case nil:
		w.WriteString("null")
	case bool:
		w.WriteString(strconv.FormatBool(v))
	case int:
		w.WriteString(strconv.Itoa(v))
	case json.Number:
		w.WriteString(v.String())
	case string:
		w.string(v)
	case []any:
		w.elements('[', ']', len(v), depth, func(i int) { w.value(v[i], depth+1) })
	case map[string]any:
		keys := slices.Sorted(maps.Keys(v))
		w.elements('{', '}', len(keys), depth, func(i int) {
			w.string(keys[i])
			w.WriteString(": ")
			w.value(v[keys[i]], depth+1)
		})
	default:
		panic(fmt.Sprintf("BUG: a notebook with a %T", v))
	}
}

func (w *writer) elements(open, close byte, n, depth int, element func(i int)) {
	w.WriteByte(open)
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		w.newLine(depth + 1)
		element(i)
	}
	if n > 0 {
		w.newLine(depth)
	}
	w.WriteByte(close)
}

func (w *writer) newLine(depth int) {
	w.WriteByte('\n')
	for range depth {
		w.WriteByte(' ')
	}
}

func (w *writer) string(s string) {
	w.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			w.WriteByte('\\')
			w.WriteRune(r)
		case '\n':
			w.WriteString(`\n`)
		case '\r':
			w.WriteString(`\r`)
		case '\t':
			w.WriteString(`\t`)
		case '\b':
			w.WriteString(`\b`)
		case '\f':
			w.WriteString(`\f`)
		default:
			if r < ' ' {
				fmt.Fprintf(w, `\u%04x`, r)
			} else {
				w.WriteRune(r)
			}
		}
	}
	w.WriteByte('"')
}
