package syntax

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxBytes = 10_000 // of a line
	maxDepth = 200    // of nested expressions
)

// ParseFormula parses a line such as "2x", "f(t) = sin t", "x^2 - y^2" or
// "lambda x: x**2". The error, if any, is an [*Error].
func ParseFormula(src string, v Vocabulary) (*Formula, error) {
	return parseFormula(src, v, maxBytes, maxDepth)
}

func parseFormula(src string, v Vocabulary, maxBytes, maxDepth int) (f *Formula, err error) {
	if len(src) > maxBytes {
		return nil, &Error{maxBytes, len(src),
			fmt.Sprintf("the line is %d bytes long: the limit is %d", len(src), maxBytes)}
	}
	tokens, scanErr := scan(src)
	if scanErr != nil {
		return nil, scanErr
	}
	p := &parser{src: src, vocabulary: v, tokens: tokens, maxDepth: maxDepth}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			f, err = nil, e
		}
	}()
	return p.formula(), nil
}

func (p *parser) formula() *Formula {
	if p.tokens[0].kind == tokenEnd {
		p.fail(0, 0, "the line is empty: type a function, such as x^2 or sin(x)")
	}
	f := &Formula{Name: "f"}
	p.header(f)
	if f.Variables == nil {
		f.Variables = p.inferVariables(f.Name)
	}
	p.bound = slices.Clone(f.Variables)
	p.splitNames()
	f.Body = p.expression()
	if p.token().kind != tokenEnd {
		p.unexpected()
	}
	return f
}

// header parses "f(t) =", "y =" or "lambda t:", if the line begins so, and sets
// the names that it gives.
func (p *parser) header(f *Formula) {
	name := p.tokens[0]
	switch {
	case name.kind == tokenName && p.tokens[1].is("="):
		if name.text == "x" {
			p.fail(name.pos, name.end, `"x" is the variable: name the function otherwise, as in y = x^2`)
		}
		p.checkNew(name)
		f.Name = name.text
		p.next = 2
	case name.kind == tokenName && p.tokens[1].is("("):
		closing := slices.IndexFunc(p.tokens, func(t token) bool { return t.is(")") })
		if closing < 0 || !p.tokens[closing+1].is("=") {
			return
		}
		p.checkNew(name)
		f.Name = name.text
		f.Variables = p.parameters(p.tokens[2:closing], p.tokens[1].pos, p.tokens[closing].end)
		p.next = closing + 2
		return
	}
	if lambda := p.token(); lambda.is("lambda") {
		colon := p.next + slices.IndexFunc(p.tokens[p.next:], func(t token) bool { return t.is(":") })
		if colon < p.next {
			return
		}
		f.Variables = p.parameters(p.tokens[p.next+1:colon], lambda.pos, p.tokens[colon].end)
		p.next = colon + 1
	}
}

// parameters returns the one or two parameters of a header that spans pos to
// end.
func (p *parser) parameters(params []token, pos, end int) []string {
	var names []string
	for i, t := range params {
		if i%2 == 1 && t.is(",") {
			continue
		}
		if i%2 == 1 || t.kind != tokenName {
			names = nil
			break
		}
		p.checkNew(t)
		if slices.Contains(names, t.text) {
			p.failAt(t, fmt.Sprintf("%q is the name of both variables", t.text))
		}
		names = append(names, t.text)
	}
	if len(names) != 1 && len(names) != 2 || len(params)%2 == 0 {
		p.fail(pos, end, "one variable or two were expected, as in f(x) = x^2 or f(x, y) = x^2 - y^2")
	}
	return names
}

// checkNew rejects a new name that would hide a function or a module.
func (p *parser) checkNew(name token) {
	switch p.vocabulary[name.text].Kind {
	case Function:
		p.fail(name.pos, name.end, fmt.Sprintf("%q is a known function: choose another name", name.text))
	case Module:
		p.fail(name.pos, name.end, fmt.Sprintf("%q is a module: choose another name", name.text))
	}
}

