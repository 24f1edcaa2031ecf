package cost

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// meter adds up a volume under graduated prices: each step's price holds for
// the bytes between the previous bound and its own.
type meter struct{ bytes, below, total float64 }

func (m *meter) step(bound *unit.Bytes, price float64) {
	upTo := m.bytes
	if bound != nil && float64(*bound) < upTo {
		upTo = float64(*bound)
	}
	if upTo > m.below {
		m.total += (upTo - m.below) * price
		m.below = upTo
	}
}

// storage is the monthly price of a stored volume.
func storage(steps []model.StoragePrice, bytes float64) float64 {
	m := meter{bytes: bytes}
	for i := range steps {
		m.step(steps[i].UpTo, float64(steps[i].Price))
	}
	return m.total
}

// transfer is the price of a month's traffic.
func transfer(steps []model.TrafficPrice, bytes float64) float64 {
	m := meter{bytes: bytes}
	for i := range steps {
		m.step(steps[i].UpTo, float64(steps[i].Price))
	}
	return m.total
}
