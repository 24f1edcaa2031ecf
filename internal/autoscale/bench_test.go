package autoscale

import "testing"

// day is a trace of a day on the default path, with noise at every sync.
func day(b testing.TB, id string) (Setup, []int64) {
	b.Helper()
	var file struct{ Traces []trace }
	oracles(b, "traces.json", &file)
	for i := range file.Traces {
		if tr := &file.Traces[i]; tr.ID == id {
			return tr.setup(b), tr.Scenario.Demand
		}
	}
	b.Fatalf("no trace %q", id)
	return Setup{}, nil
}

func BenchmarkTick(b *testing.B) {
	for _, id := range []string{"diurnal5x_noise10", "diurnal5x_behavior_default"} {
		b.Run(id, func(b *testing.B) {
			s, demand := day(b, id)
			l := NewLoop(s)
			l.Run(demand, 1, nil)
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n += l.Run(demand, 1, nil).Ticks
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/tick")
		})
	}
}

// A week of quarter-hourly load at syncs of 15 s.
func BenchmarkWeek(b *testing.B) {
	s, day := day(b, "diurnal5x_noise10")
	var demand []int64
	for k := range 7 * 96 {
		demand = append(demand, day[k*60%len(day)])
	}
	l := NewLoop(s)
	l.Run(demand, 60, nil)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n += l.Run(demand, 60, nil).Ticks
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/tick")
}
