package sketch

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Cost is the picture of the effective cost, with the limits on it and the
// phases of the plan.
func Cost(c *report.Charts) *Picture {
	p := &Picture{
		Title: "Effective cost per month, " + c.Currency, Kind: unit.KindMoney, Currency: c.Currency,
		Start: c.Start, Values: c.Cost.Total,
	}
	for _, b := range c.Cost.Bounds {
		value, level := b.Level()
		if !level || b.Total != 0 {
			continue // a sketch has levels only, of a month
		}
		l := Level{Name: b.Name, Value: value, From: b.From, To: b.Last()}
		if b.Broken != nil {
			l.Remark = fmt.Sprintf("broken from month %d (%s) on", *b.Broken, c.Start.Add(*b.Broken))
		}
		p.Levels = append(p.Levels, l)
	}
	for _, phase := range c.Phases {
		p.Marks = append(p.Marks, Mark{phase.Name, phase.First})
	}
	return p
}

// Brief is the picture of the effective cost and the limits on it in few lines.
func Brief(c *report.Charts) *Picture {
	p := Cost(c)
	p.Rows, p.Compact, p.Marks = 5, true, nil
	return p
}

// Users is the picture of the users.
func Users(c *report.Charts) *Picture {
	return &Picture{Title: "Users", Kind: unit.KindCount, Start: c.Start, Values: c.Users.Users, MayLog: true, Rows: 6}
}
