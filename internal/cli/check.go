package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// checkOptions are the flags of the check command.
type checkOptions struct {
	input       inputOptions
	limits      []string
	baseline    string
	onlyNew     bool
	failOn      choice
	maxSeverity choice
	breachCode  breachCode
	output      choice
	reports     []string
	imageURL    string
	width       width
}

func (o *checkOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", "table", "json", "csv", "markdown")
	o.failOn = newChoice("deny", "deny", "warn", "never")
	o.maxSeverity = newChoice("high", "high", "medium", "low", "none")
	o.breachCode = exitDenied
	o.input.addFlags(flags)
	flags.StringArrayVar(&o.limits, "limit", nil, "a limit that denies, beside those of the scenario, as in 'cost.effective <= $3,700 from month 12'; `LIMIT` is repeatable")
	flags.StringVar(&o.baseline, "baseline", "", "compare with `FILE`, a scenario or a saved forecast (JSON); with git:REV:PATH, that file of a revision; with git:REV, each FILE of it")
	flags.BoolVar(&o.onlyNew, "only-new", false, "what the baseline breaks as well does not count")
	flags.Var(&o.failOn, "fail-on", "exit with a code on: deny, warn or never")
	flags.Var(&o.maxSeverity, "max-severity", "worst finding that is let through: high, medium, low or none")
	flags.Var(&o.breachCode, "breach-exit-code", "exit code when something is denied")
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.StringArrayVar(&o.reports, "report", nil, "also write a report, `FORMAT=PATH`; repeatable; - is standard output; formats: junit, sarif, github, gitlab, markdown, json, csv")
	flags.StringVar(&o.imageURL, "image-url", "", "`URL` of a chart for the Markdown report")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newCheck builds the command that gates plans.
func newCheck(p *program) *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check [FILE...]",
		Short: "Hold plans against their limits, objectives and claims",
		Long: `Hold plans against their limits, objectives, claims and findings, for use in CI.
FILE is a scenario, a pattern or a directory, of which every scenario is
checked; - is standard input. Without FILE it is the built-in scenario.

Limits deny or warn as the scenario says; those on a probability are answered by
a simulation. Objectives and claims warn. Findings are let through, unless
--max-severity says otherwise.`,
		GroupID: groupPlan,
		Example: `  talimat-plan check scenario.yaml
  talimat-plan check plans/ --report junit=check.xml --report github=-
  talimat-plan check plans/ --baseline git:origin/main --only-new
  talimat-plan check scenario.yaml --limit 'growth(cost.effective) <= 10%'`,
		ValidArgsFunction: completeYAML,
		RunE:              func(c *cobra.Command, args []string) error { return p.check(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "output", fixed(o.output.words))
	mustComplete(c, "fail-on", fixed(o.failOn.words))
	mustComplete(c, "max-severity", fixed(o.maxSeverity.words))
	mustComplete(c, "report", completeReport)
	o.input.complete(c)
	for _, flag := range []string{"limit", "breach-exit-code", "image-url", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) check(c *cobra.Command, args []string, o *checkOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	outputs, err := p.parseReports(o)
	if err != nil {
		return err
	}
	overrides, err := parseOverrides(o.input)
	if err != nil {
		return err
	}
	found, err := p.expand(args)
	if err != nil {
		return err
	}
	files := found.files
	base, err := p.readBaseline(o, len(files))
	if err != nil {
		return err
	}
	v := gate.NewVerdict(tool())
	v.LeftOut = found.leftOut
	judge := func(i int) candidate { return o.judge(files[i], overrides, base) }
	err = crew.InOrder(len(files), judge, func(c candidate) error {
		if err := p.showDiagnostics(c.subject.Problems, c.sources); err != nil {
			return err
		}
		if c.unread != "" {
			p.complain("error", c.unread)
		}
		v.Add(&c.subject)
		return nil
	})
	if err != nil {
		return err
	}
	if err := p.writeVerdict(v, o, outputs, prefs); err != nil {
		return err
	}
	return o.exit(v)
}

// flags are the limits of --limit.
func (o *checkOptions) flags() []scenario.Flag {
	var all []scenario.Flag
	for i, text := range o.limits {
		f := scenario.Flag{Name: "--limit", Path: "limits.command-line.deny", Text: text}
		if len(o.limits) > 1 {
			f.Name, f.Path = fmt.Sprintf("--limit #%d", i+1), fmt.Sprintf("limits.command-line-%d.deny", i+1)
		}
		all = append(all, f)
	}
	return all
}

// exit is the exit code of a verdict: an error before a breach, a breach before
// a warning.
func (o *checkOptions) exit(v *gate.Verdict) error {
	code := exitOK
	switch status := v.Status(); {
	case status == gate.Failed && v.Usage():
		code = exitUsage
	case status == gate.Failed:
		code = exitFailure
	case status == gate.Denied && o.failOn.value != "never":
		code = int(o.breachCode)
	case status == gate.Warned && o.failOn.value == "warn":
		code = exitWarned
	}
	if code == exitOK {
		return nil
	}
	return shown{code}
}

// candidate is a scenario on its way through the gate.
type candidate struct {
	subject gate.Subject
	sources map[string]diag.Source
	unread  string // why the file, or its baseline, could not be read
}

// judge reads, runs and judges one scenario.
func (o *checkOptions) judge(f checkFile, overrides []scenario.Override, base baselines) candidate {
	c := candidate{subject: gate.Subject{File: f.name}}
	if err := f.read(); err != nil {
		return c.failed(err)
	}
	options, files := f.options(overrides)
	options.Flags = o.flags()
	decoded := options.Decode(f.name, f.text)
	c.subject.Problems, c.sources = decoded.Diagnostics, decoded.Sources()
	c.subject.SHA256 = hash(f.text, slices.Concat(o.input.set, o.limits), files.all...)
	s := decoded.Scenario
	if s == nil {
		c.subject.Error, c.subject.Usage = unusable(decoded.Diagnostics, f.name), true
		return c
	}
	earlier, isNew, err := base.of(f.name)
	if err != nil {
		return c.failed(err)
	}
	c.subject.Name, c.subject.Currency, c.subject.Start, c.subject.Horizon = s.Name, s.Currency, s.Start.String(), s.Months()
	if earlier != nil {
		c.subject.Baseline = earlier.Name
	}
	result := plan.Run(s)
	c.subject.Checks = gate.Judge(
		&gate.Plan{Result: result, Inputs: decoded.Inputs, Locate: decoded.Locate, Baseline: earlier, Odds: oddsOf(decoded, result)},
		gate.Policy{MaxSeverity: o.maxSeverity.value, OnlyNew: o.onlyNew, NewFile: isNew},
	)
	return c
}

// unusable says why there is nothing to judge: the scenario is at fault unless
// nothing but flags is.
func unusable(list diag.List, file string) string {
	for _, d := range onlyErrors(list) {
		if d.Pos.File == file {
			return "the scenario is invalid"
		}
	}
	first := onlyErrors(list)[0]
	return first.Pos.File + " is wrong: " + first.Message
}

// failed is a candidate that could not be read.
func (c candidate) failed(err error) candidate {
	var invalid *invalidError
	c.unread, c.subject.Error, c.subject.Usage = err.Error(), err.Error(), errors.As(err, &invalid)
	return c
}

// breachCode is the value of a flag that takes an exit code. 1 and 2 mean errors
// in every command, and 0 is what --fail-on never is for.
type breachCode int

// Set is part of pflag.Value.
func (b *breachCode) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < exitDenied || n > 255 {
		return fmt.Errorf("%q is not an exit code from 3 to 255; 0 is --fail-on never", text)
	}
	*b = breachCode(n)
	return nil
}

// String is part of pflag.Value.
func (b *breachCode) String() string { return strconv.Itoa(int(*b)) }

// Type is part of pflag.Value.
func (b *breachCode) Type() string { return "N" }
