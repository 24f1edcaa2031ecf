package report

import (
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// stores is the table of what runs beside nodes, database and cache: pools of servers and
// stores, with their machines, what binds and what they cost. It has no rows in a plan
// without any.
func (v *view) stores() *document.Table {
	t := &document.Table{Name: "stores", Title: "Pools and stores", For: document.People, Columns: []document.Column{left("Machines\nat peak", 0), left("Kind", 4)}}
	for i, m := range v.moments {
		t.Columns = append(t.Columns, right(v.title(m), 1+v.rank(i)))
	}
	t.Columns = append(t.Columns, left("Of\nsize", 6), right("Bytes at\nhorizon", 5), left("Bound at\nhorizon by", 7), right("Cost at\nhorizon", 3))
	last, s := v.result.Months(), v.result.Scenario
	add := func(name, kind, path, tier, bound string, bytes document.Cell) {
		row := []document.Cell{document.Word(name), document.Word(kind)}
		for _, m := range v.moments {
			if tier == "" {
				row = append(row, document.None(words.None)) // metered, or not there
				continue
			}
			row = append(row, document.Number(document.Decimals(0), v.result.Series(path + ".nodes")[m.month]))
		}
		cost := v.column([]float64{v.result.Series(path + ".cost")[last]}, cents)[0]
		t.Rows = append(t.Rows, append(row, document.Word(tier), bytes, document.Word(bound), cost))
	}
	sizing := v.result.Engine().Sizing()
	for i := range s.Pools {
		servers := &v.result.Capacity.Pools[i].Regions[0]
		tier := ""
		if servers.Nodes[last] > 0 {
			tier = sizing.PoolTiers(i)[servers.Tier[last]].Name
		}
		add(s.Pools[i].Name, "pool", "pools."+s.Pools[i].Name, tier, "", document.None(words.None))
	}
	for i := range s.Stores {
		out := &v.result.Capacity.Stores[i]
		bytes := document.None(words.None)
		if out.Bytes[last] > 0 {
			bytes = document.Word(words.Quantity(unit.KindBytes, out.Bytes[last], v.money))
		}
		bound := ""
		if out.Nodes[last] > 0 {
			bound = words.Phrase(out.Binding[last].String())
		}
		add(s.Stores[i].Name, s.Stores[i].Kind, "stores."+s.Stores[i].Name, sizing.Machine(i, out.Tier[last]), bound, bytes)
	}
	return t
}
