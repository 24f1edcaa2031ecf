package capacity

import (
	"github.com/talimat/talimat-plan/internal/forecast"
)

// A service outside has no replicas here: it carries what its quota allows, and what is
// beyond is not served, whatever it costs.

// quotas lists the services outside that have one.
func (m *Model) quotas() (services []int) {
	for i := range m.scenario.Services {
		if v := &m.scenario.Services[i]; v.Outside && v.Quota != nil {
			services = append(services, i)
		}
	}
	return services
}

// Granted fills a row with the share of the peak calls of a service that its quota
// grants; 1 of one that has none.
func (m *Model) Granted(service int, d *forecast.Demand, share []float64) {
	m.PeakCalls(service, d, share)
	quota := m.scenario.Services[service].Quota
	for month, calls := range share {
		if share[month] = 1; quota != nil && m.scenario.Services[service].Outside {
			share[month] = carried(float64(*quota), calls)
		}
	}
}
