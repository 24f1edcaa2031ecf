package report

import (
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/unit"
)

// forMachines is the answer, what each variant comes to, alone and against those
// before it, and what is uncertain.
func (v *choices) forMachines(origins []Origin) []document.Block {
	take, rate := document.Empty(), document.Empty()
	if v.Choice.Take >= 0 {
		take = document.Word(v.name(v.Choice.Take))
	}
	if v.Rate.Rate != 0 {
		rate = document.Word(discounted(v.Rate))
	}
	names := func(of []int) document.Cell { return document.Words(each(of, v.name)) }
	sources := &document.Table{Name: "uncertain", For: document.Machines, Columns: []document.Column{
		{Key: "source", About: "path of the input, or risks.NAME"},
		{Key: "variants", About: "in which it is uncertain"},
		{Key: "shared", About: "whether all variants see the same futures of it"},
		{Key: "differs", About: "whether they give it different ranges"},
	}}
	for i := range v.Sources {
		s := &v.Sources[i]
		sources.Add(document.Word(s.Name), names(s.Variants()), document.Truth(s.Shared(), "", ""), document.Truth(s.Differs, "", ""))
	}
	return []document.Block{
		&document.Fields{Fields: []document.Field{{Key: "discount_rate", Cell: rate}}},
		samplingFields(&v.Design, v.Design.Futures()),
		&document.Fields{Name: "choice", Fields: []document.Field{
			{Key: "take", Cell: take},
			{Key: "tied", Cell: names(v.Choice.Tied)},
			{Key: "failed", Cell: names(v.Choice.Failed)},
			{Key: "dearer", Cell: names(v.Choice.Dearer)},
			{Key: "same", Cell: names(v.Choice.Same)},
		}},
		v.variants(origins),
		sources,
	}
}

// variants is a row for each variant: where it comes from, what it costs and
// breaks, and what it costs more than each of those before it in the same future.
func (v *choices) variants(origins []Origin) *document.Table {
	t := &document.Table{Name: "variants", For: document.Machines, Rows: make([][]document.Cell, len(v.Variants))}
	put := func(c document.Column, cell func(i int) document.Cell) {
		t.Columns = append(t.Columns, c)
		for i := range t.Rows {
			t.Rows[i] = append(t.Rows[i], cell(i))
		}
	}
	put(document.Column{Key: "name", About: "of the variant"}, func(i int) document.Cell { return document.Word(v.name(i)) })
	put(document.Column{Path: []string{"scenario", "name"}}, func(i int) document.Cell { return document.Word(v.Variants[i].Scenario.Name) })
	put(document.Column{Path: []string{"scenario", "description"}}, func(i int) document.Cell { return document.Word(v.Variants[i].Scenario.Description) })
	put(document.Column{Path: []string{"scenario", "file"}}, func(i int) document.Cell { return document.Word(origins[i].File) })
	put(document.Column{Path: []string{"scenario", "sha256"}}, func(i int) document.Cell { return document.Word(origins[i].InputHash) })
	put(document.Column{Key: "set", About: "changes to the file, PATH=VALUE each"}, func(i int) document.Cell { return document.Words(origins[i].Set) })
	standing := func(i int) *decision.Standing { return &v.Standings[i] }
	v.spreads(put, []string{"last_month"}, func(i int) (decision.Spread, decision.Estimate, bool) {
		return standing(i).Last, standing(i).LastMean, true
	})
	v.spreads(put, []string{"total"}, func(i int) (decision.Spread, decision.Estimate, bool) {
		return standing(i).Total, standing(i).TotalMean, true
	})
	put(v.measured("shortfall_5pct", "mean total of the dearest 5 % of the futures"), func(i int) document.Cell { return v.estimated(standing(i).Shortfall) })
	put(document.Column{Key: "payback_p50", Form: document.Of(unit.KindMonths, ""), About: "month; null when it is not paid back, or nothing is invested"}, func(i int) document.Cell {
		if s := standing(i); s.Invests && !s.Payback.Never() {
			return document.Count(int(s.Payback.Value))
		}
		return document.Empty()
	})
	put(v.measured("npv_p50", "net present value"), func(i int) document.Cell { return v.estimated(standing(i).NPV) })
	put(chanceColumn("fails_ratio", "share of the futures that break a limit that denies"), func(i int) document.Cell { return chance(standing(i).Fails) })
	put(chanceColumn("regret_ratio", "share that break one though another variant breaks none of its own"), func(i int) document.Cell { return chance(standing(i).Regret) })
	put(chanceColumn("starves_ratio", "share in which the plan does not hold"), func(i int) document.Cell { return chance(standing(i).Starves) })
	put(chanceColumn("shared_ratio", "share in which it breaks none, and another neither"), func(i int) document.Cell { return chance(standing(i).Shared) })
	put(v.measured("extra", "over those, the mean total above the cheapest variant that holds"), func(i int) document.Cell {
		if standing(i).Shared.Value == 0 {
			return document.Empty()
		}
		return v.estimated(standing(i).Extra)
	})
	for l, limit := range v.Limits {
		put(document.Column{Path: []string{"limits", limit.Name, "broken_ratio"}, Interval: true, About: "share of the futures that break the limit"}, func(i int) document.Cell {
			if e := standing(i).Broken[l]; e != nil {
				return chance(*e)
			}
			return document.Empty()
		})
	}
	for other := range v.Variants[:len(v.Variants)-1] {
		v.against(put, other)
	}
	return t
}

