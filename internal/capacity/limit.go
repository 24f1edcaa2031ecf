package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
)

// Limit is how much of the most that there may be of one thing a part of a plan needs: at
// 1 nothing is left, above it the part is past a wall.
type Limit struct {
	Part     string  // path: services.web, services.web in eu, database, pools.gpu, stores.log
	Resource Binding // what asks for it
	Used     float64 // need ÷ the most that there may be, ≥ 0
}

// Limits lists how much of its limits each part of a plan needs at the peak of a month: the
// same ones in the same order in every month. Of services with a maximum each constraint
// counts, of the database the largest tier with as many read replicas as there may be, of
// pools and other stores their most machines, of services outside their quota. What has no
// limit is not there.
func (m *Model) Limits(d *forecast.Demand, p *Plan, month int) (all []Limit) {
	for i := range m.deployments {
		all = append(all, m.serviceLimits(i, d, p, month)...)
	}
	for _, i := range m.limited {
		m.PeakCalls(i, d, m.unused)
		v := &m.scenario.Services[i]
		all = append(all, Limit{"services." + v.Name, Quota, m.unused[month] / float64(*v.Quota)})
	}
	for i := range m.scenario.Pools {
		if most := m.scenario.Pools[i].Max; most != nil {
			all = append(all, Limit{"pools." + m.scenario.Pools[i].Name, Maximum, p.Pools[i].Need[month] / float64(*most)})
		}
	}
	for i := range m.scenario.Stores {
		st := &m.scenario.Stores[i]
		if most := st.Max; most != nil {
			all = append(all, Limit{"stores." + st.Name, Maximum, p.Stores[i].Need[month] / float64(*most)})
		}
	}
	if len(m.ladder.tiers) > 0 {
		all = append(all, m.databaseLimits(d, p, month)...)
	}
	return all
}

// serviceLimits are those of a deployment with a maximum: what each of its constraints asks
// for, as a share of it.
func (m *Model) serviceLimits(i int, d *forecast.Demand, p *Plan, month int) (all []Limit) {
	v := &m.scenario.Services[m.deployments[i].service]
	if v.Replicas.Max == nil {
		return nil
	}
	part, most := "services."+v.Name, max(float64(*v.Replicas.Max)-float64(v.Replicas.Spare), 1)
	if region := m.regions[m.deployments[i].region].Name; region != "" {
		part += " in " + region
	}
	w := m.Work(i, d, p, month)
	for _, c := range []struct {
		resource Binding
		need     float64
		there    bool
	}{
		{CPU, w.CPU, true},
		{Memory, w.Memory, v.Targets.Memory != nil},
		{RequestRate, w.RequestRate, v.Targets.RequestsPerSecond != nil},
		{ActiveUsers, w.ActiveUsers, v.Targets.ActiveUsers != nil},
		{DatabaseConnections, w.DatabaseConnections, v.Targets.DatabaseConnections != nil},
		{GPU, w.GPU, v.GPU != nil},
		{Latency, w.Latency, v.Targets.Latency != nil},
	} {
		if c.there {
			all = append(all, Limit{part, c.resource, c.need / most})
		}
	}
	return all
}

// databaseLimits are those of the database: by resource, the tier that has most of it.
func (m *Model) databaseLimits(d *forecast.Demand, p *Plan, month int) []Limit {
	q, e := m.queries(d, p, month, 1-p.HitRatio[month]), &m.epochs[m.epochOf[month]]
	var most databaseRate
	for _, t := range m.ladder.ranks {
		h := &m.ladder.holds[t]
		most.cpu, most.memory, most.disk, most.ops = max(most.cpu, h.cpu), max(most.memory, h.memory), max(most.disk, h.disk), max(most.ops, h.ops)
	}
	n := e.readers.regions + m.query.added
	replayed := 1 + float64(n*m.query.replay)
	all := []Limit{
		{"database", Writes, q.writeCPU / most.cpu},
		{"database", Reads, (q.readCPU + float64(q.writeCPU*replayed)) / float64((1+n)*most.cpu)},
		{"database", Memory, q.memory / most.memory},
		{"database", Storage, q.disk / most.disk},
	}
	if !math.IsInf(most.ops, 1) {
		all = append(all, Limit{"database", IOPS, max(q.writeIO/most.ops, (q.readIO+float64(q.writeIO*replayed))/float64((1+n)*most.ops))})
	}
	if room := m.admits(); !math.IsInf(room, 1) {
		all = append(all, Limit{"database", DatabaseConnections, p.Connections[month] / max(room, 1)})
	}
	return all
}
