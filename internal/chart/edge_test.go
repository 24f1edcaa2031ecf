package chart_test

import (
	"bytes"
	"errors"
	"flag"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
)

var look = flag.String("look", "", "write the charts of the tests into this directory, to look at them")

// grown is a series from one value to another.
func grown(months int, from, to float64) []float64 {
	series := make([]float64, months+1)
	for m := range series {
		series[m] = from + (to-from)*float64(m*m)/float64(months*months)
	}
	return series
}

// made is a plan of so many months and services; money and counts are of the
// given size.
func made(months, services int, size float64) *report.Charts {
	c := &report.Charts{
		Scenario: "made up", Currency: "TRY", Tool: "talimat-plan 0", InputHash: "sha256:0123456789abcdef",
		Start: unit.Date{Year: 2026, Month: 11}, Months: months,
		Users:   report.UserSeries{Users: grown(months, size, 8*size), PeakRPS: grown(months, size*2, 9*size), AverageRPS: grown(months, size/2, 3*size)},
		Servers: grown(months, size, size*4),
		Stored: report.StoredSeries{Files: grown(months, size*1e9, size*4e9), Database: &report.DatabaseSeries{
			Live: grown(months, size*1e8, size*1e9), Disk: grown(months, size*2e8, size*2e9), Storage: grown(months, size*1.2e9, size*1.2e9),
			Tiers: strings.Split(strings.Repeat("db-huge,", months)+"db-huge", ","), Wall: &months, WallOf: "storage",
		}},
		Database: &report.DatabaseUse{
			Resources: []report.NamedSeries{{Name: "CPU", Values: grown(months, 0.1, 0.9)}, {Name: "Memory", Values: grown(months, 0.2, 12)}},
			Tiers:     strings.Split("db-small,"+strings.Repeat("db-huge,", months-1)+"db-huge", ","),
			Steps:     []report.TierStep{{Month: 1, To: "db-huge", Resource: 1}}, Walls: []report.Wall{{Month: months, Of: "memory"}},
		},
		Cash: report.CashSeries{Cumulative: grown(months, -size, 2*size), Invested: make([]float64, months+1), Investment: size, Payback: &months},
	}
	c.Cash.Invested[1] = size
	for _, name := range []string{"Infrastructure", "Database", "CDN"} {
		c.Cost.Categories = append(c.Cost.Categories, report.NamedSeries{Name: name, Values: grown(months, size, size*3)})
	}
	c.Cost.Total = grown(months, size*3, size*9)
	c.Cost.Services, c.Cost.Regions, c.Cost.Unit, c.Cost.PerUnit = c.Cost.Categories, c.Cost.Categories, "user", grown(months, size, size/4)
	budget := size * 12
	for m := 1; m <= months; m += 3 {
		last := min(m+2, months)
		c.Quarters = append(c.Quarters, report.Quarter{First: m, Last: last, Cost: c.Cost.Total[last] * 3, Budget: &budget})
		c.Turns = append(c.Turns, report.Turn{Month: m, What: []string{"database small → large: memory", "servers 2 → 4"}, Cost: c.Cost.Total[m], More: size})
	}
	c.Turns[0].Breaks = []string{"budget"}
	c.Fan, c.Latency = fanned(months, size), waiting(months)
	c.Savings = []report.SavingsStep{{Name: "Baseline", Amount: size * 12, Total: true}, {Name: "Autoscaling", Amount: size * 4, Claimed: true},
		{Name: "Caching", Amount: -size}, {Name: "Effective cost", Amount: size * 9, Total: true}}
	for i := range services {
		c.Services = append(c.Services, report.ReplicaSpan{
			Name: "service" + strings.Repeat("-with-a-name-that-is-long", i%3), Need: grown(months, 1, float64(2+i)), Replicas: grown(months, 2, float64(1+i)), Short: &months,
		})
	}
	return c
}

// fanned is a fan around the cost of a made-up plan, that half of the futures
// break a limit of in the middle.
func fanned(months int, size float64) *report.FanSeries {
	f := &report.FanSeries{Futures: 16384, Seed: 7}
	for i, level := range []*[]float64{&f.P5, &f.P10, &f.P25, &f.P50, &f.P75, &f.P90, &f.P95} {
		*level = grown(months, size*3, size*float64(4+2*i))
	}
	f.Bounds = []report.FanBound{
		{Bound: report.Bound{Name: "Budget", Upper: true, Values: grown(months, size*6, size*6)}, Odds: grown(months, 0, 1), Ever: 1},
		{Bound: report.Bound{Name: "Growing", Warn: true, Upper: true, From: 1, Values: grown(months, size*4, size*9)[1:]}, Ever: 0.3},
	}
	return f
}

