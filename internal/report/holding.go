package report

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// holds are the lines that say whether the plan holds.
func (v *view) holds() []Line {
	h := v.holding
	switch {
	case !h.Holds:
		return []Line{document.Say("DOES NOT HOLD", holding.Cause(h, v.result)), document.Say("Mended by", holding.Mended(h))}
	case h.Carried < 1:
		s := h.Shortages[0]
		return []Line{document.Say("HOLDS", fmt.Sprintf("as objectives.served allows: every part carries %s of its peak at least, and must carry %s; short: %s from month %d",
			holding.Share(h.Carried), words.Percent(h.Least), holding.Part(&s), s.First.Month))}
	}
	return []Line{document.Say("HOLDS", holding.Everything(v.result)+" in every month")}
}

// newHolding arranges a verdict for machines.
func newHolding(v *holding.Verdict, r *plan.Result, o *Options) *Holding {
	out := &Holding{
		Holds: v.Holds, Least: rounded6(v.Least), Carried: rounded6(v.Carried),
		Cause: holding.Cause(v, r), Mended: holding.Mended(v), Shortages: []Shortage{}, Mends: []Mend{},
	}
	if !v.Holds {
		out.Month = &v.Month
		if v.Load > 0 {
			out.Load = &v.Load
		}
	}
	for i := range v.Shortages {
		out.Shortages = append(out.Shortages, newShortage(&v.Shortages[i], o))
	}
	for _, m := range v.Mends {
		out.Mends = append(out.Mends, Mend{m.Path, m.Before, m.After})
	}
	return out
}

func newShortage(s *plan.Shortage, o *Options) Shortage {
	out := Shortage{
		Lacks: s.Lacks.String(), Path: s.Path, Line: o.line(s.Path), Month: s.First.Month, Months: s.Months,
		Share: rounded6(s.First.Share), WorstMonth: s.Worst.Month, WorstShare: rounded6(s.Worst.Share),
	}
	if s.Service != "" {
		need, have := rounded6(s.First.Need), s.First.Provisioned
		out.Service, out.Need, out.Provisioned = &s.Service, &need, &have
	}
	if s.Pool != "" {
		out.Pool = &s.Pool
	}
	if s.Charge != "" {
		out.Charge = &s.Charge
	}
	if s.Store != "" {
		out.Store = &s.Store
	}
	if s.Region != "" {
		out.Region = &s.Region
	}
	return out
}
