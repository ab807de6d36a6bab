package notebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// The versions that this package knows. Later minor versions are read as well:
// they only add fields.
const (
	major        = 4
	minorWithIDs = 5
)

// Parse reads a notebook. Errors say what is wrong and where. Cells whose id
// is missing or taken get a new one, as in Jupyter.
func Parse(text []byte) (*Notebook, error) {
	tree, err := decode(text)
	if err != nil {
		return nil, err
	}
	file, ok := tree.(map[string]any)
	if !ok || file["nbformat"] == nil {
		return nil, errors.New("not a notebook: there is no field nbformat")
	}
	r := reader{fields: file}
	nb := &Notebook{Minor: r.integer("nbformat_minor")}
	if version := r.integer("nbformat"); r.err == nil && version != major {
		return nil, fmt.Errorf("nbformat: given version %d, expected %d; Jupyter's \"nbconvert --to notebook\" converts old notebooks", version, major)
	}
	nb.Metadata = r.object("metadata")
	cells := r.list("cells")
	taken := map[string]bool{}
	for i, c := range cells {
		fields, ok := c.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("cells[%d]: given %s, expected an object", i, kindOf(c))
		}
		cell, err := parseCell(fields, fmt.Sprintf("cells[%d].", i), nb.Minor)
		if err != nil {
			return nil, err
		}
		if nb.Minor >= minorWithIDs && (cell.ID == "" || taken[cell.ID]) {
			cell.ID = newID()
		}
		taken[cell.ID] = true
		nb.Cells = append(nb.Cells, cell)
	}
	nb.rest = file
	return nb, r.err
}

var validID = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)

func parseCell(fields map[string]any, path string, minor int) (*Cell, error) {
	r := reader{fields: fields, path: path}
	c := &Cell{Type: r.string("cell_type"), Metadata: r.object("metadata"), Source: r.text("source")}
	if minor >= minorWithIDs && fields["id"] != nil {
		if c.ID = r.string("id"); r.err == nil && !validID.MatchString(c.ID) {
			r.fail("id", "%q, expected 1 to 64 letters, digits, - and _", c.ID)
		}
	}
	switch c.Type {
	case Code:
		if fields["execution_count"] != nil {
			n := r.integer("execution_count")
			c.ExecutionCount = &n
		}
		delete(fields, "execution_count")
		for i, o := range r.list("outputs") {
			output, ok := o.(map[string]any)
			if !ok {
				r.fail(fmt.Sprintf("outputs[%d]", i), "%s, expected an object", kindOf(o))
				break
			}
			if err := parseOutput(output, fmt.Sprintf("%soutputs[%d].", path, i)); err != nil {
				return nil, err
			}
			c.Outputs = append(c.Outputs, output)
		}
	case Markdown, Raw:
	default:
		r.fail("cell_type", "%q, expected code, markdown or raw", c.Type)
	}
	if attachments, ok := fields["attachments"].(map[string]any); ok {
		for _, a := range attachments {
			if data, ok := a.(map[string]any); ok {
				joinBundle(data)
			}
		}
	}
	delete(c.Metadata, "trusted") // says what one user's Jupyter thinks
	c.rest = fields
	return c, r.err
}

// parseOutput joins the lines of texts and checks the fields.
func parseOutput(fields map[string]any, path string) error {
	r := reader{fields: fields, path: path}
	take := func(names ...string) {
		for _, name := range names {
			fields[name] = r.string(name)
		}
	}
	take("output_type")
	switch fields["output_type"] {
	case "stream":
		take("name")
		fields["text"] = r.text("text")
	case "display_data", "execute_result":
		data := r.object("data")
		joinBundle(data)
		fields["data"], fields["metadata"] = data, r.object("metadata")
	case "error":
		take("ename", "evalue")
		fields["traceback"] = r.list("traceback")
	}
	return r.err
}

// joinBundle joins the lines of texts, by MIME type.
func joinBundle(data map[string]any) {
	for mime, value := range data {
		if mime == "application/json" || strings.HasPrefix(mime, "application/") && strings.HasSuffix(mime, "+json") {
			continue
		}
		if text, ok := joined(value); ok {
			data[mime] = text
		}
	}
}

// joined returns a text that may be given as a list of lines.
func joined(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case []any:
		var b strings.Builder
		for _, line := range v {
			s, ok := line.(string)
			if !ok {
				return "", false
			}
			b.WriteString(s)
		}
		return b.String(), true
	}
	return "", false
}

// A reader takes typed fields out of an object; the first error stays.
type reader struct {
	fields map[string]any
	path   string
	err    error
}

func (r *reader) fail(name, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(r.path+name+": given "+format, args...)
	}
}

// take removes a field and returns it.
func (r *reader) take(name string) any {
	v := r.fields[name]
	delete(r.fields, name)
	return v
}

func (r *reader) integer(name string) int {
	v := r.take(name)
	if n, ok := v.(json.Number); ok {
		if i, err := n.Int64(); err == nil && i >= 0 {
			return int(i)
		}
	}
	r.fail(name, "%s, expected a whole number", kindOf(v))
	return 0
}

func (r *reader) string(name string) string {
	v := r.take(name)
	s, ok := v.(string)
	if !ok {
		r.fail(name, "%s, expected text", kindOf(v))
	}
	return s
}

func (r *reader) text(name string) string {
	v := r.take(name)
	s, ok := joined(v)
	if !ok {
		r.fail(name, "%s, expected text or a list of lines", kindOf(v))
	}
	return s
}

func (r *reader) object(name string) map[string]any {
	v := r.take(name)
	o, ok := v.(map[string]any)
	if !ok {
		r.fail(name, "%s, expected an object", kindOf(v))
	}
	return o
}

func (r *reader) list(name string) []any {
	v := r.take(name)
	l, ok := v.([]any)
	if !ok {
		r.fail(name, "%s, expected a list", kindOf(v))
	}
	return l
}

// kindOf names what was given instead of what was expected.
func kindOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		return "text"
	case json.Number:
		return v.String()
	case bool:
		return fmt.Sprint(v)
	case []any:
		return "a list"
	}
	return "an object"
}

// decode reads JSON; numbers keep their digits.
func decode(text []byte) (any, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var tree any
	err := d.Decode(&tree)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("text after the end")
		}
	}
	if err == nil {
		return tree, nil
	}
	at := d.InputOffset()
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = syntax.Offset - 1
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		at, err = int64(len(text)), errors.New("unexpected end")
	}
	before := text[:min(max(at, 0), int64(len(text)))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return nil, fmt.Errorf("not a notebook: invalid JSON at line %d, column %d: %w", line, column, err)
}
