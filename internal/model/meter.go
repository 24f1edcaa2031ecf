package model

import "slices"

// Meter is what the quantity of a charge is read from.
type Meter struct {
	Source Source // the series
	Index  int    // of a driver under drivers.other, or of a service
}

// Source is a series of the plan that a charge may be of.
type Source uint8

// The sources.
const (
	NoSource       Source = iota // nothing of that name
	OfUsers                      // drivers.users
	OfDriver                     // a driver under drivers.other
	OfRequests                   // the users' requests
	OfService                    // the calls of a service
	OfReplicas                   // replicas of a service at peak
	OfAverage                    // and on the average over the month
	OfServers                    // servers on the average over the month, as they are billed
	OfPeakServers                // servers at peak
	OfDatabase                   // live bytes of the database
	OfDisk                       // bytes of its disk
	OfInstances                  // the primary and all read replicas
	OfReadReplicas               // read replicas of the database
	OfConnections                // connections of the services
	OfFiles                      // live bytes of file storage
	OfTraffic                    // bytes sent to users
	OfCDNBytes                   // of them, those that the CDN sends
	OfEgressBytes                // of them, those that the services send
)

// Measure is how a source counts.
type Measure uint8

// The measures.
const (
	Level     Measure = iota // so many there are
	Happening                // so many a month
	Kept                     // bytes there are
	Sent                     // bytes a month
)

// Measure is how the source counts.
func (s Source) Measure() Measure {
	switch s {
	case OfRequests, OfService:
		return Happening
	case OfDatabase, OfDisk, OfFiles:
		return Kept
	case OfTraffic, OfCDNBytes, OfEgressBytes:
		return Sent
	}
	return Level
}

// meters are the sources that are called by a name which no scenario gives.
func meters() map[string]Source {
	return map[string]Source{
		"users": OfUsers, "requests": OfRequests,
		"nodes": OfServers, "average_nodes": OfServers, "peak_nodes": OfPeakServers,
		"database": OfDatabase, "database_bytes": OfDatabase, "database.disk_bytes": OfDisk, "database.instances": OfInstances,
		"database.read_replicas": OfReadReplicas, "database.connections": OfConnections,
		"files": OfFiles, "file_bytes": OfFiles, "traffic_bytes": OfTraffic, "cdn.bytes": OfCDNBytes, "egress.bytes": OfEgressBytes,
	}
}

// there reports whether a scenario has what a source reads.
func (s *Scenario) there(source Source) bool {
	switch source {
	case OfDatabase:
		return s.Drivers.Database != nil
	case OfDisk, OfInstances, OfReadReplicas, OfConnections:
		return s.Database != nil
	case OfFiles:
		return s.Drivers.Files != nil
	}
	return true
}

// Meter finds what a charge is of by its name, and how often the name is that of
// something: more than once is a name that can be read in two ways.
func (s *Scenario) Meter(name string) (found Meter, times int) {
	add := func(m Meter) { found, times = m, times+1 }
	if source, ok := meters()[name]; ok && s.there(source) {
		add(Meter{Source: source})
	}
	for i := range s.Drivers.Other {
		if d := &s.Drivers.Other[i]; name == d.Name || name == "drivers."+d.Name {
			add(Meter{OfDriver, i})
		}
	}
	for i := range s.Services {
		switch v := s.Services[i].Name; name {
		case v, "services." + v:
			add(Meter{OfService, i})
		case "services." + v + ".replicas":
			add(Meter{OfReplicas, i})
		case "services." + v + ".average_replicas":
			add(Meter{OfAverage, i})
		}
	}
	return found, times
}

// Meters are the names of all that a charge may be of in the scenario.
func (s *Scenario) Meters() []string {
	var all []string
	for name, source := range meters() {
		if s.there(source) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	for i := range s.Drivers.Other {
		all = append(all, s.Drivers.Other[i].Name)
	}
	for i := range s.Services {
		all = append(all, s.Services[i].Name)
	}
	return all
}