// inferVariables returns the variables of a line that does not name them: x and
// y if it uses both, else one.
func (p *parser) inferVariables(function string) []string {
	plane := []string{"x", "y"}
	var used [2]bool
	for i, t := range p.tokens[p.next:] {
		before, after := p.tokens[max(p.next+i-1, 0)], p.tokens[min(p.next+i+1, len(p.tokens)-1)]
		switch {
		case t.is("lambda") || function == "y":
			return []string{p.inferVariable()} // where x and y may mean something else
		case t.kind != tokenName || before.is(".") || after.is("=") || p.vocabulary[t.text].Kind != Unknown:
			continue
		}
		rest := t.text
		for _, n := range append(p.vocabulary.split(t.text, plane), 0) {
			if k := slices.Index(plane, rest[:n]); k >= 0 {
				used[k] = true
			}
			rest = rest[n:]
		}
	}
	if used[0] && used[1] {
		return plane
	}
	return []string{p.inferVariable()}
}

// inferVariable returns x, unless the line does without x and with just one
// other unknown letter.
func (p *parser) inferVariable() string {
	letter := ""
	for i, t := range p.tokens[p.next:] {
		if t.kind != tokenName || i > 0 && p.tokens[p.next+i-1].is(".") {
			continue
		}
		switch {
		case t.text == "x":
			return "x"
		case utf8.RuneCountInString(t.text) > 1 || p.vocabulary[t.text].Kind != Unknown || t.text == letter:
		case letter == "":
			letter = t.text
		default:
			return "x"
		}
	}
	if letter == "" {
		return "x"
	}
	return letter
}

// splitNames replaces unknown names that can be taken apart by their parts.
func (p *parser) splitNames() {
	bound := slices.Clone(p.bound)
	for i, t := range p.tokens {
		if t.kind == tokenKeyword && t.text == "lambda" {
			for _, param := range p.tokens[i+1:] {
				if param.is(":") || param.kind == tokenEnd {
					break
				}
				bound = append(bound, param.text)
			}
		}
	}
	var tokens []token
	for i, t := range p.tokens {
		isMember := i > 0 && p.tokens[i-1].is(".")
		isKeyword := i+1 < len(p.tokens) && p.tokens[i+1].is("=")
		if t.kind != tokenName || i < p.next || isMember || isKeyword ||
			slices.Contains(bound, t.text) || p.vocabulary[t.text].Kind != Unknown {
			tokens = append(tokens, t)
			continue
		}
		lengths := p.vocabulary.split(t.text, bound)
		if lengths == nil {
			tokens = append(tokens, t)
		}
		pos := t.pos
		for _, n := range lengths {
			part := token{tokenName, p.src[pos : pos+n], pos, pos + n}
			if '0' <= part.text[0] && part.text[0] <= '9' {
				part.kind = tokenNumber
			}
			tokens = append(tokens, part)
			pos += n
		}
	}
	p.tokens = tokens
}

// unknownName fails with what might be meant.
func (p *parser) unknownName(path string, t token) {
	msg := fmt.Sprintf("unknown name %q", path)
	letters := strings.TrimRight(path, "0123456789")
	digits := path[len(letters):]
	if near := p.vocabulary.nearest(path, p.bound); near != "" {
		msg += fmt.Sprintf(": did you mean %q?", near)
	} else if digits != "" && (slices.Contains(p.bound, letters) || p.vocabulary[letters].Kind == Constant) {
		msg += fmt.Sprintf(": write %s*%s or %s^%s", letters, digits, letters, digits)
	} else if utf8.RuneCountInString(path) == 1 {
		if len(p.bound) > 1 {
			msg += fmt.Sprintf(": the variables are %s", strings.Join(p.bound, " and "))
		} else {
			msg += fmt.Sprintf(": the variable is %s", p.bound[0])
		}
	}
	p.fail(t.pos, t.end, msg)
}
