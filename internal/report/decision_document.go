package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// DecisionDocument is variants weighed against each other for machines: numbers as
// numbers, money in Currency. What does not exist is null.
type DecisionDocument struct {
	SchemaVersion string            `json:"schema_version"` // version of these keys
	Tool          string            `json:"tool"`           // name and version of the program
	Currency      string            `json:"currency"`       // ISO 4217 code of every amount
	Start         string            `json:"start"`          // calendar month of month 0, as YYYY-MM
	HorizonMonths int               `json:"horizon_months"` // last month that is compared
	DiscountRate  *string           `json:"discount_rate"`  // at which every total is a present value; null when totals are sums
	Sampling      Sampling          `json:"sampling"`       // how the futures were drawn, the same for all
	Choice        ChosenVariant     `json:"choice"`         // the answer
	Variants      []WeighedVariant  `json:"variants"`       // in the order given
	Pairs         []WeighedPair     `json:"pairs"`          // every two of them
	Sources       []UncertainSource `json:"sources"`        // what is uncertain in any of them
}

// rateOf is the rate at which totals are discounted.
func rateOf(t *decision.Table) *string {
	if t.Rate.Rate == 0 {
		return nil
	}
	text := discounted(t.Rate)
	return &text
}

// ChosenVariant is which variant to take.
type ChosenVariant struct {
	Take   *string  `json:"take"`   // its name; null when it cannot be told
	Text   string   `json:"text"`   // the answer in a sentence
	Tied   []string `json:"tied"`   // between which it cannot be told
	Failed []string `json:"failed"` // passed over because they break limits more often
	Dearer []string `json:"dearer"` // passed over because they cost more
	Same   []string `json:"same"`   // that no future tells from the one to take
}

// WeighedVariant is what one variant comes to.
type WeighedVariant struct {
	Name      string       `json:"name"`           // of the variant
	Scenario  Scenario     `json:"scenario"`       // what was simulated
	Set       []string     `json:"set"`            // changes to the file, "PATH=VALUE" each
	Last      FigureSpread `json:"last_month"`     // effective cost of the last month
	Total     FigureSpread `json:"total"`          // effective cost of months 1 to the horizon, with investments that begin until then
	Shortfall Uncertain    `json:"shortfall_5pct"` // mean total of the dearest 5 % of the futures
	Payback   *int         `json:"payback_p50"`    // month; null when it is not paid back, or nothing is invested
	NPV       Uncertain    `json:"npv_p50"`        // net present value
	Fails     Uncertain    `json:"fails_ratio"`    // share of the futures that break a limit that denies
	Regret    Uncertain    `json:"regret_ratio"`   // share that break one though another variant breaks none of its own
	Shared    Uncertain    `json:"shared_ratio"`   // share in which it breaks none, and another neither
	Extra     *Uncertain   `json:"extra"`          // over those, the mean total above the cheapest variant that holds
	Limits    []LimitShare `json:"limits"`         // each limit that denies
}

// Uncertain is a figure with the half width of its 95 % interval, null where a
// single replicate cannot tell.
type Uncertain struct {
	Value float64  `json:"value"`      // the figure
	Half  *float64 `json:"half_width"` // of its interval
}

// FigureSpread is a figure over the futures.
type FigureSpread struct {
	P10  Uncertain `json:"p10"`  // 10 % of the futures have less
	P50  Uncertain `json:"p50"`  // the median
	P90  Uncertain `json:"p90"`  // 90 % have less
	Mean Uncertain `json:"mean"` // expected value
}

// LimitShare is how often a variant breaks a limit.
type LimitShare struct {
	Name   string    `json:"name"`         // of the limit
	Text   string    `json:"text"`         // the condition as written
	Broken Uncertain `json:"broken_ratio"` // share of the futures
}

// WeighedPair is two variants in the same futures.
type WeighedPair struct {
	First      string     `json:"first"`             // name of a variant
	Second     string     `json:"second"`            // name of another
	Identical  bool       `json:"identical"`         // no future tells them apart
	Last       VariantGap `json:"last_month"`        // by the effective cost of the last month
	Total      VariantGap `json:"total"`             // by the total
	OnlyFirst  Uncertain  `json:"only_first_ratio"`  // share of the futures in which only the first breaks limits
	OnlySecond Uncertain  `json:"only_second_ratio"` // in which only the second does
}

// VariantGap is what the second of a pair costs more than the first.
type VariantGap struct {
	Cheaper Uncertain `json:"first_cheaper_ratio"`  // share of the futures in which the first is cheaper
	Dearer  Uncertain `json:"second_cheaper_ratio"` // in which the second is
	Equal   Uncertain `json:"equal_ratio"`          // in which neither is
	FigureSpread
	Unpaired *float64 `json:"unpaired_half_width"` // of the mean, if each variant had futures of its own
}

// UncertainSource is something uncertain, and who has it.
type UncertainSource struct {
	Source   string   `json:"source"`   // path of the input, or "risks.NAME"
	Variants []string `json:"variants"` // in which it is uncertain
	Shared   bool     `json:"shared"`   // whether all variants see the same futures of it
	Differs  bool     `json:"differs"`  // whether they give it different ranges
}

