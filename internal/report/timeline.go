package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// changeColumns is the width of a change in a timeline that shows all of it.
const changeColumns = 44

// timeline says month by month what changes and why, by how much the month costs
// more or less than the one before, and which limits break in it; with each row's
// weight.
func (v *view) timeline() (t *document.Table, weights []float64) {
	t = &document.Table{Name: "timeline", Title: "When what changes", For: document.People, Columns: []document.Column{
		left("When", 0), {Title: "what changes", Wrap: changeColumns}, right("a month", 2), right("then", 1),
	}}
	rows := v.turns()
	costs := v.column(each(rows, func(row turn) float64 { return row.cost }), wideCents)
	breaks := make([]document.Cell, len(rows))
	for i, row := range rows {
		t.Add(document.Word(v.date(row.month)), document.Words(row.what), v.signed(row.more), costs[i])
		weights = append(weights, row.weight())
		breaks[i] = document.Word(strings.Join(row.breaks, ", ")).As(document.Bad)
	}
	if slices.ContainsFunc(rows, func(r turn) bool { return len(r.breaks) > 0 }) {
		t.Put(document.Column{Title: "breaks", Rank: 3, Verdict: true}, breaks...)
	}
	return t, weights
}

// signed is an amount with its sign, whole as the costs beside it are.
func (v *view) signed(amount float64) document.Cell {
	c := v.column([]float64{amount}, 1)[0]
	if amount > 0 {
		return c.Reads("+" + c.String())
	}
	return c
}

// turn is a month in which something changes.
type turn struct {
	month  int
	what   []string // in the order in which it is told
	breaks []string // names of limits
	cost   float64  // effective
	more   float64  // than the month before
}

// weight orders turns by how much they matter: what breaks before what costs.
func (t *turn) weight() float64 {
	if len(t.breaks) > 0 {
		return math.Inf(1)
	}
	return math.Abs(t.more)
}

// turns gathers the changes of each month.
func (v *view) turns() []turn {
	var all []turn
	cost := v.result.Bill.Effective
	changes := v.result.Timeline()
	for from := 0; from < len(changes); {
		month, to := changes[from].Month, from
		for to < len(changes) && changes[to].Month == month {
			to++
		}
		t := turn{month: month, cost: cost[month]}
		if month > 0 {
			t.more = cost[month] - cost[month-1]
		}
		t.what, t.breaks = v.tell(changes[from:to])
		all = append(all, t)
		from = to
	}
	return all
}

// tell puts the changes of a month into words. What begins with a phase stands
// behind its name.
func (v *view) tell(changes []plan.Change) (what, breaks []string) {
	var phases, begins []string
	opened := 0
	for _, c := range changes {
		switch c.Kind {
		case plan.PhaseBegins:
			phases = append(phases, c.Subject)
		case plan.RegionOpens:
			opened++
		case plan.LeverBegins:
			begins = append(begins, c.Subject)
		case plan.LimitBroken:
			breaks = append(breaks, c.Subject)
		default:
			what = append(what, v.change(c))
		}
	}
	if opened > 0 {
		begins = slices.Insert(begins, 0, counting(opened, "more region", "more regions"))
	}
	head := strings.Join(phases, ", ")
	if len(begins) > 0 {
		if head != "" {
			head += ": "
		}
		head += strings.Join(begins, ", ")
	}
	if head != "" {
		what = slices.Insert(what, 0, head)
	}
	if len(what) == 0 && len(breaks) > 0 {
		what = []string{"growth"}
	}
	return what, breaks
}

// change puts one change into words.
func (v *view) change(c plan.Change) string {
	switch c.Kind {
	case plan.DatabaseTier:
		return fmt.Sprintf("database %s → %s: %s", c.From, c.To, words.Phrase(c.Binding.String()))
	case plan.StoreTier:
		return fmt.Sprintf("%s %s → %s: %s", c.Subject, c.From, c.To, words.Phrase(c.Binding.String()))
	case plan.StoreNodes:
		return fmt.Sprintf("%s %s → %s machines", c.Subject, words.Decimal(c.Before, 0), words.Decimal(c.After, 0))
	case plan.ReadReplicas:
		if c.Before == 0 {
			return words.Decimal(c.After, 0) + " read " + plural(c.After, "replica", "replicas")
		}
		return fmt.Sprintf("read replicas %s → %s", words.Decimal(c.Before, 0), words.Decimal(c.After, 0))
	case plan.ServersDoubled:
		return fmt.Sprintf("servers %s → %s", words.Decimal(c.Before, 0), words.Decimal(c.After, 0))
	case plan.MaximumReached:
		return fmt.Sprintf("%s%s at its maximum of %s: holds no more", c.Subject, in(c.Region), words.Decimal(c.After, 0))
	case plan.CarriedAgain:
		return fmt.Sprintf("%s%s carries its peak again", c.Subject, in(c.Region))
	case plan.WallReached:
		return fmt.Sprintf("the database's wall: %s", words.Phrase(c.Binding.String()))
	case plan.TargetReached:
		return v.goal(c)
	}
	return c.Subject
}

// goal is a target that is reached: "10,000 users: target", or, where it is missed
// again afterwards, "10,000 users, in season".
func (v *view) goal(c plan.Change) string {
	what := words.Decimal(c.After, 0) + " " + c.Subject
	if c.Subject == "database" {
		what = words.Quantity(unit.KindBytes, c.After, v.money) + " in the database"
	}
	if c.Lost != nil {
		return what + ", in season"
	}
	return what + ": target"
}

// in names a region behind something; a plan without regions has none to name.
func in(region string) string {
	if region == "" {
		return ""
	}
	return " in " + region
}

func plural(n float64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// counting is "1 more region", "3 more regions".
func counting(n int, one, many string) string {
	return fmt.Sprintf("%d %s", n, plural(float64(n), one, many))
}
