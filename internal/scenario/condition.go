package scenario

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// phrase reads a condition. Its grammar, in which spaces separate:
//
//	condition = comparison | "P(" comparison ")" OP ratio, then moments
//	comparison = left OP right
//	left      = result | ("growth" | "peak" | "total") "(" result ")"
//	right     = figure | figure ± rate | "baseline" | "baseline" ± (figure | ratio) | ratio "of" result
//	moments   = ["from" moment] ["to" moment], in either order, or "in" moment,
//	            which is one month, or all months of a phase; of a total also
//	            "each" ("month" | "quarter" | "year")
//	OP        = "<" | "<=" | ">" | ">=" | "≤" | "≥"
//
// Names of results, components and phases may contain spaces and words of the
// grammar: a left side ends with the first comparison, a moment with the last
// word that still makes it one.
type phrase struct {
	*checker
	node  *yaml.Node // whose value is the text
	known []metric.Metric
	into  *model.Condition
}

// part is the part text[at:end] of a condition.
type part struct{ at, end int }

// example is shown to whoever writes what is no condition.
const example = "write a result, one of <, <=, >, >= and a figure, such as cost.effective <= $3,700"

// condition resolves a condition whose left sides are the given metrics.
func (c *checker) condition(path string, into *model.Condition, known []metric.Metric) (metric.Metric, bool) {
	p := &phrase{checker: c, node: c.tree.places[path].value, known: known, into: into}
	return p.condition(p.trim(part{0, len(into.Text)}))
}

func (p *phrase) text(s part) string { return p.into.Text[s.at:s.end] }

// trim drops the spaces around a part.
func (p *phrase) trim(s part) part {
	text := p.text(s)
	s.at += len(text) - len(strings.TrimLeft(text, " \t\n"))
	s.end -= len(text) - len(strings.TrimRight(text, " \t\n"))
	return part{s.at, max(s.at, s.end)}
}

func (p *phrase) bad(s part, hint, format string, args ...any) {
	p.failPart(p.node, s.at, s.end-s.at, codeBadCondition, hint, format, args...)
}

func (p *phrase) condition(all part) (metric.Metric, bool) {
	body, ok := p.moments(all)
	if !ok {
		return metric.Metric{}, false
	}
	inner, tail, isChance := p.chance(body)
	if !isChance {
		return p.comparison(body)
	}
	if tail.at == tail.end {
		p.bad(body, "write P(cost.effective > $3,700) <= 10%", "%q does not say how probable it may be", p.text(body))
		return metric.Metric{}, false
	}
	m, ok := p.comparison(inner)
	if ok && p.into.Margin != model.MarginNone {
		p.bad(inner, "write P(cost.effective > $3,700) <= 10%", "a probability cannot be that of %q: an earlier forecast has one future", p.text(inner))
		return m, false
	}
	return m, p.probability(tail) && ok
}

// chance takes "P(comparison) rest" apart.
func (p *phrase) chance(s part) (inner, tail part, ok bool) {
	text := p.text(s)
	if !strings.HasPrefix(text, "P(") {
		return s, s, false
	}
	depth := 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 && i > 0 {
			return p.trim(part{s.at + 2, s.at + i}), p.trim(part{s.at + i + 1, s.end}), true
		}
	}
	return s, part{s.end, s.end}, true
}

// probability reads what stands behind "P(…)": "<= 10%".
func (p *phrase) probability(s part) bool {
	left, op, right, ok := p.operator(s)
	if !ok || left.at != left.end {
		p.bad(s, "write <= 10%", "%q does not bound the probability", p.text(s))
		return false
	}
	v, ok := p.figure(p.node, p.text(right), right.at, unit.KindRatio)
	if ok && (v.Number < 0 || v.Number > 1) {
		p.failPart(p.node, right.at, right.end-right.at, codeOutOfRange, "", "a probability is between 0%% and 100%%, not %s", p.text(right))
		return false
	}
	p.into.Chance = &model.Chance{Op: op, Probability: v.Number}
	return ok
}

