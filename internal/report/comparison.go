package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/words"
)

// ComparisonOptions say what a comparison is between and how it is arranged.
type ComparisonOptions struct {
	Old, New Side   // what is compared
	By       string // length of a period: month (also when empty), quarter or year
	Months   []int  // periods to show whether they differ or not; those that differ when empty
	Width    int    // columns of the terminal, for text; 80 when 0, at least 40
	Color    bool   // whether text may colour severities
	Tool     string // "talimat-plan 0.1.0"

	Futures *decision.Contrast // both plans in the same futures; nil when none were run
}

// Side names one of the two plans and finds its inputs.
type Side struct {
	Scenario Scenario                   // what was planned
	Saved    bool                       // a saved forecast, whose inputs are not known
	Locate   func(path string) diag.Pos // place of an input; nil when unknown
}

// Comparison is the report on what differs between two plans, ready to be
// written in any format.
type Comparison struct {
	Verdict     string              // what changed, in one sentence
	Frame       []string            // what is compared, and over which months
	Attribution Table               // what each change does; no rows when that is not known
	Tables      []Table             // categories, results, finance, months; empty ones are left out
	Futures     *SameFutures        // both plans in the same futures; nil when none were run
	Document    *ComparisonDocument // the same for machines

	*compare.Comparison
	options ComparisonOptions
	money   words.Currency
	periods []period
}

// NewComparison arranges a comparison.
func NewComparison(c *compare.Comparison, o ComparisonOptions) *Comparison {
	r := &Comparison{Comparison: c, options: o, money: words.Currency(c.New.Currency)}
	r.periods = r.differing()
	r.Verdict = r.verdict()
	r.Frame = r.frame()
	r.Futures = r.sameFutures()
	r.Document = r.document()
	if r.Futures != nil {
		r.Document.Futures = r.Futures.Document
	}
	r.Attribution = r.attribution()
	for _, t := range []Table{r.categories(), r.results(), r.finance(), r.months()} {
		if len(t.Rows) > 0 {
			r.Tables = append(r.Tables, t)
		}
	}
	return r
}

// verdict is the sentence that says what changed.
func (r *Comparison) verdict() string {
	if r.IsEmpty() {
		if !r.Known {
			return "No result changed."
		}
		return "Nothing changed."
	}
	old, new, oldTotal, newTotal := r.Cost()
	at, over := fmt.Sprintf("in month %d", r.Comparison.Months), "over "+words.Months(r.Comparison.Months)
	month, total := r.costs(old, new), r.costs(oldTotal, newTotal)
	var text string
	switch {
	case new == old && newTotal == oldTotal:
		text = "Costs the same " + at + " and " + over
	case new == old:
		text = "Costs the same " + at + ", " + total + " " + over
	case newTotal == oldTotal:
		text = "Costs " + month + " a month " + at + ", the same " + over
	default:
		text = "Costs " + strings.Replace(month, " ", " a month ", 1) + " " + at + ", " + total + " " + over
	}
	return text + "; " + r.counts() + "."
}

// costs is "$412.00 more (+6.1%)".
func (r *Comparison) costs(old, new float64) string {
	difference, word := new-old, " more"
	if difference < 0 {
		difference, word = -difference, " less"
	}
	text := r.money.Exact(difference) + word
	if share := relative(old, new); share != words.None {
		text += " (" + share + ")"
	}
	return text
}

// counts says how many inputs changed, and names what was added or removed.
func (r *Comparison) counts() string {
	if !r.Known {
		return "a saved forecast does not say which inputs changed"
	}
	values, parts := 0, []string{}
	for _, c := range r.Comparison.Inputs {
		if c.IsStructural() {
			parts = append(parts, c.Path+" "+c.Op.String())
		} else {
			values++
		}
	}
	text := counted(values, "input changed", "inputs changed")
	if values == 0 {
		text = "no input changed"
	}
	const named = 2
	switch {
	case len(parts) == 0:
		return text
	case len(parts) > named:
		parts = []string{fmt.Sprintf("%d sections added or removed", len(parts))}
	}
	if values == 0 {
		return strings.Join(parts, ", ")
	}
	return text + ", " + strings.Join(parts, ", ")
}

// frame says what is compared.
func (r *Comparison) frame() []string {
	o, n := r.Old, r.New
	lines := []string{fmt.Sprintf("%s → %s · months 0–%d · %s", r.options.Old.Scenario.File, r.options.New.Scenario.File, r.Comparison.Months, n.Currency)}
	if o.Months != n.Months {
		lines = append(lines, fmt.Sprintf("The horizons differ (%s before, %s after): only the months that both have are compared. Payback, NPV, IRR, ROI and total.effective are each over their own period.",
			words.Months(o.Months), words.Months(n.Months)))
	}
	if o.Start != n.Start {
		lines = append(lines, fmt.Sprintf("The plans start in different months (%s before, %s after): month n of one is held against month n of the other.", o.Start, n.Start))
	}
	if !r.Known {
		lines = append(lines, "Which input causes what can only be told from two scenarios: a saved forecast holds results.")
	}
	return lines
}

// date is the calendar month of a month of the new plan.
func (r *Comparison) date(month int) string {
	return r.New.Start.Add(month).String()
}
