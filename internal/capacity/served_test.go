package capacity_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
)

func TestServedReplicas(t *testing.T) {
	for _, c := range []struct {
		why    string
		change func(*model.Scenario)
		want   float64
	}{
		{"ten replicas carry 1,000/s", func(*model.Scenario) {}, 1},
		{"seven of ten", func(s *model.Scenario) { s.Services[0].Replicas.Max = ptr(count(7)) }, 0.7},
		{"spare ones serve too", func(s *model.Scenario) {
			s.Services[0].Replicas.Max, s.Services[0].Replicas.Spare = ptr(count(10)), 2
		}, 1},
		{"nothing is asked", func(s *model.Scenario) { s.Drivers.Users.Now, s.Services[0].Replicas.Min = 0, 0 }, 1},
	} {
		s := base(1000)
		c.change(s)
		if got := plan(s).Deployments[0].Served[1]; !near(got, c.want) {
			t.Errorf("%s: got %g, want %g", c.why, got, c.want)
		}
	}
}

// 1,000 requests per second at the largest tier: 16 cores planned for half, 8.
func TestServedDatabase(t *testing.T) {
	for _, c := range []struct {
		why    string
		change func(*model.Scenario)
		want   float64
		short  capacity.Binding
	}{
		{"nothing is asked", func(*model.Scenario) {}, 1, capacity.Idle},
		{"writes: 10 cores of 8", func(s *model.Scenario) {
			s.Database.Writes, s.Database.CPU.Write = 1, 0.010
		}, 0.8, capacity.Writes},
		{"writes: 5,000 operations of 4,000", func(s *model.Scenario) {
			s.Database.Writes, s.Database.IO.Write = 1, 5
		}, 0.8, capacity.Writes},
		{"reads: 100 cores of 6 · 8", func(s *model.Scenario) {
			s.Database.Reads, s.Database.CPU.Read = 1, 0.100
		}, 0.48, capacity.Reads},
		{"reads: 40 cores are 5 · 8", func(s *model.Scenario) {
			s.Database.Reads, s.Database.CPU.Read = 1, 0.040
		}, 1, capacity.Idle},
		{"reads beside writes: s · (60 + 4 + 5·0.5·4) = 6 · 8", func(s *model.Scenario) {
			s.Database.Reads, s.Database.Writes, s.Database.CPU = 1, 1, model.QueryCPU{Read: 0.060, Write: 0.004}
		}, 48.0 / 74, capacity.Reads},
		{"reads: 30,000 operations of 6 · 4,000", func(s *model.Scenario) {
			s.Database.Reads, s.Database.IO.Read = 1, 30
		}, 0.8, capacity.IOPS},
		{"disk: 500 GB of 400", func(s *model.Scenario) { *s.Drivers.Database.Now = 500e9 }, 0.8, capacity.Storage},
		{"memory: half of 80 GB of 32", func(s *model.Scenario) {
			*s.Drivers.Database.Now, s.Database.WorkingSet = 80e9, 0.5
		}, 0.8, capacity.Memory},
		{"connections: 10 replicas hold 200, 100 less 20 are free", func(s *model.Scenario) {
			s.Services[0].Connections = 20
			s.Database.Connections.Max, s.Database.Connections.Reserved = ptr(count(100)), 20
		}, 0.4, capacity.DatabaseConnections},
		{"a pooler opens 100", func(s *model.Scenario) {
			s.Services[0].Connections = 20
			s.Database.Connections.Max, s.Database.Connections.Pooler = ptr(count(100)), ptr(count(100))
		}, 1, capacity.Idle},
		{"replicas for other uses do not carry reads", func(s *model.Scenario) {
			s.Database.ReadReplicas.Max = 0
			s.Database.ReadReplicas.Uses = []model.ReplicaUse{{Name: "reports", Count: 3}}
			s.Database.Reads, s.Database.CPU.Read = 1, 0.010
		}, 0.8, capacity.Reads},
	} {
		s := stored(1000)
		c.change(s)
		db := plan(s).Database
		if got := db.Served[1]; !near(got, c.want) || db.Short[1] != c.short {
			t.Errorf("%s: got %g by %s, want %g by %s", c.why, got, db.Short[1], c.want, c.short)
		}
	}
}
