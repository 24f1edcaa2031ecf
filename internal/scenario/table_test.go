package scenario

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadTable(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  [][]string
		lines []int
	}{
		{"a\n5x\n", [][]string{{"a"}, {"5x"}}, []int{1, 2}},
		{"5x", [][]string{{"5x"}}, []int{1}},
		{bom + "a;b\r\n 1,5 ;2\r\n", [][]string{{"a", "b"}, {"1,5", "2"}}, []int{1, 2}},
		{"a\tb\n1\t2\n", [][]string{{"a", "b"}, {"1", "2"}}, []int{1, 2}},
		{"a\n\"$1,000\"\n", [][]string{{"a"}, {"$1,000"}}, []int{1, 2}},
		{"\"a\nb\"\n1\n\n\n", [][]string{{"a\nb"}, {"1"}}, []int{1, 3}}, // lines that are empty at the end are none
		{"a,b\n,\n", [][]string{{"a", "b"}, {"", ""}}, []int{1, 2}},
	} {
		got, err := readTable([]byte(c.text))
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		for i, row := range got.rows {
			if diff := cmp.Diff(c.want[i], row.cells); diff != "" || row.line != c.lines[i] {
				t.Errorf("%q, line %d: %s", c.text, row.line, diff)
			}
		}
	}
	for text, want := range map[string]string{
		"":               "0: the file is empty",
		"\n\n":           "0: the file is empty",
		"\n5x":           "1: the line is empty",
		"a\n\n5x":        "2: the line is empty",
		"a,b\n1,2\n1":    "3: 1 cell, but the first line has 2",
		"a\n1,000":       "2: 2 cells, but the first line has 1",
		"a\x00":          "0: not a text file in UTF-8",
		"a\n5x\n\"6":     "3: extraneous or missing \" in quoted-field",
		"\"a\nb\"\n\n5x": "3: the line is empty",
	} {
		_, err := readTable([]byte(text))
		fault, ok := err.(*tableError)
		if !ok || fmt.Sprintf("%d: %s", fault.line, fault.message) != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

// A million values are read, one more is refused; also over several samples.
func TestSampleSize(t *testing.T) {
	text := read(t, testdata+"/ok/minimal.yaml")
	many := func(lines int) Options {
		return Options{
			Files:     func(string) ([]byte, error) { return bytes.Repeat([]byte("0.1%/year\n"), lines), nil },
			Overrides: []Override{{"drivers.users.growth", "{sample: a.csv}"}},
		}
	}
	if f := many(maxSample).Decode("x", text); f.Scenario == nil {
		t.Error(render(t, f))
	}
	if got := render(t, many(maxSample+1).Decode("x", text)); !strings.Contains(got, "the samples have more than 1000000 values [too-many]") {
		t.Error(got)
	}
	two := many(maxSample/2 + 1)
	two.Overrides = append(two.Overrides, Override{"prices.trend", "{sample: a.csv}"})
	if got := render(t, two.Decode("x", text)); !strings.Contains(got, "the samples have more than 1000000 values [too-many]") {
		t.Error(got)
	}
}

// Without files, a sample is a mistake; a claim's world reads the same file.
func TestSampleFiles(t *testing.T) {
	text := read(t, testdata+"/ok/minimal.yaml")
	if got := render(t, Decode("x", text, Override{"drivers.users.growth", "{sample: a.csv}"})); !strings.Contains(got, "no file can be read here") {
		t.Error(got)
	}
	text = read(t, testdata+"/ok/uncertain.yaml")
	f := decode("x", text, Override{"claims", "{a: {says: 5, of: users, at: month 3, given: {drivers.users.now: 7}}}"})
	if f.Scenario == nil || *f.Scenario.Claims[0].World.Load.Peak != 4.8 {
		t.Error(render(t, f))
	}
}

// FuzzSample holds for all files: no panic, every diagnostic inside the
// scenario, every number finite and its median within the sample.
func FuzzSample(f *testing.F) {
	for _, file := range files(f, testdata+"/csv/*") {
		f.Add(read(f, file), "rate", "%/quarter")
		f.Add(read(f, file), "", "")
	}
	f.Add([]byte("a;b\n1;\"2\n"), "b", "x")
	text := read(f, testdata+"/ok/minimal.yaml")
	f.Fuzz(func(t *testing.T, csv []byte, column, unit string) {
		o := Options{Files: func(string) ([]byte, error) { return csv, nil }}
		for _, path := range []string{"drivers.users.growth", "load.peak", "prices.servers.small.price"} {
			o.Overrides = []Override{{path, fmt.Sprintf("{sample: {file: a.csv, column: %q, unit: %q}}", column, unit)}}
			decoded := o.Decode("x.yaml", text)
			checkFile(t, decoded)
			o.Overrides = []Override{{path, "{sample: a.csv}"}}
			decoded = o.Decode("x.yaml", text)
			checkFile(t, decoded)
			render(t, decoded)
		}
	})
}
