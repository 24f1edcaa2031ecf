package finding

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

func TestReviewOverdue(t *testing.T) {
	date := func(year, month int) *unit.Date { return &unit.Date{Year: year, Month: month} }
	for _, c := range []struct {
		review, asOf *unit.Date
		want         string
	}{
		{date(2026, 6), nil, ""},
		{nil, date(2026, 6), ""},
		{date(2026, 6), date(2026, 6), ""},
		{date(2026, 6), date(2026, 7), "in 2026-06, which is a month ago"},
		{date(2025, 11), date(2026, 7), "by ops in 2025-11, which is 8 months ago"},
	} {
		s := &model.Scenario{Review: c.review, AsOf: c.asOf}
		if strings.Contains(c.want, "ops") {
			s.Owner = "ops"
		}
		found := reviewOverdue(&Evidence{Scenario: s})
		if (len(found) == 0) != (c.want == "") || len(found) > 0 && !strings.Contains(found[0].Message, c.want) {
			t.Errorf("%v, as of %v: %+v, want %q", c.review, c.asOf, found, c.want)
		}
	}
}
