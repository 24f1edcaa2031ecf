package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/chart"
)

// pixels is the value of a flag that takes a width and a height.
type pixels struct{ width, height int }

// Set is part of pflag.Value.
func (p *pixels) Set(text string) error {
	w, h, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(text, "×", "x")), "x")
	width, errWidth := strconv.Atoi(strings.TrimSpace(w))
	height, errHeight := strconv.Atoi(strings.TrimSpace(h))
	if errWidth != nil || errHeight != nil {
		return fmt.Errorf("%q is not a size: write it as %s", text, defaultSize)
	}
	if width < chart.MinWidth || height < chart.MinHeight || width > chart.MaxSide || height > chart.MaxSide {
		return fmt.Errorf("%q is too small or too large: from %dx%d to %dx%d pixels", text,
			chart.MinWidth, chart.MinHeight, chart.MaxSide, chart.MaxSide)
	}
	p.width, p.height = width, height
	return nil
}

// String is part of pflag.Value.
func (p *pixels) String() string { return fmt.Sprintf("%dx%d", p.width, p.height) }

// Type is part of pflag.Value.
func (p *pixels) Type() string { return "WIDTHxHEIGHT" }
