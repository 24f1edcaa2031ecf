package cli

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// completion is what cobra calls to complete an argument or a flag.
type completion = cobra.CompletionFunc

// mustComplete registers the completion of a flag that the command has.
func mustComplete(c *cobra.Command, flag string, f completion) {
	if err := c.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err)
	}
}

// fixed offers some words.
func fixed(words []string) completion {
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

// completeYAML offers YAML files.
func completeYAML(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeOne offers YAML files for the first argument only.
func completeOne(c *cobra.Command, args []string, text string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeYAML(c, args, text)
}

// completeMetric offers the metrics of the built-in scenario, then a YAML file.
func completeMetric(c *cobra.Command, args []string, text string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return completeOne(c, args[1:], text)
	}
	src := builtIn()
	f, _ := src.decode()
	if f.Scenario == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []cobra.Completion
	for _, m := range metric.Of(f.Scenario) {
		names = append(names, cobra.CompletionWithDesc(m.Name, m.Doc))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeInput offers the paths of the inputs of the scenario that the last of
// the arguments names, or of the built-in one.
func completeInput(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var paths []cobra.Completion
	for _, in := range offered(args).Inputs {
		paths = append(paths, cobra.CompletionWithDesc(in.Path+"=", in.Text))
	}
	return paths, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeVariant offers the names of its variants.
func completeVariant(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	if s := offered(args).Scenario; s != nil {
		for i := range s.Variants {
			names = append(names, cobra.CompletionWithDesc(s.Variants[i].Name, strings.Join(s.Variants[i].Changes, ", ")))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// offered is the scenario that the last of the arguments names, or the built-in one.
func offered(args []string) *scenario.File {
	src := builtIn()
	if n := len(args); n > 0 && isYAML(args[n-1]) && args[n-1] != "-" {
		if text, err := new(inputs).readFile(args[n-1]); err == nil {
			src = source{name: args[n-1], text: text, dir: filepath.Dir(args[n-1])}
		}
	}
	f, _ := src.decode()
	return f
}