// comparison reads "left OP right".
func (p *phrase) comparison(s part) (metric.Metric, bool) {
	left, op, right, ok := p.operator(s)
	if !ok || left.at == left.end || right.at == right.end {
		p.bad(s, example, "%q is not a condition", p.text(s))
		return metric.Metric{}, false
	}
	m, ok := p.left(left)
	if !ok {
		return m, false
	}
	p.into.Op = op
	return m, p.right(right, m)
}

// operator splits a part at its first comparison.
func (p *phrase) operator(s part) (left part, op string, right part, ok bool) {
	at := strings.IndexAny(p.text(s), "<>≤≥")
	if at < 0 {
		return s, "", s, false
	}
	rest := p.text(part{s.at + at, s.end})
	for _, o := range [][2]string{{"<=", "<="}, {">=", ">="}, {"≤", "<="}, {"≥", ">="}, {"<", "<"}, {">", ">"}} {
		if strings.HasPrefix(rest, o[0]) {
			return p.trim(part{s.at, s.at + at}), o[1], p.trim(part{s.at + at + len(o[0]), s.end}), true
		}
	}
	return s, "", s, false
}

// left reads a result, or one that is folded.
func (p *phrase) left(s part) (metric.Metric, bool) {
	text := p.text(s)
	at := strings.IndexByte(text, '(')
	if at < 0 || !strings.HasSuffix(text, ")") {
		m, ok := p.metric(p.node, text, s.at, p.known)
		p.into.Metric = m.Name
		if ok && p.into.Each.Months > 1 {
			p.bad(s, "write total("+m.Name+")", "only a total is one of each quarter or year")
			return m, false
		}
		return m, ok
	}
	words := []string{string(model.FoldGrowth), string(model.FoldPeak), string(model.FoldTotal)}
	word := strings.TrimSpace(text[:at])
	if !slices.Contains(words, word) {
		p.bad(part{s.at, s.at + at}, suggest(word, words), "unknown function %q", word)
		return metric.Metric{}, false
	}
	inner := p.trim(part{s.at + at + 1, s.end - 1})
	m, ok := p.metric(p.node, p.text(inner), inner.at, p.known)
	if !ok {
		return m, false
	}
	p.into.Metric, p.into.Fold = m.Name, model.Fold(word)
	switch {
	case !m.Series:
		p.failPart(p.node, s.at, s.end-s.at, codeMetricMonth, "write "+m.Name, "%s is a single figure: it has no %s", m.Name, word)
		return m, false
	case p.into.Each.Months > 1 && p.into.Fold != model.FoldTotal:
		p.bad(s, "write total("+m.Name+")", "only a total is one of each quarter or year")
		return m, false
	case p.into.Fold == model.FoldTotal && !m.Flow():
		p.bad(s, "write "+m.Name+", or peak("+m.Name+")", "%s of several months do not add up", m.Name)
		return m, false
	}
	return m, true
}

// right reads the bound of a left side.
func (p *phrase) right(s part, m metric.Metric) bool {
	if at := strings.Index(p.text(s), "% of "); at >= 0 {
		return p.shareOf(p.trim(part{s.at, s.at + at + 1}), p.trim(part{s.at + at + len("% of "), s.end}), m)
	}
	kind := m.Kind
	if p.into.Fold == model.FoldGrowth {
		kind = unit.KindRatio
	}
	base, sign, rest := p.added(s)
	switch {
	case p.text(base) == "baseline":
		return p.margin(base, sign, rest, kind)
	case sign == 0:
		p.abroad = ""
		v, ok := p.figure(p.node, p.text(s), s.at, kind)
		p.into.Value = v.Number
		return ok && p.inCurrency(s, m)
	case !m.Series || p.into.Fold != model.FoldNone:
		p.bad(s, "write one figure", "only a result by month has a bound that grows, not %s", p.into.Left())
		return false
	}
	p.abroad = ""
	v, ok := p.figure(p.node, p.text(base), base.at, kind)
	ok = p.inCurrency(base, m) && ok
	rate, fine := p.figure(p.node, p.text(rest), rest.at, unit.KindGrowth)
	p.into.Value = v.Number
	p.into.Planned = &unit.Growth{Rate: sign * rate.Number, Per: rate.Per}
	if fine && p.into.Planned.Rate <= -1 {
		p.failPart(p.node, rest.at, rest.end-rest.at, codeOutOfRange, "", "a bound cannot shrink by %s", p.text(rest))
		return false
	}
	return ok && fine
}

