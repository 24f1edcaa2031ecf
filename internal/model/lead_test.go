package model_test

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
)

// The places are those that samples have been drawn with: another order would draw
// other futures for every plan. New inputs go behind the last.
func TestLeading(t *testing.T) {
	want := `drivers.users.growth drivers.database.growth load.requests load.peak load.complexity.target prices.trend
		cache.hit_ratio load.bytes cdn.offload savings.spot.discount savings.reserved.discount database.cpu.read
		database.cpu.write drivers.files.growth drivers.files.ingest
		drivers.users.growth.logistic.rate drivers.users.growth.logistic.ceiling
		nodes.headroom finance.discount_rate database.working_set database.overhead drivers.users.now
		drivers.database.now finance.savings database.reads database.writes load.complexity.now database.utilization`
	if got := strings.Join(model.Leading(), " "); got != strings.Join(strings.Fields(want), " ") {
		t.Errorf("got %s", got)
	}
}
