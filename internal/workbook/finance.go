package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

const cashSheet = "Cash flow"

// cashFlow is the sheet of the months that finance looks at: the first row of
// figures is month 0, and the columns are those of the cash constants.
func (b *builder) cashFlow() xlsx.Sheet {
	f, bill := &b.result.Finance, b.result.Bill
	reference, against := bill.Baseline, "Baseline cost"
	if without := b.result.Without; without != nil {
		reference, against = without.Billed, "Billed without the project"
	}
	n := f.Months + 1
	saving, cumulative := make([]float64, n), make([]float64, n)
	discounted, present := make([]float64, n), make([]float64, n)
	total, worth, factor, monthly := 0.0, 0.0, 1.0, b.discount()
	for m := range n {
		saving[m] = tidy(f.Saved(m))
		total += f.Flows[m]
		discounted[m] = float64(f.Flows[m] * factor)
		worth += discounted[m]
		cumulative[m], present[m] = total, worth
		factor /= 1 + monthly
	}
	title := "Saving"
	if f.Stated() {
		title = "Saving, stated in the scenario"
	}
	money := func(title string, values []float64) column { return b.numbers(title, unit.KindMoney, values, 1) }
	days := b.calendar()
	for i := range days {
		days[i].cells = days[i].cells[:n]
	}
	sheet := table(cashSheet, 2, append(days,
		money(against, reference[:n]), money("Billed", bill.Billed[:n]), money(title, saving),
		money("Investment", f.Invested), money("Cash flow", f.Flows), money("Cumulative", cumulative),
		b.numbers("Cash flow, discounted", unit.KindMoney, discounted, 1),
		b.numbers("Cumulative, discounted", unit.KindMoney, present, 1),
		below("Month below zero", cashCumulative, cumulative), below("Month below zero, discounted", cashPresent, present),
	))
	notes := []string{"Cash flow = saving − investment; money counts from month 1, and month 0 is today.", "Month below zero is −1 where the flow is not."}
	if !f.Stated() {
		notes[0] = "Saving = " + strings.ToLower(against) + " − billed. " + notes[0]
		if f.Flows[0] != 0 {
			notes = append(notes, "Month 0 has what is paid in it for later months.")
		}
		if f.Residual != 0 {
			notes = append(notes, "What is prepaid and unused at the end is an asset then: the saving of the last month has it.")
		}
	}
	if f.Unphased() {
		notes = append(notes, "Without the project: the same demand with commitments, and the levers that begin with no phase.")
	}
	sheet.Rows = append(sheet.Rows, nil)
	for _, note := range notes {
		sheet.Rows = append(sheet.Rows, []xlsx.Cell{muted(note)})
	}
	return sheet
}

// The columns of the sheet of cash flows that checks refer to.
const (
	cashMonth      = "A"
	cashSaving     = "E"
	cashInvestment = "F"
	cashFlows      = "G"
	cashCumulative = "H"
	cashPresent    = "J"
	cashBelow      = "K"
	cashLess       = "L" // of the discounted flows
)

// below is a column with the months in which a cumulative flow is below zero, and
// −1 for the others, cell by cell: how a formula over a whole range is computed
// differs between spreadsheets.
func below(title, of string, cumulative []float64) column {
	c := column{title: title, right: true}
	for m, v := range cumulative {
		month := -1.0
		if tidy(v) < 0 {
			month = float64(m)
		}
		code := fmt.Sprintf("IF(ROUND(%s%d,6)<0,%s%d,-1)", of, m+2, cashMonth, m+2)
		c.cells = append(c.cells, xlsx.Formula(code, month, xlsx.Style{Format: "0"}))
	}
	return c
}

// cash is a range of the sheet of cash flows from a month to the last.
func (b *builder) cash(column string, from int) string {
	last := b.result.Finance.Months
	return fmt.Sprintf("%s%s%d:%s%d", xlsx.Quote(cashSheet), column, from+2, column, last+2)
}

// discount is the discount rate per month.
func (b *builder) discount() float64 {
	if b.result.Scenario.Finance == nil {
		return 0
	}
	return b.result.Scenario.Finance.DiscountRate.MonthlyFactor() - 1
}

// formulaWidth is the width of the column of formulas, in characters.
const formulaWidth = 80

// verdict is a figure of the sheet of finance.
type verdict struct {
	label   string
	kind    unit.Kind
	small   bool     // a share that is shown to more digits
	value   *float64 // nil when it does not exist
	absent  string   // said then
	formula string   // for people
	check   string   // for the program; empty for none
}

// finance is the sheet of the figures that judge the investment. Beside each
// stand its formula in words and a check, which the reader's program computes anew
// from the cash flows.
func (b *builder) finance() xlsx.Sheet {
	s := xlsx.Sheet{Name: "Finance", FrozenRows: 1, Widths: []float64{28, 24, formulaWidth, 30}, Lines: []int{1}, Rows: [][]xlsx.Cell{
		{heading("Figure", false), heading("Value", true), heading("How it is computed", false), heading("Check, from the cash flows", true)},
	}}
	for _, v := range b.verdicts() {
		style := xlsx.Style{Format: b.styles.format(v.kind)}
		if v.small {
			style.Format = preciseFormat
		}
		row := []xlsx.Cell{xlsx.Text(v.label, xlsx.Style{Indent: true}), xlsx.Text(v.absent, xlsx.Style{Wrap: true, Right: true}), xlsx.Text(v.formula, xlsx.Style{Wrap: true, Indent: true})}
		if v.value != nil {
			row[1] = xlsx.Number(tidy(*v.value), style)
			if v.check != "" {
				row = append(row, xlsx.Formula(v.check, tidy(*v.value), style))
			}
			v.absent = ""
		}
		s.Rows, s.Lines = append(s.Rows, row), append(s.Lines, max(lines(v.formula, formulaWidth), lines(v.absent, 22)))
	}
	return s
}

