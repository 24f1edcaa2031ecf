package forecast

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// Demand is what users ask, by month. Every series has one value for each month
// from 0 (today) to the horizon.
type Demand struct {
	Users         []float64   // concurrent users
	Other         [][]float64 // the other drivers in the order of the scenario
	AverageRPS    []float64   // requests per second, mean over the month
	PeakRPS       []float64   // requests per second, peak of the week
	Streams       []Stream    // the other streams of work in the order of the scenario; requests that are said as one of them have the rows above
	Complexity    []float64   // work behind a request, relative to 1
	DatabaseBytes []float64   // live bytes in the database
	FileBytes     []float64   // live bytes in file storage
	TrafficBytes  []float64   // bytes sent to users in the month
	Stores        [][]float64 // live bytes of the stores in the order of the scenario; of those that follow from writes, zeros
}

// Stream is a stream of work by month.
type Stream struct {
	Average []float64 // per second, mean over the month
	Peak    []float64 // per second, peak of the week
}

// Model projects the demand of one scenario. It reads the scenario's numbers
// anew at every projection, so a number may be changed between two of them; the
// structure (which drivers, how many months) is fixed when it is compiled.
type Model struct {
	scenario *model.Scenario
	months   int
	ingested []float64 // bytes ever ingested, by month; scratch of stock
	order    []int     // of the other drivers, each after the one that it follows
	follows  []int     // by other driver: the one that it follows, −1 for users, or −2
	streams  []stream  // as compiled
	stores   []kept    // the same
	factor   []float64 // scratch of a stream that grows

	users           monthly   // of the last run
	other           []monthly // the same, of the other drivers
	database, files aging     // the same, of the stocks
}

// Compile prepares the projection of a scenario.
func Compile(s *model.Scenario) *Model {
	m := &Model{
		scenario: s, months: s.Months(), ingested: make([]float64, s.Months()+1),
		other:    make([]monthly, len(s.Drivers.Other)),
		database: aging{months: make([]float64, 0, s.Months()+1)}, files: aging{months: make([]float64, 0, s.Months()+1)},
	}
	m.follow()
	m.compileStreams()
	m.compileStores()
	return m
}

// NewDemand returns a buffer for Project.
func (m *Model) NewDemand() *Demand {
	n := m.months + 1
	block := make([]float64, 7*n)
	take := func() []float64 {
		row := block[:n:n]
		block = block[n:]
		return row
	}
	d := &Demand{
		Users: take(), AverageRPS: take(), PeakRPS: take(), Complexity: take(),
		DatabaseBytes: take(), FileBytes: take(), TrafficBytes: take(),
	}
	for range m.scenario.Drivers.Other {
		d.Other = append(d.Other, make([]float64, n))
	}
	for range m.scenario.Stores {
		d.Stores = append(d.Stores, make([]float64, n))
	}
	for i := range m.scenario.Load.Streams {
		if m.scenario.Load.Streams[i].Name == model.Requests {
			d.Streams = append(d.Streams, Stream{d.AverageRPS, d.PeakRPS})
		} else {
			d.Streams = append(d.Streams, Stream{make([]float64, n), make([]float64, n)})
		}
	}
	return d
}

// Project fills d with the demand of every month. It allocates nothing.
func (m *Model) Project(d *Demand) {
	s := m.scenario
	project(&s.Drivers.Users, s.Start.Month, &m.users, d.Users)
	for _, i := range m.order {
		switch other := &s.Drivers.Other[i]; m.follows[i] {
		case alone:
			project(other, s.Start.Month, &m.other[i], d.Other[i])
		case users:
			row.Scale(d.Other[i], d.Users, float64(*other.Each))
		default:
			row.Scale(d.Other[i], d.Other[m.follows[i]], float64(*other.Each))
		}
	}
	m.stock(s.Drivers.Database, &m.database, d.DatabaseBytes)
	m.stock(s.Drivers.Files, &m.files, d.FileBytes)
	m.store(d)
	m.load(d)
}

// load turns users into requests: average = users × requests per user, peak =
// average × peak factor, and the traffic of a month of the assumed length.
func (m *Model) load(d *Demand) {
	s := m.scenario
	requests, peak := float64(s.Load.Requests)*float64(s.Drivers.Users.Share()), s.Load.PeakFactor()
	perMonth := float64(s.Load.Bytes) * 3600 * float64(s.Assumptions.HoursPerMonth)
	row.Scale(d.AverageRPS, d.Users, requests)
	row.Scale(d.PeakRPS, d.AverageRPS, peak)
	if len(s.Events) > 0 && requests > 0 {
		m.surge(model.Requests, d.AverageRPS, d.PeakRPS)
	}
	row.Scale(d.TrafficBytes, d.AverageRPS, perMonth)
	m.stream(d)
	if s.Load.Complexity == nil {
		row.Fill(d.Complexity, 1)
		return
	}
	for month := range d.Complexity {
		d.Complexity[month] = s.Load.Complexity.At(month, m.months)
	}
}
