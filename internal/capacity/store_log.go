package capacity

// A log is brokers that hold partitions, each in several copies.
//
//	disk    D · copies · overhead / (1 − free)                    [bytes]
//	network w · item · 8 · (copies − 1 + readers)                 [bit/s]
//	held    partitions · copies / most partitions of a broker     [brokers]
//
// with D the live bytes and w the messages written per second at peak. What is sent is
// what the other copies and each reader fetch: J. Rao, "How to choose the number of
// topics/partitions in a Kafka cluster", Confluent 2015; the limit of 4,000 partitions of
// a broker is the advice of KIP-578.
func brokers(s *storeModel, q *storeLoad) storeNeed {
	n := s.base(q)
	copies := s.CopiesOf()
	if s.Item != nil {
		n.network = q.writes * float64(*s.Item) * 8 * (copies - 1 + float64(s.readers))
	}
	if s.Partitions != nil {
		most := 4000.0
		if s.PerBroker != nil {
			most = float64(*s.PerBroker)
		}
		if held := float64(*s.Partitions) * copies / most; held > n.machines {
			n.machines, n.counted = held, Partitions
		}
	}
	return n
}
