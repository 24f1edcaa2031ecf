package cli

import (
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/sketch"
	"github.com/talimat/talimat-plan/internal/study/learn"
	"github.com/talimat/talimat-plan/internal/unit"
)

// learnedPicture draws a history and its forecast with the 80 % interval. The axis of a
// sketch is months, so that other steps have no picture.
func (p *program) learnedPicture(a *learn.Answer, columns int) []string {
	if a.Grid.Step != history.Month {
		return nil
	}
	n, h := len(a.Grid.Values), len(a.Result.Mean)
	pic := &sketch.Picture{
		Title: a.Import.Column, Kind: unit.KindCount, Start: unit.Date{Year: a.Grid.Start.Year(), Month: int(a.Grid.Start.Month())},
		Values: append(append([]float64{}, a.Grid.Values...), a.Result.Mean...), Band: "P10–P90", Rows: 8, MayLog: true,
		Low: make([]float64, n+h), High: make([]float64, n+h),
		Marks: []sketch.Mark{{Name: "forecast", Month: n}},
	}
	copy(pic.Low, a.Grid.Values)
	copy(pic.High, a.Grid.Values)
	for i := range h {
		pic.Low[n+i], pic.High[n+i] = a.Result.Interval(i+1, 0.8)
	}
	return sketch.Lines(sketch.Options{Width: columns, ASCII: !p.showsUnicode()}, pic)
}
