package finding

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/words"
)

// replicaCap: the maximum of a service binds, so that load is left unserved, or
// spare replicas are not kept.
func replicaCap(e *Evidence) []Finding {
	var all []Finding
	for s := range e.Scenario.Services {
		if e.Scenario.Services[s].Replicas.Max == nil {
			continue
		}
		for month := 0; month <= e.Scenario.Months(); month++ {
			if d := e.capped(s, month); d != nil {
				all = append(all, e.cap(s, d, month))
				break
			}
		}
	}
	return all
}

// cap is the finding on a service whose maximum binds from a month on.
func (e *Evidence) cap(service int, d *capacity.Deployment, month int) Finding {
	svc := &e.Scenario.Services[service]
	most, spare := float64(*svc.Replicas.Max), float64(svc.Replicas.Spare)
	worst, at, lasting := e.worstCap(service)
	f := Finding{
		Code: "replica-cap", Severity: e.shortfall(worst.Served[at]), Month: &month, Path: "services." + svc.Name + ".replicas.max",
		Message: fmt.Sprintf("%s%s may have %s replicas and needs more from month %d on, in %d %s", svc.Name, place(e.region(d.Region)), words.Count(most), month, lasting, plural(lasting, "month", "months")),
		Arithmetic: fmt.Sprintf("%s asks for %s replicas in month %d%s; they carry %s of the peak, and CPU use is then %s of the requests",
			d.Driver[month], words.Number(d.Need[month]), month, later(worst, at, month), words.Percent(worst.Served[at]), words.Percent(worst.CPU[at])),
		Remedy: fmt.Sprintf("raise max to %s, or give a replica more CPU and memory; what is not served is not in the cost", words.Count(capacity.Whole(worst.Need[at])+spare)),
	}
	if worst.Served[at] == 1 {
		f.Message = fmt.Sprintf("%s%s may have %s replicas, which do not leave the %s spare from month %d on, in %d %s", svc.Name, place(e.region(d.Region)), words.Count(most), words.Count(spare), month, lasting, plural(lasting, "month", "months"))
		f.Remedy = fmt.Sprintf("raise max to %s", words.Count(capacity.Whole(worst.Need[at])+spare))
	}
	return f
}

// later is what a deployment asks for in its worst month, if that is another one.
func later(d *capacity.Deployment, worst, first int) string {
	if worst == first {
		return ""
	}
	return fmt.Sprintf(", and for %s in month %d", words.Number(d.Need[worst]), worst)
}

// shortfall is how much it matters that a part carries so much of its peak: the
// plan does not hold unless the scenario allows it.
func (e *Evidence) shortfall(served float64) Severity {
	if served < e.Scenario.LeastServed()*(1-1e-9) {
		return High
	}
	return Medium
}

// worstCap is the deployment of a service that needs most of all in a month in
// which its maximum binds, that month, and how many such months there are.
func (e *Evidence) worstCap(service int) (worst *capacity.Deployment, at, lasting int) {
	for month := 0; month <= e.Scenario.Months(); month++ {
		d := e.capped(service, month)
		if d == nil {
			continue
		}
		lasting++
		if worst == nil || d.Need[month] > worst.Need[at] {
			worst, at = d, month
		}
	}
	return worst, at, lasting
}

// capped is the deployment of a service that needs most beyond its maximum.
func (e *Evidence) capped(service, month int) *capacity.Deployment {
	var worst *capacity.Deployment
	for i := range e.Capacity.Deployments {
		d := &e.Capacity.Deployments[i]
		if d.Service == service && d.Binding[month] == capacity.Maximum && (worst == nil || d.Need[month] > worst.Need[month]) {
			worst = d
		}
	}
	return worst
}

func (e *Evidence) region(i int) string { return e.Sizing.Regions()[i].Name }

