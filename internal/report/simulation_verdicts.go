package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/words"
)

// The places of the quantiles that are talked about.
const (
	tenth, median, nine = 1, 3, 5
)

// verdicts answer what reviews ask: what does it cost, how likely is it too much,
// does it pay.
func (v *futures) verdicts() []Line {
	last := v.scenario.Months()
	lines := v.holds()
	if q, ok := v.out.Quantiles("cost.effective", last); ok {
		lines = append(lines, document.Say("Cost", fmt.Sprintf("%s costs %s in the middle (P50); one future in ten costs less than %s, one in ten more than %s",
			v.when(last), v.money.Exact(q[median].Value), v.money.Exact(q[tenth].Value), v.plusMinus(q[nine]))))
		lines = append(lines, document.Say("", fmt.Sprintf("the dearest 5%% cost %s on the average (expected shortfall)",
			v.money.Exact(v.out.Shortfall("cost.effective", last, 0.05)))))
	}
	lines = append(lines, v.whereHeld()...)
	for i, c := range v.out.Limits {
		lines = append(lines, document.Say("Limits", v.limitVerdict(i, c)))
	}
	lines = append(lines, v.contracts()...)
	if q, ok := v.out.Quantiles("finance.payback", 0); ok {
		text := "in " + v.whenOrNever(q[median]) + " in the middle"
		if p := v.out.Missing("finance.payback"); p > 0 {
			text += "; never within the period in " + words.Chance(p) + " of the futures"
		}
		lines = append(lines, document.Say("Payback", text))
	}
	if q, ok := v.out.Quantiles("finance.npv", 0); ok && len(v.scenario.Phases) > 0 {
		lines = append(lines, document.Say("NPV", fmt.Sprintf("%s in the middle, between %s and %s in eight futures of ten",
			v.money.Exact(q[median].Value), v.money.Exact(q[tenth].Value), v.money.Exact(q[nine].Value))))
	}
	return document.Once(lines)
}

// contracts say what commitments save, and how often they lose: the same contract, or the
// same rule, in every future.
func (v *futures) contracts() []Line {
	q, ok := v.out.Quantiles("committed.saved", 0)
	if !ok {
		return nil
	}
	text := fmt.Sprintf("commitments save %s in the middle, and less than %s in one future of ten", v.money.Exact(q[median].Value), v.plusMinus(q[tenth]))
	const nothing = -1e-4 // less than the smallest coin of any currency
	if loses, ok := v.out.Below("committed.saved", 0, nothing); ok {
		text += "; they lose in " + words.Chance(loses)
	}
	return []Line{document.Say("Contracts", text)}
}

func (v *futures) limitVerdict(i int, c *model.Condition) string {
	odds := v.out.Odds(i)
	text := fmt.Sprintf("%s: broken in %s of the futures", c.Text, chance(odds.Ever).Sentence())
	if c.Chance != nil {
		p, _ := v.out.Probability(c)
		text = fmt.Sprintf("%s: it is %s, so the limit ", c.Text, chance(p).Sentence())
		if c.Chance.Holds(p.Value) {
			return text + "holds"
		}
		return text + "is broken"
	}
	switch month, on := likely(odds); {
	case month >= 0 && on:
		text += fmt.Sprintf(", more likely than not from %s on", v.when(month))
	case month >= 0:
		text += fmt.Sprintf(", more likely than not in %s for the first time", v.when(month))
	}
	return text
}

// likely is the first month in which a limit is more likely broken than not, or −1,
// and whether it is in every month from then on.
func likely(o simulation.Odds) (month int, on bool) {
	if len(o.Months) < 2 {
		return -1, false
	}
	first := slices.IndexFunc(o.Months, func(p simulation.Estimate) bool { return p.Value > 0.5 })
	if first < 0 {
		return -1, false
	}
	return o.From + first, !slices.ContainsFunc(o.Months[first:], func(p simulation.Estimate) bool { return p.Value <= 0.5 })
}

func round3(v float64) float64 { return math.Round(v*1000) / 1000 }

// plusMinus is an amount in a sentence, with its interval.
func (v *futures) plusMinus(e simulation.Estimate) string {
	return document.Number(document.Money(v.money), e.Value).Within(e.Half).Sentence()
}

func (v *futures) whenOrNever(e simulation.Estimate) string {
	if e.Never() {
		return "no month of the period"
	}
	return v.when(int(e.Value))
}

// holds says in what share of the futures the plan holds; nothing where it
// always must, as nothing in it can fall short.
func (v *futures) holds() []Line {
	odds, ok := v.out.Holding()
	if !ok {
		return nil
	}
	text := fmt.Sprintf("the plan carries its load in %s of the futures", chance(complement(odds.Ever)).Sentence())
	if month, _ := likely(odds); month >= 0 {
		text += ", in fewer than half of them from " + v.when(month) + " on"
	}
	return []Line{document.Say("Holds", text)}
}

// whereHeld is what the plan costs in the futures in which it holds, where there are
// others.
func (v *futures) whereHeld() []Line {
	odds, ok := v.out.Holding()
	if !ok || odds.Ever.Value == 0 {
		return nil
	}
	last := v.scenario.Months()
	q, ok := v.out.HeldQuantiles("cost.effective")
	if !ok {
		return []Line{document.Say("", "there is no future in which the plan holds: what is not served is in none of these costs")}
	}
	text := fmt.Sprintf("where the plan holds, %s costs %s in the middle, and in one future of ten more than %s",
		v.when(last), v.money.Exact(q[median].Value), v.plusMinus(q[nine]))
	if all, ok := v.out.HeldQuantiles("total.effective"); ok {
		text += fmt.Sprintf("; all months %s and %s", v.money.Exact(all[median].Value), v.plusMinus(all[nine]))
	}
	return []Line{document.Say("", text)}
}