// put appends a column to a table of variants.
type put func(c document.Column, cell func(i int) document.Cell)

// against is what each variant after another one costs more than that.
func (v *choices) against(put put, other int) {
	path := func(keys ...string) []string { return append([]string{"against", v.name(other)}, keys...) }
	pair := func(cell func(p *decision.Pair) document.Cell) func(i int) document.Cell {
		return func(i int) document.Cell {
			for k := range v.Pairs {
				if p := &v.Pairs[k]; p.First == other && p.Second == i {
					return cell(p)
				}
			}
			return document.Empty()
		}
	}
	put(document.Column{Path: path("identical"), About: "no future tells them apart"}, pair(func(p *decision.Pair) document.Cell { return document.Truth(p.Identical, "", "") }))
	put(document.Column{Path: path("only_this_ratio"), Interval: true, About: "share of the futures in which only this variant breaks limits"}, pair(func(p *decision.Pair) document.Cell { return chance(p.OnlySecond) }))
	put(document.Column{Path: path("only_other_ratio"), Interval: true, About: "in which only the other one does"}, pair(func(p *decision.Pair) document.Cell { return chance(p.OnlyFirst) }))
	for _, part := range []struct {
		key string
		gap func(*decision.Pair) *decision.Difference
	}{
		{"last_month", func(p *decision.Pair) *decision.Difference { return &p.Last }},
		{"total", func(p *decision.Pair) *decision.Difference { return &p.Total }},
	} {
		gap := func(cell func(d *decision.Difference) document.Cell) func(i int) document.Cell {
			return pair(func(p *decision.Pair) document.Cell { return cell(part.gap(p)) })
		}
		put(document.Column{Path: path(part.key, "cheaper_ratio"), Interval: true, About: "share of the futures in which this variant is cheaper"}, gap(func(d *decision.Difference) document.Cell { return chance(d.Dearer) }))
		put(document.Column{Path: path(part.key, "dearer_ratio"), Interval: true, About: "in which the other one is"}, gap(func(d *decision.Difference) document.Cell { return chance(d.Cheaper) }))
		put(document.Column{Path: path(part.key, "equal_ratio"), Interval: true, About: "in which neither is"}, gap(func(d *decision.Difference) document.Cell { return chance(d.Equal) }))
		v.spreads(put, path(part.key), func(i int) (decision.Spread, decision.Estimate, bool) {
			for k := range v.Pairs {
				if p := &v.Pairs[k]; p.First == other && p.Second == i {
					return part.gap(p).Spread, part.gap(p).Mean, true
				}
			}
			return decision.Spread{}, decision.Estimate{}, false
		})
		put(document.Column{Path: path(part.key, "unpaired_half_width"), Form: document.Money(v.money), About: "of the mean, if each variant had futures of its own"},
			gap(func(d *decision.Difference) document.Cell {
				return document.Number(document.Money(v.money), d.Unpaired)
			}))
	}
}

// spreads are the columns of a figure over the futures.
func (v *choices) spreads(put put, path []string, of func(i int) (decision.Spread, decision.Estimate, bool)) {
	for k, key := range []string{"p10", "p50", "p90", "mean"} {
		c := document.Column{Path: append(path[:len(path):len(path)], key), Form: document.Money(v.money), Interval: true}
		put(c, func(i int) document.Cell {
			s, mean, ok := of(i)
			if !ok {
				return document.Empty()
			}
			return v.estimated([]decision.Estimate{s.P10, s.P50, s.P90, mean}[k])
		})
	}
}

// measured is a column of amounts with intervals.
func (v *choices) measured(key, about string) document.Column {
	return document.Column{Key: key, Form: document.Money(v.money), Interval: true, About: about}
}

// money2 is an estimated amount.
func (v *choices) estimated(e decision.Estimate) document.Cell {
	return document.Number(document.Money(v.money), e.Value).Within(e.Half)
}

// chanceColumn is a column of shares of the futures with intervals.
func chanceColumn(key, about string) document.Column {
	return document.Column{Key: key, Interval: true, About: about}
}

// certain says that a figure is the same in all futures.
func certain(s decision.Spread) bool { return s.P10.Value == s.P90.Value }
