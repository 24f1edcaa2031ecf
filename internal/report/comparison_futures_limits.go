package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/words"
)

// limitVerdict is a sentence on the limit that is broken the most otherwise.
func (v *sameFutures) limitVerdict() string {
	most := -1
	broken := false
	for i := range v.Limits {
		l := &v.Limits[i]
		if l.Old == nil || l.New == nil {
			broken = true
			continue
		}
		broken = broken || l.Old.Broken.Value+l.New.Broken.Value > 0
		if most < 0 || math.Abs(l.More.Value) > math.Abs(v.Limits[most].More.Value) {
			most = i
		}
	}
	switch {
	case len(v.Limits) == 0 || most < 0:
		return ""
	case !broken:
		return "Neither breaks a limit that denies in any future."
	}
	l := &v.Limits[most]
	text := limitShares(l)
	if l.OnlyOld.Value+l.OnlyNew.Value == 0 {
		return text + "."
	}
	if !(math.Abs(l.More.Value) > l.More.Half) {
		text += ", a difference whose interval includes 0"
	}
	return text + "."
}

// limitShares says in which share of the futures both break a limit. One on a
// probability is broken by no future alone.
func limitShares(l *decision.LimitPair) string {
	old, new := words.Chance(l.Old.Broken.Value), words.Chance(l.New.Broken.Value)
	same, alike := l.OnlyOld.Value+l.OnlyNew.Value == 0, l.Old.Text == l.New.Text
	switch rare := onProbability(l.Old) || onProbability(l.New); {
	case same && alike && rare:
		return fmt.Sprintf("The same futures count against %s in both, %s of them", l.New.Text, new)
	case same && alike:
		return fmt.Sprintf("Both break %s in the same futures, %s of them", l.New.Text, new)
	case rare && alike:
		return fmt.Sprintf("Against %s count %s of the futures of NEW, %s of OLD", l.New.Text, new, old)
	case rare:
		return fmt.Sprintf("Against limit %s count %s of the futures of NEW, %s of OLD, which states it otherwise", l.Name, new, old)
	case alike:
		return fmt.Sprintf("NEW breaks %s in %s of the futures, OLD in %s", l.New.Text, new, old)
	default:
		return fmt.Sprintf("NEW breaks %s in %s of the futures, OLD %s in %s", l.New.Text, new, l.Old.Text, old)
	}
}

// limitLabel is the condition of a limit, or its name where it is not the same on
// both sides.
func limitLabel(l *decision.LimitPair) string {
	switch {
	case l.Old == nil:
		return l.New.Text
	case l.New == nil || l.Old.Text == l.New.Text:
		return l.Old.Text
	default:
		return l.Name
	}
}

// onProbability reports whether a limit bounds how often something happens.
func onProbability(l *decision.LimitSide) bool { return strings.HasPrefix(l.Text, "P(") }

// limits is the table of how often both break each limit that denies.
func (v *sameFutures) limits() Table {
	t := Table{Name: "futures_limits", Title: "Limits that deny, by the share of the futures that break them", Columns: []Column{
		{Title: "Limit"}, {Title: "Before", Align: Right}, {Title: "±", Align: Right, Rank: 3}, {Title: "After", Align: Right}, {Title: "±", Align: Right, Rank: 2},
		{Title: "Only\nbefore", Align: Right, Rank: 1}, {Title: "Only\nafter", Align: Right, Rank: 1},
	}}
	rare := false
	for i := range v.Limits {
		l := &v.Limits[i]
		row := []string{limitLabel(l)}
		for _, side := range []*decision.LimitSide{l.Old, l.New} {
			if side == nil {
				row = append(row, words.None, words.None)
				continue
			}
			row = append(row, words.Chance(side.Broken.Value), points(side.Broken.Half))
			rare = rare || onProbability(side)
		}
		only := []string{words.None, words.None}
		if l.Old != nil && l.New != nil {
			if l.Old.Text != l.New.Text {
				t.Notes = append(t.Notes, fmt.Sprintf("%s is %s before and %s after.", l.Name, l.Old.Text, l.New.Text))
			}
			only = []string{words.Chance(l.OnlyOld.Value), words.Chance(l.OnlyNew.Value)}
		}
		t.Rows = append(t.Rows, append(row, only...))
	}
	if rare {
		t.Notes = append(t.Notes, "A limit on a probability counts the futures in which what should be rare happens, or what should be common does not.")
	}
	return t
}
