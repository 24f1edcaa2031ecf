package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/words"
)

// This file holds the model against today. Month 0 is the best calibration that a
// plan has: what runs is known, and so is how busy it is.

// idleBelow is the use at today's peak below which what runs today, or what a call
// is said to take, is in doubt. Published surveys of clusters find a quarter to a
// half of the requested CPU used on the average (Reiss et al., "Heterogeneity and
// Dynamicity of Clouds at Scale", SoCC 2012; Tirmazi et al., "Borg: the Next
// Generation", EuroSys 2020): a tenth at peak is far outside.
const idleBelow = 0.10

// todayIdle: at today's peak hardly anything of what runs today is used.
func todayIdle(e *Evidence) []Finding {
	used, requested, largest := e.today()
	if requested == 0 || used >= idleBelow*requested {
		return nil
	}
	month, servers := 0, ""
	if cores := e.todaysCores(); cores > 0 { // pools have theirs
		servers = fmt.Sprintf(", on servers of %s (%s)", words.Count(cores), words.Percent(used/cores))
	}
	f := Finding{
		Code: "today-idle", Severity: Medium, Month: &month, Path: "services." + largest + ".cpu",
		Message: fmt.Sprintf("at today's peak the services use %s of the CPU that runs for them: either far too much runs, or a call takes more than is written here", words.Percent(used/requested)),
		Arithmetic: fmt.Sprintf("Σ calls/s × CPU of a call = %s cores at %s requests/s; replicas.now request %s cores%s%s",
			words.Number(used), words.Number(e.Demand.PeakRPS[0]), words.Number(requested), servers, e.todaysDatabase()),
		Remedy: fmt.Sprintf("compare with the CPU measured at the busiest hour: at %s of the requests cpu is right, and replicas.now, replica and the servers could shrink; at more, raise cpu, load.requests or load.peak in proportion", words.Percent(used/requested)),
	}
	return []Finding{f}
}

// todayOverloaded: the model asks for more replicas today than run today, so that
// it says that what works does not.
func todayOverloaded(e *Evidence) []Finding {
	var all []Finding
	for i := range e.Capacity.Deployments {
		d := &e.Capacity.Deployments[i]
		svc := &e.Scenario.Services[d.Service]
		if svc.Replicas.Now == nil {
			continue
		}
		runs := float64(*svc.Replicas.Now)
		if d.Need[0] <= runs*(1+1e-9) {
			continue
		}
		month := 0
		all = append(all, Finding{
			Code: "today-overloaded", Severity: Medium, Month: &month, Path: "services." + svc.Name + ".replicas.now",
			Message:    fmt.Sprintf("%s%s runs as %s replicas today, and by these inputs it needs %s already", svc.Name, place(e.region(d.Region)), words.Count(runs), words.Count(capacity.Whole(d.Need[0]))),
			Arithmetic: fmt.Sprintf("%s asks for %s replicas at today's peak of %s requests/s", d.Driver[0], words.Number(d.Need[0]), words.Number(e.Demand.PeakRPS[0])),
			Remedy:     "if today's peak is carried well, a call takes less than is written, or fewer come: measure cpu, load.requests and load.peak; if not, the plan is late",
		})
	}
	return all
}

// today is the cores that the services with replicas.now use at today's peak, the
// cores that those replicas request, and the service that uses most of them.
func (e *Evidence) today() (used, requested float64, largest string) {
	most := -1.0
	for i := range e.Capacity.Deployments {
		d := &e.Capacity.Deployments[i]
		svc := &e.Scenario.Services[d.Service]
		if svc.Replicas.Now == nil || d.Share[0] == 0 {
			continue
		}
		cores := e.Sizing.Work(i, e.Demand, e.Capacity, 0).Cores
		used += cores
		requested += float64(float64(*svc.Replicas.Now) * float64(svc.Replica.CPU))
		if cores > most {
			most, largest = cores, svc.Name
		}
	}
	return used, requested, largest
}

// todaysCores is the cores of all servers in month 0.
func (e *Evidence) todaysCores() (cores float64) {
	for r := range e.Capacity.Regions {
		for _, servers := range e.Capacity.Regions[r].Kinds() {
			if servers.Nodes[0] > 0 {
				cores += float64(servers.Nodes[0] * float64(e.Sizing.Tiers()[servers.Tier[0]].CPU))
			}
		}
	}
	return cores
}

