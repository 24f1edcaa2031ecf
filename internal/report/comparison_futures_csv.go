package report

import (
	"strconv"

	"github.com/talimat/talimat-plan/internal/unit"
)

// rows are those of the CSV: the quantiles of both sides with how they differ, then
// the change in the same future, which no side has, and its shares.
func (d *ComparedFutures) rows(date func(month int) string) (rows [][]string) {
	for i := range d.Figures {
		rows = append(rows, d.figureRows(&d.Figures[i], date)...)
	}
	for i := range d.Limits {
		l := &d.Limits[i]
		add := func(figure string, d Difference) {
			rows = append(rows, append([]string{"", "", "limits." + l.Name + figure, "ratio"}, d.cells()...))
		}
		share := func(c *FutureCondition) *float64 {
			if c == nil {
				return nil
			}
			return &c.Broken.Value
		}
		add(".broken_ratio", newDifference("", unit.KindRatio, share(l.Old), share(l.New)))
		if l.Change != nil {
			add(".only_ratio", Difference{Old: &l.OnlyOld.Value, New: &l.OnlyNew.Value})
		}
	}
	return rows
}

// figureRows are those of one figure, the total of a series under a name of its own.
func (d *ComparedFutures) figureRows(f *FutureFigure, date func(month int) string) (rows [][]string) {
	month, day, name := "", "", d.Metric
	switch {
	case f.First == nil:
	case *f.First == *f.Last:
		month, day = strconv.Itoa(*f.Last), date(*f.Last)
	default:
		name += ".total"
	}
	add := func(figure, unit string, d Difference) {
		rows = append(rows, append([]string{month, day, name + figure, unit}, d.cells()...))
	}
	both := func(figure string, old, new *Uncertain) {
		add(figure, d.Unit, newDifference("", unit.KindRatio, old.value(), new.value()))
	}
	both(".p10", f.Old.P10, f.New.P10)
	both(".p50", f.Old.P50, f.New.P50)
	both(".p90", f.Old.P90, f.New.P90)
	change := func(figure, unit string, u *Uncertain) {
		add(figure, unit, Difference{Change: u.value()})
		if u != nil && u.Half != nil {
			add(figure+".half_width", unit, Difference{Change: u.Half})
		}
	}
	c := &f.Change
	change(".change.p10", d.Unit, c.P10)
	change(".change.p50", d.Unit, c.P50)
	change(".change.p90", d.Unit, c.P90)
	change(".change.mean", d.Unit, c.Mean)
	change(".higher_ratio", "ratio", &c.Higher)
	change(".lower_ratio", "ratio", &c.Lower)
	change(".equal_ratio", "ratio", &c.Equal)
	return rows
}

// value is the figure; nil when it does not exist.
func (u *Uncertain) value() *float64 {
	if u == nil {
		return nil
	}
	return &u.Value
}
