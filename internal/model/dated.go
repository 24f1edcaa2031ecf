package model

// Dated is a number that is another from certain months on. What stands in its place in
// the scenario is its value before the first of them.
type Dated struct {
	Path  string       // of the number: "charges.team.count"
	Steps []*DatedStep // in the order of their months
}

// DatedStep is the value of a dated number from a month on.
type DatedStep struct {
	From  When    // behind the horizon where it never holds
	Value float64 // in the base unit of the number
}

// Dates is the dated number of a path, or nil when the number of that path is the same
// in every month.
func (s *Scenario) Dates(path string) *Dated {
	for i := range s.Dated {
		if s.Dated[i].Path == path {
			return &s.Dated[i]
		}
	}
	return nil
}

// In is the step that holds in a month, or nil before the first.
func (d *Dated) In(month int) *DatedStep {
	for i := len(d.Steps) - 1; i >= 0; i-- {
		if d.Steps[i].From.Month <= month {
			return d.Steps[i]
		}
	}
	return nil
}
