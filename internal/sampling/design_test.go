package sampling

import (
	"fmt"
	"strings"
	"testing"
)

func TestValidate(t *testing.T) {
	many := make([]string, Dimensions+1)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	for _, c := range []struct {
		d    Design
		want string
	}{
		{Design{Replicates: 16, Points: 1024, Lead: many[1:]}, ""},
		{Design{Method: LatinHypercube, Replicates: 1, Points: 1000}, ""},
		{Design{Method: 9, Replicates: 1, Points: 1}, "no such sampling method: Method(9)"},
		{Design{Replicates: 0, Points: 1}, "replicates must be between 1 and 4096: they are 0"},
		{Design{Replicates: 1, Points: 1 << 25}, "points must be between 1 and 16777216"},
		{Design{Replicates: 1, Points: -1}, "points must be between 1"},
		{Design{Replicates: 1, Points: 1000}, "points must be a power of two for Sobol' sampling, such as 1024: they are 1000"},
		{Design{Replicates: 1, Points: 1, Lead: many}, "at most 64 inputs can lead: there are 65"},
		{Design{Replicates: 1, Points: 1, Lead: []string{"a", "a"}}, `input "a" leads twice`},
	} {
		err := c.d.Validate()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: got %v, want %q", c.d, err, c.want)
		}
	}
}

func TestMethodString(t *testing.T) {
	if got := fmt.Sprint(Sobol, LatinHypercube, Random); got != "sobol lhs random" {
		t.Errorf("got %q", got)
	}
}
