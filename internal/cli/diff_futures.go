package cli

import (
	"errors"

	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/study/decision"
)

// onlyWithFutures refuses flags that say how futures are drawn when none are.
func (o *diffOptions) onlyWithFutures(flags *pflag.FlagSet) error {
	if o.simulate {
		return nil
	}
	for _, name := range []string{"samples", "sampling", "seed", "workers"} {
		if flags.Changed(name) {
			return usagef("--%s says how futures are run, and diff runs none by itself: add --simulate", name)
		}
	}
	return nil
}

// inSameFutures compares two scenarios in the same futures, over the months that
// both have.
func (p *program) inSameFutures(old, new *comparedSide, c *compare.Comparison, o *diffOptions) (*decision.Contrast, error) {
	for _, side := range []*comparedSide{old, new} {
		if side.play == nil {
			return nil, usagef("--simulate: %s is a saved forecast, which is one future and cannot be run through others; name the scenario that it was made from", side.side.Scenario.File)
		}
	}
	plans := []*variantPlan{old.play, new.play}
	if a, b := plans[0].file.Scenario.Start, plans[1].file.Scenario.Start; a != b {
		return nil, invalidf("--simulate: OLD starts in %s and NEW in %s: what happens in a month of one happens in another month of the other, so that their futures are not the same; "+
			"let both start in one month, as with --set start=%s", a, b, a)
	}
	var known diag.List // what reading them has shown, or kept to itself
	for _, plan := range plans {
		known = append(known, plan.file.Diagnostics...)
	}
	if err := p.commonMonths(plans, &known); err != nil {
		return nil, err
	}
	design := o.sampling.design()
	progress := p.newProgress("simulating", len(plans)*design.Futures())
	contrast, err := decision.Compare(plans[0].variant(), plans[1].variant(), o.measures(c),
		decision.Options{Design: design, Workers: int(o.sampling.workers), Progress: progress.report})
	progress.end()
	var mismatch *decision.MismatchError
	switch {
	case errors.Is(err, simulation.ErrCertain):
		return nil, invalidf("--simulate: nothing is uncertain in OLD or NEW, so that all futures are one: without --simulate diff tells them apart; " +
			"or write ranges such as \"40%% to 60%%/quarter\"")
	case errors.As(err, &mismatch):
		return nil, invalidf("--simulate: %v", err)
	}
	return contrast, err
}

// measures are what plans are compared by in futures: the result that is asked
// for in the months of --months, of --month, or at the end of each year, and in
// total if it adds up.
func (o *diffOptions) measures(c *compare.Comparison) decision.Measures {
	first := c.Measures[0]
	all := decision.Measures{Metric: first.Metric}
	if !first.Metric.Series {
		all.Spans = []decision.Span{{}}
		return all
	}
	months := o.months.value
	if len(months) == 0 {
		for year := 12; year < first.Last && o.month.value == nil; year += 12 {
			months = append(months, year)
		}
		months = append(months, first.Last)
	}
	for _, month := range months {
		all.Spans = append(all.Spans, decision.Span{First: month, Last: month})
	}
	for _, total := range c.Measures[1:] {
		all.Spans = append(all.Spans, decision.Span{First: total.First, Last: total.Last})
	}
	return all
}
