package cli

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Every flag of every command that is more than a text says in our words what it
// was given and cannot be.
func TestFlagsRefuseInOurWords(t *testing.T) {
	tried := 0
	for _, c := range newRoot(&program{}, func() {}).Commands() {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			for _, value := range []string{"-1", "x", "", "1e99", "1,5", "١٢"} {
				message := refusal(c, f, value)
				if message == "" {
					continue
				}
				tried++
				for _, foreign := range []string{"strconv", "parsing", "invalid", "syntax", "argument"} {
					if strings.Contains(message, foreign) {
						t.Errorf("%s --%s=%q: %s", c.Name(), f.Name, value, message)
					}
				}
				if !strings.Contains(message, "--"+f.Name) || !strings.Contains(message, value) && f.Name != "chart" { // one of several
					t.Errorf("%s --%s=%q does not say what is wrong: %s", c.Name(), f.Name, value, message)
				}
			}
		})
	}
	if tried < 200 {
		t.Errorf("only %d values were refused", tried)
	}
}

// refusal is what the user reads about a value, or nothing when it is accepted.
func refusal(c *cobra.Command, f *pflag.Flag, value string) string {
	if err := c.ParseFlags([]string{"--" + f.Name + "=" + value}); err != nil {
		return explainFlagError(c, err).Error()
	}
	return ""
}

// Help fits a terminal. What cobra writes about completion is its own.
func TestHelpFits(t *testing.T) {
	for _, c := range newRoot(&program{}, func() {}).Commands() {
		var out strings.Builder
		code := Main([]string{c.Name(), "--help"}, Streams{Out: &out, Err: &out}, func(string) string { return "" })
		if code != 0 {
			t.Errorf("%s --help: exit code %d", c.Name(), code)
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			if utf8.RuneCountInString(line) > 80 {
				t.Errorf("%s --help: %q", c.Name(), line)
			}
		}
	}
}

func TestWithoutGroups(t *testing.T) {
	for text, want := range map[string]string{
		"16384": "16384", "16,384": "16384", "1,048,576": "1048576", "1,5": "1,5", "1,50": "1,50",
		"1024,000": "1024,000", ",100": ",100", "100,": "100,", "1,,000": "1,,000", "": "",
	} {
		if got := withoutGroups(text); got != want {
			t.Errorf("withoutGroups(%q) = %q, want %q", text, got, want)
		}
	}
}

// A command that is named first is built alone, with the name that it goes by.
func TestOneCommand(t *testing.T) {
	for _, c := range constructors() {
		root := newRootFor([]string{c.name, "--quiet"}, &program{}, func() {})
		if all := root.Commands(); len(all) != 1 || all[0].Name() != c.name {
			t.Errorf("%s: %d commands", c.name, len(all))
		}
	}
	for _, args := range [][]string{nil, {"--quiet", "version"}, {"help"}, {"completion"}, {"__complete", ""}, {"versoin"}} {
		if all := newRootFor(args, &program{}, func() {}).Commands(); len(all) <= len(constructors()) {
			t.Errorf("%q: only %d commands", args, len(all))
		}
	}
}
