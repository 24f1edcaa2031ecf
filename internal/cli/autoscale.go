package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/profile"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/study/replay"
	"github.com/talimat/talimat-plan/internal/unit"
)

// autoscaleOptions are the flags of the autoscale command.
type autoscaleOptions struct {
	input    inputOptions
	output   choice
	width    width
	months   months
	services []string

	hpa    []string
	nodes  choice
	shape  choice
	file   string
	peak   quantity
	noise  quantity
	spikes smallCount
	size   quantity
	seed   seedNumber

	tick, pending, ready, scrape quantity
	lag                          smallCount
	boot, limit, target          quantity
	window                       quantity
	sweep                        bool
	explain                      syncNumber
}

func (o *autoscaleOptions) addFlags(flags *pflag.FlagSet) {
	time := func(text string, seconds, most float64) quantity {
		return quantity{kind: unit.KindSeconds, high: most, like: text, text: text, value: seconds}
	}
	o.output = newChoice("table", render.Formats()...)
	o.nodes = newChoice(replay.NodesNever, replay.ByClusterAutoscaler, replay.ByKarpenter)
	o.shape = newChoice("", profile.Shapes()...)
	o.seed = 1
	o.peak = quantity{kind: unit.KindFactor, low: 1, high: 100, like: "4x"}
	o.noise = quantity{kind: unit.KindRatio, high: 1, like: "5%", text: "5%", value: 0.05}
	o.size = quantity{kind: unit.KindFactor, low: 1, high: 100, like: "3x", text: "3x", value: 3}
	o.tick, o.pending = time("15 s", 15, 60), time("5 s", 5, 3600)
	o.ready, o.scrape = time("60 s", 60, 3600), time("30 s", 30, 3600)
	o.boot = quantity{kind: unit.KindRatio, high: 100, like: "10%", text: "10%", value: 0.1}
	o.limit = quantity{kind: unit.KindFactor, low: 0.1, high: 100, like: "1x", text: "1x", value: 1}
	o.target = quantity{kind: unit.KindRatio, low: 0.01, high: 1, like: "70%"}
	o.window = quantity{kind: unit.KindSeconds, high: 3600, like: "300 s"}
	o.input.addFlags(flags)
	flags.Var(&o.months, "month", "months to play, separated by commas (default the first and the last)")
	flags.StringArrayVar(&o.services, "service", nil, "play only the service `NAME`; repeatable")
	flags.StringArrayVar(&o.hpa, "hpa", nil, "take autoscalers from a `FILE` of Kubernetes manifests, for the services that they scale; repeatable")
	flags.Var(&o.shape, "shape", "week: "+strings.Join(profile.Shapes(), ", ")+" (default that of the scenario)")
	flags.StringVar(&o.file, "load", "", "take the week from a CSV `FILE` of times and loads")
	flags.Var(&o.peak, "peak", "peak of the week over its average (default that of the scenario, or of the shape)")
	flags.Var(&o.noise, "noise", "noise of each minute")
	flags.Var(&o.spikes, "spikes", "times of extraordinary load in the week")
	flags.Var(&o.size, "spike-size", "their greatest height, as a multiple of the load without them")
	flags.Var(&o.seed, "seed", "seed of noise and spikes")
	flags.Var(&o.tick, "sync", "time from sync to sync; a minute is a multiple of it")
	flags.Var(&o.pending, "pending", "time until a replica runs")
	flags.Var(&o.ready, "ready", "time until it serves")
	flags.Var(&o.scrape, "scrape", "time until it is measured, from when it runs")
	flags.Var(&o.lag, "lag", "how many syncs old measurements are")
	flags.Var(&o.nodes, "nodes", "let servers follow too: cluster-autoscaler or karpenter (default there is room for all replicas)")
	flags.Var(&o.boot, "boot", "CPU of a replica that is not ready, of its request")
	flags.Var(&o.limit, "limit", "CPU that a replica can use, as a multiple of its request")
	flags.Var(&o.target, "target", "CPU target (default that of each service)")
	flags.Var(&o.window, "down-window", "time for which replicas do not go down (default 300 s)")
	flags.BoolVar(&o.sweep, "sweep", false, "vary the target from 50% to 90%, and the down window")
	o.explain = -1
	flags.Var(&o.explain, "explain", "say how the sync `NUMBER` of the week decided, 0 being the first")
	flags.VarP(&o.output, "output", "o", "format: table, json, yaml, csv or markdown")
	flags.Var(&o.width, "width", "columns of text (default those of the terminal)")
}

