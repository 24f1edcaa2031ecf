package explain

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/elementary"
)

// term is a formula three times: in names, in figures and as a number. The
// operations below keep the three the same, so that what is printed is what is
// computed.
type term struct {
	name   string
	figure string
	value  float64
	level  level
}

// level says how tightly a term holds together, and so whether it needs
// parentheses inside of another one.
type level uint8

const (
	atom level = iota
	powers
	products
	sums
)

// levelOf is the level of a written figure: a negative one needs parentheses.
func levelOf(figure string) level {
	if strings.HasPrefix(figure, "-") || strings.HasPrefix(figure, minus) {
		return sums
	}
	return atom
}

// one is the number 1, which no formula needs to name.
func one() term { return constant("1", 1) }

// absent is the 0 of something that is not there.
func absent(reason string) term { return term{name: reason, figure: "0"} }

// constant is a number that stands in the formula itself.
func constant(text string, v float64) term { return term{name: text, figure: text, value: v} }

// within is the term as it stands inside of an operation that binds up to the given level.
func (t term) within(most level) (name, figure string) {
	if t.level <= most {
		return t.name, t.figure
	}
	return bracket(t.name), bracket(t.figure)
}

// bracket adds parentheses, but never to a single word or number.
func bracket(text string) string {
	if !strings.ContainsAny(text, "+−×÷-^") || enclosed(text) {
		return text
	}
	return "(" + text + ")"
}

// enclosed reports whether one pair of parentheses encloses all of the text.
func enclosed(text string) bool {
	depth := 0
	for i, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return i == len(text)-1 && c == ')'
		}
	}
	return false
}

// join writes terms with an operator between them. The first may bind as loosely
// as the operator, the others need parentheses beyond the given level.
func join(operator string, at, most level, terms []term) term {
	name, figure := terms[0].within(at)
	for _, t := range terms[1:] {
		nextName, nextFigure := t.within(most)
		name += operator + nextName
		figure += operator + nextFigure
	}
	return term{name: name, figure: figure, level: at}
}

// product multiplies; of one factor it is that factor.
func product(factors ...term) term {
	if len(factors) == 1 {
		return factors[0]
	}
	p := join(" × ", products, powers, factors)
	p.value = 1
	for _, f := range factors {
		p.value *= f.value
	}
	return p
}

// sum adds; of one part it is that part, of none it is 0.
func sum(parts ...term) term {
	switch len(parts) {
	case 0:
		return constant("0", 0)
	case 1:
		return parts[0]
	}
	s := join(" + ", sums, products, parts)
	for _, p := range parts {
		s.value += p.value
	}
	return s
}

// difference subtracts all other parts from the first.
func difference(from term, parts ...term) term {
	if len(parts) == 0 {
		return from
	}
	d := join(" "+minus+" ", sums, products, append([]term{from}, parts...))
	d.value = from.value
	for _, p := range parts {
		d.value -= p.value
	}
	return d
}

// quotient divides.
func quotient(dividend, divisor term) term {
	above, aboveFigure := dividend.within(products)
	below, belowFigure := divisor.within(powers)
	return term{
		name: above + " ÷ " + below, figure: aboveFigure + " ÷ " + belowFigure,
		value: dividend.value / divisor.value, level: products,
	}
}

// power raises a base to an exponent.
func power(base, exponent term) term {
	low, lowFigure := base.within(atom)
	high, highFigure := exponent.within(atom)
	return term{
		name: low + "^" + high, figure: lowFigure + "^" + highFigure,
		value: elementary.Pow(base.value, exponent.value), level: powers,
	}
}

// greatest is the largest of the terms.
func greatest(terms ...term) term { return choose("max", terms, math.Max) }

// least is the smallest of the terms.
func least(terms ...term) term { return choose("min", terms, math.Min) }

func choose(name string, terms []term, pick func(a, b float64) float64) term {
	if len(terms) == 1 {
		return terms[0]
	}
	c := join("; ", sums, sums, terms)
	c.name, c.figure, c.level = name+"("+c.name+")", name+"("+c.figure+")", atom
	c.value = terms[0].value
	for _, t := range terms[1:] {
		c.value = pick(c.value, t.value)
	}
	return c
}

// ceiling rounds up to whole units, as the engine does.
func ceiling(t term) term {
	return term{name: "⌈" + t.name + "⌉", figure: "⌈" + t.figure + "⌉", value: capacity.Whole(t.value)}
}