// waiting is response times of three regions, one of which opens late.
func waiting(months int) *report.LatencySeries {
	promised, first := 0.2, 0
	l := &report.LatencySeries{Slowest: grown(months, 0.285, 0.285), Objective: &promised, Missed: &first, Service: "service", Region: "far"}
	far := grown(months, 0.285, 0.285)
	far[months] = 0.12
	l.Regions = []report.RegionLatency{
		{Name: "near", Values: grown(months, 0.12, 0.12)}, {Name: "as-near", Values: grown(months, 0.12, 0.12)}, {Name: "far", Values: far, Opens: months},
	}
	return l
}

// hard is plans that are hard to draw.
func hard() map[string]*report.Charts {
	all := map[string]*report.Charts{
		"one month": made(1, 1, 100), "long": made(240, 5, 100), "many": made(36, 40, 100),
		"cents": made(24, 2, 0.0004), "billions": made(24, 3, 3.4e9), "astronomic": made(24, 3, 1e22),
		"far": made(24, 3, 100), "flat": made(24, 3, 100), "zero": made(24, 2, 0), "negative": made(24, 3, 100), "decades": made(24, 2, 100), "crowded": made(24, 3, 100),
	}
	long := strings.Repeat("çok uzun şantiye adı ", 3)
	far := all["far"]
	month := 3
	far.Cost.Bounds = []report.Bound{
		{Name: "Far budget", Upper: true, Values: grown(24, 1e9, 1e9)}, {Name: "Tiny budget", Warn: true, Upper: true, Values: grown(24, 0.01, 0.01), Broken: &month},
		{Name: "Negative", Values: grown(24, -1e6, -1e6)}, {Name: "Year", Upper: true, From: 1, Values: grown(11, 500, 500), Total: 6000},
	}
	far.Fan.Bounds = []report.FanBound{
		{Bound: report.Bound{Name: "Far budget", Upper: true, Values: grown(24, 1e9, 1e9)}, Odds: make([]float64, 25)},
		{Bound: report.Bound{Name: "Tiny budget", Upper: true, Warn: true, Values: grown(24, 0.01, 0.01)}, Odds: grown(24, 1, 1), Ever: 1},
		{Bound: report.Bound{Name: "Far line", Upper: true, From: 3, Values: grown(20, 1e9, 2e9)}},
		{Bound: report.Bound{Name: "Nowhere"}},
	}
	target := 1e12
	far.Users.Target, far.Users.Throughput, far.Stored.Database.Target = &target, &target, &target
	flat := all["flat"]
	flat.Cost.Total, flat.Users.Users = grown(24, 300, 300), grown(24, 60, 60)
	for i := range flat.Cost.Categories {
		flat.Cost.Categories[i].Values = grown(24, 100, 100)
	}
	for _, level := range []*[]float64{&flat.Fan.P5, &flat.Fan.P10, &flat.Fan.P25, &flat.Fan.P50, &flat.Fan.P75, &flat.Fan.P90, &flat.Fan.P95} {
		*level = grown(24, 300, 300)
	}
	all["decades"].Fan.P95 = grown(24, 300, 3e7)
	negative := all["negative"]
	negative.Cash.Cumulative, negative.Cash.Payback = grown(24, 0, -5000), nil
	crowded := all["crowded"]
	crowded.Scenario = long
	for i := range 12 {
		crowded.Latency.Regions = append(crowded.Latency.Regions, report.RegionLatency{Name: long, Values: grown(24, 0.1, 0.1+float64(i)/50)})
		crowded.Fan.Bounds = append(crowded.Fan.Bounds, report.FanBound{Bound: report.Bound{Name: long, Upper: true, Values: grown(24, 400, 400+float64(i))}, Odds: grown(24, 0, 1), Ever: 1})
	}
	for i := range 24 {
		crowded.Phases = append(crowded.Phases, report.PhaseSpan{Name: long, First: i + 1, Last: i + 1})
		crowded.Cost.Categories = append(crowded.Cost.Categories, report.NamedSeries{Name: long, Values: grown(24, 1, float64(i))})
		for m, v := range grown(24, 1, float64(i)) {
			crowded.Cost.Total[m] += v
		}
	}
	return all
}

