package simulation_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/simulation"
)

// piled is a plan whose cost is $850 but for what risks add in a few futures: less
// than a dollar, so that they lie in the bin of $850, or so many that it is one of
// several numbers.
func piled() string {
	return strings.Replace(toy(
		"risks: {"+
			"a: {level: low, probability: 9%, from: month 3, to: month 3, monthly: $0.1 to $0.9/month}, "+
			"b: {level: low, probability: 30%, from: month 6, to: month 6, monthly: $0.25/month}, "+
			"c: {level: low, probability: 50%, from: month 9, to: month 9, monthly: $100 to $900/month}}",
	), "price: $100/month", "price: $850/month", 1)
}

// A quantile whose rank falls on a number that many futures have is that number, as
// the sorted futures say. Bins of a histogram gave $850.52 for $850.
func TestQuantilesOnPiles(t *testing.T) {
	f := decode(t, piled())
	piles := 0
	for month := range f.Scenario.Months() + 1 {
		o := options(1, 16, 256)
		o.Target = simulation.Target{Metric: "cost.effective", Month: month}
		values := futures(t, f, o)["cost.effective"]
		slices.Sort(values)
		q, ok := run(t, f, o).Quantiles("cost.effective", month)
		if !ok {
			t.Fatal("no quantiles")
		}
		for i, p := range simulation.Levels() {
			rank := p * float64(len(values)-1)
			low, high := values[int(rank)], values[int(rank)+1]
			switch want := low + (high-low)*(rank-math.Floor(rank)); {
			case low == high:
				piles++
				if !near(q[i].Value, want, 1e-12) {
					t.Errorf("month %d, quantile %v: got %v, want %v", month, p, q[i].Value, want)
				}
			case !near(q[i].Value, want, 1.0/512):
				t.Errorf("month %d, quantile %v: got %v, not about %v", month, p, q[i].Value, want)
			}
		}
	}
	if piles < 60 {
		t.Errorf("%d quantiles were on piles: the plan is no test", piles)
	}
}

// Piles are the same in every shard, whether it has the futures they are found in or
// not, and for any number of workers.
func TestPilesInShards(t *testing.T) {
	f := decode(t, piled())
	numbers := func(workers int, shards ...simulation.Shard) []byte {
		o := options(1, 6, 2048)
		merged, err := simulation.New(f.Scenario, f.Inputs, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, o.Shard = range shards {
			o.Workers = workers
			part, err := run(t, f, o).AppendBinary(nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := merged.Absorb(part); err != nil {
				t.Fatal(err)
			}
		}
		all, err := merged.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	whole := numbers(1, simulation.Shard{})
	if !bytes.Equal(numbers(4, simulation.Shard{}), whole) {
		t.Error("four workers come to other numbers than one")
	}
	if !bytes.Equal(numbers(2, simulation.Shard{Index: 2, Of: 3}, simulation.Shard{Of: 3}, simulation.Shard{Index: 1, Of: 3}), whole) {
		t.Error("three shards come to other numbers than the whole")
	}
}
