package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/replay"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Forms of shares: with a decimal, and with as many as violations need.
var (
	savedForm = document.Form{Kind: unit.KindRatio, Rule: document.Fixed, Places: 1}
	shortForm = document.Form{Kind: unit.KindRatio, Rule: document.Fixed, Places: 3}
)

// services is a row for each service, region and month.
func (x *replayed) services() *document.Table {
	regions, slow, nodes := document.Machines, document.Machines, document.Machines
	if x.Question.Pods.Nodes != replay.NodesNever {
		nodes = document.Everyone
	}
	for i := range x.Runs {
		if x.Runs[i].Region != "" {
			regions = document.Everyone
		}
		if x.Runs[i].Slow != nil {
			slow = document.Everyone
		}
	}
	mean := document.Decimals(1)
	t := &document.Table{Name: "services", Title: "Services", Empty: "Nothing runs in replicas.", Columns: []document.Column{
		{Title: "Service", Key: "service", About: "its name"},
		{Title: "Region", Key: "region", For: regions, About: "null without regions"},
		{Title: "Month", Key: "month", Align: document.Right, About: "of the plan"},
		{Title: "Static", Key: "static_replicas", Align: document.Right, About: "replicas that carry the highest minute at the target"},
		{Title: "Mean", Key: "mean_replicas", Form: mean, Align: document.Right, Rank: 1, About: "replicas over the week, as the autoscaler has them"},
		{Title: "Saving", Key: "saving", Form: savedForm, Align: document.Right, About: "of replica-hours against the static peak"},
		{Title: "Perfect", Key: "perfect_saving", Form: savedForm, Align: document.Right, About: "the same of a follower without delay"},
		{Title: "Forecast", Key: "forecast_saving", Form: savedForm, Align: document.Right, Rank: 2, About: "the saving that the forecast has; null where nothing scales in it"},
		{Title: "Short", Key: "short", Form: shortForm, Align: document.Right, About: "share of the time with demand above what the ready replicas can do"},
		{Title: "Unserved", Key: "unserved", Form: shortForm, Align: document.Right, About: "share of the work that is above it"},
		{Title: "Slow", Key: "slow", Form: shortForm, Align: document.Right, For: slow, Rank: 3, About: "share of the time in which the service alone misses the objective on response times; null without one"},
		{Title: "Up", Key: "scale_ups", Align: document.Right, Rank: 4, About: "syncs that add replicas"},
		{Title: "Down", Key: "scale_downs", Align: document.Right, Rank: 4, About: "syncs that remove replicas"},
		{Title: "Nodes", Key: "mean_nodes", Form: mean, Align: document.Right, For: nodes, Rank: 4, About: "servers over the week, each of this service alone; null where they do not follow"},
		{Title: "Most", Key: "most_replicas", Align: document.Right, Rank: 5, About: "replicas at once"},
		{Key: "peak_over_mean", For: document.Machines, About: "of the week, without noise and spikes"},
		{Key: "growth", For: document.Machines, About: "the largest growth from a quarter of an hour to the next"},
	}}
	for i := range x.Runs {
		r := &x.Runs[i]
		region := document.Word(r.Region)
		if r.Region == "" {
			region = document.Empty()
		}
		short := document.Number(shortForm, r.Short())
		if r.Outcome.Over > 0 {
			short = short.As(document.Warn)
		}
		t.Add(document.Word(r.Service), region, document.Count(r.Month), document.Count(int(r.Static)), document.Number(mean, r.Mean()),
			document.Number(savedForm, r.Saving()), document.Number(savedForm, r.Best()), document.Maybe(savedForm, r.Planned),
			short, document.Number(shortForm, r.Unserved()), document.Maybe(shortForm, r.Late()),
			document.Count(int(r.Outcome.Ups)), document.Count(int(r.Outcome.Downs)), document.Maybe(mean, r.Nodes()), document.Count(int(r.Outcome.Most)),
			document.Number(document.Form{}, r.Week.Peak), document.Number(document.Form{}, r.Week.Growth))
	}
	return t
}

