package report

// ComparisonDocument is a comparison for machines. Old is before, new is after,
// and every change is new less old.
type ComparisonDocument struct {
	SchemaVersion string             `json:"schema_version"` // version of these keys
	Tool          string             `json:"tool"`           // program and version
	Old           Compared           `json:"old"`            // what is compared
	New           Compared           `json:"new"`            // with what
	Changed       bool               `json:"changed"`        // whether anything differs
	Verdict       string             `json:"verdict"`        // in one sentence
	Notes         []string           `json:"notes"`          // what limits the comparison
	Currency      string             `json:"currency"`       // of every amount
	LastMonth     int                `json:"last_month"`     // the last one that both plans have
	Cost          CostChange         `json:"cost"`           // effective
	Inputs        []InputChange      `json:"inputs"`         // what is stated otherwise, in the order of the language
	Attribution   *Attribution       `json:"attribution"`    // null when there is none
	Series        []SeriesDifference `json:"series"`         // results by month that differ
	Words         []WordsDifference  `json:"words"`          // results in words that differ
	Figures       []FigureDifference `json:"figures"`        // single results that differ
	Faults        []FaultDifference  `json:"faults"`         // findings, broken limits and failing claims that differ
	Futures       *ComparedFutures   `json:"futures"`        // both plans in the same futures; null when none were run
}

// Compared is one side of a comparison.
type Compared struct {
	Scenario
	Saved         bool   `json:"saved"`          // a saved forecast, whose inputs are not known
	Start         string `json:"start"`          // calendar month of month 0, as YYYY-MM
	HorizonMonths int    `json:"horizon_months"` // last month of the plan
}

// CostChange is the effective cost of both sides.
type CostChange struct {
	Month Difference `json:"month"` // in the last common month
	Total Difference `json:"total"` // from month 1 to it
}

// Difference is a figure of both sides. Null is a figure that does not exist.
type Difference struct {
	Old    *float64 `json:"old"`    // before
	New    *float64 `json:"new"`    // after
	Change *float64 `json:"change"` // new less old; null when either is
}

// InputChange is a part of the scenario that is stated otherwise.
type InputChange struct {
	Path           string  `json:"path"`            // as the file names it
	Change         string  `json:"change"`          // changed, added, removed or reordered
	Old            *Stated `json:"old"`             // before; null when it was not there
	New            *Stated `json:"new"`             // after; null when it is no longer there
	AffectsFigures bool    `json:"affects_figures"` // whether a figure rests on it; none does on names, expectations and what only a simulation looks at
	OnlySpread     bool    `json:"only_spread"`     // whether only its uncertainty differs, of which a forecast takes the middle
}

// Stated is what a file says in a place.
type Stated struct {
	Text    string `json:"text"`    // as written
	Default bool   `json:"default"` // left to the default
	File    string `json:"file"`    // that says it; empty for a default
	Line    *int   `json:"line"`    // null for a default
}

// Attribution divides a difference among the changes of inputs.
type Attribution struct {
	Metric       string    `json:"metric"`       // what is divided
	Unit         string    `json:"unit"`         // of every amount below
	Measures     []Span    `json:"measures"`     // over which months: one entry for each amount below
	Method       string    `json:"method"`       // shapley, or in-turn when there are too many changes
	Combinations int       `json:"combinations"` // of the changes that were run
	Missing      string    `json:"missing"`      // why there are no shares; empty when there are
	Shares       []Portion `json:"shares"`       // in the order of the inputs
	Total        []float64 `json:"total"`        // new less old, which is the sum of the shares
	Interaction  []float64 `json:"interaction"`  // total less what each change does alone; empty when that is not known
}

// Span is a number of months, both inclusive; null for a single figure.
type Span struct {
	First *int `json:"first"` // first month
	Last  *int `json:"last"`  // last month
}

// Portion is the share of a change, or of changes that only make sense together.
type Portion struct {
	Path   string    `json:"path"`   // what the paths of the changes share
	Inputs []int     `json:"inputs"` // the changes, as indices into the inputs, from 0
	Alone  []float64 `json:"alone"`  // what it does when it is the only change; empty when not known
	Share  []float64 `json:"share"`  // its share of the difference
}

// SeriesDifference is a result by month that differs.
type SeriesDifference struct {
	Metric string            `json:"metric"` // what it is
	Unit   string            `json:"unit"`   // of its values
	Months []MonthDifference `json:"months"` // those that differ
}

// MonthDifference is a result in one month.
type MonthDifference struct {
	Month int    `json:"month"` // 0 is today
	Date  string `json:"date"`  // YYYY-MM, of the new plan
	Difference
}

// WordsDifference is a result in words that differs.
type WordsDifference struct {
	Name   string      `json:"name"`   // what it is
	Months []MonthWord `json:"months"` // those that differ
}

// MonthWord is a result in words in one month; empty where a side has none.
type MonthWord struct {
	Month int    `json:"month"` // 0 is today
	Old   string `json:"old"`   // before
	New   string `json:"new"`   // after
}

// FigureDifference is a single result that differs.
type FigureDifference struct {
	Metric string `json:"metric"` // what it is
	Unit   string `json:"unit"`   // of its value
	Difference
}

// FaultDifference is a finding, a broken limit or a failing claim that differs.
type FaultDifference struct {
	Change      string `json:"change"`       // appeared, vanished or moved
	Kind        string `json:"kind"`         // finding, limit or claim
	Name        string `json:"name"`         // code of a finding, name of a limit or claim
	Severity    string `json:"severity"`     // high, medium, low; deny, warn; empty for a claim
	Path        string `json:"path"`         // of the input behind it
	OldSeverity string `json:"old_severity"` // before; empty for a claim and for what appeared
	OldMonth    *int   `json:"old_month"`    // first month before; null when there is none
	Month       *int   `json:"month"`        // first month after; null when there is none
	Message     string `json:"message"`      // in words
	File        string `json:"file"`         // that holds the input
	Line        *int   `json:"line"`         // of the input
}
