package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/words"
)

// LearnedGrowth is growth that a scenario takes from a history, with where it comes from.
type LearnedGrowth struct {
	Path   string  `json:"path"`      // input whose growth it is
	File   string  `json:"file"`      // as the scenario names it
	Column string  `json:"column"`    // of the values
	Method string  `json:"method"`    // of the forecast, and what it is made of
	Step   string  `json:"step"`      // distance of the values
	Steps  int     `json:"steps"`     // how many there are
	From   string  `json:"from"`      // the first of them
	To     string  `json:"to"`        // the last
	Per    string  `json:"per"`       // what the rates are a share of
	Rate   float64 `json:"rate"`      // growth; 0.05 is 5 %
	P5     float64 `json:"p5"`        // lower end of its interval of 90 %
	P95    float64 `json:"p95"`       // upper end
	Level  float64 `json:"level"`     // at month 0, without the season
	Read   int     `json:"rows_read"` // rows of the file
	Rows   int     `json:"rows_used"` // of which have a number
	After  int     `json:"after"`     // of which are later than month 0, and left out
	Total  float64 `json:"total"`     // sum of the others
}

func newOrigins(s *model.Scenario) []LearnedGrowth {
	all := []LearnedGrowth{}
	for _, l := range s.Learned {
		all = append(all, LearnedGrowth{
			Path: l.Path, File: l.File, Column: l.Column, Method: l.Method, Step: l.Step, Steps: l.Steps, From: l.From, To: l.To, Per: l.Per,
			Rate: l.Rate, P5: l.In90[0], P95: l.In90[1], Level: l.Level, Read: l.Read, Rows: l.Used, After: l.After, Total: l.Total,
		})
	}
	return all
}

// originText says of an input that was learned what it was learned from; empty for others.
func originText(s *model.Scenario, path string) string {
	for i := range s.Learned {
		if l := &s.Learned[i]; l.Path == path {
			return fmt.Sprintf(", 90%% interval %s to %s, learned from %s, %s to %s, by the %s",
				words.Percent(l.In90[0]), words.Percent(l.In90[1]), count(l.Steps, l.Step), l.From, l.To, l.Method)
		}
	}
	return ""
}

// fewSteps is how many values the usual forecast takes before it believes in a trend.
const fewSteps = 15

// originOf says where a growth comes from.
func originOf(l *model.Learned) string {
	text := fmt.Sprintf("%s is learned from %s, column %s: %s a %s, 90%% interval %s to %s, from %s, %s to %s (%s rows read, %s used, total %s), by the %s.",
		l.Path, l.File, l.Column, words.Percent(l.Rate), l.Per, words.Percent(l.In90[0]), words.Percent(l.In90[1]),
		count(l.Steps, l.Step), l.From, l.To, words.Count(float64(l.Read)), words.Count(float64(l.Used)), roughly(l.Total), l.Method)
	text += " The level at month 0, which is now where the scenario does not say it, is " + roughly(l.Level) + "."
	if l.Season {
		text += " The season that it shows is not part of the growth: write seasonality."
	}
	if l.Steps < fewSteps && strings.HasPrefix(l.Method, fit.Combination.String()) {
		text += " So few values hardly tell growth from chance: where it is known to grow, write method: exponential."
	}
	if l.After > 0 {
		text += " " + count(l.After, "value") + " later than month 0 left out."
	}
	return text
}
