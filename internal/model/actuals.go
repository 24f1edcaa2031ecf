package model

// Actuals say where it stands what happened, which track holds the plan against. No
// result depends on them.
type Actuals struct {
	File    string         `yaml:"file,scalar" doc:"CSV with a column of times, or a bill in FOCUS; a relative name is looked up beside the scenario."`
	Columns []ActualColumn `yaml:"columns,named" doc:"What a column, or a category of a bill, is in the plan, where its heading does not say it: {people: users}."`
}

// ActualColumn is a column of what happened.
type ActualColumn struct {
	Name   string `yaml:"-"` // its heading
	Metric string `yaml:"metric,scalar" doc:"Driver, result or category that it is."`
}