// activeUsersAtTarget: at the target the users per replica ask for more
// replicas than the maximum allows.
func activeUsersAtTarget(e *Evidence) []Finding {
	target := e.Scenario.Drivers.Users.Target
	if target == nil {
		return nil
	}
	var all []Finding
	for s := range e.Scenario.Services {
		svc := &e.Scenario.Services[s]
		per := svc.Targets.ActiveUsers
		if per == nil || svc.Replicas.Max == nil || svc.Driver != "users" {
			continue
		}
		region, largest := e.largestShare(s)
		total, here := float64(*target)/float64(*per), float64(*target)*largest/float64(*per)
		if most := float64(*svc.Replicas.Max); here > most*(1+1e-9) {
			all = append(all, Finding{
				Code: "active-users-target", Severity: High, Month: e.TargetMonth, Path: "services." + svc.Name + ".targets.active_users",
				Message:    fmt.Sprintf("at the target of %s users, %s users per replica ask for %s replicas of %s, and max is %s", words.Count(float64(*target)), words.Count(float64(*per)), words.Count(capacity.Whole(total)), svc.Name, words.Count(most)),
				Arithmetic: fmt.Sprintf("%s ÷ %s = %s replicas in all; %s of the users%s: %s", words.Count(float64(*target)), words.Count(float64(*per)), words.Number(total), term(largest), place(region), words.Number(here)),
				Remedy:     fmt.Sprintf("raise max to %s, or the users per replica to %s", words.Count(capacity.Whole(here)), words.Count(capacity.Whole(float64(*target)*largest/most))),
			})
		}
	}
	return all
}

// largestShare is the region that answers most of a service's calls at the end
// of the plan, and its share.
func (e *Evidence) largestShare(service int) (region string, largest float64) {
	last := e.Scenario.Months()
	for i := range e.Capacity.Deployments {
		d := &e.Capacity.Deployments[i]
		if d.Service == service && d.Share[last] > largest {
			region, largest = e.region(d.Region), d.Share[last]
		}
	}
	return region, largest
}

// connectionBudget: the replicas hold more connections than the server accepts.
func connectionBudget(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Connections.Max == nil || db.Connections.Pooler != nil {
		return nil
	}
	budget := float64(*db.Connections.Max) - float64(db.Connections.Reserved)
	for month, held := range e.Capacity.Connections {
		if held > budget {
			last := e.Capacity.Connections[e.Scenario.Months()]
			return []Finding{{
				Code: "connection-budget", Severity: e.shortfall(max(budget, 0) / slices.Max(e.Capacity.Connections)), Month: &month, Path: "database.connections.max",
				Message:    fmt.Sprintf("the services hold %s database connections in month %d, the server leaves them %s", words.Count(held), month, words.Count(budget)),
				Arithmetic: fmt.Sprintf("Σ replicas × connections = %s in month %d and %s in month %d; %s less %s reserved = %s", words.Count(held), month, words.Count(last), e.Scenario.Months(), words.Count(float64(*db.Connections.Max)), words.Count(float64(db.Connections.Reserved)), words.Count(budget)),
				Remedy:     "put a pooler in front of the database (database.connections.pooler), or give each replica fewer connections",
			}}
		}
	}
	return nil
}

// connectionTarget: an autoscaling target of connections per replica, times the
// replicas it may lead to, is more than the server accepts.
func connectionTarget(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Connections.Max == nil || db.Connections.Pooler != nil {
		return nil
	}
	var all []Finding
	limit := float64(*db.Connections.Max)
	for i := range e.Scenario.Services {
		svc := &e.Scenario.Services[i]
		per := svc.Targets.DatabaseConnections
		if per == nil || svc.Replicas.Max == nil {
			continue
		}
		if most := float64(*svc.Replicas.Max); float64(*per)*most > limit {
			all = append(all, Finding{
				Code: "connection-target", Severity: High, Path: "services." + svc.Name + ".targets.database_connections",
				Message:    fmt.Sprintf("scaling %s on %s connections per replica exceeds max_connections before it reaches max", svc.Name, words.Count(float64(*per))),
				Arithmetic: fmt.Sprintf("%s × %s replicas = %s connections, max_connections is %s: %s replicas use them up", words.Count(float64(*per)), words.Count(most), words.Count(float64(*per)*most), words.Count(limit), words.Number(limit/float64(*per))),
				Remedy:     fmt.Sprintf("a target of at most %s, or a pooler", words.Count(limit/most)),
			})
		}
	}
	return all
}

