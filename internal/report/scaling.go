package report

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/words"
)

// Scaling is how throughput grows with workers, by the law that was fitted to pairs.
func Scaling(s *fit.Scalability, p *history.Pairs, o Options) *document.Document {
	d := &document.Document{Kind: "scalability", Tool: o.Tool, Title: p.Names[1] + " by " + p.Names[0] + " · " + p.Source, Records: []string{"measurements"}}
	d.Frame = []string{"Universal Scalability Law, " + words.Count(float64(len(p.X))) + " measurements"}
	d.Verdict = scalingVerdict(s)
	d.Add(scalingCoefficients(s), scalingMeasurements(s, p))
	return d
}

// scalingVerdict is where more workers stop to give more.
func scalingVerdict(s *fit.Scalability) string {
	peak := s.Peak()
	switch {
	case !math.IsInf(peak, 1):
		return fmt.Sprintf("More than %s workers give less: %s at the most.", words.Rate(peak), words.Digits(s.At(peak), 4))
	case s.Contention > 0:
		return fmt.Sprintf("There is no peak in the data; contention lets throughput come to %s, however many workers there are.", words.Digits(s.Rate/s.Contention, 4))
	}
	return "Throughput grows in proportion to the workers."
}

func scalingCoefficients(s *fit.Scalability) *document.Table {
	exact := document.Form{Exact: true}
	t := &document.Table{Name: "coefficients", Columns: []document.Column{
		{Title: "Coefficient", Key: "name", About: "of the law"},
		{Title: "Value", Key: "value", Form: exact, Align: document.Right, About: "least squares"},
		{Title: "±", Key: "half_width", Form: exact, Align: document.Right, About: "half width of the 95 % interval; absent on a bound"},
		{Title: "Says", Key: "says", About: "what it is", Wrap: 40},
	}}
	for i, c := range []struct {
		name  string
		value float64
		says  string
	}{
		{"contention", s.Contention, "share of work that waits for others"},
		{"coherency", s.Coherency, "cost of each pair of workers"},
		{"rate", s.Rate, "throughput of one worker"},
	} {
		half := document.None("–")
		if !math.IsNaN(s.Half[i]) {
			half = document.Number(exact, s.Half[i]).Reads(words.Digits(s.Half[i], 2))
		}
		t.Add(document.Word(c.name), document.Number(exact, c.value).Reads(words.Digits(c.value, 4)), half, document.Word(c.says))
	}
	return t
}

func scalingMeasurements(s *fit.Scalability, p *history.Pairs) *document.Table {
	exact := document.Form{Exact: true}
	column := func(title, key, about string) document.Column {
		return document.Column{Title: title, Key: key, Form: exact, Align: document.Right, About: about}
	}
	t := &document.Table{Name: "measurements", Head: 20, Columns: []document.Column{
		column("Workers", "workers", "how many there were"), column("Measured", "measured", "throughput"), column("Law", "law", "throughput by the law"),
	}}
	cell := func(v float64) document.Cell { return document.Number(exact, v).Reads(words.Digits(v, 4)) }
	for i, n := range p.X {
		t.Add(cell(n), cell(p.Y[i]), cell(s.At(n)))
	}
	return t
}
