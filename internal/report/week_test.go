package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/learn"
)

// What fit load and fit service give to paste makes a scenario together.
func TestMeasuredFragments(t *testing.T) {
	i := &history.Import{Source: "load.csv", Column: "rps"}
	for h := range 5 * 168 {
		i.Points = append(i.Points, history.Point{At: time.Date(2026, 1, 5, h, 0, 0, 0, time.UTC), Value: 20 + float64(h%24)*float64(1+h%5)})
	}
	week, err := learn.LoadOf(i)
	if err != nil {
		t.Fatal(err)
	}
	pairs := &history.Pairs{Source: "s.csv", Names: [2]string{"rps", "cores"}, X: []float64{10, 20, 30, 40, 50, 60}, Y: []float64{0.31, 0.49, 0.72, 0.88, 1.12, 1.29}}
	line, err := fit.Straight(pairs.X, pairs.Y)
	if err != nil {
		t.Fatal(err)
	}
	pasted := "version: 1\nname: x\nstart: 2026-11\nhorizon: 12 months\ncurrency: USD\ndrivers: {users: {now: 10}}\nnodes: {tiers: {small: {cpu: 2, memory: 4 GB, price: $50/month}}}\n"
	for _, d := range []struct {
		text, from, rest string
	}{
		{written(t, func(b *bytes.Buffer) error {
			return render.Write(b, report.MeasuredWeek(week, report.Options{}), "table", text.Options{Width: 80})
		}), "\nload:\n", "  requests: 2/min\n"},
		{written(t, func(b *bytes.Buffer) error {
			return render.Write(b, report.CPUOfCall(line, pairs, "api", report.Options{}), "table", text.Options{Width: 80})
		}), "\nservices:\n", "    replica: {cpu: 500m, memory: 512Mi}\n"},
	} {
		_, fragment, ok := strings.Cut(d.text, d.from)
		if !ok {
			t.Fatalf("nothing to paste: %s", d.text)
		}
		pasted += strings.TrimPrefix(d.from, "\n") + strings.TrimRight(fragment, "\n") + "\n" + d.rest
	}
	f := scenario.Decode("s.yaml", []byte(pasted))
	for _, d := range f.Diagnostics {
		t.Errorf("%s\n%s", d.Message, pasted)
	}
	if f.Scenario != nil && f.Inputs.Find("services.api.cpu").Distribution == nil {
		t.Error("the CPU of a call is a range")
	}
}

func written(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(b.String())
}
