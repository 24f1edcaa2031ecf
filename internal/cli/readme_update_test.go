package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// This file writes the outputs in a page of documentation anew: with -update,
// what a command really prints takes the place of what the page says it prints,
// and what the page leaves out ("...") stays left out.

// revise replaces the output of a command in a page by what it printed. Line
// numbers of the page are those before any revision, so that it goes from the last
// to the first.
func revise(t *testing.T, root string, changes []revision) {
	t.Helper()
	slices.Reverse(changes)
	for _, c := range changes {
		name := filepath.Join(root, c.page)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		lines = slices.Replace(lines, c.at, c.at+len(c.want), abridge(c.want, c.got)...)
		if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// revision is what stands on a page below line at, and what stands there rightly.
type revision struct {
	page      string
	at        int
	want, got []string
}

// abridge shortens got as want is shortened. Lines are aligned at least cost: a
// pair costs what differs in its words, a line more 1, one less 1.5, and what
// stands for "..." costs nothing.
func abridge(want, got []string) []string {
	if !slices.Contains(want, "...") {
		return got
	}
	n, m := len(want), len(got)
	cost := make([][]float64, n+1)
	step := make([][]byte, n+1)
	for i := n; i >= 0; i-- {
		cost[i], step[i] = make([]float64, m+1), make([]byte, m+1)
		for j := m; j >= 0; j-- {
			cost[i][j], step[i][j] = align(want, got, cost, i, j)
		}
	}
	var short []string
	for i, j := 0, 0; i < n || j < m; {
		switch step[i][j] {
		case 'p':
			short = append(short, got[j])
			i, j = i+1, j+1
		case 'i':
			short = append(short, got[j])
			j++
		case 'g':
			j++
		case 'e':
			short = append(short, "...")
			i++
		default:
			i++
		}
	}
	return short
}

// align is the least cost of the rest of both from i and j on, and the first step
// that has it: a pair, an inserted line, a line within a gap, the end of a gap, or
// a line that is gone.
func align(want, got []string, cost [][]float64, i, j int) (float64, byte) {
	n, m := len(want), len(got)
	if i < n && want[i] == "..." {
		if least := cost[i+1][j]; j == m || least <= cost[i][j+1] {
			return least, 'e'
		}
		return cost[i][j+1], 'g'
	}
	least, step := 0.0, byte('d')
	if i < n {
		least = 1.5 + cost[i+1][j]
	}
	if j < m && (i == n || 1+cost[i][j+1] < least) {
		least, step = 1+cost[i][j+1], 'i'
	}
	if i < n && j < m {
		if c := unlike(want[i], got[j]) + cost[i+1][j+1]; c < least {
			least, step = c, 'p'
		}
	}
	return least, step
}

var figurePattern = regexp.MustCompile(`[0-9][0-9.,]*`)

// unlike is how much two lines differ, from 0 to 2, by the words that only one of
// them has; figures are nearly alike.
func unlike(a, b string) float64 {
	if a == b {
		return 0
	}
	x, y := strings.Fields(figurePattern.ReplaceAllString(a, "0")), strings.Fields(figurePattern.ReplaceAllString(b, "0"))
	if len(x)+len(y) == 0 {
		return 0
	}
	alike := 0
	for _, word := range x {
		if k := slices.Index(y, word); k >= 0 {
			y = slices.Delete(y, k, k+1)
			alike++
		}
	}
	all := len(x) + alike + len(y)
	return 0.01 + 2*float64(all-2*alike)/float64(all)
}

func TestAbridge(t *testing.T) {
	for _, c := range []struct{ want, got, short string }{
		{"a 1|...|z 1", "a 2|b|c|z 2", "a 2|...|z 2"},
		{"a|b", "c", "c"},
		{"...|users 5|...", "head|users 7|foot", "...|users 7|..."},
		{"users 5|cost 3|...", "users 7|new|cost 4|x|y", "users 7|new|cost 4|..."},
		{"...|a b c|end", "x|a b d|end", "...|a b d|end"},
	} {
		if short := strings.Join(abridge(strings.Split(c.want, "|"), strings.Split(c.got, "|")), "|"); short != c.short {
			t.Errorf("%s of %s: %s, want %s", c.want, c.got, short, c.short)
		}
	}
}
