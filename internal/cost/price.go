package cost

import "github.com/talimat/talimat-plan/internal/model"

// storage is the monthly price of a stored volume under graduated prices: each
// step's price holds for the bytes between the previous bound and its own.
func storage(steps []model.StoragePrice, bytes float64) float64 {
	total, below := 0.0, 0.0
	for i := range steps {
		upTo := bytes
		if bound := steps[i].UpTo; bound != nil && float64(*bound) < bytes {
			upTo = float64(*bound)
		}
		if upTo > below {
			total += (upTo - below) * float64(steps[i].Price)
			below = upTo
		}
	}
	return total
}

// transfer is the price of a month's traffic under graduated prices, as storage.
func transfer(steps []model.TrafficPrice, bytes float64) float64 {
	total, below := 0.0, 0.0
	for i := range steps {
		upTo := bytes
		if bound := steps[i].UpTo; bound != nil && float64(*bound) < bytes {
			upTo = float64(*bound)
		}
		if upTo > below {
			total += (upTo - below) * float64(steps[i].Price)
			below = upTo
		}
	}
	return total
}
