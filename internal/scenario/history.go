package scenario

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pricebook"
	"github.com/talimat/talimat-plan/internal/study/learn"
	"github.com/talimat/talimat-plan/internal/unit"
)

// historySource says where a history stands and how to learn from it.
type historySource struct {
	at      *yaml.Node // the name of the file
	file    string
	columns history.Columns
	by      *history.Step
	method  fit.Method
}

// historyForm is the key that a history stands behind.
const historyForm = "history"

// historyKeys are the keys of the long form.
func historyKeys() []string { return []string{"file", "column", "time_column", "by", "method"} }

// history reads {history: users.csv} or {history: {file: users.csv, column: users}}: the
// growth that a history shows up to month 0, with its interval.
func (d *decoder) history(s form, n *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool) {
	if kind != unit.KindGrowth || f.root {
		d.fail(n, codeHistoryFile, "write "+expected(f.typ, f), "a history says how something grows, and this is %s", kind)
		return "", v, nil, false
	}
	src, ok := d.historySource(n)
	if !ok {
		return "", v, nil, false
	}
	p, ok := d.learn(src)
	if !ok {
		return "", v, nil, false
	}
	v = unit.Value{Number: p.Rate, Per: p.Per.Months()}
	text = fmt.Sprintf("{%s: %s}", s.name, src.text(n))
	if p.In90[0] >= p.Rate || p.Rate >= p.In90[1] {
		return text, v, nil, true
	}
	lower, upper := bounds(kind, f)
	u, err := d.shared.curve(curve{kind: kind, skewed: true, p5: p.In90[0], p50: p.Rate, p95: p.In90[1], lower: lower != nil, upper: upper != nil}, func() (*distribution.Distribution, error) {
		return distribution.Metalog(p.In90[0], p.Rate, p.In90[1], lower, upper)
	})
	if err != nil { // too skewed for that
		u, err = distribution.Rate(p.In90[0], p.In90[1])
	}
	if err != nil {
		d.fail(src.at, codeBadRange, "", "%s: %v", src.file, err)
		return "", v, nil, false
	}
	return text, v, u, true
}

