package cost

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
)

// span is the months in which the numbers of a charge stay the same. Most charges have
// one; a dated number begins another.
type span struct {
	from, to           int      // the latter excluded
	since              int      // month in which the price is as stated: from there on it grows
	each, count, least *float64 // nil for none
	fee                graduated
	share              graduated
}

// spansOf are the spans of a charge within so many months, of which the first begins in
// month 0.
func spansOf(s *model.Scenario, of *model.Charge, months int) []span {
	path := "charges." + of.Name
	starts := []int{0}
	for i := range s.Dated {
		if d := &s.Dated[i]; within(d.Path, path) {
			for _, step := range d.Steps {
				starts = append(starts, step.From.Month)
			}
		}
	}
	slices.Sort(starts)
	starts = append(slices.Compact(starts), months)
	var all []span
	for i, from := range starts[:len(starts)-1] {
		if from < months {
			all = append(all, newSpan(s, of, path, from, min(starts[i+1], months)))
		}
	}
	return all
}

func newSpan(s *model.Scenario, of *model.Charge, path string, from, to int) span {
	p := span{from: from, to: to}
	at := func(number *float64, paths ...string) (*float64, int) {
		for _, path := range paths {
			if d := s.Dates(path); d != nil {
				if step := d.In(from); step != nil {
					return &step.Value, step.From.Month
				}
			}
		}
		return number, 0
	}
	if of.Each != nil {
		p.each, _ = at(of.Each.At(), path+".each")
	}
	if of.Count != nil {
		p.count, _ = at((*float64)(of.Count), path+".count")
	}
	if of.Least != nil {
		p.least, _ = at((*float64)(of.Least), path+".least")
	}
	p.fee, p.share = newGraduated(of.Price, fees), newGraduated(of.Share, shares)
	for i := range p.fee.prices {
		var since int
		p.fee.prices[i], since = at(p.fee.prices[i], stepPaths(path+".price", "price", i)...)
		p.since = max(p.since, since)
	}
	for i := range p.share.prices {
		p.share.prices[i], _ = at(p.share.prices[i], stepPaths(path+".share", "share", i)...)
	}
	return p
}

// stepPaths are the paths that the number of a step may have in a file, by its form: a
// bare one, a section, or an element of a list.
func stepPaths(list, key string, i int) []string {
	element := fmt.Sprintf("%s[%d]", list, i)
	all := []string{element, element + "." + key}
	if i == 0 {
		all = append(all, list, list+"."+key)
	}
	return all
}

// within reports whether a path is another or one below it.
func within(path, whole string) bool {
	return len(path) > len(whole) && path[:len(whole)] == whole && (path[len(whole)] == '.' || path[len(whole)] == '[')
}

// times is how much there is of what the span counts, for each.
func (p *span) times() float64 {
	times := 1.0
	if p.each != nil {
		times = *p.each
	}
	if p.count != nil {
		times *= *p.count
	}
	return times
}