func (b *builder) verdicts() []verdict {
	f := &b.result.Finance
	span := float64(f.Months)
	total := f.MonthlySavings * span
	saving, investment := b.cash(cashSaving, 0), b.cash(cashInvestment, 0)
	amount := func(v float64) string { return words.Currency(b.styles.code).Exact(v) }
	late := fmt.Sprintf("not within %d months", f.Months)
	if f.Investment == 0 {
		late = "nothing is invested"
	}
	rows := []verdict{
		{label: "Evaluation period, months", kind: unit.KindMonths, value: &span, formula: "finance.evaluate, at most the horizon"},
		{label: "Investment", kind: unit.KindMoney, value: &f.Investment, formula: "Σ investment of the phases that begin within the period",
			check: "SUM(" + investment + ")"},
		{label: "Savings over the period", kind: unit.KindMoney, value: &total, formula: "Σ saving of the months", check: "SUM(" + saving + ")"},
		{label: "Monthly savings", kind: unit.KindMoney, value: &f.MonthlySavings, formula: "Σ saving ÷ months", check: fmt.Sprintf("SUM(%s)/%d", saving, f.Months)},
		{label: "Payback, month", kind: unit.KindMonths, value: months(f.Payback), absent: late,
			formula: "first month from which the cumulative cash flow stays at or above zero", check: b.payback(cashBelow)},
		{label: "Discounted payback, month", kind: unit.KindMonths, value: months(f.DiscountedPayback), absent: late,
			formula: "the same with discounted cash flows", check: b.payback(cashLess)},
		{label: "ROI", kind: unit.KindRatio, value: f.ROI, absent: late,
			formula: fmt.Sprintf("(savings − investment) ÷ investment = (%s − %s) ÷ %s", amount(total), amount(f.Investment), amount(f.Investment)),
			check:   fmt.Sprintf("(SUM(%s)-SUM(%s))/SUM(%s)", saving, investment, investment)},
	}
	if b.result.Scenario.Finance != nil {
		rows = append(rows, b.presentValue()...)
	}
	rows = append(rows, b.irr(late))
	if f.Unphased() {
		rows = append(rows, b.unlevered(late)...)
	}
	return rows
}

// unlevered are the same figures against no lever at all.
func (b *builder) unlevered(late string) []verdict {
	const as = "as above, with the baseline in place of what is billed without the project"
	v := &b.result.Finance.Baseline
	return []verdict{
		{label: "Against no lever at all:", absent: " ", formula: as},
		{label: "Monthly savings, baseline", kind: unit.KindMoney, value: &v.MonthlySavings},
		{label: "Payback, baseline, month", kind: unit.KindMonths, value: months(v.Payback), absent: late},
		{label: "Discounted payback, baseline", kind: unit.KindMonths, value: months(v.DiscountedPayback), absent: late},
		{label: "ROI, baseline", kind: unit.KindRatio, value: v.ROI, absent: late},
		{label: "NPV, baseline", kind: unit.KindMoney, value: &v.NPV},
		{label: "IRR, baseline, per year", kind: unit.KindRatio, value: v.IRR, absent: b.noRate(len(v.IRRs))},
	}
}

// noRate says why there is no IRR, or not one.
func (b *builder) noRate(rates int) string {
	switch {
	case b.result.Finance.Investment == 0:
		return "nothing is invested"
	case rates == 0:
		return "none: no rate makes the NPV zero"
	}
	return fmt.Sprintf("none: %d rates make the NPV zero", rates)
}

// presentValue is the discount rate and the NPV.
func (b *builder) presentValue() []verdict {
	g := b.result.Scenario.Finance.DiscountRate
	monthly := b.discount()
	rate := strconv.FormatFloat(monthly, 'g', -1, 64)
	return []verdict{
		{label: "Discount rate, per month", kind: unit.KindRatio, small: true, value: &monthly,
			formula: unit.Display(unit.KindGrowth, unit.Value{Number: g.Rate, Per: g.Per}) + ", compounded"},
		{label: "NPV", kind: unit.KindMoney, value: &b.result.Finance.NPV,
			formula: "Σ cash flow of month m ÷ (1 + discount rate per month)^m",
			check:   fmt.Sprintf("NPV(%s,%s)+%s%s2", rate, b.cash(cashFlows, 1), xlsx.Quote(cashSheet), cashFlows)},
	}
}

// irr is the internal rate of return. Its check starts from the result, because
// the search of spreadsheets may otherwise not converge.
func (b *builder) irr(absent string) verdict {
	v := verdict{label: "IRR, per year", kind: unit.KindRatio, value: b.result.Finance.IRR, absent: absent,
		formula: "the yearly rate at which the NPV is zero: (1 + rate per month)^12 − 1"}
	if b.result.Finance.Investment > 0 {
		v.absent = b.noRate(len(b.result.Finance.IRRs))
	}
	if v.value != nil {
		yearly := strconv.FormatFloat(*v.value, 'g', 6, 64)
		v.check = fmt.Sprintf("(1+IRR(%s,(1+%s)^(1/12)-1))^12-1", b.cash(cashFlows, 0), yearly)
	}
	return v
}

// payback is the check of a month of payback: the one behind the last with a
// cumulative flow below zero; where there is none it is paid back at once.
func (b *builder) payback(column string) string {
	return fmt.Sprintf("MAX(%s)+1", b.cash(column, 0))
}

// months is a month as a number.
func months(m *int) *float64 {
	if m == nil {
		return nil
	}
	v := float64(*m)
	return &v
}
