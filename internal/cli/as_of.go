package cli

import (
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// asOfFlag is the value of a flag that takes the month it is. Without it there is no
// clock: the same scenario gives the same bytes on every day.
type asOfFlag struct{ month *unit.Date }

// Set is part of pflag.Value.
func (f *asOfFlag) Set(text string) error {
	d, err := unit.ParseDate(text)
	if err != nil {
		return err
	}
	f.month = &d
	return nil
}

// String is part of pflag.Value.
func (f *asOfFlag) String() string {
	if f.month == nil {
		return ""
	}
	return f.month.String()
}

// Type is part of pflag.Value.
func (*asOfFlag) Type() string { return "MONTH" }

// set tells a scenario the month, if it is one.
func (f *asOfFlag) set(file *scenario.File) {
	if file.Scenario != nil {
		file.Scenario.AsOf = f.month
	}
}
