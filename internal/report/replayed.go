package report

import (
	"fmt"
	"maps"
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/replay"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// replayed is a week of autoscaling with what its texts have in common.
type replayed struct {
	*replay.Answer
	last []replay.Run // of the last month
}

// Replayed is what autoscalers do in a week, and what comes of it.
func Replayed(a *replay.Answer, o Options) *document.Document {
	s := a.Question.Result.Scenario
	d := answer("autoscaling", s, o)
	x := &replayed{Answer: a}
	for _, r := range a.Runs {
		if r.Month == a.Runs[len(a.Runs)-1].Month {
			x.last = append(x.last, r)
		}
	}
	entitle(d, "a week of autoscaling, played sync by sync", "Horizontal Pod Autoscaler, rules of Kubernetes v1.37")
	d.Verdict = x.verdict()
	d.Records = []string{"services", "week"}
	d.Add(&document.Lines{Lines: x.lines()}, x.services())
	if a.Question.Sweep {
		d.Records = append(d.Records, "targets", "down_windows")
		d.Add(x.trials("targets", "CPU target", a.Targets), x.trials("down_windows", "Down window", a.Windows))
	}
	d.Add(x.told(), x.week(), &document.List{Name: "left_out", Title: "Not played", Items: a.Skipped})
	return d
}

// together are the four numbers over services, by the cores that they request.
func (x *replayed) together() (saving, best, short, unserved float64) {
	var static, held, perfect, lacking, demand, over, ticks float64
	for i := range x.last {
		r := &x.last[i]
		all := float64(float64(r.Static) * r.Request * float64(r.Outcome.Ticks))
		static, held = static+all, held+float64(float64(r.Outcome.Held)*r.Request)
		perfect += float64(float64(r.Perfect) * r.Request)
		lacking, demand = lacking+float64(r.Outcome.Unserved), demand+float64(r.Outcome.Demand)
		over, ticks = over+float64(r.Outcome.Over), ticks+float64(r.Outcome.Ticks)
	}
	return 1 - held/static, 1 - perfect/static, over / ticks, lacking / max(demand, 1)
}

func (x *replayed) verdict() string {
	if len(x.last) == 0 {
		return "Nothing runs in replicas in these months."
	}
	saving, best, short, unserved := x.together()
	s := fmt.Sprintf("In month %d autoscaling runs %s less than a static peak; a follower without delay would run %s less.", x.last[0].Month, tenths(saving), tenths(best))
	if short == 0 {
		return s + " Demand is never above what the ready replicas can do."
	}
	return s + fmt.Sprintf(" Demand is above what the ready replicas can do in %s of the time, and %s of the work is not served.", fine(short), fine(unserved))
}

// percent is a share with a decimal, fine one with three.
func tenths(v float64) string {
	return document.Form{Kind: unit.KindRatio, Rule: document.AtMost, Places: 1}.Write(v)
}
func fine(v float64) string {
	if v > 0 && v < 0.000005 {
		return "less than 0.001%"
	}
	return document.Form{Kind: unit.KindRatio, Rule: document.AtMost, Places: 3}.Write(v)
}

// lines say what the figures rest on.
func (x *replayed) lines() []document.Line {
	q := x.Question
	out := []document.Line{document.Say("Load", x.load())}
	p := &q.Pods
	out = append(out, document.Say("Replicas", fmt.Sprintf("%s pending, ready %s after they are created, sampled after running for %s; a sync each %s; each can use %sx its request",
		seconds(p.Pending.Seconds()), seconds(p.Ready.Seconds()), seconds(p.Scrape.Seconds()), seconds(p.Tick.Seconds()), words.Number(p.Limit))))
	switch p.Nodes {
	case replay.ByClusterAutoscaler:
		out = append(out, document.Say("Nodes", "Cluster Autoscaler: a node takes pods 220 s after they lack one, and goes after 10 minutes without need; each service has nodes of its own"))
	case replay.ByKarpenter:
		out = append(out, document.Say("Nodes", "Karpenter: a node takes pods 60 s after they lack one, and goes 15 s after it is empty; each service has nodes of its own"))
	}
	out = append(out, document.Say("Static", "what carries the highest minute of the week at the target, all the time"))
	if names := slices.Sorted(maps.Keys(q.Specs)); len(names) > 0 {
		out = append(out, document.Say("Scaler", "from manifests for "+words.List(names)+"; metrics of pods and external ones count calls per second"))
	}
	if len(x.last) > 0 && x.last[0].Slow != nil {
		out = append(out, document.Say("Slow", "the service alone misses the objective on response times: 95% of calls, a line for each replica"))
	}
	if c := q.Result.Scenario.Savings.Autoscaling; c != nil && c.Claimed != nil && len(x.last) > 0 {
		saving, _, _, _ := x.together()
		out = append(out, document.Say("Claimed", fmt.Sprintf("%s; played, it is %s", tenths(float64(*c.Claimed)), tenths(saving))))
	}
	return out
}

// load says what the week is and which reading of a peak it has.
func (x *replayed) load() string {
	if len(x.last) == 0 {
		return "none"
	}
	w := x.last[0].Week
	s := fmt.Sprintf("week %q, peak over average %sx (a peak is over the average here, not over the trough), largest growth in 15 minutes %sx",
		w.Name, words.Number(w.Peak), words.Number(w.Growth))
	l := &x.Question.Load
	if l.Noise > 0 {
		s += fmt.Sprintf("; noise of %s a minute", tenths(l.Noise))
	}
	if l.Spikes > 0 {
		s += fmt.Sprintf("; %d spikes of up to %sx", l.Spikes, words.Number(l.Size))
	}
	if l.Noise > 0 || l.Spikes > 0 {
		s += fmt.Sprintf("; seed %d", l.Seed)
	}
	return s
}

// seconds is a short time.
func seconds(s float64) string { return words.Number(s) + " s" }
