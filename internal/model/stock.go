package model

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Stock is an amount of stored bytes: what came in, less what left after the retention period.
type Stock struct {
	Now       *unit.Bytes         `yaml:"now" min:"0" doc:"Live bytes at month 0; without it, what ingest and retention imply."`
	Growth    *unit.Growth        `yaml:"growth" doc:"Compound growth of the bytes, such as 100%/year: what leaves is replaced; with ingest, the growth of the ingest."`
	Ingest    *unit.BytesPerMonth `yaml:"ingest" min:"0" doc:"Bytes that arrive in month 1; without it the ingest is what makes the stock follow growth."`
	Retention *unit.Months        `yaml:"retention" min:"1" doc:"How long a byte is kept; for ever when absent."`
	Age       string              `yaml:"age" default:"implied" enum:"implied|even|new" doc:"How old the live bytes of month 0 are: implied (they came in as ingest and growth imply; where that is more than now, the youngest part of it), even (as many of each age up to the retention), or new (all leave one retention period later)."`
	Target    *unit.Bytes         `yaml:"target" above:"0" doc:"The size the plan must hold."`
}

// The ages that the bytes of month 0 may have; an empty one is AgeImplied.
const (
	AgeImplied = "implied"
	AgeEven    = "even"
	AgeNew     = "new"
)

// Kept is the retention in whole months, of which a part is a month more; +Inf
// when nothing is ever deleted.
func (s *Stock) Kept() float64 {
	if s.Retention == nil {
		return math.Inf(1)
	}
	return max(math.Ceil(float64(*s.Retention)-1e-9), 1)
}

// Implied is what a stock holds today whose ingest grew by a factor each month,
// and brings Ingest in month 1, when all older than the retention has left: what
// the last [Stock.Kept] months have brought. Ingest and retention must be there.
func (s *Stock) Implied(factor float64) float64 {
	return float64(*s.Ingest) / factor * Arrivals(s.Kept(), factor)
}

// Arrivals is what the last n months up to today brought, in units of what month
// 0 brought, when each month brought a factor of the one before it:
// Σ factor^−k for k from 0 to n − 1 = (1 − factor^−n) ÷ (1 − factor^−1), the
// geometric series; n without growth.
func Arrivals(n, factor float64) float64 {
	rate := elementary.Log(factor)
	if n <= 0 {
		return 0
	}
	if n == 1 || math.Abs(rate) < 1e-12 {
		return n
	}
	return elementary.Expm1(-n*rate) / elementary.Expm1(-rate)
}
