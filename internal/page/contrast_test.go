package page

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Text is legible in both themes: WCAG 2.2 asks for a contrast of 4.5 to 1
// (success criterion 1.4.3, level AA).
func TestContrast(t *testing.T) {
	light, dark, _ := strings.Cut(style, "@media screen and (prefers-color-scheme: dark)")
	dark, _, _ = strings.Cut(dark, "* {")
	for theme, css := range map[string]string{"light": light, "dark": dark} {
		colors := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(css, -1) {
			colors[m[1]] = m[2]
		}
		for _, pair := range [][2]string{
			{"ink", "paper"}, {"text", "paper"}, {"muted", "paper"}, {"accent", "paper"}, {"good", "paper"}, {"caution", "paper"}, {"bad", "paper"},
			{"ink", "band"}, {"text", "band"}, {"muted", "band"}, {"accent", "band"},
			{"good", "good-tint"}, {"caution", "caution-tint"}, {"bad", "bad-tint"}, {"text", "good-tint"}, {"text", "caution-tint"}, {"text", "bad-tint"},
			{"ink", "mark"}, {"text", "mark"}, {"muted", "mark"}, {"accent", "mark"},
		} {
			if ratio := contrast(luminance(t, colors[pair[0]]), luminance(t, colors[pair[1]])); ratio < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", theme, pair[0], pair[1], ratio)
			}
		}
	}
	// White on black is 21, the definition's largest.
	if ratio := contrast(luminance(t, "ffffff"), luminance(t, "000000")); math.Abs(ratio-21) > 1e-9 {
		t.Errorf("white on black has a contrast of %g", ratio)
	}
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// luminance is the relative luminance of a color in sRGB.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} { // blue, green, red
		c := float64(n>>(8*i)&0xFF) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		total += weight * c
	}
	return total
}
