package scenario

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// withLimit is a plan of 24 months with one limit, in lira and dollars, whose
// phases and services have names that look like the grammar.
func withLimit(condition string) []byte {
	return []byte(`version: 1
name: limits
start: 2024-01
horizon: 24 months
currency: USD
fx: {as_of: 2024-01-01, rates: {TRY: 0.03}}
drivers:
  users: {now: 100}
load: {requests: 10/min}
services:
  growth new to from: {cpu: 1 ms, replica: {cpu: 1, memory: 1 GB}}
nodes: {tiers: small}
prices:
  servers:
    small: {cpu: 2, memory: 4 GB, price: $50/month}
phases:
  pilot: {months: 2}
  go to market: {months: 5-6}
limits:
  probe: {deny: ` + fmt.Sprintf("%q", condition) + `}
`)
}

func TestConditions(t *testing.T) {
	at := func(text string, month int) model.When { return model.When{Text: text, Month: month, Set: true} }
	for text, want := range map[string]model.Condition{
		"cost.effective <= $3,700":                            {Metric: "cost.effective", Op: "<=", Value: 3700},
		"  cost.effective≤$3,700  ":                           {Metric: "cost.effective", Op: "<=", Value: 3700},
		"cost.effective <= ₺1,000":                            {Metric: "cost.effective", Op: "<=", Value: 30},
		"users >= 100 from month 12":                          {Metric: "users", Op: ">=", Value: 100, From: at("month 12", 12)},
		"users >= 100 to month 12":                            {Metric: "users", Op: ">=", Value: 100, To: at("month 12", 12)},
		"users > 100 to month 9 from pilot":                   {Metric: "users", Op: ">", Value: 100, From: at("pilot", 2), To: at("month 9", 9)},
		"users > 100 from go to market to month 9":            {Metric: "users", Op: ">", Value: 100, From: at("go to market", 5), To: at("month 9", 9)},
		"users > 100 from pilot to go to market":              {Metric: "users", Op: ">", Value: 100, From: at("pilot", 2), To: at("go to market", 6)},
		"users > 100 from go to market":                       {Metric: "users", Op: ">", Value: 100, From: at("go to market", 5)},
		"services.growth new to from.need <= 3":               {Metric: "services.growth new to from.need", Op: "<=", Value: 3},
		"peak(services.growth new to from.need) <= 3":         {Fold: model.FoldPeak, Metric: "services.growth new to from.need", Op: "<=", Value: 3},
		"growth(cost.billed) < 10%":                           {Fold: model.FoldGrowth, Metric: "cost.billed", Op: "<", Value: 0.1},
		"growth( cost.billed )<-10%":                          {Fold: model.FoldGrowth, Metric: "cost.billed", Op: "<", Value: -0.1},
		"total(traffic_bytes) <= 5 TB":                        {Fold: model.FoldTotal, Metric: "traffic_bytes", Op: "<=", Value: 5e12},
		"total(cost.billed) <= $9 each quarter":               {Fold: model.FoldTotal, Metric: "cost.billed", Op: "<=", Value: 9, Each: model.Cycle{Months: 3}},
		"total(cost.billed) <= $9 from month 3 each year":     {Fold: model.FoldTotal, Metric: "cost.billed", Op: "<=", Value: 9, Each: model.Cycle{Months: 12}, From: at("month 3", 3)},
		"cost.effective <= $9 each month":                     {Metric: "cost.effective", Op: "<=", Value: 9, Each: model.Cycle{Months: 1}},
		"cost.effective <= $1,000 + 5%/month":                 {Metric: "cost.effective", Op: "<=", Value: 1000, Planned: &unit.Growth{Rate: 0.05, Per: 1}},
		"cost.effective <= $1e+3 - 5%/year":                   {Metric: "cost.effective", Op: "<=", Value: 1000, Planned: &unit.Growth{Rate: -0.05, Per: 12}},
		"cost.effective <= $1,000+5%/quarter from month 3":    {Metric: "cost.effective", Op: "<=", Value: 1000, Planned: &unit.Growth{Rate: 0.05, Per: 3}, From: at("month 3", 3)},
		"cost.saved >= -$5":                                   {Metric: "cost.saved", Op: ">=", Value: -5},
		"cost.effective <= baseline":                          {Metric: "cost.effective", Op: "<=", Margin: model.MarginShare},
		"cost.effective <= baseline + 10%":                    {Metric: "cost.effective", Op: "<=", Margin: model.MarginShare, Value: 0.1},
		"cost.effective <= baseline−10% from month 2":         {Metric: "cost.effective", Op: "<=", Margin: model.MarginShare, Value: -0.1, From: at("month 2", 2)},
		"peak(cost.effective) <= baseline + $200":             {Fold: model.FoldPeak, Metric: "cost.effective", Op: "<=", Margin: model.MarginAmount, Value: 200},
		"finance.payback <= baseline + 2 months":              {Metric: "finance.payback", Op: "<=", Margin: model.MarginAmount, Value: 2},
		"P(cost.effective > $3,700) <= 10%":                   {Metric: "cost.effective", Op: ">", Value: 3700, Chance: &model.Chance{Op: "<=", Probability: 0.1}},
		"P(peak(users) <= 500) >= 90% from month 3":           {Fold: model.FoldPeak, Metric: "users", Op: "<=", Value: 500, Chance: &model.Chance{Op: ">=", Probability: 0.9}, From: at("month 3", 3)},
		"P(services.growth new to from.need > 3) < 5%":        {Metric: "services.growth new to from.need", Op: ">", Value: 3, Chance: &model.Chance{Op: "<", Probability: 0.05}},
		"cost.categories.cdn <= $5 from month 24 to month 24": {Metric: "cost.categories.cdn", Op: "<=", Value: 5, From: at("month 24", 24), To: at("month 24", 24)},
	} {
		f := Decode("x.yaml", withLimit(text))
		if f.Scenario == nil {
			t.Errorf("%s:\n%s", text, render(t, f))
			continue
		}
		want.Text = text
		if diff := cmp.Diff(want, *f.Scenario.Limits[0].Deny, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

// A mistake within a condition is marked where it stands.
func TestConditionMistakes(t *testing.T) {
	for text, want := range map[string]struct {
		col, width int
		message    string
	}{
		"P(users > 5 in month 24) <= 10%":           {13, 11, "months stand behind the probability"},
		"P(users > 5 from pilot to month 3) <= 10%": {13, 21, "months stand behind the probability"},
		"cost.effective <= €500":                    {19, 4, "there is no exchange rate for EUR"},
		"cost.effective <= baseline + €5":           {30, 2, "there is no exchange rate for EUR"},
		"cost.effective <= $500 + 1%/month to pilt": {38, 4, `"pilt" is neither a phase nor a month`},
		"P(users > 5) <= 10% in month 25":           {24, 8, "month 25 is after the horizon, month 24"},
		"P(users > baseline + 10%) <= 10%":          {3, 22, `a probability cannot be that of "users > baseline + 10%": an earlier forecast has one future`},
		"users <= 5 in phase pilot":                 {15, 11, `"phase pilot" is neither a phase nor a month`},
		"P() <= 1% in month 3":                      {3, 1, `"" is not a condition`},
	} {
		o := Flag{Name: "--limit", Path: "limits.new.deny", Text: text}
		f := Options{Flags: []Flag{o}}.Decode("x.yaml", withLimit("users <= 5"))
		if len(f.Diagnostics) != 1 {
			t.Errorf("%s: got %v", text, f.Diagnostics)
			continue
		}
		if d := f.Diagnostics[0]; d.Pos.Col != want.col || d.Width != want.width || d.Message != want.message {
			t.Errorf("%s: got %d, %d: %s", text, d.Pos.Col, d.Width, d.Message)
		}
	}
}

// Whatever is written, there is a scenario or an error that points into the text.
func FuzzCondition(f *testing.F) {
	for _, text := range []string{
		"cost.effective <= $3,700 from month 12", "P(growth(users) > 5%) <= 10% to pilot", "users <= baseline - 5", "P(", "P()<=1%",
		"total(users", "<=", "users <= 5 from", "users <= 5 to  from ", "growth(users) <= - + 5", "users <= 5 from go to market to to month 3",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) || len(text) > 200 {
			t.Skip("YAML would spell it differently")
		}
		d := Decode("x.yaml", withLimit(text))
		checkFile(t, d)
		if d.Scenario == nil {
			return
		}
		c := d.Scenario.Limits[0].Deny
		if from, to := c.Window(&d.Scenario.Limits[0], 24); from < 0 || from > to || to > 24 || c.Metric == "" || c.Op == "" {
			t.Errorf("%q is months %d to %d of %+v", text, from, to, c)
		}
	})
}

// A limit of the command line is one text, whatever YAML would make of it, and
// its mistakes stand in it.
func TestFlagSetsALimit(t *testing.T) {
	o := Flag{Name: "--limit", Path: "limits.new.deny", Text: "users <= 5x # 'month 2': {x"}
	f := Options{Flags: []Flag{o}}.Decode("x.yaml", withLimit("users <= 5"))
	if f.Scenario != nil || len(f.Diagnostics) != 1 || f.Diagnostics[0].Pos.File != "--limit" || f.Diagnostics[0].Pos.Col != 11 {
		t.Errorf("got %v", f.Diagnostics)
	}
	o.Text = "users <= 5"
	f = Options{Flags: []Flag{o}}.Decode("x.yaml", withLimit("users <= 5"))
	if f.Scenario == nil || len(f.Scenario.Limits) != 2 || f.Locate("limits.new.deny").File != "--limit" {
		t.Errorf("got %v", f.Diagnostics)
	}
}
