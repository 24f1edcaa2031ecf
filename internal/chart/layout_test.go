package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Axes begin and end at nice steps around what they must show.
func TestAxis(t *testing.T) {
	for _, c := range []struct {
		in        measure
		low, high float64
		steps     int
		want      string
	}{
		{money("EUR"), 0, 124_000, 6, "€0 €25k €50k €75k €100k €125k"},
		{money("USD"), 0, 3700, 4, "$0 $1,000 $2,000 $3,000 $4,000"},
		{money("TRY"), -1500, 2100, 4, "−₺2,000 −₺1,000 ₺0 ₺1,000 ₺2,000 ₺3,000"},
		{money("CHF"), 0, 0.004, 2, "0 CHF 0.002 CHF 0.004 CHF"},
		{money("USD"), 0, 3.4e9, 4, "$0 $1B $2B $3B $4B"},
		{count(), 0, 2.04, 4, "0 1 2 3"},
		{count(), 0, 0, 2, "0 1"},
		{rate(), 0, 10812, 3, "0/s 5,000/s 10,000/s 15,000/s"},
		{size(), 0, 980e9, 4, "0 0.25 TB 0.50 TB 0.75 TB 1.00 TB"},
		{count(), 0, 8e22, 2, "0 5e22 1e23"},
	} {
		a := c.in.axis(c.low, c.high, c.steps)
		var labels []string
		for _, v := range a.ticks() {
			labels = append(labels, a.label(v))
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("%g to %g: %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

// Single values have three digits, money its cents or none.
func TestValue(t *testing.T) {
	for _, c := range []struct {
		in   measure
		v    float64
		want string
	}{
		{money("USD"), 16301.4, "$16,301"}, {money("TRY"), 1.8e6, "₺1.8M"}, {money("EUR"), -46.5, "−€46.50"}, {money("USD"), 0.004, "$0.004"},
		{money("USD"), 123_900, "$124k"}, {money("GBP"), 0, "£0"}, {count(), 12975, "12,975"}, {rate(), 58.37, "58.4/s"}, {size(), 9.27e12, "9.27 TB"},
	} {
		if got := c.in.value(c.v); got != c.want {
			t.Errorf("%g: %s, want %s", c.v, got, c.want)
		}
	}
}

// Labels keep their distance and their order, and stay within their bounds.
func TestSpread(t *testing.T) {
	got := spread([]float64{10, 11, 12, 50}, 13, 0, 100)
	for i := 1; i < len(got); i++ {
		if got[i]-got[i-1] < 13-1e-9 {
			t.Errorf("%v: too near", got)
		}
	}
	if got[0] < 0 || math.Abs(got[3]-50) > 1e-9 {
		t.Errorf("%v: moved without need", got)
	}
	if tight := spread([]float64{1, 1, 1, 1, 1}, 13, 0, 20); tight[0] < -1e-9 || tight[4] > 20+1e-9 || !slices.IsSorted(tight) {
		t.Errorf("%v: not within 0 and 20", tight)
	}
	if got := spread(nil, 13, 0, 1); got != nil {
		t.Errorf("%v", got)
	}
}

// Names in capitals follow the Turkish rule where a letter says that they are Turkish.
func TestCapitals(t *testing.T) {
	for name, want := range map[string]string{
		"pilot": "PILOT", "iş-güvenliği": "İŞ GÜVENLİĞİ", "istanbul_açılışı": "İSTANBUL AÇILIŞI", "rollout EU": "ROLLOUT EU", "": "",
	} {
		if got := capitals(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// Every letter that reports write has an outline, decomposed ones too; kerning
// is that of the font and not larger (golang/go#46727).
func TestTypeface(t *testing.T) {
	letters := &typeface{}
	for _, w := range []weight{regular, semibold} {
		f := letters.face(w)
		for _, r := range "ABCabc012ğĞşŞıİçÇöÖüÜâîû€₺$£¥₹−–—→←↑↓≤≥≠×÷·…Ωж" {
			if g := f.glyph(r); g.index == 0 || len(g.segments) == 0 || g.advance <= 0 {
				t.Errorf("no outline of %c in weight %d", r, w)
			}
		}
		if k := f.kern(f.glyph('A').index, f.glyph('V').index) / float64(f.unit); k > -0.02 || k < -0.15 {
			t.Errorf("A and V are moved by %g em", k)
		}
	}
	if a, b := letters.width(regular, 10, "ğı"), letters.width(regular, 10, "g\u0306ı"); a != b || a == 0 {
		t.Errorf("decomposed letters are %g wide, composed ones %g", b, a)
	}
	if sign := letters.width(regular, 10, "漢"); sign <= 0 || string(letters.missing) != "漢" {
		t.Errorf("a letter that no font has is %g wide; missing: %q", sign, letters.missing)
	}
	if got := letters.fit(regular, 10, "bir iki üç", letters.width(regular, 10, "bir i…")); got != "bir i…" && got != "bir…" {
		t.Errorf("shortened to %q", got)
	}
}

// The labels of the months follow the calendar, whatever month the plan begins in.
func TestMonthSteps(t *testing.T) {
	for room, want := range map[float64]int{1: 1, 5: 3, 20: 6, 40: 12, 96: 24, 200: 60, 400: 120} {
		p := &panel{box: box{right: 360}, last: 90} // four points each
		if got := p.monthStep(room); got != want {
			t.Errorf("%g points: every %d months, want %d", room, got, want)
		}
	}
	if got := date(unit.Date{Year: 2026, Month: 11}, 3); got != "Feb 2027" {
		t.Error(got)
	}
}
