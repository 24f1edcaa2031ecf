package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// find returns how a series differs, or nil.
func (r *Comparison) find(name string) *compare.SeriesChange {
	for i := range r.Series {
		if r.Series[i].Metric.Name == name {
			return &r.Series[i]
		}
	}
	return nil
}

// differing are the periods in which a series of the table of months differs,
// or those that the options choose.
func (r *Comparison) differing() []period {
	all := periods(r.Comparison.Months, Options{By: r.options.By, Months: r.options.Months})
	if len(r.options.Months) > 0 {
		return all
	}
	return slices.DeleteFunc(all, func(p period) bool {
		return !slices.ContainsFunc(r.Series, func(s compare.SeriesChange) bool { return p.differs(s.Differs) }) &&
			!slices.ContainsFunc(r.Words, func(w compare.WordsChange) bool {
				return p.differs(func(m int) bool { return at(w.Old, m) != at(w.New, m) })
			})
	})
}

// differs reports whether a condition holds in a month of the period.
func (p period) differs(in func(month int) bool) bool {
	for m := p.first; m <= p.last; m++ {
		if in(m) {
			return true
		}
	}
	return false
}

// telling are the periods that the table of months shows: those chosen, or
// those in which something that the table shows differs.
func (r *Comparison) telling() []period {
	if len(r.options.Months) > 0 {
		return r.periods
	}
	return slices.DeleteFunc(slices.Clone(r.periods), func(p period) bool {
		return !slices.ContainsFunc(r.Series, func(s compare.SeriesChange) bool {
			name := s.Metric.Name
			return (name == "cost.effective" || name == "nodes" || strings.HasPrefix(name, "services.") && strings.HasSuffix(name, ".replicas")) && p.differs(s.Differs)
		})
	})
}

// months is the table of periods: the effective cost of both sides, and the
// size of what is bought.
func (r *Comparison) months() Table {
	ps := r.telling()
	if len(ps) == 0 {
		return Table{}
	}
	m, old, new := r.cost()
	over := func(series []float64) []float64 {
		var all []float64
		for _, p := range append(ps[:len(ps):len(ps)], period{1, r.Comparison.Months}) {
			all = append(all, p.value(m, series))
		}
		return all
	}
	before, after := over(old), over(new)
	changes := make([]float64, len(before))
	shares := make([]string, len(before))
	for i := range before {
		changes[i] = r.money.Round(m.Kind, after[i]-before[i])
		shares[i] = relative(before[i], after[i])
	}
	places := m.Digits(string(r.money))
	if max(largest(before), largest(after)) >= cents {
		places = 0
	}
	money := func(v float64) string { return r.money.Amount(v, places) }
	last := len(ps)
	texts := each(changes, func(v float64) string { return signed(money(v), v) })
	t := newTable("months", periodTitle(r.options.By),
		cells{Column{Title: "Month", Align: Right}, each(ps, period.String)},
		cells{Column{Title: "Date", Align: Left, Rank: 3}, each(ps, func(p period) string { return r.date(p.last) })},
		cells{Column{Title: "Effective\nbefore", Align: Right, Rank: 2}, each(before[:last], money)},
		cells{Column{Title: "Effective\nafter", Align: Right, Rank: 1}, each(after[:last], money)},
		cells{Column{Title: "Change", Align: Right}, texts[:last]},
		cells{Column{Title: "%", Align: Right, Rank: 2}, shares[:last]},
		cells{Column{Title: "Replicas", Align: Right, Rank: 5}, each(ps, func(p period) string { return r.step(p.last, "services.", ".replicas") })},
		cells{Column{Title: "Nodes", Align: Right, Rank: 6}, each(ps, func(p period) string { return r.step(p.last, "nodes", "") })},
	)
	if len(ps) > 1 && len(r.options.Months) == 0 {
		t.Footer = []string{"Total", "", money(before[last]), money(after[last]), texts[last], shares[last], "", ""}
		t.Notes = append(t.Notes, "Totals are of "+period{1, r.Comparison.Months}.span()+"; month 0 is today.")
	}
	if len(r.options.Months) == 0 && len(ps) < len(periods(r.Comparison.Months, Options{By: r.options.By})) {
		t.Notes = append(t.Notes, "Cost, replicas and nodes are the same in all other months.")
	}
	return t
}

// cost is the effective cost of both sides by month.
func (r *Comparison) cost() (m metric.Metric, old, new []float64) {
	m = metric.Metric{Name: "cost.effective", Kind: unit.KindMoney, Series: true, Fold: metric.Sum}
	return m, r.Comparison.Old.Series(m.Name), r.Comparison.New.Series(m.Name)
}

// step is "21 → 23", the sums of the series whose names begin and end so; one
// number when they are equal.
func (r *Comparison) step(month int, prefix, suffix string) string {
	sum := func(all []figures.Row) float64 {
		total := 0.0
		for _, s := range all {
			if name := s.Metric.Name; strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) && len(name) >= len(prefix)+len(suffix) {
				total += s.Values[month]
			}
		}
		return total
	}
	old, new := words.Decimal(sum(r.Comparison.Old.Rows), 0), words.Decimal(sum(r.Comparison.New.Rows), 0)
	if old == new {
		return new
	}
	return old + " → " + new
}

