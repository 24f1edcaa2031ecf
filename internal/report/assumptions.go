package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Assumptions is what the figures rest on.
type Assumptions struct {
	HoursPerMonth float64         `json:"hours_per_month"` // hours billed in a month
	Months        string          `json:"months"`          // what month 0 is and from when money counts
	Growth        string          `json:"growth"`          // how rates compound
	Sizing        string          `json:"sizing"`          // what sizes are made for
	Costs         string          `json:"costs"`           // what baseline, list, effective and billed mean
	SavingsOrder  []string        `json:"savings_order"`   // the levers in the order in which they apply
	Claimed       []string        `json:"claimed"`         // the levers that are taken at their word
	Rounding      string          `json:"rounding"`        // where money is rounded
	Finance       string          `json:"finance"`         // the formulas of the finance figures
	PricesAsOf    *string         `json:"prices_as_of"`    // date of the prices; null when not stated
	PriceTrend    string          `json:"price_trend"`     // how prices drift
	PriceBook     *Book           `json:"price_book"`      // from which prices of tiers are; null without one
	Learned       []LearnedGrowth `json:"learned"`         // growth that is not stated but learned from histories
	NotModelled   []string        `json:"not_modelled"`    // what the figures leave out
	Owner         string          `json:"owner"`           // who looks after the plan; empty when not stated
	Review        *string         `json:"review"`          // month of its next review; null when not stated
	Approved      string          `json:"approved"`        // who approved it and when; empty when not stated
	Notes         []string        `json:"notes"`           // what the scenario records and does not model
}

// Book names a price book.
type Book struct {
	File   string  `json:"file"`   // as the scenario names it
	SHA256 string  `json:"sha256"` // of the file, in hexadecimal
	Oldest *string `json:"oldest"` // day of the oldest price that was taken; null when none was
}

// newAssumptions states the assumptions of a result.
func newAssumptions(r *plan.Result) Assumptions {
	s := r.Scenario
	a := Assumptions{
		HoursPerMonth: float64(s.Assumptions.HoursPerMonth),
		Months: fmt.Sprintf("Month 0 is today (%s), the horizon is month %d (%s); money counts from month 1.",
			s.Start, r.Months(), s.Start.Add(r.Months())),
		Growth: "Rates compound: now × (1 + rate)^(months ÷ months in the rate's period). With a retention, today's data has the age that its ingest and growth imply, unless the plan says another. " +
			"An uncertain number counts with its median.",
		Sizing: fmt.Sprintf("Sizes carry the peak of the week, %s the average, and are rounded up to whole units.",
			words.Quantity(unit.KindFactor, s.Load.PeakFactor(), "")),
		Costs: "Baseline is the same demand with servers for the peak at all times, no cache, no CDN and no discount; list is the list price of what is " +
			"provisioned, a database past its wall priced as the cheapest of the price list that would carry the load, or in proportion to what carries most; effective spreads commitments over their term; billed is cash. A service's cost is its part of the servers, by the CPU or memory that " +
			"its replicas request; load balancers belong to none.",
		SavingsOrder: metric.Levers(),
		Claimed:      []string{},
		Learned:      newOrigins(s),
		Rounding:     "Money is rounded to the cent once, on each bill line; totals are sums of rounded lines. Costs of services are shares, each rounded by itself.",
		Finance: "Saving of a month = billed without the project − billed; without it are the commitments and the levers that begin with no phase, or " +
			"no lever at all (the baseline) when nothing begins with a phase. What is paid in month 0 for later months is a flow of month 0, and what is prepaid " +
			"and unused at the end one of the last month. ROI = (savings − investment) ÷ investment. NPV = Σ cash flow of month m ÷ " +
			"(1 + yearly rate)^(m ÷ 12). Payback is the first month from which the cumulative cash flow stays at or above zero; IRR is the yearly rate with an NPV of zero, if there is one.",
		PriceTrend: unit.Display(unit.KindGrowth, unit.Value{Number: s.Prices.Trend.Rate, Per: s.Prices.Trend.Per}),
		NotModelled: []string{
			"how replicas of several services fill a server (each service alone fits whole)",
			"traffic between regions and zones, replication included",
			"the delays of autoscaling (replicas follow the levels of the week at once)",
			"error rates",
			"prices by region of anything but servers",
			"database queries of services that another driver than users calls and that say none of their own",
			"the risks of the scenario and the volatility of its drivers (simulate draws them)",
			"people, licences, support and taxes that are no charges",
		},
		Notes: append([]string{}, s.Notes...),
	}
	if r.Finance.Reference == cost.Stated {
		_, formulas, _ := strings.Cut(a.Finance, " ROI =")
		a.Finance = "The monthly saving is the scenario's own figure, from the first phase that is paid. ROI =" + formulas
	}
	v := view{result: r}
	for _, lever := range metric.Levers() {
		if v.claimed(lever) != "" {
			a.Claimed = append(a.Claimed, lever)
		}
	}
	a.Owner, a.Approved = s.Owner, s.Approved
	if s.Review != nil {
		review := s.Review.String()
		a.Review = &review
	}
	if s.Prices.AsOf != "" {
		a.PricesAsOf = &s.Prices.AsOf
	}
	if b := s.Prices.Book; b != nil {
		a.PriceBook = &Book{File: b.File, SHA256: b.SHA256}
		if b.Oldest != "" {
			a.PriceBook.Oldest = &b.Oldest
		}
	}
	return a
}

