package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/row"
)

// largestShard is the size up to which a shard recovers in a bearable time: Elastic,
// "Size your shards", advises 10 to 50 GB.
const largestShard = 50e9

// Search is nodes that hold shards, primaries and their copies.
//
//	disk   D · copies · overhead / (1 − free)            [bytes]
//	held   shards · copies / most shards of a node       [nodes]
//
// Without a number the shards are one for each 50 GB of index. The limit of 1,000 shards
// of a node is the default of cluster.max_shards_per_node (Elasticsearch reference).
func shards(s *storeModel, q *storeLoad) storeNeed {
	n := s.base(q)
	count, most := max(row.Ceil(q.bytes*s.overhead()/largestShard), 1), 1000.0
	if s.Shards != nil {
		count = float64(*s.Shards)
	}
	if s.PerNodeShard != nil {
		most = float64(*s.PerNodeShard)
	}
	if held := count * s.CopiesOf() / most; held > n.machines {
		n.machines, n.counted = held, Shards
	}
	return n
}

// overhead is the disk, or memory, that a live byte fills.
func (s *storeModel) overhead() float64 {
	if s.Overhead != nil {
		return float64(*s.Overhead)
	}
	return math.Max(s.kind.Overhead, 1)
}
