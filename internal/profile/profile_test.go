package profile

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

func near(t *testing.T, what string, got, want, off float64) {
	t.Helper()
	if math.Abs(got-want) > off {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

// The plain week at a peak over the mean: hours above half of the peak and the largest
// growth in a quarter of an hour, computed with the formula by another program.
func TestBend(t *testing.T) {
	for _, c := range []struct{ peak, trough, above, growth float64 }{
		{2, 0.05, 11.8, 1.21}, {3, 0.05, 7.5, 1.21}, {5, 0.05, 4.4, 1.35}, {5, 0.2, 3.9, 1.28}, {10, 0.05, 2.2, 1.88},
	} {
		s := Cosine(12)
		w := s.Bend(c.peak, c.trough)
		above := 0.0
		for _, load := range w.Load[:96] {
			if load > c.peak/2 {
				above += 0.25
			}
		}
		near(t, "the mean", mean(w.Load), 1, 1e-12)
		near(t, "the peak", w.Peak(), c.peak, 1e-9)
		near(t, "hours above half of the peak", above, c.above, 0.3)
		near(t, "the growth", w.Growth(), c.growth, 0.011)
	}
}

// A week keeps its mean, its peak and its weekend; what cannot be is the nearest that can.
func TestNamed(t *testing.T) {
	for _, name := range Shapes() {
		for _, peak := range []float64{0, 1, 1.05, 1.3, 2, 5, 20} {
			w, ok := Named(name, peak)
			if !ok {
				t.Fatalf("no week %q", name)
			}
			near(t, name+": the mean", mean(w.Load), 1, 1e-9)
			if peak > 0 {
				near(t, fmt.Sprintf("%s at %v: the peak", name, peak), w.Peak(), peak, 1e-6)
			}
			if w.Trough() < 0 {
				t.Errorf("%s falls to %v", name, w.Trough())
			}
		}
	}
	nasa, _ := Named("nasa", 0)
	hours := nasa.Hours()
	near(t, "the weekend of NASA", mean(hours[5*24:])/mean(hours[:5*24]), 0.63, 1e-9)
	near(t, "the busiest over the quietest hour of NASA", slices.Max(hours[:24])/slices.Min(hours[:24]), 3.9, 0.15)
	if _, ok := Named("nowhere", 2); ok {
		t.Error("there is a week that nobody named")
	}
}

// Sorted, an ordered curve is the curve; the peak comes when the shape is busiest.
func TestOrdered(t *testing.T) {
	s := Cosine(14)
	s.Weekend = 0.5
	w := Ordered([]float64{88, 5, 40, 35}, []float64{0.04, 1, 0.55, 0.25}, &s)
	d := w.Duration()
	for at, want := range map[int]float64{0: 1, 19: 1, 20: 0.55, 179: 0.55, 180: 0.25, 319: 0.25, 320: 0.04, 671: 0.04} {
		near(t, fmt.Sprintf("sample %d", at), d[at]/d[0], want, 1e-9)
	}
	if w.Load[14*4] != d[0] || w.Load[2*4] != d[671] {
		t.Errorf("at 14:00 there is %v, at 2:00 %v", w.Load[14*4], w.Load[2*4])
	}
}

// Noise is about as large as it says, and the same for a seed; spikes are where they are.
func TestNoise(t *testing.T) {
	flat := Week{"", slices.Repeat([]float64{1}, 10080)}
	a, b, c := flat.Noisy(0.1, 7), flat.Noisy(0.1, 7), flat.Noisy(0.1, 8)
	square := 0.0
	for _, v := range a.Load {
		square += (v - 1) * (v - 1)
	}
	near(t, "the noise", math.Sqrt(square/10080), 0.1, 0.003)
	if !slices.Equal(a.Load, b.Load) || slices.Equal(a.Load, c.Load) {
		t.Error("noise does not follow the seed")
	}
	s := flat.With([]Spike{{Start: 100, Rise: 10, Hold: 10, Fall: 10, Size: 3}})
	for minute, want := range map[int]float64{99: 1, 100: 1, 105: 2, 110: 3, 119: 3, 125: 2, 130: 1} {
		near(t, fmt.Sprintf("minute %d", minute), s.Load[minute]/s.Load[0], want, 1e-9)
	}
	for _, s := range Spikes(50, 4, 1) {
		if s.Start < 0 || s.Start >= Minutes || s.Size < 2.5 || s.Size > 4 {
			t.Errorf("a spike is %+v", s)
		}
	}
}

func TestFiner(t *testing.T) {
	s := Cosine(14)
	w := s.Bend(3, 0.1)
	fine := w.Finer(1)
	if len(fine.Load) != Minutes || fine.Step() != 1 {
		t.Fatalf("%d samples", len(fine.Load))
	}
	near(t, "the peak", fine.Peak(), 3, 0.01)
	near(t, "a middle", fine.Load[7], w.Load[0], 0.01)
}

// week is CSV of a week from a moment on, with rows a step apart.
func weekCSV(first, step, rows int) string {
	var b strings.Builder
	b.WriteString("time,load\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,%d\n", (first+i*step)*60, 1+i%7)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	// 2026-03-04 is a Wednesday.
	text := "time,load\n"
	for i := range 168 {
		day, hour := 4+i/24, i%24
		load := 1.0
		if i == 30 {
			load = 169
		}
		text += fmt.Sprintf("2026-03-%02dT%02d:00:00Z,%v\n", day, hour, load)
	}
	w, err := Read("x.csv", text)
	if err != nil {
		t.Fatal(err)
	}
	if at := slices.Index(w.Load, slices.Max(w.Load)); at != 3*24+6 || len(w.Load) != 168 {
		t.Errorf("the peak is in hour %d of %d", at, len(w.Load))
	}
	near(t, "the peak", w.Peak(), 84.5, 1e-9)
	if w, err := Read("", weekCSV(1000000005, 15, 700)); err != nil || len(w.Load) != 672 {
		t.Error(err)
	}
}

func TestProblems(t *testing.T) {
	good := weekCSV(30000000, 30, 400)
	for want, text := range map[string]string{
		"1:1: there are no two rows with a time and a load":                     "",
		"101:1: 100 rows 60 minutes apart are less than a week: 168 are needed": weekCSV(30000000, 60, 100),
		"4:1: a gap: 60 minutes after the row above, where rows are 30 apart":   drop(good, 3),
		"401:12: load is not below 0":                                           good[:strings.LastIndex(good, ",")] + ",-1\n",
		"401:12: this is not a number":                                          good[:strings.LastIndex(good, ",")] + ",NaN\n",
		"401:12: the load is missing":                                           good[:strings.LastIndex(good, ",")] + ",\n",
		"2:1: this is not a time such as 2026-03-02T14:15":                      "time,load\nyesterday,1\n",
		"2:12: a row is a time and a load, and no more":                         "time,load\n1800000000,1,2\n",
		"3:1: this time is there twice":                                         "time,load\n1800000000,1\n1800000000,1\n",
		"3:1: this time is before that of the row above: sort the rows by time": "time,load\n1800000000,1\n1700000040,1\n",
		"3:1: the first rows are 7 minutes apart; a step must divide an hour":   "time,load\n1800000000,1\n1800000420,1\n",
		"4:1: 15 minutes after the row above, where rows are 30 apart":          "time,load\n1800000000,1\n1800001800,1\n1800002700,1\n",
		"2:1: a row is a time and a load, with a comma between them":            "a,b\n1800000000\n",
		"2:1: this is not a time such as 2026-03-02T14:15\x00":                  "time,load\n2026-02-30T00:00,1\n",
		"337:1: there is no load in the last week":                              strings.NewReplacer(",1\n", ",0\n", ",2\n", ",0\n", ",3\n", ",0\n", ",4\n", ",0\n", ",5\n", ",0\n", ",6\n", ",0\n", ",7\n", ",0\n").Replace(weekCSV(30000000, 30, 336)),
	} {
		_, err := Read("x.csv", text)
		var p *Problem
		if !errors.As(err, &p) || p.Error() != strings.TrimRight(want, "\x00") {
			t.Errorf("%v, not %s", err, want)
		}
	}
}

// drop is a text without one line.
func drop(text string, line int) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.Join(slices.Delete(lines, line, line+1), "")
}

func FuzzRead(f *testing.F) {
	f.Add("time,load\n2026-03-02T14:15,1\n2026-03-02T14:30,2\n")
	f.Add(weekCSV(30000000, 60, 168))
	f.Add("0;1\n60;2\n")
	f.Fuzz(func(t *testing.T, text string) {
		w, err := Read("x", text)
		var p *Problem
		switch {
		case err == nil:
			for _, load := range w.Load {
				if !(load >= 0) || math.IsInf(load, 0) {
					t.Fatalf("a load of %v", load)
				}
			}
		case !errors.As(err, &p) || p.Line < 1 || p.Column < 1 || p.Line > strings.Count(text, "\n")+1:
			t.Fatalf("%v", err)
		}
	})
}
