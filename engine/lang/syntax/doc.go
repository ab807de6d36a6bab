// Package syntax reads the expression language: it scans, parses and prints
// expressions that are Python with the freedoms of handwriting.
//
// # Grammar
//
//	formula     = [ header ] expression .
//	header      = name "=" | name "(" name [ "," name ] ")" "=" .
//	expression  = lambda | disjunction [ "if" disjunction "else" expression ] .
//	lambda      = "lambda" [ name { "," name } ] ":" expression .
//	disjunction = conjunction { "or" conjunction } .
//	conjunction = negation { "and" negation } .
//	negation    = "not" negation | comparison .
//	comparison  = sum { ( "<" | ">" | "<=" | ">=" | "==" | "!=" ) sum } .
//	sum         = product { ( "+" | "-" ) product } .
//	product     = implicit { ( "*" | "/" | "//" | "%" ) implicit } .
//	implicit    = signed { power } .
//	signed      = ( "+" | "-" ) signed | power .
//	power       = postfix [ ( "^" | "**" ) signed ] .
//	postfix     = operand { "!" | superscript } .
//	operand     = number | name | application | group | bars | root | list .
//	application = function [ superscript | "^" exponent ] ( arguments | argument ) .
//	function    = name { "." name } .
//	exponent    = [ "-" ] ( number | name | group ) .
//	argument    = signed { power } .
//	arguments   = "(" [ item { "," item } [ "," ] ] ")" .
//	item        = [ name "=" ] expression .
//	group       = "(" expression { "," expression } [ "," ] ")" .
//	bars        = "|" expression "|" .
//	root        = ( "√" | "∛" ) ( group | power ) .
//	list        = "[" [ expression { "," expression } [ "," ] ] "]" .
//
// The signs × · ÷ − ≤ ≥ ≠ stand for * * / - <= >= !=, and ∞ for inf.
//
// # How handwriting is read
//
//   - Factors side by side are multiplied, and they bind tighter than * and /:
//     1/2x is 1/(2x). Powers bind tighter still: e^2x is (e^2)x.
//     A number can only be the first of such factors.
//   - A function needs no parentheses: its argument is the product of the
//     factors up to the next function. So sin 2x is sin(2x), sin x^2 is
//     sin(x^2), and sin x cos x is sin(x)·cos(x). With parentheses the argument
//     is what they enclose: sin(x)^2 is (sin x)^2.
//   - sin^2 x is (sin x)^2, and sin^-1 x is the inverse function asin.
//   - A bar after an operand closes the innermost bar that is open; where none
//     is open in the same parentheses, it opens one.
//   - √ applies to one power: √2x is (√2)x and √x² is √(x²).
//   - A name that is not known is taken apart, if in one way only, into the
//     variable, constants and functions: xsin(x), 2πx, sin2x.
//   - The variable is x, or the parameter that the header or a lambda names, or
//     the only unknown letter. A line in which both x and y stand is a function
//     of these two; other names are given by a header or a lambda: f(r, t) = rt.
//
// The printers show how a line was read: [Formula.String] as plain Python, and
// [TeX] typeset.
package syntax
