package decision_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/talimat/talimat-plan/internal/study/decision"
)

// A plan and itself are one; turned around, differences change their sign.
func TestLawsOfContrast(t *testing.T) {
	v := three(t)
	o := usual(1)
	o.Design.Points = 64
	for _, name := range []string{"cost.effective", "users", "services.web.replicas", "finance.payback", "finance.npv", "cost.per_user"} {
		measures := by(t, v[0], name, 12, 36)
		if !measures.Metric.Series {
			measures = single(t, v[0], name)
		}
		same := contrast(t, o, v[0], v[0], measures)
		for _, f := range same.Figures {
			if f.Equal.Value != 1 || f.Mean.Value != 0 || f.Mean.Half != 0 || f.Old != f.New {
				t.Errorf("%s: a plan differs from itself: %+v", name, f)
			}
		}
		for _, l := range same.Limits {
			if l.OnlyOld.Value != 0 || l.OnlyNew.Value != 0 || l.More.Value != 0 || l.Old.Broken != l.New.Broken {
				t.Errorf("a plan breaks limits otherwise than itself: %+v", l)
			}
		}
		there, back := contrast(t, o, v[0], v[2], measures), contrast(t, o, v[2], v[0], measures)
		for i, f := range there.Figures {
			g := back.Figures[i]
			near(t, name+" mean", f.Mean.Value, -g.Mean.Value, 1e-9*math.Abs(f.Mean.Value))
			near(t, name+" P10", f.Spread.P10.Value, -g.Spread.P90.Value, 1e-9*math.Abs(f.Spread.P10.Value))
			near(t, name+" P50", f.Spread.P50.Value, -g.Spread.P50.Value, 1e-9*math.Abs(f.Spread.P50.Value))
			near(t, name+" higher", f.Cheaper.Value, g.Dearer.Value, 0)
			near(t, name+" all", f.Cheaper.Value+f.Dearer.Value+f.Equal.Value, 1, 1e-12)
			if f.Old != g.New || f.New != g.Old {
				t.Errorf("%s: sides %+v and %+v", name, f, g)
			}
		}
		for i, l := range there.Limits {
			if m := back.Limits[i]; l.OnlyOld != m.OnlyNew || l.More.Value != -m.More.Value {
				t.Errorf("limits %+v and %+v", l, m)
			}
		}
	}
}

func TestContrastIsTheSameForAnyWorkers(t *testing.T) {
	v := three(t)
	var want *decision.Contrast
	for _, workers := range []int{1, 2, 5} {
		o := usual(1)
		o.Workers, o.Design.Points = workers, 64
		last := 0
		if workers == 1 {
			o.Progress = func(done int) { last = done }
		}
		got := contrast(t, o, v[0], v[2], by(t, v[0], "cost.effective", 12, 36))
		if want == nil {
			want = got
			if last != 2*o.Design.Futures() {
				t.Errorf("%d futures done, want %d", last, 2*o.Design.Futures())
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d workers: %+v, with one %+v", workers, got, want)
		}
	}
}

// What Weigh says about two variants is what Compare says.
func TestContrastAgreesWithWeigh(t *testing.T) {
	v := three(t)
	o := usual(1)
	c := contrast(t, o, v[0], v[1], by(t, v[0], "cost.effective", 36))
	table := weigh(t, o, v[0], v[1])
	if got, want := c.Figures[0].Difference, table.Pairs[0].Last; got != want {
		t.Errorf("last month: %+v, weighed %+v", got, want)
	}
	if got, want := c.Figures[0].Old, table.Standings[0].Last; got != want {
		t.Errorf("old: %+v, weighed %+v", got, want)
	}
	if !reflect.DeepEqual(c.Sources, table.Sources) {
		t.Errorf("sources %+v, weighed %+v", c.Sources, table.Sources)
	}
	if l, p := c.Limits[0], table.Pairs[0]; l.OnlyOld != p.OnlyFirst || l.OnlyNew != p.OnlySecond || l.More != p.Fails {
		t.Errorf("the only limit: %+v, weighed %+v", l, p)
	}
}
