package report

import (
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/figures"
)

// SchemaVersion is the version of what machines read.
const SchemaVersion = document.SchemaVersion

// Document is the forecast for machines, and what is saved of it: every result
// by its name, numbers in base units with all their digits, money in Currency. What
// does not exist is null.
type Document struct {
	SchemaVersion string   `json:"schema_version"` // version of these keys
	Tool          string   `json:"tool"`           // name and version of the program
	Scenario      Scenario `json:"scenario"`       // what was planned
	Currency      string   `json:"currency"`       // ISO 4217 code of every amount
	Start         string   `json:"start"`          // calendar month of month 0, as YYYY-MM
	HorizonMonths int      `json:"horizon_months"` // last month of the plan
	figures.Tree
	Holding     *Holding    `json:"holding"`     // whether the plan holds
	Appraisal   Appraisal   `json:"appraisal"`   // how the investment is judged
	Limits      []Limit     `json:"limits"`      // in the order of the scenario
	Findings    []Finding   `json:"findings"`    // worst first
	Claims      []Claim     `json:"claims"`      // in the order of the scenario
	Assumptions Assumptions `json:"assumptions"` // what the figures rest on
}

// Scenario names the input of a report.
type Scenario struct {
	Name        string `json:"name"`        // short name of the plan
	Description string `json:"description"` // what it is about
	File        string `json:"file"`        // as the user gave it
	SHA256      string `json:"sha256"`      // of the scenario's text, in hexadecimal
}

// Holding is whether the plan holds: whether every part of it carries its peak
// load, or as much of it as the scenario asks for.
type Holding struct {
	Holds     bool       `json:"holds"`         // in every month
	Least     float64    `json:"least_ratio"`   // share of its peak load that every part must carry
	Carried   float64    `json:"carried_ratio"` // the least share that any part carries in any month
	Month     *int       `json:"month"`         // first month that does not hold; null when all do
	Load      *float64   `json:"load_ratio"`    // largest share of the load that the plan carries as it is; null when it holds, or carries none
	Cause     string     `json:"cause"`         // the same in words: since when, and through what; empty when it holds
	Mended    string     `json:"mended_by"`     // the mends in words; empty when it holds
	Shortages []Shortage `json:"shortages"`     // parts that carry less than their peak load, the first ones first
	Mends     []Mend     `json:"mends"`         // changes that together make it hold, found by running it
}

// Shortage is a part of the plan that carries less than its peak load.
type Shortage struct {
	Pool        *string  `json:"pool"`         // its name; null for all else
	Store       *string  `json:"store"`        // its name; null for services and the database
	Charge      *string  `json:"charge"`       // name of a charge whose quota is passed; null for all else
	Service     *string  `json:"service"`      // null for the database
	Region      *string  `json:"region"`       // null for the database, and without regions
	Lacks       string   `json:"lacks"`        // maximum for a service; what the database lacks
	Path        string   `json:"path"`         // of the input that lets it be no larger
	Line        *int     `json:"line"`         // of that input
	Month       int      `json:"month"`        // first one in which it falls short
	Months      int      `json:"months"`       // how many those are
	Share       float64  `json:"served_ratio"` // share of its peak load that it carries in Month
	Need        *float64 `json:"need"`         // replicas that the load asks for then; null for the database
	Provisioned *float64 `json:"provisioned"`  // replicas that run then; null for the database
	WorstMonth  int      `json:"worst_month"`  // in which it carries least
	WorstShare  float64  `json:"worst_ratio"`  // share that it carries then
}

// Mend is a change of an input.
type Mend struct {
	Path   string   `json:"path"`   // of the input; of a tier that there is not, that of the largest
	Before *float64 `json:"before"` // what it is, in base units; null when the scenario does not say
	After  float64  `json:"after"`  // what it must be
}

// Appraisal is what the figures of the investment are about.
type Appraisal struct {
	Months            int     `json:"months"`              // evaluation period
	Reference         string  `json:"reference"`           // what they are against: without_project, baseline (nothing begins with a phase) or stated, the scenario's own saving
	IRRReason         *string `json:"irr_reason"`          // why there is no rate of return: no_rate, several_rates or nothing_invested; null with one
	BaselineIRRReason *string `json:"baseline_irr_reason"` // the same against the baseline
}

// Limit is a limit held against the result.
type Limit struct {
	Name      string   `json:"name"`      // as in the scenario
	Level     string   `json:"level"`     // deny or warn
	Text      string   `json:"text"`      // the condition as written
	Metric    string   `json:"metric"`    // the result that it bounds
	Limit     float64  `json:"limit"`     // the bound
	Evaluated bool     `json:"evaluated"` // false when it needs a baseline or a simulation
	Holds     bool     `json:"holds"`     // in every month that it applies to
	Month     *int     `json:"month"`     // first month that breaks it
	Actual    *float64 `json:"actual"`    // the value that breaks it first
	Worst     *float64 `json:"worst"`     // the value furthest beyond it
	Line      *int     `json:"line"`      // of the scenario
}

// Finding is a contradiction in the plan.
type Finding struct {
	Code       string `json:"code"`       // stable
	Severity   string `json:"severity"`   // high, medium or low
	Month      *int   `json:"month"`      // first month that it concerns
	Path       string `json:"path"`       // of the input that causes it
	File       string `json:"file"`       // that holds the input
	Line       *int   `json:"line"`       // of the input
	Message    string `json:"message"`    // what is wrong
	Arithmetic string `json:"arithmetic"` // the figures behind it
	Remedy     string `json:"remedy"`     // what would mend it

	date string // calendar month of Month
}

// Claim is a stated figure held against the result.
type Claim struct {
	Name     string            `json:"name"`     // as in the scenario
	Metric   string            `json:"metric"`   // the result that it is about
	Month    *int              `json:"month"`    // null for single figures and when the target is not reached
	Given    map[string]string `json:"given"`    // inputs set for this claim, by path
	Claimed  float64           `json:"claimed"`  // the figure
	Computed *float64          `json:"computed"` // the result; null when it does not exist
	Pass     bool              `json:"pass"`     // within the claim's tolerance
	Line     *int              `json:"line"`     // of the scenario
}
