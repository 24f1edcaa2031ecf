package model

import "github.com/talimat/talimat-plan/internal/unit"

// Risk is an event that may happen: once, in a month that nobody knows, with
// consequences for the bill. A forecast leaves risks out.
type Risk struct {
	Name        string              `yaml:"-"` // its key in the file
	Level       string              `yaml:"level" enum:"low|medium|high" doc:"How serious the plan's author thinks it is."`
	Probability *unit.Ratio         `yaml:"probability" min:"0" max:"1" doc:"Probability that it happens, once, between from and to."`
	From        When                `yaml:"from" default:"" doc:"First month in which it may begin, each month until to being equally likely; month 1 when absent."`
	To          When                `yaml:"to" default:"" doc:"Last month in which it may begin; the horizon when absent."`
	Lasts       *unit.Months        `yaml:"lasts" above:"0" doc:"How long monthly and overrun go on, a month that has begun counting in full; to the horizon when absent."`
	Impact      *unit.Money         `yaml:"impact" min:"0" doc:"What it costs once, in the month in which it begins."`
	Monthly     *unit.MoneyPerMonth `yaml:"monthly" min:"0" doc:"What it costs in each month while it lasts."`
	Overrun     *unit.Ratio         `yaml:"overrun" min:"0" doc:"Share by which the whole bill of a month rises while it lasts."`
	Mitigation  string              `yaml:"mitigation" default:"" doc:"What is done about it."`
	Begins      When                `yaml:"-"` // month in which it begins in this future; never Set in a forecast
}

// Window is the first and the last month in which the risk may begin.
func (r *Risk) Window(horizon int) (first, last int) { return r.From.Or(1), r.To.Or(horizon) }

// Acts reports whether the risk has begun by the month and still lasts in it.
func (r *Risk) Acts(month int) bool {
	since := month - r.Begins.Month
	return r.Begins.Set && since >= 0 && (r.Lasts == nil || float64(since) < float64(*r.Lasts))
}

// Correlation says that uncertain inputs go up and down together.
type Correlation struct {
	Name    string     `yaml:"-"` // its key in the file
	Between []string   `yaml:"between" doc:"Paths of two or more uncertain inputs, such as drivers.users.growth."`
	Rank    unit.Ratio `yaml:"rank,certain" above:"-1" below:"1" doc:"Rank correlation (Spearman's) of each pair of them: 60% is a clear tendency to be high together, -60% that one is high when the other is low."`
}
