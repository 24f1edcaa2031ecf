package report

import (
	"fmt"
	"strconv"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/study/learn"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// MeasuredWeek is the shape of a load over the week, and a piece of a scenario that says
// the same.
func MeasuredWeek(w *learn.Week, o Options) *document.Document {
	d := &document.Document{Kind: "week", Tool: o.Tool, Title: w.Import.Column + " · " + w.Import.Source, Records: []string{"levels"}}
	from, to := w.Import.Period()
	d.Frame = []string{fmt.Sprintf("%s, %s to %s: %s rows read, %s used, total %s", count(w.Weeks, "whole week"), history.Hour.Label(from), history.Hour.Label(to),
		words.Count(float64(w.Import.Read)), words.Count(float64(w.Import.Used)), roughly(w.Import.Total()))}
	d.Verdict = fmt.Sprintf("The peak is %s the average of its week, %s to %s from week to week; the quietest hour has %s of it.",
		factor(w.Peak[1]), factor(w.Peak[0]), factor(w.Peak[2]), words.Percent(w.Trough))
	exact := document.Form{Kind: unit.KindRatio, Exact: true}
	d.Add(&document.Fields{Name: "week", Fields: []document.Field{
		{Key: "weeks", Cell: document.Count(w.Weeks)},
		{Key: "mean", Cell: document.Number(document.Form{Exact: true}, w.Mean)},
		{Key: "peak_to_average", Cell: document.Number(exact, w.Peak[1])},
		{Key: "least_peak", Cell: document.Number(exact, w.Peak[0])},
		{Key: "greatest_peak", Cell: document.Number(exact, w.Peak[2])},
		{Key: "trough_to_average", Cell: document.Number(exact, w.Trough)},
		{Key: "seconds_between_samples", Cell: document.Number(document.Form{}, w.Every.Seconds())},
	}})
	t := &document.Table{Name: "levels", Title: "Hours of the week", Columns: []document.Column{
		{Title: "Hours", Key: "hours", Align: document.Right, About: "so many of the 168"},
		{Title: "Load", Key: "load", Form: exact, Align: document.Right, About: "over that of the highest level"},
	}}
	for _, l := range w.Levels {
		t.Add(document.Count(l.Hours), document.Number(exact, l.Load).Reads(words.Percent(l.Load)))
	}
	t.Notes = []string{fmt.Sprintf("Peaks are as sharp as the samples, %s apart.", apartText(w.Every.Seconds()))}
	d.Add(t, &document.List{Name: "notes", Title: "About the data", Items: w.Import.Notes})
	d.Add(&document.Lines{Lines: []document.Line{document.Say("paste", "into a scenario")}}, &document.Raw{Lines: weekFragment(w)})
	return d
}

// apartText is a distance of samples, up to an hour.
func apartText(seconds float64) string {
	if seconds < 60 {
		return words.Number(seconds) + " s"
	}
	return words.Number(seconds/60) + " min"
}

// factor is a multiple as a scenario has it.
func factor(v float64) string { return words.Short(v, 2) + "x" }

// weekFragment is the piece of a scenario. With four weeks or more the peak is a range.
func weekFragment(w *learn.Week) []string {
	peak := factor(w.Peak[1])
	if low, high := factor(w.Peak[0]), factor(w.Peak[2]); w.Weeks >= 4 && low != high {
		peak = low + " to " + high
	}
	lines := []string{"load:", "  peak: " + peak, "  week:", "    levels:"}
	for _, l := range w.Levels {
		lines = append(lines, "      - {hours: "+strconv.Itoa(l.Hours)+", load: "+percent(l.Load)+"}")
	}
	return lines
}
