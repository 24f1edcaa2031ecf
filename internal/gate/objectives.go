package gate

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// objectives are what the system promises. A missed one warns: what must hold is
// a limit on the same result. Only a plan that does not hold denies by itself.
func (j *judge) objectives() {
	o, r := &j.Result.Scenario.Objectives, j.Result
	j.served()
	if o.LatencyP95 != nil {
		j.objective("latency_p95", j.hold("latency_p95", "objectives.latency_p95", "latency.p95", "<=", unit.KindSeconds, float64(*o.LatencyP95), 0, r.Series("latency.p95")))
	}
	if o.Throughput != nil {
		j.throughput(float64(*o.Throughput))
	}
	if o.Availability != nil {
		var values []float64
		if v := r.Figure("availability"); v != nil {
			values = []float64{*v}
		}
		j.objective("availability", j.hold("availability", "objectives.availability", "availability", ">=", unit.KindRatio, float64(*o.Availability), 0, values))
	}
	if o.ErrorRate != nil {
		j.checks = append(j.checks, Check{
			Kind: Objective, Name: "error_rate", Level: "warn", Status: Skipped, Path: "objectives.error_rate",
			Text: "error rate <= " + words.Percent(float64(*o.ErrorRate)), Reason: "recorded, not modelled",
		})
	}
	if o.CPU != nil {
		j.objective("cpu", j.hold("cpu", "objectives.cpu", "CPU utilization on the average", "<=", unit.KindRatio, float64(*o.CPU), 0,
			j.busiest(j.highest(func(d *capacity.Deployment, m int) float64 { return objective.MeanCPU(r.Scenario, d, m) }))))
	}
	if o.Memory != nil {
		j.objective("memory", j.hold("memory", "objectives.memory", "memory utilization", "<=", unit.KindRatio, float64(*o.Memory), 0,
			j.highest(func(d *capacity.Deployment, m int) float64 { return objective.Memory(r.Scenario, r.Demand, d, m) })))
	}
}

// served is whether the plan holds: it denies one that does not, unless the
// scenario allows the shortage. It stands where what falls short is bounded. Of a
// plan in which nothing can fall short nothing is asked.
func (j *judge) served() {
	l := j.Result.HoldingCheck()
	if l.Holds && !j.Result.Scenario.MayFallShort() && j.Result.Scenario.Objectives.Served == nil {
		return
	}
	v := holding.Judge(j.Result)
	bound := l.Limit
	c := Check{
		Kind: Objective, Name: l.Name, Level: l.Level, Text: l.Text, Path: l.Path, Metric: l.Metric, Measures: l.Kind,
		Bound: &bound, Actual: l.Seen, From: l.From, To: l.To, Series: l.Series, condition: &l,
	}
	if !l.Holds {
		first, _ := v.First()
		c.Month, c.Actual, c.Worst, c.Path = l.Month, l.Actual, l.Worst, first.Path
		c.Detail, c.Remedy = holding.Through(v, j.Result), "mended by "+holding.Mended(v)
		c.Reason = c.Detail
		held, known := true, true
		if j.policy.OnlyNew && j.Baseline != nil {
			held, known = l.HeldBy(j.Baseline.Figures, j.Result.Scenario)
		}
		j.settle(&c, Denied, held, known)
	}
	j.checks = append(j.checks, c)
}

// objective adds a check of a promise; one that the scenario says too little
// about to be held against it is skipped.
func (j *judge) objective(name string, c Check) {
	if c.Actual == nil {
		c.Status, c.Bound = Skipped, nil
		c.Reason = map[string]string{
			"latency_p95":  "no service states its latency",
			"availability": "the scenario states the availability of no part",
			"throughput":   "no service limits it",
		}[name]
	}
	if c.Status == Warned && j.policy.OnlyNew && j.Baseline != nil {
		held, known := j.Baseline.objective(c.Name)
		j.settle(&c, Warned, held, known)
	}
	j.checks = append(j.checks, c)
}

// throughput is promised for the month in which the users reach their target.
func (j *judge) throughput(asked float64) {
	r := j.Result
	month := r.Months()
	if r.Reached.Users != nil {
		month = *r.Reached.Users
	}
	var values []float64
	if first, limited := objective.Carried(r.Scenario, r.Demand, r.Capacity, r.Engine().Sizing(), month); limited {
		values = []float64{first.RPS}
	}
	j.objective("throughput", j.hold("throughput", "objectives.throughput", "requests carried", ">=", unit.KindPerSecond, asked, month, values))
}

// busiest raises the use of CPU by month to that of the database.
func (j *judge) busiest(row []float64) []float64 {
	if j.Result.Scenario.Database != nil {
		for m := range row {
			row[m] = max(row[m], objective.DatabaseCPU(j.Result.Scenario, j.Result.Capacity, m))
		}
	}
	return row
}

// highest is the largest value of any deployment by month.
func (j *judge) highest(value func(d *capacity.Deployment, month int) float64) []float64 {
	row := make([]float64, j.Result.Months()+1)
	for i := range j.Result.Capacity.Deployments {
		for m := range row {
			row[m] = max(row[m], value(&j.Result.Capacity.Deployments[i], m))
		}
	}
	return row
}
