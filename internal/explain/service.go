package explain

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// service explains a figure of one service, such as "frontend.replicas".
func (x *explainer) service(rest string) {
	for i := range x.result.Services {
		v := &x.result.Services[i]
		figure, ok := strings.CutPrefix(rest, v.Name+".")
		switch {
		case !ok:
		case figure == "replicas":
			x.overRegions(figure, v, things("replica")(v.Replicas[x.month]), (*deployment).replicas)
		case figure == "need":
			x.overRegions(figure, v, things("replica")(v.Need[x.month]), (*deployment).wholeNeed)
		case figure == "average_replicas":
			x.overRegions(figure, v, things("replica")(v.Average[x.month]), (*deployment).average)
		case figure == "calls":
			x.flow(i)
		case figure == "served" && x.scenario.Services[i].Outside:
			x.granted(i, ratio(v.Served[x.month]))
		case figure == "served":
			x.served(v)
		case figure == "cpu_utilization":
			x.utilization(v)
		case figure == "gpu_utilization":
			x.gpus(v)
		case figure == "memory_utilization":
			x.memory(v)
		case strings.HasPrefix(figure, "latency_"):
			x.responseTime(v, figure)
		case figure == "cost":
			x.costOf(v)
		}
	}
}

// deployment is a service in a region, for one month.
type deployment struct {
	*explainer
	*capacity.Deployment
	index   int
	service *model.Service
	path    string
	work    capacity.Work
}

// deployments visits the regions in which a service answers calls in the month.
// The steps of a visit are about its region.
func (x *explainer) deployments(v *plan.Service, visit func(*deployment)) {
	p, sizing := x.result.Capacity, x.result.Engine().Sizing()
	for _, i := range v.Deployments {
		d := &deployment{explainer: x, Deployment: &p.Deployments[i], index: i, path: "services." + v.Name}
		if d.Share[x.month] == 0 {
			continue
		}
		d.service = &x.scenario.Services[d.Service]
		d.work = sizing.Work(i, x.result.Demand, p, x.month)
		x.place = sizing.Regions()[d.Region].Name
		visit(d)
		x.place = ""
	}
}

// overRegions adds a figure up over the regions.
func (x *explainer) overRegions(figure string, v *plan.Service, value quantity, explain func(*deployment) term) {
	var parts []term
	x.deployments(v, func(d *deployment) {
		part := explain(d)
		part.name = x.here(part.name)
		parts = append(parts, part)
	})
	if len(parts) == 0 {
		x.nothing(figure, value, "no users are near a region whose calls "+v.Name+" answers")
		return
	}
	if len(parts) > 1 || x.regional() {
		x.step(figure, value, sum(parts...))
	}
}

// regional reports whether the scenario has regions.
func (x *explainer) regional() bool { return len(x.scenario.Regions) > 0 }

// utilization is the CPU used as a share of what is requested, in the region
// where it is highest.
func (x *explainer) utilization(v *plan.Service) {
	var regions []term
	x.deployments(v, func(d *deployment) {
		d.calls()
		c, r := d.cores(), d.is("replicas", count(d.Replicas[x.month]))
		if r.value > 0 {
			regions = append(regions, x.derive("cpu use", quotient(c, product(r, d.request())), ratio))
		}
	})
	value := ratio(v.Utilization[x.month])
	if v.Replicas[x.month] == 0 {
		x.nothing("cpu_utilization", value, "no replica runs")
		return
	}
	x.step("cpu_utilization", value, greatest(regions...))
	if value.value > 1 {
		x.note("above 100%% the replicas cannot keep up")
	}
}

// wholeNeed is the need in whole replicas.
func (d *deployment) wholeNeed() term {
	need := d.need()
	value := capacity.Whole(d.Need[d.month])
	return d.step("need in whole replicas", things("replica")(value), ceiling(need))
}

// kept is a need rounded up, with the spare replicas and within the bounds.
func (d *deployment) kept(need term) term {
	x, r := d.explainer, &d.service.Replicas
	whole := ceiling(need)
	if r.Spare > 0 {
		whole = sum(whole, in(x, "spare", d.path+".replicas.spare", &r.Spare))
	}
	if r.Max != nil && d.service.Runaway() {
		x.note("an idle replica of %s is above its memory target: an autoscaler goes to the maximum and stays there", d.service.Name)
		return in(x, "max", d.path+".replicas.max", r.Max)
	}
	bounded := greatest(in(x, "min", d.path+".replicas.min", &r.Min), whole)
	if r.Max != nil {
		bounded = least(in(x, "max", d.path+".replicas.max", r.Max), bounded)
	}
	return bounded
}

// replicas is what is provisioned at peak.
func (d *deployment) replicas() term {
	kept := d.kept(d.need())
	sizing := d.result.Engine().Sizing()
	if now := d.service.Replicas.Now; now != nil && !sizing.Autoscales(d.month) {
		d.when("savings.autoscaling.from", d.scalingFrom())
		if before := sizing.Origins(d.index, 0); len(before) > 0 {
			kept = greatest(kept, d.left(in(d.explainer, "now", d.path+".replicas.now", now), before, sizing.Origins(d.index, d.month)))
		}
	}
	value := things("replica")(d.Replicas[d.month])
	replicas := d.step("replicas", value, kept)
	d.because("set by %s", words.Phrase(d.Binding[d.month].String()))
	if d.Binding[d.month] == capacity.Maximum {
		d.note("%s.replicas.max caps a need of %s", d.path, d.text(things("replica")(d.Need[d.month])))
	}
	return replicas
}

// average is the mean over the month: over the levels of the week where
// replicas follow the load, else what runs at peak.
func (d *deployment) average() term {
	x, sizing := d.explainer, d.result.Engine().Sizing()
	x.when("savings.autoscaling.from", x.scalingFrom())
	if !sizing.Autoscales(d.month) {
		x.note("autoscaling does not act in this month: what the peak needs runs all the time")
		return d.replicas()
	}
	need := d.need()
	x.week()
	hours, load := sizing.Levels(d.Service, d.month)
	var parts []term
	for k := range hours {
		level := x.derive(fmt.Sprintf("replicas at load level %d", k+1), d.kept(product(need, x.is("load", ratio(load[k])))), things("replica"))
		level.name = fmt.Sprintf("replicas at level %d", k+1)
		parts = append(parts, product(x.is(fmt.Sprintf("share of the week at level %d", k+1), ratio(hours[k])), level))
	}
	return d.step("average replicas", things("replica")(d.Average[d.month]), sum(parts...))
}

// scalingFrom is the moment from which autoscaling acts.
func (x *explainer) scalingFrom() model.When {
	if a := x.scenario.Savings.Autoscaling; a != nil {
		return a.From
	}
	return model.When{}
}

// week records the inputs of the load-duration curve.
func (x *explainer) week() {
	if x.scenario.Load.Peak != nil {
		in(x, "peak", "load.peak", x.scenario.Load.Peak)
	}
	w := &x.scenario.Load.Week
	x.word("load.week", w.Shape)
	for i := range w.Levels {
		path := fmt.Sprintf("load.week.levels[%d]", i)
		in(x, "hours", path+".hours", &w.Levels[i].Hours)
		in(x, "load", path+".load", &w.Levels[i].Load)
	}
	x.note("the week is bent so that its mean is the peak divided by the peak factor")
}
