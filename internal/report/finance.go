package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// noLever names the second reference beside figures that are against the first.
const noLever = "against no lever at all"

// finance says what the plan saves and whether its investment pays: against what
// would be done without the project, which decides, and against no lever at all.
func (v *view) finance() []Line {
	f := &v.result.Finance
	lines := []Line{document.Say("Saved", v.saved())}
	lines = append(lines, v.residual()...)
	if f.Investment == 0 {
		lines = append(lines, document.Say("Investment", "none"))
	} else {
		lines = append(lines, document.Say("Investment", v.money.Exact(f.Investment)+v.phases(f.Months)))
		lines = append(lines, v.paid(&f.Verdict)...)
	}
	if v.result.Scenario.Finance != nil {
		lines = append(lines, document.Say("NPV", v.money.Exact(f.NPV)+" at "+v.discount()+" over "+words.Months(f.Months)))
	}
	if f.Investment > 0 {
		lines = append(lines, document.Say("IRR", v.irr(&f.Verdict)))
	}
	return append(lines, v.references()...)
}

// saved says what the plan saves in a month.
func (v *view) saved() string {
	f := &v.result.Finance
	saved := v.money.Exact(f.MonthlySavings) + " a month"
	if f.Reference == cost.Stated {
		return saved + " on the average, stated in the scenario and not modelled"
	}
	saved += " on the average of " + period{1, f.Months}.span()
	of := "baseline"
	if f.Reference == cost.Unphased {
		of = "cost without the project"
	}
	if base := v.spentWithout(f.Months); base > 0 {
		saved += ", " + words.Percent(f.MonthlySavings*float64(f.Months)/base) + " of the " + of
	}
	return saved
}

// spentWithout is the cost of the reference over the evaluation period.
func (v *view) spentWithout(last int) float64 {
	reference := v.result.Bill.Baseline
	if v.result.Without != nil {
		reference = v.result.Without.Effective
	}
	total := 0.0
	for _, c := range reference[1 : last+1] {
		total += c
	}
	return total
}

// residual is what is prepaid and unused at the end of the period.
func (v *view) residual() []Line {
	f := &v.result.Finance
	if unit.RoundMinor(f.Residual, unit.MinorDigits(string(v.money))) == 0 {
		return nil
	}
	return []Line{document.Say("Prepaid", fmt.Sprintf("%s, unused at the end of month %d: an asset then", v.money.Exact(f.Residual), f.Months))}
}

// paid are payback and ROI.
func (v *view) paid(j *cost.Verdict) []Line {
	f := &v.result.Finance
	deepest := "none: the cash flow never falls below zero"
	if need, month := cost.DeepestNeed(j.Flows); need > 0 {
		deepest = v.money.Exact(need) + " at most, in " + v.when(month)
	}
	return []Line{
		document.Say("Payback", v.payback(j.Payback)),
		document.Say("", "discounted: "+v.payback(j.DiscountedPayback)),
		document.Say("Cash need", deepest),
		document.Say("ROI", fmt.Sprintf("%s over %s = (%s − %s) ÷ %s", words.Percent(*j.ROI), words.Months(f.Months),
			v.money.Exact(j.MonthlySavings*float64(f.Months)), v.money.Exact(f.Investment), v.money.Exact(f.Investment))),
	}
}

// discount is the discount rate as it would be written.
func (v *view) discount() string {
	return discounted(v.result.Scenario.Finance.DiscountRate)
}

// irr is the internal rate of return, or why there is not one.
func (v *view) irr(j *cost.Verdict) string {
	rates := each(j.IRRs, func(rate float64) string {
		if rate < -0.9995 {
			return "nearly −100%"
		}
		return words.Percent(rate)
	})
	switch len(rates) {
	case 0:
		return "none: no rate makes the NPV zero"
	case 1:
		return rates[0] + " a year"
	}
	return "none: several rates make the NPV zero, " + words.List(rates) + " a year"
}

func (v *view) payback(month *int) string {
	switch {
	case month == nil:
		return "not within " + words.Months(v.result.Finance.Months)
	case *month == 0:
		return "at once: the cash flow never falls below zero"
	}
	return v.when(*month)
}

// references say what the figures are against, and what they are against no lever
// at all.
func (v *view) references() []Line {
	f := &v.result.Finance
	switch {
	case f.Reference == cost.Stated:
		return nil
	case f.Reference == cost.Unlevered && f.Investment == 0:
		return nil
	case f.Reference == cost.Unlevered:
		return []Line{document.Say("Reference", "no lever at all (the baseline), because none begins with a phase")}
	}
	lines := []Line{document.Say("Reference", "without the project: commitments, and the levers that begin with no phase")}
	b := &f.Baseline
	text := noLever + ": " + v.money.Exact(b.MonthlySavings) + " a month"
	if f.Investment > 0 {
		text += fmt.Sprintf("; ROI %s, payback %s", words.Percent(*b.ROI), v.payback(b.Payback))
	}
	lines = append(lines, document.Say("", text))
	var rest []string
	if v.result.Scenario.Finance != nil {
		rest = append(rest, "NPV "+v.money.Exact(b.NPV))
	}
	if f.Investment > 0 {
		rest = append(rest, "discounted payback "+v.payback(b.DiscountedPayback), "IRR "+v.irr(b))
	}
	if len(rest) > 0 {
		lines = append(lines, document.Say("", strings.Join(rest, ", ")))
	}
	return lines
}

// financeHeadlines are payback, ROI and NPV, as far as they exist.
func (v *view) financeHeadlines() []Headline {
	f := &v.result.Finance
	var all []Headline
	if f.Investment > 0 {
		all = append(all, v.paybackHeadline(), v.roiHeadline())
	}
	if v.result.Scenario.Finance == nil {
		return all
	}
	h := Headline{Label: "NPV", Value: v.money.Column([]float64{f.NPV}, wideCents)[0], Detail: "over " + words.Months(f.Months)}
	if f.NPV < 0 {
		h.Tone = Bad
	}
	if f.IRR != nil {
		h.Detail += ", IRR " + words.Percent(*f.IRR) + " a year"
	}
	return append(all, h)
}

func (v *view) paybackHeadline() Headline {
	f := &v.result.Finance
	h := Headline{Label: "Payback", Value: "not within " + words.Months(f.Months), Tone: Bad}
	switch {
	case f.Payback != nil && *f.Payback == 0:
		h.Value, h.Tone = "at once", Neutral
	case f.Payback != nil:
		h.Value, h.Tone = fmt.Sprintf("month %d", *f.Payback), Neutral
		h.Detail = v.date(*f.Payback) + ", "
	}
	h.Detail += "of an investment of " + v.money.Column([]float64{f.Investment}, wideCents)[0]
	return h
}

func (v *view) roiHeadline() Headline {
	f := &v.result.Finance
	h := Headline{Label: "ROI", Value: words.Percent(*f.ROI), Detail: "over " + words.Months(f.Months)}
	if f.Reference == cost.Unphased {
		h.Detail += ", against doing without the project; " + words.Percent(*f.Baseline.ROI) + " " + noLever
	}
	if *f.ROI < 0 {
		h.Tone = Bad
	}
	return h
}
