package scenario

import (
	"reflect"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/unit"
)

// shared is what does not change between a scenario and the worlds of its
// claims, and takes long enough to be made once.
type shared struct {
	document *yaml.Node               // the text, parsed; its aliases are still there, and nothing writes to it
	fields   map[reflect.Type][]field // of the types of package model
	curves   map[curve]*distribution.Distribution

	histories map[string]learned // by what was asked of which file
}

func newShared() *shared {
	return &shared{fields: map[reflect.Type][]field{}, curves: map[curve]*distribution.Distribution{}, histories: map[string]learned{}}
}

// curve is what a distribution is built from by its quantiles.
type curve struct {
	kind         unit.Kind
	skewed       bool // whether the median is given, too
	p5, p50, p95 float64
	lower, upper bool // whether it is bounded
	root         bool // a rate that grows with the square root of time
}

// curve returns the distribution of that description, built once.
func (s *shared) curve(c curve, build func() (*distribution.Distribution, error)) (*distribution.Distribution, error) {
	if known, ok := s.curves[c]; ok {
		return known, nil
	}
	u, err := build()
	if err == nil {
		s.curves[c] = u
	}
	return u, err
}
