package history

import (
	"slices"
	"strings"
	"testing"
)

func TestPairs(t *testing.T) {
	for _, text := range []string{"load,throughput\n1,10\n2,19.5\n", "1;10\r2;19.5;x", "load,5\n1,10\n2,19.5"} {
		p, err := ReadPairs("u.csv", strings.NewReader(text))
		if err != nil || !slices.Equal(p.X, []float64{1, 2}) || !slices.Equal(p.Y, []float64{10, 19.5}) {
			t.Errorf("%q: %+v %v", text, p, err)
		}
	}
	for text, want := range map[string]string{
		"": "no numbers", "n,x\n": "no numbers", "n\n1\n": "not two columns", "n,x\n1,2\n2,three\n": `u.csv:3: "three" is not a number`,
	} {
		if _, err := ReadPairs("u.csv", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func FuzzReadPairs(f *testing.F) {
	f.Add("load,throughput\n1,10\n2,19.5\n")
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := ReadPairs("f", strings.NewReader(text)); err == nil && (len(p.X) == 0 || len(p.X) != len(p.Y)) {
			t.Fatalf("%+v", p)
		}
	})
}
