package cli

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/page"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
)

// exporter writes a dossier in one format. Its flag names the file.
type exporter struct {
	flag  string
	usage string
	write func(io.Writer, *report.Dossier) error
}

// exporters are the formats of the report command, in the order of its help.
func exporters() []exporter {
	return []exporter{
		{"html", "write a page for people to `FILE`", page.Write},
		{"markdown", "write the description of a pull request to `FILE`", func(w io.Writer, d *report.Dossier) error { return d.Markdown(w) }},
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
		Short: "Write a report to hand on: a page, a pull request",
		Long: `Write a report to hand on: the verdict, the figures that matter, charts, what is
wrong with the plan and what it rests on. The page is one HTML file without any
script or file that it needs, in light and dark, and prints well. Without FILE
it is the built-in scenario; - is standard input, and as a file to write it is
standard output. Rows are months up to a year, quarters up to five, else years.`,
		GroupID: groupPlan,
		Example: `  talimat-plan report scenario.yaml --html report.html
  talimat-plan report scenario.yaml --html report.html --markdown report.md
  talimat-plan report scenario.yaml --markdown - | gh pr comment 7 --body-file -`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.report(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "set", completeInput)
	return c
}

func (p *program) report(c *cobra.Command, args []string, o *reportOptions) error {
	if _, err := p.preferences(c); err != nil {
		return err
	}
	if err := o.check(c.Flags()); err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	dossier := report.NewDossier(plan.Run(in.Scenario), report.Options{
		Tool: tool(), File: in.name, InputHash: "sha256:" + in.hash, Locate: in.Locate,
	}, report.Given{Text: string(in.Sources()[in.name].Text), Changes: o.input.set, Inputs: in.Inputs})
	return p.export(dossier, o.files)
}

// check refuses output that has no place, or no place of its own.
func (o *reportOptions) check(flags *pflag.FlagSet) error {
	var wanted []string
	places := map[string]string{}
	for i, e := range exporters() {
		wanted = append(wanted, "--"+e.flag)
		if !flags.Changed(e.flag) {
			continue
		}
		file := o.files[i]
		if file == "" {
			return usagef("--%s: the path is empty; - is standard output", e.flag)
		}
		place := filepath.Clean(file)
		if other := places[place]; other != "" {
			if file == stdoutName {
				file = "standard output"
			}
			return usagef("--%s and --%s both write to %s", other, e.flag, file)
		}
		places[place] = e.flag
	}
	if len(places) == 0 {
		return usagef("no report is asked for: say where it goes with %s", strings.Join(wanted, " or "))
	}
	return nil
}

// export writes every report that is asked for, whatever becomes of the others.
func (p *program) export(d *report.Dossier, files []string) error {
	var failures []error
	for i, e := range exporters() {
		file := files[i]
		if file == "" {
			continue
		}
		if file == stdoutName {
			file = ""
		}
		err := p.deliver(file, func(w io.Writer) error { return e.write(w, d) })
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
