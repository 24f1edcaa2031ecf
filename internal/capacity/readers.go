package capacity

// readers are the regions that have a replica of the database of their own, where
// the reads of the users there are served. The replica of a region whose use is
// one of database.read_replicas.uses is the replica for that use: it is counted
// once, and serves no reads. Until the region of the primary opens, the primary is
// in the first region, which then needs no replica.
type readers struct {
	shares  []float64 // of the reads, by region with a replica that serves them
	regions float64   // how many there are
	sum     float64   // of the shares
	largest float64   // of the shares
	named   float64   // replicas for other uses that regions name
	uses    []float64 // the same, by use
}

// newReaders finds the regions that have a replica in an epoch.
func (m *Model) newReaders(e *epoch) {
	db := m.scenario.Database
	if db == nil {
		return
	}
	e.readers.uses = make([]float64, len(db.ReadReplicas.Uses))
	for r := range m.regions {
		if !m.replicated(e, r) {
			continue
		}
		if use := m.useOf(r); use >= 0 {
			e.readers.uses[use]++
			e.readers.named++
			m.named = true
			continue
		}
		e.readers.regions++
		e.readers.shares = append(e.readers.shares, 0)
	}
}

// replicated reports whether a region has a replica in an epoch.
func (m *Model) replicated(e *epoch, r int) bool {
	if m.regions[r].Database.Role != "replica" || !e.open[r] {
		return false
	}
	for other := range m.regions {
		if m.regions[other].Database.Role == "primary" && e.open[other] {
			return true
		}
	}
	return r > 0
}

// ReadsIn reports whether a replica in a region answers the reads of the users there in a
// month.
func (m *Model) ReadsIn(r, month int) bool {
	return m.scenario.Database != nil && m.replicated(&m.epochs[m.epochOf[month]], r) && m.useOf(r) < 0
}

// PrimaryIn reports whether the primary stands in a region in a month: in the first one
// while that which has it is not open, or none says that it has.
func (m *Model) PrimaryIn(r, month int) bool {
	e := &m.epochs[m.epochOf[month]]
	for other := range m.regions {
		if m.regions[other].Database.Role == "primary" && e.open[other] {
			return other == r
		}
	}
	return r == 0
}

// useOf is the index of the use that the replica of a region has, or −1.
func (m *Model) useOf(r int) int {
	for i := range m.scenario.Database.ReadReplicas.Uses {
		if m.scenario.Database.ReadReplicas.Uses[i].Name == m.regions[r].Database.Use {
			return i
		}
	}
	return -1
}

// readShares sets the shares of the reads, once those of the users are known.
func (m *Model) readShares(e *epoch) {
	if m.scenario.Database == nil {
		return
	}
	rd, i := &e.readers, 0
	rd.sum, rd.largest = 0, 0
	for r := range m.regions {
		if m.replicated(e, r) && m.useOf(r) < 0 {
			rd.shares[i] = e.share[r]
			rd.sum, rd.largest, i = rd.sum+e.share[r], max(rd.largest, e.share[r]), i+1
		}
	}
}

// fixed is how many replicas for other uses there are in an epoch once those of
// database.read_replicas.uses exist.
func (m *Model) fixed(e int) float64 {
	total := 0.0
	for i := range m.scenario.Database.ReadReplicas.Uses {
		total += max(float64(m.scenario.Database.ReadReplicas.Uses[i].Count), m.epochs[e].readers.uses[i])
	}
	return total
}
