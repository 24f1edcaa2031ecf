package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/words"
)

// answer says which variant to take and why, or that it cannot be told.
func (v *choices) answer() string {
	c := &v.Choice
	if c.Take < 0 {
		return v.undecided() + v.unserved(c.Tied[0])
	}
	var because []string
	if len(c.Failed) > 0 {
		because = append(because, v.safer(c.Take, v.leastFailing(c.Failed)))
	}
	if len(c.Short) > 0 {
		over := v.least(c.Short, func(s *decision.Standing) float64 { return -s.Carried.Value })
		because = append(because, fmt.Sprintf("it carries %s of its load at least, %s %s",
			holding.Share(v.Standings[c.Take].Carried.Value), v.name(over), holding.Share(v.Standings[over].Carried.Value)))
	}
	if len(c.Dearer) > 0 {
		because = append(because, v.cheaper(c.Take, v.cheapest(c.Dearer)))
	}
	same := ""
	if len(c.Same) > 0 {
		same = v.alike()
	}
	switch {
	case because == nil:
		return same + ": take either." + v.unserved(c.Take)
	case same != "":
		because = append(because, same)
	}
	return fmt.Sprintf("Take %s: %s.", v.name(c.Take), strings.Join(because, "; ")) + v.unserved(c.Take)
}

// alike says which variants no future tells from the one to take.
func (v *choices) alike() string {
	return fmt.Sprintf("%s and %s come to the same in every future", v.name(v.Choice.Take), v.names(v.Choice.Same))
}

// unserved says of the variant to take that it does not hold, where it does not.
func (v *choices) unserved(take int) string {
	s := &v.Standings[take]
	if s.Starves.Value == 0 {
		return ""
	}
	return fmt.Sprintf(" But %s does not hold in %s of the futures: it leaves load unserved.", v.name(take), words.Chance(s.Starves.Value))
}

// undecided says that cost does not tell two variants apart.
func (v *choices) undecided() string {
	c := &v.Choice
	d := v.Between(c.Tied[0], c.Tied[1]).Total
	text := fmt.Sprintf("It cannot be told whether %s or %s is cheaper: over %s %s costs %s more, and that interval includes 0",
		v.name(c.Tied[0]), v.name(c.Tied[1]), v.over(), v.name(c.Tied[1]), v.amount(d.Mean))
	if math.IsInf(d.Mean.Half, 0) {
		text = fmt.Sprintf("It cannot be told whether %s or %s is cheaper: a single replicate gives no interval", v.name(c.Tied[0]), v.name(c.Tied[1]))
	}
	if rest := c.Tied[2:]; len(rest) > 0 {
		text += "; nor is " + v.names(rest) + " told apart from " + v.name(c.Tied[0])
	}
	if len(c.Failed) > 0 {
		worse := v.leastFailing(c.Failed)
		text += fmt.Sprintf("; %s breaks limits in %s of the futures, %s in %s only",
			v.name(worse), words.Chance(v.Standings[worse].Fails.Value), v.name(c.Tied[0]), words.Chance(v.Standings[c.Tied[0]].Fails.Value))
	}
	return text + "."
}

// safer says why a variant is taken although limits are what decides.
func (v *choices) safer(take, over int) string {
	text := fmt.Sprintf("it breaks limits in %s of the futures, %s in %s",
		words.Chance(v.Standings[take].Fails.Value), v.name(over), words.Chance(v.Standings[over].Fails.Value))
	d := v.Between(over, take).Total
	switch mean := d.Mean; {
	case !d.Decided():
		return text + ", at no provable difference in cost"
	case mean.Value > 0:
		return text + fmt.Sprintf(", and costs %s more than that over %s", v.amount(mean), v.over())
	default:
		mean.Value = -mean.Value
		return text + fmt.Sprintf(", and costs %s less than that over %s", v.amount(mean), v.over())
	}
}

// cheaper says by how much a variant is cheaper than another.
func (v *choices) cheaper(take, than int) string {
	p := v.Between(take, than)
	text := fmt.Sprintf("it costs %s less than %s over %s", v.amount(p.Total.Mean), v.name(than), v.over())
	if p.Total.Cheaper.Value < 1 {
		text += fmt.Sprintf(", and less in %s of the futures", words.Chance(p.Total.Cheaper.Value))
	} else {
		text += ", and less in every future"
	}
	if by := p.Fails.Value; len(v.Limits) > 0 && math.Abs(by) >= 0.0005 {
		text += fmt.Sprintf("; limits are broken in %s and %s of them", words.Chance(v.Standings[take].Fails.Value), words.Chance(v.Standings[than].Fails.Value))
	}
	return text
}

func (v *choices) cheapest(of []int) int {
	return v.least(of, func(s *decision.Standing) float64 { return s.TotalMean.Value })
}

func (v *choices) leastFailing(of []int) int {
	return v.least(of, func(s *decision.Standing) float64 { return s.Fails.Value })
}

// least is the variant with the least of a figure, the first of equals.
func (v *choices) least(of []int, figure func(*decision.Standing) float64) int {
	best := of[0]
	for _, i := range of {
		if figure(&v.Standings[i]) < figure(&v.Standings[best]) {
			best = i
		}
	}
	return best
}