// todaysDatabase says how busy the database is in month 0; nothing without one.
func (e *Evidence) todaysDatabase() string {
	if e.Scenario.Database == nil {
		return ""
	}
	w := e.Sizing.DatabaseWork(e.Demand, e.Capacity, 0)
	tier := e.Sizing.Databases()[e.Capacity.Database.Tier[0]]
	return fmt.Sprintf("; the database uses %s of %s cores", words.Number(w.ReadCPU+w.WriteCPU), words.Number(float64(tier.CPU)))
}

// smallReplicas: many small replicas hold more connections than the database
// accepts, and as many cores in larger ones would not.
func smallReplicas(e *Evidence) []Finding {
	db := e.Scenario.Database
	if db == nil || db.Connections.Max == nil || db.Connections.Pooler != nil {
		return nil
	}
	last, budget := e.Scenario.Months(), float64(*db.Connections.Max)-float64(db.Connections.Reserved)
	held := e.Capacity.Connections[last]
	if held <= budget {
		return nil
	}
	service, replicas, deployments := e.mostConnections(last)
	svc := &e.Scenario.Services[service]
	largest := e.largestReplica(last)
	cores := float64(svc.Replica.CPU)
	if times := largest / cores; times < 2 || replicas < 4*deployments {
		return nil // already large, or too few to be fewer
	}
	fewer := max(capacity.Whole(replicas*cores/largest), 2*deployments)
	var all []string
	for i := range e.Scenario.Services {
		if n := e.replicas(i, last); n*float64(e.Scenario.Services[i].Connections) > 0 {
			all = append(all, fmt.Sprintf("%s of %s", words.Count(n), e.Scenario.Services[i].Name))
		}
	}
	each := float64(svc.Connections)
	return []Finding{{
		Code: "small-replicas", Severity: Medium, Month: &last, Path: "services." + svc.Name + ".replica.cpu",
		Message:    fmt.Sprintf("%s small replicas hold %s database connections in month %d: the number comes from their size of %s cores, not from the load", words.Count(replicas), words.Count(replicas*each), last, words.Number(cores)),
		Arithmetic: fmt.Sprintf("replicas with connections: %s; %s × %s = %s of %s connections for %s; of %s cores each, %s × %s = %s", words.List(all), words.Count(replicas), words.Count(each), words.Count(replicas*each), words.Count(held), words.Count(budget), words.Number(largest), words.Count(fewer), words.Count(each), words.Count(fewer*each)),
		Remedy:     fmt.Sprintf("give %s a replica of up to %s cores with the same pool of connections, or put a pooler in front of the database", svc.Name, words.Number(largest)),
	}}
}

// mostConnections is the service that holds most connections in a month, its
// replicas and in how many regions they are.
func (e *Evidence) mostConnections(month int) (service int, replicas, deployments float64) {
	most := -1.0
	for i := range e.Scenario.Services {
		if held := e.replicas(i, month) * float64(e.Scenario.Services[i].Connections); held > most {
			most, service = held, i
		}
	}
	for i := range e.Capacity.Deployments {
		if d := &e.Capacity.Deployments[i]; d.Service == service && d.Replicas[month] > 0 {
			deployments++
		}
	}
	return service, e.replicas(service, month), deployments
}

// replicas is how many of a service run in a month in all regions.
func (e *Evidence) replicas(service, month int) (n float64) {
	for i := range e.Capacity.Deployments {
		if d := &e.Capacity.Deployments[i]; d.Service == service {
			n += d.Replicas[month]
		}
	}
	return n
}

// largestReplica is a quarter of the smallest server that runs in a month: larger
// replicas would leave much of a server empty.
func (e *Evidence) largestReplica(month int) float64 {
	smallest := 0.0
	for r := range e.Capacity.Regions {
		for _, servers := range e.Capacity.Regions[r].Kinds() {
			if cpu := float64(e.Sizing.Tiers()[servers.Tier[month]].CPU); servers.Nodes[month] > 0 && (smallest == 0 || cpu < smallest) {
				smallest = cpu
			}
		}
	}
	return smallest / 4
}
