package gate

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/unit"
)

// objectives are what the system promises. A missed one warns: what must hold is
// a limit on the same result.
func (j *judge) objectives() {
	o, r := &j.Result.Scenario.Objectives, j.Result
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
			Text: "error rate <= " + j.quantity(unit.KindRatio, float64(*o.ErrorRate)), Reason: "recorded, not modelled",
		})
	}
	if o.CPU != nil {
		j.objective("cpu", j.hold("cpu", "objectives.cpu", "CPU utilization on the average", "<=", unit.KindRatio, float64(*o.CPU), 0,
			j.highest(func(d *capacity.Deployment, m int) float64 { return objective.MeanCPU(r.Scenario, d, m) })))
	}
	if o.Memory != nil {
		j.objective("memory", j.hold("memory", "objectives.memory", "memory utilization", "<=", unit.KindRatio, float64(*o.Memory), 0,
			j.highest(func(d *capacity.Deployment, m int) float64 { return objective.Memory(r.Scenario, r.Demand, d, m) })))
	}
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
	if carried, weakest := objective.Carried(r.Scenario, r.Demand, r.Capacity, month); weakest != nil {
		values = []float64{carried}
	}
	j.objective("throughput", j.hold("throughput", "objectives.throughput", "requests carried", ">=", unit.KindPerSecond, asked, month, values))
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