func newDecisionDocument(t *decision.Table, origins []Origin, answer string, o Options) *DecisionDocument {
	s := t.Variants[0].Scenario
	v := choices{Table: t, money: words.Currency(s.Currency)}
	names := func(of []int) []string { return append([]string{}, each(of, v.name)...) }
	d := &DecisionDocument{
		SchemaVersion: SchemaVersion, Tool: o.Tool, Currency: s.Currency, Start: s.Start.String(), HorizonMonths: t.Months, DiscountRate: rateOf(t),
		Sampling: samplingOf(&t.Design, t.Design.Futures()),
		Choice:   ChosenVariant{nil, answer, names(t.Choice.Tied), names(t.Choice.Failed), names(t.Choice.Dearer), names(t.Choice.Same)},
	}
	if t.Choice.Take >= 0 {
		d.Choice.Take = &t.Variants[t.Choice.Take].Name
	}
	for i := range t.Variants {
		d.Variants = append(d.Variants, newWeighedVariant(t, i, origins[i]))
	}
	for i := range t.Pairs {
		p := &t.Pairs[i]
		d.Pairs = append(d.Pairs, WeighedPair{
			First: v.name(p.First), Second: v.name(p.Second), Identical: p.Identical, Last: newVariantGap(v.money, &p.Last), Total: newVariantGap(v.money, &p.Total),
			OnlyFirst: ratio(p.OnlyFirst), OnlySecond: ratio(p.OnlySecond),
		})
	}
	for i := range t.Sources {
		source := &t.Sources[i]
		d.Sources = append(d.Sources, UncertainSource{source.Name, names(source.Variants()), source.Shared(), source.Differs})
	}
	return d
}

func newWeighedVariant(t *decision.Table, i int, origin Origin) WeighedVariant {
	s, scenario := &t.Standings[i], t.Variants[i].Scenario
	money := words.Currency(scenario.Currency)
	v := WeighedVariant{
		Name: t.Variants[i].Name, Scenario: Scenario{scenario.Name, scenario.Description, origin.File, origin.InputHash},
		Set: append([]string{}, origin.Set...), Last: newFigureSpread(money, s.Last, s.LastMean), Total: newFigureSpread(money, s.Total, s.TotalMean), Shortfall: newUncertain(money, s.Shortfall),
		NPV: newUncertain(money, s.NPV), Fails: ratio(s.Fails), Regret: ratio(s.Regret), Shared: ratio(s.Shared), Limits: []LimitShare{},
	}
	if s.Invests && !s.Payback.Never() {
		month := int(s.Payback.Value)
		v.Payback = &month
	}
	if s.Shared.Value > 0 {
		extra := newUncertain(money, s.Extra)
		v.Extra = &extra
	}
	for l, limit := range t.Limits {
		if e := s.Broken[l]; e != nil {
			v.Limits = append(v.Limits, LimitShare{limit.Name, limit.Text, ratio(*e)})
		}
	}
	return v
}

func newUncertain(c words.Currency, e decision.Estimate) Uncertain {
	return Uncertain{c.Round(unit.KindMoney, e.Value), newHalf(c, unit.KindMoney, e)}
}

func ratio(e decision.Estimate) Uncertain {
	return Uncertain{rounded6(e.Value), halfRatio(e)}
}

func newFigureSpread(c words.Currency, s decision.Spread, mean decision.Estimate) FigureSpread {
	return FigureSpread{newUncertain(c, s.P10), newUncertain(c, s.P50), newUncertain(c, s.P90), newUncertain(c, mean)}
}

func newVariantGap(money words.Currency, d *decision.Difference) VariantGap {
	g := VariantGap{Cheaper: ratio(d.Cheaper), Dearer: ratio(d.Dearer), Equal: ratio(d.Equal), FigureSpread: newFigureSpread(money, d.Spread, d.Mean)}
	if !math.IsInf(d.Unpaired, 0) {
		unpaired := money.Round(unit.KindMoney, d.Unpaired)
		g.Unpaired = &unpaired
	}
	return g
}

// JSON writes the document.
func (f *Decision) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f.Document); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// CSV writes a row for each figure of a variant, and of every two: what the
// variant of a row costs more than the one it stands against.
func (f *Decision) CSV(w io.Writer) error {
	rows := [][]string{{"variant", "against", "figure", "value", "half_width"}}
	text := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	add := func(variant, against, figure string, u Uncertain) {
		rows = append(rows, []string{variant, against, figure, text(&u.Value), text(u.Half)})
	}
	spread := func(variant, against, figure string, s FigureSpread) {
		add(variant, against, figure+".p10", s.P10)
		add(variant, against, figure+".p50", s.P50)
		add(variant, against, figure+".p90", s.P90)
		add(variant, against, figure+".mean", s.Mean)
	}
	for i := range f.Document.Variants {
		v := &f.Document.Variants[i]
		spread(v.Name, "", "last_month", v.Last)
		spread(v.Name, "", "total", v.Total)
		add(v.Name, "", "shortfall_5pct", v.Shortfall)
		if v.Payback != nil {
			add(v.Name, "", "payback_p50", Uncertain{Value: float64(*v.Payback)})
		}
		add(v.Name, "", "npv_p50", v.NPV)
		add(v.Name, "", "fails_ratio", v.Fails)
		add(v.Name, "", "regret_ratio", v.Regret)
		if v.Extra != nil {
			add(v.Name, "", "extra", *v.Extra)
		}
		for _, l := range v.Limits {
			add(v.Name, "", "limits."+l.Name+".broken_ratio", l.Broken)
		}
	}
	for i := range f.Document.Pairs {
		p := &f.Document.Pairs[i]
		for _, part := range []struct {
			name string
			gap  *VariantGap
		}{{"last_month", &p.Last}, {"total", &p.Total}} {
			add(p.Second, p.First, part.name+".cheaper_ratio", part.gap.Dearer)
			spread(p.Second, p.First, part.name, part.gap.FigureSpread)
		}
	}
	return WriteCSV(w, rows)
}
