package cli

import (
	"fmt"
	"strconv"
	"time"

	"github.com/talimat/talimat-plan/internal/fit"
)

// stepCount is the value of a flag that takes a number of steps; 0 is not given.
type stepCount int

// Set is part of pflag.Value.
func (s *stepCount) Set(text string) error {
	n, err := strconv.Atoi(withoutGroups(text))
	if err != nil || n < 1 || n > fit.MaxHorizon {
		return fmt.Errorf("%q is not a number of steps: write 1 to %d", text, fit.MaxHorizon)
	}
	*s = stepCount(n)
	return nil
}

// String is part of pflag.Value.
func (s *stepCount) String() string {
	if *s == 0 {
		return ""
	}
	return strconv.Itoa(int(*s))
}

// Type is part of pflag.Value.
func (*stepCount) Type() string { return "STEPS" }

// span is the value of a flag that takes a length of time, of whole seconds.
type span time.Duration

// Set is part of pflag.Value.
func (s *span) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < time.Second || d > 31*24*time.Hour || d%time.Second != 0 {
		return fmt.Errorf("%q is not a length of time: write whole seconds, minutes or hours, as in 15s, 5m or 1h", text)
	}
	*s = span(d)
	return nil
}

// String is part of pflag.Value.
func (s *span) String() string {
	switch d := time.Duration(*s); {
	case d%time.Hour == 0:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	case d%time.Minute == 0:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	default:
		return strconv.Itoa(int(d/time.Second)) + "s"
	}
}

// Type is part of pflag.Value.
func (*span) Type() string { return "TIME" }
