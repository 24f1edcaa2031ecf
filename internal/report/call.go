package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// narrow is the ratio of the greatest to the least load below which a line says little.
const narrow = 1.5

// CPUOfCall is the CPU time of a call by regression of cores on calls a second, and a
// piece of a scenario that says the same of a service.
func CPUOfCall(p *fit.Proportion, pairs *history.Pairs, service string, o Options) *document.Document {
	low, high := p.Interval()
	d := &document.Document{Kind: "service", Tool: o.Tool, Title: pairs.Names[1] + " by " + pairs.Names[0] + " · " + pairs.Source, Records: []string{"regression"}}
	d.Frame = []string{fmt.Sprintf("%s measurements, from %s to %s calls a second", words.Count(float64(len(pairs.X))), words.Rate(p.Low), words.Rate(p.High))}
	time := func(v float64) string { return words.Milliseconds(v) }
	told := low > 0
	if told {
		d.Verdict = fmt.Sprintf("A call takes %s of CPU, 95%% interval %s to %s; without any there are %s cores busy.", time(p.Slope), time(low), time(high), roughly(p.Base))
	} else {
		d.Verdict = fmt.Sprintf("What a call takes cannot be told from nothing: %s of CPU, 95%% interval %s to %s.", time(p.Slope), time(low), time(high))
	}
	exact := document.Form{Exact: true}
	seconds := document.Form{Kind: unit.KindSeconds, Exact: true}
	t := &document.Table{Name: "regression", For: document.Machines, Columns: []document.Column{
		{Key: "cpu_seconds", Form: seconds, About: "of a call"}, {Key: "p2_5", Form: seconds, About: "lower end of its interval of 95 %"}, {Key: "p97_5", Form: seconds, About: "upper end"},
		{Key: "base_cores", Form: exact, About: "busy without any call"}, {Key: "base_error", Form: exact, About: "its standard error"},
		{Key: "r2", Form: exact, About: "share of the variance that the line explains"}, {Key: "measurements"},
	}}
	t.Add(document.Number(seconds, p.Slope), document.Number(seconds, low), document.Number(seconds, high), document.Number(exact, p.Base),
		document.Number(exact, p.BaseError), document.Number(exact, p.R2), document.Count(len(pairs.X)))
	d.Add(t, &document.Lines{Lines: []document.Line{
		document.Say("fit", "the line explains "+words.Percent(p.R2)+" of the variance; errors of Newey and West"),
	}}, &document.List{Name: "notes", Title: "About the data", Items: callNotes(p)})
	if told {
		d.Add(&document.Lines{Lines: []document.Line{document.Say("paste", "into a scenario; the range is the 95% interval")}},
			&document.Raw{Lines: []string{"services:", "  " + service + ":", "    cpu: " + cpuText(low, high)}})
	}
	return d
}

// cpuText is a range of CPU times as a scenario has it.
func cpuText(low, high float64) string {
	text := func(v float64) string { return strings.ReplaceAll(words.Digits(v*1000, 3), ",", "") + " ms" }
	if text(low) == text(high) {
		return text(low)
	}
	return text(low) + " to " + text(high)
}

// callNotes are what should be known before it is believed.
func callNotes(p *fit.Proportion) (out []string) {
	if p.Low > 0 && p.High < narrow*p.Low {
		out = append(out, "The load hardly changes, so that the line is uncertain outside of it: measure a quiet and a busy hour.")
	}
	if p.Base < -2*p.BaseError {
		out = append(out, "The line says that no load takes less than nothing: a call takes more the busier it is, and one figure is not enough.")
	}
	return out
}