// Every chart of every plan is a whole file in every format and size, or says
// that it has nothing to draw.
func TestHardPlansAreDrawn(t *testing.T) {
	for name, plan := range hard() {
		plan = beside(plan)
		for _, kind := range chart.Names() {
			for _, o := range []chart.Options{
				{Format: "png", Width: 1200, Height: 700}, {Format: "png", Width: chart.MinWidth, Height: chart.MinHeight, Theme: "dark"},
				{Format: "svg", Width: 1200, Height: 700, Title: strings.Repeat("Ünvan ", 60)}, {Format: "pdf", Width: 600, Height: 900},
			} {
				file, err := chart.Render(kind, plan, o)
				var empty *chart.EmptyError
				if errors.As(err, &empty) && (name == "zero" || kind == "quarters" && plan.Months < 4) {
					continue
				}
				if err != nil {
					t.Errorf("%s of %s: %v", kind, name, err)
					continue
				}
				wellFormed(t, file, o)
				if *look != "" {
					write(t, filepath.Join(*look, strings.ReplaceAll(name, " ", "-")+"-"+kind+"-"+o.Theme+"."+o.Format), file)
				}
			}
		}
	}
}

// wellFormed checks that a file is whole, and holds no number that is none.
func wellFormed(t *testing.T, file []byte, o chart.Options) {
	t.Helper()
	switch o.Format {
	case "png":
		img, err := png.Decode(bytes.NewReader(file))
		if err != nil || img.Bounds().Dx() != o.Width || img.Bounds().Dy() != o.Height {
			t.Errorf("%v: not the picture that was asked for", err)
		}
	case "svg":
		text := string(file)
		if !strings.HasSuffix(strings.TrimSpace(text), "</svg>") || notNumbers.MatchString(text) {
			t.Error("not a whole SVG")
		}
	case "pdf":
		if !bytes.HasPrefix(file, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(file), []byte("%%EOF")) {
			t.Error("not a whole PDF")
		}
	}
}

// notNumbers is a path of an SVG with a coordinate that is no number.
var notNumbers = regexp.MustCompile(`\bd="[^"]*(NaN|Inf)`)

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, content, 0o666)); err != nil {
		t.Fatal(err)
	}
}

// A plan without anything to draw is an error that says so, and no file.
func TestNothingToDraw(t *testing.T) {
	empty := &report.Charts{Currency: "USD", Start: unit.Date{Year: 2026, Month: 1}, Months: 1, Cash: report.CashSeries{Cumulative: []float64{0, 0}}}
	for _, name := range chart.Names() {
		file, err := chart.Render(name, empty, chart.Options{Format: "png", Width: 1200, Height: 700})
		var reason *chart.EmptyError
		if !errors.As(err, &reason) || file != nil {
			t.Errorf("%s: %d bytes, error %v", name, len(file), err)
		}
	}
	if _, err := chart.Render("pie", empty, chart.Options{Format: "png", Width: 1200, Height: 700}); err == nil {
		t.Error("an unknown chart is drawn")
	}
	if _, err := chart.Render("cost", made(12, 1, 1), chart.Options{Format: "gif", Width: 1200, Height: 700}); err == nil {
		t.Error("an unknown format is drawn")
	}
}

// beside is a plan with another one to show it beside, which costs half as much again.
func beside(plan *report.Charts) *report.Charts {
	other := report.NamedSeries{Name: "another"}
	for _, v := range plan.Cost.Total {
		other.Values = append(other.Values, v*1.5)
	}
	plan.Against = append(plan.Against, other)
	return plan
}

// The series of a plan are read, never changed.
func TestRenderChangesNothing(t *testing.T) {
	plan := beside(made(24, 9, 100))
	before := plan.Cost.Total[24] + plan.Services[8].Need[24]
	for _, name := range chart.Names() {
		if _, err := chart.Render(name, plan, chart.Options{Format: "svg", Width: 1200, Height: 700}); err != nil {
			t.Fatal(err)
		}
	}
	if after := plan.Cost.Total[24] + plan.Services[8].Need[24]; math.Abs(after-before) > 0 || len(plan.Services) != 9 {
		t.Error("the plan is another one now")
	}
}
