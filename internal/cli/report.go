package cli

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/page"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/workbook"
)

// exporter writes a report in one format. Its flag names the file.
type exporter struct {
	flag    string
	suffix  string // with which its files end
	usage   string
	binary  bool // whether it is nothing for a terminal
	monthly bool // whether it shows the futures of every result by month
	write   func(io.Writer, *handout) error
}

// handout is what reports are made of.
type handout struct {
	*report.Dossier
	result  *plan.Result
	futures *simulation.Outcome // nil when nothing is uncertain
	inputs  model.Inputs
	options report.Options
}

// odds answers limits on probabilities.
func (h *handout) odds(in *input) plan.Odds {
	if h.futures == nil {
		return oddsOf(in.File, h.result)
	}
	return func(c *model.Condition, _, _ int) (probability, halfWidth float64) {
		e, _ := h.futures.Probability(c)
		return e.Value, e.Half
	}
}

// quantiles are the futures for a workbook; nil when nothing is uncertain.
func (h *handout) quantiles() *document.Table {
	if h.futures == nil {
		return nil
	}
	return report.Quantiles(h.futures)
}

// exporters are the formats of the report command, in the order of its help.
func exporters() []exporter {
	return []exporter{
		{flag: "html", suffix: ".html", usage: "write a page for people to `FILE`", write: func(w io.Writer, h *handout) error { return page.Write(w, h.Dossier) }},
		{flag: "markdown", suffix: ".md", usage: "write the description of a pull request to `FILE`", write: func(w io.Writer, h *handout) error { return h.Markdown(w) }},
		{flag: "xlsx", suffix: ".xlsx", usage: "write a workbook for a spreadsheet program to `FILE`", binary: true, monthly: true, write: func(w io.Writer, h *handout) error {
			return workbook.Write(w, h.result, h.inputs, h.quantiles(), h.options)
		}},
	}
}

// reportOptions are the flags of the report command.
type reportOptions struct {
	input inputOptions
	files []string // by exporter; empty when its format is not asked for
}

func (o *reportOptions) addFlags(flags *pflag.FlagSet) {
	o.input.addFlags(flags)
	o.files = make([]string, len(exporters()))
	for i, e := range exporters() {
		flags.StringVar(&o.files[i], e.flag, "", e.usage)
	}
}

// newReport builds the command that writes reports for people.
func newReport(p *program) *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use:   "report [FILE]",
		Short: "Write a report to hand on: a page, a pull request, a workbook",
		Long: `Write a report to hand on: the verdict, the figures that matter, charts, what is
wrong with the plan, how likely it is and what it rests on. The page is one HTML
file without any script or file that it needs, in light and dark, and prints
well; its rows are months up to a year, quarters up to five, else years. The
workbook has every month, numbers as numbers. Without FILE it is the built-in
scenario; - is standard input, and as a file to write it is standard output.`,
		GroupID: groupPlan,
		Example: `  talimat-plan report scenario.yaml --html report.html
  talimat-plan report scenario.yaml --html report.html --xlsx report.xlsx
  talimat-plan report scenario.yaml --markdown - | gh pr comment 7 --body-file -`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.report(c, args, &o) },
	}
	o.addFlags(c.Flags())
	o.input.complete(c)
	return c
}

func (p *program) report(c *cobra.Command, args []string, o *reportOptions) error {
	if _, err := p.preferences(c); err != nil {
		return err
	}
	if err := p.checkReports(c.Flags(), o); err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	h := &handout{result: plan.Run(in.Scenario), inputs: in.Inputs, options: report.Options{
		Tool: tool(), File: in.name, InputHash: "sha256:" + in.hash, Locate: in.Locate,
	}}
	if h.futures, err = p.reportFutures(in, slices.ContainsFunc(exporters(), func(e exporter) bool { return e.monthly && c.Flags().Changed(e.flag) })); err != nil {
		return err
	}
	h.result.Limits = plan.CheckLimits(h.result, plan.Against{Odds: h.odds(in)})
	given := report.Given{Text: string(in.Sources()[in.name].Text), Changes: o.input.set, Inputs: in.Inputs, Futures: h.futures}
	if h.futures != nil {
		// What has no bars has no tornado: then nothing moves the cost by itself.
		given.Alone, _ = sensitivity.Alone(in.Scenario, in.Inputs, simulation.Target{})
	}
	h.Dossier = report.NewDossier(h.result, h.options, given)
	return p.export(h, o.files)
}

// reportFutures simulates a scenario as "simulate" does when nothing is said; nil
// when nothing is uncertain. What is shown by month is kept only if asked for.
func (p *program) reportFutures(in *input, monthly bool) (*simulation.Outcome, error) {
	options := simulation.Options{
		Effects: true,
		Design:  sampling.Design{Seed: usualSeed, Replicates: usualReplicates, Points: usualFutures / usualReplicates},
		Metrics: report.OutlookMetrics(in.Scenario),
	}
	if monthly {
		options.Metrics = nil // all that "simulate" keeps
	}
	progress := p.newProgress("simulating", options.Design.Futures())
	defer progress.end()
	options.Progress = progress.report
	outcome, err := simulation.Run(in.Scenario, in.Inputs, options)
	if errors.Is(err, simulation.ErrCertain) {
		return nil, nil
	}
	return outcome, err
}

// checkReports refuses output that has no place, or no place of its own.
func (p *program) checkReports(flags *pflag.FlagSet, o *reportOptions) error {
	var wanted []string
	places := map[string]string{}
	for i, e := range exporters() {
		wanted = append(wanted, "--"+e.flag)
		if !flags.Changed(e.flag) {
			continue
		}
		file := o.files[i]
		if file == stdoutName && e.binary && p.terminal.is(p.out.w) {
			return usagef("--%s -: it is not for a terminal; send it to a program or a file", e.flag)
		}
		if own := suffixOf(file); own != "" && own != e.suffix {
			return usagef("--%s %s: the extension is that of another format; end the name in %s", e.flag, file, e.suffix)
		}
		for place, other := range places {
			if (place == stdoutName) != (file == stdoutName) || !sameFile(place, file) {
				continue
			}
			if file == stdoutName {
				file = "standard output"
			}
			return usagef("--%s and --%s both write to %s", other, e.flag, file)
		}
		places[file] = e.flag
	}
	if len(places) == 0 {
		return usagef("no report is asked for: say where it goes with %s", strings.Join(wanted, " or "))
	}
	return nil
}

// export writes every report that is asked for, whatever becomes of the others.
func (p *program) export(h *handout, files []string) error {
	var failures []error
	for i, e := range exporters() {
		file := files[i]
		if file == "" {
			continue
		}
		if file == stdoutName {
			file = ""
		}
		err := p.deliver(file, func(w io.Writer) error { return e.write(w, h) })
		var failed *fileError
		switch {
		case errors.As(err, &failed):
			failures = append(failures, err)
		case err != nil:
			return err
		}
	}
	if len(failures) == 0 {
		return nil
	}
	for _, err := range failures[:len(failures)-1] {
		p.complain("error", err.Error())
	}
	return failures[len(failures)-1]
}
