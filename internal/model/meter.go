package model

import (
	"slices"
	"strconv"
	"strings"
)

// Meter is what the quantity of a charge is read from.
type Meter struct {
	Source Source // the series
	Index  int    // of a driver under drivers.other, of a service or of a store
	Part   int    // of the store's: a class
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
	OfPool                       // servers of a pool on the average over the month, as they are billed
	OfPoolList                   // what they cost at the prices of month 0
	OfStream                     // a stream of work
	OfStore                      // live bytes of a store
	OfStoreDisk                  // bytes that are provisioned for it
	OfStoreReads                 // reads that reach it
	OfStoreWrites                // and writes
	OfStoreNodes                 // its machines
	OfStoreList                  // what they cost at the prices of month 0
	OfStoreClass                 // bytes that are billed in a class
	OfStoreMoves                 // objects that move into a class
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
	case OfRequests, OfService, OfStream, OfStoreReads, OfStoreWrites, OfStoreMoves:
		return Happening
	case OfDatabase, OfDisk, OfFiles, OfStore, OfStoreDisk, OfStoreClass:
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
			add(Meter{Source: OfDriver, Index: i})
		}
	}
	for i := range s.Services {
		switch v := s.Services[i].Name; name {
		case v, "services." + v:
			add(Meter{Source: OfService, Index: i})
		case "services." + v + ".replicas":
			add(Meter{Source: OfReplicas, Index: i})
		case "services." + v + ".average_replicas":
			add(Meter{Source: OfAverage, Index: i})
		}
	}
	for i := range s.Load.Streams {
		if v := s.Load.Streams[i].Name; v != Requests && (name == v || name == "load."+v) {
			add(Meter{Source: OfStream, Index: i})
		}
	}
	for i := range s.Pools {
		if v := s.Pools[i].Name; name == v || name == "pools."+v || name == "pools."+v+".nodes" {
			add(Meter{Source: OfPool, Index: i})
		}
	}
	for i := range s.Stores {
		v := s.Stores[i].Name
		if name == v {
			add(Meter{Source: OfStore, Index: i})
		}
		rest, ok := strings.CutPrefix(name, "stores."+v)
		if !ok {
			continue
		}
		if source, known := storeMeters()[rest]; known {
			add(Meter{Source: source, Index: i})
		}
	}
	return found, times
}

// storeMeters are the sources of a store, by what stands behind its name.
func storeMeters() map[string]Source {
	return map[string]Source{
		"": OfStore, ".bytes": OfStore, ".disk_bytes": OfStoreDisk, ".reads": OfStoreReads, ".writes": OfStoreWrites, ".nodes": OfStoreNodes,
	}
}

// MeterOf is what a line of the bill is of: that of a pool or of a store has sources that
// no other may name.
func (s *Scenario) MeterOf(c *Charge, name string) Meter {
	if c.Pool != "" {
		return Meter{Source: OfPoolList, Index: s.Pooled(c.Pool)}
	}
	if c.Store == "" {
		m, _ := s.Meter(name)
		return m
	}
	m := Meter{Index: s.Store(c.Store)}
	word := strings.TrimPrefix(name, "stores."+c.Store+".")
	part := func(prefix string) bool {
		rest, ok := strings.CutPrefix(word, prefix)
		m.Part, _ = strconv.Atoi(rest)
		return ok
	}
	switch {
	case word == "list":
		m.Source = OfStoreList
	case part("class "):
		m.Source = OfStoreClass
	case part("moved "):
		m.Source = OfStoreMoves
	default:
		m.Source = storeMeters()["."+word]
	}
	return m
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
	for i := range s.Load.Streams {
		if name := s.Load.Streams[i].Name; name != Requests {
			all = append(all, name)
		}
	}
	for i := range s.Pools {
		all = append(all, s.Pools[i].Name)
	}
	for i := range s.Stores {
		all = append(all, s.Stores[i].Name)
	}
	return all
}
