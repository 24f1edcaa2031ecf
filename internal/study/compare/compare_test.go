package compare_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/study/compare"
)

func month(m int) *int { return &m }

func TestQuestionsWithoutAnswer(t *testing.T) {
	old := file(t, "claude-talimat")
	short := edit(t, old, "horizon: 36 months", "horizon: 18 months", "by: month 36", "by: month 18", "evaluate: 36 months", "evaluate: 18 months")
	for _, c := range []struct {
		q           compare.Question
		about, want string
	}{
		{compare.Question{Of: "cost.efective"}, "of", `unknown result "cost.efective"; did you mean "cost.effective"?`},
		{compare.Question{Of: "frobnicate"}, "of", `unknown result "frobnicate"`},
		{compare.Question{Of: "finance.npv", Month: month(3)}, "month", "finance.npv is a single figure, not one for each month"},
		{compare.Question{Month: month(19)}, "month", "month 19 lies beyond the last month that both plans have, month 18"},
	} {
		_, err := compare.Compare(side(t, old), side(t, short), c.q)
		var question *compare.QuestionError
		if !errors.As(err, &question) || question.About != c.about || err.Error() != c.want {
			t.Errorf("%+v: %v", c.q, err)
		}
	}
}

func TestPlansInTwoCurrencies(t *testing.T) {
	_, err := compare.Compare(side(t, file(t, "saas")), side(t, file(t, "shop")), compare.Question{})
	if err == nil || !strings.Contains(err.Error(), "EUR and TRY") {
		t.Errorf("got %v", err)
	}
}

// Plans of different length are compared over the months that both have, and
// the shares are of those.
func TestHorizonsThatDiffer(t *testing.T) {
	old := file(t, "claude-talimat")
	c := between(t, old, edit(t, old, "horizon: 36 months", "horizon: 48 months", "peak: 5x", "peak: 6x"), compare.Question{})
	if c.Months != 36 {
		t.Errorf("the last common month is %d", c.Months)
	}
	checkSum(t, 2, c)
	for _, s := range c.Series {
		if len(s.Old) != 37 || len(s.New) != 37 {
			t.Errorf("%s has %d and %d months", s.Metric.Name, len(s.Old), len(s.New))
		}
	}
}

// What one side has none of counts nothing there.
func TestShareInWhatOnlyOneSideHas(t *testing.T) {
	old := file(t, "claude-talimat")
	new := edit(t, old, append(edits()[8], "peak: 5x", "peak: 6x")...)
	c := between(t, old, new, compare.Question{Of: "services.search.replicas", Month: month(24)})
	a := c.Attribution
	if a.Missing != "" || len(a.Shares) != 2 || a.Total[0] < 2 || a.Shares[0].Amount[0]+a.Shares[1].Amount[0] != a.Total[0] {
		t.Errorf("total %v, shares %+v, missing %q", a.Total, a.Shares, a.Missing)
	}
	if c := between(t, old, new, compare.Question{Of: "services.search.cpu_utilization"}); c.Attribution.Missing == "" {
		t.Errorf("the utilization of a service that does not exist has shares: %+v", c.Attribution)
	}
}

// A figure that exists with some of the changes only has no shares, and that is said.
func TestShareInWhatDoesNotExist(t *testing.T) {
	old := file(t, "claude-talimat")
	new := edit(t, old, "growth: 50%/quarter", "growth: 5%/quarter")
	a := between(t, old, new, compare.Question{Of: "finance.payback"}).Attribution
	if !strings.Contains(a.Missing, "finance.payback does not exist with some") || a.Shares != nil {
		t.Errorf("missing %q, shares %v", a.Missing, a.Shares)
	}
}

// A plan that is known by its results only is compared by its results only.
func TestResultsOnly(t *testing.T) {
	old := file(t, "claude-talimat")
	saved, now := side(t, old), side(t, edit(t, old, "peak: 5x", "peak: 6x"))
	saved.Outline = nil
	c, err := compare.Compare(saved, now, compare.Question{})
	if err != nil || c.Known || c.Attribution != nil || len(c.Inputs) > 0 || len(c.Series) == 0 {
		t.Errorf("known %v, %d inputs, %d series, %v", c.Known, len(c.Inputs), len(c.Series), err)
	}
}

func TestFaultsThatChange(t *testing.T) {
	old := file(t, "claude-talimat")
	c := between(t, old, edit(t, old, "deny: cost.effective <= $3,700", "deny: cost.effective <= $37,000", "max: 10}", "max: 20}"), compare.Question{})
	got := map[string]string{}
	for _, f := range c.Faults {
		switch {
		case f.New == nil:
			got[f.Old.Kind+" "+f.Old.Name] = "vanished"
		case f.Old == nil:
			got[f.New.Kind+" "+f.New.Name] = "appeared"
		default:
			got[f.New.Kind+" "+f.New.Name] = "moved"
		}
	}
	if got["limit budget"] != "vanished" || got["finding active-users-target"] == "" {
		t.Errorf("got %v", got)
	}
}

// Eight changes are the most whose every combination is run: 2⁸ = 256 of them.
func BenchmarkEightChanges(b *testing.B) {
	old := file(b, "claude-talimat")
	new := edit(b, old, "    now: 100\n", "    now: 110\n", "growth: 50%/quarter", "growth: 45%/quarter", "peak: 5x", "peak: 4x", "headroom: 10%", "headroom: 15%",
		"reads: 3 ", "reads: 2 ", "hit_ratio: 60%", "hit_ratio: 70%", "offload: 70%", "offload: 80%", "load_balancer: $50/month", "load_balancer: $40/month")
	before, after := side(b, old), side(b, new)
	for b.Loop() {
		c, err := compare.Compare(before, after, compare.Question{})
		if err != nil || c.Attribution.Runs != 256 {
			b.Fatal(c.Attribution.Runs, err)
		}
	}
}
