package forecast

import (
	"math"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file projects stored bytes. With E(m) for today's bytes and all that came
// in up to month m, R for the retention in whole months and K(m) for what is
// still there of today's bytes, a stock holds in month m
//
//	E(m) − (now − K(m))   before month R
//	E(m) − E(m − R)       from month R on: what came in within the retention
//
// K depends on how old today's bytes are. With an ingest i in month 1 that grows
// by a factor f a month, month −k brought i·f^(−k−1), and the last n months
// a·T(n), where a = i/f is what month 0 brought and T(n) = Σ f^−k, k = 0 to n−1.
// Of today's bytes month m still keeps those of the last R − m months:
//
//	implied   K(m) = min(now, a·T(R−m)), with a = max(i/f, now/T(R))
//	even      K(m) = now·(R−m)/R
//	new       K(m) = now
//
// The minimum takes the youngest part where less is there than i and R imply
// (the store is younger than its retention); the maximum scales the ages where
// more is. Both meet at now = (i/f)·T(R), which with f = 1 is R·i: a store in its
// steady state stays there. A stock without an ingest follows its growth: what
// leaves is replaced, as it was before today. See [model.Arrivals] for T.

// aging is T(R − m) by month, for the retention and the factor it was worked out
// for; none of it depends on the other numbers of a stock.
type aging struct {
	monthly
	kept, of float64
	months   []float64
}

// stock fills series with stored bytes.
func (m *Model) stock(s *model.Stock, a *aging, series []float64) {
	if s == nil {
		row.Fill(series, 0)
		return
	}
	factor := 1.0
	if s.Growth != nil {
		factor = a.factorOf(s.Growth)
	}
	now, kept := today(s, factor), s.Kept()
	ever := series
	follows := s.Ingest == nil && s.Age != model.AgeEven && s.Age != model.AgeNew
	leaves := !follows && (now > 0 && !math.IsInf(kept, 1) || kept < float64(len(series)))
	if leaves {
		ever = m.ingested
	}
	if s.Ingest != nil {
		ingest(now, bound(float64(*s.Ingest)), factor, ever)
	} else {
		compound(now, s.Growth, &a.monthly, ever)
	}
	if !leaves {
		return
	}
	old := int(min(kept, float64(len(series)))) // first month without any of today's bytes
	a.remain(s, now, factor, series[:old])
	for month := range series[:old] {
		series[month] = bound(ever[month] - (now - series[month]))
	}
	for month := old; month < len(series); month++ {
		series[month] = bound(ever[month] - ever[month-old])
	}
}

// today is the live bytes of month 0: as stated, or what ingest and retention imply.
func today(s *model.Stock, factor float64) float64 {
	switch {
	case s.Now != nil:
		return bound(float64(*s.Now))
	case s.Ingest != nil && s.Retention != nil:
		return bound(s.Implied(factor))
	}
	return 0
}

// anchor is after how many months T is computed anew, in closed form.
const anchor = 12

// remain fills left with what is still there of today's bytes, K, by month.
func (a *aging) remain(s *model.Stock, now, factor float64, left []float64) {
	kept := s.Kept()
	switch {
	case s.Age == model.AgeNew:
		row.Fill(left, now)
		return
	case s.Age == model.AgeEven || s.Ingest == nil:
		for month := range left {
			left[month] = now * ((kept - float64(month)) / kept)
		}
		return
	}
	a.read(kept, factor, len(left))
	each := max(bound(float64(*s.Ingest))/factor, now/a.months[0])
	for month, months := range a.months {
		if part := each * months; part < now {
			left[month] = part
		} else { // also when nothing times endlessly much is no number
			left[month] = now
		}
	}
}

// read works out T(R − m) of the first n months, unless it is there.
func (a *aging) read(kept, factor float64, n int) {
	if a.kept == kept && a.of == factor && len(a.months) == n {
		return
	}
	a.kept, a.of, a.months = kept, factor, a.months[:n]
	for from := 0; from < n; from += anchor {
		// From the same month whatever the horizon, so that it moves no bit.
		end := int(min(float64(from+anchor-1), kept))
		brought := model.Arrivals(kept-float64(end), factor)
		for month := end; month >= from; month-- {
			if month < n {
				a.months[month] = brought
			}
			brought = 1 + brought/factor // T(n+1) = 1 + T(n)/f
		}
	}
}

// ingest accumulates a monthly ingest that itself grows: now, then Σ monthly·f^(k−1).
func ingest(now, monthly, factor float64, series []float64) {
	total := now
	for month := range series {
		series[month] = total
		total += monthly
		monthly *= factor
	}
	boundLast(series, factor)
}
