package fit

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// sample is a series of a competition: what there is to learn from, and what came.
type sample struct {
	set           string
	period        int
	history, test []float64
}

// published are sMAPE and MASE of others on the M3 series, by set: those of R's forecast
// package 8.20 and of the competition's winner, recomputed from what was submitted.
var published = map[string]string{
	"M3 YEARLY":    "R naive2 17.88 3.172 · ses 17.76 3.168 · thetaf 16.76 2.774 · ets 17.00 2.860 · ets+thetaf 16.24 2.672 · winner 16.97",
	"M3 QUARTERLY": "R naive2 10.03 1.252 · ses 9.81 1.238 · thetaf 9.20 1.117 · ets 9.68 1.170 · ets+thetaf 8.92 1.061 · winner 8.96",
	"M3 MONTHLY":   "R naive2 16.76 1.038 · ses 14.26 0.928 · thetaf 13.86 0.864 · ets 14.14 0.865 · ets+thetaf 13.59 0.842 · winner 13.89",
	"M3":           "R naive2 14.70 1.669 · ses 13.43 1.612 · thetaf 12.79 1.419 · ets 13.07 1.425 · ets+thetaf 12.45 1.351 · winner 12.76 1.395",
}

// tally is what a method got wrong over some series.
type tally struct {
	series      int
	smape, mase float64
	steps       int
	in80, in95  int
	scaled      int     // series whose MASE exists
	worst       float64 // the greatest MASE
	far         int     // series whose MASE is more than ten times that of Naive2
	ratio       float64 // the greatest MASE over that of Naive2, or over the usual one of 1 where that is less
}

func (a *tally) add(b tally) {
	a.series += b.series
	a.smape += b.smape
	a.mase += b.mase
	a.steps += b.steps
	a.in80 += b.in80
	a.in95 += b.in95
	a.scaled += b.scaled
	a.worst = max(a.worst, b.worst)
	a.far += b.far
	a.ratio = max(a.ratio, b.ratio)
}

func (a tally) String() string {
	n := float64(max(1, a.series))
	return fmt.Sprintf("%5d series  sMAPE %6.2f  MASE %6.3f  in 80 %%: %4.1f %%  in 95 %%: %4.1f %%  worst MASE %5.1f",
		a.series, a.smape/n, a.mase/float64(max(1, a.scaled)), 100*float64(a.in80)/float64(max(1, a.steps)), 100*float64(a.in95)/float64(max(1, a.steps)), a.worst)
}

// measure forecasts one series; keep is how many of its last values are known, 0 for all.
func measure(t testing.TB, s sample, m Method, keep int) tally {
	y, h := s.history, s.test
	if keep > 0 {
		y = y[max(0, len(y)-keep):]
	}
	r, err := Forecast(Series{Values: y, Period: s.period}, Options{Horizon: len(h), Method: m})
	if err != nil {
		t.Fatal(err)
	}
	a := tally{series: 1, steps: len(h), smape: SMAPE(h, r.Mean)}
	if mase := MASE(s.history, h, r.Mean, s.period); !math.IsNaN(mase) {
		a.mase, a.scaled = mase, 1
		a.worst = mase
		a.against(t, s, y, mase)
	}
	for i, v := range h {
		if low, high := r.Interval(i+1, 0.8); low <= v && v <= high {
			a.in80++
		}
		if low, high := r.Interval(i+1, 0.95); low <= v && v <= high {
			a.in95++
		}
	}
	return a
}

// against holds the MASE of the combination against that of Naive2. Over the latter alone
// the ratio says how lucky that was: it has no bound where a series happens to stay where
// it was, whatever anybody would have had to expect of it. So Naive2 counts as 1 at least,
// which is what the seasonal naive method has within the history.
func (a *tally) against(t testing.TB, s sample, y []float64, mase float64) {
	r, err := Forecast(Series{Values: y, Period: s.period}, Options{Horizon: len(s.test), Method: Naive2})
	if err != nil {
		t.Fatal(err)
	}
	plain := MASE(s.history, s.test, r.Mean, s.period)
	if mase > 10*plain {
		a.far++
	}
	a.ratio = max(a.ratio, mase/max(plain, 1))
}

// all measures series on two processors.
func all(t testing.TB, series []sample, m Method, keep int) (sum tally) {
	parts := [2]tally{}
	var wait sync.WaitGroup
	for w := range parts {
		wait.Go(func() {
			for i := w; i < len(series); i += len(parts) {
				parts[w].add(measure(t, series[i], m, keep))
			}
		})
	}
	wait.Wait()
	sum.add(parts[0])
	sum.add(parts[1])
	return sum
}

// readSets reads the CSV files of a folder: id, set, period by name, period in steps,
// horizon, length, type, start, values to learn from, values to test with.
func readSets(t testing.TB, dir string) (names []string, sets map[string][]sample) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no CSV files in %s", dir)
	}
	sets = map[string][]sample{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			c := strings.Split(lines.Text(), ",")
			if len(c) != 10 || c[0] == "id" {
				continue
			}
			period, err := strconv.Atoi(c[3])
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			name := c[1] + " " + c[2]
			if sets[name] == nil {
				names = append(names, name)
			}
			sets[name] = append(sets[name], sample{name, period, values(t, c[8]), values(t, c[9])})
		}
		f.Close()
	}
	return names, sets
}

func values(t testing.TB, text string) (out []float64) {
	for _, w := range strings.Fields(text) {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// TestAccuracy measures the methods on a folder of series, and holds the default
// against the best that is published where these are the 3,003 of M3.
func TestAccuracy(t *testing.T) {
	dir := os.Getenv("ACCURACY")
	if dir == "" {
		t.Skip("measures a folder of competition series: make accuracy DATA=DIR")
	}
	names, sets := readSets(t, dir)
	var every []sample
	var plain tally
	for _, name := range names {
		fmt.Printf("\n%s   %s\n", name, published[name])
		for _, m := range []Method{Naive2, SES, Theta, Combination} {
			sum := all(t, sets[name], m, 0)
			fmt.Printf("  %-12s %s\n", m, sum)
			if m == Naive2 {
				plain.add(sum)
			}
		}
		every = append(every, sets[name]...)
	}
	total := all(t, every, Combination, 0)
	fmt.Printf("\nall   %s\n  %-12s %s\n", published[strings.Fields(names[0])[0]], Combination, total)
	for _, keep := range []int{6, 12, 18, 24, 36} {
		long := slices.DeleteFunc(slices.Clone(every), func(s sample) bool { return len(s.history) < keep })
		fmt.Printf("  last %-7d %s\n", keep, all(t, long, Combination, keep))
	}
	fmt.Printf("  %d series are more than 10 times as wrong as Naive2; the greatest MASE over that of Naive2, or over 1, is %.1f\n", total.far, total.ratio)
	if total.worst > 10*plain.worst || total.ratio > 10 {
		t.Errorf("a series has a MASE of %.1f and the worst of Naive2 %.1f; one has %.1f times that of Naive2, or 1", total.worst, plain.worst, total.ratio)
	}
	if n := float64(total.series); n == 3003 && strings.HasPrefix(names[0], "M3") && (total.smape/n > 12.45 || total.mase/n > 1.351) {
		t.Errorf("sMAPE %.2f and MASE %.3f; the best that R gives is 12.45 and 1.351", total.smape/n, total.mase/n)
	}
}
