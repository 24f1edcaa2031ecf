package sensitivity

import (
	"fmt"
	"strings"
)

// ConstantError says that a target is the same in every future.
type ConstantError struct {
	Metric string // its name
}

// Error names the target.
func (e *ConstantError) Error() string { return "nothing uncertain changes " + e.Metric }

// MissingError says that a target does not exist in some futures, so that
// neither a mean nor a variance of it does.
type MissingError struct {
	Metric string  // its name
	Share  float64 // of the futures without it; 0 when it was not simulated
}

// Error names the target and, for the investment, a result that always exists.
func (e *MissingError) Error() string {
	where := "does not exist in every future"
	if e.Share > 0 {
		where = fmt.Sprintf("does not exist in %.2g%% of the futures", e.Share*100)
	}
	text := fmt.Sprintf("%s %s, so that nothing can be said of its spread", e.Metric, where)
	if strings.HasPrefix(e.Metric, "finance.") {
		text += "; finance.npv always exists"
	}
	return text
}

// LoneError says that no input is uncertain, only the paths of drivers are.
type LoneError struct{}

// Error says what is uncertain.
func (e *LoneError) Error() string {
	return "only the volatility of drivers is uncertain: there are no inputs to compare"
}