// categories is the table of the effective cost by category.
func (r *Comparison) categories() Table {
	at, whole := r.Comparison.Months, period{1, r.Comparison.Months}
	moment := fmt.Sprintf("month %d", at)
	t := Table{Name: "categories", Title: "Cost by category", Columns: []Column{
		{Title: "Effective cost", Align: Left},
		{Title: "Before,\n" + moment, Align: Right, Rank: 3}, {Title: "After,\n" + moment, Align: Right, Rank: 2}, {Title: "Change,\n" + moment, Align: Right},
		{Title: "Before,\n" + whole.span(), Align: Right, Rank: 5}, {Title: "After,\n" + whole.span(), Align: Right, Rank: 4}, {Title: "Change,\n" + whole.span(), Align: Right, Rank: 1},
	}}
	row := func(label string, s *compare.SeriesChange) []string {
		old, new := value(s.Old, at), value(s.New, at)
		oldTotal, newTotal := whole.value(s.Metric, s.Old), whole.value(s.Metric, s.New)
		month, total := newDifference(r.money, s.Metric.Kind, old, new), newDifference(r.money, s.Metric.Kind, &oldTotal, &newTotal)
		return []string{label, r.money.Exact(*old), r.money.Exact(*new), r.changed(s.Metric.Kind, month),
			r.money.Exact(oldTotal), r.money.Exact(newTotal), r.changed(s.Metric.Kind, total)}
	}
	for _, c := range model.Categories() {
		if s := r.find("cost.categories." + c); s != nil {
			t.Rows = append(t.Rows, row(c, s))
		}
	}
	if s := r.find("cost.effective"); s != nil && len(t.Rows) > 0 {
		t.Footer = row("effective", s)
		t.Notes = []string{"Categories that do not differ are left out."}
	}
	return t
}

// results is the table of the other results that differ, in the last month in
// which they do.
func (r *Comparison) results() Table {
	t := Table{Name: "results", Title: "Other results", Columns: []Column{
		{Title: "Result", Align: Left}, {Title: "Differs in\nmonths", Align: Right, Rank: 2},
		{Title: "Before", Align: Right}, {Title: "After", Align: Right}, {Title: "Change", Align: Right, Rank: 1}, {Title: "%", Align: Right, Rank: 3},
	}}
	for i := range r.Series {
		s := &r.Series[i]
		if isDetail(s.Metric.Name) {
			continue
		}
		first, last := r.reach(s.Differs)
		old, new := value(s.Old, last), value(s.New, last)
		d := newDifference(r.money, s.Metric.Kind, old, new)
		share := words.None
		if d.Change != nil {
			share = relative(*old, *new)
		}
		t.Rows = append(t.Rows, []string{
			s.Metric.Name, period{first, last}.String(), r.optional(s.Metric.Kind, old), r.optional(s.Metric.Kind, new), r.changed(s.Metric.Kind, d), share,
		})
	}
	for _, w := range r.Words {
		first, last := r.reach(func(m int) bool { return at(w.Old, m) != at(w.New, m) })
		t.Rows = append(t.Rows, []string{w.Name, period{first, last}.String(), cmp.Or(at(w.Old, last), words.None), cmp.Or(at(w.New, last), words.None), "", ""})
	}
	if len(t.Rows) > 0 {
		t.Notes = []string{"Before and after are of the last month that differs. Series that follow from these are in the JSON and the CSV."}
	}
	return t
}

// isDetail reports results that the table leaves to other tables and to machines.
func isDetail(name string) bool {
	if strings.HasPrefix(name, "services.") {
		return !strings.HasSuffix(name, ".replicas")
	}
	return strings.HasPrefix(name, "cost.categories.") || strings.HasPrefix(name, "cost.savings_rate.") || slices.Contains([]string{"cost.effective", "cost.saved", "average_nodes"}, name)
}

// reach is the first and the last month for which a condition holds.
func (r *Comparison) reach(holds func(month int) bool) (first, last int) {
	first = -1
	for m := range r.Comparison.Months + 1 {
		if holds(m) {
			last = m
			if first < 0 {
				first = m
			}
		}
	}
	return first, last
}

// finance is the table of single figures.
func (r *Comparison) finance() Table {
	t := Table{Name: "finance", Title: "Finance and targets", Columns: []Column{
		{Title: "Figure", Align: Left}, {Title: "Before", Align: Right}, {Title: "After", Align: Right}, {Title: "Change", Align: Right, Rank: 1},
	}}
	write := func(m metric.Metric, v *float64) string {
		if m.Kind == unit.KindMonths && v != nil {
			return fmt.Sprintf("month %d", int(*v))
		}
		return m.TextOptional(v, string(r.money))
	}
	for _, f := range r.Figures {
		if f.Metric.Name == "total.effective" && r.Comparison.Old.Months == r.Comparison.New.Months {
			continue // the other tables have it
		}
		t.Rows = append(t.Rows, []string{f.Metric.Name, write(f.Metric, f.Old), write(f.Metric, f.New), r.changed(f.Metric.Kind, newDifference(r.money, f.Metric.Kind, f.Old, f.New))})
	}
	return t
}