// text writes the source as it may stand in the scenario.
func (s *historySource) text(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return flow(s.file)
	}
	var parts []string
	for _, p := range pairs(n) {
		parts = append(parts, p.key.Value+": "+flow(p.value.Value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// historySource reads the short or the long form.
func (d *decoder) historySource(n *yaml.Node) (s historySource, ok bool) {
	const hint = "write {history: users.csv} or {history: {file: users.csv, column: users}}"
	word := func(n *yaml.Node) string {
		if n.Kind != yaml.ScalarNode || isNull(n) || strings.TrimSpace(n.Value) == "" {
			d.fail(n, codeWrongType, hint, "expected a text, got %s", describe(n))
			ok = false
			return ""
		}
		return strings.TrimSpace(n.Value)
	}
	ok = true
	if n.Kind != yaml.MappingNode {
		s.file, s.at = word(n), n
		return s, ok
	}
	d.entries(n, func(p pair) {
		switch p.key.Value {
		case "file":
			s.file, s.at = word(p.value), p.value
		case "column":
			s.columns.Value = word(p.value)
		case "time_column":
			s.columns.Time = word(p.value)
		case "by":
			if at, found := d.oneOf(p.value, word(p.value), "step", history.Steps()); found {
				step := history.Step(at)
				s.by = &step
			} else {
				ok = false
			}
		case "method":
			at, found := d.oneOf(p.value, word(p.value), "method", fit.Methods())
			s.method, ok = fit.Method(max(at, 0)), ok && found
		default:
			d.unknownKey(n, p, historyKeys())
			ok = false
		}
	})
	if s.at == nil && ok {
		d.fail(n, codeMissingKey, hint, "missing key %q", "file")
	}
	return s, ok && s.at != nil
}

// oneOf is the place of a word among those that are known.
func (d *decoder) oneOf(n *yaml.Node, text, what string, known []string) (int, bool) {
	at := slices.Index(known, text)
	if at < 0 && text != "" {
		d.unknownWord(n, codeUnknownWord, what, known)
	}
	return at, at >= 0
}

// learned is what was learned from a history before, or why nothing was.
type learned struct {
	planned *learn.Planned
	text    []byte // of the file
	err     error
}

// learn learns from a history, once for all worlds of a scenario.
func (d *decoder) learn(src historySource) (*learn.Planned, bool) {
	if d.frame.months < 1 {
		return nil, false // the start or the horizon is wrong, and reported
	}
	by := "usual"
	if src.by != nil {
		by = src.by.String()
	}
	name := d.fileAt(src.at, src.file)
	key := fmt.Sprintf("%q %q %v %v %s", name, src.columns, src.method, d.frame, by)
	known, ok := d.shared.histories[key]
	if !ok {
		known.planned, known.text, known.err = d.learnAnew(src, name)
		d.shared.histories[key] = known
	}
	if known.err != nil {
		d.fail(src.at, codeHistoryFile, "", "%s", oneLine(known.err))
		return nil, false
	}
	d.growth = &learnedGrowth{src, known.planned, known.text}
	return known.planned, true
}

func (d *decoder) learnAnew(src historySource, name string) (p *learn.Planned, text []byte, err error) {
	text, ok := d.past[src.at]
	if !ok {
		if d.files == nil {
			return nil, nil, fmt.Errorf("no file can be read here, so there can be no history %s", src.file)
		}
		if text, err = d.files(name); err != nil {
			return nil, nil, err
		}
	}
	got, err := history.Read(src.file, bytes.NewReader(text), src.columns, history.Billed)
	if err != nil {
		return nil, text, err
	}
	start := time.Date(d.frame.start.Year, time.Month(d.frame.start.Month), 1, 0, 0, 0, 0, time.UTC)
	p, err = learn.ForPlan(learn.Plan{Import: got, Start: start, Months: d.frame.months, Method: src.method, By: src.by})
	if err != nil {
		return nil, text, fmt.Errorf("%s: %w", src.file, err)
	}
	return p, text, nil
}

// learnedGrowth is the last growth that was learned.
type learnedGrowth struct {
	src     historySource
	planned *learn.Planned
	text    []byte
}

// origin says where the growth of a path comes from.
func (g *learnedGrowth) origin(path string) model.Learned {
	p, n := g.planned, len(g.planned.Grid.Values)
	var parts []string
	for _, part := range p.Result.Parts {
		parts = append(parts, part.Name)
	}
	method := p.Method.String()
	if len(parts) > 1 || parts[0] != method {
		method += " of " + strings.Join(parts, ", ")
	}
	when := func(step int) string { return p.Grid.Step.Label(p.At(step)) }
	return model.Learned{
		Path: path, File: g.src.file, Column: p.Import.Column, Method: method,
		Step: p.Grid.Step.String(), Steps: n, From: when(0), To: when(n - 1),
		Per: p.Per.String(), Rate: p.Rate, In90: p.In90, Level: p.Level,
		Read: p.Import.Read, Used: p.Import.Used, Total: p.Import.Total(), After: p.After, Season: p.Result.Season.Period > 0,
	}
}

// levels fills in how many there are of a driver whose growth is learned, and which does
// not say it: the level of the history at month 0.
func (d *decoder) levels(root *yaml.Node) {
	drivers := child(root, "drivers")
	for _, p := range append(pairs(drivers), pairs(child(drivers, "other"))...) {
		growth := child(p.value, "growth")
		if growth == nil || child(p.value, "now") != nil || child(p.value, "of") != nil {
			continue
		}
		form, n, named := formOf(growth)
		if !named || form.name != historyForm {
			continue
		}
		quiet := *d
		quiet.diagnostics = &diag.List{} // they are told where the growth is read
		src, ok := quiet.historySource(n)
		if !ok {
			continue
		}
		level := 1.0 // it is told that nothing was learned; that now is missing would be no news
		if planned, ok := quiet.learn(src); ok {
			level = planned.Level
		}
		p.value.Content = append(p.value.Content, d.madeAt(src.at, "now"), d.madeAt(src.at, pricebook.Number(rounded(level))))
	}
}

// rounded leaves out of a level what nobody counts: less than a thousandth, above one.
func rounded(v float64) float64 {
	if v < 1 {
		return v
	}
	return math.Round(v*1000) / 1000
}

// madeAt is a word that stands where another node does.
func (d *decoder) madeAt(at *yaml.Node, text string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: at.Line, Column: at.Column}
	d.tree.origin[n] = d.tree.source(at)
	return n
}
