package objective_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/unit"
)

// A page of 120 ms makes two calls to a service of 60 ms, which stand for exponential
// times of 40.059 and 20.029 ms: means 40.059 + 2·20.029, and beyond them the root of
// 79.941² + 2·39.971², 97.908 ms: 178.02 ms, which is 2.3 % more than the 174.0 ms of
// the sum itself (its tail is 4·e^(−t/2) − (3 + t)·e^(−t) in means of a search).
func TestComposedOfWhatItUses(t *testing.T) {
	s := world()
	s.Regions, s.Database = nil, nil
	s.Services = []model.Service{
		{Name: "page", Latency: 0.120, Uses: []model.Usage{{Name: "search", Calls: ptr(unit.Count(2))}}},
		{Name: "search", Latency: 0.060, Called: true},
	}
	r := responses(s)
	r.In(6, objective.P95)
	m, each := 0.120/math.Log(20), 0.060/math.Log(20)
	want := m + 2*each + math.Sqrt(math.Pow(0.120-m, 2)+2*math.Pow(0.060-each, 2))
	if got := r.Slowest(); got.Service != "page" || math.Abs(got.Seconds()-want) > 1e-12 || math.Abs(want-0.17802) > 1e-4 {
		t.Errorf("got %+v, want %g s", got, want)
	}
	// Half of the median's square lies below the mean: it composes with its sign.
	r.In(6, objective.Median)
	if got := r.Slowest().Seconds(); got >= m+2*each || got <= m {
		t.Errorf("the median is %g s", got)
	}
	*s.Services[0].Uses[0].Calls = 0
	r.In(6, objective.P95)
	if got := r.Slowest().Seconds(); math.Abs(got-0.120) > 1e-12 {
		t.Errorf("without calls: %g s", got)
	}
}

// Of three reads and a write of each call, the write travels to the primary, and the reads
// too where no replica answers them.
func TestStatementsTravel(t *testing.T) {
	s := world()
	s.Database.Reads, s.Database.Writes = 3, 1
	s.Regions[0].Database.Role = "primary"
	for role, trips := range map[string]float64{"none": 4, "replica": 1} {
		s.Regions[1].Database.Role = role
		r := responses(s)
		r.In(6, objective.P95)
		if got := r.From(1, 1).Network; math.Abs(got-trips*0.160) > 1e-12 {
			t.Errorf("%s: %g s on the network, want %g round trips", role, got, trips)
		}
		if got := r.From(0, 1).Network; got != 0 {
			t.Errorf("beside the primary: %g s", got)
		}
	}
	// One for another use answers no reads.
	s.Regions[1].Database.Use, s.Database.ReadReplicas.Uses = "reports", []model.ReplicaUse{{Name: "reports", Count: 1}}
	r := responses(s)
	if r.In(6, objective.P95); math.Abs(r.From(1, 1).Network-0.640) > 1e-12 {
		t.Errorf("a replica for reports answers the reads of users: %g s", r.From(1, 1).Network)
	}
}

// More is asked of a replica than it can do: there is no end to the wait, and no figure.
func TestEndless(t *testing.T) {
	s := world()
	s.Regions, s.Database = nil, nil
	s.Services = s.Services[:1]
	s.Services[0].CPU, s.Services[0].Calls, s.Services[0].Replicas.Max = 1, 1, ptr(unit.Count(1))
	s.Drivers.Users.Now, s.Load.Requests = 10, 1
	r := responses(s)
	r.In(0, objective.P95)
	if got := r.Slowest(); !got.Endless || !math.IsNaN(got.Seconds()) {
		t.Errorf("got %+v", got)
	}
}