// sentences writes the assumptions for people.
func sentences(r *plan.Result, o Options) []string {
	a := newAssumptions(r)
	prices := "The prices have no date"
	if a.PricesAsOf != nil {
		prices = "The prices are of " + *a.PricesAsOf
	}
	if b := a.PriceBook; b != nil && b.Oldest != nil {
		prices += ", those of tiers from " + b.File + " of " + *b.Oldest + " or later (sha256 " + b.SHA256[:12] + "…),"
	}
	if r.Scenario.Prices.Trend.Rate == 0 {
		prices += " and stay as they are."
	} else {
		prices += " and drift by " + a.PriceTrend + "."
	}
	all := []string{
		a.Months + " A month has " + words.Short(a.HoursPerMonth, 2) + " hours.",
		a.Growth,
		a.Sizing,
		a.Costs,
		"Levers apply in one order, each to what the ones before it leave: " + strings.Join(a.SavingsOrder, ", ") + ".",
	}
	if len(a.Claimed) > 0 {
		all = append(all, "Claimed, not modelled: "+strings.Join(a.Claimed, ", ")+".")
	}
	all = append(all, a.Rounding)
	if r.Scenario.Finance != nil || r.Finance.Investment > 0 {
		all = append(all, a.Finance)
	}
	for _, l := range r.Scenario.Learned {
		all = append(all, originOf(&l))
	}
	all = append(all, prices, "Not modelled: "+strings.Join(a.NotModelled, "; ")+".")
	if kept := a.upkeep(); kept != "" {
		all = append(all, kept)
	}
	for _, note := range a.Notes {
		all = append(all, "Note: "+note)
	}
	if made := strings.TrimSpace(o.Tool + " " + o.InputHash); made != "" {
		all = append(all, "Made by "+strings.TrimSpace(o.Tool+" from the scenario with "+o.InputHash)+".")
	}
	return all
}

// upkeep says who looks after the plan, and when it is to be looked at again.
func (a *Assumptions) upkeep() string {
	var parts []string
	if a.Owner != "" {
		parts = append(parts, "owned by "+a.Owner)
	}
	if a.Approved != "" {
		parts = append(parts, "approved: "+a.Approved)
	}
	if a.Review != nil {
		parts = append(parts, "to be reviewed in "+*a.Review)
	}
	if len(parts) == 0 {
		return ""
	}
	return "The plan is " + strings.Join(parts, "; ") + "."
}
