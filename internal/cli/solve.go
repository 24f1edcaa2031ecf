package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/solve"
)

// solveOptions are the flags of the solve command.
type solveOptions struct {
	input   inputOptions
	output  choice
	vary    string
	goal    string
	limit   string
	between string
	at      choice
	seed    seedNumber
	width   width
}

func (o *solveOptions) addFlags(flags *pflag.FlagSet) {
	o.output = newChoice("table", render.Formats()...)
	o.at = newChoice("", quantileNames()...)
	o.seed = usualSeed
	o.input.addFlags(flags)
	flags.StringVar(&o.vary, "vary", "", "input to solve for, by its `PATH`")
	flags.StringVar(&o.goal, "goal", "", "`CONDITION` to hold, as in 'cost.effective <= $3,700 in month 24'")
	flags.StringVar(&o.limit, "limit", "", "take the limit `NAME` of the scenario as the goal")
	flags.StringVar(&o.between, "between", "", "look in the `RANGE` A..B, as in 10%..80%/quarter (default around the present value)")
	flags.Var(&o.at, "at", "judge by a quantile of many futures: p5, p10, p25, p50, p75, p90 or p95")
	flags.Var(&o.seed, "seed", "seed of the random numbers")
	flags.VarP(&o.output, "output", "o", "format: table, json, csv or markdown")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// quantileNames are "p5" to "p95".
func quantileNames() []string {
	var names []string
	for _, level := range simulation.Levels() {
		names = append(names, "p"+strconv.FormatFloat(level*100, 'f', 0, 64))
	}
	return names
}

// newSolve builds the command that finds the input for a goal.
func newSolve(p *program) *cobra.Command {
	var o solveOptions
	c := &cobra.Command{
		Use:   "solve [FILE]",
		Short: "Find the value of an input at which a goal breaks",
		Long: `Find the value of an input at which a goal begins to hold or to break: what
growth breaks the budget, how many users fit under it. All other inputs stay as
they are: at their medians, or with --at, or a goal such as
P(cost.effective > $3,700) <= 10%, as uncertain as the scenario has them.`,
		GroupID: groupPlan,
		Example: `  talimat-plan solve --vary drivers.users.now --goal 'nodes <= 10'
  talimat-plan solve --vary drivers.users.growth --limit budget --at p90
  talimat-plan solve scenario.yaml --vary drivers.users.growth \
      --goal 'cost.effective <= $3,700 in month 24' --between 10%..80%/quarter`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.solve(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "output", fixed(o.output.words))
	mustComplete(c, "at", fixed(o.at.words))
	o.input.complete(c)
	mustComplete(c, "vary", completePath)
	for _, flag := range []string{"goal", "limit", "between", "seed", "width"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) solve(c *cobra.Command, args []string, o *solveOptions) error {
	prefs, err := p.preferences(c)
	if err != nil {
		return err
	}
	if err := o.check(c.Flags()); err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	q, err := p.question(in, o)
	if err != nil {
		return err
	}
	shown := p.trials()
	q.Progress = shown.tell
	answer, err := solve.Solve(*q)
	shown.clear()
	if err != nil {
		return usagef("%v", err)
	}
	solution := report.Solution(answer, report.Options{Tool: tool(), File: in.name, InputHash: in.hash})
	return p.show("", solution, prefs.Output, prefs)
}

// check refuses flags that do not make a question.
func (o *solveOptions) check(flags *pflag.FlagSet) error {
	switch {
	case o.vary == "":
		return usagef("say which input to solve for, as in --vary drivers.users.growth")
	case (o.goal == "") == (o.limit == ""):
		return usagef("give one goal: --goal 'cost.effective <= $3,700', or --limit NAME")
	case flags.Changed("between") && strings.TrimSpace(o.between) == "":
		return usagef("--between has no range; write 10..20")
	}
	return nil
}

// completePath offers the paths of inputs.
func completePath(c *cobra.Command, args []string, text string) ([]cobra.Completion, cobra.ShellCompDirective) {
	paths, _ := completeInput(c, args, text)
	for i := range paths {
		path, rest, _ := strings.Cut(paths[i], "=")
		paths[i] = path + rest
	}
	return paths, cobra.ShellCompDirectiveNoFileComp
}

// trialCount tells on a terminal how many trials there were, once a second is over.
type trialCount struct {
	p     *program
	begun time.Time
	wrote bool
}

func (p *program) trials() *trialCount { return &trialCount{p: p, begun: time.Now()} }

func (t *trialCount) tell(n int) {
	if !t.p.live() || time.Since(t.begun) < time.Second {
		return
	}
	t.wrote = true
	fmt.Fprintf(t.p.err, "\r%d values tried", n)
}

// clear takes the count off the terminal.
func (t *trialCount) clear() {
	if t.wrote {
		fmt.Fprint(t.p.err, "\r\x1b[K")
	}
}