// trials is what a setting does when it is varied, for all services of the last month.
func (x *replayed) trials(name, title string, trials []replay.Trial) *document.Table {
	t := &document.Table{Name: name, Title: title + ", all services together in the last month", Columns: []document.Column{
		{Title: title, Align: document.Right, Key: "setting", Form: document.Form{Kind: unit.KindRatio}, About: "the target, or the window in seconds"},
		{Title: "Saving", Key: "saving", Form: savedForm, Align: document.Right, About: "against the static peak at the target of the plan"},
		{Title: "Perfect", Key: "perfect_saving", Form: savedForm, Align: document.Right, About: "of a follower without delay, against the same"},
		{Title: "Short", Key: "short", Form: shortForm, Align: document.Right, About: "share of the time of all services"},
		{Title: "Unserved", Key: "unserved", Form: shortForm, Align: document.Right, About: "share of the work"},
		{Title: "Last 1% costs", Key: "points_short_for_each_point_saved", Form: document.Decimals(3), Align: document.Right, About: "points of time short for each point saved beyond the row above; null where nothing more is saved"},
		{Title: "", Key: "now", About: "whether this is the setting of the plan"},
	}, Notes: []string{"Last 1% costs: points of time in which demand is above capacity, for each point saved beyond the row above."}}
	if name == "down_windows" {
		t.Notes = nil
		t.Columns[0].Form = document.Form{Kind: unit.KindSeconds}
	}
	for i := range trials {
		v := &trials[i]
		setting := document.Number(document.Form{Kind: unit.KindRatio}, v.Target)
		if name == "down_windows" {
			setting = document.Number(document.Form{Kind: unit.KindSeconds}, v.Window.Seconds()).Reads(seconds(v.Window.Seconds()))
		}
		now := document.Truth(v.Now, "now", "")
		t.Add(setting, document.Number(savedForm, v.Saving), document.Number(savedForm, v.Best), document.Number(shortForm, v.Short),
			document.Number(shortForm, v.Unserved), document.Maybe(document.Decimals(3), v.Price), now)
	}
	return t
}

// told is what happened at the sync that was asked about.
func (x *replayed) told() *document.Entries {
	e := &document.Entries{}
	if x.Question.Explain < 0 {
		return e
	}
	at := x.Question.Pods.Tick.Seconds() * float64(x.Question.Explain) / 60
	e.Title = fmt.Sprintf("Sync %d, %s", x.Question.Explain, clock(int(at)))
	for i := range x.Runs {
		r := &x.Runs[i]
		if r.Told == "" {
			continue
		}
		var marks []document.Line
		for _, part := range strings.Split(r.Told, "; ") {
			marks = append(marks, document.Line{Text: part})
		}
		e.Entries = append(e.Entries, document.Entry{Head: x.name(r), Marks: marks})
	}
	return e
}

// name is the service, with its region and its month.
func (x *replayed) name(r *replay.Run) string {
	s := r.Service
	if r.Region != "" {
		s += " in " + r.Region
	}
	return fmt.Sprintf("%s, month %d", s, r.Month)
}

// clock is a minute of the week: "Monday 09:15".
func clock(minute int) string {
	days := [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	return fmt.Sprintf("%s %02d:%02d", days[minute/1440%7], minute/60%24, minute%60)
}

// week is replicas over time, by the quarter of an hour.
func (x *replayed) week() *document.Table {
	t := &document.Table{Name: "week", For: document.Machines, Columns: []document.Column{
		{Key: "service", About: "its name"},
		{Key: "region", About: "null without regions"},
		{Key: "month", About: "of the plan"},
		{Key: "minute", About: "from Monday 00:00, at which a quarter of an hour begins"},
		{Key: "demand_cores", About: "at its end"},
		{Key: "ready_replicas", About: "that serve"},
		{Key: "replicas", About: "that the autoscaler asks for"},
	}}
	for i := range x.Runs {
		r := &x.Runs[i]
		region := document.Word(r.Region)
		if r.Region == "" {
			region = document.Empty()
		}
		for _, s := range r.Samples {
			t.Add(document.Word(r.Service), region, document.Count(r.Month), document.Count(s.Minute),
				document.Number(document.Form{}, s.Demand), document.Count(int(s.Ready)), document.Count(int(s.Replicas)))
		}
	}
	return t
}
