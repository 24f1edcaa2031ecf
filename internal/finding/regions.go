package finding

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/words"
)

// serviceNowhere: a service runs in no region.
func serviceNowhere(e *Evidence) []Finding {
	var all []Finding
	for s := range e.Scenario.Services {
		name := e.Scenario.Services[s].Name
		if len(e.Scenario.Regions) == 0 || slices.ContainsFunc(e.Scenario.Regions, func(r model.Region) bool { return objective.Runs(&r, name) }) {
			continue
		}
		all = append(all, Finding{
			Code: "service-nowhere", Severity: High, Path: "services." + name,
			Message:    fmt.Sprintf("%s runs in no region", name),
			Arithmetic: fmt.Sprintf("none of the %d regions lists it; the plan lets %s answer all its calls", len(e.Scenario.Regions), e.Scenario.Regions[0].Name),
			Remedy:     "add it to the services of a region",
		})
	}
	return all
}

// remoteCalls: users of a region need a service that does not run there.
func remoteCalls(e *Evidence) []Finding {
	var all []Finding
	for i := range e.Scenario.Regions {
		r := &e.Scenario.Regions[i]
		var missing []string
		for s := range e.Scenario.Services {
			name := e.Scenario.Services[s].Name
			if !e.Scenario.Services[s].Awaited() { // works off a queue: nobody waits for it
				continue
			}
			elsewhere := slices.ContainsFunc(e.Scenario.Regions, func(o model.Region) bool { return objective.Runs(&o, name) })
			if !objective.Runs(r, name) && elsewhere && r.Users > 0 {
				missing = append(missing, name)
			}
		}
		if len(missing) == 0 {
			continue
		}
		month := r.From.Or(0)
		all = append(all, Finding{
			Code: "remote-calls", Severity: Medium, Month: &month, Path: "regions." + r.Name + ".services",
			Message:    fmt.Sprintf("%s %s not run in %s: every call crosses regions", words.List(missing), plural(len(missing), "does", "do"), r.Name),
			Arithmetic: fmt.Sprintf("a round trip of %s to the region of the primary for %s of the users", words.Milliseconds(float64(r.RTT)), words.Percent(float64(r.Users))),
			Remedy:     "run it there, or verify what it yields (tokens) locally",
		})
	}
	return all
}

// writeLatency: a write from a region takes longer than the objective, because
// it crosses the network to the primary.
func writeLatency(e *Evidence) []Finding {
	limit := e.Scenario.Objectives.LatencyP95
	if limit == nil || e.Scenario.Database == nil {
		return nil
	}
	var all []Finding
	times := e.responses()
	for i := range e.Scenario.Regions {
		r := &e.Scenario.Regions[i]
		var slow []string
		var worst objective.Call
		if r.From.Or(0) > e.Scenario.Months() {
			continue
		}
		times.In(r.From.Or(0), objective.P95)
		for s := range e.Scenario.Services {
			svc := &e.Scenario.Services[s]
			if call := times.From(i, s); svc.Connections > 0 && svc.Awaited() && call.Inside <= float64(*limit) && call.Seconds() > float64(*limit) {
				slow = append(slow, svc.Name)
				if call.Seconds() > worst.Seconds() {
					worst = call
				}
			}
		}
		if len(slow) == 0 || r.Users == 0 {
			continue
		}
		month := r.From.Or(0)
		all = append(all, Finding{
			Code: "write-latency", Severity: High, Month: &month, Path: "regions." + r.Name + ".rtt",
			Message:    fmt.Sprintf("queries of %s from %s cross %s to the primary and miss the objective of %s", words.List(slow), r.Name, words.Milliseconds(float64(r.RTT)), words.Milliseconds(float64(*limit))),
			Arithmetic: fmt.Sprintf("%s + service %s = %s", trips(worst.Network, float64(r.RTT)), words.Milliseconds(worst.Inside), words.Milliseconds(worst.Seconds())),
			Remedy:     "serve the reads from a replica in the region, accept writes into a queue there, or promise the latency for reads only",
		})
	}
	return all
}

// trips is what the network takes, in round trips.
func trips(network, each float64) string {
	if n := network / each; n > 1+1e-9 {
		return fmt.Sprintf("%s round trips of %s", words.Number(n), words.Milliseconds(each))
	}
	return "round trip " + words.Milliseconds(network)
}

// staleReads: reads in a region may be older than the lag that is promised.
func staleReads(e *Evidence) []Finding {
	var worst *model.Region
	for i := range e.Scenario.Regions {
		r := &e.Scenario.Regions[i]
		if lag := r.Database.Lag; lag != nil && (worst == nil || *lag > *worst.Database.Lag) {
			worst = r
		}
	}
	if worst == nil || *worst.Database.Lag <= 0 {
		return nil
	}
	month := worst.From.Or(0)
	return []Finding{{
		Code: "stale-reads", Severity: Low, Month: &month, Path: "regions." + worst.Name + ".database.lag",
		Message:    fmt.Sprintf("a user in %s may not see an own write for up to %s s", worst.Name, words.Number(float64(*worst.Database.Lag))),
		Arithmetic: fmt.Sprintf("reads from a replica with a lag of up to %s s, writes to the primary", words.Number(float64(*worst.Database.Lag))),
		Remedy:     "read from the primary for a while after a write of the same user",
	}}
}

// primaryMoves: the primary is in a region that opens later, so the database
// must move there first.
func primaryMoves(e *Evidence) []Finding {
	for i := range e.Scenario.Regions {
		r := &e.Scenario.Regions[i]
		if month := r.From.Or(0); i > 0 && r.Database.Role == "primary" && month > 0 {
			return []Finding{{
				Code: "primary-moves", Severity: Medium, Month: &month, Path: "regions." + r.Name + ".database",
				Message:    fmt.Sprintf("the write primary moves from %s to %s in month %d", e.Scenario.Regions[0].Name, r.Name, month),
				Arithmetic: fmt.Sprintf("%s of the users stay near %s and then write over %s", words.Percent(float64(e.Scenario.Regions[0].Users)), e.Scenario.Regions[0].Name, words.Milliseconds(float64(e.Scenario.Regions[0].RTT))),
				Remedy:     "plan the migration and its downtime, or keep the primary where the users are",
			}}
		}
	}
	return nil
}
