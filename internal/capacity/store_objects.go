package capacity

// Objects are metered: bytes and requests cost what they cost, and nothing is sized. By
// their age they lie in classes, each of which bills an object as at least so large, and
// for at least so long.
func objects(s *storeModel, q *storeLoad) storeNeed { return s.base(q) }

func (s *storeModel) classes() bool { return len(s.Classes) > 0 }

// classify sets the bytes that each class bills, and the objects that move there.
//
// With Y(x) for the bytes that are younger than x months, a class for ages from a to b
// holds Y(b) − Y(a), and the last one what is left of all bytes; in a month those of an
// age from a to a + 1 move there.
func (m *Model) classify(s *storeModel, out *Store) {
	from := 0.0
	for k := range s.Classes {
		c, last := &s.Classes[k], k == len(s.Classes)-1
		to := from
		if c.For != nil {
			to += float64(*c.For)
		}
		size, stays := 1.0, to-from
		if s.Item != nil && c.Least.Size != nil {
			size = max(1, float64(*c.Least.Size)/float64(*s.Item))
		}
		if kept := s.Holds.Kept(); last && kept > 0 {
			stays = kept - from
		}
		if c.Least.Time != nil && stays > 0 {
			size *= max(1, float64(*c.Least.Time)/stays)
		}
		for month := range out.Bytes {
			upTo := out.Bytes[month]
			if !last || c.For != nil {
				upTo = min(m.younger(s, out, month, to), upTo)
			}
			below := min(m.younger(s, out, month, from), out.Bytes[month])
			out.Classes[k][month] = max(upTo-below, 0) * size
			if s.Item != nil && from > 0 {
				out.Moves[k][month] = max(min(m.younger(s, out, month, from+1), out.Bytes[month])-below, 0) / float64(*s.Item)
			}
		}
		from = to
	}
}
