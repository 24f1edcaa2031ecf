package chart

import "testing"

// What a font has is set as it is; the rest becomes a sign, and is noted once.
func TestLetters(t *testing.T) {
	for _, c := range []struct{ text, set, missing string }{
		{"İstanbul ığş ĞŞ €120 ₺5", "İstanbul ığş ĞŞ €120 ₺5", ""},
		{"Ωμέγα жук", "Ωμέγα жук", ""},
		{"Ґрунт ¹²⁴ ǎ", "Ґрунт ¹²⁴ ǎ", ""}, // Ґ, ⁴ and ǎ come from the second font
		{"東京 2026", "•• 2026", "東京"},
		{"🚀🚀 go", "•• go", "🚀"},
		{"👩🏽‍💻 ❤️", "• •", "👩🏽💻❤"}, // joined, toned and selected: one sign each
		{"x̌", "x•", "\u030c"},
		{"a\tb\u200bc\x00", "a bc", ""},
		{"\xff", "\uFFFD", ""},
	} {
		letters := &typeface{}
		if set := string(letters.letters(letters.face(regular), c.text)); set != c.set || string(letters.missing) != c.missing {
			t.Errorf("%q: set as %q, missing %q; want %q and %q", c.text, set, string(letters.missing), c.set, c.missing)
		}
	}
}

// Both fonts come in the units of the first: a letter of the second is as tall.
func TestSecondFont(t *testing.T) {
	letters := &typeface{}
	for _, w := range []weight{regular, semibold} {
		f := letters.face(w)
		first, second := f.glyph('Г'), f.glyph('Ґ')
		if first.index == 0 || second.index != 0 || !second.known {
			t.Fatalf("weight %d: Г and Ґ are not of the first and the second font", w)
		}
		if ratio := second.advance / first.advance; ratio < 0.7 || ratio > 1.4 {
			t.Errorf("weight %d: Ґ is %g times as wide as Г", w, ratio)
		}
		if k := f.kern(first.index, second.index); k != 0 {
			t.Errorf("letters of two fonts are kerned by %g", k)
		}
	}
}