// inCurrency notes that a bound follows an exchange rate, which is another one in each
// month.
func (p *phrase) inCurrency(s part, m metric.Metric) bool {
	if p.s.MovingIn(p.abroad) == nil {
		return true
	}
	p.into.Currency = p.abroad
	if m.Series && p.into.Fold == model.FoldNone {
		return true
	}
	p.failPart(p.node, s.at, s.end-s.at, codeFXMoves, "write it in "+p.currency, "the rate of %s is another one in each month, and %s is not", p.abroad, p.into.Left())
	return false
}

// shareOf reads a share of another result, of the same kind and by month too.
func (p *phrase) shareOf(share, of part, m metric.Metric) bool {
	other, known := p.metric(p.node, p.text(of), of.at, p.known)
	v, ok := p.figure(p.node, p.text(share), share.at, unit.KindRatio)
	p.into.Of, p.into.Value = other.Name, v.Number
	switch {
	case !known || !ok:
		return false
	case !m.Series || !other.Series:
		p.bad(of, "write a figure", "a share is one of each month, and %s or %s is a single figure", m.Name, other.Name)
	case m.Kind != other.Kind:
		p.bad(of, "compare like with like", "%s is no share of %s: they do not measure the same", m.Name, other.Name)
	case p.into.Fold == model.FoldTotal && !other.Flow():
		p.bad(of, "write "+m.Name, "%s of several months do not add up", other.Name)
	case p.into.Fold == model.FoldGrowth || p.into.Fold == model.FoldPeak:
		p.bad(part{share.at, of.end}, "write "+m.Name, "there is no share of the %s of a result", p.into.Fold)
	default:
		return true
	}
	return false
}

// margin reads what is added to the baseline, if anything is.
func (p *phrase) margin(base part, sign float64, rest part, kind unit.Kind) bool {
	p.into.Margin = model.MarginShare
	if sign == 0 {
		return true
	}
	if !strings.HasSuffix(p.text(rest), "%") {
		p.into.Margin = model.MarginAmount
	} else {
		kind = unit.KindRatio
	}
	v, ok := p.figure(p.node, p.text(rest), rest.at, kind)
	p.into.Value = sign * v.Number
	return ok
}

// added splits "figure + more" at the sign; it is 0 where nothing is added. The
// sign of a figure itself and that of an exponent are none.
func (p *phrase) added(s part) (base part, sign float64, rest part) {
	text := p.text(s)
	for i, r := range text {
		before := strings.TrimRight(text[:i], " \t")
		switch {
		case r != '+' && r != '-' && r != '−':
			continue
		case before != "baseline" && !strings.ContainsAny(before, "0123456789"):
			continue
		case exponent(before) && len(before) == i:
			continue
		}
		sign = -1
		if r == '+' {
			sign = 1
		}
		return p.trim(part{s.at, s.at + i}), sign, p.trim(part{s.at + i + len(string(r)), s.end})
	}
	return s, 0, s
}

// exponent reports whether a text ends as "1e" does.
func exponent(text string) bool {
	n := len(text)
	return n > 1 && (text[n-1]|0x20) == 'e' && text[n-2] >= '0' && text[n-2] <= '9'
}

// plain reports, at an alert, what only limits can say.
func (c *checker) plain(path string, cond *model.Condition) {
	if cond.Fold != model.FoldNone || cond.Margin != model.MarginNone || cond.Of != "" || cond.Planned != nil || cond.Chance != nil || cond.From.Set || cond.To.Set {
		c.at(path, codeBadCondition, "write a comparison such as cpu > 80%", "an alert compares a measured value with a figure, which %q does not", cond.Text)
	}
}
