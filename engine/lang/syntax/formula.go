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

// ParseFormula parses a line such as "2x", "f(t) = sin t" or
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
	if f.Variable == "" {
		f.Variable = p.inferVariable()
	}
	p.bound = []string{f.Variable}
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
		f.Variable = p.parameter(p.tokens[2:closing], p.tokens[1].pos, p.tokens[closing].end)
		p.next = closing + 2
		return
	}
	if lambda := p.token(); lambda.is("lambda") {
		colon := p.next + slices.IndexFunc(p.tokens[p.next:], func(t token) bool { return t.is(":") })
		if colon < p.next {
			return
		}
		f.Variable = p.parameter(p.tokens[p.next+1:colon], lambda.pos, p.tokens[colon].end)
		p.next = colon + 1
	}
}

// parameter returns the only parameter of a header that spans pos to end.
func (p *parser) parameter(params []token, pos, end int) string {
	if len(params) != 1 || params[0].kind != tokenName {
		p.fail(pos, end, "a function of one variable was expected, as in f(x) = x^2 or lambda x: x**2")
	}
	p.checkNew(params[0])
	return params[0].text
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
		msg += fmt.Sprintf(": the variable is %s", p.bound[len(p.bound)-1])
	}
	p.fail(t.pos, t.end, msg)
}
