package sensitivity

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// CorrelatedError says that Sobol' indices were asked for where inputs depend on
// each other: a share of the variance then belongs to no single one of them.
type CorrelatedError struct {
	Correlations []string // their names in the scenario
}

// Error names the correlations.
func (e *CorrelatedError) Error() string {
	return fmt.Sprintf("Sobol' indices need independent inputs, and the scenario correlates some (correlations.%s)",
		strings.Join(e.Correlations, ", correlations."))
}

// CheckIndependent returns a [*CorrelatedError] unless the uncertain inputs of a
// scenario are independent.
func CheckIndependent(s *model.Scenario, inputs model.Inputs) error {
	var names []string
	for i := range s.Correlations {
		for _, pair := range inputs.Correlated(s.Correlations[i : i+1]) {
			if pair.Rank != 0 {
				names = append(names, s.Correlations[i].Name)
				break
			}
		}
	}
	if names != nil {
		return &CorrelatedError{names}
	}
	return nil
}

// indicesOf are the Sobol' indices of the target of a scenario whose inputs are
// independent.
func indicesOf(s *model.Scenario, inputs model.Inputs, o Options) (*Indices, error) {
	_, factors, err := simulation.NewProber(s, inputs, o.Target, o.Sobol.Seed)
	if err != nil {
		return nil, err
	}
	out, err := Sobol(o.Sobol, factors, func() (Function, error) {
		p, _, err := simulation.NewProber(s, inputs, o.Target, o.Sobol.Seed)
		if err != nil {
			return nil, err
		}
		return p.At, nil
	}, o.Workers)
	if err != nil {
		return nil, fmt.Errorf("Sobol' indices of %s: %w", o.Target.Metric, err)
	}
	return out, nil
}