// newAutoscale builds the command that plays a week of autoscaling.
func newAutoscale(p *program) *cobra.Command {
	var o autoscaleOptions
	c := &cobra.Command{
		Use:   "autoscale [FILE]",
		Short: "Play a week of autoscaling, sync by sync",
		Long: `Play a week of each service through its autoscaler, sync by sync, by the rules
of the Horizontal Pod Autoscaler of Kubernetes v1.37: what it saves against a
static peak, what a follower without delay would save, how long demand is above
what the ready replicas can do, and how much of the work is not served then.

The week is that of the scenario, bent to its peak over the average; a named
one; or yours, with --load: rows of a time and a load, at one step of 1 to 60
minutes.`,
		GroupID: groupPlan,
		Example: `  talimat-plan autoscale scenario.yaml
  talimat-plan autoscale --month 12,36 --service frontend --sweep
  talimat-plan autoscale --shape nasa --ready '2 min' --down-window '15 min'
  talimat-plan autoscale --load week.csv -o csv > replicas.csv
  talimat-plan autoscale --service auth --explain 2280`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.autoscale(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "output", fixed(o.output.words))
	mustComplete(c, "shape", fixed(o.shape.words))
	mustComplete(c, "nodes", fixed(o.nodes.words))
	o.input.complete(c)
	for _, flag := range []string{
		"month", "service", "peak", "noise", "spikes", "spike-size", "seed", "sync", "pending", "ready", "scrape",
		"lag", "boot", "limit", "target", "down-window", "explain", "width",
	} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) autoscale(c *cobra.Command, args []string, o *autoscaleOptions) error {
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
	if err := o.months.resolve("--month", in.Scenario.Start); err != nil {
		return err
	}
	last := in.Scenario.Months()
	if o.months.value == nil {
		o.months.value = slices.Compact([]int{0, last})
	}
	if n := o.months.value[len(o.months.value)-1]; n > last {
		return usagef("--month: the plan ends with month %d", last)
	}
	q, err := p.replayed(o)
	if err != nil {
		return err
	}
	if q.Specs, err = p.autoscalers(o.hpa, in.Scenario); err != nil {
		return err
	}
	q.Result = plan.Run(in.Scenario)
	answer, err := replay.Play(q)
	if err != nil {
		return usagef("--service: %v", err)
	}
	return p.show("", report.Replayed(answer, report.Options{Tool: tool(), File: in.name, InputHash: in.hash}), prefs.Output, prefs)
}

// check refuses flags that contradict each other.
func (o *autoscaleOptions) check(flags *pflag.FlagSet) error {
	tick := int64(autoscale.Seconds(o.tick.value))
	switch {
	case tick == 0 || int64(60*autoscale.Second)%tick != 0 || tick%int64(autoscale.Second) != 0:
		return usagef("--sync: a minute must be a multiple of it: write 15 s, 10 s or 60 s")
	case o.file != "" && (o.shape.value != "" || o.peak.given):
		return usagef("--load has its own shape and peak: leave out --shape and --peak")
	case o.ready.value < o.pending.value:
		return usagef("--ready: a replica serves after it runs: not less than --pending, %s", o.pending.text)
	case o.explain >= 0 && float64(o.explain)*o.tick.value >= 60*profile.Minutes:
		return usagef("--explain: a week has %d syncs", int(60*profile.Minutes/o.tick.value))
	}
	return nil
}

// replayed is the question that the flags ask, without a plan.
func (p *program) replayed(o *autoscaleOptions) (*replay.Question, error) {
	q := &replay.Question{Months: o.months.value, Services: o.services, Sweep: o.sweep, Explain: int(o.explain), Pods: replay.Usual()}
	q.Load = replay.Load{
		Shape: o.shape.value, Peak: o.peak.value, Noise: o.noise.value,
		Spikes: int(o.spikes), Size: o.size.value, Seed: uint64(o.seed),
	}
	span := autoscale.Seconds
	q.Pods.Tick, q.Pods.Pending = span(o.tick.value), span(o.pending.value)
	q.Pods.Ready, q.Pods.Scrape = span(o.ready.value), span(o.scrape.value)
	q.Pods.Nodes = o.nodes.value
	q.Pods.Lag, q.Pods.Boot, q.Pods.Limit = int(o.lag), o.boot.value, o.limit.value
	q.Scaling.Target = o.target.value
	if o.window.given {
		w := span(o.window.value)
		q.Scaling.Window = &w
	}
	if o.file == "" {
		return q, nil
	}
	text, err := p.inputs.readFileUpTo(o.file, profile.Most)
	if err != nil {
		return nil, err
	}
	w, err := profile.Read(o.file, string(text))
	var problem *profile.Problem
	if errors.As(err, &problem) {
		return nil, invalidf("%s:%v", o.file, problem)
	}
	q.Load.Own = &w
	return q, err
}
