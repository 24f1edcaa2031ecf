package cli

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// The default sampling: 16 replicates of 1,024 points each.
const (
	usualReplicates = 16
	usualFutures    = 16384
	usualSeed       = 1
)

// samplingOptions are the flags of every command that draws futures.
type samplingOptions struct {
	method  choice
	futures futureCount
	seed    seedNumber
	workers processors
}

func (o *samplingOptions) addFlags(flags *pflag.FlagSet) {
	o.method = newChoice("sobol", samplingMethods()...)
	flags.Var(&o.method, "sampling", "how futures are drawn: sobol (scrambled), lhs or mc")
	o.addCount(flags)
	flags.Var(&o.workers, "workers", "use this many processors (default all); the result is the same")
}

// addCount adds the flags of commands that draw futures on the side.
func (o *samplingOptions) addCount(flags *pflag.FlagSet) {
	o.futures, o.seed = usualFutures, usualSeed
	flags.Var(&o.futures, "samples", "how many futures")
	flags.Var(&o.seed, "seed", "seed of the random numbers")
}

func (o *samplingOptions) complete(c *cobra.Command) {
	mustComplete(c, "sampling", fixed(samplingMethods()))
	for _, flag := range []string{"samples", "seed", "workers"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
}

func samplingMethods() []string { return []string{"sobol", "lhs", "mc"} }

// design is how the flags say that futures are drawn. Replicates are what
// intervals come from; a Sobol' sequence has a power of two in each.
func (o *samplingOptions) design() sampling.Design {
	d := sampling.Design{Seed: uint64(o.seed), Replicates: usualReplicates}
	d.Points = (int(o.futures) + d.Replicates - 1) / d.Replicates
	switch o.method.value {
	case "lhs":
		d.Method = sampling.LatinHypercube
	case "mc":
		d.Method = sampling.Random
	default:
		d.Points = 1 << bits.Len(uint(d.Points-1))
	}
	return d
}

// futureCount is a number of futures: 16384, 16,384, 10k, 1M.
type futureCount int

const leastFutures = 64

// Set reads a count.
func (n *futureCount) Set(text string) error {
	number, factor := strings.TrimSpace(text), 1.0
	if len(number) > 0 {
		switch number[len(number)-1] {
		case 'k', 'K':
			number, factor = number[:len(number)-1], 1e3
		case 'm', 'M':
			number, factor = number[:len(number)-1], 1e6
		}
	}
	v, err := strconv.ParseFloat(withoutGroups(number), 64)
	if err != nil || v*factor != math.Trunc(v*factor) || math.IsInf(v, 0) {
		return fmt.Errorf("%q is not a number of futures: write 16384, 100k or 1M", text)
	}
	switch v *= factor; {
	case v < leastFutures:
		return fmt.Errorf("%s futures are too few to say anything: write at least %d", text, leastFutures)
	case v > simulation.MaxFutures:
		return fmt.Errorf("%s futures are too many: at most %d", text, simulation.MaxFutures)
	}
	*n = futureCount(v)
	return nil
}

// String is the count.
func (n *futureCount) String() string { return strconv.Itoa(int(*n)) }

// Type names the value in the help.
func (*futureCount) Type() string { return "N" }

// share is the value of a flag such as 0.5%.
type share float64

// Set reads a share.
func (s *share) Set(text string) error {
	number, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	switch {
	case err != nil || !ok || math.IsNaN(v):
		return fmt.Errorf("%q is not a share: write 0.5%%", text)
	case v < 0.001 || v > 100:
		return fmt.Errorf("%q is out of range: write 0.001%% to 100%%", text)
	}
	*s = share(v / 100)
	return nil
}

// String is the share.
func (s *share) String() string {
	if *s == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(*s)*100, 'g', -1, 64) + "%"
}

// Type names the value in the help.
func (*share) Type() string { return "SHARE" }