// targetAboveObjective: a service is scaled later than the objective allows.
func targetAboveObjective(e *Evidence) []Finding {
	o := &e.Scenario.Objectives
	var all []Finding
	for i := range e.Scenario.Services {
		svc := &e.Scenario.Services[i]
		if svc.Interruptible || svc.Replicas.Max != nil && *svc.Replicas.Max <= svc.Replicas.Min {
			continue // works off a queue, or does not scale at all
		}
		if o.CPU != nil && svc.Targets.CPU > *o.CPU {
			all = append(all, Finding{
				Code: "target-above-objective", Severity: Medium, Path: "services." + svc.Name + ".targets.cpu",
				Message:    fmt.Sprintf("%s is scaled at a CPU utilization above the objective", svc.Name),
				Arithmetic: fmt.Sprintf("target %s > objective %s", words.Percent(float64(svc.Targets.CPU)), words.Percent(float64(*o.CPU))),
				Remedy:     "lower the target to the objective",
			})
		}
		if o.Memory != nil && svc.Targets.Memory != nil && *svc.Targets.Memory > *o.Memory {
			all = append(all, Finding{
				Code: "target-above-objective", Severity: Medium, Path: "services." + svc.Name + ".targets.memory",
				Message:    fmt.Sprintf("%s is scaled at a memory utilization above the objective", svc.Name),
				Arithmetic: fmt.Sprintf("target %s > objective %s", words.Percent(float64(*svc.Targets.Memory)), words.Percent(float64(*o.Memory))),
				Remedy:     "lower the target to the objective",
			})
		}
	}
	return all
}

// throughput: the objective asks for more requests than the plan, sized for its
// own peak, carries when the target is reached.
func throughput(e *Evidence) []Finding {
	asked := e.Scenario.Objectives.Throughput
	if asked == nil {
		return nil
	}
	month := e.Scenario.Months()
	if e.TargetMonth != nil {
		month = *e.TargetMonth
	}
	first, limited := objective.Carried(e.Scenario, e.Demand, e.Capacity, e.Sizing, month)
	carried, weakest := first.RPS, first.Deployment
	if !limited || carried >= float64(*asked) {
		return nil
	}
	if weakest == nil {
		return []Finding{{
			Code: "throughput-short", Severity: Medium, Month: &month, Path: "objectives.throughput",
			Message:    fmt.Sprintf("the objective of %s requests/s is not carried in month %d: the database is full at %s", words.Count(float64(*asked)), month, words.Count(carried)),
			Arithmetic: fmt.Sprintf("peak %s requests/s × %s of that load = %s", words.Count(e.Demand.PeakRPS[month]), term(carried/e.Demand.PeakRPS[month]), words.Count(carried)),
			Remedy:     "see what database.served is a share of, and mend that",
		}}
	}
	name := e.Scenario.Services[weakest.Service].Name
	return []Finding{{
		Code: "throughput-short", Severity: Medium, Month: &month, Path: "objectives.throughput",
		Message:    fmt.Sprintf("the objective of %s requests/s is not carried in month %d: %s%s is full at %s", words.Count(float64(*asked)), month, name, place(e.region(weakest.Region)), words.Count(carried)),
		Arithmetic: fmt.Sprintf("peak %s requests/s × %s replicas ÷ need of %s there = %s", words.Count(e.Demand.PeakRPS[month]), words.Count(weakest.Replicas[month]), words.Number(weakest.Need[month]), words.Count(carried)),
		Remedy:     "plan for a higher peak factor, raise what caps it, or keep spare replicas",
	}}
}
