package cli

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// seedNumber is the value of a flag that takes the seed of random numbers.
type seedNumber uint64

// Set is part of pflag.Value.
func (s *seedNumber) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is not a seed: write a whole number from 0 to %d", text, uint64(math.MaxUint64))
	}
	*s = seedNumber(n)
	return nil
}

// String is part of pflag.Value.
func (s *seedNumber) String() string { return strconv.FormatUint(uint64(*s), 10) }

// Type is part of pflag.Value.
func (*seedNumber) Type() string { return "NUMBER" }

// processors is the value of a flag that takes a number of processors; 0 is all of them.
type processors int

// mostProcessors is far above what a machine has, and keeps a slip of the finger out.
const mostProcessors = 1 << 16

// Set is part of pflag.Value.
func (p *processors) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > mostProcessors {
		return fmt.Errorf("%q is not a number of processors: write 1 to %d, or 0 for all", text, mostProcessors)
	}
	*p = processors(n)
	return nil
}

// String is part of pflag.Value.
func (p *processors) String() string { return strconv.Itoa(int(*p)) }

// Type is part of pflag.Value.
func (*processors) Type() string { return "N" }

// withoutGroups takes the commas out of a number such as 16,384. Where they do not
// stand before groups of three digits the text stays as it is, for 1,5 may mean 1.5.
func withoutGroups(text string) string {
	groups := strings.Split(text, ",")
	for i, group := range groups {
		if i > 0 && len(group) != 3 || i == 0 && len(groups) > 1 && (group == "" || len(group) > 3) {
			return text
		}
	}
	return strings.Join(groups, "")
}

// syncNumber is the value of a flag that takes a sync of a week, the first being 0; below
// that it is none.
type syncNumber int

// Set is part of pflag.Value.
func (n *syncNumber) Set(text string) error {
	v, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return fmt.Errorf("%q is not the number of a sync: write 0 for the first, 1 for the next", text)
	}
	*n = syncNumber(v)
	return nil
}

// String is part of pflag.Value.
func (n *syncNumber) String() string {
	if *n < 0 {
		return ""
	}
	return strconv.Itoa(int(*n))
}

// Type is part of pflag.Value.
func (*syncNumber) Type() string { return "NUMBER" }

// smallCount is the value of a flag that takes how many of something there are, of which
// nobody wants more than 255.
type smallCount uint8

// Set is part of pflag.Value.
func (n *smallCount) Set(text string) error {
	v, err := strconv.ParseUint(text, 10, 8)
	if err != nil {
		return fmt.Errorf("%q is not how many: write a whole number up to 255", text)
	}
	*n = smallCount(v)
	return nil
}

// String is part of pflag.Value.
func (n *smallCount) String() string { return strconv.Itoa(int(*n)) }

// Type is part of pflag.Value.
func (*smallCount) Type() string { return "N" }
