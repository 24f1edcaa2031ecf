package workbook

import (
	"maps"
	"slices"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// findings is the sheet of the contradictions in the plan, worst first.
func (b *builder) findings() xlsx.Sheet {
	all := b.forecast.Findings
	text := func(get func(*report.Finding) string) []string {
		return each(all, func(f report.Finding) string { return get(&f) })
	}
	month, day, lines := column{title: "Month", right: true}, column{title: "Date", right: true}, column{title: "Line", right: true}
	for _, f := range all {
		month.cells = append(month.cells, maybe(f.Month))
		if f.Month != nil {
			day.cells = append(day.cells, date(b.result.Scenario.Start.Add(*f.Month)))
		} else {
			day.cells = append(day.cells, xlsx.Cell{})
		}
		lines.cells = append(lines.cells, maybe(f.Line))
	}
	sheet := table("Findings", 2, []column{
		labels("Severity", text(func(f *report.Finding) string { return f.Severity })),
		labels("Finding", text(func(f *report.Finding) string { return f.Code })),
		month, day,
		prose("What is wrong", 60, text(func(f *report.Finding) string { return f.Message })),
		prose("Arithmetic", 50, text(func(f *report.Finding) string { return f.Arithmetic })),
		prose("Remedy", 50, text(func(f *report.Finding) string { return f.Remedy })),
		labels("Input", text(func(f *report.Finding) string { return f.Path })),
		labels("File", text(func(f *report.Finding) string { return f.File })),
		lines,
	})
	if len(all) > 0 {
		sheet.Tones = judged(0, len(all), map[string]xlsx.Tone{"high": xlsx.Bad, "medium": xlsx.Caution})
	}
	return sheet
}

// check is a limit or a claim that was held against the result.
type check struct {
	kind, name, text, verdict string
	of                        unit.Kind // of the two values
	stated, computed          *float64
	month                     *int
	line                      int
}

// checks is the sheet of limits and claims; it is left out without any.
func (b *builder) checks() xlsx.Sheet {
	all := append(b.limits(), b.claims()...)
	if len(all) == 0 {
		return xlsx.Sheet{}
	}
	text := func(get func(*check) string) []string { return each(all, func(c check) string { return get(&c) }) }
	stated, computed := column{title: "Limit or claim", width: 16, right: true}, column{title: "Computed", width: 16, right: true}
	month, lines := column{title: "Month", right: true}, column{title: "Line", right: true}
	for _, c := range all {
		stated.cells = append(stated.cells, b.value(c.of, c.stated))
		computed.cells = append(computed.cells, b.value(c.of, c.computed))
		month.cells, lines.cells = append(month.cells, maybe(c.month)), append(lines.cells, line(c.line))
	}
	sheet := table("Checks", 2, []column{
		labels("Check", text(func(c *check) string { return c.kind })),
		labels("Name", text(func(c *check) string { return c.name })),
		labels("Condition or result", text(func(c *check) string { return c.text })),
		month, stated, computed,
		labels("Verdict", text(func(c *check) string { return c.verdict })),
		lines,
	})
	const verdict = 6
	sheet.Tones = judged(verdict, len(all), map[string]xlsx.Tone{"broken": xlsx.Bad, "fails": xlsx.Bad, "holds": xlsx.Good})
	return sheet
}

// judged colours a column of verdicts.
func judged(column, rows int, tones map[string]xlsx.Tone) []xlsx.Toned {
	var all []xlsx.Toned
	for _, word := range slices.Sorted(maps.Keys(tones)) {
		all = append(all, xlsx.Toned{Column: column, First: 1, Last: rows, Equals: word, Tone: tones[word]})
	}
	return all
}

// value is a cell with a value of a kind; sizes are in GB, as the one unit of a
// column that holds many kinds.
func (b *builder) value(kind unit.Kind, v *float64) xlsx.Cell {
	if v == nil {
		return xlsx.Cell{}
	}
	format := b.styles.format(kind, *v)
	if kind == unit.KindBytes {
		return xlsx.Number(tidy(*v/1e9), xlsx.Style{Format: hundredFormat + `" GB"`})
	}
	return xlsx.Number(tidy(*v), xlsx.Style{Format: format})
}

func (b *builder) limits() []check {
	return each(b.result.Limits, func(l plan.LimitCheck) check {
		verdict := "holds"
		if !l.Holds {
			verdict = "broken"
		}
		computed := l.Actual // of the month beside it
		if l.Holds {
			computed = l.Seen
		}
		return check{"limit (" + l.Level + ")", l.Name, l.Text, verdict, l.Kind, &l.Limit, computed, l.Month, b.line(l.Path)}
	})
}

func (b *builder) claims() []check {
	return each(b.result.Claims, func(c plan.ClaimCheck) check {
		verdict := "fails"
		if c.Pass {
			verdict = "holds"
		}
		return check{"claim", c.Name, c.Metric.Name, verdict, c.Metric.Kind, &c.Claimed, c.Computed, c.Month, b.line(c.Path)}
	})
}
